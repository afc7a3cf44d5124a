"""Signing in at a real provider, sending, deciding and publishing, as people meet it; and what each may not do."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.words import words_of
from etl import warehouse
from etl.review.decisions import send
from etl.review.store import Actor, Submission
from tests.browser.conftest import ROOT, Visit, free_port
from tests.browser.signing_in import (
    ROLES,
    WORDS,
    Site,
    environment_of,
    provider,
    report_file,
    review_address,
    sign_in,
    signed_in_site,
    stay_here,
    tampered,
    upload,
    user_cookie,
    write_secrets,
)

# All tests of one server and one browser run in one process.
pytestmark = pytest.mark.xdist_group("sign_in")

SEND = WORDS("submit.send.button")
NOT_FOR_YOU = WORDS("review.not_allowed")
SECRET = "Open the Moonlight shelter in the eastern district"
Reader = Callable[..., Visit]


@pytest.fixture(scope="session")
def provider_address() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="session")
def site(provider_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with signed_in_site(tmp_path_factory.mktemp("signed_in"), provider_address) as one:
        yield one


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> Callable[[str], Any]:
    """Subject -> the cookies of its sign-in, which happens once, when it is first asked for."""
    states: dict[str, Any] = {}

    def state(subject: str) -> Any:
        if subject not in states:
            states[subject] = sign_in(browser, site, subject)
        return states[subject]

    return state


@pytest.fixture
def read_as(browser: Browser, site: Site, signed_in: Callable[[str], Any]) -> Iterator[Reader]:
    """Opens a watched page as somebody, or as nobody; in the end none may have had an error or left this machine."""
    contexts, visits = [], []

    def start(subject: str | None = None) -> Visit:
        state = signed_in(subject) if subject else None
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB", storage_state=state
        )
        context.set_default_timeout(20_000)
        one = Visit(context.new_page(), site.address)
        one.watch()
        contexts.append(context)
        visits.append(one)
        return one

    yield start
    for context in contexts:
        context.close()
    for one in visits:
        assert not one.errors, one.errors
        assert one.hosts <= {urlsplit(site.address).netloc, ""}, one.hosts


@pytest.fixture
def roles(site: Site) -> Iterator[Callable[[dict[str, list[str]]], None]]:
    """Changes who has which roles while the app runs; afterwards they are as before."""
    yield site.write_roles
    site.write_roles(ROLES)


def menu(page: Page) -> list[str]:
    """The pages of the menu."""
    return page.locator(".st-key-menu a").all_inner_texts()


def assert_no_role(one: Visit, name: str | None, refusal: str = NOT_FOR_YOU) -> None:
    """The reader, signed in under this name or not at all, is shown no word of the review and of the Alliance."""
    page = one.page
    person = page.locator(".st-key-person button").first
    assert name or person.inner_text().endswith(WORDS("identity.sign_in"))
    assert not name or name in person.inner_text()
    assert not any(WORDS("review.menu") in entry for entry in menu(page))
    assert page.locator(".pp-alliance").count() == 0
    if "/review" not in page.url:
        one.open("/review?lang=en")
    assert refusal in page.inner_text("body")
    assert page.get_by_role("button", name=WORDS("review.decide.accepted"), exact=True).count() == 0
    assert WORDS("review.history.title") not in page.inner_text("body")


def received(site: Site, country: str, office: str, **said: Any) -> Submission:
    """A report that a focal point has sent already."""
    details = {"file_name": f"{country}.xlsx", "country_code": country, "reporting_year": 2026,
               "is_illustrative": False}  # fmt: skip
    by = Actor(f"{site.provider}|{country}", f"Focal point of {country}", "focal_point", country)
    return send(site.store, report_file(country, office, **said), by, details)


def now_in(site: Site, submission: Submission) -> Submission:
    """The submission as the store has it now."""
    found = site.store.submission(submission.submission_id)
    assert found is not None
    return found


def decide(page: Page, decision: str, comment: str = "") -> None:
    """Write a comment and press the button of a decision."""
    if comment:
        page.get_by_label(WORDS("review.decide.comment"), exact=True).fill(comment)
    page.get_by_role("button", name=WORDS(f"review.decide.{decision}"), exact=True).click()


def wait_for_event(page: Page, kind: str, name: str) -> None:
    """Wait until the page tells of this event by this person."""
    said = WORDS(f"event.{kind}", date="DATE", name=name, role="ROLE")
    said = said.removeprefix("DATE").split("ROLE")[0]
    page.locator(".pp-events").get_by_text(said).first.wait_for()


def wait_until_published(page: Page) -> None:
    """Wait for the word that what was decided is published."""
    said = WORDS("review.publish.done", build="BUILD").split("BUILD")[0]
    page.locator("[data-testid=stAlert]").get_by_text(said).wait_for(timeout=30_000)


def level(site: Site, country: str) -> list[tuple[str]]:
    """How far the newest report of a country is verified in the published build."""
    name = warehouse.current_build(site.places.warehouse)
    assert name is not None
    with warehouse.open_build(site.places.warehouse, name) as connection:
        return connection.execute(
            "SELECT verification_level FROM report WHERE country_code = ? ORDER BY revision DESC",
            [country],
        ).fetchall()


# --------------------------------------------------------------------------------------- signed out


def test_signed_out_everything_can_be_checked_and_nothing_sent(site: Site, read_as: Reader) -> None:
    before = site.events()
    one = read_as()
    page = one.open("/submit?lang=en&country=KEN&year=2027")
    assert not any(WORDS("review.menu") in entry for entry in menu(page))
    with page.expect_download() as download:
        page.get_by_role("button", name=WORDS("submit.template.download")).click()
    assert download.value.suggested_filename == "report-KEN-2027-en.xlsx"
    assert download.value.path().read_bytes().startswith(b"PK")
    content = report_file("KEN", "Signed out")
    upload(page, "kenya.xlsx", content)
    one.settle()
    assert WORDS("submit.send.sign_in") in page.inner_text("body")
    assert page.get_by_role("button", name=SEND).count() == 0
    assert site.events() == before
    checksum = hashlib.sha256(content).hexdigest()
    assert not (Path(site.places.store) / "files" / checksum).exists()


# ------------------------------------------------------------------------------------------ sending


def test_focal_point_sends_the_own_report_once(site: Site, read_as: Reader) -> None:
    before = site.events()
    content = report_file("KEN", "Sent in the browser")
    checksum = hashlib.sha256(content).hexdigest()
    one = read_as("kenya")
    page = one.open("/submit?lang=en")
    upload(page, "kenya 2026.xlsx", content)
    page.get_by_role("button", name=SEND).click()
    done = WORDS("submit.send.done", date="DATE", checksum="").split("DATE")[0]
    page.get_by_text(done).wait_for()

    assert site.events() == [*before, (f"{checksum}/0000", "received")]
    submission = site.store.submission(checksum)
    assert submission is not None
    by = submission.received.by
    assert (by.name, by.role, by.country_code) == ("Wanjiru Kamau", "focal_point", "KEN")
    assert by.person_id == f"{site.provider}|kenya"
    assert (submission.country_code, submission.reporting_year) == ("KEN", 2026)
    assert submission.file_name == "kenya 2026.xlsx"
    assert site.store.file(checksum) == content
    assert WORDS("submit.sent.title") in page.inner_text("body")

    # The same file again, in another session and under another name.
    again = read_as("kenya")
    page = again.open("/submit?lang=en")
    upload(page, "renamed.xlsx", content)
    page.get_by_text(done).wait_for()
    assert page.get_by_role("button", name=SEND).count() == 0
    assert len(site.events()) == len(before) + 1


def test_focal_point_cannot_send_another_countrys_report(site: Site, read_as: Reader) -> None:
    before = site.events()
    one = read_as("kenya")
    page = one.open("/submit?lang=en")
    content = report_file("UGA", "Sent by Kenya")
    upload(page, "uganda.xlsx", content)
    one.settle()
    body = page.inner_text("body")
    assert WORDS("submit.check.refused") not in body, page.inner_text(".pp-error")
    assert WORDS("submit.send.not_yours", country="Uganda") in body
    assert page.get_by_role("button", name=SEND).count() == 0
    assert site.events() == before
    assert not (Path(site.places.store) / "files" / hashlib.sha256(content).hexdigest()).exists()

    one.open("/review?lang=en")
    assert NOT_FOR_YOU in page.inner_text("body")
    assert WORDS("review.history.title") not in page.inner_text("body")


# -------------------------------------------------------------------------------------- in and out


def test_in_and_out_lead_back_to_the_view_and_out_forgets_the_person(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(locale="en-GB")
    context.route("https://**/*", stay_here)
    try:
        page = context.new_page()
        view = f"{site.address}/guide?country=KEN&lang=fr"
        french = words_of("fr")
        page.goto(view)
        page.get_by_role("button", name=french("identity.sign_in"), exact=True).click()
        page.locator("button[name=sub][value='kenya']").click()
        page.wait_for_url(view, wait_until="commit")
        page.locator(".st-key-person button").get_by_text("Wanjiru Kamau").click()
        role = f"{french('role.focal_point')} · Kenya"
        page.locator("[data-testid=stPopoverBody]").get_by_text(role).wait_for()
        page.get_by_role("button", name=french("identity.sign_out")).click()
        page.wait_for_url(f"{site.provider}/**")
        page.get_by_role("button", name="End session").click()
        page.wait_for_url(view, wait_until="commit")
        page.get_by_role("button", name=french("identity.sign_in"), exact=True).wait_for()
        assert not [one for one in context.cookies() if one["name"].startswith("_streamlit_user")]
    finally:
        context.close()


# ------------------------------------------------------------------------------------- forged roles


def test_a_role_in_the_address_does_nothing(read_as: Reader) -> None:
    one = read_as()
    one.open("/review?lang=en&role=secretariat&roles=secretariat")
    assert_no_role(one, None)


@pytest.mark.parametrize("changes", [{"email": "office@example.org"}, {"sub": "secretariat"}])
def test_a_changed_cookie_signs_nobody_in(read_as: Reader, changes: dict[str, str]) -> None:
    one = read_as("claimer")
    context = one.page.context
    cookie = user_cookie(context)
    # The change is well made: without it, the same cookie is written the same.
    assert tampered(cookie["value"], {}) == cookie["value"].strip('"')
    context.add_cookies([{**cookie, "value": tampered(cookie["value"], changes)}])
    one.open("/review?lang=en")
    assert_no_role(one, None)


def test_a_claim_that_nobody_trusts_gives_no_role(read_as: Reader) -> None:
    one = read_as("claimer")
    one.open("/review?lang=en")
    assert_no_role(one, "Claimer")


def test_an_address_that_is_not_verified_gives_no_role(read_as: Reader) -> None:
    one = read_as("unverified")
    one.open("/review?lang=en")
    assert_no_role(one, "Unverified")


# ------------------------------------------------------------------------- roles that are gone since


def test_a_stale_sign_in_says_so_and_may_nothing(site: Site, read_as: Reader) -> None:
    before = site.events()
    one = read_as("stale")
    page = one.open("/submit?lang=en")
    upload(page, "kenya.xlsx", report_file("KEN", "Sent by a stale sign-in"))
    one.settle()
    assert WORDS("identity.stale") in page.inner_text("body")
    assert page.get_by_role("button", name=SEND).count() == 0
    assert site.events() == before
    assert_no_role(one, "Stale", refusal=WORDS("identity.stale"))
    page.locator(".st-key-person button").first.click()
    page.locator("[data-testid=stPopoverBody]").get_by_text(WORDS("identity.stale")).wait_for()


def test_buttons_of_a_role_that_was_taken_away_do_nothing(
    site: Site, read_as: Reader, roles: Callable[[dict[str, list[str]]], None]
) -> None:
    submission = received(site, "KEN", "Revoked")
    before = site.events()
    review = read_as("secretariat")
    review.open(review_address(submission.submission_id))
    sending = read_as("kenya")
    sending.open("/submit?lang=en")
    upload(sending.page, "kenya.xlsx", report_file("KEN", "Sent after the role was taken away"))
    expect(sending.page.get_by_role("button", name=SEND)).to_be_visible()

    roles({"csg@example.org": ["csg"]})
    decide(review.page, "accepted")
    review.page.get_by_text(NOT_FOR_YOU).first.wait_for()
    sending.page.get_by_role("button", name=SEND).click()
    sending.page.get_by_text(WORDS("submit.send.not_allowed")).wait_for()
    assert site.events() == before

    # With the role back, the page is as before, and speaks of no old mistake.
    roles(ROLES)
    review.open(review_address(submission.submission_id))
    assert NOT_FOR_YOU not in review.page.inner_text("body")
    decide(review.page, "returned", "To be sent again.")
    wait_for_event(review.page, "returned", "Ada Lindqvist")
    assert NOT_FOR_YOU not in review.page.inner_text("body")


# ------------------------------------------------------------------------------------- the whole way


def test_accepted_approved_and_undone_show_on_the_countrys_page(
    site: Site, read_as: Reader
) -> None:
    submission = received(site, "KEN", "Decided in the browser")
    public = read_as()

    def said_to_the_public() -> str:
        public.open("/country?lang=en&country=KEN&section=reports")
        return public.page.inner_text("[data-testid=stMain]")

    assert "the Secretariat on" not in said_to_the_public()
    office = read_as("secretariat")
    page = office.open(review_address(submission.submission_id))
    # The bar stands for a second or two: what it says is written down as it comes.
    page.evaluate(
        """() => {window.steps = []; new MutationObserver(() => {
            const bar = document.querySelector('[data-testid=stProgress]');
            if (bar) window.steps.push(bar.innerText)
        }).observe(document.body, {subtree: true, childList: true, characterData: true})}"""
    )
    decide(page, "accepted")
    wait_until_published(page)
    steps = page.evaluate("() => [...new Set(window.steps)]")
    assert any(WORDS("build_step.read_and_check_reports") in step for step in steps), steps
    assert [event.kind for event in now_in(site, submission).events] == ["received", "accepted"]
    assert now_in(site, submission).events[-1].by.name == "Ada Lindqvist"
    assert level(site, "KEN")[0] == ("checked",)
    checked = WORDS("show.level_of_one.checked", year="2026", date="DATE").split("DATE")[0]
    assert checked in said_to_the_public()
    # What is the CSG's to decide is not offered to the Secretariat.
    approve = WORDS("review.decide.approved")
    assert page.get_by_role("button", name=approve, exact=True).count() == 0

    csg = read_as("csg")
    page = csg.open(review_address(submission.submission_id))
    decide(page, "approved")
    wait_until_published(page)
    assert level(site, "KEN")[0] == ("approved",)
    approved = WORDS("show.level_of_one.approved", year="2026", date="DATE").split("DATE")[0]
    assert approved in said_to_the_public()

    # Opened anew, so that the word of what was published before is gone.
    csg.open(review_address(submission.submission_id))
    decide(page, "undo", "Pressed too early.")
    wait_until_published(page)
    events = now_in(site, submission).events
    assert [event.kind for event in events] == ["received", "accepted", "approved", "undone"]
    assert (events[-1].by.name, events[-1].comment) == ("Bo Castellanos", "Pressed too early.")
    assert level(site, "KEN")[0] == ("checked",)
    assert checked in said_to_the_public()


def test_a_report_is_returned_with_a_comment_that_the_focal_point_reads(
    site: Site, read_as: Reader
) -> None:
    submission = received(site, "KEN", "Returned in the browser")
    before = site.events()
    page = read_as("secretariat").open(review_address(submission.submission_id))
    decide(page, "returned")
    page.get_by_text(WORDS("review.decide.needs_comment")).wait_for()
    assert site.events() == before

    comment = "Action A01 <b>lacks</b> its budget."
    decide(page, "returned", comment)
    wait_for_event(page, "returned", "Ada Lindqvist")
    assert now_in(site, submission).state == "returned"
    assert now_in(site, submission).events[-1].comment == comment

    page = read_as("kenya").open("/submit?lang=en")
    assert comment in page.inner_text("[data-testid=stMain]")
    assert comment not in read_as().open("/submit?lang=en").inner_text("body")


# -------------------------------------------------------------------------------- for the Alliance only


def test_what_is_for_the_alliance_only_is_shown_and_given_to_it_alone(
    site: Site, read_as: Reader
) -> None:
    submission = received(
        site, "UGA", "Alliance only", visibility="alliance_only", first_action=SECRET
    )
    office = read_as("secretariat")
    page = office.open(review_address(submission.submission_id))
    decide(page, "accepted")
    wait_until_published(page)
    report_id = _report_id(site, submission)

    public = read_as()
    for path in (
        "/overview?",
        *(f"/country?country=UGA&section={name}&" for name in ("roadmap", "reports")),
        f"/report?report={report_id}&",
        "/data?part=problems&",
    ):
        assert SECRET not in public.open(f"{path}lang=en").inner_text("body"), path
    public.open("/country?lang=en&country=UGA&section=law")
    assert WORDS("country.headline_not_public") in public.page.inner_text("body")
    assert public.page.locator(".pp-alliance").count() == 0
    name, rows = _download(public, "roadmap_action")
    assert "ALLIANCE_ONLY" not in name
    assert not [row for row in rows if "UGA" in str(row)]
    name, rows = _download(public, "mart_action")
    assert not [row for row in rows if "UGA" in str(row) or SECRET in str(row)]

    page = office.open("/country?lang=en&country=UGA&section=roadmap")
    assert WORDS("identity.sees_alliance") in page.inner_text(".pp-alliance")
    assert page.evaluate(
        "() => getComputedStyle(document.querySelector('.pp-alliance')).display"
    ) not in ("none", "")
    assert SECRET in office.open(f"/report?lang=en&report={report_id}").inner_text("body")
    name, rows = _download(office, "roadmap_action")
    assert name.startswith("ALLIANCE_ONLY_")
    assert [row for row in rows if SECRET in str(row)]


def _report_id(site: Site, submission: Submission) -> str:
    name = warehouse.current_build(site.places.warehouse)
    assert name is not None
    with warehouse.open_build(site.places.warehouse, name) as connection:
        ((found,),) = connection.execute(
            "SELECT report_id FROM report WHERE checksum_sha256 = ?", [submission.submission_id]
        ).fetchall()
    return str(found)


def _download(one: Visit, table: str) -> tuple[str, list[dict[str, str]]]:
    """File name and rows of a table as the data page gives it away."""
    page = one.open(f"/data?lang=en&part=tables&table={table}")
    with page.expect_download() as download:
        page.locator(f".st-key-download_{table}_csv button").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return download.value.suggested_filename, list(csv.DictReader(io.StringIO(text)))


# ---------------------------------------------------------------------------------------- never served


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"PATHFINDER_SIGN_IN": "development"},
            "Found PATHFINDER_SIGN_IN=development and a sign-in provider in .streamlit/secrets.toml; "
            "accepted is one of the two",
        ),
        ({"PATHFINDER_ROLES": "nowhere.yml"}, "PATHFINDER_ROLES: nowhere.yml cannot be read"),
    ],
)
def test_settings_with_which_nobody_could_sign_in_are_not_served(
    tmp_path: Path, site: Site, settings: dict[str, str], message: str
) -> None:
    port = free_port()
    secrets = write_secrets(tmp_path, site.provider, port)
    environment = {**environment_of(site.places, site.roles_file), **settings}
    serve = ["streamlit", "run", "streamlit_app.py", f"--server.port={port}",
             f"--secrets.files={secrets}"]  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", *serve], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = server.communicate(timeout=60)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
    assert server.returncode != 0
    assert f"ConfigurationError: {message}" in said

"""From the workbook to the published figure, on the pages themselves, with the development sign-in."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dashboard.contents import review, submit
from dashboard.identity import Person
from dashboard.shell import Run
from etl import warehouse
from etl.review.store import Store
from tests.conftest import ROOT
from tests.dashboard.conftest import make_run
from tests.dashboard.practice import (
    CSG,
    NOBODY,
    SECRETARIAT,
    VIEWER,
    Change,
    both,
    buttons,
    edited,
    events_of,
    focal_point,
    open_as,
    press,
    put,
    put_on_form,
    upload,
)

KENYA = focal_point("KEN")
SEND = "Send to the Secretariat"
ROADMAP, PROGRESS = 3, 4


@pytest.fixture(scope="module")
def practice(
    tmp_path_factory: pytest.TempPathFactory, bundled_warehouse: tuple[Path, object]
) -> Iterator[Path]:
    """The dashboard with the development sign-in, on builds and a store of its own; the store's folder."""
    home = tmp_path_factory.mktemp("practice")
    builds = home / "warehouse"
    builds.mkdir()
    for path in bundled_warehouse[0].iterdir():
        if path.suffix == ".duckdb" or path.name == "CURRENT":
            (builds / path.name).write_bytes(path.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATHFINDER_SIGN_IN", "development")
        patch.setenv("PATHFINDER_WAREHOUSE", str(builds))
        patch.setenv("PATHFINDER_STORE", str(home / "received"))
        review.publisher.cache_clear()
        yield home / "received"
    review.publisher.cache_clear()


@pytest.fixture(scope="module")
def template(practice: Path) -> bytes:
    """Kenya's workbook for 2027 as the page gives it."""
    return submit._template_file("KEN", 2027, "en", sees_alliance=True)


def filled(office: str) -> Change:
    """What a focal point fills in so that nothing is wrong; another office makes another file."""
    return both(
        put_on_form("submitted_date", "2027-10-01"),
        put_on_form("visibility", "Everyone"),
        put_on_form("submitting_office", office),
    )


NAME = "ILLUSTRATIVE_report-KEN-2027-en.xlsx"


def test_nothing_is_known_before_a_file_is_chosen(practice: Path) -> None:
    view = open_as(NOBODY, "submit", lang="en")
    assert "2. Check a filled report" in view.text
    assert "4. Send" not in view.text
    assert not practice.exists()


def test_all_problems_are_shown_at_once_and_nothing_is_stored(
    practice: Path, template: bytes
) -> None:
    spoilt = edited(
        template,
        both(
            filled("Ministry"),
            put(PROGRESS, 4, "status", "halfway"),
            put(PROGRESS, 5, "percent_complete", 250),
        ),
    )
    view = upload(open_as(KENYA, "submit", lang="en"), NAME, spoilt)
    assert "2 errors" in view.text
    assert "Sheet “Progress”, cell B4: “halfway” is not an accepted word." in view.text
    assert "Sheet “Progress”, cell C5: 250 lies outside 0–100. Correct the number." in view.text
    assert "A report with errors cannot be sent." in view.text
    assert SEND not in buttons(view)
    assert not practice.exists()


def test_what_changes_is_shown_before_sending(practice: Path, template: bytes) -> None:
    changed = edited(
        template,
        both(
            filled("Ministry"),
            put(ROADMAP, 5, "target", 5),
            put(ROADMAP, 6, "due_date", "2026-06-30"),
        ),
    )
    view = upload(open_as(KENYA, "submit", lang="en"), NAME, changed)
    # In the bundled report of 2026, A03 aims at 25 and A04 is due on 31 May 2026.
    assert "1 date moved, 1 baseline or target changed" in view.text
    assert "30 Jun 2026 (30 days later)" in view.text
    assert SEND in buttons(view)


def test_practice_takes_only_what_is_marked(practice: Path, template: bytes) -> None:
    unmarked = edited(template, both(filled("M"), put_on_form("is_illustrative", "No")))
    view = upload(open_as(KENYA, "submit", lang="en"), NAME, unmarked)
    assert "The report is not marked as illustrative" in view.text
    assert SEND not in buttons(view)


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (NOBODY, "Sign in (at the top of the page)"),
        (VIEWER, "You may not send a report of Kenya."),
        (CSG, "You may not send a report of Kenya."),
        (focal_point("UGA"), "You may not send a report of Kenya."),
    ],
)
def test_who_may_not_send_is_told_so(
    practice: Path, template: bytes, person: Person, said: str
) -> None:
    content = edited(template, filled("Ministry"))
    view = upload(open_as(person, "submit", lang="en"), NAME, content)
    assert said in view.text
    assert SEND not in buttons(view)
    assert not practice.exists()


def test_a_role_that_is_gone_since_the_page_was_drawn_sends_nothing(
    practice: Path, template: bytes
) -> None:
    content = edited(template, filled("Ministry"))
    view = upload(open_as(KENYA, "submit", lang="en"), NAME, content)
    view.test.session_state["practising_as"] = VIEWER
    view = press(view, SEND)
    assert [error.value for error in view.test.error] == [
        "The report was not sent. You may not send it any more, or it has errors."
    ]
    assert not practice.exists()


def test_the_whole_cycle(practice: Path, template: bytes) -> None:
    content = edited(template, filled("Ministry of the test"))
    checksum = hashlib.sha256(content).hexdigest()
    folder = Path(review.publisher().places.warehouse)
    before = warehouse.current_build(folder)

    # The focal point sends.
    view = press(upload(open_as(KENYA, "submit", lang="en"), NAME, content), SEND)
    assert f"(checksum {checksum[:12]}…)" in " ".join(one.value for one in view.test.success)
    (submission,) = Store(practice).submissions()
    assert submission.submission_id == checksum
    assert submission.received.by.name == "Focal point · Kenya"
    assert Store(practice).file(checksum) == content

    # The same file again is the same event.
    view = upload(open_as(KENYA, "submit", lang="en"), NAME, content)
    assert SEND not in buttons(view)
    assert len(Store(practice).submissions()[0].events) == 1

    # The Secretariat does not return it without a word, and accepts it.
    view = open_as(SECRETARIAT, "review", lang="en")
    assert view.lead == "1 report waits for the Secretariat. 0 reports wait for the CSG."
    assert {"Accept", "Return"} <= buttons(view)
    view = press(view, "Return")
    assert "a report is returned with a comment" in view.test.error[0].value
    view = press(view, "Accept")
    assert view.test.success[0].value.startswith("Published: build ")
    accepted_build = warehouse.current_build(folder)
    assert accepted_build != before

    # The figures say who vouches for them, without a restart.
    text = open_as(NOBODY, "country", country="KEN", lang="en").text
    assert "(report for 2027, checked by the Secretariat on " in text
    assert "35 self-reported, 1 checked by the Secretariat" in open_as(
        NOBODY, "overview", lang="en"
    ).text  # fmt: skip

    # The CSG approves, and takes it back: the build from before is shown again.
    view = open_as(CSG, "review", lang="en")
    assert buttons(view) >= {"Approve", "Return"}
    view = press(view, "Approve")
    assert "approved by the CSG on" in open_as(NOBODY, "country", country="KEN", lang="en").text
    view = press(view, "Undo the last decision")
    assert warehouse.current_build(folder) == accepted_build
    assert [event.split(": ")[1].split(" by ")[0] for event in events_of(view)] == [
        "received from Focal point · Kenya (Focal point)", "checked and accepted", "approved",
        "last decision undone",
    ]  # fmt: skip

    # The Secretariat undoes, and returns it with a reason that the focal point reads.
    view = press(open_as(SECRETARIAT, "review", lang="en"), "Undo the last decision")
    assert warehouse.current_build(folder) == before
    view.test.text_area[0].set_value("The budget of A03 is missing.")
    press(view, "Return")
    text = open_as(KENYA, "submit", lang="en").text
    assert "Kenya · 2027 · returned for correction" in text
    assert "The budget of A03 is missing." in text


def test_two_who_decide_at_once_are_told(practice: Path, template: bytes) -> None:
    content = edited(template, filled("Ministry of haste"))
    press(upload(open_as(KENYA, "submit", lang="en"), NAME, content), SEND)
    key = hashlib.sha256(content).hexdigest()[:12]
    first = open_as(SECRETARIAT, "review", lang="en", sent=key)
    second = open_as(SECRETARIAT, "review", lang="en", sent=key)
    second.test.text_area[0].set_value("Too late.")
    press(first, "Accept")
    (button,) = [one for one in second.test.button if one.label == "Return"]
    button.click()
    second.test.run()
    assert "Somebody else decided on this report a moment ago." in second.test.error[0].value
    (submission,) = [
        one for one in Store(practice).submissions() if one.submission_id.startswith(key)
    ]
    assert [event.kind for event in submission.events] == ["received", "accepted"]
    press(open_as(SECRETARIAT, "review", lang="en", sent=key), "Undo the last decision")


@pytest.mark.parametrize("person", [NOBODY, VIEWER, KENYA])
def test_review_is_for_those_who_decide(practice: Path, person: Person) -> None:
    view = open_as(person, "review", lang="en")
    assert view.lead.startswith("This page is for the Secretariat and the CSG.")
    assert not buttons(view)
    assert "review" not in {link.proto.page for link in view.test.get("page_link")}


def test_due_dates_know_what_is_in_review(practice: Path, template: bytes) -> None:
    view = open_as(SECRETARIAT, "review", lang="en", part="due", year="2027")
    # Two files of Kenya came in these tests; none is published.
    assert "In review" in view.text
    rows = review.due_table(_run())
    row = rows[(rows.country_code == "KEN") & (rows.reporting_year == 2027)].iloc[0]
    assert (row.status, row.received_date) == (
        "in_review",
        datetime.datetime.now(datetime.UTC).date(),
    )


def _run() -> Run:
    return make_run("en", str(warehouse.current_build(review.publisher().places.warehouse)))


def test_the_trial_store_is_not_the_real_one() -> None:
    assert not (ROOT / "data" / "received" / "submissions").exists()


def test_problems_can_be_taken_away_as_list_and_in_the_workbook(
    practice: Path, template: bytes
) -> None:
    spoilt = edited(template, both(filled("Ministry"), put(PROGRESS, 4, "status", "halfway")))
    found = submit.check_upload(NAME, spoilt, sees_alliance=True).result.problems
    listed = submit._problem_list(tuple(found), "fr").decode("utf-8-sig").splitlines()
    assert len(listed) == len(found) + 1
    assert any("halfway" in line and "n’est pas un mot accepté" in line for line in listed)
    marked = openpyxl.load_workbook(io.BytesIO(submit._marked(spoilt, NAME, tuple(found), "fr")))
    assert marked.sheetnames[0] == "Problèmes"
    note = marked["Progress"]["B4"].comment
    assert note is not None and "halfway" in note.text
    # Sent again as it is, the marked workbook has the same problems.
    out = io.BytesIO()
    marked.save(out)
    again = submit.check_upload(NAME, out.getvalue(), sees_alliance=True).result.problems
    assert [problem.rule for problem in again] == [problem.rule for problem in found]

"""The page of exports: what it offers, which plan its address makes, how it tells of a pack."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from dashboard import pack_jobs, packs
from dashboard.contents import exports as contents
from dashboard.exports.pack import Failure, Item
from dashboard.pack_jobs import Job
from dashboard.packs import Plan
from dashboard.warehouse import current_build
from dashboard.words import words_of
from tests.dashboard.conftest import TODAY, OpenPage


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, Plan | Job | None]:
    """The plan that the page asks about, and the job it is told of."""
    found: dict[str, Any] = {"plan": None, "job": None}

    def find(plan: Plan) -> Job | None:
        found["plan"] = plan
        return found["job"]

    monkeypatch.setattr(pack_jobs, "find", find)
    return found


def job(plan: Plan, **values: Any) -> Job:
    one = Job(plan)
    for name, value in values.items():
        setattr(one, name, value)
    return one


def failure() -> Failure:
    return Failure(
        Item("kenya/a.png", "fr", "Kenya", "Titre", "Source", "", False, lambda: b""),
        "Trop <haut>",
    )


def test_nothing_chosen_is_the_alliance_with_the_usual_files(
    open_page: OpenPage, known: dict[str, Any]
) -> None:
    open_page("exports", lang="fr")
    plan = known["plan"]
    assert (plan.scope, plan.region, plan.countries) == ("alliance", "", ())
    assert plan.views == packs.VIEWS
    assert plan.formats == ("pdf", "pptx", "png")
    assert (plan.languages, plan.form, plan.audience) == (("fr",), "slide", "public")


def test_every_choice_stands_in_the_address(open_page: OpenPage, known: dict[str, Any]) -> None:
    open_page(
        "exports", lang="en", scope="region", region="9", all="yes", views="brief,peers",
        formats="csv", languages="fr,en", form="square",
    )  # fmt: skip
    plan = known["plan"]
    assert (plan.scope, plan.region, plan.countries) == ("region", "9", ("PNG",))
    assert (plan.views, plan.formats) == (("brief", "peers"), ("csv",))
    assert (plan.languages, plan.form) == (("fr", "en"), "square")


def test_countries_without_a_country_ask_for_one(
    open_page: OpenPage, known: dict[str, Any]
) -> None:
    page = open_page("exports", lang="en", scope="countries")
    assert words_of("en")("exports.choose") in page.text
    assert known["plan"] is None
    assert not [button for button in page.test.button if button.label == "Make the pack"]
    open_page("exports", lang="en", scope="countries", countries="KEN,UGA")
    assert known["plan"].countries == ("KEN", "UGA")


def test_an_unknown_choice_is_told_and_left_out(open_page: OpenPage, known: dict[str, Any]) -> None:
    page = open_page("exports", lang="en", scope="countries", countries="KEN,XX", formats="gif")
    assert [warning for warning in page.warnings if "`XX`" in warning]
    assert [warning for warning in page.warnings if "`gif`" in warning]
    assert known["plan"].countries == ("KEN",)
    assert known["plan"].formats == ("pdf", "pptx", "png")


def test_the_button_asks_for_the_pack(
    open_page: OpenPage, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Plan] = []
    monkeypatch.setattr(pack_jobs, "ask", asked.append)
    page = open_page("exports", lang="en", scope="countries", countries="KEN")
    next(button for button in page.test.button if button.label == "Make the pack").click().run()
    assert asked == [known["plan"]]


def test_a_pack_in_the_making_shows_how_far_it_is(
    open_page: OpenPage, known: dict[str, Any]
) -> None:
    open_page("exports", lang="en")
    making = job(known["plan"], state="making")
    making.progress.total, making.progress.done, making.progress.current = 22, 3, "Kenya: slides"
    known["job"] = making
    page = open_page("exports", lang="en")
    (bar,) = page.test.get("progress")
    assert bar.proto.text == "3 of 22 files; being made: Kenya: slides"
    assert bar.proto.value == 13  # per cent of 22
    labels = [button.label for button in page.test.button]
    assert "Cancel" in labels
    assert "Make the pack" not in labels


def test_a_pack_that_is_ready_is_offered_with_what_it_lacks(
    open_page: OpenPage, known: dict[str, Any], tmp_path: Path
) -> None:
    open_page("exports", lang="fr")
    file = tmp_path / "ILLUSTRATIVE_a.zip"
    file.write_bytes(b"z" * 2_500_000)
    done = job(known["plan"], state="done", file=file)
    done.progress.total = done.progress.done = 22
    done.progress.failures.append(failure())
    known["job"] = done
    page = open_page("exports", lang="fr")
    (success,) = page.test.success
    assert success.value == "Le dossier est prêt\N{NO-BREAK SPACE}: 21 fichiers, 2,5 Mo."
    body = "\n".join(page.bodies)
    assert f'href="/export/packs/{done.token}/ILLUSTRATIVE_a.zip" download' in body
    assert "Trop &lt;haut&gt;" in body
    assert [b.label for b in page.test.button if "Réessayer" in b.label]


@pytest.mark.parametrize(
    ("state", "error", "sentence"),
    [
        ("cancelled", "", "Cancelled after 3 of 22 files."),
        ("failed", "OSError: full", "The pack could not be made: OSError: full"),
    ],
)
def test_a_pack_that_ended_otherwise_says_so(
    open_page: OpenPage, known: dict[str, Any], state: str, error: str, sentence: str
) -> None:
    open_page("exports", lang="en")
    ended = job(known["plan"], state=state, error=error)
    ended.progress.total, ended.progress.done = 22, 3
    known["job"] = ended
    page = open_page("exports", lang="en")
    told = [element.value for element in [*page.test.info, *page.test.error]]
    assert any(text.startswith(sentence) for text in told)
    assert [button for button in page.test.button if button.label == "Make the pack"]


@pytest.mark.parametrize(("browser", "key"), [("/usr/bin/chromium", "there"), (None, "missing")])
def test_it_says_what_needs_a_browser(
    open_page: OpenPage,
    known: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    browser: str | None,
    key: str,
) -> None:
    monkeypatch.setattr(contents.engine, "find_browser", lambda: browser)
    page = open_page("exports", lang="en")
    assert words_of("en")(f"exports.browser.{key}") in page.text
    assert bool(page.test.warning) == (browser is None)


def test_the_examples_are_addresses_and_a_command_that_work(
    open_page: OpenPage, known: dict[str, Any]
) -> None:
    page = open_page("exports", lang="fr")
    embed, fetch, command = (element.value for element in page.test.code)
    picture = "/export/accountability.png?part=promised&chart=promised_region&form=slide&lang=fr"
    assert html.unescape(embed).startswith(f'<img src="{picture}" alt="')
    assert picture in fetch
    assert command == packs.command(known["plan"])


@pytest.mark.parametrize("formats", [("pdf", "pptx", "png"), ("xlsx", "csv")])
@pytest.mark.parametrize(
    ("scope", "countries", "views"),
    [
        ("countries", ("KEN", "UGA"), ("brief", "roadmap", "progress", "peers")),
        ("alliance", (), ("overview", "accountability", "gaps")),
    ],
)
def test_the_number_of_files_is_about_right(
    scope: str, countries: tuple[str, ...], views: tuple[str, ...], formats: tuple[str, ...]
) -> None:
    plan = Plan(scope, "", countries, views, formats, ("en",), "slide", "", current_build(), TODAY)
    made = len(list(packs.items(plan)))
    assert made * 0.7 <= contents._about(plan) <= made * 1.4


def test_too_many_packs_are_told_once(
    open_page: OpenPage, known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(plan: Plan) -> Job:
        raise pack_jobs.TooMany

    monkeypatch.setattr(pack_jobs, "ask", full)
    page = open_page("exports", lang="en")
    next(button for button in page.test.button if button.label == "Make the pack").click().run()
    assert page.warnings == [words_of("en")("exports.too_many")]
    page.test.run()
    assert page.warnings == []

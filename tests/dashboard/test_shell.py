"""What every page shares: ribbon, day, language, footer, and the page shown without any build."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dashboard import shell
from dashboard.navigation import PAGES
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage, make_run, reading

PAGE_NAMES = [entry.name for entry in PAGES]


@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_a_build_every_page_says_what_to_do(
    open_page: OpenPage, tmp_path: Path, page: str, language: str
) -> None:
    with reading(tmp_path / "empty"):
        test = open_page(page, lang=language).test
    assert [error.value for error in test.error] == [words_of(language)("app.no_build")]
    assert "python -m etl build" in test.code[0].value


def test_build_published_meanwhile_shows_at_the_next_run(
    open_page: OpenPage, hand_made: Path, tmp_path: Path
) -> None:
    with reading(tmp_path / "later"):
        view = open_page("country", country="KEN", lang="en")
        assert view.test.error
        (hand_made).rename(tmp_path / "later")
        view.test.run()
        assert not view.test.error
        assert view.lead.startswith("Stage: Implementing")


@pytest.mark.parametrize("page", [entry.name for entry in PAGES if entry.shows_reports])
def test_ribbon_stands_on_every_page_with_illustrative_reports(
    open_page: OpenPage, page: str
) -> None:
    assert '<div class="pp-ribbon" role="note"><b>Illustrative reports.</b>' in "".join(
        open_page(page, lang="en").bodies
    )


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_no_ribbon_and_no_mark_where_nothing_is_illustrative(
    open_page: OpenPage, hand_made: Path, page: str
) -> None:
    view = open_page(page, country="KEN", lang="en")
    assert "pp-ribbon" not in "".join(view.bodies)
    # The guide explains the workbook's own cell for it.
    assert "llustrative" not in view.text or page == "guide"


def test_illustrative_figures_are_marked_beside_real_ones(open_page: OpenPage) -> None:
    body = "".join(open_page("country", country="KEN", lang="en").bodies)
    marks = body.count('<b class="pp-illustrative">illustrative reports</b>')
    # The tiles and the timeline rest on reports, the four SDG panels do not.
    assert marks == 2


def test_footer_names_build_and_boundaries(open_page: OpenPage, served_build: str) -> None:
    text = open_page("overview", lang="en").text
    assert f"Data build {served_build}, made on " in text
    assert "do not imply official endorsement or acceptance by the United Nations." in text


def test_today_may_be_set(
    open_page: OpenPage, hand_made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Actions due by today and complete: 1 of 3." in open_page("country", country="KEN").lead
    monkeypatch.setenv("PATHFINDER_TODAY", "2026-07-01")
    # A1, due on 30 June; A3 was put off to September, and A5 is cancelled.
    assert "Actions due by today and complete: 1 of 1." in open_page("country", country="KEN").lead


@pytest.mark.parametrize("found", ["yesterday", "2026-02-30", "01/07/2026"])
def test_today_that_is_no_day_is_refused(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setenv("PATHFINDER_TODAY", found)
    with pytest.raises(ValueError, match=rf"PATHFINDER_TODAY: found '{found}'; accepted is a day"):
        shell.today()


def test_today_is_the_day_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PATHFINDER_TODAY")
    before = datetime.datetime.now(datetime.UTC).date()
    assert before <= shell.today() <= datetime.datetime.now(datetime.UTC).date()


def test_addresses_carry_choices_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run("fr")
    assert shell.address("country", run, country="KEN") == "/country?country=KEN&lang=fr"
    monkeypatch.setattr(
        shell.st, "get_option", lambda name: {"server.baseUrlPath": "/pathfinder/"}[name]
    )
    assert shell.address("country", run) == "/pathfinder/country?lang=fr"


def test_every_page_has_its_file() -> None:
    assert all(Path(shell.page(name)).is_file() for name in PAGE_NAMES)


def test_menu_takes_language_and_country_along(open_page: OpenPage) -> None:
    view = open_page("country", country="KEN", lang="fr", section="law")
    links = {link.proto.page: link.proto.query_string for link in view.test.get("page_link")}
    everybodys = {entry.name for entry in PAGES if entry.roles == ()}
    assert set(links) == everybodys
    # What means something on one page only stays there.
    assert set(links.values()) == {"lang=fr&country=KEN"}


def test_menu_of_a_page_without_choices_carries_the_language(open_page: OpenPage) -> None:
    links = open_page("overview").test.get("page_link")
    # The overview also leads to a view of a page: the gaps.
    assert {link.proto.query_string for link in links} == {"lang=en", "lang=en&part=gaps"}


def test_two_clicks_to_any_country(open_page: OpenPage) -> None:
    view = open_page("overview", lang="en")
    finder = view.test.selectbox[0]
    assert len(finder.options) == 47
    finder.select("SWE").run()
    assert not view.test.exception
    assert view.address == {"country": "SWE", "lang": "en"}
    assert "Sweden" in view.text


def test_where_readers_find_the_dashboard_may_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PATHFINDER_SITE", raising=False)
    assert shell.site() == ""
    monkeypatch.setenv("PATHFINDER_SITE", "https://example.org/base/")
    assert shell.site() == "https://example.org/base"
    run = make_run("fr", site=shell.site(), peers=(("by", "income"),))
    assert shell.whole_address("country", run, country="KEN") == (
        "https://example.org/base/country?by=income&country=KEN&lang=fr"
    )


def test_what_is_remembered_serves_every_page_and_every_way_here() -> None:
    assert make_run("fr", site="https://a.example", page="map") == make_run("fr")

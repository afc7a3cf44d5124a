"""Every page in both languages, for every kind of country: nothing fails, and each says what it should."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

import locales
from dashboard import queries
from dashboard.contents import accountability as accountability_contents
from dashboard.contents import country as country_contents
from dashboard.contents import data as data_contents
from dashboard.contents import map as map_contents
from dashboard.contents import roadmap
from dashboard.navigation import PAGES
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage, View, make_run

LANGUAGES = locales.languages()
PAGE_NAMES = [entry.name for entry in PAGES]
# Sweden's and Jamaica's and Chile's figures are of other age bands; the rest differ by what they have reported.
COUNTRIES = {
    "FRA": "no report",
    "ETH": "reports for the Alliance only",
    "CHL": "the first step alone",
    "JAM": "an approved roadmap, one report",
    "SWE": "implementing, one report",
    "KEN": "implementing, two reports",
    "KHM": "concluded",
}


def fragments(text: str) -> Iterator[str]:
    """What stands between the {places} of a text, where it is long enough to be told from a name."""
    for part in re.split(r"\{[^}]*\}", text):
        if len(part.strip()) >= 10 and " " in part.strip():
            yield part.strip()


ENGLISH, FRENCH = locales.texts("en"), locales.texts("fr")
FRENCH_TEXTS = "\n".join(FRENCH.values())
ENGLISH_ONLY = sorted(
    {part for text in ENGLISH.values() for part in fragments(text) if part not in FRENCH_TEXTS}
)
# A language calls itself by its own name in every language.
ENGLISH_WORDS = {text for text in ENGLISH.values() if "{" not in text} - set(FRENCH.values())
ENGLISH_WORDS -= {ENGLISH["app.language_name"]}


def figure_texts(node: Any, key: str = "") -> Iterator[str]:
    """Every text of a Plotly figure that a reader can see."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from figure_texts(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from figure_texts(child, key)
    elif isinstance(node, str) and key in ("text", "hovertext", "name", "ticktext"):
        yield from (part.strip() for part in re.split(r"<[^>]*>", node))


def all_texts(view: View) -> list[str]:
    """What a reader sees or hears of a page: HTML, pictures, labels of everything that can be chosen."""
    texts = [*view.texts, *view.alts, *view.warnings]
    for figure in view.figures.values():
        texts += figure_texts(figure["data"]) if isinstance(figure["data"], list) else []
        texts += figure_texts(figure["layout"])
    for kind in ("selectbox", "multiselect", "button_group", "toggle"):
        for widget in view.test.get(kind):
            texts += [widget.label, *(str(option) for option in getattr(widget, "options", []))]
    for kind in ("expander", "page_link", "download_button"):
        texts += [element.proto.label for element in view.test.get(kind)]
    return [text for text in texts if text]


def assert_french(view: View, as_published: frozenset[str] = frozenset()) -> None:
    """No English text stands on the page, but for what is shown as its source has published it."""
    said = set(all_texts(view)) - as_published
    assert len(said) > 10
    assert not said & ENGLISH_WORDS
    together = "\n".join(said)
    assert not [part for part in ENGLISH_ONLY if part in together]


def assert_whole(view: View) -> None:
    """No key instead of its text, no value instead of its word, no place left unfilled."""
    # The tables to take away are named as in their files.
    for text in set(all_texts(view)) - set(queries.catalogue.tables().table_name):
        assert not re.search(r"\bnan\b|\bNaT\b|<NA>|\bNone\b|\{\w*\}", text), text
        assert not re.fullmatch(r"[a-z]+(_[a-z]+)+", text), text


@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_as_it_first_opens(open_page: OpenPage, page: str, language: str) -> None:
    view = open_page(page, lang=language)
    assert view.warnings == []
    assert len(view.lead) > 30
    assert_whole(view)
    if language == "fr":
        assert_french(view)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("section", country_contents.SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_country_page(open_page: OpenPage, country: str, section: str, language: str) -> None:
    view = open_page("country", country=country, section=section, lang=language)
    about = country_contents.about(make_run(language), country)
    assert view.lead == about.headline
    assert view.bodies[1].startswith(f'<h1 class="pp-title">{about.name}</h1>')
    assert view.warnings == []
    assert_whole(view)
    if language == "fr":
        facts = queries.country.membership(country)
        assert_french(view, frozenset([*facts.value, *facts.evidence_date_text]))


@pytest.mark.parametrize("country", ["KEN", "CAN", "ETH"])
@pytest.mark.parametrize("part", roadmap.PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_of_the_roadmap(open_page: OpenPage, country: str, part: str, language: str) -> None:
    view = open_page(
        "country", country=country, section="roadmap", roadmap_part=part, lang=language
    )
    assert view.warnings == []
    assert_whole(view)
    has_roadmap = country != "ETH"
    words = words_of(language)
    assert (words("country.roadmap.empty_not_public") in view.text) is not has_roadmap
    switches = {widget.label for widget in view.test.get("button_group")}
    assert (words("implementation.parts") in switches) is has_roadmap
    assert sum(len(json.dumps(figure)) for figure in view.figures.values()) < 100_000
    if language == "fr":
        # What a report says stands as its country has written it.
        told = queries.country.actions(country, make_run().today)
        assert_french(view, frozenset([*told.action, *told.action_id]))


def test_links_from_before_the_roadmap_had_parts_lead_to_its_actions(open_page: OpenPage) -> None:
    asked = {"country": "KEN", "section": "roadmap", "lang": "en"}
    assert set(open_page("country", **asked).figures) == {"due"}
    for filtered in ({"status": "limited"}, {"strategy": "laws"}, {"overdue": "yes"}):
        view = open_page("country", **asked, **filtered)
        assert set(view.figures) == {"gantt"}
        # Another choice there stays there, even when no filter is left in the address.
        view.test.multiselect[0].set_value([]).run()
        view.test.toggle[0].set_value(False).run()
        assert view.address.get("roadmap_part", "actions") == "actions"
        assert set(view.figures) == {"gantt"}


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_compare_page(open_page: OpenPage, country: str, language: str) -> None:
    name = queries.alliance.names(language)[country]
    for series, sex in (("VC_VAW_PHYPYV", "_Z"), ("VC_VAW_SXVLN", "M"), ("VC_HTF_DETV", "_T")):
        view = open_page("compare", country=country, indicator=series, sex=sex, lang=language)
        assert view.lead.startswith(name)
        assert view.warnings == []
        assert_whole(view)
        if language == "fr":
            assert_french(view)


@pytest.mark.parametrize("part", accountability_contents.PARTS)
@pytest.mark.parametrize(
    "choices",
    [
        {"by_date": "2026-11-22", "since": "2026-05-20"},
        {"by_date": "2026-05-20", "since": "2025-11-19", "group": "strategy", "country": "KEN"},
        # Few, then none.
        {"since": "2025-05-21", "region": "9", "group": "stage", "strategy": "laws,parents"},
        {"by_date": "2025-06-30", "stage": "concluded", "country": "FRA"},
    ],
    ids=["now", "then", "few", "none"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_accountability_page(
    open_page: OpenPage, part: str, choices: dict[str, str], language: str
) -> None:
    view = open_page("accountability", part=part, lang=language, **choices)
    assert view.warnings == []
    assert_whole(view)
    if language == "fr":
        assert_french(view)


def test_accountability_page_hides_no_promise_that_was_moved(open_page: OpenPage) -> None:
    view = open_page("accountability", by_date="2026-11-22", since="2026-05-20", lang="en")
    bars = view.figures["promised_region"]["data"]
    counted = sum(count for bar in bars for count in bar["customdata"])
    assert view.lead.startswith(f"{counted} actions had been promised for 22 Nov 2026 or earlier.")


def test_accountability_page_offers_an_earlier_meeting_where_nothing_came(
    open_page: OpenPage,
) -> None:
    view = open_page("accountability", part="moved", lang="en")
    assert "No report that can be shown came after 18 Nov 2026" in view.text
    assert "since=2026-05-20" in "".join(view.bodies)


def test_compare_page_of_series_of_every_publisher(open_page: OpenPage) -> None:
    indicators = queries.peers.indicators().groupby(["publisher", "unit"]).first()
    assert len(indicators) >= 4
    for series in indicators.series_code:
        view = open_page("compare", country="KEN", indicator=series, lang="fr")
        assert view.lead.startswith("Kenya")
        assert_french(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_page(open_page: OpenPage, language: str) -> None:
    shown = {"stage", "report", "VC_VAW_PHYPYV", "VC_VAW_SXVLN", "VC_HTF_DETV", "SG_REG_BRTH"}
    assert shown <= set(map_contents.subjects(make_run(language)))
    for subject in shown:
        view = open_page("map", show=subject, lang=language)
        assert view.warnings == []
        assert_whole(view)
        if language == "fr":
            assert_french(view)


@pytest.mark.parametrize("part", data_contents.SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_data_page(open_page: OpenPage, part: str, language: str) -> None:
    view = open_page("data", part=part, lang=language)
    assert view.warnings == []
    assert_whole(view)
    if language == "fr":
        assert_french(view)


@pytest.mark.parametrize("page", ["country", "compare"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_country_is_said(open_page: OpenPage, page: str, language: str) -> None:
    view = open_page(page, country="USA", lang=language)
    (notice,) = view.warnings
    assert "`USA`" in notice
    first = next(iter(queries.alliance.names(language).values()))
    assert first in view.text


@pytest.mark.parametrize("country", ["FRA", "ETH"])
def test_nothing_is_claimed_where_nothing_is_public(open_page: OpenPage, country: str) -> None:
    words = words_of("en")
    roadmap = open_page("country", country=country, section="roadmap", lang="en")
    why = {"FRA": "empty_no_report", "ETH": "empty_not_public"}[country]
    assert words(f"country.roadmap.{why}") in roadmap.text
    assert roadmap.figures == {}
    glance = open_page("country", country=country, section="glance", lang="en")
    assert glance.text.count(words("step_status.no_report")) >= 8
    reports = open_page("country", country=country, section="reports", lang="en")
    assert words("country.practices.empty") in reports.text
    assert words("country.support.empty") in reports.text


def test_steps_of_every_country_are_eight(open_page: OpenPage) -> None:
    for country in COUNTRIES:
        bodies = "".join(open_page("country", country=country, lang="en").bodies)
        assert bodies.count('<li class="pp-step pp-step-') == 8


def test_filters_of_the_roadmap(open_page: OpenPage) -> None:
    states = queries.peers.roadmap_states(
        tuple(queries.alliance.names("en")), "en", make_run().today
    )
    country = states.country_code[states.overdue_count.idxmax()]
    rows = queries.country.actions(country, make_run().today)
    asked = {
        "country": country,
        "section": "roadmap",
        "roadmap_part": "actions",
        "lang": "en",
    }

    def shown(**address: str) -> set[str]:
        (table,) = open_page("country", **asked, **address).test.dataframe
        return set(table.value["No."])

    assert shown() == set(rows.action_id)
    status, strategy = rows.status.mode()[0], rows.inspire_strategies.explode().mode()[0]
    assert shown(status=status) == set(rows.action_id[rows.status == status])
    serving = rows.inspire_strategies.map(lambda served: strategy in served)
    assert shown(strategy=strategy) == set(rows.action_id[serving])
    late = rows.action_id[rows.is_overdue]
    assert len(late)
    assert shown(overdue="yes") == set(late)


def test_filters_without_a_match_say_so(open_page: OpenPage) -> None:
    view = open_page(
        "country", country="KEN", section="roadmap", status="complete", overdue="yes", lang="en"
    )
    assert words_of("en")("country.actions.none_left") in view.text
    assert not view.test.dataframe


def test_pictures_have_words_for_those_who_do_not_see_them(open_page: OpenPage) -> None:
    for language in LANGUAGES:
        for page, address in (
            ("overview", {}),
            ("country", {"country": "KEN"}),
            ("country", {"country": "KEN", "section": "roadmap"}),
            ("compare", {"country": "KEN"}),
            ("data", {}),
        ):
            view = open_page(page, **address, lang=language)
            assert len(view.alts) == len(view.figures) > 0
            assert all(len(alt) > 30 for alt in view.alts)


def test_table_stands_behind_every_picture(open_page: OpenPage) -> None:
    for page, address in (("overview", {}), ("country", {"country": "KEN"}), ("compare", {})):
        view = open_page(page, **address, lang="en")
        tables = [box.proto.label for box in view.test.get("expander")]
        assert tables.count("Table") >= len(view.figures)


def test_pages_stay_small(open_page: OpenPage) -> None:
    """Pictures are the bulk of what a page sends: 150 KB is the most for all of them."""
    for page, address in (
        ("overview", {}),
        ("country", {"country": "KEN", "section": "roadmap"}),
        ("country", {"country": "KEN", "section": "progress"}),
        ("compare", {"country": "KEN"}),
    ):
        view = open_page(page, **address, lang="fr")
        sent = sum(len(json.dumps(figure)) for figure in view.figures.values())
        assert sent + sum(map(len, view.bodies)) < 150_000

"""The indicator page for every series: nothing fails, each part says something, and what it sends stays small."""

from __future__ import annotations

import json

import pytest

import locales
from dashboard import queries
from dashboard.contents import indicator as contents
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage, View, make_run
from tests.dashboard.test_pages import assert_french, assert_whole

LANGUAGES = locales.languages()
# Each publisher, each unit, with and without trend, breakdown, second publisher and judgement.
TYPICAL = (
    "VC_VAW_PHYPYV",
    "VC_HTF_DETV",
    "VC_HTF_DETVR",
    "VC_VAW_SXVLN",
    "VC_IHR_PSRCN",
    "SG_REG_BRTH",
    "GLOTIP_DETECTED_VICTIMS",
    "PT_F_20-24_MRD_U18_TND",
)


def assert_sound(view: View, language: str) -> None:
    assert view.warnings == []
    assert_whole(view)
    assert all(len(alt) > 30 for alt in view.alts)
    if language == "fr":
        assert_french(view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_series(open_page: OpenPage, language: str) -> None:
    for place, series in enumerate(queries.peers.indicators().series_code):
        # The parts by turns; below, each of them is opened for what is typical.
        part = list(contents.PARTS)[place % len(contents.PARTS)]
        view = open_page("indicator", indicator=series, part=part, lang=language)
        assert words_of(language)(f"indicator.{series}.title") in view.lead
        assert_sound(view, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", contents.PARTS)
def test_every_part(open_page: OpenPage, part: str, language: str) -> None:
    for series in TYPICAL:
        view = open_page("indicator", indicator=series, part=part, lang=language)
        assert_sound(view, language)
        sent = sum(len(json.dumps(figure)) for figure in view.figures.values())
        assert sent + sum(map(len, view.bodies)) < 150_000


def test_sex_and_country_of_the_address(open_page: OpenPage) -> None:
    view = open_page("indicator", indicator="VC_VAW_SXVLN", sex="M", country="KEN", lang="en")
    assert view.lead == contents.headline(make_run("en"), "VC_VAW_SXVLN", "M")
    notes = [note["text"] for note in view.figures["indicator_level"]["layout"]["annotations"]]
    assert "<b>Kenya 2.6%</b>" in notes
    assert view.address == {"indicator": "VC_VAW_SXVLN", "sex": "M", "country": "KEN", "lang": "en"}


def test_link_to_the_map_shows_the_same(open_page: OpenPage) -> None:
    view = open_page("indicator", indicator="VC_VAW_SXVLN", sex="M", lang="en")
    (link,) = [
        element.proto
        for element in view.test.get("page_link")
        if element.proto.label == words_of("en")("indicator_page.level.map")
    ]
    assert "show=VC_VAW_SXVLN" in link.query_string
    assert "sex=M" in link.query_string


def test_what_a_series_does_not_have_is_said(open_page: OpenPage) -> None:
    words = words_of("en")
    asked = {"indicator": "VC_VAW_PHYPYV", "lang": "en"}
    trends = open_page("indicator", part="trend", **asked)
    assert words("indicator_page.trends.empty") in trends.text
    assert trends.figures == {}
    assert (
        words("indicator_page.breakdown.none")
        in open_page("indicator", part="breakdown", **asked).text
    )
    agreeing = open_page("indicator", part="sources", **asked)
    assert words("indicator_page.sources.agree") in agreeing.text
    alone = open_page("indicator", indicator="VC_VAW_MARR", part="sources", lang="en")
    assert words("indicator_page.sources.one") in alone.text


def test_tables_behind_the_pictures_are_there(open_page: OpenPage) -> None:
    for part in ("level", "trend", "breakdown", "sources", "coverage"):
        view = open_page("indicator", indicator="VC_HTF_DETV", part=part, lang="en")
        tables = [box.proto.label for box in view.test.get("expander")]
        assert tables.count("Table") >= len(view.figures) > 0


def test_unknown_series_is_said(open_page: OpenPage) -> None:
    (notice,) = open_page("indicator", indicator="NONE", lang="en").warnings
    assert "`NONE`" in notice


def test_mark_of_the_country_is_explained(open_page: OpenPage) -> None:
    asked = {"indicator": "PT_F_20-24_MRD_U18_TND", "part": "trend", "lang": "en"}
    assert words_of("en")("indicator_page.marks.choose") in open_page("indicator", **asked).text
    view = open_page("indicator", country="KEN", **asked)
    assert words_of("en")("indicator_page.marks.choose") not in view.text
    marks = [body for body in view.bodies if 'class="pp-mark"' in body]
    assert len(marks) == 1
    assert "On track" in marks[0]

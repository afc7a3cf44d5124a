"""The methods page: all parts in both languages, every number and word of the methods, and the worked example."""

from __future__ import annotations

import re

import pytest

import locales
from dashboard import queries
from dashboard.contents import formulas, methods, methods_example
from dashboard.navigation import PAGES
from dashboard.words import words_of
from etl.vocabulary import (
    EVIDENCE_STRENGTHS,
)
from tests.dashboard.conftest import OpenPage, View, make_run, table_cells
from tests.dashboard.test_pages import ENGLISH_ONLY, assert_french, assert_whole

LANGUAGES = locales.languages()


def typeset(view: View) -> list[str]:
    """The formulas of a page."""
    return [element.value.replace("$$", "").strip() for element in view.test.latex]


@pytest.mark.parametrize("part", methods.SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_whole(open_page: OpenPage, part: str, language: str) -> None:
    view = open_page("methods", part=part, lang=language)
    assert view.warnings == []
    assert_whole(view)
    for latex in typeset(view):
        assert "$" not in latex
        assert "nan" not in latex
        assert latex.count("{") == latex.count("}")
    if language == "fr":
        assert_french(view)
        assert not [part for part in ENGLISH_ONLY for latex in typeset(view) if part in latex]


def test_the_page_is_in_everybodys_menu_and_shows_no_report() -> None:
    names = [entry.name for entry in PAGES]
    entry = PAGES[names.index("methods")]
    assert names.index("methods") == names.index("data") + 1
    assert (entry.shows_reports, entry.roles) == (False, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_ribbon_stands_where_no_report_is_shown(open_page: OpenPage, language: str) -> None:
    view = open_page("methods", part="implementation", lang=language)
    assert not [body for body in view.bodies if "pp-ribbon" in body]
    assert words_of(language)("methods.implementation.illustrative") in view.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_methods_stands_on_the_page(open_page: OpenPage, language: str) -> None:
    words, rules = words_of(language), queries.progress.rules()
    view = open_page("methods", part="limits", lang=language)
    (table,) = [
        body for body in view.bodies if words("methods.column.number") in body and "<table" in body
    ]
    assert table.count("<tr>") == len(rules) + 1
    for rule in rules.itertuples():
        row = next(
            part for part in table.split("<tr>") if words(f"assessment.rule.{rule.rule}") in part
        )
        assert ("● " in row) == ("ours" in rule.reference_keys)
    values = [cells[1] for cells in table_cells(table)]
    if language == "en":
        assert values == [
            *("2015", "2010", "2 points", "3 years", "10 years"),
            *("0.95", "0.60", "0", "0.95", "0.10", "0.001 (in the indicator’s unit)"),
            *("4 points", "3 points", "5 years", "2 sources"),
            *(f"{value} (in the indicator’s unit)" for value in ("0.1", "0.1")),
            "95%",
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ladder_is_numbered_and_ours_is_marked(open_page: OpenPage, language: str) -> None:
    words = words_of(language)
    (ladder,) = [
        body for body in open_page("methods", lang=language).bodies if body.startswith("<ol")
    ]
    steps = ladder.split("<li>")[1:]
    assert [
        words(f"assessment.word.{word}") in step
        for word, step in zip(methods.LADDER, steps, strict=True)
    ] == [True] * 6
    badge = f'<span class="pp-badge">{words("methods.ours")}</span>'
    assert [badge in step for step in steps] == [False, False, False, True, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_series_stands_with_its_target_and_reason(open_page: OpenPage, language: str) -> None:
    words, text = words_of(language), open_page("methods", part="law", lang=language).text
    indicators = queries.peers.indicators()
    assert len(indicators) == 32
    for row in indicators.itertuples():
        assert words(f"indicator.{row.series_code}.short") in text
        assert words(row.target_reason_key) in text


def test_kenya_step_by_step(open_page: OpenPage) -> None:
    view = open_page("methods", part="example", lang="en")
    formulas_shown = typeset(view)
    assert r"\text{required} = \frac{0 - 20.3}{2030 - 2017} \approx -1.562" in formulas_shown
    assert r"\bar{t} = 2019.5, \quad \bar{y} = 16.4" in formulas_shown
    assert r"\text{actual} = \frac{-19.50}{12.50} \approx -1.560" in formulas_shown
    assert r"\text{actual} = \frac{12.5 - 20.3}{2022 - 2017} \approx -1.560" in formulas_shown
    assert r"r = \frac{-1.560}{-1.562} \approx 0.999" in formulas_shown
    assert r"r = \frac{-9.24\%}{-53.37\%} \approx 0.173" in formulas_shown
    assert r"r = \frac{5.75 - 20.3}{0 - 20.3} \approx 0.717" in formulas_shown
    text = view.text
    assert "A ratio of 0.999 gives the word: ▲ on track." in text
    assert (
        "Another answer than that of the linear pace: Compound growth (CAGR), UNSD Progress Chart."
        in text
    )
    assert "▲ On track · depends on the method · ■□□ weak evidence" in text
    assert "2 of 2 estimated or modelled" in text
    # UNICEF names one list of surveys for both points; 2022 is four years before the build's 2026.
    assert "1 named" in text
    assert "Latest: 12.5% (2022), 4 years before the year of this build, 2026." in text
    assert any("/country?country=KEN&amp;lang=en" in body for body in view.bodies)


def test_kenya_in_french(open_page: OpenPage) -> None:
    view = open_page("methods", part="example", lang="fr")
    assert r"\text{requis} = \frac{0 - 20{,}3}{2030 - 2017} \approx -1{,}562" in typeset(view)
    assert r"\bar{t} = 2019{,}5, \quad \bar{y} = 16{,}4" in typeset(view)
    assert r"r = \frac{-9{,}24\,\%}{-53{,}37\,\%} \approx 0{,}173" in typeset(view)
    assert "Pour aller de 20,3\u202f% à 0,0\u202f% en 13 ans" in view.text
    assert "1,56 point de pourcentage par an" in view.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_judged_country_can_be_followed(language: str) -> None:
    run = make_run(language)
    rows = queries.progress.marks_of_series(methods_example.SERIES, "F", language)
    for country in rows.country_code[rows.is_judged]:
        steps = methods_example.steps(run, country)
        assert len(steps) == 11
        assert not [step for step in steps if re.search(r"\bnan\b", str(step.parts))]


def test_a_base_before_the_promise_says_so(open_page: OpenPage) -> None:
    text = open_page("methods", part="example", country="AGO", lang="en").text
    assert "Base: 30.2% (2011). No later point leaves 3 years to the latest" in text
    assert words_of("en")("assessment.caution.within_rounding") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_that_is_not_judged_is_told_why(open_page: OpenPage, language: str) -> None:
    view = open_page("methods", part="example", country="SWE", lang=language)
    assert view.warnings == []
    assert_whole(view)
    assert words_of(language)("methods.example.needed") in view.text
    assert typeset(view) == []


def test_without_any_judged_country_the_example_says_so(
    hand_made: object, open_page: OpenPage
) -> None:
    view = open_page("methods", part="example", lang="en")
    assert words_of("en")("methods.example.none") in view.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_formulas_need_no_escape(language: str) -> None:
    words = words_of(language)
    for name in words.names_below("methods.symbol"):
        assert not re.search(r"[\\{}$%#&_^~]", words(f"methods.symbol.{name}"))


def test_numbers_as_latex() -> None:
    french = words_of("fr")
    assert formulas.number(french, 1234.5) == r"1\,234{,}5"
    assert formulas.number(french, -0.001) == "-0{,}001"
    assert formulas.percent(words_of("en"), -0.0924) == r"-9.24\%"


def test_strengths_are_those_of_the_build(open_page: OpenPage) -> None:
    text = open_page("methods", part="evidence", lang="en").text
    for strength in EVIDENCE_STRENGTHS:
        assert words_of("en")(f"methods.column.{strength}") in text


def test_the_page_stays_small(open_page: OpenPage) -> None:
    for part in methods.SECTIONS:
        view = open_page("methods", part=part, lang="fr")
        assert sum(map(len, [*view.bodies, *typeset(view)])) < 100_000

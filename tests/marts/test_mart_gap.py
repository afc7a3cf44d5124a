"""mart_gap: why a headline figure cannot be judged, its age, its other age bands, and its survey's family."""

from __future__ import annotations

import pytest

from tests.given import Given

PATTERNS = {
    "MICS %": "mics",
    "%(MICS)%": "mics",
    "DHS %": "dhs",
    "Country Survey %": "other_national",
}


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("JAM", region="19")
    given.indicator(target_value=0.0, target_year=2030)
    for pattern, family in PATTERNS.items():
        given.add("survey_family", pattern=pattern, survey_family=family)


def test_silence_is_a_row_without_a_figure(given: Given) -> None:
    columns = "region_code, sdg_code, sex, comparable_age, word, is_judged, state, missing, shown_year, survey_family"
    assert given.mart("mart_gap", columns) == [
        ("19", "16.2.1", "_Z", "Y1T14", "no_data", False, "no_data", ["needs_first_point"], None,
         None),
    ]  # fmt: skip


def test_one_figure_is_a_level_of_an_age_and_a_family(given: Given) -> None:
    given.observe("JAM", 2015, 70.0, source_text="DHS 2014-15")
    columns = "state, missing, latest_year, latest_age_years, shown_year, shown_age, survey_family"
    # Judged as of 2026.
    assert given.mart("mart_gap", columns) == [
        ("insufficient_trend", ["needs_second_point", "latest_too_old"], 2015, 11, 2015, "Y1T14",
         "dhs"),
    ]  # fmt: skip


def test_another_age_band_alone_is_not_comparable(given: Given) -> None:
    given.observe("JAM", 2011, 85.0, age="Y2T14", source_text="MICS 2011")
    given.observe("JAM", 2005, 88.0, age="Y5T12", source_text="DHS 2005")
    columns = (
        "word, state, latest_year, other_ages, other_latest_year, shown_year, shown_age, source_text, "
        "survey_family"
    )
    assert given.mart("mart_gap", columns) == [
        ("no_data", "not_comparable", None, ["Y2T14", "Y5T12"], 2011, 2011, "Y2T14", "MICS 2011",
         "mics"),
    ]  # fmt: skip


def test_comparable_figure_comes_before_a_newer_one_of_another_band(given: Given) -> None:
    given.observe("JAM", 2016, 80.0, source_text="MICS 2016")
    given.observe("JAM", 2022, 75.0, age="Y2T14", source_text="Panel 2022")
    columns = (
        "state, latest_year, other_ages, other_latest_year, shown_year, shown_age, survey_family"
    )
    assert given.mart("mart_gap", columns) == [
        ("insufficient_trend", 2016, ["Y2T14"], 2022, 2016, "Y1T14", "mics"),
    ]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Baseline Survey 2015-16 (MICS)", "mics"),
        ("mics 2015", "mics"),
        ("MICS 2015 (MICS)", "mics"),  # two patterns of one family
        ("Country Survey 2016", "other_national"),
        ("Something new 2030", "other"),
        ("SMICS 2015", "other"),
        (None, "not_stated"),
    ],
)
def test_family_is_what_a_declared_pattern_says(
    given: Given, text: str | None, family: str
) -> None:
    given.observe("JAM", 2016, 80.0, source_text=text)
    assert given.mart("mart_gap", "source_text, survey_family") == [(text, family)]


def test_a_suppressed_figure_is_none(given: Given) -> None:
    given.observe("JAM", 2016, None, value_status="suppressed", source_text="MICS 2016")
    assert given.mart("mart_gap", "state, missing, shown_year, survey_family") == [
        ("no_data", ["needs_first_point", "only_suppressed"], None, None)
    ]


def test_what_can_be_judged_has_its_mark_as_state(given: Given) -> None:
    given.indicator("SXVLN", target_value=0.0, target_year=2030)
    for year, value in ((2015, 30.0), (2020, 20.0)):
        given.observe("JAM", year, value, series_code="SXVLN")
    assert given.mart(
        "mart_gap", "state, is_judged, comparable_count", "series_code = 'SXVLN'"
    ) == [("on_track", True, 2)]


def test_headline_series_of_pathfinders_alone(given: Given) -> None:
    given.country("FRA", is_pathfinder=False)
    given.indicator("OTHER", is_headline=False)
    given.indicator("BY_SEX", comparable_sexes=["F", "M"])
    assert given.mart("mart_gap", "country_code, series_code, sex") == [
        ("JAM", "BY_SEX", "F"),
        ("JAM", "BY_SEX", "M"),
        ("JAM", "VC_VAW_PHYPYV", "_Z"),
    ]

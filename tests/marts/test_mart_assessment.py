"""mart_assessment: each assessment beside what the three methods say of it."""

from __future__ import annotations

import pytest

from tests.given import Given


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("KEN")
    given.indicator(
        "SXVLN",
        sdg_code="16.2.3",
        comparable_sexes=["F", "M"],
        comparable_ages=["Y18T29"],
        target_value=0.0,
        target_year=2030,
    )
    for year, value in ((2015, 30.0), (2020, 20.0)):
        given.observe("KEN", year, value, series_code="SXVLN", sex="F", age="Y18T29")


def test_methods_stand_beside_the_mark(given: Given) -> None:
    # −2 a year where −2 was required; the other two: worked in test_progress
    assert given.mart(
        "mart_assessment",
        "word, linear_required, linear_actual, linear_ratio, linear_word, "
        "round(compound_growth_ratio, 4), compound_growth_word, "
        "round(progress_chart_ratio, 4), progress_chart_word, depends_on_method",
        "sex = 'F'",
    ) == [
        ("on_track", -2.0, -2.0, 1.0, "on_track", 0.1567, "limited_progress", 0.7037,
         "fair_progress", True),
    ]  # fmt: skip


def test_what_is_not_judged_has_a_row_without_methods(given: Given) -> None:
    columns = "sex, word, linear_ratio, compound_growth_word, progress_chart_word"
    assert given.mart("mart_assessment", columns, "sex = 'M'") == [
        ("M", "no_data", None, None, None)
    ]


def test_it_says_which_series_and_which_sex_is_shown_first(given: Given) -> None:
    columns = (
        "region_code, subregion_code, sdg_code, series_position, is_headline, sex, is_first_sex"
    )
    assert given.mart("mart_assessment", columns) == [
        ("2", "202", "16.2.3", 1, True, "F", True),
        ("2", "202", "16.2.3", 1, True, "M", False),
    ]


def test_pathfinders_alone_are_assessed(given: Given) -> None:
    given.country("FRA", is_pathfinder=False)
    given.observe("FRA", 2020, 3.0, series_code="SXVLN", sex="F", age="Y18T29")
    assert given.mart("mart_assessment", "DISTINCT country_code") == [("KEN",)]

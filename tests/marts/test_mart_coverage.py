"""mart_coverage: how much is known of each pathfinder and series."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "knowledge, point_count, year_count, first_year, last_year"


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("KEN")
    given.indicator()


@pytest.mark.parametrize(
    ("years", "knowledge"),
    [
        ([2020], "level"),
        ([2018, 2020], "level"),  # two years apart
        ([2018, 2019, 2020], "level"),  # three points in two years tell no trend either
        ([2018, 2021], "trend"),  # three years apart
        ([2009, 2020], "level"),  # only one point since 2010
        ([2010, 2013], "trend"),  # 2010 itself counts
        ([2005, 2008], "level"),  # all before 2010: an old level, no trend
        ([1999, 2010, 2012], "level"),
    ],
)
def test_trend_needs_three_years_since_2010(given: Given, years: list[int], knowledge: str) -> None:
    for year in years:
        given.observe("KEN", year, 50.0)
    assert given.mart("mart_coverage", COLUMNS) == [
        (knowledge, len(years), len(years), min(years), max(years))
    ]


def test_no_figure_is_no_data(given: Given) -> None:
    assert given.mart("mart_coverage", COLUMNS) == [("no_data", 0, 0, None, None)]


def test_other_age_alone_is_not_comparable(given: Given) -> None:
    given.observe("KEN", 2012, 50.0, age="Y2T14")
    given.observe("KEN", 2020, 40.0, age="Y2T14")
    assert given.mart("mart_coverage", COLUMNS) == [("not_comparable", 2, 2, 2012, 2020)]


def test_a_second_age_alone_is_not_comparable(given: Given) -> None:
    given.indicator("DETV", comparable_sexes=["_T"], comparable_ages=["_T", "Y_LT18"])
    given.observe("KEN", 2012, 3.0, series_code="DETV", sex="_T", age="Y_LT18")
    given.observe("KEN", 2020, 5.0, series_code="DETV", sex="_T", age="Y_LT18")
    assert given.mart("mart_coverage", "series_code, knowledge") == [
        ("DETV", "not_comparable"),
        ("VC_VAW_PHYPYV", "no_data"),
    ]


def test_points_of_different_ages_or_sexes_make_no_trend(given: Given) -> None:
    given.observe("KEN", 2012, 50.0)
    given.observe("KEN", 2020, 40.0, age="Y2T14")
    given.indicator("SXVLN", comparable_sexes=["F", "M"], comparable_ages=["Y18T29"])
    given.observe("KEN", 2012, 5.0, series_code="SXVLN", sex="F", age="Y18T29")
    given.observe("KEN", 2020, 2.0, series_code="SXVLN", sex="M", age="Y18T29")
    assert given.mart("mart_coverage", "series_code, knowledge, point_count, year_count") == [
        ("SXVLN", "level", 2, 2),
        ("VC_VAW_PHYPYV", "level", 2, 2),
    ]


def test_two_sexes_of_one_year_are_one_year(given: Given) -> None:
    given.indicator("SXVLN", comparable_sexes=["F", "M"], comparable_ages=["Y18T29"])
    for sex in ("F", "M"):
        given.observe("KEN", 2020, 5.0, series_code="SXVLN", sex=sex, age="Y18T29")
    assert given.mart("mart_coverage", COLUMNS, "series_code = 'SXVLN'") == [
        ("level", 2, 1, 2020, 2020)
    ]


def test_suppressed_count_is_a_level_but_no_trend(given: Given) -> None:
    for year in (2012, 2020):
        given.observe("KEN", year, None, value_status="suppressed")
    assert given.mart("mart_coverage", "knowledge, point_count") == [("level", 2)]


def test_every_pathfinder_and_series_has_a_row(given: Given) -> None:
    given.country("UGA")
    given.country("FRA", is_pathfinder=False)
    given.indicator("SG_REG_BRTH")
    given.observe("FRA", 2020, 1.0)
    assert given.mart("mart_coverage", "country_code, series_code, knowledge") == [
        ("KEN", "SG_REG_BRTH", "no_data"),
        ("KEN", "VC_VAW_PHYPYV", "no_data"),
        ("UGA", "SG_REG_BRTH", "no_data"),
        ("UGA", "VC_VAW_PHYPYV", "no_data"),
    ]

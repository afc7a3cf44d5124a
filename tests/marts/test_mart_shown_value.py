"""mart_shown_value: which of a country's figures is shown, and whether it may be compared."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "country_code, sex, age, year, value, is_comparable"


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("JAM")
    given.indicator()


def test_newest_figure_is_shown(given: Given) -> None:
    for year, value in ((2012, 80.0), (2018, 75.0), (2015, 78.0)):
        given.observe("JAM", year, value)
    assert given.mart("mart_shown_value", COLUMNS) == [("JAM", "_Z", "Y1T14", 2018, 75.0, True)]


def test_older_comparable_figure_comes_before_a_newer_other_one(given: Given) -> None:
    given.observe("JAM", 2022, 60.0, age="Y2T14")
    given.observe("JAM", 2011, 85.0)
    assert given.mart("mart_shown_value", COLUMNS) == [("JAM", "_Z", "Y1T14", 2011, 85.0, True)]


def test_figure_of_another_age_is_shown_as_not_comparable(given: Given) -> None:
    given.observe("JAM", 2020, 60.0, age="Y5T12")
    given.observe("JAM", 2022, 68.0, age="Y2T14")
    assert given.mart("mart_shown_value", COLUMNS) == [("JAM", "_Z", "Y2T14", 2022, 68.0, False)]


def test_first_comparable_age_comes_before_a_newer_one_of_the_others(given: Given) -> None:
    given.indicator("DETV", comparable_sexes=["_T"], comparable_ages=["_T", "Y_LT18"])
    given.observe("JAM", 2021, 3.0, series_code="DETV", sex="_T", age="Y_LT18")
    given.observe("JAM", 2019, 9.0, series_code="DETV", sex="_T", age="_T")
    assert given.mart("mart_shown_value", COLUMNS) == [("JAM", "_T", "_T", 2019, 9.0, True)]


def test_a_second_age_alone_is_never_set_beside_the_first(given: Given) -> None:
    # Victims under 18 of one country beside victims of all ages of another would compare a part with a whole.
    given.indicator("DETV", comparable_sexes=["_T"], comparable_ages=["_T", "Y_LT18"])
    given.observe("JAM", 2021, 3.0, series_code="DETV", sex="_T", age="Y_LT18")
    assert given.mart("mart_shown_value", COLUMNS) == [("JAM", "_T", "Y_LT18", 2021, 3.0, False)]


def test_suppressed_newest_is_shown_as_such(given: Given) -> None:
    # Not hidden behind an older count, and not 0.
    given.observe("JAM", 2018, 12.0)
    given.observe("JAM", 2020, None, value_status="suppressed")
    columns = "year, value, value_status, is_comparable"
    assert given.mart("mart_shown_value", columns) == [(2020, None, "suppressed", True)]


def test_two_ages_of_one_year_are_chosen_alike_every_time(given: Given) -> None:
    given.observe("JAM", 2020, 60.0, age="Y5T12")
    given.observe("JAM", 2020, 68.0, age="Y2T14")
    assert given.mart("mart_shown_value", "age, value") == [("Y2T14", 68.0)]


def test_each_sex_has_its_own_year(given: Given) -> None:
    # Sierra Leone: women 2019, men 2013.
    given.country("SLE")
    given.indicator("SXVLN", comparable_sexes=["F", "M"], comparable_ages=["Y18T29"])
    given.observe("SLE", 2019, 1.2, series_code="SXVLN", sex="F", age="Y18T29")
    given.observe("SLE", 2013, 0.8, series_code="SXVLN", sex="M", age="Y18T29")
    assert given.mart("mart_shown_value", COLUMNS) == [
        ("SLE", "F", "Y18T29", 2019, 1.2, True),
        ("SLE", "M", "Y18T29", 2013, 0.8, True),
    ]


def test_other_sexes_and_areas_are_not_shown(given: Given) -> None:
    given.observe("JAM", 2020, 60.0, sex="_U")
    given.observe("JAM", 2020, 61.0, area_type="other_area")
    given.add(
        "observation",
        series_code="VC_VAW_PHYPYV",
        area_code="419",
        area_type="aggregate",
        year=2020,
        value=77.0,
    )
    assert given.mart("mart_shown_value", COLUMNS) == []

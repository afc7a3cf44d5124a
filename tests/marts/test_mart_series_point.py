"""mart_series_point: every published point of the 47, once, with the word whether it may be compared."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "country_code, year, sex, age, value, is_comparable"


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("JAM")
    given.indicator()


def test_every_year_sex_and_age_is_kept(given: Given) -> None:
    given.indicator("DETV", comparable_sexes=["_T", "F"], comparable_ages=["_T", "Y_LT18"])
    victims = {"series_code": "DETV", "unit": "number"}
    for sex, age, value in (("_T", "_T", 9.0), ("_T", "Y_LT18", 4.0), ("_U", "_U", 1.0)):
        given.observe("JAM", 2019, value, sex=sex, age=age, **victims)
    given.observe("JAM", 2020, 7.0, sex="F", age="_T", **victims)
    assert given.mart("mart_series_point", COLUMNS, "series_code = 'DETV'") == [
        ("JAM", 2019, "_T", "Y_LT18", 4.0, False),  # a part is not set beside a whole
        ("JAM", 2019, "_T", "_T", 9.0, True),
        ("JAM", 2019, "_U", "_U", 1.0, False),
        ("JAM", 2020, "F", "_T", 7.0, True),
    ]


def test_other_age_bands_and_sexes_are_not_comparable(given: Given) -> None:
    given.observe("JAM", 2022, 68.0, age="Y2T14")
    given.observe("JAM", 2022, 70.0, sex="F")
    assert given.mart("mart_series_point", COLUMNS) == [
        ("JAM", 2022, "F", "Y1T14", 70.0, False),
        ("JAM", 2022, "_Z", "Y2T14", 68.0, False),
    ]


def test_newest_vintage_counts(given: Given) -> None:
    given.add("source", source_id="NEWER", vintage="2026-06", vintage_date="2026-06-01")
    given.observe("JAM", 2020, 60.0)
    given.observe("JAM", 2020, 61.0, source_id="NEWER")
    columns = "year, value, source_id"
    assert given.mart("mart_series_point", columns) == [(2020, 61.0, "NEWER")]


def test_what_is_published_without_a_value_keeps_its_status(given: Given) -> None:
    given.observe("JAM", 2020, None, value_status="suppressed")
    columns = "value, value_status, is_comparable"
    assert given.mart("mart_series_point", columns) == [(None, "suppressed", True)]


def test_bounds_survey_and_footnote_stay_with_the_point(given: Given) -> None:
    given.observe(
        "JAM", 2020, 60.0, lower_bound=55.0, upper_bound=65.0, nature="E",
        source_text="MICS 2020", footnote="Urban only",
    )  # fmt: skip
    columns = "lower_bound, upper_bound, nature, source_text, footnote"
    assert given.mart("mart_series_point", columns) == [
        (55.0, 65.0, "E", "MICS 2020", "Urban only")
    ]


def test_other_countries_and_areas_are_left_out(given: Given) -> None:
    given.country("FRA", is_pathfinder=False)
    given.observe("FRA", 2020, 10.0)
    given.observe("JAM", 2020, 61.0, area_type="other_area")
    assert given.mart("mart_series_point", COLUMNS) == []

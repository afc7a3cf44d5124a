"""mart_series_point: every figure of a pathfinder, one per year, and whether it may be compared."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "country_code, year, sex, age, value, is_comparable"


@pytest.fixture(autouse=True)
def _country_and_series(given: Given) -> None:
    given.country("JAM")
    given.indicator()


def test_every_year_has_its_row(given: Given) -> None:
    for year, value in ((2018, 75.0), (2012, 80.0)):
        given.observe("JAM", year, value)
    assert given.mart("mart_series_point", COLUMNS) == [
        ("JAM", 2012, "_Z", "Y1T14", 80.0, True),
        ("JAM", 2018, "_Z", "Y1T14", 75.0, True),
    ]


def test_other_ages_and_sexes_are_kept_as_not_comparable(given: Given) -> None:
    given.observe("JAM", 2018, 75.0)
    given.observe("JAM", 2018, 70.0, age="Y2T14")
    given.observe("JAM", 2018, 77.0, sex="M")
    assert given.mart("mart_series_point", COLUMNS) == [
        ("JAM", 2018, "M", "Y1T14", 77.0, False),
        ("JAM", 2018, "_Z", "Y1T14", 75.0, True),
        ("JAM", 2018, "_Z", "Y2T14", 70.0, False),
    ]


def test_newest_vintage_of_a_year_counts(given: Given) -> None:
    given.add("source", source_id="NEWER", vintage="2026-06", vintage_date="2026-06-01")
    given.add("source", source_id="UNDATED", vintage="unknown", vintage_date=None)
    given.observe("JAM", 2018, 75.0)
    given.observe("JAM", 2018, 74.0, source_id="NEWER")
    given.observe("JAM", 2018, 73.0, source_id="UNDATED")
    assert given.mart("mart_series_point", "year, value, source_id") == [(2018, 74.0, "NEWER")]


def test_suppressed_figure_keeps_its_status(given: Given) -> None:
    given.observe("JAM", 2020, None, value_status="suppressed")
    columns = "year, value, value_status, is_comparable"
    assert given.mart("mart_series_point", columns) == [(2020, None, "suppressed", True)]


def test_other_countries_and_aggregates_are_left_out(given: Given) -> None:
    given.country("FRA", is_pathfinder=False)
    given.observe("FRA", 2020, 10.0)
    given.add(
        "observation",
        series_code="VC_VAW_PHYPYV",
        area_code="202",
        area_type="aggregate",
        year=2020,
        value=80.0,
    )
    assert given.mart("mart_series_point", COLUMNS) == []

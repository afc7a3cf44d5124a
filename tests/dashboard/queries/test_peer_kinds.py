"""Kinds of peers, and changes in about five years, asked about countries at the edge of each definition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard.peers import Choice
from dashboard.queries import peers
from tests.dashboard.conftest import reading
from tests.given import Given, publish

SERIES = "VC_VAW_PHYPYV"


def rows(given: Given) -> None:
    """Country AAA and others beside it: all in one sub-region, but ZZZ."""
    given.indicator()
    given.indicator("VC_IHR_PSRC", unit="per_100000")
    given.indicator("SG_REG_BRTH", direction="higher_is_better")
    for code, income, children in (
        ("AAA", "low", 10_000),
        ("BBB", "low", 20_000),  # double, which is similar
        ("CCC", "low", 5_000),  # half
        ("DDD", "low", 20_001),
        ("EEE", "high", 4_999),
        ("FFF", "high", 12_000),
        ("GGG", "high", None),
    ):
        given.country(code, income=income, population_under18=children)
    given.country("ZZZ", "142", "35", income="low", population_under18=10_000)
    # AAA: latest 2020, so 2015 is aimed at: 2014 and 2016 are as near, and the later one counts.
    for country, year, value in (
        ("AAA", 2010, 90.0),
        ("AAA", 2014, 55.0),
        ("AAA", 2016, 40.0),
        ("AAA", 2020, 30.0),
        ("BBB", 2013, 50.0),  # a quarter more, two years before
        ("BBB", 2022, 45.0),
        ("CCC", 2017, 30.0),  # a quarter less, two years after
        ("DDD", 2012, 40.0),  # three years before
        ("DDD", 2019, 20.0),
        ("EEE", 2015, 50.1),
        ("EEE", 2018, 44.0),
        ("FFF", 2015, 42.0),
        ("FFF", 2015, 99.0),
        ("ZZZ", 2015, 41.0),
        ("ZZZ", 2021, 41.0),
    ):
        # The second figure of FFF is of another age band.
        given.observe(country, year, value, age="Y2T14" if value == 99.0 else "Y1T14")
    given.observe("GGG", 2020, None, value_status="suppressed")
    # Of levels that are no percentages, a quarter is a quarter: 1 and 1.25, but not 2.
    other = {"series_code": "VC_IHR_PSRC", "unit": "per_100000"}
    for country, value in (("AAA", 1.0), ("BBB", 1.25), ("CCC", 0.75), ("DDD", 2.0), ("ZZZ", 0.9)):
        for year in (2015, 2020):
            given.observe(country, year, value, **other)
    # Two points above and below 8.3, and a little more.
    for country, value in (("AAA", 8.3), ("BBB", 10.3), ("CCC", 6.3), ("DDD", 10.4), ("ZZZ", 8.0)):
        for year in (2015, 2020):
            given.observe(country, year, value, series_code="SG_REG_BRTH")


@pytest.fixture(scope="module", autouse=True)
def _build(_hand_made_build: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("peer_kinds")
    publish(folder, rows)
    with reading(folder):
        yield folder


def found(country: str, kind: str, series: str = SERIES) -> tuple[str, str | None, str]:
    """Group, reason of a fallback, and the countries in one word."""
    table = peers.beside(country, series, "_Z", "en", Choice(kind))
    first = table.iloc[0]
    reason = None if pd.isna(first.fallback) else first.fallback
    return first.peer_group, reason, " ".join(sorted(table.country_code))


def test_income_group() -> None:
    assert found("AAA", "income") == ("income", None, "AAA BBB CCC DDD ZZZ")
    # EEE's two peers of high income have one comparable figure between them.
    assert found("EEE", "income")[:2] == ("un_subregion", "too_few")


def test_population_from_half_to_double() -> None:
    assert found("AAA", "population") == ("population", None, "AAA BBB CCC FFF ZZZ")
    assert found("GGG", "population")[:2] == ("un_subregion", "no_basis")
    # From 10,001 to 40,002 there are BBB and FFF alone.
    assert found("DDD", "population")[:2] == ("un_subregion", "too_few")


def test_earlier_level_within_a_quarter() -> None:
    # 40 in 2016: from 30 to 50 within 2013 to 2017.
    assert found("AAA", "level") == ("level", None, "AAA BBB CCC FFF ZZZ")
    first = peers.beside("AAA", SERIES, "_Z", "en", Choice("level")).iloc[0]
    assert first.group_code == "2015"


def test_earlier_level_that_cannot_be_told() -> None:
    # One figure; none; and one about five years before the latest that nobody comes near to.
    assert found("CCC", "level")[:2] == ("un_subregion", "no_basis")
    assert found("GGG", "level")[:2] == ("un_subregion", "no_basis")
    assert found("BBB", "level")[:2] == ("un_subregion", "no_basis")  # nine years apart


def test_two_points_widen_the_level_of_percentages_only() -> None:
    assert found("AAA", "level", "SG_REG_BRTH") == ("level", None, "AAA BBB CCC ZZZ")
    assert found("AAA", "level", "VC_IHR_PSRC") == ("level", None, "AAA BBB CCC ZZZ")


def test_changes_in_about_five_years() -> None:
    countries = ("AAA", "BBB", "CCC", "DDD", "EEE", "GGG")
    table = peers.changes("AAA", countries, SERIES, "_Z", "en").set_index("country_code")
    assert list(table.index) == sorted(countries)
    assert list(table.is_chosen) == [True] + [False] * 5
    pairs = {
        row.Index: (row.earlier_year, row.earlier_value, row.latest_year, row.latest_value)
        for row in table[table.earlier_value.notna()].itertuples()
    }
    assert pairs == {
        "AAA": (2016, 40.0, 2020, 30.0),
        "DDD": (2012, 40.0, 2019, 20.0),  # seven years
        "EEE": (2015, 50.1, 2018, 44.0),  # three years
    }
    # BBB's figures stand nine years apart, CCC has one, GGG's only one is suppressed.
    assert (table.latest_value["BBB"], table.latest_value["CCC"]) == (45.0, 30.0)
    assert pd.isna(table.latest_value["GGG"])

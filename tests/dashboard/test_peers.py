"""Median and quartiles of the peers, worked out by hand, and years that lie too far apart."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.peers import PeerSummary, default_kind, in_address, summarise, years_apart


def rows(*peers: float | None, mine: float | None = 50.0, other_bands: int = 0) -> pd.DataFrame:
    """The chosen country, then a peer per value (None: no data), then some of other age bands."""
    values = [mine, *peers, *([99.0] * other_bands)]
    states = ["no_data" if value is None else "value" for value in [mine, *peers]]
    return pd.DataFrame(
        {
            "is_chosen": [True, *([False] * (len(values) - 1))],
            "value": pd.Series(values, dtype="float"),
            "state": [*states, *(["not_comparable"] * other_bands)],
            "year": 2020,
        }
    )


def test_quartiles_of_five() -> None:
    # Sorted 10 20 30 40 50: quartiles fall on the second and the fourth.
    summary = summarise(rows(50.0, 10.0, 40.0, 20.0, 30.0, mine=1000.0))
    assert summary == PeerSummary(5, 5, 30.0, 20.0, 40.0, 10.0, 50.0)


def test_quartiles_of_four_lie_between() -> None:
    # Places 0.75 and 2.25 of 10 20 40 80: 10 + 0.75 * 10 and 40 + 0.25 * 40; median (20 + 40) / 2.
    summary = summarise(rows(80.0, 10.0, 40.0, 20.0))
    assert (summary.lower_quartile, summary.median, summary.upper_quartile) == (17.5, 30.0, 50.0)


@pytest.mark.parametrize(
    ("peers", "median"), [((10.0,), 10.0), ((10.0, 20.0), 15.0), ((10.0, 20.0, 60.0), 20.0)]
)
def test_no_quartiles_of_fewer_than_four(peers: tuple[float, ...], median: float) -> None:
    summary = summarise(rows(*peers))
    assert summary.median == median
    assert summary.lower_quartile is summary.upper_quartile is None
    assert (summary.lowest, summary.highest) == (min(peers), max(peers))


def test_peers_without_a_comparable_figure_count_only_as_peers() -> None:
    summary = summarise(rows(10.0, None, 30.0, other_bands=2))
    assert (summary.known_count, summary.peer_count, summary.median) == (2, 5, 20.0)
    assert summary.highest == 30.0


def test_nobody_has_a_figure() -> None:
    assert summarise(rows(None, None)) == PeerSummary(0, 2, None, None, None, None, None)


def test_nobody_but_the_country_itself() -> None:
    assert summarise(rows()) == PeerSummary(0, 0, None, None, None, None, None)


def test_more_than_five_years_are_apart() -> None:
    table = rows(1.0, 1.0, 1.0, 1.0, 1.0, None)
    table["year"] = [2018, 2013, 2012, 2023, 2024, 2018, None]
    assert list(years_apart(table)) == [False, False, True, False, True, False, False]


def test_years_are_not_apart_from_an_unknown_one() -> None:
    table = rows(1.0, mine=None)
    table["year"] = [None, 1990]
    assert list(years_apart(table)) == [False, False]


def test_choice_in_an_address_without_what_is_unknown() -> None:
    known = {"KEN", "UGA"}
    assert in_address({}, known) == ()
    assert in_address({"by": "income", "lang": "en"}, known) == (("by", "income"),)
    assert in_address({"by": "x&y", "peers": "XXX"}, known) == ()
    assert in_address({"peers": "KEN,XXX,UGA"}, known) == (("by", "picked"), ("peers", "KEN,UGA"))
    # Codes mean nothing beside another kind, and the default stands in no address.
    assert in_address({"by": "level", "peers": "KEN"}, known) == (("by", "level"),)
    assert in_address({"by": "subregion", "peers": "KEN"}, known) == ()


def test_countries_in_an_address_mean_picked_ones() -> None:
    assert default_kind("KEN") == "picked"
    assert default_kind("") == "subregion"

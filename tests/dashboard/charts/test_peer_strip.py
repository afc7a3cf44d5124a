"""One country's figure on a line with its peers': places, quartile band, median, not comparable."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import peer_strip
from dashboard.theme import LIGHT
from dashboard.words import words_of
from tests.dashboard.charts.conftest import BesideRows

WORDS = words_of("en")


@pytest.fixture
def typical(beside: BesideRows) -> pd.DataFrame:
    return beside(
        ("KEN", 50.0, 2020, "value"),
        ("UGA", 20.0, 2016, "value"),
        ("SLE", 10.0, 2019, "value"),
        ("ZMB", 80.0, 2014, "value"),
        ("NGA", 40.0, 2021, "value"),
        ("JAM", 68.0, 2022, "not_comparable"),
        ("TLS", None, 2020, "suppressed"),
    )


def test_dots_stand_at_their_values(typical: pd.DataFrame) -> None:
    peers, mine = peer_strip.draw(typical, WORDS, LIGHT).data
    assert list(peers.x) == [20.0, 10.0, 80.0, 40.0, 68.0]
    assert list(mine.x) == [50.0]
    assert list(mine.text) == ["<b>50.0%</b> (2020)"]
    assert peers.hovertext[0] == "<b>Land UGA</b><br>20.0% (2016)"


def test_not_comparable_figures_are_open_diamonds(typical: pd.DataFrame) -> None:
    peers, mine = peer_strip.draw(typical, WORDS, LIGHT).data
    assert list(peers.marker.symbol) == ["circle"] * 4 + ["diamond-open"]
    assert list(mine.marker.symbol) == ["circle"]


def test_own_not_comparable_figure_is_an_open_diamond(beside: BesideRows) -> None:
    _, mine = peer_strip.draw(
        beside(("SWE", 13.0, 2012, "not_comparable"), ("FIN", 4.0, 2012, "value")), WORDS, LIGHT
    ).data
    assert list(mine.marker.symbol) == ["diamond-open"]
    assert (
        mine.marker.line.color == LIGHT.accent_text
    )  # drawn in the ground's colour it would vanish


def test_band_and_line_are_the_peers_quartiles_and_median(typical: pd.DataFrame) -> None:
    # Comparable peers 10 20 40 80: quartiles 17.5 and 50, median 30. The country is no peer of itself.
    figure = peer_strip.draw(typical, WORDS, LIGHT)
    band, line = figure.layout.shapes
    assert (band.type, band.x0, band.x1) == ("rect", 17.5, 50.0)
    assert (line.type, line.x0, line.x1) == ("line", 30.0, 30.0)
    assert [note.text for note in figure.layout.annotations] == ["median 30.0%"]


def test_no_band_of_fewer_than_four(typical: pd.DataFrame) -> None:
    (line,) = peer_strip.draw(typical.drop(index=1), WORDS, LIGHT).layout.shapes
    assert line.type == "line"


def test_axis_begins_at_zero_and_ends_at_all(typical: pd.DataFrame) -> None:
    axis = peer_strip.draw(typical, WORDS, LIGHT).layout.xaxis
    assert min(axis.tickvals) == 0
    assert max(axis.tickvals) <= 100


def test_one_row(beside: BesideRows) -> None:
    figure = peer_strip.draw(beside(("KEN", 50.0, 2020, "value")), WORDS, LIGHT)
    peers, mine = figure.data
    assert (list(peers.x), list(mine.x)) == ([], [50.0])
    assert not figure.layout.shapes


def test_one_row_of_zero(beside: BesideRows) -> None:
    _, mine = peer_strip.draw(beside(("KEN", 0.0, 2020, "value")), WORDS, LIGHT).data
    assert list(mine.x) == [0.0]
    assert list(mine.text) == ["<b>0.0%</b> (2020)"]


def test_country_without_a_figure_has_no_dot(beside: BesideRows) -> None:
    _, mine = peer_strip.draw(
        beside(("KEN", None, None, "no_data"), ("UGA", 20.0, 2016, "value")), WORDS, LIGHT
    ).data
    assert list(mine.x) == []


def test_empty_data_draw_no_dot(beside: BesideRows) -> None:
    figure = peer_strip.draw(beside(), WORDS, LIGHT)
    assert [list(trace.x) for trace in figure.data] == [[], []]

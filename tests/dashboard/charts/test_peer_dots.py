"""A row a country: dot, figure and year, and what may not be set side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import peer_dots
from dashboard.theme import LIGHT
from dashboard.words import words_of
from tests.dashboard.charts.conftest import BesideRows

WORDS = words_of("en")


@pytest.fixture
def typical(beside: BesideRows) -> pd.DataFrame:
    return beside(
        ("KEN", 50.0, 2020, "value"),
        ("SLE", 10.0, 2019, "value"),
        ("UGA", 20.0, 2013, "value"),
        ("ZMB", 80.0, 2021, "value"),
        ("NGA", 40.0, 2021, "value"),
        ("JAM", 68.0, 2022, "not_comparable"),
        ("TLS", None, 2020, "suppressed"),
        ("TZA", None, 2020, "conflicting"),
        ("PHL", None, None, "no_data"),
    )


def test_dots_stand_at_their_values_and_rows(typical: pd.DataFrame) -> None:
    (dots,) = peer_dots.draw(typical, WORDS, LIGHT).data
    assert list(dots.x) == [50.0, 10.0, 20.0, 80.0, 40.0, 68.0]
    assert list(dots.y) == [0, 1, 2, 3, 4, 5]
    assert list(dots.customdata) == ["KEN", "SLE", "UGA", "ZMB", "NGA", "JAM"]
    assert list(dots.marker.symbol) == ["circle"] * 5 + ["diamond-open"]
    # The chosen country alone has the accent.
    assert list(dots.marker.color) == [LIGHT.accent_text] + [LIGHT.secondary] * 5


def test_every_country_has_its_words(typical: pd.DataFrame) -> None:
    figure = peer_dots.draw(typical, WORDS, LIGHT)
    said = [note.text for note in figure.layout.annotations if note.xref == "paper"]
    assert said == [
        "<b>50.0%</b> (2020)",
        "<b>10.0%</b> (2019)",
        "<b>20.0%</b> (2013) ↔",  # seven years apart
        "<b>80.0%</b> (2021)",
        "<b>40.0%</b> (2021)",
        "<b>68.0%</b> (2022)<br>◇ Not comparable",
        "Suppressed (fewer<br>than 5)",
        "≠ Published with<br>different values",
        "▨ No data",
    ]


def test_rows_that_stand_close_break_no_text(typical: pd.DataFrame) -> None:
    figure = peer_dots.draw(typical, WORDS, LIGHT, in_one_line=True)
    said = [note.text for note in figure.layout.annotations if note.xref == "paper"]
    assert said[5] == "<b>68.0%</b> (2022) ◇ Not comparable"
    assert not any("<br>" in note.text for note in figure.layout.annotations)
    broken = peer_dots.draw(typical, WORDS, LIGHT).layout.margin.r
    assert figure.layout.margin.r > broken


def test_names_stand_in_the_order_given(typical: pd.DataFrame) -> None:
    axis = peer_dots.draw(typical, WORDS, LIGHT).layout.yaxis
    assert list(axis.tickvals) == list(range(9))
    assert axis.ticktext[0] == "<b>Land KEN</b>"
    assert axis.ticktext[1] == "Land SLE"


def test_band_and_line_are_the_peers_quartiles_and_median(typical: pd.DataFrame) -> None:
    band, line = peer_dots.draw(typical, WORDS, LIGHT).layout.shapes
    assert (band.x0, band.x1, line.x0) == (17.5, 50.0, 30.0)


def test_band_and_line_have_their_words(typical: pd.DataFrame) -> None:
    figure = peer_dots.draw(typical, WORDS, LIGHT)
    assert [note.text for note in figure.layout.annotations if note.xref != "paper"] == [
        "median of 4 of 8 with data:<br>30.0%",
        "middle half: 17.5% to 50.0%",
    ]


def test_reference_is_a_line_with_its_words_and_no_dot(typical: pd.DataFrame) -> None:
    reference = peer_dots.Reference("Sub-Saharan Africa", 86.4, 2023, "percent")
    figure = peer_dots.draw(typical, WORDS, LIGHT, reference=reference)
    (dots,) = figure.data
    assert 86.4 not in dots.x
    (line,) = [shape for shape in figure.layout.shapes if shape.line.dash == "dash"]
    assert (line.x0, line.x1) == (86.4, 86.4)
    said = [note.text for note in figure.layout.annotations if note.x == 86.4]
    assert said == ["UN figure for Sub-Saharan<br>Africa: 86.4% (2023)"]
    # Near the axis' end, its words stand to the left of it; the axis reaches it.
    assert [note.xanchor for note in figure.layout.annotations if note.x == 86.4] == ["right"]
    assert figure.layout.xaxis.range[1] > 86.4


@pytest.mark.parametrize(
    ("direction", "said"),
    [("lower_is_better", "← better"), ("higher_is_better", "better →"), ("undefined", "")],
)
def test_better_side_is_hinted_where_one_is(
    typical: pd.DataFrame, direction: str, said: str
) -> None:
    figure = peer_dots.draw(typical.assign(direction=direction), WORDS, LIGHT)
    assert (figure.layout.xaxis.title.text or "") == said


def test_hover_gives_age_and_survey(typical: pd.DataFrame) -> None:
    (dots,) = peer_dots.draw(typical, WORDS, LIGHT).data
    assert dots.hovertext[0] == (
        "<b>Land KEN</b><br>50.0% · 2020 · 1–14 years<br>Survey of households"
    )


def test_one_row(beside: BesideRows) -> None:
    figure = peer_dots.draw(beside(("KEN", 0.6, 2020, "value"), unit="per_100000"), WORDS, LIGHT)
    assert list(figure.data[0].x) == [0.6]
    assert [note.text for note in figure.layout.annotations] == ["<b>0.6</b> (2020)"]


def test_one_row_without_a_figure(beside: BesideRows) -> None:
    figure = peer_dots.draw(beside(("KEN", None, None, "no_data")), WORDS, LIGHT)
    assert list(figure.data[0].x) == []
    assert [note.text for note in figure.layout.annotations] == ["▨ No data"]


def test_empty_data_draw_no_dot(beside: BesideRows) -> None:
    assert list(peer_dots.draw(beside(), WORDS, LIGHT).data[0].x) == []

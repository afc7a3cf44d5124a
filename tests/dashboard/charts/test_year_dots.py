"""Dots stacked over the year of the latest figure."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import year_dots
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, int, str]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["country_code", "year", "state"])
    return table.astype({"year": "int64"}).assign(country_name="Land " + table.country_code)


FOUR = (
    ("JAM", 2020, "not_comparable"),
    ("KEN", 2020, "value"),
    ("UGA", 2016, "value"),
    ("ZMB", 2020, "value"),
)


def test_comparable_figures_stand_below_the_others_of_their_year() -> None:
    comparable, other, counts = year_dots.draw(rows(*FOUR), WORDS, LIGHT).data
    assert list(zip(comparable.x, comparable.y, comparable.customdata, strict=True)) == [
        (2016, 1, "UGA"),
        (2020, 1, "KEN"),
        (2020, 2, "ZMB"),
    ]
    assert list(zip(other.x, other.y, other.customdata, strict=True)) == [(2020, 3, "JAM")]
    assert other.marker.symbol == "diamond-open"
    assert list(zip(counts.x, counts.text, strict=True)) == [(2016, "1"), (2020, "3")]


def test_every_year_has_a_tick_where_there_is_room() -> None:
    axis = year_dots.draw(rows(*FOUR), WORDS, LIGHT).layout.xaxis
    assert list(axis.tickvals) == [2016, 2017, 2018, 2019, 2020]


def test_one_row() -> None:
    dots, _ = year_dots.draw(rows(FOUR[1]), WORDS, LIGHT).data
    assert dots.hovertext == ("<b>Land KEN</b><br>2020",)


def test_empty_data_draw_no_dot() -> None:
    (counts,) = year_dots.draw(rows(), WORDS, LIGHT).data
    assert list(counts.x) == []

"""Parts of a total: shares, the hatched rest, and parts beyond the whole."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import parts_of_total
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")
COLUMNS = ["label", "said", "part", "position", "count", "total", "is_rest", "country_code"]
ROWS = (
    ("Canada", "<b>238</b> (2018)", "Sexual", 0, 129.0, 238.0, False, "CAN"),
    ("Canada", "<b>238</b> (2018)", "Labour", 1, 10.0, 238.0, False, "CAN"),
    ("Canada", "<b>238</b> (2018)", "Not stated", 2, 99.0, 238.0, True, "CAN"),
    ("Zambia", "<b>8</b> (2019)", "Labour", 1, 18.0, 8.0, False, "ZMB"),
)


def rows(*cells: tuple) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=COLUMNS)


def test_parts_are_shares_of_their_total_in_their_order() -> None:
    sexual, labour, rest = parts_of_total.draw(rows(*ROWS), WORDS, LIGHT).data
    assert (sexual.name, labour.name, rest.name) == ("Sexual", "Labour", "Not stated")
    assert list(sexual.x) == [129 / 238]
    assert list(labour.x) == [10 / 238, 2.25]  # Zambia's part is more than its total
    assert list(rest.x) == [99 / 238]


def test_only_the_rest_is_hatched_and_narrow_parts_carry_no_number() -> None:
    sexual, labour, rest = parts_of_total.draw(rows(*ROWS), WORDS, LIGHT).data
    assert [trace.marker.pattern.shape for trace in (sexual, labour, rest)] == ["", "", "/"]
    assert list(sexual.text) == ["129"]
    assert list(labour.text) == ["", "18"]
    assert rest.hovertext == ("<b>Canada</b><br>Not stated: 99 of 238",)


def test_a_line_stands_at_the_total_and_words_beside() -> None:
    figure = parts_of_total.draw(rows(*ROWS), WORDS, LIGHT)
    assert [shape.x0 for shape in figure.layout.shapes] == [1]
    assert [note.text for note in figure.layout.annotations] == [
        "<b>238</b> (2018)",
        "<b>8</b> (2019)",
    ]
    assert list(figure.layout.yaxis.ticktext) == ["Canada", "Zambia"]
    narrow = parts_of_total.draw(rows(*ROWS), WORDS, LIGHT, is_narrow=True)
    assert [note.text for note in narrow.layout.annotations][1] == "<b>Zambia</b> <b>8</b> (2019)"
    assert list(narrow.layout.yaxis.ticktext) == []


def test_one_row() -> None:
    (bar,) = parts_of_total.draw(rows(ROWS[0]), WORDS, LIGHT).data
    assert list(bar.customdata) == ["CAN"]


def test_empty_data_draw_no_bar() -> None:
    assert not parts_of_total.draw(rows(), WORDS, LIGHT).data

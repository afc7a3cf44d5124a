"""Several values of one thing on a line: headings, symbols, what is said beside."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import row_dots
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")
COLUMNS = ["heading", "label", "said", "kind", "value", "unit", "word", "hover", "country_code"]


def rows(*cells: tuple[str, str, float, float]) -> pd.DataFrame:
    """Rows of heading, label, base and latest."""
    table = [
        (
            heading,
            label,
            f"{base} → {latest}",
            kind,
            value,
            "percent",
            "on_track",
            f"{label} {kind}",
            "KEN",
        )
        for heading, label, base, latest in cells
        for kind, value in (("Base", base), ("Latest", latest))
    ]
    return pd.DataFrame(table, columns=COLUMNS)


TWO = (("▲ On track (1)", "Kenya", 20.3, 12.5), ("▼ Moving away (1)", "Uganda", 30.0, 34.0))


def test_each_kind_is_a_symbol_and_each_row_a_line() -> None:
    line, base, latest = row_dots.draw(rows(*TWO), WORDS, LIGHT).data
    assert (base.name, base.marker.symbol, list(base.x)) == ("Base", "circle-open", [20.3, 30.0])
    assert (latest.name, latest.marker.symbol, list(latest.x)) == ("Latest", "circle", [12.5, 34.0])
    assert list(line.x) == [12.5, 20.3, None, 30.0, 34.0, None]
    assert list(base.y) == list(latest.y)


def test_second_kind_takes_the_colour_of_its_word() -> None:
    _, base, latest = row_dots.draw(rows(*TWO), WORDS, LIGHT).data
    assert set(latest.marker.color) == {LIGHT.outcomes["on_track"]}
    assert set(base.marker.color) == {LIGHT.secondary}


def test_headings_stand_above_their_rows_and_words_beside() -> None:
    figure = row_dots.draw(rows(*TWO), WORDS, LIGHT)
    places = {note.text: note.y for note in figure.layout.annotations}
    first, second = figure.layout.yaxis.tickvals
    assert places["<b>▲ On track (1)</b>"] < first == places["20.3 → 12.5"]
    assert first < places["<b>▼ Moving away (1)</b>"] < second == places["30.0 → 34.0"]


def test_on_a_phone_name_and_words_stand_above_the_row() -> None:
    figure = row_dots.draw(rows(*TWO), WORDS, LIGHT, is_narrow=True)
    assert list(figure.layout.yaxis.ticktext) == []
    (kenya,) = [note for note in figure.layout.annotations if note.text == "Kenya 20.3 → 12.5"]
    assert kenya.y < figure.data[1].y[0]


def test_one_row() -> None:
    figure = row_dots.draw(rows(("", "Kenya", 1.0, 2.0)), WORDS, LIGHT)
    assert list(figure.layout.yaxis.ticktext) == ["Kenya"]


def test_empty_data_draw_no_dot() -> None:
    (line,) = row_dots.draw(rows(), WORDS, LIGHT).data
    assert list(line.x) == []

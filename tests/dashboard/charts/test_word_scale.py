"""The scale of a method's words: bars between thresholds, open ones to the edge."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import word_scale
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of


def rows(*cells: tuple[str, str, str, float | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["label", "range", "look", "lower", "upper"])
    return table.astype({"lower": float, "upper": float})


SCALE = rows(
    ("Target met", "whatever the ratio", "target_met", None, None),
    ("On track", "0.95 or more", "on_track", 0.95, None),
    ("Limited", "0 to less than 0.95", "limited_progress", 0, 0.95),
    ("Moving away", "below 0", "moving_away", None, 0),
)


def test_bars_stand_between_their_thresholds() -> None:
    figure = word_scale.draw(SCALE, words_of("en"), LIGHT)
    # The axis goes on for 0.35 beyond 0 and 0.95.
    spans = [(round(bar.base[0], 2), round(bar.base[0] + bar.x[0], 2)) for bar in figure.data]
    assert spans == [(-0.35, 1.3), (0.95, 1.3), (0, 0.95), (-0.35, 0)]
    assert [bar.marker.color for bar in figure.data] == [
        LIGHT.outcomes[look] for look in SCALE.look
    ]
    assert list(figure.layout.xaxis.ticktext) == ["0", "0.95"]
    # Best first, from the top.
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_words_signs_and_ranges_stand_beside_the_bars() -> None:
    figure = word_scale.draw(SCALE, words_of("fr"), DARK, is_narrow=True)
    first, second = figure.layout.yaxis.ticktext[:2]
    assert first == "<b>● Target met</b><br>whatever the ratio"
    assert second.startswith("<b>▲ On track</b>")
    assert list(figure.layout.xaxis.ticktext) == ["0", "0,95"]


def test_open_bars_end_in_an_arrow() -> None:
    figure = word_scale.draw(SCALE, words_of("en"), LIGHT)
    arrows = [(note.y, note.text) for note in figure.layout.annotations]
    assert arrows == [(0, "←"), (0, "→"), (1, "→"), (3, "←")]


def test_one_row_without_thresholds() -> None:
    figure = word_scale.draw(SCALE.head(1), words_of("en"), LIGHT)
    (bar,) = figure.data
    assert list(figure.layout.xaxis.tickvals) == []
    assert bar.x[0] > 0


def test_empty_data_draw_no_bar() -> None:
    figure = word_scale.draw(rows(), words_of("en"), LIGHT)
    assert len(figure.data) == 0

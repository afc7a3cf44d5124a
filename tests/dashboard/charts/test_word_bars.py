"""Countries by mark: order of the words, hollow where nothing is judged, every bar as long as its total."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import word_bars
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["label", "word", "count"])


def test_judged_words_come_first_and_unjudged_ones_look_different() -> None:
    figure = word_bars.draw(
        rows(
            ("16.2.1", "insufficient_trend", 22),
            ("16.2.1", "no_data", 25),
            ("5.3.1", "no_data", 11),
            ("5.3.1", "on_track", 5),
            ("5.3.1", "moving_away", 2),
        ),
        WORDS,
        LIGHT,
    )
    assert [bar.name for bar in figure.data] == [
        "▲ On track",
        "▼ Moving away",
        "○ Insufficient trend",
        "▨ No data",
    ]
    on_track, moving_away, insufficient, no_data = figure.data
    assert list(on_track.x) == [0, 5]
    assert list(no_data.x) == [25, 11]
    assert list(no_data.text) == ["▨ 25", "▨ 11"]
    # A part too short for its sign says the number alone.
    assert list(moving_away.text) == ["", "2"]
    assert on_track.marker.color == LIGHT.outcomes["on_track"]
    assert insufficient.marker.color == LIGHT.ground
    assert no_data.marker.pattern.shape == "/"


@pytest.mark.parametrize("is_narrow", [True, False])
def test_empty_data_give_an_empty_figure(is_narrow: bool) -> None:
    assert not word_bars.draw(rows(), WORDS, LIGHT, is_narrow=is_narrow).data


def test_one_row_on_a_phone_has_its_name_above() -> None:
    figure = word_bars.draw(rows(("16.2.1", "target_met", 1)), WORDS, LIGHT, is_narrow=True)
    assert [note.text for note in figure.layout.annotations] == ["16.2.1"]
    assert list(figure.data[0].text) == ["1"]

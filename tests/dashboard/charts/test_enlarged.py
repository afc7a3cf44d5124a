"""A figure for the back of the room: every length in pixels grows, and what counts in the axis' units does not."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import status_shares
from dashboard.charts.enlarged import enlarged
from dashboard.theme import LIGHT
from dashboard.words import words_of

ROWS = pd.DataFrame({"label": ["a", "b"], "status": ["on_time", "late"], "count": [3, 4]})


def test_texts_margins_and_height_grow() -> None:
    drawn = status_shares.draw(ROWS, words_of("en"), LIGHT, kind="report")
    large = enlarged(drawn, 2)
    assert large.layout.height == 2 * drawn.layout.height
    assert large.layout.margin.t == 2 * drawn.layout.margin.t
    assert large.layout.template.layout.font.size == 2 * drawn.layout.template.layout.font.size
    assert large.data[0].textfont.size == 2 * drawn.data[0].textfont.size
    # What was given is left as it was.
    assert (
        drawn.layout.height
        == status_shares.draw(ROWS, words_of("en"), LIGHT, kind="report").layout.height
    )


def test_values_and_bars_keep_their_measure() -> None:
    drawn = status_shares.draw(ROWS, words_of("en"), LIGHT, kind="report")
    drawn.update_traces(width=0.5)
    large = enlarged(drawn, 2)
    assert [list(bar.x) for bar in large.data] == [list(bar.x) for bar in drawn.data]
    assert [bar.width for bar in large.data] == [0.5, 0.5]
    assert large.layout.bargap == drawn.layout.bargap


def test_lengths_are_whole_pixels_rounded_up() -> None:
    drawn = status_shares.draw(ROWS, words_of("en"), LIGHT, kind="report")
    # 13 pixels, the smallest text of a page, must be 24 at least.
    drawn.update_layout(legend_font_size=13)
    assert enlarged(drawn, 1.85).layout.legend.font.size == 25

"""States then against states now: each count in its own cell, in the look of its move."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import status_matrix
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["since_state", "state", "move", "action_count"])


def drawn(data: pd.DataFrame, is_narrow: bool = False) -> go.Figure:
    return status_matrix.draw(
        data, WORDS, LIGHT, before="in May", after="in November", is_narrow=is_narrow
    )


FLOWS = rows(
    ("not_started", "limited", "status_forward", 42),
    ("limited", "complete", "status_forward", 3),
    ("limited", "limited", "same", 16),
    ("substantial", "limited", "status_back", 2),
    ("limited", "dropped", "dropped", 4),
    ("not_known", "limited", "added", 48),
)


def cells(figure: go.Figure) -> dict[tuple[int, int], str]:
    """Row and column of every filled cell, with what stands in it."""
    return {
        (y, x): text
        for heatmap in figure.data
        if heatmap.type == "heatmap"
        for y, line in enumerate(heatmap.text)
        for x, text in enumerate(line)
        if text
    }


def test_counts_stand_where_row_and_column_meet() -> None:
    figure = drawn(FLOWS)
    assert list(figure.layout.yaxis.ticktext) == [
        "○ Not started",
        "◔ Limited",
        "◕ Substantial",
        "in no report yet",
    ]
    assert [text.replace("<br>", " ") for text in figure.layout.xaxis.ticktext] == [
        "◔ Limited",
        "● Complete",
        "× dropped from the roadmap",
    ]
    assert cells(figure) == {
        (0, 0): "<b>42</b>",
        (1, 0): "<b>16</b>",
        (1, 1): "<b>3</b>",
        (1, 2): "<b>4</b>",
        (2, 0): "<b>2</b>",
        (3, 0): "<b>48</b>",
    }
    assert (figure.layout.yaxis.title.text, figure.layout.xaxis.title.text) == (
        "in May",
        "in November",
    )


def test_moves_are_named_beside_their_colours() -> None:
    assert [trace.name for trace in drawn(FLOWS).data if trace.type == "scatter"] == [
        "moved forward",
        "unchanged",
        "moved back",
        "cancelled or dropped",
        "new, resumed, or newly<br>(un)reported",
    ]


def test_every_move_has_a_look() -> None:
    moves = (
        "same",
        "dropped",
        "cancelled",
        "added",
        "resumed",
        "status_unreported",
        "status_first",
        "status_forward",
        "status_back",
    )
    data = rows(*(("limited", "complete", move, 1) for move in moves))
    assert sum(move in look for look in status_matrix._LOOKS.values() for move in moves) == 9
    assert len(cells(drawn(data))) == 1


def test_hover_says_both_states() -> None:
    heatmap = drawn(rows(("limited", "complete", "status_forward", 1))).data[0]
    assert heatmap.hovertext[0][0] == "in May: Limited<br>in November: Complete<br>1 action"


def test_phone_has_signs_across() -> None:
    assert list(drawn(FLOWS, is_narrow=True).layout.xaxis.ticktext) == ["◔", "●", "×"]


def test_one_row() -> None:
    assert cells(drawn(rows(("limited", "complete", "status_forward", 7)))) == {(0, 0): "<b>7</b>"}


def test_empty_data_draw_nothing() -> None:
    assert not drawn(rows()).data

"""What became of actions between two days: how many went from each state to each."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import promise_word, wrapped
from dashboard.theme import PROMISE_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

# From the least to the most that can be said of an action; what is unknown or given up stands after it.
_ORDER = ("not_started", "limited", "substantial", "complete", "cancelled", "dropped", "no_report")
# An action that no report had named on the earlier day.
NOT_KNOWN = "not_known"
_ROW = 56
_LETTERS_OF_LOOK = 34
# Moves that read alike share a look: what it says, from best to worst, then what has no direction.
_LOOKS = {
    "forward": ("status_forward",),
    "same": ("same",),
    "back": ("status_back",),
    "given_up": ("cancelled", "dropped"),
    "other": ("added", "resumed", "status_first", "status_unreported"),
}


def draw(
    data: pd.DataFrame, words: Words, style: Style, *, before: str, after: str, is_narrow: bool
) -> go.Figure:
    """Cells with counts from rows of ``since_state``, ``state``, ``move``, ``action_count``: states before down, after across.

    ``before`` and ``after`` name the two days. On a phone the states after are told by their signs alone.
    """
    down = [state for state in (*_ORDER, NOT_KNOWN) if state in set(data.since_state)]
    across = [state for state in _ORDER if state in set(data.state)]
    figure = new_figure(style, _ROW * max(len(down), 1) + (260 if is_narrow else 190))
    colours = {
        "forward": style.actions["complete"],
        "same": style.no_data,
        "back": style.alarm,
        "given_up": style.actions["cancelled"],
        "other": style.ground,
    }
    for look, moves in _LOOKS.items():
        part = data[data.move.isin(moves)]
        if part.empty:
            continue
        ink = text_on(colours[look])
        cells: dict[str, list[list[Any]]] = {
            # A text must not be missing where a cell is: it would be written as null.
            key: [[empty] * len(across) for _ in down]
            for key, empty in (("z", None), ("text", ""), ("hovertext", ""))
        }
        for row in part.itertuples():
            y, x = down.index(str(row.since_state)), across.index(str(row.state))
            cells["z"][y][x] = 1
            cells["text"][y][x] = f"<b>{words.number(row.action_count)}</b>"
            cells["hovertext"][y][x] = (
                f"{before}: {_word(str(row.since_state), words)}<br>"
                f"{after}: {_word(str(row.state), words)}<br>"
                + words("accountability.actions", n=int(str(row.action_count)))
            )
        figure.add_heatmap(
            x=list(range(len(across))),
            y=list(range(len(down))),
            **cells,
            texttemplate="%{text}",
            textfont={"size": 15 if is_narrow else 19, "color": ink},
            colorscale=[[0, colours[look]], [1, colours[look]]],
            showscale=False,
            xgap=4,
            ygap=4,
            hovertemplate="%{hovertext}<extra></extra>",
            hoverongaps=False,
        )
        # A heatmap has no entry in a legend; this one stands for it.
        figure.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={
                "symbol": "square",
                "size": 15,
                "color": colours[look],
                "line": {"color": style.hatch, "width": 1},
            },
            name=wrapped(words(f"accountability.look.{look}"), _LETTERS_OF_LOOK),
        )
    figure.update_xaxes(
        side="top",
        range=[-0.5, max(len(across), 1) - 0.5],
        tickmode="array",
        tickvals=list(range(len(across))),
        ticktext=[PROMISE_SIGNS[state] if is_narrow else _head(state, words) for state in across],
        tickfont={"size": 13},
        tickangle=0,
        title={"text": after},
        showgrid=False,
    )
    figure.update_yaxes(
        range=[max(len(down), 1) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(down))),
        ticktext=[_label(state, words, 16 if is_narrow else 20) for state in down],
        title={"text": before},
        showgrid=False,
    )
    figure.update_layout(
        showlegend=True,
        legend={"y": -0.02, "yanchor": "top", "itemsizing": "constant"},
        margin={"b": 60},
    )
    return figure


def _word(state: str, words: Words) -> str:
    return words("accountability.not_known") if state == NOT_KNOWN else promise_word(state, words)


def _head(state: str, words: Words) -> str:
    """A state above its column: a word in each line, the sign by itself, so that the column may be narrow."""
    return f"{PROMISE_SIGNS[state]}<br>{wrapped(_word(state, words), 11)}"


def _label(state: str, words: Words, width: int) -> str:
    sign = "" if state == NOT_KNOWN else f"{PROMISE_SIGNS[state]} "
    return wrapped(f"{sign}{_word(state, words)}", width)

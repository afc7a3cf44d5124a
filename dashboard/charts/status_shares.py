"""Counts by status, one stacked bar a row: reports by year, actions by region or by country, knowledge by figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import promise_word, wrapped
from dashboard.theme import (
    KNOWLEDGE_SIGNS,
    PROMISE_SIGNS,
    REPORT_SIGNS,
    Style,
    new_figure,
    text_on,
)
from dashboard.words import Words

# Order of the parts, and the text keys and signs of their words.
KINDS = {
    "report": (("on_time", "late", "missing"), REPORT_SIGNS),
    "action": (
        (
            "complete",
            "substantial",
            "limited",
            "not_started",
            "cancelled",
            "dropped",
            "no_report",
        ),
        PROMISE_SIGNS,
    ),
    "knowledge": (("trend", "level", "not_comparable", "no_data"), KNOWLEDGE_SIGNS),
}
# What is not known is dotted (as data: hatched), what is promised no more is crossed out, as in the Gantt.
_PATTERNS = {"missing": ".", "no_report": ".", "dropped": "x", "no_data": "/"}

# Letters in a line of a row's name.
_NAME = 36


def draw(
    data: pd.DataFrame, words: Words, style: Style, *, kind: str, as_share: bool = False
) -> go.Figure:
    """Bars from rows of ``label``, ``status``, ``count``; rows keep their order, statuses the kind's.

    With ``as_share`` every bar has the same length, so that rows of different size can be read side by side.
    """
    order, signs = KINDS[kind]
    colours = {
        "report": style.reports,
        "action": {**style.actions, "dropped": style.no_data},
        "knowledge": style.knowledge,
    }[kind]
    labels = list(dict.fromkeys(data.label))
    # Names in several lines leave the bars and the legend their room.
    names = [wrapped(label, _NAME) for label in labels]
    totals = data.groupby("label")["count"].sum()
    figure = new_figure(style, 46 * max(len(labels), 1) + 62)
    for status in order:
        part = data[data.status == status].set_index("label")["count"]
        if part.sum() == 0:
            continue
        counts = [int(part.get(label, 0)) for label in labels]
        figure.add_bar(
            x=[
                count / totals[label] if as_share and totals[label] else count
                for label, count in zip(labels, counts, strict=True)
            ],
            y=names,
            orientation="h",
            name=f"{signs[status]} {_word(kind, status, words)}",
            marker={
                "color": colours[status],
                "line": {"color": style.hatch, "width": 1 if status in _PATTERNS else 0},
                "pattern": {
                    "shape": _PATTERNS.get(status, ""),
                    "fgcolor": style.hatch,
                    "fillmode": "overlay",
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            text=[words.number(count) if count else "" for count in counts],
            customdata=counts,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 15, "color": text_on(colours[status])},
            hovertemplate="%{y}<br>%{fullData.name}: %{customdata}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack", bargap=0.3, showlegend=True, legend_traceorder="normal", margin_t=54
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def _word(kind: str, status: str, words: Words) -> str:
    if kind == "action":
        return promise_word(status, words)
    return words(f"{'report_status' if kind == 'report' else kind}.{status}")

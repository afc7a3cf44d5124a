"""From which ratio to which each word of a method holds: one bar a word, on one axis of ratios."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import OUTCOME_SIGNS, Style, new_figure
from dashboard.words import Words

# How far the axis goes on beyond the outermost thresholds, as a ratio; open bars end there with an arrow.
_BEYOND = 0.35


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Bars from rows of ``label``, ``range``, ``look``, ``lower``, ``upper``; rows keep their order.

    ``look`` is the outcome word whose sign and colour the bar wears. A missing bound leaves the bar open on its side;
    without both, the word holds whatever the ratio. Thresholds are the only ticks of the axis.
    """
    figure = new_figure(style, 62 * max(len(data), 1) + 70)
    rows = list(data.itertuples())
    thresholds = sorted(
        {value for row in rows for value in (row.lower, row.upper) if pd.notna(value)}
    )
    low, high = (thresholds[0], thresholds[-1]) if thresholds else (0.0, 1.0)
    left, right = low - _BEYOND, high + _BEYOND
    for place, row in enumerate(rows):
        start = left if pd.isna(row.lower) else row.lower
        end = right if pd.isna(row.upper) else row.upper
        figure.add_bar(
            x=[end - start],
            base=[start],
            y=[place],
            orientation="h",
            name=row.label,
            marker={"color": style.outcomes[row.look]},
            hovertemplate=f"{html.escape(row.label)}<br>{html.escape(row.range)}<extra></extra>",
        )
        for is_open, x, shift, arrow in (
            (pd.isna(row.lower), left, -11, "←"),
            (pd.isna(row.upper), right, 11, "→"),
        ):
            if is_open:
                figure.add_annotation(
                    x=x, y=place, text=arrow, showarrow=False, xshift=shift,
                    font={"size": 18, "color": style.secondary},
                )  # fmt: skip
    for threshold in thresholds:
        figure.add_vline(threshold, line={"color": style.ink, "width": 1, "dash": "dot"})
    figure.update_layout(bargap=0.34, margin={"r": 24})
    figure.update_xaxes(
        range=[left - 0.04, right + 0.04],
        tickmode="array",
        tickvals=thresholds,
        ticktext=[words.number(value, 2 if value else 0) for value in thresholds],
        showgrid=False,
        title={"text": words("methods.scale.axis")},
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=[_label(row, is_narrow) for row in rows],
        range=[max(len(rows), 1) - 0.5, -0.5],
        showgrid=False,
    )
    return figure


def _label(row: Any, is_narrow: bool) -> str:
    width = 20 if is_narrow else 44
    return f"<b>{OUTCOME_SIGNS[row.look]} {wrapped(row.label, width)}</b><br>{wrapped(row.range, width)}"

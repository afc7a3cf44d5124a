"""How many days actions have slipped from the date first promised: one dot an action, in steps of thirty days."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

STEP_DAYS = 30
# Years are ticks: nobody reads days by the hundred.
_YEAR_DAYS = 365.25
_SYMBOLS = {"done": "circle", "moved": "circle-open", "overdue": "triangle-right"}


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool) -> go.Figure:
    """Dots from rows of ``country_name``, ``action``, ``slippage_kind`` (done, moved, overdue), ``slippage_days``.

    Days run across, early ones left of the line of the first promise; a line marks the median.
    """
    rows = data.sort_values(["slippage_days", "country_name"], kind="stable").reset_index(drop=True)
    places = (rows.slippage_days.astype(float) / STEP_DAYS).round()
    heights = places.groupby(places).cumcount() + 1
    tallest = int(heights.max()) if len(rows) else 1
    figure = new_figure(style, max(150, 15 * tallest) + (150 if is_narrow else 100))
    colours = {
        "done": style.actions["complete"],
        "moved": style.actions["limited"],
        "overdue": style.alarm,
    }
    for kind, symbol in _SYMBOLS.items():
        part = rows[rows.slippage_kind == kind]
        if part.empty:
            continue
        figure.add_scatter(
            x=places[part.index] * STEP_DAYS,
            y=heights[part.index],
            mode="markers",
            marker={
                "symbol": symbol,
                "size": 7 if is_narrow else 12,
                "color": colours[kind],
                "line": {"width": 2, "color": colours[kind]},
            },
            name=wrapped(words(f"accountability.slippage.{kind}"), 36 if is_narrow else 100),
            hovertext=[
                f"<b>{row.country_name}</b><br>{wrapped(row.action, 60)}<br>"
                + _said(int(row.slippage_days), words)
                for row in part.itertuples()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    lowest = float(rows.slippage_days.min()) if len(rows) else 0.0
    highest = float(rows.slippage_days.max()) if len(rows) else 0.0
    ends = (min(lowest, 0) - 2 * STEP_DAYS, max(highest, 365) + 3 * STEP_DAYS)
    years = range(math.ceil(ends[0] / _YEAR_DAYS), math.floor(ends[1] / _YEAR_DAYS) + 1)
    figure.update_xaxes(
        range=ends,
        tickmode="array",
        tickvals=[year * _YEAR_DAYS for year in years],
        ticktext=[wrapped(_tick(year, words), 8 if is_narrow else 40) for year in years],
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(visible=False, range=[0, tallest + 2.5])
    figure.add_shape(
        type="line", x0=0, x1=0, y0=0, y1=tallest + 1, layer="below",
        line={"width": 1.5, "color": style.hatch},
    )  # fmt: skip
    if len(rows) > 1:
        median = float(rows.slippage_days.median())
        figure.add_shape(
            type="line", x0=median, x1=median, y0=0, y1=tallest + 1, layer="below",
            line={"width": 2, "color": style.ink},
        )  # fmt: skip
        figure.add_annotation(
            x=median, y=tallest + 1, yanchor="bottom", showarrow=False,
            text=words("accountability.slippage.median", n=round(median)),
            font={"size": 15, "color": style.ink},
        )  # fmt: skip
    figure.update_layout(
        showlegend=True,
        legend_itemsizing="constant",
        # A phone's legend takes a line for each word.
        margin_t=100 if is_narrow else 50,
    )
    return figure


def _tick(years: int, words: Words) -> str:
    if years == 0:
        return words("accountability.slippage.as_promised")
    return words(
        f"accountability.slippage.{'later' if years > 0 else 'earlier'}",
        n=abs(years),
    )


def _said(days: int, words: Words) -> str:
    return words(f"implementation.moved.{'earlier' if days < 0 else 'later'}", n=abs(days))

"""One indicator for a country and its peers, a row each, by name: value, year, and what may not be compared."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.peer_strip import add_spread
from dashboard.peers import years_apart
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 34


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Dot plot from `queries.peers.beside`: the chosen country in the accent, peers grey, the unknown in words."""
    rows = data.assign(is_apart=years_apart(data)).reset_index(drop=True)
    unit = str(rows.unit.iloc[0]) if len(rows) else "number"
    figure = new_figure(style, _ROW * max(len(rows), 1) + 76)
    add_spread(figure, rows, words, style, top=-0.6, bottom=len(rows) - 0.4)
    highest = float(rows.value.max()) if rows.value.notna().any() else 1.0
    known = rows[rows.value.notna()]
    figure.add_scatter(
        x=known.value,
        y=known.index,
        mode="markers+text",
        marker={
            "size": [19 if chosen else 14 for chosen in known.is_chosen],
            "symbol": ["circle" if state == "value" else "diamond-open" for state in known.state],
            "color": [
                style.accent_text if chosen else style.secondary for chosen in known.is_chosen
            ],
            "line": {"width": 2},
        },
        text=[_label(row, words, unit) for row in known.itertuples()],
        textposition="middle right",
        textfont={
            "size": 14,
            "color": [style.accent_text if chosen else style.ink for chosen in known.is_chosen],
        },
        cliponaxis=False,
        hovertext=[_hover(row, words, unit) for row in known.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=known.country_code,
    )
    unknown = rows[rows.value.isna()]
    figure.add_scatter(
        x=[0] * len(unknown),
        y=unknown.index,
        mode="markers+text",
        marker={"size": 12, "symbol": "square-x-open", "color": style.hatch},
        text=[f"  {words(f'state.{state}')}" for state in unknown.state],
        textposition="middle right",
        textfont={"size": 14, "color": style.secondary},
        hoverinfo="skip",
        customdata=unknown.country_code,
    )
    figure.update_xaxes(
        range=[-0.02 * highest, highest * 1.55 or 1], side="bottom", nticks=5, rangemode="tozero",
        tickfont={"size": 13, "color": style.secondary},
        ticksuffix=words("unit_suffix.percent") if unit == "percent" else "",
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(rows) - 0.4, -1.2], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=list(rows.index),
        ticktext=[_name(row) for row in rows.itertuples()],
    )  # fmt: skip
    return figure


def _name(row: Any) -> str:
    name = "<br>".join(textwrap.wrap(row.country_name, 20))
    return f"<b>{name}</b>" if row.is_chosen else name


def _label(row: Any, words: Words, unit: str) -> str:
    marks = [str(int(row.year))]
    if row.state == "not_comparable":
        marks.append(words("state.not_comparable").lower())
    elif row.is_apart:
        marks.append(words("state.years_apart").lower())
    value = words.value(row.value, unit)
    return f"  <b>{value}</b> ({', '.join(marks)})"


def _hover(row: Any, words: Words, unit: str) -> str:
    lines = [
        f"<b>{row.country_name}</b>",
        f"{words.value(row.value, unit)} · {int(row.year)} · {words(f'age.{row.age}')}",
    ]
    if row.source_text:
        lines.append("<br>".join(textwrap.wrap(row.source_text, 60)))
    return "<br>".join(lines)

"""One indicator for a country and its peers, a row each, by name: value, year, and what may not be compared."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.peer_strip import add_spread
from dashboard.charts.texts import wrapped
from dashboard.peers import years_apart
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 36


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Dot plot from `queries.peers.beside`: the chosen country in the accent, peers grey, figures in a column."""
    rows = data.assign(is_apart=years_apart(data)).reset_index(drop=True)
    unit = str(rows.unit.iloc[0]) if len(rows) else "number"
    figure = new_figure(style, _ROW * max(len(rows), 1) + 76)
    add_spread(figure, rows, words, style, top=-0.6, bottom=len(rows) - 0.4)
    known = rows[rows.value.notna()]
    figure.add_scatter(
        x=known.value,
        y=known.index,
        mode="markers",
        marker={
            "size": [19 if chosen else 14 for chosen in known.is_chosen],
            "symbol": ["circle" if state == "value" else "diamond-open" for state in known.state],
            "color": [
                style.accent_text if chosen else style.secondary for chosen in known.is_chosen
            ],
            "line": {"width": 2},
        },
        hovertext=[_hover(row, words, unit) for row in known.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=known.country_code,
    )
    # What is said of each country stands in a column of its own: beside the dots it would cover the median.
    for row in rows.itertuples():
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=12, y=row.Index, showarrow=False, align="left",
            text=_said(row, words, unit),
            font={
                "size": 14,
                "color": style.accent_text
                if row.is_chosen
                else style.ink
                if pd.notna(row.value)
                else style.secondary,
            },
        )  # fmt: skip
    highest = float(known.value.max()) if len(known) else 1.0
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary}, **value_axis(highest, unit, words, 0.05)
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -1.2], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=list(rows.index),
        ticktext=[_name(row) for row in rows.itertuples()],
    )  # fmt: skip
    widest = max(
        (len(line) for row in rows.itertuples() for line in _plain(row, words, unit)), default=0
    )
    figure.update_layout(margin_r=24 + 8 * widest)
    return figure


def _name(row: Any) -> str:
    name = wrapped(row.country_name, 17)
    return f"<b>{name}</b>" if row.is_chosen else name


def _plain(row: Any, words: Words, unit: str) -> list[str]:
    if pd.isna(row.value):
        sign = {"no_data": "▨ ", "suppressed": "", "conflicting": "≠ "}.get(row.state, "")
        return textwrap.wrap(sign + words(f"state.{row.state}"), 18)
    line = f"{words.value(row.value, unit)} ({int(row.year)})"
    if row.state == "not_comparable":
        return [line, f"◇ {words('state.not_comparable')}"]
    return [f"{line} ↔" if row.is_apart else line]


def _said(row: Any, words: Words, unit: str) -> str:
    first, *more = _plain(row, words, unit)
    if pd.notna(row.value):
        first = f"<b>{first.replace(' (', '</b> (', 1)}"
    return "<br>".join([first, *more])


def _hover(row: Any, words: Words, unit: str) -> str:
    lines = [
        f"<b>{row.country_name}</b>",
        f"{words.value(row.value, unit)} · {int(row.year)} · {words(f'age.{row.age}')}",
    ]
    if isinstance(row.source_text, str):
        lines.append(wrapped(row.source_text, 60))
    return "<br>".join(lines)

"""How much of a roadmap is filled in, field by field, beside the median of its peers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 36
# Rows from a heading to the first row below it, and rows left free for it; more on a phone, where two lines stand
# above each row.
_BELOW_HEADING, _BELOW_HEADING_NARROW = 0.85, 1.3
_HEADING, _HEADING_NARROW = 1.1, 1.5


def draw(
    data: pd.DataFrame, words: Words, style: Style, *, country_name: str, is_narrow: bool = False
) -> go.Figure:
    """A dot per field from `queries.implementation.quality`, required ones first; a line is the peers' median.

    What a dot says stands at the right, on a phone above its row: filled in n of N actions.
    """
    rows = data.assign(percent=100 * data.filled_count / data.action_count)
    row_height = 1.5 * _ROW if is_narrow else _ROW
    places = _places(rows, _HEADING_NARROW if is_narrow else _HEADING)
    bottom = max(places, default=0.0) + 0.6
    figure = new_figure(style, int(row_height * (bottom + 1.2)) + 80)
    figure.add_scatter(
        x=rows.peer_median_percent,
        y=places,
        mode="markers",
        name=words("implementation.quality.median_of_peers"),
        marker={
            "symbol": "line-ns-open",
            "size": 22,
            "color": style.secondary,
            "line": {"width": 3},
        },
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=rows.percent,
        y=places,
        mode="markers",
        name=wrapped(country_name, 40),
        marker={"symbol": "circle", "size": 15, "color": style.accent_text},
        hoverinfo="skip",
    )
    names = [words(f"implementation.field.{field}") for field in rows.field]
    said = [_said(row, words) for row in rows.itertuples()]
    above = _BELOW_HEADING_NARROW if is_narrow else _BELOW_HEADING
    for heading, place in _headings(rows, places):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place - above, showarrow=False,
            text=f"<b>{words(f'implementation.quality.{heading}')}</b>",
            font={"size": 14, "color": style.secondary},
        )  # fmt: skip
    for name, text, place in zip(names, said, places, strict=True):
        figure.add_annotation(
            x=0 if is_narrow else 1, xref="paper", xanchor="left", xshift=0 if is_narrow else 12,
            y=place - 0.2 if is_narrow else place, yanchor="bottom" if is_narrow else "middle",
            showarrow=False, align="left",
            text=wrapped(f"{name} · {text}", 46) if is_narrow else text,
            font={"size": 14, "color": style.ink},
        )  # fmt: skip
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary}, **value_axis(100, "percent", words, 0.04)
    )
    figure.update_yaxes(
        range=[bottom, -above - 0.35], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=places, ticktext=[] if is_narrow else names,
        showticklabels=not is_narrow,
    )  # fmt: skip
    widest = 0 if is_narrow else max(map(len, said), default=0)
    figure.update_layout(
        showlegend=True, legend_traceorder="reversed", margin_t=40, margin_r=24 + 8 * widest
    )
    return figure


def _places(rows: pd.DataFrame, heading: float) -> list[float]:
    """The height of each row: those not required stand below a heading of their own."""
    return [
        place + (0.0 if is_required else heading)
        for place, is_required in enumerate(rows.is_required)
    ]


def _headings(rows: pd.DataFrame, places: list[float]) -> list[tuple[str, float]]:
    """The heading of each group of fields there is, and the height of its first row."""
    found: dict[str, float] = {}
    for place, is_required in zip(places, rows.is_required, strict=True):
        found.setdefault("required" if is_required else "further", place)
    return list(found.items())


def _said(row: Any, words: Words) -> str:
    own = words(
        "overview.of", count=words.number(row.filled_count), total=words.number(row.action_count)
    )
    if pd.isna(row.peer_median_percent):
        return own
    median = words.percent(row.peer_median_percent, 0)
    return words("implementation.quality.beside", own=own, median=median)

"""Earlier and latest figure of a country and its peers, a row each, by name: what moved, which way and when."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import better_side, value_axis
from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 46


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Dumbbells from the rows of `queries.peers.changes` with both figures: hollow earlier, filled latest dots."""
    rows = data.reset_index(drop=True)
    unit = str(rows.unit.iloc[0]) if len(rows) else "number"
    direction = str(rows.direction.iloc[0]) if len(rows) else "undefined"
    colours = [style.accent_text if chosen else style.secondary for chosen in rows.is_chosen]
    figure = new_figure(style, _ROW * max(len(rows), 1) + 76)
    for row, colour in zip(rows.itertuples(), colours, strict=True):
        figure.add_shape(
            type="line", layer="below", x0=row.earlier_value, x1=row.latest_value, y0=row.Index, y1=row.Index,
            line={"width": 3, "color": colour},
        )  # fmt: skip
        # Both figures stand in a column of their own: beside the dots they would cover each other.
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=12, y=row.Index, showarrow=False, align="left",
            text=_said(row, words, unit),
            font={"size": 14, "color": style.accent_text if row.is_chosen else style.ink},
        )  # fmt: skip
    for when, symbol, size in (("earlier", "circle-open", 13), ("latest", "circle", 15)):
        figure.add_scatter(
            x=rows[f"{when}_value"],
            y=rows.index,
            mode="markers",
            marker={"size": size, "symbol": symbol, "color": colours, "line": {"width": 2.5}},
            hovertext=[_hover(row, when, words, unit) for row in rows.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    highest = float(rows[["earlier_value", "latest_value"]].max().max()) if len(rows) else 1.0
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary},
        title_text=better_side(direction, words),
        **value_axis(highest, unit, words, 0.05),
    )
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=list(rows.index),
        ticktext=[
            f"<b>{wrapped(row.country_name, 17)}</b>" if row.is_chosen else wrapped(row.country_name, 17)
            for row in rows.itertuples()
        ],
    )  # fmt: skip
    widest = max(
        (len(_figure(row, when, words, unit)) for row in rows.itertuples() for when in ("earlier", "latest")),
        default=0,
    )  # fmt: skip
    figure.update_layout(margin_r=40 + 8 * widest)
    return figure


def _figure(row: Any, when: str, words: Words, unit: str) -> str:
    return f"{words.value(getattr(row, f'{when}_value'), unit)} ({getattr(row, f'{when}_year')})"


def _said(row: Any, words: Words, unit: str) -> str:
    earlier, latest = (_figure(row, when, words, unit) for when in ("earlier", "latest"))
    return f"○ {earlier}<br>● <b>{latest.replace(' (', '</b> (', 1)}"


def _hover(row: Any, when: str, words: Words, unit: str) -> str:
    lines = [f"<b>{row.country_name}</b>", _figure(row, when, words, unit)]
    source = getattr(row, f"{when}_source_text")
    return "<br>".join([*lines, wrapped(source, 60)] if isinstance(source, str) else lines)

"""One figure of one country on a line with its peers': their spread, quartiles and median."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.peers import PeerSummary, summarise
from dashboard.theme import Style, new_figure
from dashboard.words import Words


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Strip from `queries.peers.beside`: dots on one axis; empty where neither country nor peers have a figure."""
    figure = new_figure(style, 150)
    known = data[data.value.notna()]
    highest = float(known.value.max()) if len(known) and known.value.max() > 0 else 1.0
    unit = str(data.unit.iloc[0]) if len(data) else "number"
    summary = summarise(data)
    label = words("peers.median_label", value=words.value(summary.median, unit))
    add_spread(figure, summary, style, label=label, top=1.15, bottom=-0.4)
    peers = known[~known.is_chosen.astype(bool)]
    figure.add_scatter(
        x=peers.value,
        y=[0] * len(peers),
        mode="markers",
        marker={
            "size": 12,
            "symbol": ["circle" if state == "value" else "diamond-open" for state in peers.state],
            "color": style.hatch,
            "opacity": 0.85,
            "line": {"color": style.ground, "width": 1},
        },
        hovertext=[
            f"<b>{row.country_name}</b><br>{words.value(row.value, unit)} ({int(row.year)})"
            for row in peers.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    mine = known[known.is_chosen.astype(bool)]
    figure.add_scatter(
        x=mine.value,
        y=[0] * len(mine),
        mode="markers+text",
        marker={
            "size": 20,
            "symbol": ["circle" if state == "value" else "diamond-open" for state in mine.state],
            "color": style.accent_text,
            "line": {
                "color": style.ground
                if len(mine) and mine.state.iloc[0] == "value"
                else style.accent_text,
                "width": 2,
            },
        },
        text=[
            f"<b>{words.value(row.value, unit)}</b> ({int(row.year)})" for row in mine.itertuples()
        ],
        textposition=[f"bottom {_side(value / highest)}" for value in mine.value],
        textfont={"size": 16, "color": style.accent_text},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary}, **value_axis(highest, unit, words)
    )
    figure.update_yaxes(visible=False, range=[-1.3, 1.7])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return figure


def _side(share: float) -> str:
    """Where a label has room: away from the nearer end of the axis."""
    return "right" if share < 0.15 else "left" if share > 0.8 else "center"


def add_spread(
    figure: go.Figure,
    summary: PeerSummary,
    style: Style,
    *,
    label: str,
    top: float,
    bottom: float,
    xanchor: str = "center",
) -> None:
    """Draw the peers' quartile band and median line, the median with its label, behind what comes after."""
    if summary.lower_quartile is not None:
        figure.add_shape(
            type="rect", layer="below", x0=summary.lower_quartile, x1=summary.upper_quartile,
            y0=bottom, y1=top, fillcolor=style.panel if style.name == "light" else style.no_data,
            line={"width": 1, "color": style.hairline},
        )  # fmt: skip
    if summary.median is not None:
        figure.add_shape(
            type="line", layer="below", x0=summary.median, x1=summary.median, y0=bottom, y1=top,
            line={"width": 2, "color": style.ink},
        )  # fmt: skip
        figure.add_annotation(
            x=summary.median, y=top, xanchor=xanchor, yanchor="bottom", showarrow=False,
            text=label, font={"size": 14, "color": style.ink}, bgcolor=style.ground,
        )  # fmt: skip

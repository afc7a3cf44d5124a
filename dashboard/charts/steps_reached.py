"""How many pathfinders have reached each step of the process."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import Style, new_figure, text_on
from dashboard.words import Words


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Bars from `queries.alliance.stage_steps`: one row per step; the rest of the bar splits into the two unknowns."""
    figure = new_figure(style, 46 * max(len(data), 1) + 50)
    labels = [words(f"step.{step}") for step in data.step]
    parts = (
        (
            "reached_count",
            "reached",
            style.accent_text if style.name == "light" else style.accent,
            "",
        ),
        ("not_reached_count", "not_reached", style.no_data, ""),
        ("no_report_count", "no_report", style.ground, "/"),
    )
    for column, status, colour, pattern in parts:
        counts = data[column]
        figure.add_bar(
            x=counts,
            y=labels,
            orientation="h",
            name=words(f"step_status.{status}"),
            marker={
                "color": colour,
                "line": {"color": style.hatch, "width": 0 if status == "reached" else 0.8},
                "pattern": {
                    "shape": pattern,
                    "fgcolor": style.hatch,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.12,
                },
            },
            text=[words.number(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            # A bar of one country is narrower than its number, which must stand there all the same.
            textangle=0,
            constraintext="none",
            textfont={"size": 15, "color": text_on(colour)},
            hovertemplate="%{y}<br>%{fullData.name}: %{x}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack", bargap=0.28, showlegend=True, legend_traceorder="normal", margin_t=40
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure

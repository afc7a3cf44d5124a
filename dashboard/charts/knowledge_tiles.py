"""The 47 as tiles, by region: for which of them one indicator is known, and how well."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import KNOWLEDGE_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

COLUMNS = 8
_GAP_BETWEEN_REGIONS = 0.75


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Tiles from `queries.alliance.knowledge` rows of one series; ``customdata`` of a tile is the country's code."""
    placed, titles, bottom = _place(data, words)
    figure = new_figure(style, int(38 * bottom) + 60)
    for knowledge in KNOWLEDGE_SIGNS:
        part = placed[placed.knowledge == knowledge]
        if part.empty:
            continue
        colour = style.knowledge[knowledge]
        figure.add_bar(
            x=part.column,
            y=[0.88] * len(part),
            base=part.row,
            width=0.92,
            name=f"{KNOWLEDGE_SIGNS[knowledge]} {words(f'knowledge.{knowledge}')}",
            marker={
                "color": colour,
                "line": {"color": style.hatch, "width": 1 if knowledge == "no_data" else 0},
                "pattern": {
                    "shape": {"no_data": "/", "not_comparable": "x"}.get(knowledge, ""),
                    "fgcolor": style.hatch if knowledge == "no_data" else style.ground,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.1,
                },
            },
            text=part.country_code,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={
                "size": 13,
                "color": style.ink if knowledge == "no_data" else text_on(colour),
            },
            customdata=part.country_code,
            hovertext=[_hover(row, words) for row in part.itertuples(index=False)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for y, title in titles:
        figure.add_annotation(
            x=-0.46, y=y, text=title, showarrow=False, xanchor="left", yanchor="bottom",
            font={"size": 14, "color": style.secondary},
        )  # fmt: skip
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend={"y": 0, "yanchor": "top", "font": {"size": 13}},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    figure.update_xaxes(visible=False, range=[-0.5, COLUMNS - 0.5])
    figure.update_yaxes(visible=False, range=[bottom, -0.05])
    return figure


def _place(data: pd.DataFrame, words: Words) -> tuple[pd.DataFrame, list[tuple[float, str]], float]:
    """Give each country a column and a row, regions below one another."""
    pieces, titles, row = [], [], 0.0
    regions = {words(f"area.{code}"): part for code, part in data.groupby("region_code")}
    for name in sorted(regions):
        members = regions[name]
        row += _GAP_BETWEEN_REGIONS
        titles.append((row - 0.06, name))
        places = range(len(members))
        pieces.append(
            members.assign(
                column=[place % COLUMNS for place in places],
                row=[row + place // COLUMNS for place in places],
            )
        )
        row += -(-len(members) // COLUMNS)
    placed = pd.concat(pieces) if pieces else data.assign(column=[], row=[])
    return placed, titles, max(row, 1.0)


def _hover(row: Any, words: Words) -> str:
    known = words(f"knowledge.{row.knowledge}")
    if row.knowledge == "no_data":
        return f"<b>{row.country_name}</b><br>{known}"
    first, last = int(row.first_year), int(row.last_year)
    return f"<b>{row.country_name}</b><br>{known}: {last if first == last else f'{first}–{last}'}"

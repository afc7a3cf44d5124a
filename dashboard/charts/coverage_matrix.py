"""What is known of every country and series: one cell each, series by SDG number, countries by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import KNOWLEDGE_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

_CELL = 20
# Room for the names across the top and for the legend, in pixels.
_NAMES, _LEGEND = 190, 60


@dataclass(frozen=True)
class _Side:
    """One side of the matrix: its column in the data, its codes in order, their names, labels and groups."""

    column: str
    codes: list[str]
    names: list[str]
    labels: list[str]
    groups: list[str]


def draw(data: pd.DataFrame, words: Words, style: Style, is_narrow: bool = False) -> go.Figure:
    """Cells from `queries.alliance.knowledge` rows: series down and countries across, or turned for a phone.

    On a phone the countries stand down the side, and the series across by their SDG numbers.
    """
    series, countries = _series(data, words, is_narrow), _countries(data, words)
    down, across = (countries, series) if is_narrow else (series, countries)
    figure = new_figure(style, _NAMES + _CELL * max(len(down.codes), 1) + _LEGEND)
    for knowledge, sign in KNOWLEDGE_SIGNS.items():
        part = data[data.knowledge == knowledge]
        _cells(figure, part, f"{sign} {words(f'knowledge.{knowledge}')}", style.knowledge[knowledge],
               style.hatch if knowledge == "no_data" else "", down, across)  # fmt: skip
    for side, update in ((across, figure.update_xaxes), (down, figure.update_yaxes)):
        update(
            type="category",
            categoryorder="array",
            categoryarray=side.names,
            tickmode="array",
            tickvals=side.names,
            ticktext=side.labels,
            tickfont={"size": 13},
            showgrid=False,
        )
    figure.update_xaxes(side="top", tickangle=-90)
    figure.update_yaxes(autorange="reversed")
    for add_line, side in ((figure.add_vline, across), (figure.add_hline, down)):
        for place in range(1, len(side.groups)):
            if side.groups[place] != side.groups[place - 1]:
                add_line(place - 0.5, line={"color": style.ink, "width": 1.4})
    figure.update_layout(
        showlegend=True,
        legend={"y": -0.01, "yanchor": "top", "itemsizing": "constant"},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )
    return figure


def _series(data: pd.DataFrame, words: Words, is_narrow: bool) -> _Side:
    rows = data.drop_duplicates("series_code")
    # Series of one SDG indicator stand together, the indicators in the order of their first series.
    firsts = list(rows.sdg_code.unique())
    rows = rows.sort_values("sdg_code", key=lambda codes: codes.map(firsts.index), kind="stable")
    names = [
        f"{row.sdg_code} · {words(f'indicator.{row.series_code}.short')}"
        for row in rows.itertuples()
    ]
    return _Side(
        "series_code",
        list(rows.series_code),
        names,
        list(rows.sdg_code) if is_narrow else names,
        list(rows.sdg_code),
    )


def _countries(data: pd.DataFrame, words: Words) -> _Side:
    rows = data.drop_duplicates("country_code")
    rows = rows.assign(region=[words(f"area.{code}") for code in rows.region_code])
    # Names come in alphabetical order; a stable sort keeps it within each region.
    rows = rows.sort_values("region", kind="stable")
    names = list(rows.country_name)
    return _Side("country_code", list(rows.country_code), names, names, list(rows.region))


def _cells(
    figure: go.Figure,
    part: pd.DataFrame,
    name: str,
    colour: str,
    hatch: str,
    down: _Side,
    across: _Side,
) -> None:
    """The cells of one state. A cell that is not known carries a stroke that meets the next cell's: a hatch."""
    rows = {code: place for place, code in enumerate(down.codes)}
    columns = {code: place for place, code in enumerate(across.codes)}
    values: list[list[int | None]] = [[None] * len(columns) for _ in rows]
    spans = [[""] * len(columns) for _ in rows]
    signs = [[""] * len(columns) for _ in rows]
    for row in part.to_dict("records"):
        y, x = rows[row[down.column]], columns[row[across.column]]
        values[y][x], spans[y][x], signs[y][x] = 1, _span(row), "╱" if hatch else name[:1]
    ink = hatch or text_on(colour)
    figure.add_heatmap(
        x=across.names,
        y=down.names,
        z=values,
        customdata=spans,
        text=signs,
        texttemplate="%{text}",
        textfont={"size": 15 if hatch else 11, "color": ink},
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        xgap=1.5,
        ygap=1.5,
        hovertemplate=f"<b>%{{x}}</b><br>%{{y}}<br>{name} %{{customdata}}<extra></extra>",
        hoverongaps=False,
    )
    # A heatmap has no entry in a legend; this one stands for it.
    figure.add_scatter(
        x=[None],
        y=[None],
        mode="markers",
        marker={
            "symbol": "square",
            "size": 14,
            "color": colour,
            "line": {"color": ink, "width": 1},
        },
        name=name,
    )


def _span(row: dict[Any, Any]) -> str:
    if pd.isna(row["last_year"]):
        return ""
    first, last = int(row["first_year"]), int(row["last_year"])
    return f"({last})" if first == last else f"({first}–{last})"

"""One small panel a country: its figures over the years, gaps left open, other age bands apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ACROSS, _ACROSS_ON_PHONE = 6, 2
_ROW = 176
# Within a panel of 1 by 1: where the plot begins and ends, and where its words stand.
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.03, 0.76, 0.17, 0.72
_NAME, _CHANGE, _YEARS, _NO_VALUE = 0.95, 0.84, 0.06, 0.12
_HEADING = 0.28


class _Panel(NamedTuple):
    """One country's place, counted from the upper left in panels, its figures by year, and its scale's end."""

    column: int
    down: float
    rows: pd.DataFrame
    top: float


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    is_yearly: bool = False,
    is_narrow: bool = False,
    across: int = _ACROSS,
) -> go.Figure:
    """Panels from `queries.indicator.years` rows, by region and name.

    Percentages and rates share one scale; of counts, each panel has its own. With ``is_yearly`` a year without a
    figure is a gap in the line; else (surveys years apart) comparable figures are joined. Figures of other age bands
    stand as open diamonds and are never joined; those published without a value stand below the line of nought.
    ``across`` is how many panels stand side by side, but on a phone.
    """
    unit = str(data.unit.iloc[0]) if len(data) else "number"
    across = _ACROSS_ON_PHONE if is_narrow else across
    panels, headings, bottom = _panels(data, words, across, unit)
    figure = new_figure(style, int(_ROW * max(bottom, 1)) + 40)
    first = int(data.year.min()) if len(data) else 0
    span = max(int(data.year.max()) - first, 1) if len(data) else 1

    # Rounded to a tenth of a pixel: the figure is sent as text.
    def x_of(panel: _Panel, year: float) -> float:
        return round(panel.column + _LEFT + (_RIGHT - _LEFT) * (year - first) / span, 3)

    def y_of(panel: _Panel, value: float) -> float:
        return round(-panel.down - 1 + _BOTTOM + (_TOP - _BOTTOM) * value / panel.top, 3)

    _add_frames(figure, panels, style)
    line_x: list[float | None] = []
    line_y: list[float | None] = []
    for panel in panels:
        for run in _runs(panel.rows[panel.rows.state == "value"], is_yearly):
            line_x += [*(x_of(panel, year) for year in run.year), None]
            line_y += [*(y_of(panel, value) for value in run.value), None]
    figure.add_scatter(
        x=line_x, y=line_y, mode="lines", line={"color": style.accent_text, "width": 2},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    for kind, symbol in (
        ("value", "circle"),
        ("not_comparable", "diamond-open"),
        ("", "line-ns-open"),
    ):
        found = [
            (panel, row)
            for panel in panels
            for row in panel.rows.itertuples()
            if (row.state == kind if kind else pd.isna(row.value))
        ]
        if not found:
            continue
        figure.add_scatter(
            x=[x_of(panel, row.year) for panel, row in found],
            y=[
                y_of(panel, row.value) if pd.notna(row.value) else -panel.down - 1 + _NO_VALUE
                for panel, row in found
            ],
            mode="markers",
            name=words(f"state.{kind}" if kind else "indicator_page.trends.without_value"),
            showlegend=kind != "value",
            marker={
                "size": 5 if is_yearly and kind == "value" else 8,
                "symbol": symbol,
                "color": style.accent_text if kind == "value" else style.secondary,
                "line": {"width": 0 if kind == "value" else 1.5},
            },
            customdata=[row.country_code for _, row in found],
            hovertext=[_hover(row, unit, words) for _, row in found],
            hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    _add_words(figure, panels, first, first + span, unit, words, style, is_narrow)
    for down, text in headings:
        figure.add_annotation(
            x=0, xanchor="left", y=-down - _HEADING / 2, showarrow=False, text=f"<b>{text}</b>",
            font={"size": 15, "color": style.ink},
        )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, across])
    figure.update_yaxes(visible=False, range=[-max(bottom, 1), 0])
    figure.update_layout(
        showlegend=True, legend={"y": 0, "yanchor": "top"}, margin={"l": 0, "r": 0, "t": 0, "b": 36}
    )
    return figure


def _hover(row: Any, unit: str, words: Words) -> str:
    value = words.value(row.value, unit) if pd.notna(row.value) else words(f"state.{row.state}")
    age = "" if row.state == "value" else f", {words(f'age.{row.age}').lower()}"
    return f"<b>{row.country_name}</b> {row.year}: {value}{age}"


def _panels(
    data: pd.DataFrame, words: Words, across: int, unit: str
) -> tuple[list[_Panel], list[tuple[float, str]], float]:
    """The panels, the regions' headings with their place, and how many rows all of it takes."""
    highest = float(data.value.max()) if data.value.notna().any() else 1.0
    panels, headings, down = [], [], 0.0
    regions = {words(f"area.{code}"): part for code, part in data.groupby("region_code")}
    for name in sorted(regions):
        headings.append((down, name))
        down += _HEADING
        countries = [part for _, part in regions[name].groupby("country_code", sort=False)]
        for number, rows in enumerate(countries):
            own = float(rows.value.max()) if unit == "number" else highest
            panels.append(_Panel(number % across, down + number // across, rows, max(own, 1e-9)))
        down += -(-len(countries) // across)
    return panels, headings, down


def _runs(known: pd.DataFrame, is_yearly: bool) -> Iterator[pd.DataFrame]:
    """Figures that one line joins: all of them, or in a yearly series those of years in a row."""
    if not is_yearly:
        yield known
        return
    for _, run in known.groupby((known.year.diff() != 1).cumsum()):
        yield run


def _add_frames(figure: go.Figure, panels: list[_Panel], style: Style) -> None:
    """The line of nought and, fainter, the end of the scale in each panel."""
    for level, colour in ((_TOP, style.hairline), (_BOTTOM, style.hatch)):
        x: list[float | None] = []
        y: list[float | None] = []
        for panel in panels:
            x += [panel.column + _LEFT, panel.column + _RIGHT, None]
            y += [-panel.down - 1 + level, -panel.down - 1 + level, None]
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": colour, "width": 1}, hoverinfo="skip",
            showlegend=False,
        )  # fmt: skip


def _add_words(
    figure: go.Figure,
    panels: list[_Panel],
    first: int,
    last: int,
    unit: str,
    words: Words,
    style: Style,
    is_narrow: bool,
) -> None:
    """Name, first and latest figure, years and the scale's end of every panel, as texts of few traces."""
    names, changes, years, ends = [], [], [], []
    for panel in panels:
        left, right, low = panel.column + _LEFT, panel.column + _RIGHT, -panel.down - 1
        known = panel.rows[panel.rows.state == "value"]
        name = wrapped(str(panel.rows.country_name.iloc[0]), 21 if is_narrow else 30, 1)
        names.append((left, low + _NAME, f"<b>{name}</b>"))
        said = [f"{words.value(row.value, unit)} ({row.year})" for row in known.itertuples()]
        # On a phone there is room for the latest alone.
        ends_of_run = dict.fromkeys(said[-1:] if is_narrow else [*said[:1], *said[-1:]])
        changes.append((left, low + _CHANGE, " → ".join(ends_of_run)))
        years.append((left, low + _YEARS, f"{first}–{last}"))
        ends.append((right, low + _TOP, words.value(panel.top, unit)))
    for texts, colour in (
        (names, style.ink),
        (changes, style.ink),
        (years, style.secondary),
        (ends, style.secondary),
    ):
        figure.add_scatter(
            x=[x for x, _, _ in texts],
            y=[y for _, y, _ in texts],
            mode="text",
            text=[text for _, _, text in texts],
            textposition="middle right",
            textfont={"size": 13, "color": colour},
            hoverinfo="skip",
            showlegend=False,
            cliponaxis=False,
        )

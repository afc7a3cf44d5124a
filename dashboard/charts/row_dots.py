"""Two or more values of one thing on a line, a row each: base and latest, women and men, one publisher and another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

# Rows and headings in pixels; on a phone a row's words stand above it.
_ROW, _ROW_ON_PHONE, _HEADING, _REST = 30, 52, 1.5, 92
_SYMBOLS = ("circle-open", "circle", "diamond", "square-open", "triangle-up", "x", "star")


def draw(data: pd.DataFrame, words: Words, style: Style, is_narrow: bool = False) -> go.Figure:
    """Rows of heading (or ""), label, said, kind, value, unit, word, hover, country_code: one a dot, rows in their order.

    ``kind`` is the dot's word in the legend, each with a symbol of its own in the order of appearance; ``word`` (or
    "") a word on progress whose colour the second kind takes; ``said`` stands beside its row, on a phone above it.
    """
    unit = str(data.unit.iloc[0]) if len(data) else "number"
    rows = data.drop_duplicates(["heading", "label"]).reset_index(drop=True)
    places, headings, bottom = _places(list(rows.heading))
    at = dict(zip(zip(rows.heading, rows.label, strict=True), places, strict=True))
    dots = data.assign(y=[at[key] for key in zip(data.heading, data.label, strict=True)])
    height = _ROW_ON_PHONE if is_narrow else _ROW
    figure = new_figure(style, int(height * max(bottom, 1)) + _REST)
    _add_lines(figure, dots, style)
    for number, kind in enumerate(dict.fromkeys(data.kind)):
        part = dots[dots.kind == kind]
        plain = style.accent_text if number == 1 else style.secondary
        figure.add_scatter(
            x=part.value,
            y=part.y,
            mode="markers",
            name=kind,
            marker={
                "size": 12,
                "symbol": _SYMBOLS[number % len(_SYMBOLS)],
                "color": [
                    style.outcomes.get(word, plain) if number else plain for word in part.word
                ],
                "line": {"width": 2 if number in (0, 3) else 0},
            },
            customdata=part.country_code,
            hovertext=part.hover,
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    notes = [{"x": 0, "xanchor": "left", "y": y, "text": f"<b>{text}</b>"} for y, text in headings]
    if is_narrow:
        notes += [
            {"x": 0, "xanchor": "left", "y": y - 0.38, "text": f"{row.label} {row.said}"}
            for row, y in zip(rows.itertuples(), places, strict=True)
        ]
    else:
        notes += [
            {"x": 1, "xanchor": "left", "xshift": 12, "y": y, "text": said}
            for said, y in zip(rows.said, places, strict=True)
        ]
        widest = max((len(said) for said in rows.said), default=0)
        figure.update_layout(margin_r=24 + 8 * widest)
    # All at once: Plotly checks those that are there again with each that is added.
    figure.update_layout(
        annotations=[
            note | {"xref": "paper", "showarrow": False, "font": {"size": 14, "color": style.ink}}
            for note in notes
        ]
    )
    highest = float(data.value.max()) if len(data) else 1.0
    figure.update_xaxes(
        side="top",
        tickfont={"size": 13, "color": style.secondary},
        **value_axis(highest, unit, words, 0.04),
    )
    figure.update_yaxes(
        range=[max(bottom, 1) - 0.3, -0.8], showgrid=False, tickmode="array",
        tickvals=[] if is_narrow else places,
        ticktext=[] if is_narrow else [wrapped(label, 34) for label in rows.label],
    )  # fmt: skip
    figure.update_layout(
        showlegend=True, legend={"y": 1, "yref": "container", "yanchor": "top"}, margin_t=66
    )
    return figure


def _places(headings: Sequence[str]) -> tuple[list[float], list[tuple[float, str]], float]:
    """Where each row stands, where each new heading stands above its rows, and how many rows all of it takes."""
    places: list[float] = []
    shown: list[tuple[float, str]] = []
    y, last = 0.0, ""
    for heading in headings:
        if heading != last:
            shown.append((y + 0.1, heading))
            y, last = y + _HEADING - 0.4, heading
        places.append(y)
        y += 1
    return places, shown, y


def _add_lines(figure: go.Figure, dots: pd.DataFrame, style: Style) -> None:
    """A thin line from the lowest to the highest dot of each row."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, part in dots.groupby("y"):
        x += [float(part.value.min()), float(part.value.max()), None]
        y += [float(str(place)), float(str(place)), None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": style.hatch, "width": 2}, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip

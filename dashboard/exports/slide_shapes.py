"""A Plotly figure as single shapes that can be edited: Gantt bars, cells of a matrix, tiles."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
from pptx.enum.shapes import MSO_SHAPE
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Pt

from dashboard.exports.figure_parts import numbers, place_of
from dashboard.exports.slide_pen import (
    PATTERNS,
    add_line,
    add_mark,
    add_text,
    height_of,
    is_colour,
    make_flat,
    points,
    rgb,
    width_of,
    write,
)
from dashboard.exports.slide_plane import (
    Plane,
    add_bands,
    add_names,
    add_notes,
    lines_of,
    values_of,
)
from dashboard.theme import Style

_DAY_MILLISECONDS = 86_400_000
_BAR_HEIGHT = 0.8
_NO_AIR = 0.88


class _Cell(NamedTuple):
    """A rectangle in values of the axes, and its looks."""

    x0: float
    x1: float
    y0: float
    y1: float
    colour: str
    pattern: str
    ink: str
    outline: str
    outline_width: float
    text: str
    text_size: float
    text_colour: str
    is_text_at_start: bool


def add_shapes(
    shapes: SlideShapes,
    figure: go.Figure,
    plane: Plane,
    style: Style,
    add_chart: Callable[[SlideShapes, Plane], object] | None = None,
) -> None:
    """Every bar and cell as a rectangle, marks, lines and words as they stand in the figure.

    ``add_chart`` adds a chart with the bars instead, between the grid and the marks.
    """
    # No chart writes the ticks here.
    x_axis = replace(plane.x_axis, step=None)
    plane = replace(plane, x_axis=x_axis, y_axis=replace(plane.y_axis, step=None))
    add_bands(shapes, figure, plane)
    if x_axis.is_visible and x_axis.has_grid:
        for value, _ in x_axis.ticks:
            if x_axis.low <= value <= x_axis.high:
                x = plane.x(value)
                add_line(shapes, (x, plane.plot.top, x, plane.plot.bottom), style.hairline, 0.75)
    if add_chart:
        add_chart(shapes, plane)
    for trace in () if add_chart else figure.data:
        if trace.type != "scatter":
            found = _cells_of_bars if trace.type == "bar" else _cells_of_matrix
            for cell in found(figure, trace, style):
                _add_cell(shapes, cell, plane)
    for (x0, x1, y0, y1), line in lines_of(figure, plane):
        colour = line.color if is_colour(line.color) else style.hatch
        ends = (plane.x(x0), plane.y(y0), plane.x(x1), plane.y(y1))
        add_line(shapes, ends, colour, float(line.width or 1), line.dash)
    for trace in figure.data:
        if trace.type == "scatter":
            _add_scatter(shapes, figure, trace, plane, style)
    add_names(shapes, plane, style)
    add_notes(shapes, figure, plane, style)


def _add_cell(shapes: SlideShapes, cell: _Cell, plane: Plane) -> None:
    if not plane.holds((cell.y0 + cell.y1) / 2):
        return
    left, right = sorted((plane.x(cell.x0), plane.x(cell.x1)))
    top, bottom = sorted((plane.y(cell.y0), plane.y(cell.y1)))
    shape = shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(left), Emu(top), Emu(max(right - left, 1)), Emu(max(bottom - top, 1))
    )  # fmt: skip
    make_flat(shape)
    if cell.pattern in PATTERNS:
        shape.fill.patterned()
        shape.fill.pattern = PATTERNS[cell.pattern]
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(cell.ink), rgb(cell.colour)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(cell.colour)
    if cell.outline_width and is_colour(cell.outline):
        shape.line.color.rgb, shape.line.width = rgb(cell.outline), Pt(cell.outline_width)
    else:
        shape.line.fill.background()
    size = cell.text_size
    # A text that is higher or wider than its cell becomes smaller, but stays a text.
    room = min(
        # A line of text needs no air within a cell, and letters are counted as wide ones.
        (bottom - top) / max(height_of(cell.text, size) * _NO_AIR, 1),
        (right - left) / max(width_of(cell.text, size) * _NO_AIR, 1),
    )
    if cell.text:
        size = max(size * min(room, 1.0), 7.0)
        align = "left" if cell.is_text_at_start else "center"
        write(shape.text_frame, cell.text, size, cell.text_colour, align=align)


def _cells_of_bars(figure: go.Figure, trace: Any, style: Style) -> Iterator[_Cell]:
    is_across = trace.orientation == "h"
    along, other = ("x", "y") if is_across else ("y", "x")
    unit = _DAY_MILLISECONDS if figure.layout[f"{along}axis"].type == "date" else 1
    lengths = [(length or 0.0) / unit for length in numbers(trace[along])]
    places = place_of(figure, other, trace[other])
    bases = _bases(figure, trace, along, len(lengths))
    for number, (length, place, base) in enumerate(zip(lengths, places, bases, strict=True)):
        if place is None or base is None or not length:
            continue
        width = float(_one(trace.width, number) or _BAR_HEIGHT)
        offset = _one(trace.offset, number)
        start = place + (-width / 2 if offset is None else float(offset))
        ends = (base, base + length), (start, start + width)
        (x0, x1), (y0, y1) = ends if is_across else ends[::-1]
        yield _Cell(x0, x1, y0, y1, *_look(trace, number, style))


def _bases(figure: go.Figure, trace: Any, along: str, count: int) -> list[float | None]:
    """Where each bar begins: as given, else on top of the bars of earlier traces, or at nought."""
    if trace.base is not None:
        is_one = isinstance(trace.base, str | int | float)
        return place_of(figure, along, [trace.base] * count if is_one else trace.base)
    if figure.layout.barmode != "stack":
        return [0.0] * count
    other = "y" if along == "x" else "x"
    below: dict[Any, float] = {}
    for earlier in figure.data:
        if earlier is trace:
            break
        if earlier.type == "bar":
            for place, length in zip(earlier[other], numbers(earlier[along]), strict=True):
                below[place] = below.get(place, 0.0) + (length or 0.0)
    return [below.get(place, 0.0) for place in trace[other]]


def _look(trace: Any, number: int, style: Style) -> tuple:
    marker = trace.marker
    colour = _one(marker.color, number)
    text = _one(trace.text, number) or ""
    ink = _one(trace.textfont.color, number)
    return (
        colour if is_colour(colour) else style.no_data,
        str(_one(marker.pattern.shape, number) or ""),
        marker.pattern.fgcolor if is_colour(marker.pattern.fgcolor) else style.hatch,
        str(_one(marker.line.color, number) or ""),
        float(_one(marker.line.width, number) or 0),
        str(text),
        points(trace.textfont.size),
        ink if is_colour(ink) else style.ink,
        trace.insidetextanchor == "start",
    )


def _cells_of_matrix(figure: go.Figure, trace: Any, style: Style) -> Iterator[_Cell]:
    colour = trace.colorscale[-1][1]
    ink = trace.textfont.color
    columns, rows = place_of(figure, "x", trace.x), place_of(figure, "y", trace.y)
    for number, y in enumerate(rows):
        for place, x in enumerate(columns):
            value = trace.z[number][place]
            if x is None or y is None or pd.isna(value):
                continue
            text = trace.text[number][place] if trace.text is not None else ""
            yield _Cell(
                x - 0.48, x + 0.48, y - 0.46, y + 0.46,
                colour if is_colour(colour) else style.no_data, "", style.hatch, style.hairline, 0.75,
                str(text or ""), points(trace.textfont.size), ink if is_colour(ink) else style.ink, False,
            )  # fmt: skip


def _add_scatter(
    shapes: SlideShapes, figure: go.Figure, trace: Any, plane: Plane, style: Style
) -> None:
    places, mode = values_of(figure, trace), trace.mode or ""
    if "lines" in mode:
        colour = trace.line.color if is_colour(trace.line.color) else style.hatch
        for (x0, y0), (x1, y1) in itertools.pairwise(places):
            if x0 is None or x1 is None or y0 is None or y1 is None:
                continue
            if plane.holds(y0) and plane.holds(y1):
                ends = (plane.x(x0), plane.y(y0), plane.x(x1), plane.y(y1))
                add_line(shapes, ends, colour, float(trace.line.width or 1), trace.line.dash)
    for number, (x, y) in enumerate(places):
        if x is None or y is None or not plane.holds(y):
            continue
        if "markers" in mode:
            marker = trace.marker
            colour = _one(marker.color, number)
            if not is_colour(colour):
                colour = _one(marker.line.color, number)
            add_mark(
                shapes, str(_one(marker.symbol, number) or "circle"), plane.x(x), plane.y(y),
                float(_one(marker.size, number) or 10) * 0.8,
                colour if is_colour(colour) else style.ink,
                max(float(_one(marker.line.width, number) or 1), 1),
            )  # fmt: skip
        text = _one(trace.text, number)
        if "text" in mode and text:
            side = str(_one(trace.textposition, number) or "middle center").split()
            ink = trace.textfont.color
            add_text(
                shapes, str(text), plane.x(x), plane.y(y), points(trace.textfont.size),
                ink if is_colour(ink) else style.ink,
                align={"left": "right", "right": "left"}.get(side[-1], "center"),
                anchor={"top": "bottom", "bottom": "top"}.get(side[0], "middle"),
            )  # fmt: skip


def _one(value: Any, number: int) -> Any:
    """The value of one point, of one value for all or one value each."""
    if value is None or isinstance(value, str | int | float):
        return value
    return value[number]

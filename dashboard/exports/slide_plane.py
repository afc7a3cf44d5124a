"""A part of a slide as a plane with two axes: where values stand on it, and what is written around them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
from pptx.enum.shapes import MSO_SHAPE
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Inches, Pt

from dashboard.exports.figure_parts import Axis, axis_of, paragraphs, place_of
from dashboard.exports.slide_pen import (
    ALIGN,
    DENSE_SIZE,
    GAP,
    TICK_SIZE,
    Box,
    add_text,
    add_upright,
    height_of,
    is_colour,
    make_flat,
    points,
    rgb,
    width_of,
)
from dashboard.theme import Style

# The names of rows take this share of the width at most: letters are counted as if all were wide.
_NAMES_AT_MOST = 0.36
# A text of so many letters needs no second line on a slide; nor does one of more where nothing stands beside it.
_ONE_LINE, _ONE_LONG_LINE = 44, 80


@dataclass(frozen=True)
class Plane:
    """A plot: its rectangle within the ``box`` that it may use with all its words, and its two axes."""

    box: Box
    plot: Box
    x_axis: Axis
    y_axis: Axis

    @property
    def tick_size(self) -> float:
        """The size of its ticks' texts in points."""
        return tick_size_of(self.x_axis)

    def x(self, value: float) -> int:
        """Where a value of the x axis stands, in EMU from the slide's left."""
        return round(self.plot.left + self.x_axis.share(value) * self.plot.width)

    def y(self, value: float) -> int:
        """Where a value of the y axis stands, in EMU from the slide's top."""
        return round(self.plot.bottom - self.y_axis.share(value) * self.plot.height)

    def holds(self, value: float | None) -> bool:
        """Whether a value lies on the y axis of this part of the figure."""
        return value is not None and self.y_axis.low - 1e-9 <= value <= self.y_axis.high + 1e-9


def tick_size_of(x_axis: Axis) -> float:
    """Smaller where columns are so many that their heads run upwards."""
    return DENSE_SIZE if x_axis.is_upright else TICK_SIZE


def in_one_line(markup: str, letters: int = _ONE_LINE) -> str:
    """A text that is wrapped for a page, in one line where a slide has room for it; a heading keeps its own line."""
    line = markup.replace("<br>", " ")
    is_short = sum(len(run.text) for run in paragraphs(line)[0]) <= letters
    return line if is_short and "</b><br>" not in markup else markup


def plane_of(figure: go.Figure, box: Box, window: tuple[float, float] | None = None) -> Plane:
    """The plane of a figure in a box, with room for its names and the words beside it.

    ``window``: the y axis from and to, where the figure goes over several slides.
    """
    whole = plane_of_axes(figure, box, window)
    x_axis, y_axis = whole.x_axis, whole.y_axis
    y_axis = replace(y_axis, ticks=[(value, in_one_line(text)) for value, text in y_axis.ticks])
    size = whole.tick_size
    names = [width_of(text, size) for _, text in y_axis.ticks] if y_axis.is_visible else []
    left = min(max(names, default=0), round(box.width * _NAMES_AT_MOST)) + (GAP * 2 if names else 0)  # fmt: skip
    beside = [
        width_of(in_one_line(note.text), points(note.font.size)) + GAP * 2
        for note in figure.layout.annotations
        if note.xref == "paper" and note.x is not None and note.x >= 1 and note.xanchor == "left"
    ]
    right = max(beside, default=GAP * 2)
    x_axis = _with_room(x_axis, box.width - left - right)
    measure = width_of if x_axis.is_upright else height_of
    said = [measure(text, size) for _, text in x_axis.ticks] if x_axis.is_visible else []
    ticks_height = max(said, default=0) + (GAP if said else 0)
    title = Inches(0.28) if x_axis.title else 0
    # A text above the plot, on a place of the paper, needs its line too.
    above = (ticks_height + title) if x_axis.is_opposite else 0
    above = max(above, Inches(0.28) if y_axis.title else 0)
    below = 0 if x_axis.is_opposite else ticks_height + title
    below += Inches(0.25) if any(_stands_below(note) for note in figure.layout.annotations) else 0
    plot = Box(
        box.left + left,
        box.top + above,
        max(box.width - left - right, Inches(1)),
        max(box.height - above - below, Inches(0.5)),
    )
    return Plane(box, plot, x_axis, y_axis)


def plane_of_axes(figure: go.Figure, box: Box, window: tuple[float, float] | None) -> Plane:
    """The plane with a whole box as its plot; ``window`` as in `plane_of`."""
    x_axis, y_axis = axis_of(figure, "x"), axis_of(figure, "y")
    if window:
        ticks = [tick for tick in y_axis.ticks if window[0] <= tick[0] <= window[1]]
        low_first = y_axis.start < y_axis.end
        ends = window if low_first else (window[1], window[0])
        y_axis = replace(y_axis, start=ends[0], end=ends[1], ticks=ticks)
    return Plane(box, box, x_axis, y_axis)


def _with_room(axis: Axis, width: int) -> Axis:
    """The axis with the words of its ticks in lines that end before the next tick's begin."""
    places = sorted(value for value, _ in axis.ticks)
    if axis.step is not None or axis.is_upright or len(places) < 2:
        return axis
    pitch = min(second - first for first, second in itertools.pairwise(places))
    room = round(width * pitch / (axis.high - axis.low)) - GAP
    return replace(axis, ticks=[(value, _wrapped(text, room)) for value, text in axis.ticks])


def _wrapped(markup: str, room: int) -> str:
    """A text set anew in lines as wide as the room in EMU; bold lines stay bold, and apart."""
    lines = []
    for is_bold, parts in itertools.groupby(markup.split("<br>"), lambda line: line.startswith("<b>")):  # fmt: skip
        kept = ""
        for word in " ".join(part.removeprefix("<b>").removesuffix("</b>") for part in parts).split(" "):  # fmt: skip
            longer = f"{kept} {word}".strip()
            if kept and width_of(longer, TICK_SIZE) > room:
                lines.append(f"<b>{kept}</b>" if is_bold else kept)
                longer = word
            kept = longer
        lines.append(f"<b>{kept}</b>" if is_bold else kept)
    return "<br>".join(lines)


def _stands_below(note: Any) -> bool:
    return note.yref == "paper" and note.y == 0 and note.yanchor == "top"


def add_names(shapes: SlideShapes, plane: Plane, style: Style) -> None:
    """The texts of both axes' ticks that no chart writes by itself, and their titles."""
    x_axis, y_axis = plane.x_axis, plane.y_axis
    _add_title_of_rows(shapes, plane, style)
    if y_axis.is_visible and y_axis.step is None:
        for value, text in y_axis.ticks:
            if plane.holds(value):
                add_text(
                    shapes, text, plane.plot.left - GAP, plane.y(value), plane.tick_size, style.ink, align="right"
                )  # fmt: skip
    if x_axis.is_visible and x_axis.step is None:
        edge, anchor = (plane.plot.top - GAP // 2, "bottom") if x_axis.is_opposite else (plane.plot.bottom + GAP // 2, "top")  # fmt: skip
        for value, text in x_axis.ticks:
            if x_axis.low <= value <= x_axis.high:
                write_tick = add_upright if x_axis.is_upright else add_text
                write_tick(
                    shapes, text, plane.x(value), edge, plane.tick_size, style.secondary, align="center", anchor=anchor
                )  # fmt: skip
    if x_axis.title:
        place = plane.box.top if x_axis.is_opposite else plane.box.bottom
        anchor = "top" if x_axis.is_opposite else "bottom"
        middle = plane.plot.left + plane.plot.width // 2
        add_text(
            shapes, x_axis.title, middle, place, TICK_SIZE, style.secondary, align="center", anchor=anchor
        )  # fmt: skip


def _add_title_of_rows(shapes: SlideShapes, plane: Plane, style: Style) -> None:
    """What the rows are, above their names: upright, so that nobody turns their head."""
    if plane.y_axis.title:
        add_text(
            shapes, plane.y_axis.title, plane.box.left, plane.plot.top - GAP // 2, TICK_SIZE,
            style.secondary, anchor="bottom",
        )  # fmt: skip


def add_notes(
    shapes: SlideShapes, figure: go.Figure, plane: Plane, style: Style, *, pixel: int = 9_000
) -> None:
    """The figure's annotations, each where its values stand; ``pixel`` in EMU is the unit of what shifts them."""
    has_rows = plane.y_axis.is_visible and plane.y_axis.step is None
    for note in figure.layout.annotations:
        if note.showarrow or not note.text:
            continue
        (x,) = place_of(figure, "x", [note.x])
        (y,) = place_of(figure, "y", [note.y])
        if x is None or y is None:
            continue
        if note.yref != "paper" and not plane.holds(y):
            continue
        left = plane.plot.left + x * plane.plot.width if note.xref == "paper" else plane.x(x)
        top = plane.plot.bottom - y * plane.plot.height if note.yref == "paper" else plane.y(y)
        if note.xref == "paper" and x == 0 and note.xanchor == "left" and plane.y_axis.is_visible:
            left = plane.box.left if plane.y_axis.step is None else left
        add_text(
            shapes,
            # Rows are nearer on a slide than on a page, and there is room beside.
            in_one_line(note.text, _ONE_LINE if note.xref == "paper" else _ONE_LONG_LINE)
            if has_rows
            else note.text,
            round(left + (note.xshift or 0) * pixel),
            round(top - (note.yshift or 0) * pixel),
            points(note.font.size),
            note.font.color if is_colour(note.font.color) else style.ink,
            align=note.xanchor if note.xanchor in ALIGN else "center",
            anchor=note.yanchor if note.yanchor in ("top", "middle", "bottom") else "middle",
            ground=note.bgcolor,
        )


def add_bands(shapes: SlideShapes, figure: go.Figure, plane: Plane) -> None:
    """The figure's rectangles, cut at the plane's ends; they go below what is added after them."""
    for shape in figure.layout.shapes:
        if shape.type != "rect" or not is_colour(shape.fillcolor):
            continue
        x0, x1, y0, y1 = ends_of(figure, shape, plane)
        if y1 <= y0:
            continue
        edges = sorted((plane.x(x0), plane.x(x1))), sorted((plane.y(y0), plane.y(y1)))
        band = shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(edges[0][0]), Emu(edges[1][0]),
            Emu(edges[0][1] - edges[0][0]), Emu(edges[1][1] - edges[1][0]),
        )  # fmt: skip
        make_flat(band)
        band.fill.solid()
        band.fill.fore_color.rgb = rgb(shape.fillcolor)
        if shape.line.width and is_colour(shape.line.color):
            band.line.color.rgb = rgb(shape.line.color)
            band.line.width = Pt(0.75)
        else:
            band.line.fill.background()


def lines_of(
    figure: go.Figure, plane: Plane
) -> Iterator[tuple[tuple[float, float, float, float], Any]]:
    """The figure's straight lines as (x0, x1, y0, y1) within the plane, each with its Plotly look."""
    for shape in figure.layout.shapes:
        if shape.type != "line":
            continue
        x0, x1, y0, y1 = ends_of(figure, shape, plane)
        if y0 <= y1:
            yield (x0, x1, y0, y1), shape.line


def ends_of(figure: go.Figure, shape: Any, plane: Plane) -> tuple[float, float, float, float]:
    """The x and y of a shape's corners as values, y from small to large and within the plane."""

    def value(letter: str, place: Any, axis: Axis) -> float:
        if str(shape[f"{letter}ref"]).endswith(("paper", "domain")):
            return axis.start + float(place) * (axis.end - axis.start)
        (found,) = place_of(figure, letter, [place])
        return found or 0.0

    x0, x1 = (value("x", place, plane.x_axis) for place in (shape.x0, shape.x1))
    low, high = sorted(value("y", place, plane.y_axis) for place in (shape.y0, shape.y1))
    return x0, x1, max(low, plane.y_axis.low), min(high, plane.y_axis.high)


def values_of(figure: go.Figure, trace: Any) -> list[tuple[float | None, float | None]]:
    """The places of a trace's points as (x, y)."""
    if trace.x is None or trace.y is None:
        return []
    return list(zip(place_of(figure, "x", trace.x), place_of(figure, "y", trace.y), strict=True))

"""A Plotly figure without axes to read, such as a map or many small panels, as PowerPoint's freeform shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu

from dashboard.exports.figure_parts import plain
from dashboard.exports.slide_pen import PIXEL, Box, add_text, is_colour, points
from dashboard.exports.slide_plane import Plane, add_notes, ends_of, plane_of_axes, values_of
from dashboard.exports.slide_windows import height_of_window
from dashboard.theme import Style

# Places within a shape are kept in hundredths of a point: nobody sees less, and files stay small.
_UNIT = 127
# A figure's widths of lines in pixels, in points.
_LINE = 0.75
# What stands this near to the plot's edge, in EMU, is within it.
_EDGE = 12_700

Path = np.ndarray


def add_drawing(shapes: SlideShapes, figure: go.Figure, plane: Plane, style: Style) -> None:
    """Every trace as one shape (areas, lines, marks of one look) or as texts, in the figure's order; then its words."""
    for trace in figure.data:
        mode = trace.mode or ""
        places = np.array(
            [[np.nan if part is None else part for part in pair] for pair in values_of(figure, trace)]
        ).reshape(-1, 2)  # fmt: skip
        paths = list(_on_slide(places, plane))
        name = plain(trace.name or "")
        if trace.fill == "toself":
            rings = [ring for path in paths if len(ring := _within(path, plane.plot)) > 2]
            add_freeform(shapes, rings, name, fill=trace.fillcolor, line=trace.line, is_closed=True)
        elif "lines" in mode:
            add_freeform(shapes, list(_pieces(paths, plane.plot)), name, line=trace.line)
        if "markers" in mode:
            _add_marks(shapes, trace, np.concatenate([*paths, np.empty((0, 2))]), places, plane)
        if "text" in mode:
            _add_words(shapes, figure, trace, plane, style)
    for shape in figure.layout.shapes:
        if shape.type == "path":
            _add_path(shapes, shape, plane)
        elif shape.type == "rect":
            x0, x1, y0, y1 = ends_of(figure, shape, plane)
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
            ring = np.array([(plane.x(x), plane.y(y)) for x, y in corners], dtype=float)
            add_freeform(shapes, [ring], "", fill=shape.fillcolor, line=shape.line, is_closed=True)
    add_notes(shapes, figure, plane, style, pixel=PIXEL)


def drawing_plane(figure: go.Figure, box: Box, window: tuple[float, float] | None = None) -> Plane:
    """The plane of a figure without axes: its margins in pixels, and one scale for both axes where the figure has one."""
    margin = figure.layout.margin
    left, right, top, bottom = (round((margin[side] or 0) * PIXEL) for side in "lrtb")
    if figure.layout.showlegend:
        # Its place is above, where other slides have theirs.
        top = bottom = 0
    plane = plane_of_axes(figure, box, window)
    x_axis, y_axis = plane.x_axis, plane.y_axis
    width, height = box.width - left - right, box.height - top - bottom
    across, along = x_axis.high - x_axis.low, y_axis.high - y_axis.low
    if figure.layout.yaxis.scaleanchor:
        scale = min(width / across, height / along)
        wide, high = round(across * scale), round(along * scale)
        left, top = left + (width - wide) // 2, top + (height - high) // 2
        width, height = wide, high
    elif window:
        # Rows are no higher than on the page, on the last slide either.
        height = min(height, height_of_window(figure, window))
    plot = Box(box.left + left, box.top + top, width, height)
    return Plane(box, plot, x_axis, y_axis)


def _on_slide(places: Path, plane: Plane) -> Iterator[Path]:
    """Paths in EMU from values; a row without numbers divides them."""
    if not len(places):
        return
    plot = plane.plot
    at = np.array(
        [
            (
                plot.left + plane.x_axis.share(x) * plot.width,
                plot.bottom - plane.y_axis.share(y) * plot.height,
            )
            for x, y in places
        ]
    )
    is_gap = np.isnan(at).any(axis=1)
    for _, rows in groupby(range(len(at)), key=lambda row: bool(is_gap[row])):
        numbers = list(rows)
        if not is_gap[numbers[0]]:
            yield at[numbers]


def _within(ring: Path, box: Box) -> Path:
    """What lies of an area in a box; its cut edges run along the box."""
    for column, limit, is_least in (
        (0, box.left, True), (0, box.right, False), (1, box.top, True), (1, box.bottom, False),
    ):  # fmt: skip
        if not len(ring):
            break
        inside = (ring[:, column] >= limit) if is_least else (ring[:, column] <= limit)
        if inside.all():
            continue
        kept: list[Path] = []
        for (first, is_in), (second, will_be_in) in zip(
            zip(np.roll(ring, 1, axis=0), np.roll(inside, 1), strict=True),
            zip(ring, inside, strict=True),
            strict=True,
        ):
            if is_in != will_be_in:
                share = (limit - first[column]) / (second[column] - first[column])
                kept.append(first + share * (second - first))
            if will_be_in:
                kept.append(second)
        ring = np.array(kept).reshape(-1, 2)
    return ring


def _pieces(paths: Sequence[Path], box: Box) -> Iterator[Path]:
    """What lies of lines in a box."""
    low, high = np.array([box.left, box.top]) - _EDGE, np.array([box.right, box.bottom]) + _EDGE
    for path in paths:
        if ((path >= low) & (path <= high)).all():
            yield path
            continue
        for first, second in pairwise(path):
            along = second - first
            with np.errstate(divide="ignore", invalid="ignore"):
                ends = np.stack([(low - first) / along, (high - first) / along])
            # A line along an axis meets the edges beside it nowhere, or lies wholly beyond them.
            if ((along == 0) & ((first < low) | (first > high))).any():
                continue
            ends = np.where(along == 0, np.array([[-np.inf], [np.inf]]), ends)
            start, end = max(ends.min(axis=0).max(), 0.0), min(ends.max(axis=0).min(), 1.0)
            if start < end:
                yield np.array([first + start * along, first + end * along])


def _add_marks(shapes: SlideShapes, trace: Any, at: Path, places: Path, plane: Plane) -> None:
    """All marks of one look as one shape."""
    kept = ~np.isnan(places).any(axis=1)
    marker = trace.marker
    looks = [
        _each(value, len(places)) for value in (marker.symbol, marker.size, marker.color, marker.line.color, marker.line.width)
    ]  # fmt: skip
    found: dict[tuple[Any, ...], list[Path]] = {}
    box = plane.plot
    for place, look in zip(at, (look for look, is_kept in zip(zip(*looks, strict=True), kept, strict=True) if is_kept), strict=True):  # fmt: skip
        is_seen = (
            box.left - _EDGE <= place[0] <= box.right + _EDGE
            and box.top - _EDGE <= place[1] <= box.bottom + _EDGE
        )
        if is_seen and (is_colour(look[2]) or is_colour(look[3])):
            found.setdefault(look, []).append(place)
    for (symbol, size, colour, edge, width), centres in found.items():
        name = str(symbol or "circle")
        outline = {"color": edge if is_colour(edge) else colour, "width": width or 0}
        ring = _ring(name) * (float(size or 6) * PIXEL / 2)
        fill = None if name.endswith("-open") else colour
        if name.startswith("line-ns"):
            outline["width"] = max(float(outline["width"]), 1.5)
        add_freeform(
            shapes, [ring + centre for centre in centres], plain(trace.name or ""), fill=fill,
            line=outline, is_closed=True,
        )  # fmt: skip


def _ring(symbol: str) -> Path:
    """The outline of a mark around the origin, with a radius of one."""
    if symbol.startswith("line-ns"):
        return np.array([(0.0, -1.0), (0.0, 1.0)])
    corners = 4 if symbol.startswith("diamond") else 20
    turns = np.arange(corners) * (2 * np.pi / corners)
    return np.column_stack([np.cos(turns), np.sin(turns)])


def _each(value: Any, count: int) -> list[Any]:
    return [value] * count if value is None or isinstance(value, str | int | float) else list(value)


def _add_words(
    shapes: SlideShapes, figure: go.Figure, trace: Any, plane: Plane, style: Style
) -> None:
    ink = trace.textfont.color if is_colour(trace.textfont.color) else style.ink
    side = str(trace.textposition or "middle center").split()
    align = {"left": "right", "right": "left"}.get(side[-1], "center")
    for (x, y), text in zip(values_of(figure, trace), trace.text, strict=True):
        if text and x is not None and plane.holds(y) and y is not None:
            add_text(
                shapes, text, plane.x(x), plane.y(y), points(trace.textfont.size), ink, align=align
            )


def _add_path(shapes: SlideShapes, shape: Any, plane: Plane) -> None:
    """A shape in pixels, upwards from a corner of the plot."""
    corner = np.array(
        [
            plane.plot.left + shape.xanchor * plane.plot.width,
            plane.plot.bottom - shape.yanchor * plane.plot.height,
        ]
    )
    paths = []
    for part in filter(None, map(str.strip, shape.path.split("M"))):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", part)]
        paths.append(np.array(numbers).reshape(-1, 2) * (PIXEL, -PIXEL) + corner)
    is_area = is_colour(shape.fillcolor) or all(len(path) > 2 for path in paths)
    add_freeform(shapes, paths, "", fill=shape.fillcolor, line=shape.line, is_closed=is_area)


def add_freeform(
    shapes: SlideShapes,
    paths: Sequence[Path],
    name: str,
    *,
    fill: Any = None,
    line: Any = None,
    is_closed: bool = False,
) -> None:
    """One shape of paths in EMU, holes left open; nothing without paths. ``line`` is Plotly's look of a line."""
    if not paths:
        return
    corners = np.concatenate(paths)
    low, high = corners.min(axis=0), corners.max(axis=0)
    left, top = (int(value) for value in low)
    width, height = (max(int(value), _UNIT) for value in high - low)
    steps = []
    for path in paths:
        whole = np.rint((path - low) / _UNIT).astype(int).tolist()
        (x, y), *others = whole
        steps.append(f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>')
        steps += [f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in others]
        if is_closed and len(whole) > 2:
            steps.append("<a:close/>")
    number = shapes._next_shape_id
    is_filled = is_colour(fill)
    shapes._spTree.insert_element_before(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width // _UNIT}" h="{height // _UNIT}"'
            f"{'' if is_filled else ' fill=' + chr(34) + 'none' + chr(34)}>{''.join(steps)}</a:path></a:pathLst></a:custGeom>"
            f"{_fill_xml(fill)}{_line_xml(line)}</p:spPr></p:sp>"
        ),
        "p:extLst",
    )
    shapes[-1].name = name or f"{number}"


def _fill_xml(colour: Any) -> str:
    if not is_colour(colour):
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _line_xml(line: Any) -> str:
    width = float((line["width"] if line else 0) or 0)
    if not width or not is_colour(line["color"]):
        return "<a:ln><a:noFill/></a:ln>"
    dash = (line["dash"] if not isinstance(line, dict) else line.get("dash")) or ""
    # A dash is a name, or lengths of line and gap.
    kind = "" if dash in ("", "solid") else "sysDot" if dash.startswith(("dot", "1")) else "sysDash"
    preset = f'<a:prstDash val="{kind}"/>' if kind else ""
    return f'<a:ln w="{Emu(round(width * _LINE * 12_700))}">{_fill_xml(line["color"])}{preset}<a:round/></a:ln>'

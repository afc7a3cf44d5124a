"""A Plotly figure of dots and lines on two axes as PowerPoint's own chart; all of it can be edited."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.chart.series import XySeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Pt

from dashboard.exports.figure_parts import numbers, paragraphs, plain
from dashboard.exports.slide_pen import DASHES, add_line, add_text, is_colour, points, rgb
from dashboard.exports.slide_plane import (
    Plane,
    add_bands,
    add_names,
    add_notes,
    lines_of,
    values_of,
)
from dashboard.theme import Style

_MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "triangle-right": XL_MARKER_STYLE.TRIANGLE,
    "triangle-left": XL_MARKER_STYLE.TRIANGLE,
    "x": XL_MARKER_STYLE.X,
    "x-thin": XL_MARKER_STYLE.X,
    "star": XL_MARKER_STYLE.STAR,
}
_LABEL_SIDES = {
    "top": XL_LABEL_POSITION.ABOVE,
    "bottom": XL_LABEL_POSITION.BELOW,
    "middle right": XL_LABEL_POSITION.RIGHT,
    "middle left": XL_LABEL_POSITION.LEFT,
}
LABEL_SIZE = 12.0
# A mark's size in points, of one in pixels.
_MARK = 0.8
# A vertical tick in place of a dot, as a share of a row.
_TICK_HALF = 0.3


class _Part(NamedTuple):
    """What becomes one series: a line through places, or the dots of a trace that are ``kept`` on this slide."""

    name: str
    trace: Any
    places: list[tuple[float | None, float | None]]
    kept: list[int]


def write_label(label: Any, markup: str, size: float, colour: str) -> None:
    """Write a Plotly text into the label of one point, ``size`` in points."""
    frame = label.text_frame
    frame.word_wrap = False
    for number, line in enumerate(paragraphs(markup)):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        for piece in line:
            run = paragraph.add_run()
            run.text, run.font.bold = piece.text, piece.is_bold
            run.font.size, run.font.color.rgb = Pt(size), rgb(colour)


def add_dots(shapes: SlideShapes, figure: go.Figure, plane: Plane, style: Style) -> None:
    """Dots and lines on two axes, with the names of rows and the figure's notes where they stand on the plane."""
    # What lies below the dots is drawn below the chart: some programs draw all lines of a chart above its dots.
    add_bands(shapes, figure, plane)
    _add_grid(shapes, figure, plane, style)
    parts: list[_Part] = []
    for trace in figure.data:
        places, mode, name = values_of(figure, trace), trace.mode or "", plain(trace.name or "")
        if "lines" in mode:
            inside = [pair if plane.holds(pair[1]) else (None, None) for pair in places]
            if any(x is not None for x, _ in inside):
                parts.append(_Part(name, trace, inside, []))
        kept = [
            place for place, (x, y) in enumerate(places) if x is not None and plane.holds(y)
        ]  # fmt: skip
        if "markers" in mode and kept:
            parts.append(_Part(name, trace, [places[place] for place in kept], kept))
    # A program may lose a series that is shorter than a later one: all have as many cells, the last ones empty.
    longest = max((len(part.places) for part in parts), default=1)
    data = XyChartData(number_format="General")
    for part in parts:
        series = data.add_series(part.name)
        for x, y in [*part.places, *[(None, None)] * (longest - len(part.places))]:
            series.add_data_point(x, y)
    box = plane.box
    frame = shapes.add_chart(
        XL_CHART_TYPE.XY_SCATTER, *map(Emu, (box.left, box.top, box.width, box.height)), data
    )
    chart = frame.chart
    chart.has_legend = False
    chart.font.size, chart.font.color.rgb = Pt(LABEL_SIZE), rgb(style.secondary)
    for series, part in zip(list(chart.plots[0].series), parts, strict=True):
        _leave_gaps(series._element)
        if part.kept:
            _paint_dots(series, part.trace, part.kept, style)
            _add_cores(series, part.trace, part.kept, style)
        else:
            _paint_line(series, part.trace.line, style)
    for place, element in enumerate(chart.plots[0]._element.findall(qn("c:ser"))):
        element.find(qn("c:idx")).set("val", str(place))
        element.find(qn("c:order")).set("val", str(place))
    _set_axes(chart, plane, style)
    plot = plane.plot
    set_plot(
        chart, (plot.left - box.left) / box.width, (plot.top - box.top) / box.height,
        plot.width / box.width, plot.height / box.height,
    )  # fmt: skip
    add_names(shapes, plane, style)
    add_notes(shapes, figure, plane, style)
    _add_texts(shapes, figure, plane, style)


def _add_grid(shapes: SlideShapes, figure: go.Figure, plane: Plane, style: Style) -> None:
    """Lines that no axis draws by itself: along rows, at ticks with words, and the figure's own."""
    x_axis, y_axis, plot = plane.x_axis, plane.y_axis, plane.plot
    if y_axis.has_grid and y_axis.step is None:
        for value, _ in y_axis.ticks:
            if plane.holds(value):
                ends = (plot.left, plane.y(value), plot.right, plane.y(value))
                add_line(shapes, ends, style.hairline, 0.75, "dot")
    if x_axis.has_grid and x_axis.is_visible and x_axis.step is None:
        for value, _ in x_axis.ticks:
            ends = (plane.x(value), plot.top, plane.x(value), plot.bottom)
            add_line(shapes, ends, style.hairline, 0.75)
    for (x0, x1, y0, y1), line in lines_of(figure, plane):
        colour = line.color if is_colour(line.color) else style.hatch
        ends = (plane.x(x0), plane.y(y0), plane.x(x1), plane.y(y1))
        add_line(shapes, ends, colour, float(line.width or 1), line.dash)


def _leave_gaps(series: Any) -> None:
    """Take out the points of a series that are none: a line is broken there."""
    for points_of in series.iter(qn("c:numCache")):
        for point in points_of.findall(qn("c:pt")):
            if point.findtext(qn("c:v")) in ("None", "nan"):
                points_of.remove(point)


def _paint_line(series: XySeries, look: Any, style: Style) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE
    line = series.format.line
    colour = look["color"]
    line.color.rgb = rgb(colour if is_colour(colour) else style.hatch)
    line.width = Pt(float(look["width"] or 1.5))
    if look["dash"] in DASHES:
        line.dash_style = DASHES[look["dash"]]


def _paint_dots(series: XySeries, trace: Any, kept: Sequence[int], style: Style) -> None:
    """Each dot with its own mark, size and colour, its label and its error bars."""
    series.format.line.fill.background()
    marker = trace.marker
    symbol, size, colour, outline = (
        _each(value, kept, default)
        for value, default in (
            (marker.symbol, "circle"),
            (marker.size, 8),
            (marker.color, style.accent_text),
            (marker.line.width, 0),
        )
    )
    if all(name.startswith("line-ns") for name in symbol):
        series.marker.style = XL_MARKER_STYLE.NONE
        own = [line if is_colour(line) else dot for line, dot in zip(_each(marker.line.color, kept, None), colour, strict=True)]  # fmt: skip
        _add_error_bars(series, [_TICK_HALF] * len(kept), [_TICK_HALF] * len(kept), own[0], 2.5)
        return
    looks = list(zip(symbol, size, colour, outline, strict=True))
    _paint_mark(series.marker, looks[0])
    for place, look in enumerate(looks):
        if look != looks[0]:
            _paint_mark(series.points[place].marker, look)
    bars = trace.error_y
    if bars.array is not None and bars.visible is not False:
        # What is not given is no bar, as in the figure.
        upper = [numbers(bars.array)[place] or 0.0 for place in kept]
        lower = upper if bars.arrayminus is None else [numbers(bars.arrayminus)[place] or 0.0 for place in kept]  # fmt: skip
        _add_error_bars(series, upper, lower, bars.color or style.secondary, 1.5)
    if trace.text is not None and "text" in trace.mode:
        sides = _each(trace.textposition, kept, "top center")
        texts = [trace.text] * len(kept) if isinstance(trace.text, str) else [trace.text[place] for place in kept]  # fmt: skip
        ink = trace.textfont.color if is_colour(trace.textfont.color) else style.ink
        for place, (text, side) in enumerate(zip(texts, sides, strict=True)):
            if text:
                label = series.points[place].data_label
                write_label(label, text, points(trace.textfont.size), ink)
                label.position = next(
                    (found for part, found in _LABEL_SIDES.items() if side.startswith(part)),
                    XL_LABEL_POSITION.ABOVE,
                )


def _each(value: Any, kept: Sequence[int], default: Any) -> list[Any]:
    """A look for each dot, of one value for all or one value each."""
    if value is None:
        return [default] * len(kept)
    if isinstance(value, str | int | float):
        return [value] * len(kept)
    return [default if value[place] is None else value[place] for place in kept]


def _paint_mark(marker: Any, look: tuple[str, float, str, float]) -> None:
    symbol, size, colour, outline = look
    marker.style = _MARKERS.get(symbol.removesuffix("-open"), XL_MARKER_STYLE.CIRCLE)
    marker.size = max(2, min(round(float(size) * _MARK), 72))
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour)
    marker.format.line.color.rgb = rgb(colour)
    marker.format.line.width = Pt(max(float(outline or 0), 1.0))


def _add_cores(series: XySeries, trace: Any, kept: Sequence[int], style: Style) -> None:
    """Make marks hollow by pale cores: not every program draws a mark without a filling.

    The cores are two series of the same cells of the chart's sheet, so that they move with their marks: PowerPoint
    draws the last series above the others, LibreOffice the first.
    """
    symbols = _each(trace.marker.symbol, kept, "circle")
    sizes = _each(trace.marker.size, kept, 8)
    if not any(map(_is_hollow, symbols)):
        return
    element = copy.deepcopy(series._element)
    for name in ("c:dPt", "c:dLbls", "c:errBars"):
        for part in element.findall(qn(name)):
            element.remove(part)
    series._element.addnext(element)
    cores = XySeries(element)
    # Most marks of such a series are hollow; those that are not have no core.
    hollow = [size for name, size in zip(symbols, sizes, strict=True) if _is_hollow(name)]
    name = next(name for name in symbols if _is_hollow(name))
    _paint_mark(cores.marker, _core(name, hollow[0], style))
    for place, (own, size) in enumerate(zip(symbols, sizes, strict=True)):
        if not _is_hollow(own):
            cores.points[place].marker.style = XL_MARKER_STYLE.NONE
            # Not every program heeds a single point without a mark: what is kept of the cells leaves it out, too.
            for point in element.xpath(f"c:xVal//c:pt[@idx={place}] | c:yVal//c:pt[@idx={place}]"):
                point.getparent().remove(point)
        elif (own, size) != (name, hollow[0]):
            _paint_mark(cores.points[place].marker, _core(own, size, style))
    before = copy.deepcopy(element)
    series._element.addprevious(before)


def _is_hollow(symbol: str) -> bool:
    return symbol.endswith("-open") and symbol != "line-ns-open"


def _core(symbol: str, size: float, style: Style) -> tuple[str, float, str, float]:
    """The look of the core of a hollow mark: what its outline leaves."""
    return symbol, (round(float(size) * _MARK) - 4) / _MARK, style.ground, 0.0


def _add_error_bars(
    series: XySeries, upper: Sequence[float], lower: Sequence[float], colour: str, width: float
) -> None:
    """Vertical bars above and below the points, in the axis' unit."""

    def given(values: Sequence[float]) -> str:
        inside = "".join(
            f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values)
        )
        return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{inside}</c:numLit>'

    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/><c:plus>{given(upper)}</c:plus>'
        f'<c:minus>{given(lower)}</c:minus><c:spPr><a:ln w="{int(width * 12_700)}"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    series._element.find(qn("c:xVal")).addprevious(bars)


def _set_axes(chart: Chart, plane: Plane, style: Style) -> None:
    pairs = ((chart.category_axis, plane.x_axis), (chart.value_axis, plane.y_axis))
    for native, axis in pairs:
        native.minimum_scale, native.maximum_scale = axis.low, axis.high
        native.major_tick_mark = native.minor_tick_mark = XL_TICK_MARK.NONE
        native.has_minor_gridlines = False
        native.format.line.fill.background()
        native.has_major_gridlines = axis.step is not None and axis.has_grid
        if axis.start > axis.end:
            native.reverse_order = True
        if axis.step is None:
            native.visible = False
            continue
        native.major_unit = axis.step
        if native.has_major_gridlines:
            native.major_gridlines.format.line.color.rgb = rgb(style.hairline)
            native.major_gridlines.format.line.width = Pt(0.75)
        labels = native.tick_labels
        labels.number_format, labels.number_format_is_linked = axis.pattern, False
        labels.font.size, labels.font.color.rgb = Pt(LABEL_SIZE), rgb(style.secondary)
    # An axis stands where it crosses the other: at the plane's edge where the figure has it, whatever the direction.
    x_crosses = "max" if (plane.y_axis.start > plane.y_axis.end) != plane.x_axis.is_opposite else "min"  # fmt: skip
    for native, crosses in ((chart.category_axis, x_crosses), (chart.value_axis, "min")):
        native._element.find(qn("c:crosses")).set("val", crosses)


def _add_texts(shapes: SlideShapes, figure: go.Figure, plane: Plane, style: Style) -> None:
    """Texts that stand at places without a mark."""
    for trace in figure.data:
        if trace.mode != "text" or trace.text is None:
            continue
        ink = trace.textfont.color if is_colour(trace.textfont.color) else style.ink
        for (x, y), text in zip(values_of(figure, trace), trace.text, strict=True):
            if x is not None and y is not None and plane.holds(y):
                side = str(trace.textposition or "middle center").split()
                align = {"left": "right", "right": "left"}.get(side[-1], "center")
                anchor = {"top": "bottom", "bottom": "top"}.get(side[0], "middle")
                add_text(
                    shapes, text, plane.x(x), plane.y(y), points(trace.textfont.size), ink,
                    align=align, anchor=anchor,
                )  # fmt: skip


def set_plot(chart: Chart, left: float, top: float, width: float, height: float) -> None:
    """The rectangle between the axes, as shares of the chart; chart and plot have no ground of their own."""
    space = chart._chartSpace
    area = space.find(f".//{qn('c:plotArea')}")
    set_layout(area, (left, top, width, height), is_inner=True)
    empty = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    area.append(parse_xml(empty))
    space.find(qn("c:chart")).addnext(parse_xml(empty))
    # Nothing is titled by the program itself.
    chart.has_title = False


def set_layout(
    parent: etree._Element, place: tuple[float, float, float, float], *, is_inner: bool
) -> None:
    """Where a part of a chart stands: left, top, width and height as shares of the chart."""
    old = parent.find(qn("c:layout"))
    inner = '<c:layoutTarget val="inner"/>' if is_inner else ""
    x, y, width, height = place
    new = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout>{inner}<c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/><c:w val="{width:.5f}"/>'
        f'<c:h val="{height:.5f}"/></c:manualLayout></c:layout>'
    )
    if old is not None:
        parent.replace(old, new)
    elif is_inner:
        parent.insert(0, new)
    else:
        parent.find(qn("c:legendPos")).addnext(new)

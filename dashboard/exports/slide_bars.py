"""A Plotly figure of bars as PowerPoint's own chart, a plan over time among them; all of it can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Inches, Pt

from dashboard.exports.figure_parts import numbers, plain, row_names
from dashboard.exports.slide_chart import LABEL_SIZE, set_layout, set_plot, write_label
from dashboard.exports.slide_pen import PATTERNS, Box, is_colour, points, rgb, width_of
from dashboard.exports.slide_plane import Plane
from dashboard.theme import Style
from dashboard.words import Words

_NAME_SIZE = 13.0
# The widest that the names of rows may be, as a share of the chart; longer ones are wrapped.
_NAMES_AT_MOST = 0.42
# Days before 1970 that a spreadsheet counts from 1900; and a day in milliseconds, as figures have their lengths.
_DAYS_BEFORE = 25_569
_DAY_MILLISECONDS = 86_400_000
_DAY = "dd/mm/yyyy"
_BAR_HEIGHT = 0.8


def rows_that_fit(height: int) -> int:
    """How many bars stand above one another in a height in EMU so that names of two lines can be read."""
    return max(round(height / Inches(0.4)), 1)


def add_bars(
    shapes: SlideShapes,
    figure: go.Figure,
    box: Box,
    words: Words,
    style: Style,
    rows: slice = slice(None),
) -> GraphicFrame:
    """A chart of horizontal bars, stacked where the figure's are; ``rows`` are those that stand on this slide."""
    names = row_names(figure)
    shown = names[rows]
    data = CategoryChartData(number_format="General")
    data.categories = shown
    labels: list[list[str]] = []
    for trace in figure.data:
        of_row = _of_rows(figure, trace, names)
        data.add_series(plain(trace.name or ""), [of_row[name][0] for name in shown])
        labels.append([of_row[name][1] for name in shown])
    is_stacked = len(figure.data) > 1
    kind = XL_CHART_TYPE.BAR_STACKED if is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = shapes.add_chart(kind, *map(Emu, (box.left, box.top, box.width, box.height)), data)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(_NAME_SIZE), rgb(style.ink)
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.overlap = 100 if is_stacked else 0
    for series, trace, texts in zip(plot.series, figure.data, labels, strict=True):
        _paint_bar(series, trace, style)
        _label_bars(series, trace, texts, words, style)
    _set_bar_axes(chart, figure, names)
    legend_height = _set_legend(chart, figure, box, style)
    wanted = max((width_of(name, _NAME_SIZE) for name in shown), default=0) + Inches(0.2)
    left = min(wanted / box.width, _NAMES_AT_MOST)
    top = legend_height / box.height
    set_plot(chart, left, top + 0.01, 0.995 - left, 0.98 - top)
    return frame


def _of_rows(figure: go.Figure, trace: Any, names: Sequence[str]) -> dict[str, tuple[float, str]]:
    """Value and text of each row; nought and no text for one that a trace does not have."""
    rows = list(trace.y)
    if not all(isinstance(row, str) for row in rows):
        axis = figure.layout.yaxis
        named = dict(zip(axis.tickvals, axis.ticktext, strict=True))
        rows = [plain(named[row]) for row in rows]
    texts = [""] * len(rows) if trace.text is None else trace.text
    found = {
        row: (value or 0.0, plain(text or ""))
        for row, value, text in zip(rows, numbers(trace.x), texts, strict=True)
    }
    return {name: found.get(name, (0.0, "")) for name in names}


def _paint_bar(series: BarSeries, trace: Any, style: Style) -> None:
    marker = trace.marker
    colour = marker.color if is_colour(marker.color) else style.accent_text
    series.invert_if_negative = False
    fill = series.format.fill
    shape = marker.pattern.shape
    if isinstance(shape, str) and shape in PATTERNS:
        fill.patterned()
        fill.pattern = PATTERNS[shape]
        ink = marker.pattern.fgcolor
        fill.fore_color.rgb = rgb(ink if is_colour(ink) else style.hatch)
        fill.back_color.rgb = rgb(colour)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
    if marker.line.width and is_colour(marker.line.color):
        series.format.line.color.rgb = rgb(marker.line.color)
        series.format.line.width = Pt(float(marker.line.width))


def _label_bars(
    series: BarSeries, trace: Any, texts: Sequence[str], words: Words, style: Style
) -> None:
    """Labels that follow their values where they say just these; else the figure's own words."""
    if not any(texts):
        return
    is_outside = trace.textposition == "outside"
    ink = trace.textfont.color if is_colour(trace.textfont.color) else style.ink
    position = XL_LABEL_POSITION.OUTSIDE_END if is_outside else XL_LABEL_POSITION.CENTER
    labels = series.data_labels
    labels.font.size, labels.font.color.rgb = Pt(LABEL_SIZE), rgb(ink)
    labels.position = position
    labels.number_format, labels.number_format_is_linked = "#,##0;-#,##0;;", False
    is_said = [
        not text or text == words.number(value)
        for value, text in zip(series.values, texts, strict=True)
    ]
    labels.show_value = all(is_said)
    if labels.show_value:
        return
    for place, text in enumerate(texts):
        if text:
            write_label(series.points[place].data_label, text, LABEL_SIZE, ink)
            series.points[place].data_label.position = position


def _set_bar_axes(chart: Chart, figure: go.Figure, names: Sequence[str]) -> None:
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.format.line.fill.background()
    category.has_major_gridlines = False
    category.major_tick_mark = category.minor_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = Pt(_NAME_SIZE)
    value.visible = False
    value.has_major_gridlines = False
    value.minimum_scale = 0
    totals = dict.fromkeys(names, 0.0)
    for trace in figure.data:
        for name, (amount, _) in _of_rows(figure, trace, names).items():
            totals[name] += amount
    given = figure.layout.xaxis.range
    value.maximum_scale = float(given[1]) if given else max([*totals.values(), 1e-9])


def _set_legend(chart: Chart, figure: go.Figure, box: Box, style: Style) -> int:
    """The chart's own legend above it; returns the height it takes, in EMU."""
    chart.has_legend = bool(figure.layout.showlegend) and len(figure.data) > 1
    if not chart.has_legend:
        return 0
    legend = chart.legend
    legend.position = XL_LEGEND_POSITION.TOP
    legend.include_in_layout = False
    legend.font.size, legend.font.color.rgb = Pt(LABEL_SIZE), rgb(style.ink)
    width = sum(width_of(plain(trace.name), LABEL_SIZE) + Inches(0.35) for trace in figure.data)
    lines = 1 + int(width // (box.width * 0.94))
    height = Inches(0.34) * lines
    set_layout(legend._element, (0.0, 0.0, 1.0, height / box.height), is_inner=False)
    return height + Inches(0.08)


def add_stack(
    shapes: SlideShapes, figure: go.Figure, plane: Plane, words: Words, style: Style
) -> GraphicFrame:
    """The bars of a figure as a chart without words of its own, where its rows lie on the plane.

    A bar that begins elsewhere than at nought, such as one of a plan over time, stands on an unseen one that ends there.
    Days are written as days of a spreadsheet.
    """
    bars = [trace for trace in figure.data if trace.type == "bar"]
    rows = {
        round(row): text.replace("<br>", " ") for row, text in plane.y_axis.ticks if plane.holds(row)
    }  # fmt: skip
    used = [
        round(row)
        for trace in bars
        for row in numbers(trace.y)
        if row is not None and plane.holds(row)
    ]
    first, last = min([*rows, *used]), max([*rows, *used])
    shown = list(range(first, last + 1))
    is_dated = figure.layout.xaxis.type == "date"
    unit, origin = (_DAY_MILLISECONDS, _DAYS_BEFORE) if is_dated else (1, 0)
    data = CategoryChartData(number_format="General")
    data.categories = [plain(rows.get(row, "")) for row in shown]
    starts: dict[int, float] = {}
    for trace in bars:
        if trace.base is not None:
            bases = zip(numbers(trace.y), numbers(trace.base), strict=True)
            starts |= {round(row): base + origin for row, base in bases if row is not None and base is not None}  # fmt: skip
    if starts:
        name = words("export_office.start") if is_dated else ""
        data.add_series(name, [starts.get(row) for row in shown], number_format=_DAY)
    kept = []
    for trace in bars:
        lengths = {
            round(row): (place, (length or 0.0) / unit)
            for place, (row, length) in enumerate(zip(numbers(trace.y), numbers(trace.x), strict=True))
            if row is not None
        }  # fmt: skip
        if any(row in lengths for row in shown):
            kept.append((trace, lengths))
            data.add_series(plain(trace.name or ""), [lengths.get(row, (0, None))[1] for row in shown])  # fmt: skip
    ends = sorted((plane.y(first - 0.5), plane.y(last + 0.5)))
    box = Box(plane.plot.left, ends[0], plane.plot.width, ends[1] - ends[0])
    frame = shapes.add_chart(
        XL_CHART_TYPE.BAR_STACKED, *map(Emu, (box.left, box.top, box.width, box.height)), data
    )
    chart = frame.chart
    chart.has_legend = False
    plot = chart.plots[0]
    height = float(bars[0].width or _BAR_HEIGHT)
    plot.gap_width, plot.overlap = round((1 - height) / height * 100), 100
    scale = box.width / (plane.x_axis.high - plane.x_axis.low)
    series = list(plot.series)
    if starts:
        series.pop(0).format.fill.background()
    for one, (trace, lengths) in zip(series, kept, strict=True):
        places = [lengths.get(row, (None, None))[0] for row in shown]
        _paint_bar(one, trace, style)
        _paint_patterns(one, trace, places, style)
        rooms = [round(lengths.get(row, (0, 0.0))[1] * scale) for row in shown]
        _label_places(one, trace, places, rooms, style)
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = plane.y_axis.start > plane.y_axis.end
    for axis in (category, value):
        axis.has_major_gridlines = False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.format.line.fill.background()
    value.minimum_scale = plane.x_axis.low + origin
    value.maximum_scale = plane.x_axis.high + origin
    set_plot(chart, 0.0, 0.0, 1.0, 1.0)
    return frame


def _paint_patterns(
    series: BarSeries, trace: Any, places: Sequence[int | None], style: Style
) -> None:
    """The patterns of single bars, where they differ from one another."""
    shapes, marker = trace.marker.pattern.shape, trace.marker
    if shapes is None or isinstance(shapes, str):
        return
    colour = marker.color if is_colour(marker.color) else style.no_data
    ink = marker.pattern.fgcolor if is_colour(marker.pattern.fgcolor) else style.hatch
    for row, place in enumerate(places):
        if place is not None and shapes[place] in PATTERNS:
            fill = series.points[row].format.fill
            fill.patterned()
            fill.pattern = PATTERNS[shapes[place]]
            fill.fore_color.rgb, fill.back_color.rgb = rgb(ink), rgb(colour)


def _label_places(
    series: BarSeries,
    trace: Any,
    places: Sequence[int | None],
    rooms: Sequence[int],
    style: Style,
) -> None:
    """The texts of bars, at their beginning or in their middle, where their ``rooms`` in EMU hold them."""
    if trace.text is None:
        return
    ink = trace.textfont.color if is_colour(trace.textfont.color) else style.ink
    is_at_start = trace.insidetextanchor == "start"
    position = XL_LABEL_POSITION.INSIDE_BASE if is_at_start else XL_LABEL_POSITION.CENTER
    size = points(trace.textfont.size)
    for row, (place, room) in enumerate(zip(places, rooms, strict=True)):
        text = "" if place is None else trace.text if isinstance(trace.text, str) else trace.text[place]  # fmt: skip
        if text and width_of(text, size) <= room:
            label = series.points[row].data_label
            write_label(label, text, size, ink)
            label.position = position

"""Where a figure that is too high for one slide is cut: between rows with names, or above what heads a part."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go

from dashboard.exports.figure_parts import Axis, axis_of, paragraphs
from dashboard.exports.slide_pen import DENSE_SIZE, EMU_PER_POINT, LINE, PIXEL, width_of
from dashboard.exports.slide_plane import in_one_line, tick_size_of

# The height of a row with names, and of one with texts in cells, in sizes of its type.
_ROW, _CELL_ROW = 1.2, 1.45
# Lanes, and small panels, may be as much lower than on the page.
_SQUEEZE, _SQUEEZE_PANELS = 0.78, 0.66
# Heads within so many pixels are of one row of panels.
_NEAR_HEADS = 60


def windows(figure: go.Figure, height: int) -> list[tuple[float, float] | None]:
    """The y axis cut into as many parts as it needs at a height in EMU, from above; one part alone is None.

    It is cut between rows with names, else above what heads a part of the figure: a lane's text, a panel's name.
    """
    axis = axis_of(figure, "y")
    if axis.step is not None:
        return [None]
    if axis.is_visible and len(axis.ticks) > 1:
        return _windows_of_rows(figure, axis, height)
    return _windows_of_lanes(figure, axis, height)


def _windows_of_rows(
    figure: go.Figure, axis: Axis, height: int
) -> list[tuple[float, float] | None]:
    places = sorted(value for value, _ in axis.ticks)
    pitch = min(second - first for first, second in itertools.pairwise(places)) or 1.0
    lines = _lines_of_rows(figure, axis)
    has_cells = any(trace.type != "scatter" for trace in figure.data)
    share = _CELL_ROW if has_cells else _ROW
    across = axis_of(figure, "x")
    if across.is_upright:
        share = _ROW
        height -= max((width_of(text, DENSE_SIZE) for _, text in across.ticks), default=0)
    row = round((lines * tick_size_of(across) * share + 1) * EMU_PER_POINT)
    # Above and below the rows there may be as much room as some rows take.
    at_most = max(height / row * pitch, 3 * pitch)
    span = axis.high - axis.low
    if span <= at_most:
        return [None]
    count = -(-span // at_most)
    each = -(-len(places) // int(count))
    is_downward = axis.start > axis.end
    ordered = places if is_downward else places[::-1]
    parts = [ordered[start : start + each] for start in range(0, len(ordered), each)]
    ends = [axis.low if is_downward else axis.high]
    for first, second in itertools.pairwise(parts):
        ends.append((first[-1] + second[0]) / 2)
    ends.append(axis.high if is_downward else axis.low)
    return [(min(pair), max(pair)) for pair in itertools.pairwise(ends)]


def height_of_window(figure: go.Figure, window: tuple[float, float] | None) -> int:
    """How high a part that is cut between lanes or panels is on the page, in EMU at the slide's scale."""
    low, high = sorted(figure.layout.yaxis.range)
    margin = figure.layout.margin
    drawn = figure.layout.height - (margin.t or 0) - (margin.b or 0)
    first, last = window or (low, high)
    return round(drawn * (last - first) / (high - low) * PIXEL)


def _windows_of_lanes(
    figure: go.Figure, axis: Axis, height: int
) -> list[tuple[float, float] | None]:
    layout = figure.layout
    drawn = layout.height - (layout.margin.t or 0) - (layout.margin.b or 0) if layout.height else 0
    has_panels = layout.xaxis.visible is False
    room = height / PIXEL / (_SQUEEZE_PANELS if has_panels else _SQUEEZE)
    # A map is one picture, and what has room is not cut.
    if layout.yaxis.scaleanchor or drawn <= room:
        return [None]
    unit = drawn / (axis.high - axis.low)

    def down(value: float) -> float:
        """Pixels from the top."""
        return (1 - axis.share(value)) * drawn

    heads = {
        round(down(note.y) - _above(note.yanchor) * _pixels_high(note.text, note.font.size)) - 3
        for note in layout.annotations
        if note.yref in (None, "y") and note.xanchor == "left" and note.x == 0
    } | {
        round(down(y) - _pixels_high(text, trace.textfont.size) / 2) - 3
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "text"
        for y, text in zip(trace.y, trace.text, strict=True)
        if text.startswith("<b>")
    }
    # What heads a panel belongs to the heading above it.
    cuts = [cut for cut in sorted(heads) if not any(0 < cut - head < _NEAR_HEADS for head in heads)]
    tops = [0.0]
    for cut, following in itertools.pairwise([*cuts, drawn]):
        if following - tops[-1] > room and cut > tops[-1] + 1:
            tops.append(cut)
    if len(tops) == 1:
        return [None]
    sign = -1 if axis.end > axis.start else 1
    values = [axis.end + sign * top / unit for top in [*tops, drawn]]
    return [(min(pair), max(pair)) for pair in itertools.pairwise(values)]


def _above(anchor: str | None) -> float:
    """The share of a text's height that stands above its place."""
    return {"top": 0.0, "bottom": 1.0}.get(anchor or "", 0.5)


def _pixels_high(markup: str, size: float | None) -> float:
    return len(paragraphs(markup)) * (size or 14) * LINE


def _lines_of_rows(figure: go.Figure, axis: Axis) -> int:
    texts = [text for _, text in axis.ticks]
    texts += [note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1]  # fmt: skip
    return max((len(paragraphs(in_one_line(text))) for text in texts), default=1)

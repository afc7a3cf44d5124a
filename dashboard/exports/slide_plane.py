"""A part of a slide as a plane with two axes: where values stand on it, and what is written around them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from dashboard.exports.figure_parts import Axis, axis_of, paragraphs, place_of
from dashboard.theme import FONT, Style

# Widths of letters and the height of a line as shares of the size, for Noto Sans; other fonts are narrower.
_CAPITAL, _LETTER, _THIN, _LINE = 0.76, 0.6, 0.34, 1.3
# Sizes in points: a figure's 13 to 16 pixels, as they are read from a screen on the wall.
_SIZES = (11.0, 14.0)
_POINTS_PER_PIXEL = 0.82
# A figure's pixel on a slide, in EMU, where all of it is as large as its type.
PIXEL = round(_POINTS_PER_PIXEL * 12_700)
_TICK_SIZE, _DENSE_SIZE = 12.0, 10.0
# The names of rows take this share of the width at most: letters are counted as if all were wide.
_NAMES_AT_MOST = 0.36
# A text of so many letters needs no second line on a slide; nor does one of more where nothing stands beside it.
_ONE_LINE, _ONE_LONG_LINE = 44, 80
_GAP = Inches(0.1)
# The width of all slides.
WIDTH = Inches(13.333)
_FAMILY = FONT.split(",")[0]
_LEGEND_ROW = Inches(0.3)
_EMU_PER_POINT = 12_700
# The height of a row with names, and of one with texts in cells, in sizes of its type.
_ROW, _CELL_ROW = 1.2, 1.45
# Lanes, and small panels, may be as much lower than on the page.
_SQUEEZE, _SQUEEZE_PANELS = 0.78, 0.66
# Heads within so many pixels are of one row of panels.
_NEAR_HEADS = 60
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT, "dashdot": MSO_LINE.DASH_DOT}
PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.DIAGONAL_CROSS,
    ".": MSO_PATTERN.PERCENT_10,
}
_SYMBOLS = {
    "circle": MSO_SHAPE.OVAL,
    "square": MSO_SHAPE.RECTANGLE,
    "diamond": MSO_SHAPE.DIAMOND,
    "triangle-up": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "triangle-right": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "triangle-left": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "x": MSO_SHAPE.MATH_MULTIPLY,
    "x-thin": MSO_SHAPE.MATH_MULTIPLY,
    "star": MSO_SHAPE.STAR_5_POINT,
}
_TURNS = {"triangle-right": 90.0, "triangle-left": -90.0}


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height


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
        return _tick_size(self.x_axis)

    def x(self, value: float) -> int:
        """Where a value of the x axis stands, in EMU from the slide's left."""
        return round(self.plot.left + self.x_axis.share(value) * self.plot.width)

    def y(self, value: float) -> int:
        """Where a value of the y axis stands, in EMU from the slide's top."""
        return round(self.plot.bottom - self.y_axis.share(value) * self.plot.height)

    def holds(self, value: float | None) -> bool:
        """Whether a value lies on the y axis of this part of the figure."""
        return value is not None and self.y_axis.low - 1e-9 <= value <= self.y_axis.high + 1e-9


@dataclass(frozen=True)
class Entry:
    """An entry of a legend: its words, and the mark or line they stand for, with its outline and Plotly's pattern."""

    text: str
    symbol: str
    colour: str
    outline: str
    pattern: str = ""


def _tick_size(x_axis: Axis) -> float:
    """Smaller where columns are so many that their heads run upwards."""
    return _DENSE_SIZE if x_axis.is_upright else _TICK_SIZE


def rgb(colour: str) -> RGBColor:
    """A ``#RRGGBB`` colour as python-pptx takes it."""
    return RGBColor.from_string(colour.lstrip("#"))


def is_colour(colour: Any) -> bool:
    """Whether it is a colour such as ``#0B4F8A``."""
    return isinstance(colour, str) and len(colour) == 7 and colour.startswith("#")


def points(pixels: float | None) -> float:
    """A size of text of a figure, in points, as a slide needs it."""
    return min(max((pixels or 14) * _POINTS_PER_PIXEL, _SIZES[0]), _SIZES[1])


def width_of(markup: str, size: float) -> int:
    """How wide the longest line of a text is at most, in EMU."""
    lines = ["".join(run.text for run in line) for line in paragraphs(markup)]
    return round(max(map(_letters, lines), default=0) * size * _EMU_PER_POINT)


def _letters(text: str) -> float:
    """How wide a text is at a size of one."""
    return sum(
        _CAPITAL if letter.isupper() or not letter.isascii() else _THIN if letter in " .,:;iIl|'()" else _LETTER
        for letter in text
    )  # fmt: skip


def height_of(markup: str, size: float) -> int:
    """How high a text is, in EMU."""
    return round(len(paragraphs(markup)) * size * _LINE * _EMU_PER_POINT)


def write(frame: TextFrame, markup: str, size: float, colour: str, *, align: str = "left") -> None:
    """Write a Plotly text into an empty text frame, one paragraph a line, without margins."""
    # Some programs centre a text that is not wrapped on its box; the box is as wide as the text needs.
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for number, line in enumerate(paragraphs(markup)):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = _ALIGN[align]
        for piece in line:
            run = paragraph.add_run()
            run.text = piece.text
            run.font.size = Pt(round(size * 2) / 2)
            run.font.bold = piece.is_bold
            run.font.name = _FAMILY
            run.font.color.rgb = rgb(colour)


def add_text(
    shapes: SlideShapes,
    markup: str,
    x: int,
    y: int,
    size: float,
    colour: str,
    *,
    align: str = "left",
    anchor: str = "middle",
    ground: str | None = None,
) -> None:
    """A text box at a place: ``align`` (left, center, right) and ``anchor`` (top, middle, bottom) say which of its edges.

    A ``ground`` hides what is below the text.
    """
    width, height = width_of(markup, size) + _GAP, height_of(markup, size)
    left = x - {"left": 0, "center": width // 2, "right": width}[align]
    # Letters are counted as wide ones: the box ends with the slide, and the text still has room.
    width = min(left + width, WIDTH) - max(left, 0)
    left = max(left, 0)
    top = y - {"top": 0, "middle": height // 2, "bottom": height}[anchor]
    box = shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height))
    if is_colour(ground):
        box.fill.solid()
        box.fill.fore_color.rgb = rgb(str(ground))
    write(box.text_frame, markup, size, colour, align=align)


def _add_upright(
    shapes: SlideShapes,
    markup: str,
    x: int,
    y: int,
    size: float,
    colour: str,
    *,
    align: str,
    anchor: str,
) -> None:
    """A text that runs upwards and ends (``anchor`` top) or begins (bottom) at ``y``."""
    length, height = width_of(markup, size) + _GAP, height_of(markup, size)
    top = y if anchor == "top" else y - length
    box = shapes.add_textbox(Emu(x - height // 2), Emu(top), Emu(height), Emu(length))
    write(box.text_frame, markup, size, colour, align="right" if anchor == "top" else "left")
    box.text_frame._txBody.bodyPr.set("vert", "vert270")


def make_flat(shape: Any) -> None:
    """Take the program's own style from a shape: no shadow, and no colour but those it is given."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def add_line(
    shapes: SlideShapes,
    ends: tuple[int, int, int, int],
    colour: str,
    width: float,
    dash: str | None = None,
) -> None:
    """A straight line from (x, y) to (x, y), ``width`` in points."""
    line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Emu, ends))
    make_flat(line)
    line.line.color.rgb = rgb(colour)
    line.line.width = Pt(width)
    if dash in DASHES:
        line.line.dash_style = DASHES[dash]


def add_mark(
    shapes: SlideShapes,
    symbol: str,
    x: int,
    y: int,
    size: float,
    colour: str,
    width: float = 1.5,
    outline: str = "",
    pattern: str = "",
) -> None:
    """A mark with its middle at a place, ``size`` in points: Plotly's symbols, hollow where ``-open``.

    ``outline`` is the colour of its edge where it has another; ``pattern`` is drawn in it.
    """
    name = symbol.removesuffix("-open")
    extent = Pt(size)
    if name == "line-ns":
        add_line(shapes, (x, y - extent // 2, x, y + extent // 2), colour, max(width, 2.25))
        return
    shape = shapes.add_shape(
        _SYMBOLS.get(name, MSO_SHAPE.OVAL), Emu(x - extent // 2), Emu(y - extent // 2), extent, extent
    )  # fmt: skip
    shape.rotation = _TURNS.get(name, 0.0)
    make_flat(shape)
    if symbol.endswith("-open"):
        shape.fill.background()
    elif pattern in PATTERNS:
        shape.fill.patterned()
        shape.fill.pattern = PATTERNS[pattern]
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(outline or colour), rgb(colour)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
    shape.line.color.rgb = rgb(outline or colour)
    shape.line.width = Pt(width)


def legend_of(figure: go.Figure) -> list[Entry]:
    """The entries of a figure's legend, in the order of its traces; none where it has none."""
    if not figure.layout.showlegend:
        return []
    entries = []
    for trace in figure.data:
        if trace.showlegend is False or not trace.name:
            continue
        marker = trace.marker
        colour, symbol = _first(marker.color), "square"
        if trace.type == "scatter":
            is_line = "markers" not in (trace.mode or "")
            symbol = "line" if is_line else _first(marker.symbol) or "circle"
            colour = trace.line.color if is_line else colour
        outline = _first(marker.line.color)
        if trace.type == "scatter" and trace.fill == "toself":
            symbol, colour, outline = "square", trace.fillcolor, trace.line.color
        colour = next((one for one in (colour, outline) if is_colour(one)), None)
        patterns = set() if trace.type == "scatter" else _all(marker.pattern.shape)
        if colour:
            entries.append(
                Entry(
                    str(trace.name), str(symbol), str(colour),
                    str(outline) if is_colour(outline) else str(colour),
                    # Where single bars are hatched, the whole is not.
                    str(patterns.pop() or "") if len(patterns) == 1 else "",
                )
            )  # fmt: skip
    return entries


def _all(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list | tuple) else {value}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and len(value) else value


def add_legend(shapes: SlideShapes, entries: Sequence[Entry], box: Box, style: Style) -> int:
    """A row of marks with their words at the top of a box, in as many lines as it takes; returns its height in EMU."""
    x, row = box.left, 0
    for entry in entries:
        width = width_of(entry.text, _TICK_SIZE) + Inches(0.55)
        if x > box.left and x + width > box.right:
            x, row = box.left, row + 1
        middle = box.top + row * _LEGEND_ROW + _LEGEND_ROW // 2
        at = x + Inches(0.1)
        if entry.symbol == "line":
            add_line(shapes, (x, middle, x + Inches(0.22), middle), entry.colour, 2)
        else:
            # A mark as pale as the ground keeps an edge.
            is_pale = entry.outline.upper() == style.ground.upper()
            edge = style.hatch if is_pale else entry.outline
            width_of_edge = 0.75 if entry.symbol == "square" else 1.5
            add_mark(
                shapes, entry.symbol, at, middle, 10, entry.colour, width_of_edge,
                outline=edge, pattern=entry.pattern,
            )  # fmt: skip
        add_text(shapes, entry.text, x + Inches(0.28), middle, _TICK_SIZE, style.ink)
        x += width
    return (row + 1) * _LEGEND_ROW + _GAP if entries else 0


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
    left = min(max(names, default=0), round(box.width * _NAMES_AT_MOST)) + (_GAP * 2 if names else 0)  # fmt: skip
    beside = [
        width_of(in_one_line(note.text), points(note.font.size)) + _GAP * 2
        for note in figure.layout.annotations
        if note.xref == "paper" and note.x is not None and note.x >= 1 and note.xanchor == "left"
    ]
    right = max(beside, default=_GAP * 2)
    x_axis = _with_room(x_axis, box.width - left - right)
    measure = width_of if x_axis.is_upright else height_of
    said = [measure(text, size) for _, text in x_axis.ticks] if x_axis.is_visible else []
    ticks_height = max(said, default=0) + (_GAP if said else 0)
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
    room = round(width * pitch / (axis.high - axis.low)) - _GAP
    return replace(axis, ticks=[(value, _wrapped(text, room)) for value, text in axis.ticks])


def _wrapped(markup: str, room: int) -> str:
    """A text set anew in lines as wide as the room in EMU; bold lines stay bold, and apart."""
    lines = []
    for is_bold, parts in itertools.groupby(markup.split("<br>"), lambda line: line.startswith("<b>")):  # fmt: skip
        kept = ""
        for word in " ".join(part.removeprefix("<b>").removesuffix("</b>") for part in parts).split(" "):  # fmt: skip
            longer = f"{kept} {word}".strip()
            if kept and width_of(longer, _TICK_SIZE) > room:
                lines.append(f"<b>{kept}</b>" if is_bold else kept)
                longer = word
            kept = longer
        lines.append(f"<b>{kept}</b>" if is_bold else kept)
    return "<br>".join(lines)


def _stands_below(note: Any) -> bool:
    return note.yref == "paper" and note.y == 0 and note.yanchor == "top"


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
        height -= max((width_of(text, _DENSE_SIZE) for _, text in across.ticks), default=0)
    row = round((lines * _tick_size(across) * share + 1) * _EMU_PER_POINT)
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
    return len(paragraphs(markup)) * (size or 14) * _LINE


def _lines_of_rows(figure: go.Figure, axis: Axis) -> int:
    texts = [text for _, text in axis.ticks]
    texts += [note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1]  # fmt: skip
    return max((len(paragraphs(in_one_line(text))) for text in texts), default=1)


def add_names(shapes: SlideShapes, plane: Plane, style: Style) -> None:
    """The texts of both axes' ticks that no chart writes by itself, and their titles."""
    x_axis, y_axis = plane.x_axis, plane.y_axis
    _add_title_of_rows(shapes, plane, style)
    if y_axis.is_visible and y_axis.step is None:
        for value, text in y_axis.ticks:
            if plane.holds(value):
                add_text(
                    shapes, text, plane.plot.left - _GAP, plane.y(value), plane.tick_size, style.ink, align="right"
                )  # fmt: skip
    if x_axis.is_visible and x_axis.step is None:
        edge, anchor = (plane.plot.top - _GAP // 2, "bottom") if x_axis.is_opposite else (plane.plot.bottom + _GAP // 2, "top")  # fmt: skip
        for value, text in x_axis.ticks:
            if x_axis.low <= value <= x_axis.high:
                write_tick = _add_upright if x_axis.is_upright else add_text
                write_tick(
                    shapes, text, plane.x(value), edge, plane.tick_size, style.secondary, align="center", anchor=anchor
                )  # fmt: skip
    if x_axis.title:
        place = plane.box.top if x_axis.is_opposite else plane.box.bottom
        anchor = "top" if x_axis.is_opposite else "bottom"
        middle = plane.plot.left + plane.plot.width // 2
        add_text(
            shapes, x_axis.title, middle, place, _TICK_SIZE, style.secondary, align="center", anchor=anchor
        )  # fmt: skip


def _add_title_of_rows(shapes: SlideShapes, plane: Plane, style: Style) -> None:
    """What the rows are, above their names: upright, so that nobody turns their head."""
    if plane.y_axis.title:
        add_text(
            shapes, plane.y_axis.title, plane.box.left, plane.plot.top - _GAP // 2, _TICK_SIZE,
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
            align=note.xanchor if note.xanchor in _ALIGN else "center",
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

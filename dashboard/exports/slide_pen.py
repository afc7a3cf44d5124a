"""Texts, straight lines and marks on a slide: how large they are, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.shapetree import SlideShapes
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from dashboard.exports.figure_parts import paragraphs
from dashboard.theme import FONT

# The width of all slides.
WIDTH = Inches(13.333)
# Widths of letters and the height of a line as shares of the size, for Noto Sans; other fonts are narrower.
_CAPITAL, _LETTER, _THIN, LINE = 0.76, 0.6, 0.34, 1.3
# Sizes in points: a figure's 13 to 16 pixels, as they are read from a screen on the wall.
_SIZES = (11.0, 14.0)
TICK_SIZE, DENSE_SIZE = 12.0, 10.0
_POINTS_PER_PIXEL = 0.82
# A point, and a figure's pixel on a slide where all of it is as large as its type, in EMU.
EMU_PER_POINT = 12_700
PIXEL = round(_POINTS_PER_PIXEL * EMU_PER_POINT)
GAP = Inches(0.1)
_FAMILY = FONT.split(",")[0]
ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
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
    return round(max(map(_letters, lines), default=0) * size * EMU_PER_POINT)


def _letters(text: str) -> float:
    """How wide a text is at a size of one."""
    return sum(
        _CAPITAL if letter.isupper() or not letter.isascii() else _THIN if letter in " .,:;iIl|'()" else _LETTER
        for letter in text
    )  # fmt: skip


def shortened(text: str, letters: int) -> str:
    """A text of so many letters at most, cut after a word; an ellipsis says that it was."""
    return text if len(text) <= letters else text[: letters - 2].rsplit(" ", 1)[0] + " …"


def height_of(markup: str, size: float) -> int:
    """How high a text is, in EMU."""
    return round(len(paragraphs(markup)) * size * LINE * EMU_PER_POINT)


def write(frame: TextFrame, markup: str, size: float, colour: str, *, align: str = "left") -> None:
    """Write a Plotly text into an empty text frame, one paragraph a line, without margins."""
    # Some programs centre a text that is not wrapped on its box; the box is as wide as the text needs.
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for number, line in enumerate(paragraphs(markup)):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = ALIGN[align]
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
    width, height = width_of(markup, size) + GAP, height_of(markup, size)
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


def add_upright(
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
    length, height = width_of(markup, size) + GAP, height_of(markup, size)
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

"""A table on a slide: what its cells say, how wide its columns are, and how many of its rows a slide holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Emu, Inches, Pt

from dashboard.exports.slide_pen import rgb, shortened, width_of
from dashboard.exports.slide_template import CONTENT
from dashboard.theme import LIGHT
from dashboard.words import Words

_CELL_SIZE, _CELL_LETTERS = 12.0, 70
_PADDING = Inches(0.18)
# The height of a line in a table, and the air around the lines of a row.
_LINE, _ROW_AIR = Inches(0.228), Inches(0.06)


def said_in_cell(cell: Any, words: Words) -> str:
    """A cell as the reader writes it."""
    if isinstance(cell, list | tuple):
        return words.listed(map(str, cell))
    if pd.isna(cell):
        return "–"
    if isinstance(cell, datetime.date):
        return words.date(cell)
    if isinstance(cell, bool):
        return "✓" if cell else "–"
    if not isinstance(cell, str):
        number = float(cell)
        if not number.is_integer():
            return words.number(number, 2 if abs(number) < 1 else 1)
        # A year is no thousand.
        return str(int(number)) if 1900 <= number <= 2100 else words.number(number)
    return shortened(cell, _CELL_LETTERS)


def widths_of(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The columns' widths in EMU by what they hold, together at most as wide as the content; no word is broken."""
    needed, wanted = [], []
    for place, head in enumerate(heads):
        texts = [row[place] for row in cells]
        words = [word for text in [head, *texts] for word in text.split(" ")]
        needed.append(max((width_of(word, _CELL_SIZE) for word in words), default=0) + _PADDING)
        longest = max((width_of(text, _CELL_SIZE) for text in texts), default=0)
        # A head is bold, and takes two lines at most where there is room.
        longest = max(longest, round(width_of(head, _CELL_SIZE) * 0.6))
        wanted.append(max(longest + _PADDING, needed[-1]))
    missing = sum(wanted) - CONTENT.width
    if missing <= 0:
        return wanted
    if sum(needed) >= CONTENT.width:
        return [width * CONTENT.width // sum(needed) for width in needed]
    # Columns of long texts give what is missing.
    spare = sum(wanted) - sum(needed)
    return [
        wide - missing * (wide - narrow) // spare
        for wide, narrow in zip(wanted, needed, strict=True)
    ]


def pages_of(
    heads: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]
) -> Iterator[list[Sequence[str]]]:
    """Rows for each slide: as many as the content holds below the heads."""
    height = CONTENT.height - _row_height(heads, widths)
    page: list[Sequence[str]] = []
    used = 0
    for row in cells:
        needed = _row_height(row, widths)
        if page and used + needed > height:
            yield page
            page, used = [], 0
        page.append(row)
        used += needed
    if page:
        yield page


def _row_height(row: Sequence[str], widths: Sequence[int]) -> int:
    return _LINE * _lines(row, widths) + _ROW_AIR


def _lines(row: Sequence[str], widths: Sequence[int]) -> int:
    inside = [max(width - _PADDING, Inches(0.2)) for width in widths]
    return max((-(-width_of(text, _CELL_SIZE) // wide) for text, wide in zip(row, inside, strict=True)), default=1) or 1  # fmt: skip


def add_table(
    shapes: SlideShapes,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> GraphicFrame:
    """A table at the top of the content, with these widths in EMU; gives the shape that holds it."""
    frame = shapes.add_table(
        len(rows) + 1, len(heads), Emu(CONTENT.left), Emu(CONTENT.top), Emu(sum(widths)), Emu(_LINE)
    )
    table = frame.table
    # No style of the program's: light lines only.
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    table.horz_banding = False
    for place, width in enumerate(widths):
        table.columns[place].width = Emu(width)
    is_number = [all(_is_number(row[place]) for row in rows) for place in range(len(heads))]
    for number, row in enumerate([heads, *rows]):
        is_head = number == 0
        table.rows[number].height = Emu(_row_height(row, widths))
        for place, text in enumerate(row):
            cell = table.cell(number, place)
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE if is_head else MSO_ANCHOR.TOP
            cell.fill.solid()
            ground = LIGHT.accent_text if is_head else LIGHT.panel if number % 2 == 0 else LIGHT.ground  # fmt: skip
            cell.fill.fore_color.rgb = rgb(ground)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if is_number[place] else PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = Pt(_CELL_SIZE), is_head
            run.font.color.rgb = rgb("#FFFFFF" if is_head else LIGHT.ink)
    return frame


def _is_number(text: str) -> bool:
    return text == "–" or (bool(text) and all(letter.isdigit() or letter in " .,\u202f\u00a0\u2212%-" for letter in text))  # fmt: skip

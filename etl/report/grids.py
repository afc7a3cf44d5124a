"""Opens a workbook file as grids of cell values, within bounds and without losing Excel errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from python_calamine import CalamineError, CalamineWorkbook

from etl.report.file import FOUND_LENGTH, WORKBOOK_PART, read_part, refuse
from etl.report.problem import Problem

Grid = list[list[Any]]

# A report has some hundred rows. One stray value in the last row of a sheet would make calamine
# lay out every cell before it.
MAXIMUM_ROWS, MAXIMUM_COLUMNS = 10_000, 200

# What damaged or hostile files make the readers of archive, XML and workbook raise.
DAMAGE = (
    CalamineError,
    BadZipFile,
    ZlibError,
    ParseError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
    AttributeError,
)

ERROR_OR_FORMULA = re.compile(rb"""\st=["']e["']|<(\w+:)?f[\s>/]""")
FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]+)(\d+)["'][^>]*(?<!/)>""")


class UnreadCell(str):
    """The text of a cell that calamine leaves out: an Excel error, a formula without a result."""


def open_grids(path: Path) -> tuple[dict[str, Grid], list[Problem]]:
    """Sheet name -> rows of cell values, from row 1 and column A on; or why there are none.

    Cells with an Excel error, or with a formula that was never computed, hold an ``UnreadCell``.
    """
    try:
        problems = refuse(path)
        if problems:
            return {}, problems
        sheets, problems = _unpack(path)
        if problems:
            return {}, problems
        with CalamineWorkbook.from_path(path) as book:
            grids: dict[str, Grid] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
        for name, content in sheets.items():
            for address, text in _unread_cells(content):
                _put(grids[name], address, text)
    except DAMAGE as error:
        found = (str(error) or type(error).__name__)[:FOUND_LENGTH]
        return {}, [Problem("unreadable", found=found, accepted=".xlsx")]
    return grids, []


def _unpack(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The XML of every sheet by the sheet's name, if the sheets are of a report's size."""
    sheets: dict[str, bytes] = {}
    with ZipFile(path) as archive:
        parts = fromstring(read_part(archive, "xl/_rels/workbook.xml.rels"))
        targets = {part.get("Id"): part.get("Target", "") for part in parts}
        for sheet in fromstring(read_part(archive, WORKBOOK_PART)).iterfind(".//{*}sheet"):
            part = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            target = str(PurePosixPath("/xl", targets[part]))[1:]
            sheets[sheet.get("name", "")] = read_part(archive, target)
    problems = [
        Problem(
            "sheet_too_large",
            sheet=name,
            cell=(letters + row).decode(),
            accepted=f"{MAXIMUM_ROWS} × {MAXIMUM_COLUMNS}",
        )
        for name, content in sheets.items()
        for letters, row in _farthest_cell(content)
    ]
    return sheets, problems


def _farthest_cell(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The first filled cell out of bounds, if there is one."""
    for match in FILLED_CELL.finditer(content):
        letters, row = match.groups()
        if int(row) > MAXIMUM_ROWS or _column_number(letters.decode()) > MAXIMUM_COLUMNS:
            yield letters, row
            return


def _unread_cells(content: bytes) -> Iterator[tuple[str, str]]:
    """Address and text of the cells for which calamine gives nothing though they hold something."""
    if not ERROR_OR_FORMULA.search(content):
        return
    for cell in fromstring(content).iterfind(".//{*}c"):
        formula, value = cell.findtext("{*}f"), cell.findtext("{*}v")
        is_uncomputed = formula is not None and not value and cell.get("t") != "str"
        if cell.get("t") == "e" or is_uncomputed:
            yield cell.get("r", ""), value or f"={formula or ''}"


def _put(grid: Grid, address: str, text: str) -> None:
    letters = address.rstrip("0123456789")
    column, row = _column_number(letters), int(address[len(letters) :])
    width = max([column, *(len(line) for line in grid)])
    grid += [[] for _ in range(row - len(grid))]
    for line in grid:
        line += [""] * (width - len(line))
    grid[row - 1][column - 1] = UnreadCell(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number

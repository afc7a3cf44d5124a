"""Opens a workbook file as grids of cell values, within bounds and with what a value hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring, iterparse
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
# An attribute list is short: what is longer is no tag, and is not searched again and again.
FILLED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]{0,300}?\br=["']([A-Z]+)(\d+)["'][^<>]{0,300}(?<!/)>"""
)
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]{0,300}?\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
HIDDEN = re.compile(
    rb"""<(?:\w+:)?(row|col)(\s[^<>]{0,300}?\bhidden=["'](?:1|true)["'][^<>]{0,300})>"""
)
NUMBER = re.compile(rb"""\b(min|max|r)=["'](\d+)["']""")


@dataclass(frozen=True)
class Layout:
    """What the values of a sheet do not say: where they come from, and whether they are seen.

    ``formulas``: address -> formula, of the cells whose computed value was read. ``merged``:
    ranges such as ``B4:B6``. Rows and columns that are hidden are counted from 1.
    """

    formulas: dict[str, str]
    merged: tuple[str, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


@dataclass(frozen=True)
class Book:
    """A workbook's sheets by name, in its order: rows of cell values from A1 on, and layouts."""

    grids: dict[str, Grid]
    layouts: dict[str, Layout]


class UnreadCell(str):
    """The text of a cell that calamine leaves out: an Excel error, a formula without a result."""


def open_book(path: Path) -> tuple[Book, list[Problem]]:
    """The sheets of a workbook; or an empty book and why there is none.

    No formula is evaluated: the value the workbook carries is read. Cells with an Excel error, or with a formula that was never computed, hold an ``UnreadCell``.
    """
    try:
        problems = refuse(path)
        if problems:
            return Book({}, {}), problems
        sheets, problems = _unpack(path)
        if problems:
            return Book({}, {}), problems
        with CalamineWorkbook.from_path(path) as book:
            grids: dict[str, Grid] = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
        layouts = {}
        for name, content in sheets.items():
            unread, formulas = _unread_cells_and_formulas(content)
            for address, text in unread.items():
                _put(grids[name], address, text)
            layouts[name] = _layout(content, formulas)
    except DAMAGE as error:
        found = (str(error) or type(error).__name__)[:FOUND_LENGTH]
        return Book({}, {}), [Problem("unreadable", found=found, accepted=".xlsx")]
    return Book(grids, layouts), []


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
        if int(row) > MAXIMUM_ROWS or column_number(letters.decode()) > MAXIMUM_COLUMNS:
            yield letters, row
            return


def _unread_cells_and_formulas(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Address -> text of the cells for which calamine gives nothing though they hold something.

    And address -> formula of those that hold both a formula and the value it gave.
    """
    unread: dict[str, str] = {}
    formulas: dict[str, str] = {}
    if not ERROR_OR_FORMULA.search(content):
        return unread, formulas
    for _, element in iterparse(BytesIO(content)):
        name = element.tag.rpartition("}")[2]
        if name == "row":
            element.clear()  # what was read is let go, so that memory does not grow with the sheet
        if name != "c":
            continue
        address, kind = element.get("r", ""), element.get("t")
        formula, value = element.findtext("{*}f"), element.findtext("{*}v")
        text = f"={formula or '…'}"  # a formula filled down stands in its first cell only
        if kind == "e" or (formula is not None and not value and kind != "str"):
            unread[address] = value or text
        elif formula is not None:
            formulas[address] = text
    return unread, formulas


def _layout(content: bytes, formulas: dict[str, str]) -> Layout:
    hidden: dict[bytes, set[int]] = {b"row": set(), b"col": set()}
    for kind, attributes in HIDDEN.findall(content) if b"hidden=" in content else ():
        numbers = {name: int(number) for name, number in NUMBER.findall(attributes)}
        first = numbers.get(b"r", numbers.get(b"min", 1))
        last = min(numbers.get(b"r", numbers.get(b"max", first)), MAXIMUM_ROWS)
        hidden[kind] |= set(range(first, last + 1))
    merged = MERGED.findall(content) if b"mergeCell" in content else ()
    return Layout(
        formulas=formulas,
        merged=tuple(found.decode() for found in merged),
        hidden_rows=frozenset(hidden[b"row"]),
        hidden_columns=frozenset(hidden[b"col"]),
    )


def _put(grid: Grid, address: str, text: str) -> None:
    letters = address.rstrip("0123456789")
    column, row = column_number(letters), int(address[len(letters) :])
    width = max([column, *(len(line) for line in grid)])
    grid += [[] for _ in range(row - len(grid))]
    for line in grid:
        line += [""] * (width - len(line))
    grid[row - 1][column - 1] = UnreadCell(text)


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number, counted from 1, of a column's letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number

"""Opens an Excel workbook (.xlsx): refuses what acts or fetches, reads values and what they hide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import fromstring, iterparse
from zipfile import ZipInfo

from python_calamine import CalamineWorkbook

from etl.report.archive import Parts, unpack, xml_of
from etl.report.grids import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    Book,
    Grid,
    Layout,
    UnreadCell,
    address_of,
    place_of,
    put,
    too_large,
)
from etl.report.problem import FOUND_LENGTH, Problem

SUFFIX = ".xlsx"
WORKBOOK_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"
# Parts by which an archive of another kind is known.
KINDS_OF_ARCHIVE = {
    "xl/workbook.bin": "Excel .xlsb",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "mimetype": "OpenDocument",
}
MACRO_PARTS = re.compile(r"vbaProject\.bin$|^xl/(macrosheets|activeX|dialogsheets)/", re.IGNORECASE)
LINK_PARTS = re.compile(r"^xl/(externalLinks/[^/]+$|connections\.xml$|queryTables/)", re.IGNORECASE)
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
HYPERLINK = re.compile(r"""\bType=["'][^"']*/hyperlink["']""")
TARGET = re.compile(r"""\bTarget=["']([^"']*)["']""")

# All is searched for by what it begins with, in one go over the bytes: a sheet has a million tags.
ERRORS = (b't="e"', b"t='e'")
FORMULA = re.compile(rb"<f[\s>/]")
# Rows and cells that do not begin with an address within bounds.
UNUSUAL_ROW = re.compile(rb'<row(?! r="(?:[1-9]\d{0,3}|10000)")[\s/>]')
UNUSUAL_CELL = re.compile(rb'<c(?! r="(?:[A-Z]|[A-F][A-Z]|G[A-R])(?:[1-9]\d{0,3}|10000)")[\s/>]')
WIDE_CELL = re.compile(rb'<c r="[A-Z]{2}')
# How far down there are cells at most, by the digits of their rows.
LOW_CELLS = [
    (re.compile(rb'<c r="[A-Z]{1,2}' + digits), rows)
    for digits, rows in ((rb"\d{4}", MAXIMUM_ROWS), (rb"\d{3}", 999), (rb"\d\d", 99))
]
WITH_A_PREFIX = re.compile(rb":(?:row|c|f)[\s/>]")
LIST_OF_TEXTS = re.compile(rb"<(?:\w+:)?sst\b[^>]*>")
FALSE_COUNT = re.compile(rb"""[cC]ount\s*=\s*(?!["']\d{1,7}["'])""")
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
# An attribute list is short: what is longer is no tag, and is not searched again and again.
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]{0,300}?\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
HIDDEN = re.compile(rb"""hidden=["'](?:1|true)["']""")
ROW_OR_COLUMN = re.compile(rb"""<(?:\w+:)?(row|col)(\s[^<>]{0,600})>""")
NUMBER = re.compile(rb"""\b(min|max|r)=["'](\d+)["']""")


def open_workbook(path: Path) -> tuple[Book | None, list[Problem]]:
    """The sheets of a workbook, or why it is not read.

    The values the workbook carries are read, no formula is evaluated. Cells with an Excel error,
    or with a formula that was never computed, hold an ``UnreadCell``.
    """
    parts, problem = unpack(path, SUFFIX, _is_wanted)
    problem = problem or _part_problem(parts)
    if problem is not None:
        return None, [problem]
    sheets = _sheets(parts)
    _refuse_false_counts(parts)
    problems = _extent_problems(parts, {part: name for name, part, _ in sheets})
    if problems:
        return None, problems
    grids = _grids(path)
    layouts = {}
    for name, part, is_hidden in sheets:
        content = parts[part]
        unread, formulas = _unread_cells_and_formulas(content)
        for address, text in unread.items():
            put(grids[name], address, UnreadCell(text))
        layouts[name] = _layout(content, formulas, is_hidden)
    return Book(grids, layouts), []


def _grids(path: Path) -> dict[str, Grid]:
    """The cells of every sheet; raises CalamineError, or ValueError where calamine gives up."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            return {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except BaseException as error:
        # A panic in Rust comes as an exception that is no Exception, of a class one cannot import.
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"calamine panicked: {error}") from None


def _is_wanted(entry: ZipInfo) -> bool:
    return entry.filename.endswith((".xml", ".rels"))


def _part_problem(parts: Parts) -> Problem | None:
    """A workbook of another kind, or one that acts or fetches."""
    if WORKBOOK_PART not in parts:
        known = (kind for part, kind in KINDS_OF_ARCHIVE.items() if part in parts)
        return Problem("other_kind", found=next(known, "ZIP"), accepted=SUFFIX)
    macros = [name for name in parts if MACRO_PARTS.search(name)]
    if macros:
        return Problem("macros", found=macros[0][:FOUND_LENGTH], accepted=SUFFIX)
    target = _external_target(parts)
    if target is not None:
        return Problem("external_link", found=target[:FOUND_LENGTH], accepted=SUFFIX)
    return None


def _external_target(parts: Parts) -> str | None:
    """What the workbook would fetch from elsewhere; a link a reader may click is none of it."""
    for name in parts:
        if not name.endswith(".rels"):
            continue
        content = xml_of(parts, name).decode("utf-8", "replace")
        for relation in RELATION.findall(content) if "External" in content else ():
            if "External" in relation and not HYPERLINK.search(relation):
                target = TARGET.search(relation)
                return target[1] if target is not None else name
    return next((name for name in parts if LINK_PARTS.search(name)), None)


def _refuse_false_counts(parts: Parts) -> None:
    """Raise ValueError for a list said to have more texts than a file holds: room is made for all."""
    for part, content in parts.items():
        for tag in LIST_OF_TEXTS.finditer(content):
            if FALSE_COUNT.search(tag[0]):
                raise ValueError(f"The count of texts in {part} is false")


def _sheets(parts: Parts) -> list[tuple[str, str, bool]]:
    """Name and part of every sheet, and whether it is hidden.

    Raises ValueError where a name or an identifier stands twice: each reader would take another.
    """
    relations = fromstring(xml_of(parts, RELATIONS_PART))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    sheets = []
    for sheet in fromstring(xml_of(parts, WORKBOOK_PART)).iterfind(".//{*}sheet"):
        (identifier,) = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
        part = str(PurePosixPath("/xl", targets[identifier]))[1:]
        if not (part.endswith(".xml") and xml_of(parts, part)):
            raise ValueError(f"The sheet {part} is no XML")
        is_hidden = sheet.get("state", "visible") != "visible"
        sheets.append((sheet.get("name", ""), part, is_hidden))
    if len(targets) < len(relations) or len({name for name, _, _ in sheets}) < len(sheets):
        raise ValueError(f"A name stands twice in {WORKBOOK_PART} or {RELATIONS_PART}")
    return sheets


def _extent_problems(parts: Parts, names: dict[str, str]) -> list[Problem]:
    """One problem for every sheet with something out of bounds, or the first with too much in all.

    All parts are looked at in which there may be cells, whether or not a sheet is said to be there.
    """
    sheets = {
        part: xml_of(parts, part) for part, content in parts.items() if b"sheetData" in content
    }
    limits = [_limits(content) for content in sheets.values()]
    if None not in limits and sum(filter(None, limits)) <= MAXIMUM_CELLS:
        return []
    problems = []
    cells = 0
    for part, content in sheets.items():
        rows, columns, outside = _extent(content)
        if outside is not None:
            problems.append(too_large(names.get(part, part), outside))
            continue
        cells += rows * columns
        if cells > MAXIMUM_CELLS:
            return [too_large(names.get(part, part), address_of(rows, columns))]
    return problems


def _limits(content: bytes) -> int | None:
    """How many cells a sheet has at most, when its addresses are looked at only in passing.

    None where they are not written as spreadsheet programs do, or lie out of bounds.
    """
    is_unusual = (
        UNUSUAL_ROW.search(content) or UNUSUAL_CELL.search(content) or WITH_A_PREFIX.search(content)
    )
    if is_unusual:
        return None
    rows = next((rows for pattern, rows in LOW_CELLS if pattern.search(content)), 9)
    return rows * (MAXIMUM_COLUMNS if WIDE_CELL.search(content) else 26)


def _extent(content: bytes) -> tuple[int, int, str | None]:
    """Rows and columns that the cells of a sheet take, and the first filled one out of bounds.

    A cell without an address stands right of the cell before it.
    """
    row = column = rows = columns = 0
    outside: str | None = None
    place = (0, 0)
    for event, element in iterparse(BytesIO(content), ("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "row":
            row, column = int(element.get("r", row + 1)), 0
        elif event == "start" and name == "c":
            address = element.get("r")
            if address is not None and not ADDRESS.fullmatch(address):
                raise ValueError(f"A cell has the address {address[:FOUND_LENGTH]}")
            place = (row, column + 1) if address is None else place_of(address)
            column = place[1]
        elif event == "end" and name == "c":
            # What is empty is left out by whoever lays the cells out.
            if len(element):
                rows, columns = max(rows, place[0]), max(columns, place[1])
                if outside is None and (rows > MAXIMUM_ROWS or columns > MAXIMUM_COLUMNS):
                    outside = address_of(*place)
        elif event == "end" and name == "row":
            element.clear()  # what was read is let go, so that memory does not grow with the sheet
    return rows, columns, outside


def _unread_cells_and_formulas(content: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Address -> text of the cells for which calamine gives nothing though they hold something.

    And address -> formula of those that hold both a formula and the value it gave.
    """
    unread: dict[str, str] = {}
    formulas: dict[str, str] = {}
    if not (
        any(error in content for error in ERRORS)
        or FORMULA.search(content)
        or WITH_A_PREFIX.search(content)
    ):
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


def _layout(content: bytes, formulas: dict[str, str], is_hidden: bool) -> Layout:
    hidden: dict[bytes, set[int]] = {b"row": set(), b"col": set()}
    for kind, attributes in _hidden_tags(content):
        numbers = {name: int(number) for name, number in NUMBER.findall(attributes)}
        first = numbers.get(b"r", numbers.get(b"min", 1))
        limit = MAXIMUM_ROWS if kind == b"row" else MAXIMUM_COLUMNS
        last = min(numbers.get(b"r", numbers.get(b"max", first)), limit)
        hidden[kind] |= set(range(first, last + 1))
    merged = MERGED.findall(content) if b"mergeCell" in content else ()
    return Layout(
        formulas=formulas,
        merged=tuple(found.decode() for found in merged),
        hidden_rows=frozenset(hidden[b"row"]),
        hidden_columns=frozenset(hidden[b"col"]),
        is_hidden=is_hidden,
    )


def _hidden_tags(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and attributes of the rows and columns that are hidden."""
    for match in HIDDEN.finditer(content):
        start = content.rfind(b"<", max(0, match.start() - 300), match.start())
        tag = ROW_OR_COLUMN.match(content, start) if start >= 0 else None
        if tag is not None:
            yield tag[1], tag[2]

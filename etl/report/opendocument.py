"""Opens an OpenDocument workbook (.ods): refuses what acts or fetches, reads values and the rest.

Values, formulas, spans and hidden places come out of one pass over content.xml, so that all of them
speak of the same cell however often rows and columns repeat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.parsers.expat import ParserCreate
from zipfile import ZipInfo

from etl.report.archive import Parts, unpack, xml_of
from etl.report.grids import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    Book,
    Layout,
    UnreadCell,
    address_of,
    too_large,
    widened,
)
from etl.report.problem import FOUND_LENGTH, Problem

SUFFIX = ".ods"
# Flat files and templates, which are no workbook one sends.
OTHER_SUFFIXES = (".fods", ".ots")
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
TEMPLATE = MIMETYPE + b"-template"
CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
MACRO_PARTS = ("basic/", "scripts/")

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = f"{_ODF}office:1.0 ", f"{_ODF}table:1.0 ", f"{_ODF}text:1.0 "
STYLE, DRAW, SCRIPT = f"{_ODF}style:1.0 ", f"{_ODF}drawing:1.0 ", f"{_ODF}script:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
HREF = "http://www.w3.org/1999/xlink href"
# What a reader may click; every other address is fetched by the program that opens the file.
LINKS = (f"{TEXT}a", f"{DRAW}a")
FETCHING = tuple(
    f"{OFFICE if name == 'dde-source' else TABLE}{name}"
    for name in (
        "table-source",
        "cell-range-source",
        "dde-source",
        "database-source-sql",
        "database-source-table",
        "database-source-query",
    )
)
# An address with a scheme, of another server, or above the workbook's own parts.
OUTSIDE = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*:|/|\\|\.\./)")
OTHER_WORKBOOK = re.compile(r"'[^']*'#")
PLAIN_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?")
ERROR_TEXT = re.compile(r"#[A-Z/0!?]{2,10}|Err:\d{3}")
NUMERIC = ("float", "percentage", "currency")
# More blanks or repeated characters in a row than anyone types.
MAXIMUM_BLANKS = 1_000


class _Stop(Exception):
    """Something was met for which the workbook is refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def open_workbook(path: Path) -> tuple[Book | None, list[Problem]]:
    """The sheets of a workbook, or why it is not read.

    The values the workbook carries are read, no formula is evaluated. Cells with an error, or with
    a formula that was never computed, hold an ``UnreadCell``.
    """
    parts, problem = unpack(path, SUFFIX, _is_wanted)
    problem = problem or _part_problem(parts, path.name)
    if problem is not None:
        return None, [problem]
    try:
        if STYLES in parts:
            _parse(xml_of(parts, STYLES))
        sheets = _parse(xml_of(parts, CONTENT))
    except _Stop as stop:
        return None, [stop.problem]
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise ValueError("The name of a sheet stands twice")
    grids = {sheet.name: widened(sheet.rows) for sheet in sheets}
    return Book(grids, {sheet.name: sheet.layout() for sheet in sheets}), []


def _is_wanted(entry: ZipInfo) -> bool:
    return entry.filename in ("mimetype", CONTENT, STYLES, MANIFEST)


def _part_problem(parts: Parts, file_name: str) -> Problem | None:
    """A document of another kind, one that is encrypted, or one with macros."""
    mimetype = parts.get("mimetype", b"").strip()
    if mimetype == TEMPLATE:
        return Problem("other_opendocument", found=file_name, accepted=SUFFIX)
    if mimetype != MIMETYPE:
        kind = mimetype.rpartition(b".")[2].decode("ascii", "replace")[:FOUND_LENGTH]
        if "xl/workbook.xml" in parts:
            kind = "Excel"
        return Problem("other_kind", found=kind or "ZIP", accepted=SUFFIX)
    if b"encryption-data" in xml_of(parts, MANIFEST):
        return Problem("encrypted", found=file_name, accepted=SUFFIX)
    macros = [name for name in parts if name.lower().startswith(MACRO_PARTS)]
    if macros:
        return Problem("macros", found=macros[0][:FOUND_LENGTH], accepted=SUFFIX)
    return None


def _parse(content: bytes) -> list[_Sheet]:
    """The sheets in one part's XML; raises _Stop for what is refused."""
    handler = _Handler()
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.characters
    parser.Parse(content, True)
    return handler.sheets


@dataclass
class _Sheet:
    """One sheet while it is read: the place of the next cell, and what stands before it."""

    name: str
    is_hidden: bool
    rows: list[list[Any]] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # Counted from 1: the row being read and how often it stands, and the next column in it.
    row: int = 1
    repeated: int = 1
    column: int = 1
    declared_columns: int = 0
    line: list[Any] = field(default_factory=list)

    def layout(self) -> Layout:
        return Layout(
            self.formulas,
            tuple(self.merged),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.is_hidden,
        )


class _Handler:
    """Follows the elements of content.xml; only what is filled takes memory, however much repeats."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.cells = 0
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.sheet: _Sheet | None = None
        self.cell: dict[str, str] | None = None
        self.texts: list[str] = []
        # How deep the parser is within something that belongs to a cell or sheet and is no value of
        # it: a note, a picture, a table within a table.
        self.skipped = 0
        self.is_in_paragraph = False

    # ------------------------------------------------------------------------------------- elements

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._refuse(name, attributes)
        if self.skipped:
            self.skipped += 1
        elif self.cell is not None:
            self._start_in_cell(name, attributes)
        elif self.sheet is not None:
            self._start_in_sheet(self.sheet, name, attributes)
        elif name == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif name == f"{STYLE}table-properties":
            if attributes.get(f"{TABLE}display") == "false":
                self.hidden_styles.add(self.style)
        elif name == f"{TABLE}table":
            is_hidden = attributes.get(f"{TABLE}style-name") in self.hidden_styles
            self.sheet = _Sheet(attributes.get(f"{TABLE}name", ""), is_hidden)
            self.sheets.append(self.sheet)

    def _start_in_sheet(self, sheet: _Sheet, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TABLE}table-column":
            repeated = _count(attributes, "number-columns-repeated")
            first = sheet.declared_columns + 1
            sheet.declared_columns += repeated
            if _is_hidden(attributes):
                last = min(sheet.declared_columns, MAXIMUM_COLUMNS)
                sheet.hidden_columns |= set(range(first, last + 1))
        elif name == f"{TABLE}table-row":
            sheet.repeated = _count(attributes, "number-rows-repeated")
            sheet.column, sheet.line = 1, []
            if _is_hidden(attributes):
                last = min(sheet.row + sheet.repeated - 1, MAXIMUM_ROWS)
                sheet.hidden_rows |= set(range(sheet.row, last + 1))
        elif name in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            self.cell, self.texts = attributes, []
        elif name in (f"{TABLE}shapes", f"{TABLE}table", f"{OFFICE}forms"):
            self.skipped = 1

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{TEXT}p":
            # Paragraphs are the lines of a cell.
            self.texts += ["\n"] if self.texts else [""]
            self.is_in_paragraph = True
        elif name == f"{TEXT}s":
            self.texts.append(" " * min(_count(attributes, "c", TEXT), MAXIMUM_BLANKS))
        elif name == f"{TEXT}tab":
            self.texts.append("\t")
        elif name == f"{TEXT}line-break":
            self.texts.append("\n")
        elif not name.startswith(TEXT):
            self.skipped = 1

    def characters(self, text: str) -> None:
        if self.is_in_paragraph and not self.skipped:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.sheet is None:
            return
        elif self.cell is not None:
            if name in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                self._end_cell(self.sheet, self.cell)
                self.cell = None
            elif name == f"{TEXT}p":
                self.is_in_paragraph = False
        elif name == f"{TABLE}table-row":
            self._end_row(self.sheet)
        elif name == f"{TABLE}table":
            self.sheet = None

    # --------------------------------------------------------------------------------------- values

    def _end_cell(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        repeated = _count(attributes, "number-columns-repeated")
        value = _value(attributes, "".join(self.texts))
        first, sheet.column = sheet.column, sheet.column + repeated
        last_row = sheet.row + sheet.repeated - 1
        if value != "":
            self._refuse_outside(sheet, last_row, sheet.column - 1)
            sheet.line += [""] * (first - 1 - len(sheet.line)) + [value] * repeated
        formula = attributes.get(f"{TABLE}formula")
        rows, columns = (
            _count(attributes, f"number-{each}-spanned") for each in ("rows", "columns")
        )
        if (formula is None and rows * columns == 1) or max(first, sheet.row) > MAXIMUM_ROWS:
            return
        address = address_of(sheet.row, first)
        if formula is not None and value != "" and not isinstance(value, UnreadCell):
            sheet.formulas[address] = _formula(formula)
        if rows * columns > 1:
            bottom = min(sheet.row + rows - 1, MAXIMUM_ROWS)
            right = min(first + columns - 1, MAXIMUM_COLUMNS)
            sheet.merged.append(f"{address}:{address_of(bottom, right)}")

    def _end_row(self, sheet: _Sheet) -> None:
        if sheet.line:
            self.cells += len(sheet.line) * sheet.repeated
            if self.cells > MAXIMUM_CELLS:
                cell = address_of(sheet.row, len(sheet.line))
                raise _Stop(too_large(sheet.name, cell))
            sheet.rows += [[] for _ in range(sheet.row - 1 - len(sheet.rows))]
            sheet.rows += [list(sheet.line) for _ in range(sheet.repeated)]
        sheet.row += sheet.repeated

    # ------------------------------------------------------------------------------------- refusals

    def _refuse_outside(self, sheet: _Sheet, row: int, column: int) -> None:
        if row > MAXIMUM_ROWS or column > MAXIMUM_COLUMNS:
            # A number of many digits is no place to look at.
            cell = address_of(min(row, 10**7), min(column, 10**5))
            raise _Stop(too_large(sheet.name, cell))

    def _refuse(self, name: str, attributes: dict[str, str]) -> None:
        href = attributes.get(HREF)
        if name == f"{SCRIPT}event-listener":
            found = href or attributes.get(f"{SCRIPT}event-name") or "event-listener"
            raise _Stop(Problem("macros", found=found[:FOUND_LENGTH], accepted=SUFFIX))
        if name in FETCHING:
            target = href or next(iter(attributes.values()), name.rpartition(" ")[2])
        elif href is not None and name not in LINKS and OUTSIDE.match(href):
            target = href
        else:
            formula = attributes.get(f"{TABLE}formula")
            if formula is None or "#" not in formula or not OTHER_WORKBOOK.search(formula):
                return
            target = formula
        raise _Stop(Problem("external_link", found=target[:FOUND_LENGTH], accepted=SUFFIX))


def _count(attributes: dict[str, str], name: str, space: str = TABLE) -> int:
    """How often something stands, or over how many cells it spans: once, where nothing is said."""
    text = attributes.get(space + name)
    if text is None:
        return 1
    number = int(text)
    if number < 1:
        raise ValueError(f"Found {name} {number}; accepted is 1 or more")
    return number


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(f"{TABLE}visibility", "visible") != "visible"


def _value(attributes: dict[str, str], shown: str) -> Any:
    """The value a cell carries; an empty text for a blank one."""
    kind = attributes.get(f"{OFFICE}value-type")
    formula = attributes.get(f"{TABLE}formula")
    is_error = attributes.get(f"{CALC}value-type") == "error"
    if is_error or (formula is not None and (kind is None or ERROR_TEXT.fullmatch(shown))):
        return UnreadCell(shown or _formula(formula or ""))
    number = attributes.get(f"{OFFICE}value", "")
    if kind in NUMERIC and PLAIN_NUMBER.fullmatch(number):
        return float(number)
    if kind == "boolean":
        return attributes.get(f"{OFFICE}boolean-value") == "true"
    if kind == "date":
        try:
            return datetime.fromisoformat(attributes.get(f"{OFFICE}date-value", ""))
        except ValueError:
            return shown
    return attributes.get(f"{OFFICE}string-value") or shown


def _formula(text: str) -> str:
    """A formula as it is typed, without the prefix of its language."""
    return f"={text.partition('=')[2] or '…'}"

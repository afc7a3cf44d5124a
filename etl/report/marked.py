"""Gives a sender's own workbook back with every problem marked in its cell and listed in front."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl.report.file import open_book
from etl.report.grids import MAXIMUM_ROWS, Book, column_letters, column_number, place_of
from etl.report.problem import Problem
from etl.report.workbook import FORMAT_VERSION, MARKER_SHEET, PROBLEMS_SHEET, sheet_title
from locales import languages, texts

# Light, so that the text stays readable, on paper too.
FILLS = {"error": "FFF9D6D2", "warning": "FFFFEFC4"}
TAB_COLOURS = {"error": "FFC0392B", "warning": "FFE0A100"}
HEADING_FILL, INK = "FF0072B5", "FF1B2430"
MARKS = {*FILLS.values(), *TAB_COLOURS.values()}

COLUMNS = {"severity": 14, "sheet": 20, "cell": 10, "found": 34, "accepted": 40, "message": 90}
TITLE_ROW, INTRO_ROW, HEADING_ROW = 1, 2, 4
# Right of the list, hidden: what colour each marked place had before, so that it comes back.
RECORD_COLUMN = len(COLUMNS) + 2
# The reader refuses sheets of more than MAXIMUM_ROWS, this one included.
MOST_LISTED, MOST_RECORDED = 2_000, MAXIMUM_ROWS - 1
RECORD_MARK = "pathfinder_marks"
# Between what the check says and a note that was there before.
BELOW = "\n――――――\n"
HIGHEST_ROW = 400  # Excel goes to 409
NOTE_WIDTH, NOTE_LINE, NOTE_LINE_SIGNS, NOTE_HIGHEST = 340, 16, 50, 480

CELL_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
# A number typed into a CSV file; one with leading zeros is an identifier.
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
# What openpyxl lays out cell by cell, and the cells that are written.
SPANNING = re.compile(
    rb"""<(?:\w+:)?(?:mergeCell|hyperlink|comment)\s[^<>]*?\bref=["']\s*\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})"""
)
WRITTEN_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
MOST_CELLS = 1_000_000  # a report of 5,000 actions has about 130,000
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
# Texts that a spreadsheet could take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>.*?</f>))<v\s*/?>(?:</v>)?</c>', re.DOTALL
)


def mark_workbook(
    content: bytes, file_name: str, problems: Sequence[Problem], language: str
) -> bytes:
    """The sender's report as an .xlsx with every problem marked; the content of the new file.

    A problem's cell is filled by severity and says in a note what is wrong, above a note that was
    there; the tab of its sheet is coloured; a first sheet lists all problems, those of the whole
    file or of a sheet included. Nothing else is changed, and marks of an earlier check are taken
    off. A file of another kind than .xlsx comes back as .xlsx with the same cells. Raises
    ValueError for a file that cannot be opened or that was refused.
    """
    book = _opened(content, file_name)
    marked, names = _as_workbook(content, file_name, book, language)
    marker = _Marker(marked, names, language)
    marker.take_off()
    marker.put_on(problems)
    buffer = BytesIO()
    marked.save(buffer)
    if not file_name.lower().endswith(".xlsx"):
        return buffer.getvalue()
    return _with_computed_values(buffer.getvalue(), content, marked)


def problem_list(problems: Sequence[Problem], language: str) -> pd.DataFrame:
    """All problems, one a row: severity, sheet, cell, found, accepted and message, in words.

    The columns have these names in every language. A problem of the whole file has no sheet.
    """
    rows = [
        (
            texts(language)[f"data.severity.{problem.severity}"],
            problem.sheet,
            problem.cell,
            problem.found,
            problem.accepted,
            problem.message(language),
        )
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")


def _opened(content: bytes, file_name: str) -> Book:
    """The file as the reader sees it: what the reader refuses is not touched here either."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{Path(file_name).suffix.lower()}"
        path.write_bytes(content)
        book, problems = open_book(path)
    if book is None:
        rules = ", ".join(problem.rule for problem in problems)
        raise ValueError(
            f"Found a file that cannot be opened ({file_name}: {rules}); accepted is a file in "
            "which cells can be marked. Show the list of its problems instead."
        )
    return book


def _as_workbook(
    content: bytes, file_name: str, book: Book, language: str
) -> tuple[Workbook, dict[str, str]]:
    """The workbook to mark, and the name of its sheet for each name in the problems."""
    if file_name.lower().endswith(".xlsx") and _spans_little(content):
        try:
            workbook = openpyxl.load_workbook(BytesIO(content), rich_text=True)
        except Exception:  # the sender's file was read; what stops openpyxl is only its look
            return _rebuilt(book, language)
        return workbook, {name: name for name in workbook.sheetnames}
    return _rebuilt(book, language)


def _spans_little(content: bytes) -> bool:
    """Whether merged cells, links and notes are of a report's size: openpyxl lays out every cell."""
    cells = 0
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.lower().endswith(".xml"):
                continue
            part = archive.read(name)
            cells += len(WRITTEN_CELL.findall(part))
            for left, top, right, bottom in SPANNING.findall(part):
                first, last = (column_number(each.decode().upper()) for each in (left, right))
                cells += (abs(last - first) + 1) * (abs(int(bottom) - int(top)) + 1)
            if cells > MOST_CELLS:
                return False
    return True


def _rebuilt(book: Book, language: str) -> tuple[Workbook, dict[str, str]]:
    """A plain workbook of the cells, and the sheet's name for each name in the book.

    Raises ValueError when there are far more cells than in a report.
    """
    filled = sum(
        value not in (None, "") for each in book.grids.values() for row in each for value in row
    )
    if filled > MOST_CELLS:
        raise ValueError(
            f"Found {filled:,} cells; at most {MOST_CELLS:,} can be marked. "
            "Show the list of the problems instead."
        )
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    names: dict[str, str] = {}
    for name, grid in book.grids.items():
        sheet = workbook.create_sheet(_sheet_name(name, workbook.sheetnames))
        names[name] = sheet.title
        layout = book.layouts.get(name)
        for number, line in enumerate(grid, start=1):
            for place, value in enumerate(line, start=1):
                if value not in (None, ""):
                    _write(sheet.cell(number, place), value, book.is_text)
        for place in range(1, max(map(len, grid), default=0) + 1):
            sheet.column_dimensions[column_letters(place)].width = 24
        if name == MARKER_SHEET:
            sheet.sheet_state = "veryHidden"
        if layout is None:
            continue
        for number in layout.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for number in layout.hidden_columns:
            sheet.column_dimensions[column_letters(number)].hidden = True
        if layout.is_hidden and name != MARKER_SHEET:
            sheet.sheet_state = "hidden"
    if MARKER_SHEET not in book.grids and book.is_text:
        sheet = workbook.create_sheet(MARKER_SHEET)
        sheet.append(["format_version", str(FORMAT_VERSION)])
        sheet.append(["language", language])
        sheet.sheet_state = "veryHidden"
    return workbook, names


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name Excel accepts and no other sheet has, as near to the given one as can be."""
    stem = re.sub(r"\.csv$", "", name.rpartition("/")[2], flags=re.IGNORECASE)
    stem = NOT_IN_A_SHEET_NAME.sub(" ", _clean(stem)).strip("' ") or "Sheet"
    known = {each.lower() for each in taken}
    found, number = stem[:LONGEST_SHEET_NAME], 2
    while found.lower() in known:
        found = f"{stem[: LONGEST_SHEET_NAME - 5]} {number}"
        number += 1
    return found


def _write(cell: Any, value: Any, is_text: bool) -> None:
    """Write a value of a grid; what is text stays text, whatever it begins with."""
    if isinstance(value, date | datetime):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, bool | int | float):
        cell.value = value
    elif is_text and PLAIN_NUMBER.fullmatch(str(value)):
        cell.value = float(value)
    else:
        _write_text(cell, str(value))
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _write_text(cell: Any, text: str) -> None:
    """A text that no program takes for a formula, now or when it is edited."""
    cell.value = _clean(text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _clean(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("�", text)


# ---------------------------------------------------------------------------------------- the marks


@dataclass
class _Found:
    """What was found at one cell: the worst severity and the messages."""

    severity: str = "warning"
    messages: list[str] = field(default_factory=list)

    def add(self, problem: Problem, language: str) -> None:
        if problem.severity == "error":
            self.severity = "error"
        message = problem.message(language)
        if message not in self.messages:
            self.messages.append(message)


class _Marker:
    """Puts marks on a workbook and takes them off."""

    def __init__(self, book: Workbook, names: dict[str, str], language: str) -> None:
        self.book, self.names, self.language = book, names, language
        # (sheet, address) -> colour before; of a tab the address is empty, without colour "".
        self.record: list[tuple[str, str, str]] = []

    def take_off(self) -> None:
        """Take the marks of an earlier check off: fills, notes, tab colours and the list."""
        before: dict[tuple[str, str], str] = {}
        for sheet in list(self.book.worksheets):
            record = _record_of(sheet)
            if record is not None:
                before |= record
                self.book.remove(sheet)
        headings = tuple(_note_heading(language) for language in languages())
        for sheet in self.book.worksheets:
            if _colour(sheet.sheet_properties.tabColor) in TAB_COLOURS.values():
                colour = before.get((sheet.title, ""))
                sheet.sheet_properties.tabColor = colour or None
            for cell in list(sheet._cells.values()):
                if isinstance(cell, MergedCell):
                    continue
                if cell.has_style and _colour(cell.fill.fgColor) in FILLS.values():
                    cell.fill = _fill(before.get((sheet.title, cell.coordinate), ""))
                if cell.comment is not None and cell.comment.text.startswith(headings):
                    own = cell.comment.text.partition(BELOW)[2]
                    cell.comment = _note(own) if own else None

    def put_on(self, problems: Sequence[Problem]) -> None:
        """Mark every problem and list them all on a first sheet."""
        cells: dict[tuple[str, str], _Found] = defaultdict(_Found)
        tabs: dict[str, str] = {}
        for problem in problems:
            name = self.names.get(problem.sheet, "")
            if not name:
                continue
            if tabs.get(name) != "error":
                tabs[name] = problem.severity
            # Of a range its first cell; whole rows and columns are on the list alone.
            address = problem.cell.split(":")[0]
            if CELL_ADDRESS.fullmatch(address):
                cells[name, address].add(problem, self.language)
        for name, severity in tabs.items():
            properties = self.book[name].sheet_properties
            self.record.append((name, "", _colour(properties.tabColor)))
            properties.tabColor = TAB_COLOURS[severity]
        for (name, address), found in cells.items():
            cell = _cell(self.book[name], address)
            if cell.has_style and cell.fill.fill_type == "solid":
                self.record.append((name, cell.coordinate, _colour(cell.fill.fgColor)))
            cell.fill = _fill(FILLS[found.severity])
            said = "\n".join(f"• {_clean(message)}" for message in found.messages)
            own = BELOW + cell.comment.text if cell.comment is not None else ""
            cell.comment = _note(f"{_note_heading(self.language)}\n{said}{own}")
        for sheet in self.book.worksheets:
            for cell in sheet._cells.values():
                # Sizes of notes are lost when a workbook is opened.
                if isinstance(cell, Cell) and cell.comment is not None:
                    _fit(cell.comment)
        self._list(problems)

    def _list(self, problems: Sequence[Problem]) -> None:
        title = sheet_title(PROBLEMS_SHEET, self.language)
        sheet = self.book.create_sheet(_sheet_name(title, self.book.sheetnames), 0)
        for other in self.book.worksheets:
            other.sheet_view.tabSelected = False
        self.book.active = 0
        worst = {problem.severity for problem in problems}
        sheet.sheet_properties.tabColor = TAB_COLOURS["error" if "error" in worst else "warning"]
        font, wrap = Font(name="Calibri", color=INK), Alignment(vertical="top", wrap_text=True)
        sheet.cell(TITLE_ROW, 1, self._text("title")).font = Font(
            name="Calibri", size=16, bold=True, color=HEADING_FILL
        )
        sheet.cell(INTRO_ROW, 1, self._text("intro")).font = font
        for place, (key, width) in enumerate(COLUMNS.items(), start=1):
            heading = sheet.cell(HEADING_ROW, place, self._text(f"column.{key}"))
            heading.font = Font(name="Calibri", bold=True, color="FFFFFFFF")
            heading.fill = _fill(HEADING_FILL)
            sheet.column_dimensions[column_letters(place)].width = width
        shown = problems[:MOST_LISTED]
        listed = problem_list(shown, self.language)
        listed.loc[listed["sheet"] == "", "sheet"] = self._text("whole")
        rows = zip(shown, listed.itertuples(index=False), strict=True)
        for number, (problem, words) in enumerate(rows, start=HEADING_ROW + 1):
            for place, text in enumerate(words, start=1):
                cell = sheet.cell(number, place)
                _write_text(cell, text)
                cell.font, cell.alignment = font, wrap
            sheet.cell(number, 1).fill = _fill(FILLS[problem.severity])
            lines = zip(words, COLUMNS.values(), strict=True)
            highest = max(1 + len(text) // width for text, width in lines)
            sheet.row_dimensions[number].height = min(HIGHEST_ROW, 15 * highest + 2)
            name = self.names.get(problem.sheet)
            if name is not None:
                self._link(sheet.cell(number, 3 if problem.cell else 2), name, problem.cell or "A1")
        if len(problems) > len(shown):
            more = self._text("more").format(count=len(problems) - len(shown))
            sheet.cell(HEADING_ROW + len(shown) + 1, len(COLUMNS), more).font = font
        if not problems:
            sheet.cell(HEADING_ROW + 1, 1, self._text("nothing")).font = font
        sheet.freeze_panes = f"A{HEADING_ROW + 1}"
        last = column_letters(len(COLUMNS))
        sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + max(1, len(shown))}"
        sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
        self._write_record(sheet)

    def _link(self, cell: Any, name: str, address: str) -> None:
        quoted = name.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")
        cell.font = Font(name="Calibri", color=HEADING_FILL, underline="single")

    def _write_record(self, sheet: Worksheet) -> None:
        sheet.cell(1, RECORD_COLUMN, RECORD_MARK)
        for number, line in enumerate(self.record[:MOST_RECORDED], start=2):
            for place, text in enumerate(line, start=RECORD_COLUMN):
                _write_text(sheet.cell(number, place), text)
        for place in range(RECORD_COLUMN, RECORD_COLUMN + 3):
            sheet.column_dimensions[column_letters(place)].hidden = True

    def _text(self, key: str) -> str:
        return texts(self.language)[f"workbook.marked.{key}"]


def _record_of(sheet: Worksheet) -> dict[tuple[str, str], str] | None:
    """(sheet, address) -> colour before, of a list of ours; None for every other sheet."""
    if sheet.cell(1, RECORD_COLUMN).value != RECORD_MARK:
        return None
    lines = sheet.iter_rows(
        min_row=2, min_col=RECORD_COLUMN, max_col=RECORD_COLUMN + 2, values_only=True
    )
    return {(str(name), str(address or "")): str(colour or "") for name, address, colour in lines}


def _cell(sheet: Worksheet, address: str) -> Any:
    """The cell of an address, with the look of its row or column if it was empty until now."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            address = merged.start_cell.coordinate
    row, column = place_of(address)
    is_new = (row, column) not in sheet._cells
    cell: Any = sheet.cell(row, column)
    if is_new:
        look: Any = sheet.row_dimensions.get(row)
        if look is None or not look.has_style:
            columns = sheet.column_dimensions.values()
            inside = (each for each in columns if (each.min or 0) <= column <= (each.max or 0))
            look = next(inside, None)
        if look is not None:
            cell._style = copy(look._style)
    return cell


def _colour(colour: Any) -> str:
    """The ARGB of a colour, empty for none and for one of the theme."""
    return colour.rgb if colour is not None and isinstance(colour.rgb, str) else ""


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour) if colour else PatternFill()


def _note_heading(language: str) -> str:
    return texts(language)["workbook.marked.note"]


def _note(text: str) -> Comment:
    note = Comment(text, "Pathfinder Progress")
    _fit(note)
    return note


def _fit(note: Comment) -> None:
    lines = sum(1 + len(line) // NOTE_LINE_SIGNS for line in note.text.split("\n"))
    note.width, note.height = NOTE_WIDTH, min(NOTE_HIGHEST, (lines + 1) * NOTE_LINE)


# ------------------------------------------------------------------------------- computed values


def _with_computed_values(marked: bytes, content: bytes, book: Workbook) -> bytes:
    """The marked workbook with the value of every formula, as the sender's file had it.

    openpyxl writes formulas without values; sent again like that, none of them could be read.
    """
    with_formulas = {
        sheet.title
        for sheet in book.worksheets
        if any(cell.data_type == "f" for cell in sheet._cells.values())
    }
    if not with_formulas:
        return marked
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)
    # openpyxl names the parts by the order of the sheets.
    parts = {
        f"xl/worksheets/sheet{number}.xml": sheet.title
        for number, sheet in enumerate(book.worksheets, start=1)
        if sheet.title in with_formulas
    }
    buffer = BytesIO()
    with ZipFile(BytesIO(marked)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename in parts:
                part = _with_values(part, values[parts[entry.filename]])
            target.writestr(entry, part)
    return buffer.getvalue()


def _with_values(part: bytes, values: Worksheet) -> bytes:
    def filled(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match.groups()
        value = values[address.decode()]
        if value.value is None:
            return match[0]
        kind, text = value.data_type, value.value
        if kind == "d":
            kind, text = "n", to_excel(text)
        elif kind == "b":
            text = int(text)
        kind = b' t="%s"' % {"n": "n", "b": "b", "e": "e"}.get(kind, "str").encode()
        shown = escape(str(text)).encode()
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (address, attributes, kind, formula, shown)

    return FORMULA_CELL.sub(filled, part)

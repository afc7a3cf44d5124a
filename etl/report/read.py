"""Reads a report made in any language into codes, with all that could not be read."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl.reference import fold
from etl.report.file import open_book
from etl.report.grids import Book, Grid, UnreadCell, address_of, column_letters, place_of
from etl.report.problem import FOUND_LENGTH, Problem
from etl.report.workbook import (
    EARLIEST_DATE,
    FIRST_LIST,
    FORMAT_VERSION,
    HEADER_ROWS,
    IGNORED_SHEETS,
    LATEST_DATE,
    MARKER_SHEET,
    SHEETS,
    VOCABULARIES,
    Column,
    Report,
    Row,
    Sheet,
    Value,
    Words,
    column_keys,
    column_title,
    sheet_keys,
    sheet_title,
)
from locales import DEFAULT, languages

LINK = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
# How a number is written where all is text: one with a comma could be meant in two ways.
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
WITH_A_COMMA = re.compile(r"-?\d+,\d+")
MAXIMUM_SEARCHES = 200
# Names of CSV files are those of sheets.
SUFFIX_OF_A_SHEET = re.compile(r"(?:.*/)?([^/]*)\.csv", re.IGNORECASE | re.DOTALL)

# The same words come again in every workbook.
_folded = lru_cache(maxsize=4096)(fold)


def read_workbook(path: Path, words: Words) -> tuple[Report | None, list[Problem]]:
    """The report of a workbook or of CSV files, in codes, with every problem of reading it.

    The report is None when the file is none of them, cannot be opened or holds no sheet of a report.
    A cell that cannot be read has no value and a problem. White space around texts is not kept;
    nothing else is changed.
    """
    book, problems = open_book(path)
    if book is None:
        return None, problems
    report, found = _Reader(book, words).read()
    return report, problems + found


@dataclass(frozen=True, slots=True)
class _Placed:
    """A declared column at its place in a sheet: number and letters, and how its cells are read."""

    key: str
    number: int
    letters: str
    sheet: Sheet
    title: str
    rule_if_blank: str | None
    parse: Callable[[Any], Value]


class _Cells(Mapping[str, str]):
    """Column key -> address of a table's row: made when asked for, which few are."""

    __slots__ = ("letters", "number")

    def __init__(self, letters: dict[str, str], number: int) -> None:
        self.letters, self.number = letters, number

    def __getitem__(self, key: str) -> str:
        return f"{self.letters[key]}{self.number}"

    def __iter__(self) -> Iterator[str]:
        return iter(self.letters)

    def __len__(self) -> int:
        return len(self.letters)


class _Reader:
    def __init__(self, book: Book, words: Words) -> None:
        self.grids, self.layouts, self.words = dict(book.grids), book.layouts, words
        self.is_text = book.is_text
        self.problems: list[Problem] = []
        self.language = DEFAULT
        self.titles: dict[str, str] = {}
        self.offered: dict[str, dict[str, str]] = {}
        # A word that is none comes again in every row it was filled down to.
        self._accepted = cache(self._search_accepted)
        self.searches = 0

    def read(self) -> tuple[Report | None, list[Problem]]:
        self._read_marker()
        self._recognise_sheets()
        if not self.titles:
            expected = ", ".join(sheet_title(sheet.key, self.language) for sheet in SHEETS)
            self.problems = [
                Problem("not_a_report", found=", ".join(self.grids), accepted=expected)
            ]
            return None, self.problems
        form, rows = Row(), {}
        for sheet in SHEETS:
            found = list(self._rows(sheet)) if sheet.key in self.titles else []
            if sheet.is_form:
                form = found[0] if found else form
            else:
                rows[sheet.key] = found
        return Report(form, rows, self.language, dict(self.titles)), self.problems

    def _read_marker(self) -> None:
        name = next((name for name in self.grids if _sheet_name(name) == MARKER_SHEET), None)
        if name is None:
            if not self.is_text:
                self.problems.append(Problem("no_marker", accepted=MARKER_SHEET))
            self.language = self._language_of_titles()
            return
        grid = self.grids.pop(name)
        marker = {str(row[0]): _as_text(row[1]) for row in grid if len(row) > 1}
        version, language = marker.get("format_version", ""), marker.get("language", "")
        if version != str(FORMAT_VERSION):
            self.problems.append(
                Problem("unknown_format", found=version, accepted=str(FORMAT_VERSION))
            )
        if language in languages():
            self.language = language
        self._read_lists(grid)

    def _language_of_titles(self) -> str:
        """The language in which most columns have their titles."""
        cells = {
            _folded(_as_text(cell))
            for grid in self.grids.values()
            for line in grid[:HEADER_ROWS]
            for cell in line
        }
        titles = {
            language: {
                _folded(column_title(sheet, column, language))
                for sheet in SHEETS
                for column in sheet.columns
            }
            for language in (DEFAULT, *languages())
        }
        return max(titles, key=lambda language: len(titles[language] & cells))

    def _read_lists(self, grid: Grid) -> None:
        """The words the workbook itself offered, with their codes, however worded today."""
        for place in range(FIRST_LIST, len(grid[0]) - 1 if grid else 0, 2):
            name = _as_text(grid[0][place])
            known = self.words.codes(name) if name in VOCABULARIES else ()
            self.offered[name] = {
                _folded(_as_text(line[place])): code
                for line in grid[1:]
                for code in [_as_text(line[place + 1])]
                if code in known
            }

    def _recognise_sheets(self) -> None:
        titles = [sheet_title(sheet.key, self.language) for sheet in SHEETS]
        for name in self.grids:
            key = sheet_keys().get(_folded(_sheet_name(name)))
            if key is None:
                self.problems.append(
                    Problem("unknown_sheet", sheet=name, accepted=", ".join(titles))
                )
            elif key in self.titles:
                self.problems.append(
                    Problem("duplicate_sheet", sheet=name, accepted=self.titles[key])
                )
            elif key not in IGNORED_SHEETS:
                self.titles[key] = name
        for sheet, title in zip(SHEETS, titles, strict=True):
            if sheet.key not in self.titles:
                self.problems.append(
                    Problem("missing_sheet", found=", ".join(self.grids), accepted=title)
                )

    # ----------------------------------------------------------------------------------------- rows

    def _rows(self, sheet: Sheet) -> Iterator[Row]:
        grid = self.grids[self.titles[sheet.key]]
        lines: dict[int, list[Any]] = {}
        if sheet.is_form:
            yield self._form_row(sheet, grid, lines)
            self._report_layout(sheet, lines, (2,))
        else:
            columns, first = self._columns(sheet, grid)
            yield from self._table_rows(sheet, grid, columns, first, lines)
            self._report_layout(sheet, lines, tuple(column.number for column in columns))

    def _form_row(self, sheet: Sheet, grid: Grid, lines: dict[int, list[Any]]) -> Row:
        """The form's lines as one row: label or hidden key, and the value in column B.

        The lines read are added to ``lines``, by their row counted from 1.
        """
        keys = column_keys(sheet)
        row, cells = Row(), {}
        for number, line in enumerate(grid, start=1):
            texts_of_line = [
                _folded(_as_text(line[place])) if place < len(line) else "" for place in (2, 0)
            ]
            key = next((keys[text] for text in texts_of_line if text in keys), None)
            if key is None:
                continue
            if key in cells:
                self._problem("duplicate_column", sheet, address_of(number, 1), _as_text(line[0]))
                continue
            cells[key] = address_of(number, 2)
            lines[number] = line
        self._report_missing(sheet, cells)
        for key, (number, line) in zip(cells, lines.items(), strict=True):
            column = self._placed(sheet, key, 2)
            self._read_cell(row, column, number, line[1] if len(line) > 1 else "")
        row.cells = cells
        return row

    def _table_rows(
        self,
        sheet: Sheet,
        grid: Grid,
        columns: list[_Placed],
        first: int,
        lines: dict[int, list[Any]],
    ) -> Iterator[Row]:
        """The rows of a table from the grid's line ``first`` on; the lines read go to ``lines``."""
        letters = {column.key: column.letters for column in columns}
        places = [(column, column.number - 1) for column in columns]
        # A row that only holds what the template wrote there was left open.
        telling = [place for column, place in places if column.key != sheet.listed_by]
        for number, line in enumerate(grid[first:], start=first + 1):
            if all(_is_blank(line[place]) for place in telling):
                continue
            lines[number] = line
            row = Row(cells=_Cells(letters, number))
            for column, place in places:
                raw = line[place]
                # A third of the cells are empty and may be.
                if raw == "" and column.rule_if_blank is None:
                    row.values[column.key] = None
                else:
                    self._read_cell(row, column, number, raw)
            yield row

    def _read_cell(self, row: Row, column: _Placed, number: int, raw: Any) -> None:
        """Put the value of a cell into its row, or say why it has none."""
        if _is_blank(raw):
            row.values[column.key] = None
            if column.rule_if_blank is not None:
                address = f"{column.letters}{number}"
                self._problem(column.rule_if_blank, column.sheet, address, "", column.title)
            return
        try:
            row.values[column.key] = column.parse(raw)
        except _Refused as refused:
            self._problem(
                refused.rule,
                column.sheet,
                f"{column.letters}{number}",
                refused.found or _as_text(raw),
                refused.accepted,
            )

    def _placed(self, sheet: Sheet, key: str, number: int) -> _Placed:
        """A declared column at its place in this sheet, with all that its cells have in common."""
        declared = sheet.column(key)
        title = column_title(sheet, declared, self.language).rstrip(" *")
        rules = {"required": "missing_value", "expected": "missing_expected"}
        return _Placed(
            key,
            number,
            column_letters(number),
            sheet,
            title,
            rules.get(declared.need),
            self._parser(declared, title),
        )

    def _parser(self, column: Column, title: str) -> Callable[[Any], Value]:
        """What reads a filled cell of a column; the same words come again in many rows."""
        parse = _PARSERS[column.type]
        known: dict[str, Value] = {}

        def parsed(raw: Any) -> Value:
            if isinstance(raw, UnreadCell):
                raise _Refused("cell_error", title)
            return parse(self, column, raw)

        def stripped(raw: Any) -> Value:
            return raw.strip() if type(raw) is str else parsed(raw)

        def remembered(raw: Any) -> Value:
            if type(raw) is not str:
                return parsed(raw)
            if raw not in known:
                known[raw] = parsed(raw)
            return known[raw]

        if column.vocabulary is not None:
            return remembered
        return stripped if column.type in ("text", "identifier") else parsed

    def _report_layout(
        self, sheet: Sheet, lines: dict[int, list[Any]], columns: tuple[int, ...]
    ) -> None:
        """Formulas, merged cells and hidden places among the cells read: those of lines and columns."""
        layout = self.layouts[self.titles[sheet.key]]

        def read(row: int, column: int) -> Any:
            line = lines.get(row, []) if column in columns else []
            return line[column - 1] if column <= len(line) else None

        for address, formula in layout.formulas.items():
            place = place_of(address)
            if place[0] in lines and place[1] in columns:
                self._problem("formula", sheet, address, formula, _as_text(read(*place)))
        if not lines:
            return
        places = ((row, column) for row in lines for column in columns)
        if layout.is_hidden:
            held = next((place for place in places if not _is_blank(read(*place))), None)
            self._problem("hidden_sheet", sheet, "", _as_text(read(*held)) if held else "")
        first_row, last_row = min(lines), max(lines)
        for merged in layout.merged:
            (top, left), (bottom, right) = map(place_of, merged.split(":"))
            meets = top <= last_row and bottom >= first_row
            if meets and any(left <= column <= right for column in columns):
                corner = read(top, left)
                self._problem(
                    "merged_cells", sheet, merged, "" if corner is None else _as_text(corner)
                )
        if layout.hidden_rows.isdisjoint(lines) and layout.hidden_columns.isdisjoint(columns):
            return
        hidden: dict[str, str] = {}
        for row in lines:
            for column in columns:
                is_hidden_row = row in layout.hidden_rows
                if not (is_hidden_row or column in layout.hidden_columns):
                    continue
                if _is_blank(read(row, column)):
                    continue
                letters = column_letters(column)
                span = f"{row}:{row}" if is_hidden_row else f"{letters}:{letters}"
                hidden.setdefault(span, _as_text(read(row, column)))
        for span, text in hidden.items():
            self._problem("hidden_content", sheet, span, text)

    def _columns(self, sheet: Sheet, grid: Grid) -> tuple[list[_Placed], int]:
        """The declared columns a table has, from left to right, and the grid's first line of data."""
        keys = column_keys(sheet)
        header_rows = [
            number
            for number, line in enumerate(grid[:HEADER_ROWS])
            if sum(_folded(_as_text(cell)) in keys for cell in line) * 2 >= len(sheet.columns)
        ]
        columns: dict[int, str] = {}
        repeated: set[int] = set()
        for number in header_rows:
            for place, cell in enumerate(grid[number]):
                key = keys.get(_folded(_as_text(cell)))
                if key is None or place in columns:
                    continue
                if key in columns.values():
                    self._problem(
                        "duplicate_column", sheet, address_of(number + 1, place + 1), _as_text(cell)
                    )
                    repeated.add(place)
                    continue
                columns[place] = key
        self._report_missing(sheet, columns.values())
        if not columns:
            return [], len(grid)
        title_row = header_rows[-1]
        # Where all is text, keys are titles like others; they stand above the data, if nothing else.
        is_unclear = not self.is_text or len(header_rows) > 1
        if is_unclear and all(
            _as_text(cell) in ("", keys.get(_folded(_as_text(cell)))) for cell in grid[title_row]
        ):
            # Only the hidden row of keys was recognised: where the data begin would be a guess.
            titles = ", ".join(
                column_title(sheet, column, self.language) for column in sheet.columns
            )
            self._problem("unknown_titles", sheet, f"A{title_row + 3}", "", titles)
            return [], len(grid)
        self._report_unknown(sheet, grid, title_row, repeated | set(columns))
        placed = [self._placed(sheet, key, place + 1) for place, key in columns.items()]
        return placed, title_row + 1

    def _report_missing(self, sheet: Sheet, found: Any) -> None:
        for column in sheet.columns:
            if column.key not in found:
                self._problem(
                    "missing_column", sheet, "", "", column_title(sheet, column, self.language)
                )

    def _report_unknown(self, sheet: Sheet, grid: Grid, title_row: int, known: set[int]) -> None:
        """One problem for every column outside the declared ones that holds something."""
        accepted = ", ".join(column_title(sheet, column, self.language) for column in sheet.columns)
        for place in range(max(map(len, grid))):
            if place in known:
                continue
            for number, line in enumerate(grid[title_row:], start=title_row):
                if not _is_blank(line[place]):
                    self._problem(
                        "unknown_column",
                        sheet,
                        address_of(number + 1, place + 1),
                        _as_text(line[place]),
                        accepted,
                    )
                    break

    # --------------------------------------------------------------------------------------- values

    def _problem(self, rule: str, sheet: Sheet, cell: str, found: str, accepted: str = "") -> None:
        self.problems.append(
            Problem(rule, self.titles[sheet.key], cell, found[:FOUND_LENGTH], accepted)
        )

    def _text(self, column: Column, raw: Any) -> Value:
        return _as_text(raw)

    def _date(self, column: Column, raw: Any) -> Value:
        if isinstance(raw, datetime.datetime):
            value = raw.date()
        elif isinstance(raw, datetime.date):
            value = raw
        else:
            try:
                # Text is a date only in the one form that cannot be misread.
                value = datetime.datetime.strptime(str(raw).strip(), "%Y-%m-%d").date()
            except ValueError:
                raise _Refused("not_a_date", "2026-03-31") from None
        if not EARLIEST_DATE <= value <= LATEST_DATE:
            raise _Refused("implausible_date", f"{EARLIEST_DATE} – {LATEST_DATE}")
        return value

    def _number(self, column: Column, raw: Any) -> Value:
        example = "45" if column.type == "percent" else "12000"
        if isinstance(raw, str):
            raw = self._typed_number(raw.strip())
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        if not is_number or not math.isfinite(raw):
            raise _Refused("not_a_number", example)
        low, high = column.minimum, column.maximum
        if (low is not None and raw < low) or (high is not None and raw > high):
            raise _Refused("out_of_range", f"≥ {low:g}" if high is None else f"{low:g}–{high:g}")
        return float(raw)

    def _typed_number(self, text: str) -> Value:
        """The number of a text, if it can be meant in one way only; else the text."""
        # In a workbook a number with decimals is a number: as text it was meant for other eyes.
        if PLAIN_NUMBER.fullmatch(text) and (self.is_text or "." not in text):
            return float(text)
        if self.is_text and WITH_A_COMMA.fullmatch(text):
            with_point, without = text.replace(",", "."), text.replace(",", "")
            # 1,250 may be meant as a thousand and more, or as one and a quarter.
            is_grouped = len(text.partition(",")[2]) == 3
            raise _Refused(
                "decimal_comma", f"{with_point} / {without}" if is_grouped else with_point
            )
        return text

    def _integer(self, column: Column, raw: Any) -> Value:
        try:
            value = self._number(column, raw)
        except _Refused as refused:
            if refused.rule != "not_a_number":
                raise
            raise _Refused("not_a_whole_number", "2026") from None
        assert isinstance(value, float)
        if value != int(value):
            raise _Refused("not_a_whole_number", "2026")
        return int(value)

    def _link(self, column: Column, raw: Any) -> Value:
        text = _as_text(raw)
        if not LINK.fullmatch(text):
            raise _Refused("not_a_link", "https://example.org/report.pdf")
        return text

    def _word(self, column: Column, raw: Any) -> Value:
        return self._code(str(column.vocabulary), _as_text(raw))

    def _words(self, column: Column, raw: Any) -> Value:
        parts = [part.strip() for part in re.split(r"[;\n]", _as_text(raw)) if part.strip()]
        codes = [self._code(str(column.vocabulary), part) for part in parts]
        if not codes:
            raise _Refused("unknown_word", self._accepted(str(column.vocabulary), ""))
        return tuple(dict.fromkeys(codes))

    def _flag(self, column: Column, raw: Any) -> Value:
        return raw if isinstance(raw, bool) else self._code("yes_no", _as_text(raw)) == "yes"

    def _country(self, column: Column, raw: Any) -> Value:
        text = _as_text(raw)
        code = self.words.code("country", text)
        if code is None:
            raise _Refused("unknown_country", self._accepted("country", text))
        if code not in self.words.codes("country"):
            raise _Refused("not_a_pathfinder", self._accepted("country", ""))
        return code

    def _code(self, vocabulary: str, text: str) -> str:
        code = self.offered.get(vocabulary, {}).get(_folded(text))
        code = code or self.words.code(vocabulary, text)
        if code is None:
            raise _Refused("unknown_word", self._accepted(vocabulary, text), text)
        return code

    def _search_accepted(self, vocabulary: str, text: str) -> str:
        # A file of thousands of different wrong words needs no nearest one for each.
        self.searches += 1
        if text and self.searches > MAXIMUM_SEARCHES:
            return self._accepted(vocabulary, "")
        return self.words.accepted(vocabulary, text, self.language)


class _Refused(Exception):
    """A cell that cannot be read: the rule it breaks, what is accepted, the part at fault."""

    def __init__(self, rule: str, accepted: str, found: str = "") -> None:
        super().__init__(rule)
        self.rule, self.accepted, self.found = rule, accepted, found


_PARSERS = {
    "text": _Reader._text,
    "identifier": _Reader._text,
    "country": _Reader._country,
    "integer": _Reader._integer,
    "number": _Reader._number,
    "money": _Reader._number,
    "percent": _Reader._number,
    "date": _Reader._date,
    "link": _Reader._link,
    "word": _Reader._word,
    "words": _Reader._words,
    "flag": _Reader._flag,
}


def _sheet_name(name: str) -> str:
    """The name of a sheet, which a CSV file bears with its suffix."""
    match = SUFFIX_OF_A_SHEET.fullmatch(name)
    return match[1] if match else name


def _is_blank(raw: Any) -> bool:
    if type(raw) is str:
        return not raw or raw.isspace()
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _as_text(raw: Any) -> str:
    """A cell as a person sees it: whole numbers without a point, dates as year-month-day."""
    if type(raw) is str:
        return raw.strip()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime.datetime) and raw.time() == datetime.time():
        return raw.date().isoformat()
    return str(raw).strip()

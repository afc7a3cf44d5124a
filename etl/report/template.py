"""Writes report workbooks: the pre-filled template of a country and year, or a whole report."""

from __future__ import annotations

import io
import math
import os
import textwrap
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from etl.reference import Reference
from etl.report.grids import MAXIMUM_ROWS
from etl.report.workbook import (
    EARLIEST_DATE,
    FIRST_LIST,
    FORMAT_VERSION,
    FORMATS,
    LATEST_DATE,
    MARKER_SHEET,
    NUMERIC_TYPES,
    READ_ME_SHEET,
    SHEETS,
    VOCABULARIES,
    Column,
    Report,
    Row,
    Sheet,
    Value,
    Words,
    column_title,
    sheet_title,
)
from locales import texts

# Lists and accepted ranges reach as far as the reader reads.
LAST_ROW = MAXIMUM_ROWS - 1
# Empty rows that are drawn as rows of a table; a row further down is drawn once it holds something.
DRAWN_ROWS = 20
# What stays allowed on a protected sheet. There is no password: protection is against slips.
ALLOWED = dict.fromkeys(
    (
        "format_columns",
        "format_rows",
        "insert_rows",
        "delete_rows",
        "insert_hyperlinks",
        "sort",
        "autofilter",
        "objects",  # notes of one's own
    ),
    True,
)
LINE_POINTS = 15
READ_ME_WIDTH = 100
# What fits on a page's width in print that can still be read.
SIGNS_ON_PAGE = 200
NOTE_PIXELS, NOTE_LINE_PIXELS, NOTE_LINE_SIGNS = 300, 17, 42
# A fixed date, so that the same content is the same file.
CREATED = datetime(2024, 11, 8, tzinfo=UTC)

ACCENT, TINT, INK, SECONDARY, HAIRLINE, WARNING = (
    "#0072B5",
    "#E3F1FA",
    "#1B2430",
    "#55606E",
    "#D9DEE4",
    "#B5482A",
)

# What is carried over from the last report into next year's template: what was promised, and how
# far it had come. What was done, what stood in the way and the evidence of it belong to one year's
# report.
CARRIED_PROGRESS = (
    "action_id",
    "status",
    "percent_complete",
    "spent",
    "revised_due_date",
    "completed_date",
)
# What is complete needs no new evidence.
CARRIED_IF_COMPLETE = ("evidence_url",)

KEY_ROW, INTRO_ROW, TITLE_ROW, FIRST_ROW = 0, 1, 2, 3
LABEL_COLUMN, VALUE_COLUMN, KEY_COLUMN, HELP_COLUMN = 0, 1, 2, 3


def write_template(
    path: Path,
    country_code: str,
    reporting_year: int,
    language: str,
    reference: Reference,
    previous: Report | None = None,
    is_illustrative: bool = False,
) -> Path:
    """Write the report template of one country and year in a language; returns the path.

    Pre-filled are country, year and period; with ``previous`` (the country's last report) also the
    milestones reached, the roadmap and the last status of each action. Raises ValueError for an
    unknown country, a country that is no pathfinder, a year outside the calendar, an unknown
    language, another file type, or a ``previous`` of another country; nothing is written then.
    """
    if country_code not in reference.pathfinders:
        near = reference.nearest_countries(country_code)
        such_as = [code for code in near if code in reference.pathfinders]
        raise ValueError(
            f"Found country {country_code!r}; accepted are the codes of the "
            f"{len(reference.pathfinders)} pathfinding countries, such as "
            f"{', '.join(such_as or reference.pathfinders[:3])}."
        )
    if reporting_year not in reference.calendar:
        years = ", ".join(map(str, reference.calendar))
        raise ValueError(f"Found reporting year {reporting_year}; accepted are {years}.")
    if previous is not None and previous.country_code != country_code:
        raise ValueError(
            f"The previous report is of {previous.country_code}, the template is for "
            f"{country_code}; give a report of the same country."
        )
    year = reference.calendar[reporting_year]
    form: dict[str, Value] = {
        "country_code": country_code,
        "reporting_year": reporting_year,
        "period_start": year.period_start,
        "period_end": year.period_end,
        "language": language,
        "is_illustrative": is_illustrative,
    }
    rows: dict[str, list[Row]] = {}
    if previous is not None:
        form["submitting_office"] = previous.form.text("submitting_office")
        form["is_illustrative"] = is_illustrative or previous.is_illustrative
        rows["milestones"] = previous.rows["milestones"]
        rows["roadmap"] = previous.rows["roadmap"]
        last = {row.text("action_id"): row for row in previous.rows["progress"]}
        rows["progress"] = [
            _carried(last.get(action_id, Row({"action_id": action_id})))
            for action_id in (action.text("action_id") for action in previous.rows["roadmap"])
        ]
    return write_workbook(path, Report(Row(form), rows, language), language, reference)


def _carried(progress: Row) -> Row:
    more = CARRIED_IF_COMPLETE if progress.text("status") == "complete" else ()
    return Row({key: progress.values.get(key) for key in (*CARRIED_PROGRESS, *more)})


def write_workbook(
    path: Path, report: Report, language: str, reference: Reference, words: Words | None = None
) -> Path:
    """Write a report as a workbook in a language; returns the path.

    The same report gives the same bytes. ``words`` may be passed in when many workbooks are
    written. Raises ValueError for an unknown language or a path that does not end in .xlsx. The
    file appears whole or not at all.
    """
    if path.suffix != ".xlsx":
        raise ValueError(f"Found file name {path.name!r}; accepted is a name ending in .xlsx.")
    texts(language)  # an unknown language is refused before anything is written
    content = _Writer(report, language, reference, words or Words(reference)).content()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, path)
    return path


class _Writer:
    def __init__(self, report: Report, language: str, reference: Reference, words: Words) -> None:
        self.report, self.language, self.reference, self.words = report, language, reference, words
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_urls": False})
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def content(self) -> bytes:
        self.book.set_properties(
            {"title": self._text("file_title"), "created": CREATED, "comments": self._banner()}
        )
        self._write_read_me()
        for sheet in SHEETS:
            worksheet = self._add_sheet(sheet.key)
            if sheet.is_form:
                self._write_form(worksheet, sheet)
            else:
                self._write_table(worksheet, sheet)
        self._write_marker()
        self.book.close()
        return self.buffer.getvalue()

    # --------------------------------------------------------------------------------------- sheets

    def _add_sheet(self, key: str) -> Worksheet:
        worksheet = self.book.add_worksheet(sheet_title(key, self.language))
        worksheet.protect("", ALLOWED)
        worksheet.hide_gridlines(2)
        worksheet.set_landscape()
        worksheet.set_paper(9)  # A4
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        worksheet.set_footer(
            f"&L{self._heading().replace('&', '&&')}&C{self._banner()}&R&A  &P / &N"
        )
        worksheet.set_tab_color(WARNING if self.report.is_illustrative else ACCENT)
        return worksheet

    def _write_read_me(self) -> None:
        worksheet = self._add_sheet(READ_ME_SHEET)
        worksheet.set_column(0, 0, READ_ME_WIDTH)
        lines: list[tuple[str, Format]] = [
            (self._heading(), self._format(bold=True, font_size=18, font_color=ACCENT))
        ]
        if self.report.is_illustrative:
            lines.append(
                (self._text("read_me.illustrative", country=self._country()), self._alarm())
            )
        year = self.reference.calendar.get(self.report.reporting_year or 0)
        if year is not None:
            period = self._text(
                "read_me.period", start=year.period_start, end=year.period_end, due=year.due_date
            )
            lines.append((period, self._format(bold=True)))
        # As many lines as the texts have, so that a language may need more or fewer words.
        keys = sorted(key for key in texts("en") if key.startswith("workbook.read_me.line_"))
        lines += [(texts(self.language)[key], self._format(text_wrap=True)) for key in keys]
        for number, (line, cell_format) in enumerate(lines):
            worksheet.write_string(number, 0, line, cell_format)
            needed = _lines(line, READ_ME_WIDTH) * LINE_POINTS
            worksheet.set_row(number, 30 if number == 0 else needed + 8)

    def _write_form(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.set_column(LABEL_COLUMN, LABEL_COLUMN, 28)
        worksheet.set_column(VALUE_COLUMN, VALUE_COLUMN, 56)
        worksheet.set_column(KEY_COLUMN, KEY_COLUMN, 10, None, {"hidden": True})
        worksheet.set_column(HELP_COLUMN, HELP_COLUMN, 80)
        self._write_intro(worksheet, sheet)
        worksheet.freeze_panes(TITLE_ROW, 0)
        label = self._format(bold=True, bg_color=TINT, bottom=1, bottom_color=HAIRLINE)
        for number, column in enumerate(sheet.columns, start=FIRST_ROW):
            worksheet.set_row(number, 2 * LINE_POINTS + 2)
            worksheet.write_string(
                number, LABEL_COLUMN, column_title(sheet, column, self.language), label
            )
            self._write_note(worksheet, number, LABEL_COLUMN, self._note(sheet, column))
            worksheet.write_string(number, KEY_COLUMN, column.key)
            worksheet.write_string(
                number,
                HELP_COLUMN,
                self._note(sheet, column),
                self._format(font_color=SECONDARY, text_wrap=True, align="left", indent=1),
            )
            cell_format = self._cell_format(
                column, align="left", indent=1, border=1, border_color=HAIRLINE
            )
            worksheet.write_blank(number, VALUE_COLUMN, None, cell_format)
            self._write_value(
                worksheet,
                number,
                VALUE_COLUMN,
                column,
                self.report.form.values.get(column.key),
                cell_format,
            )
            self._validate(worksheet, column, number, VALUE_COLUMN, number)

    def _write_table(self, worksheet: Worksheet, sheet: Sheet) -> None:
        locked = self._format()
        worksheet.set_row(KEY_ROW, None, locked, {"hidden": True})
        self._write_intro(worksheet, sheet)
        worksheet.set_row(TITLE_ROW, 40, locked)
        worksheet.freeze_panes(FIRST_ROW, 1)
        worksheet.repeat_rows(TITLE_ROW)
        rows = self.report.rows.get(sheet.key, [])
        if sheet.listed_by is not None:
            rows = self._listed(sheet, rows)
        # Where all rows there can be are listed, none is to be added.
        is_closed = sheet.listed_by is not None and sheet.column(sheet.listed_by).vocabulary
        last_row = FIRST_ROW + len(rows) - 1 if is_closed else LAST_ROW
        drawn_until = last_row if is_closed else FIRST_ROW + len(rows) + DRAWN_ROWS - 1
        self._draw_rows(worksheet, len(sheet.columns), last_row, drawn_until)
        widths = [
            max(column.width, _title_width(column_title(sheet, column, self.language)))
            for column in sheet.columns
        ]
        worksheet.fit_to_pages(math.ceil(sum(widths) / SIGNS_ON_PAGE), 0)
        worksheet.repeat_columns(0)
        for number, row in enumerate(rows, start=FIRST_ROW):
            lines = max(
                _lines(self._shown(column, row.values.get(column.key)), width)
                for column, width in zip(sheet.columns, widths, strict=True)
            )
            # Excel makes a row high enough when it opens the file, others do not.
            if lines > 1:
                worksheet.set_row(number, lines * LINE_POINTS + 2)
        if not is_closed:
            worksheet.autofilter(TITLE_ROW, 0, last_row, len(sheet.columns) - 1)
        for position, column in enumerate(sheet.columns):
            cell_format = self._cell_format(column)
            column_format = None if is_closed else cell_format
            worksheet.set_column(position, position, widths[position], column_format)
            worksheet.write_string(KEY_ROW, position, column.key, locked)
            worksheet.write_string(
                TITLE_ROW,
                position,
                column_title(sheet, column, self.language),
                self._title_format(column),
            )
            self._write_note(worksheet, TITLE_ROW, position, self._note(sheet, column))
            self._validate(worksheet, column, FIRST_ROW, position, last_row)
            # By its identifier a row is known from year to year: what was given stays.
            is_given = column.key in sheet.identity and column.key in ("step", "action_id")
            used = self._cell_format(column, is_locked=True) if is_given else cell_format
            for number, row in enumerate(rows, start=FIRST_ROW):
                if is_closed:
                    worksheet.write_blank(number, position, None, used)
                self._write_value(
                    worksheet, number, position, column, row.values.get(column.key), used
                )

    def _draw_rows(
        self, worksheet: Worksheet, columns: int, last_row: int, drawn_until: int
    ) -> None:
        """Lines around the cells to be filled in, as a conditional format.

        It needs no cell of its own, and a row that is inserted gets it too. It has no fill, which
        would hide the one that marks a problem.
        """
        first = FIRST_ROW + 1  # formulas count from 1
        last_letter = xl_rowcol_to_cell(0, columns - 1).rstrip("1")
        is_drawn = f"=OR(ROW()<={drawn_until + 1},COUNTA($A{first}:${last_letter}{first})>0)"
        lines = self.book.add_format({"border": 1, "border_color": HAIRLINE})
        rule = {"type": "formula", "criteria": is_drawn, "format": lines}
        worksheet.conditional_format(FIRST_ROW, 0, last_row, columns - 1, rule)

    def _title_format(self, column: Column) -> Format:
        """A column's heading: dark where it must be filled in."""
        is_required = column.need == "required"
        return self._format(
            bold=True,
            font_color="#FFFFFF" if is_required else INK,
            bg_color=ACCENT if is_required else TINT,
            text_wrap=True,
            align="left",
            indent=1,
            border=1,
            border_color="#FFFFFF" if is_required else HAIRLINE,
        )

    def _write_note(self, worksheet: Worksheet, row: int, column: int, note: str) -> None:
        """A note that is as high as its text needs."""
        lines = 1 + len(note) // NOTE_LINE_SIGNS
        size = {"width": NOTE_PIXELS, "height": (lines + 1) * NOTE_LINE_PIXELS}
        worksheet.write_comment(row, column, note, size | {"font_size": 9})

    def _listed(self, sheet: Sheet, rows: list[Row]) -> list[Row]:
        """Every word of a closed list in its order (the steps), those of the report filled in."""
        key = str(sheet.listed_by)
        name = sheet.column(key).vocabulary
        if name is None:
            return rows
        filled = {row.text(key): row for row in rows}
        return [filled.get(code, Row({key: code})) for code in self.words.codes(name)]

    def _write_intro(self, worksheet: Worksheet, sheet: Sheet) -> None:
        intro = texts(self.language)[f"workbook.intro.{sheet.key}"]
        worksheet.set_row(INTRO_ROW, 24, self._format())
        if self.report.is_illustrative:
            worksheet.write_string(
                INTRO_ROW, 0, f"{self._banner()} – {intro}", self._alarm(wrap=False)
            )
        else:
            worksheet.write_string(
                INTRO_ROW, 0, intro, self._format(font_color=SECONDARY, italic=True)
            )

    def _write_marker(self) -> None:
        """The hidden sheet: format version, language, and the lists with the code of each word.

        The codes let the file be read when a word has since been reworded.
        """
        worksheet = self.book.add_worksheet(MARKER_SHEET)
        worksheet.very_hidden()
        worksheet.protect()
        for number, (key, value) in enumerate(
            (("format_version", str(FORMAT_VERSION)), ("language", self.language))
        ):
            worksheet.write_string(number, 0, key)
            worksheet.write_string(number, 1, value)
        for position, name in zip(count(FIRST_LIST, 2), VOCABULARIES, strict=False):
            listed = self.words.listed(name, self.language)
            worksheet.write_string(0, position, name)
            for number, (code, word) in enumerate(listed.items(), start=1):
                if name == "reporting_year":  # a year is typed as a number, and compared as one
                    worksheet.write_number(number, position, int(word))
                else:
                    worksheet.write_string(number, position, word)
                worksheet.write_string(number, position + 1, code)
            cells = xl_range(1, position, len(listed), position)
            first, last = (
                xl_rowcol_to_cell(*xl_cell_to_rowcol(cell), row_abs=True, col_abs=True)
                for cell in cells.split(":")
            )
            self.book.define_name(_list_name(name), f"='{MARKER_SHEET}'!{first}:{last}")

    # ---------------------------------------------------------------------------------------- cells

    def _write_value(
        self,
        worksheet: Worksheet,
        row: int,
        column: int,
        declared: Column,
        value: Value,
        cell: Format,
    ) -> None:
        if value is None or value == ():
            return
        if isinstance(value, date):
            day = datetime(value.year, value.month, value.day)
            worksheet.write_datetime(row, column, day, cell)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            worksheet.write_number(row, column, value, cell)
        else:
            worksheet.write_string(row, column, self._shown(declared, value), cell)

    def _shown(self, declared: Column, value: Value) -> str:
        """A value as the workbook's text: its words in the workbook's language."""
        if isinstance(value, bool):
            return self.words.word("yes_no", "yes" if value else "no", self.language)
        if isinstance(value, tuple):
            name = str(declared.vocabulary)
            return "; ".join(self.words.word(name, code, self.language) for code in value)
        if isinstance(value, str) and declared.vocabulary is not None:
            return self.words.word(declared.vocabulary, value, self.language)
        return "" if value is None else str(value)

    def _validate(
        self, worksheet: Worksheet, column: Column, first: int, position: int, last: int
    ) -> None:
        """The drop-down list or the accepted range of a column, as Excel's own data validation."""
        rule: dict[str, Any] | None = None
        if column.vocabulary is not None:
            # Several words are typed with semicolons between them: the list helps there, it does
            # not refuse.
            refuses = column.type != "words"
            rule = {
                "validate": "list",
                "source": f"={_list_name(column.vocabulary)}",
                "show_error": refuses,
            }
        elif column.type == "date":
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": EARLIEST_DATE,
                "maximum": LATEST_DATE,
            }
        elif column.type in NUMERIC_TYPES and column.maximum is not None:
            rule = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": column.minimum,
                "maximum": column.maximum,
            }
        elif column.type in NUMERIC_TYPES and column.minimum is not None:
            rule = {"validate": "decimal", "criteria": ">=", "value": column.minimum}
        if rule is not None:
            worksheet.data_validation(first, position, last, position, rule)

    def _cell_format(self, column: Column, is_locked: bool = False, **look: Any) -> Format:
        options: dict[str, Any] = {
            "locked": is_locked,
            "num_format": FORMATS[column.type],
        }
        if column.type == "date":
            options["align"] = "center"
        elif column.type not in NUMERIC_TYPES:
            options |= {"align": "left", "text_wrap": True, "indent": 1}
        if is_locked:
            options["bg_color"] = TINT
        return self._format(**options | look)

    def _format(self, **options: Any) -> Format:
        merged = {"font_name": "Calibri", "font_color": INK, "valign": "top"} | options
        key = tuple(sorted(merged.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(merged)
        return self.formats[key]

    def _alarm(self, wrap: bool = True) -> Format:
        return self._format(bold=True, font_color=WARNING, text_wrap=wrap)

    # ---------------------------------------------------------------------------------------- texts

    def _text(self, key: str, **values: object) -> str:
        return texts(self.language)[f"workbook.{key}"].format(**values)

    def _note(self, sheet: Sheet, column: Column) -> str:
        return texts(self.language)[f"workbook.note.{sheet.key}.{column.key}"]

    def _country(self) -> str:
        return self.reference.country_name(str(self.report.country_code), self.language)

    def _heading(self) -> str:
        return self._text(
            "read_me.heading", country=self._country(), year=self.report.reporting_year
        )

    def _banner(self) -> str:
        return self._text("read_me.illustrative_short") if self.report.is_illustrative else ""


def _list_name(vocabulary: str) -> str:
    return f"list_{vocabulary}"


def _title_width(title: str) -> int:
    """The width at which a title stands in two lines, beside the button of the filter."""
    return max(*map(len, title.split()), math.ceil(len(title) / 2)) + 4


def _lines(text: str, width: float) -> int:
    """The lines a text takes in a column; a sign of it is a little wider than a digit on average."""
    available = max(1, int(width * 0.9))
    return sum(len(textwrap.wrap(part, available)) or 1 for part in text.split("\n"))

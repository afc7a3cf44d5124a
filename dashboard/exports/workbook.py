"""A view's table as an Excel workbook: typed columns, and a sheet that says what they are and where they are from."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.csv_file import neutralised
from dashboard.exports.statements import statements, warnings
from dashboard.exports.view import View

FONT = "Noto Sans"
_INK, _ACCENT, _ALARM, _PALE, _HAIRLINE = "#1B2430", "#0072B5", "#8A3219", "#FDF0EA", "#D9DEE4"
# Widths in characters.
_NARROWEST, _WIDEST, _NOTES = 9, 60, (26, 100)
# Excel takes no text of more characters in a cell, nor in a page's header or footer.
_LONGEST, _LONGEST_FOOT = 32_767, 200
_DAY = "dd/mm/yyyy"


def workbook(view: View) -> bytes:
    """The content of an ``.xlsx`` file: the view's table on a sheet, and a sheet of notes on it.

    Numbers, dates and yes/no stay what they are; percentages stay from 0 to 100, as their heads say. No text can run
    as a formula. What must warn (illustrative, for the Alliance only) stands above the table, in the notes, and on
    every printed page.
    """
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": view.title, "subject": view.note, "comments": view.source})
    book.set_custom_property("Language", view.words.language)
    _write_table(book, view)
    _write_notes(book, view)
    book.close()
    return content.getvalue()


def _write_table(book: xlsxwriter.Workbook, view: View) -> None:
    sheet = book.add_worksheet(view.words("export_office.sheet.table"))
    _set_up_page(sheet, view)
    sheet.set_landscape()
    table = view.table.reset_index(drop=True)
    warned = warnings(view, is_short=True)
    look = _format(book, bold=True, font_color=_ALARM, bg_color=_PALE)
    for row, text in enumerate(warned):
        # The colour runs along the row, and so does the text.
        sheet.set_row(row, 20, look)
        sheet.write_string(row, 0, neutralised(text), look)
    top = len(warned)
    head = _format(
        book, bold=True, font_color="#FFFFFF", bg_color=_ACCENT, text_wrap=True, valign="vcenter"
    )
    for place, column in enumerate(table.columns):
        cells = [_plain(cell) for cell in table[column]]
        sheet.write_string(top, place, _text(str(column)), head)
        pattern = _pattern(str(column), cells, view.words("table.year"))
        looks = {
            False: _format(book, valign="top", text_wrap=True),
            True: _format(book, valign="top", num_format=pattern, align="right"),
        }
        for row, cell in enumerate(cells, top + 1):
            _write(sheet, row, place, cell, looks[_is_measured(cell)])
        said = [view.words.date(cell) if _is_day(cell) else str(cell) for cell in cells]
        widest = max((len(text) for text in [*said, str(column)[:24]]), default=0)
        sheet.set_column(place, place, min(max(widest + 3, _NARROWEST), _WIDEST))
    sheet.set_row(top, 32)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(0, top)
    if len(table.columns):
        last = (top + max(len(table), 1), len(table.columns) - 1)
        sheet.autofilter(top, 0, *last)
        sheet.print_area(0, 0, *last)


def _write_notes(book: xlsxwriter.Workbook, view: View) -> None:
    sheet = book.add_worksheet(view.words("export_office.sheet.notes"))
    _set_up_page(sheet, view)
    sheet.set_column(0, 0, _NOTES[0])
    sheet.set_column(1, 1, _NOTES[1])
    label = _format(book, bold=True, valign="top", font_color=_ACCENT)
    text = _format(book, text_wrap=True, valign="top")
    warning = _format(
        book, text_wrap=True, valign="top", bold=True, font_color=_ALARM, bg_color=_PALE
    )
    for row, said in enumerate(statements(view)):
        sheet.write_string(row, 0, said.label, label)
        if isinstance(said.text, datetime.date):
            day = _format(book, valign="top", num_format=_DAY, align="left")
            sheet.write_datetime(row, 1, _moment(said.text), day)
            continue
        sheet.write_string(row, 1, _text(said.text), warning if said.is_warning else text)
        lines = sum(1 + len(line) // _NOTES[1] for line in said.text.split("\n"))
        sheet.set_row(row, 17 * lines)


def _set_up_page(sheet: Worksheet, view: View) -> None:
    """A4, one page wide; the title above, the source below, and what must warn on both."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if view.words.locale.text_direction == "rtl":
        sheet.right_to_left()
    heading = " · ".join([*warnings(view, is_short=True), view.title])
    sheet.set_header("&L&B" + _in_margin(heading))
    source = view.words("show.source", source=view.source)
    sheet.set_footer(f"&L&8{_in_margin(source)}&R&8&P / &N")


def _in_margin(text: str) -> str:
    """A text for a page's margin, where ``&`` begins a code."""
    kept = text if len(text) <= _LONGEST_FOOT else text[: _LONGEST_FOOT - 1] + "…"
    return kept.replace("&", "&&")


def _format(book: xlsxwriter.Workbook, **look: Any) -> Format:
    return book.add_format(
        {"font_name": FONT, "font_size": 10, "font_color": _INK, "bottom": 4,
         "bottom_color": _HAIRLINE, **look}
    )  # fmt: skip


def _plain(cell: Any) -> Any:
    """A cell as Python's own value; None where there is none. Lists become their parts with commas."""
    if isinstance(cell, list | tuple | set):
        return ", ".join(map(str, cell))
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
        return _plain(cell) if isinstance(cell, list) else cell
    if pd.isna(cell):
        return None
    return cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell


def _is_day(cell: Any) -> bool:
    return isinstance(cell, datetime.date)


def _is_measured(cell: Any) -> bool:
    return _is_day(cell) or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _pattern(head: str, cells: list[Any], year: str) -> str:
    """The number format of a column of days or numbers; its head says whether they are percentages or years."""
    days = [cell for cell in cells if _is_day(cell)]
    if days:
        has_times = any(isinstance(day, datetime.datetime) and day.time().min != day.time() for day in days)  # fmt: skip
        return f"{_DAY} hh:mm" if has_times else _DAY
    numbers = [cell for cell in cells if _is_measured(cell)]
    if all(float(number).is_integer() for number in numbers):
        return "0" if year.lower() in head.lower() else "#,##0"
    decimals = next((n for n in (1, 2) if all(round(float(x), n) == float(x) for x in numbers)), 2)
    percent = '"\N{NARROW NO-BREAK SPACE}%"' if "%" in head else ""
    return f"#,##0.{'0' * decimals}{percent}"


def _write(sheet: Worksheet, row: int, column: int, cell: Any, look: Format) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, look)
    elif _is_day(cell):
        sheet.write_datetime(row, column, _moment(cell), look)
    elif isinstance(cell, int | float) and abs(cell) != float("inf"):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_string(row, column, _text(str(cell)), look)


def _moment(day: datetime.date) -> datetime.datetime:
    """A day as Excel takes it: it knows no time zones."""
    if isinstance(day, datetime.datetime):
        return day.astimezone(datetime.UTC).replace(tzinfo=None) if day.tzinfo else day
    return datetime.datetime.combine(day, datetime.time())


def _text(text: str) -> str:
    return neutralised(text)[:_LONGEST]

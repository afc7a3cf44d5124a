"""A view's table as an Excel workbook: typed columns, and a sheet that says what they are and where they are from."""

from __future__ import annotations

import datetime
import io
import re
from functools import lru_cache
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.csv_file import neutralised
from dashboard.exports.statements import statements, warnings
from dashboard.exports.view import View
from dashboard.words import Words

FONT = "Noto Sans"
_INK, _ACCENT, _ALARM, _PALE, _HAIRLINE = "#1B2430", "#0072B5", "#8A3219", "#FDF0EA", "#D9DEE4"
# Widths in characters.
_NARROWEST, _WIDEST, _NOTES = 9, 60, (26, 100)
# Excel takes no text of more characters in a cell, nor in a page's header or footer.
_LONGEST, _LONGEST_FOOT = 32_767, 200
_DAY = "dd/mm/yyyy"
# The height of a line of text, and the highest that a row may be, in points.
_LINE, _HIGHEST = 17, 409
_NUMBER = re.compile(r"([-\u2212]?\d[\d.,\s\u00a0\u202f]*?)[\s\u00a0\u202f]?(%|[A-Z]{3})?")


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
    heads = {
        is_right: _format(
            book, bold=True, font_color="#FFFFFF", bg_color=_ACCENT, text_wrap=True, valign="vcenter",
            align="right" if is_right else "left",
        )
        for is_right in (False, True)
    }  # fmt: skip
    patterns: dict[str, Format] = {}
    lines = [1] * len(table)
    for place, column in enumerate(table.columns):
        cells = [_plain(cell) for cell in table[column]]
        pattern = _pattern(str(column), cells, view.words("table.year"))
        looks = {
            False: _format(book, valign="top", text_wrap=True),
            True: _format(book, valign="top", num_format=pattern, align="right"),
        }
        read = [read_text(cell, view.words) if isinstance(cell, str) else None for cell in cells]
        for row, (cell, typed) in enumerate(zip(cells, read, strict=True), top + 1):
            if typed is None:
                _write(sheet, row, place, cell, looks[_is_measured(cell)])
                continue
            value, pattern = typed
            if pattern not in patterns:
                patterns[pattern] = _format(book, valign="top", num_format=pattern, align="right")
            _write(sheet, row, place, value, patterns[pattern])
        is_right = any(typed or _is_measured(cell) for cell, typed in zip(cells, read, strict=True))
        sheet.write_string(top, place, _text(str(column)), heads[is_right])
        said = [view.words.date(cell) if _is_day(cell) else str(cell) for cell in cells]
        widest = max((len(text) for text in [*said, str(column)[:24]]), default=0)
        width = min(max(widest + 3, _NARROWEST), _WIDEST)
        sheet.set_column(place, place, width)
        lines = [max(most, _lines(text, width)) for most, text in zip(lines, said, strict=True)]
    sheet.set_row(top, 32)
    for row, most in enumerate(lines, top + 1):
        # Not every program finds out by itself how high a row with several lines is.
        if most > 1:
            sheet.set_row(row, min(_LINE * most, _HIGHEST))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(0, top)
    if len(table.columns):
        last = (top + max(len(table), 1), len(table.columns) - 1)
        sheet.autofilter(top, 0, *last)
        sheet.print_area(0, 0, *last)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    # Letters are narrower than the digits that a width is counted in.
    return sum(1 + int(len(line) / (width * 1.1)) for line in text.split("\n"))


@lru_cache
def _months(words: Words) -> dict[str, int]:
    """The months by their names within a day."""
    return {
        words.date(datetime.date(2000, month, 1)).split(" ")[1]: month for month in range(1, 13)
    }


def read_text(text: str, words: Words) -> tuple[datetime.date | float, str] | None:
    """The day or number that a text says as the language writes it, with its format; None where it is another text.

    Only a text that comes out just the same when its value is written again is taken for a value. A number with
    decimals and without a unit is none: it may be that of a target, such as 16.2.
    """
    parts = text.split(" ")
    if len(parts) == 3 and parts[1] in (months := _months(words)):
        if not (parts[0].isdecimal() and parts[2].isdecimal()):
            return None
        first = datetime.date(int(parts[2]), months[parts[1]], 1)
        day = first + datetime.timedelta(int(parts[0]) - 1)
        return (day, _DAY) if words.date(day) == text else None
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    digits, unit = re.sub(r"[\s\u00a0\u202f]", "", found[1]).replace("\u2212", "-"), found[2]
    decimal = words.number(0.5, 1)[1]
    whole, _, rest = digits.partition(decimal)
    try:
        value = float(f"{whole.replace(',', '').replace('.', '')}.{rest or '0'}")
    except ValueError:
        return None
    said = (
        words.percent(value, len(rest))
        if unit == "%"
        else words.money(value, unit)
        if unit
        else words.number(value, len(rest))
    )
    if said != text or (rest and not unit):
        return None
    gap = text[len(found[1]) : len(text) - len(unit or "")]
    pattern = f"#,##0{'.' + '0' * len(rest) if rest else ''}"
    return value, f'{pattern}"{gap}{unit}"' if unit else pattern


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
        sheet.set_row(row, _LINE * _lines(said.text, _NOTES[1]))


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
         "bottom_color": _HAIRLINE, **({"indent": 1} if look.get("align") == "right" else {}), **look}
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

"""OpenDocument workbooks: read like Excel's, cell by cell, and refused where they act or fetch."""

from __future__ import annotations

import shutil
import subprocess
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from bench.report_files import cell, content, opendocument, opendocument_of
from etl.reference import Reference
from etl.report import Problem, Report, Words, check_file, read_workbook, write_workbook
from etl.report.file import open_book
from etl.report.grids import Grid, UnreadCell
from etl.report.workbook import sheet_title
from locales import languages

Sheets = dict[str, Grid]
SECRET = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'


@pytest.fixture
def sheets(report: Report, reference: Reference, words: Words, tmp_path: Path) -> Sheets:
    """The cells of Kenya's workbook, by sheet."""
    book, _ = open_book(write_workbook(tmp_path / "w.xlsx", report, "en", reference, words))
    assert book is not None
    return book.grids


def table(rows: str, name: str = "Support", attributes: str = "") -> str:
    return f'<table:table table:name="{name}"{attributes}>{rows}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def read_cells(tmp_path: Path, tables: str, styles: str = "") -> tuple[Grid, object]:
    """The grid and layout of the sheet Support in a workbook of these tables."""
    path = tmp_path / "cells.ods"
    path.write_bytes(opendocument_of(content(tables, styles)))
    book, problems = open_book(path)
    assert book is not None and problems == []
    return book.grids["Support"], book.layouts["Support"]


@pytest.mark.parametrize("language", languages())
def test_report_is_read_as_from_excel(
    language: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, language, reference, words)
    book, _ = open_book(path)
    assert book is not None
    same = tmp_path / "r.ods"
    same.write_bytes(opendocument(book.grids))
    found, problems = read_workbook(same, words)
    assert found == read_workbook(path, words)[0]
    assert problems == []


def test_every_type_of_value(tmp_path: Path) -> None:
    written = [
        cell("a\nb"),
        cell(1.5),
        cell(True),
        cell(date(2026, 5, 4)),
        cell(datetime(2026, 5, 4, 13, 30)),
        '<table:table-cell office:value-type="percentage" office:value="0.45"><text:p>45 %</text:p>'
        "</table:table-cell>",
        '<table:table-cell office:value-type="currency" office:value="12000"/>',
        '<table:table-cell office:value-type="string" office:string-value="told"/>',
        '<table:table-cell><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>'
        '<text:a xlink:href="https://example.org">link</text:a></text:p></table:table-cell>',
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
        "</office:annotation><text:p>a value</text:p></table:table-cell>",
    ]
    grid, _ = read_cells(tmp_path, table(row(*written)))
    assert grid == [
        [
            "a\nb",
            1.5,
            True,
            datetime(2026, 5, 4),
            datetime(2026, 5, 4, 13, 30),
            0.45,
            12000.0,
            "told",
            "a  b\tc\nlink",
            "a value",
        ]
    ]


def test_what_repeats_stands_at_its_place(tmp_path: Path) -> None:
    rows = (
        row(
            cell("", table__number_columns_repeated="2"),
            cell("x", table__number_columns_repeated="2"),
        )
        + row(cell(""), attributes=' table:number-rows-repeated="3"')
        + row(cell("y"), attributes=' table:number-rows-repeated="2"')
    )
    grid, _ = read_cells(tmp_path, table(rows))
    assert grid == [
        ["", "", "x", "x"],
        [""] * 4,
        [""] * 4,
        [""] * 4,
        ["y", "", "", ""],
        ["y", "", "", ""],
    ]


def test_what_the_values_do_not_say(tmp_path: Path) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    )
    rows = row(
        cell(5, table__formula="of:=2+3"),
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>",
        '<table:table-cell table:formula="of:=[.A1]"/>',
        cell("wide", table__number_columns_spanned="2", table__number_rows_spanned="3"),
    ) + row(cell("z"), attributes=' table:visibility="filter"')
    styles = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = table(columns + rows, attributes=' table:style-name="ta1"')
    grid, layout = read_cells(tmp_path, tables, styles)
    assert grid[0] == [5.0, "#DIV/0!", "=[.A1]", "wide"]
    assert isinstance(grid[0][1], UnreadCell) and isinstance(grid[0][2], UnreadCell)
    assert layout.formulas == {"A1": "=2+3"}  # type: ignore[attr-defined]
    assert layout.merged == ("D1:E3",)  # type: ignore[attr-defined]
    assert layout.hidden_rows == {2}  # type: ignore[attr-defined]
    assert layout.hidden_columns == {3, 4}  # type: ignore[attr-defined]
    assert layout.is_hidden is True  # type: ignore[attr-defined]


def external(element: str) -> Callable[[Sheets], bytes]:
    return lambda sheets: opendocument_of(content(table(row(cell("x")) + element)))


def part(**parts: str) -> Callable[[Sheets], bytes]:
    return lambda sheets: opendocument(sheets, **parts)


def repeated(rows: str, columns: str, value: str = "x") -> Callable[[Sheets], bytes]:
    """One filled cell that stands in so many rows and columns."""
    filled = row(
        cell(value, table__number_columns_repeated=columns),
        attributes=f' table:number-rows-repeated="{rows}"',
    )
    return lambda sheets: opendocument_of(content(table(filled)))


FAR = "10000 × 200"
# name of the defect: (file name, its content from the good sheets, problem)
REFUSED: dict[str, tuple[str, Callable[[Sheets], bytes], Problem]] = {
    "flat_file": (
        "r.fods", lambda sheets: content("").encode(),
        Problem("other_opendocument", found="r.fods", accepted=".ods"),
    ),
    "flat_file_renamed": (
        "r.ods", lambda sheets: content("").encode(),
        Problem("other_kind", found="XML", accepted=".ods"),
    ),
    "template": (
        "r.ots", opendocument, Problem("other_opendocument", found="r.ots", accepted=".ods"),
    ),
    "template_renamed": (
        "r.ods", part(mimetype="application/vnd.oasis.opendocument.spreadsheet-template"),
        Problem("other_opendocument", found="r.ods", accepted=".ods"),
    ),
    "text_document_renamed": (
        "r.ods", part(mimetype="application/vnd.oasis.opendocument.text"),
        Problem("other_kind", found="text", accepted=".ods"),
    ),
    "encrypted": (
        "r.ods", part(**{"META-INF__manifest_xml": SECRET}),
        Problem("encrypted", found="r.ods", accepted=".ods"),
    ),
    "macros": (
        "r.ods", part(Basic__Standard__Module1_xml="<a/>"),
        Problem("macros", found="Basic/Standard/Module1.xml", accepted=".ods"),
    ),
    "scripts": (
        "r.ods", part(**{"Scripts__python__a.py": "print()"}),
        Problem("macros", found="Scripts/python/a.py", accepted=".ods"),
    ),
    "event": (
        "r.ods",
        external(
            "<office:event-listeners><script:event-listener script:event-name='dom:load' "
            "xlink:href='vnd.sun.star.script:a'/></office:event-listeners>"
        ),
        Problem("macros", found="vnd.sun.star.script:a", accepted=".ods"),
    ),
    "linked_sheet": (
        "r.ods", external("<table:table-source xlink:href='Budget.ods'/>"),
        Problem("external_link", found="Budget.ods", accepted=".ods"),
    ),
    "dynamic_data_exchange": (
        "r.ods", external("<office:dde-source office:dde-application='soffice'/>"),
        Problem("external_link", found="soffice", accepted=".ods"),
    ),
    "picture_from_an_address": (
        "r.ods",
        external("<table:shapes><draw:image xlink:href='https://example.org/a'/></table:shapes>"),
        Problem("external_link", found="https://example.org/a", accepted=".ods"),
    ),
    "picture_of_the_styles": (
        "r.ods",
        part(
            styles_xml="<a xmlns:x='http://www.w3.org/1999/xlink'><b x:href='//example.org/a'/></a>"
        ),
        Problem("external_link", found="//example.org/a", accepted=".ods"),
    ),
    "formula_of_another_file": (
        "r.ods", external(row(cell(3, table__formula="of:=['file:///b.ods'#$Sheet1.A1]"))),
        Problem("external_link", found="of:=['file:///b.ods'#$Sheet1.A1]", accepted=".ods"),
    ),
    "document_type": (
        "r.ods", part(content_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        Problem("unreadable", found="r.ods", accepted=".ods"),
    ),
    "hidden_document_type": (
        "r.ods",
        lambda sheets: opendocument(sheets, content_xml="<!DOCTYPE a>\0<a/>"),
        Problem("unreadable", found="r.ods", accepted=".ods"),
    ),
    "no_content": (
        "r.ods", part(content_xml="<a>"), Problem("unreadable", found="r.ods", accepted=".ods"),
    ),
    "filled_in_every_row": (
        "r.ods", repeated("1048576", "1"),
        Problem("sheet_too_large", "Support", "A1048576", accepted=FAR),
    ),
    "filled_in_every_column": (
        "r.ods", repeated("1", "16384"),
        Problem("sheet_too_large", "Support", "XFD1", accepted=FAR),
    ),
    "filled_without_end": (
        "r.ods", repeated("1", "9" * 200),
        Problem("sheet_too_large", "Support", "EQXD1", accepted=FAR),
    ),
    "many_full_sheets": (
        "r.ods",
        lambda sheets: opendocument_of(
            content("".join(
                table(
                    row(
                        cell("x", table__number_columns_repeated="200"),
                        attributes=' table:number-rows-repeated="5000"',
                    ),
                    f"S{number}",
                )
                for number in range(40)
            ))
        ),
        Problem("sheet_too_large", "S4", "GR1", accepted=FAR),
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", REFUSED)
def test_workbook_is_refused_with_its_word(
    defect: str, sheets: Sheets, reference: Reference, words: Words, tmp_path: Path
) -> None:
    name, spoil, expected = REFUSED[defect]
    path = tmp_path / name
    path.write_bytes(spoil(sheets))
    started = time.monotonic()
    tracemalloc.start()
    result = check_file(path, reference, words=words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.report, result.problems) == (None, [expected])
    for language in languages():
        message = expected.message(language)
        assert all(each in message for each in (expected.found, expected.accepted, expected.cell))
    assert time.monotonic() - started < 5 and peak < 100e6


def test_link_a_reader_may_click_is_accepted(
    sheets: Sheets, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "r.ods"
    whole = opendocument(sheets)
    link = '<text:p><text:a xlink:href="https://example.org/">Kenya</text:a></text:p>'
    path.write_bytes(whole)
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        text = archive.read("content.xml").decode()
    path.write_bytes(opendocument_of(text.replace("<text:p>Kenya</text:p>", link)))
    result = check_file(path, reference, words=words)
    assert result.problems == []
    assert result.report is not None and result.report.country_code == "KEN"


def test_hidden_sheet_is_read_and_named(
    sheets: Sheets, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "r.ods"
    from zipfile import ZipFile

    path.write_bytes(opendocument(sheets))
    with ZipFile(path) as archive:
        text = archive.read("content.xml").decode()
    hidden = (
        '<style:style style:name="ta9" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    text = text.replace("<office:automatic-styles>", f"<office:automatic-styles>{hidden}")
    text = text.replace('table:name="Support"', 'table:name="Support" table:style-name="ta9"')
    path.write_bytes(opendocument_of(text))
    result = check_file(path, reference, words=words)
    assert result.problems == [Problem("hidden_sheet", "Support", found="S1")]


def test_hidden_sheet_of_an_excel_workbook_is_named_too(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    book = openpyxl.load_workbook(path)
    book["Support"].sheet_state = "hidden"
    book.save(path)
    (problem,) = check_file(path, reference, words=words).problems
    assert problem == Problem("hidden_sheet", "Support", found="S1")
    for language in languages():
        assert "Support" in problem.message(language) and "S1" in problem.message(language)


# ------------------------------------------------------------------------------ a real office program


@pytest.fixture(scope="session")
def as_opendocument(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Converts a workbook with LibreOffice; the test is skipped where it is absent."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not here")
    profile = tmp_path_factory.mktemp("profile")

    def convert(path: Path) -> Path:
        folder = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                program, f"-env:UserInstallation=file://{profile}", "--headless",
                "--convert-to", "ods", "--outdir", str(folder), str(path),
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )  # fmt: skip
        return folder / f"{path.stem}.ods"

    return convert


@pytest.mark.parametrize("language", languages())
def test_report_saved_by_an_office_program(
    language: str,
    as_opendocument: Callable[[Path], Path],
    report: Report,
    reference: Reference,
    words: Words,
    tmp_path: Path,
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, language, reference, words)
    result = check_file(as_opendocument(path), reference, words=words)
    assert result.problems == []
    assert result.report is not None
    assert (result.report.form, result.report.rows) == (report.form, report.rows)
    assert result.report.language == language


def test_report_spoilt_in_an_office_program(
    as_opendocument: Callable[[Path], Path],
    report: Report,
    reference: Reference,
    words: Words,
    tmp_path: Path,
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    book = openpyxl.load_workbook(path)
    sheet = book["Progress"]
    sheet["D4"], sheet["D5"], sheet["C4"] = "=1/0", "=0*7", 100.5
    sheet["J4"] = "Judges"
    sheet.merge_cells("J4:J5")
    sheet.row_dimensions[5].hidden = True
    book["Support"].sheet_state = "hidden"
    book.save(path)
    problems = check_file(as_opendocument(path), reference, words=words).problems
    assert sheet_title("progress", "en") == "Progress"
    assert {(each.rule, each.cell or each.sheet, each.found) for each in problems} == {
        ("cell_error", "D4", "#DIV/0!"),
        ("out_of_range", "C4", "100.5"),
        ("formula", "D5", "=0*7"),
        ("merged_cells", "J4:J5", "Judges"),
        ("hidden_content", "5:5", "A02"),
        ("hidden_sheet", "Support", "S1"),
    }

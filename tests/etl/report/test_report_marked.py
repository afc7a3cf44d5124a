"""The marked workbook: the sender's own cells, each problem in its place, and nothing else changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bench.report_files import comma_separated, packed
from etl.reference import Reference
from etl.report import Problem, Report, Words, check_file, write_workbook
from etl.report.file import open_book
from etl.report.marked import FILLS, TAB_COLOURS, mark_workbook, problem_list
from etl.report.workbook import MARKER_SHEET, SHEETS, sheet_title
from locales import languages, texts
from tests.office.convert import convert

Check = Callable[[Path], list[Problem]]
RED, AMBER = FILLS["error"], FILLS["warning"]


@pytest.fixture
def check(reference: Reference, words: Words) -> Check:
    return lambda path: check_file(path, reference, words=words).problems


@pytest.fixture
def spoilt(report: Report, reference: Reference, words: Words, tmp_path: Path) -> Path:
    """Kenya's report with a person's slips: errors, warnings, both in one cell, one on a sheet."""
    path = write_workbook(tmp_path / "report.xlsx", report, "en", reference, words)
    book = openpyxl.load_workbook(path)
    roadmap, progress = book["Roadmap"], book["Progress"]
    roadmap["I4"] = "next spring"  # an error
    roadmap["F5"] = None  # a warning
    roadmap["F5"].comment = Comment("Ask the ministry", "A colleague")
    roadmap["D5"] = "=HYPERLINK(1)"  # an error: never computed
    progress["C4"] = 140  # an error
    roadmap["A8"] = "A07"  # a row with almost nothing: its other required cells are missing
    book.create_sheet("Own notes")["A1"] = "=1+1"
    book.save(path)
    return path


def marked(path: Path, problems: list[Problem], language: str = "en") -> tuple[Path, Workbook]:
    """The marked workbook as a file beside the sender's, and as it opens."""
    content = mark_workbook(path.read_bytes(), path.name, problems, language)
    target = path.with_name(f"marked-{path.stem}.xlsx")
    target.write_bytes(content)
    return target, openpyxl.load_workbook(BytesIO(content))


@pytest.mark.parametrize("language", languages())
def test_each_problem_is_marked_in_its_cell(language: str, spoilt: Path, check: Check) -> None:
    problems = check(spoilt)
    _, book = marked(spoilt, problems, language)
    roadmap = book["Roadmap"]
    colours = {
        cell: roadmap[cell].fill.fgColor.rgb for cell in ("I4", "F5", "D5", "D8", "B4", "I5")
    }
    assert colours == {
        "I4": RED, "F5": AMBER, "D5": RED, "D8": RED, "B4": "00000000", "I5": "00000000",
    }  # fmt: skip
    in_cells = [each for each in problems if each.sheet and each.cell]
    assert len(in_cells) > 5
    for problem in in_cells:
        cell = book[problem.sheet][problem.cell]
        assert problem.message(language) in cell.comment.text
        assert cell.fill.fgColor.rgb in (RED, AMBER)
        assert cell.fill.fgColor.rgb == RED or problem.severity == "warning"
    assert roadmap["F5"].comment.text.endswith("\nAsk the ministry")
    assert roadmap["B4"].comment is None
    assert roadmap["A3"].comment.text == texts("en")["workbook.note.roadmap.action_id"]
    # Both rules of one cell stand in one note.
    both = [each for each in in_cells if (each.sheet, each.cell) == ("Roadmap", "F5")]
    assert roadmap["F5"].comment.text.count("• ") == len(both)


def test_tab_shows_the_worst_of_its_sheet(spoilt: Path, check: Check) -> None:
    _, book = marked(spoilt, check(spoilt))
    colours = {sheet.title: sheet.sheet_properties.tabColor for sheet in book}
    assert colours["Roadmap"].rgb == colours["Progress"].rgb == TAB_COLOURS["error"]
    assert colours["Own notes"].rgb == TAB_COLOURS["warning"]
    assert colours["Support"].rgb == "FF0072B5"


@pytest.mark.parametrize(("language", "title"), [("en", "Problems"), ("fr", "Problèmes")])
def test_first_sheet_lists_all_problems(
    language: str, title: str, spoilt: Path, check: Check
) -> None:
    whole = Problem("no_marker", accepted=MARKER_SHEET)
    problems = [whole, *check(spoilt)]
    _, book = marked(spoilt, problems, language)
    assert book.sheetnames[0] == title and book.active.title == title
    sheet = book[title]
    words = texts(language)
    assert [cell.value for cell in sheet[4]][:6] == [
        words[f"workbook.marked.column.{key}"]
        for key in ("severity", "sheet", "cell", "found", "accepted", "message")
    ]
    rows = list(sheet.iter_rows(min_row=5, max_col=6, max_row=4 + len(problems)))
    assert [row[5].value for row in rows] == [each.message(language) for each in problems]
    assert rows[0][1].value == words["workbook.marked.whole"] and rows[0][1].hyperlink is None
    for problem, row in zip(problems, rows, strict=True):
        assert row[0].value == words[f"data.severity.{problem.severity}"]
        if problem.cell:
            assert row[2].hyperlink.location == f"'{problem.sheet}'!{problem.cell}"
            assert row[2].hyperlink.target is None
    on_sheet = next(
        row for each, row in zip(problems, rows, strict=True) if each.sheet == "Own notes"
    )
    assert on_sheet[1].hyperlink.location == "'Own notes'!A1"


def test_list_stays_short_enough_to_be_sent_again(spoilt: Path, check: Check) -> None:
    many = [
        Problem("not_a_date", "Roadmap", f"H{row}", "hier", "2026-03-31") for row in range(4, 9_500)
    ]
    path, book = marked(spoilt, many)
    sheet = book["Problems"]
    assert (sheet["C2004"].value, sheet["C2005"].value) == ("H2003", None)
    assert sheet["F2005"].value.startswith("… and 7496 more.")
    assert book["Roadmap"]["H9499"].fill.fgColor.rgb == RED
    assert "unknown_sheet" in {each.rule for each in check(path)}


def test_list_holds_no_formula(spoilt: Path, tmp_path: Path) -> None:
    found = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "bell\x07"]
    problems = [Problem("unknown_word", "Roadmap", "C4", text, text) for text in found]
    _, book = marked(spoilt, problems)
    sheet = book["Problems"]
    cells = [sheet.cell(row, column) for row in range(5, 11) for column in (4, 5)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [sheet.cell(row, 4).value for row in range(5, 11)] == [*found[:5], "bell�"]
    assert all(cell.quotePrefix for cell in cells[:10])
    with_formula = [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert with_formula == []


def test_all_else_is_as_the_sender_left_it(spoilt: Path, check: Check) -> None:
    problems = check(spoilt)
    _, book = marked(spoilt, problems)
    before = openpyxl.load_workbook(spoilt)
    at_fault = {(each.sheet, each.cell) for each in problems}
    assert book.sheetnames[1:] == before.sheetnames
    assert set(book.defined_names) == set(before.defined_names)
    for sheet in before:
        same = book[sheet.title]
        assert same.sheet_state == sheet.sheet_state
        assert same.protection.sheet == sheet.protection.sheet
        assert len(same.data_validations.dataValidation) == (
            len(sheet.data_validations.dataValidation)
        )
        assert conditions(same) == conditions(sheet)
        assert same.freeze_panes == sheet.freeze_panes
        assert same.auto_filter.ref == sheet.auto_filter.ref
        for row in sheet:
            for cell in row:
                other = same[cell.coordinate]
                assert other.value == cell.value
                is_at_fault = (sheet.title, cell.coordinate) in at_fault
                if cell.has_style or not is_at_fault:
                    assert other.number_format == cell.number_format
                    assert other.protection.locked == cell.protection.locked
                if not is_at_fault:
                    assert other.fill.fgColor.rgb == cell.fill.fgColor.rgb
    # A cell that was empty takes its column's look: it stays unlocked, and a date stays a date.
    assert not book["Roadmap"]["B8"].protection.locked
    assert book["Milestones"]["B5"].number_format == "yyyy-mm-dd"


def conditions(sheet: Worksheet) -> list[tuple[str, list[str]]]:
    return [
        (str(each.sqref), [rule.formula for rule in each.rules])
        for each in sheet.conditional_formatting
    ]


@pytest.mark.parametrize("language", languages())
def test_marked_workbook_can_be_sent_again(language: str, spoilt: Path, check: Check) -> None:
    problems = check(spoilt)
    path, _ = marked(spoilt, problems, language)
    assert check(path) == problems


def test_value_of_a_formula_stays_with_it(
    report: Report, reference: Reference, words: Words, tmp_path: Path, check: Check
) -> None:
    path = write_workbook(tmp_path / "report.xlsx", report, "en", reference, words)
    book = openpyxl.load_workbook(path)
    book["Roadmap"]["N4"] = "=1250000+0.5"
    book["Roadmap"]["E4"] = '="Act & "&"order"'
    book["Roadmap"]["I4"] = "=DATE(2026,12,31)"
    book.save(path)
    computed = convert(path, "xlsx", tmp_path / "computed")
    problems = check(computed)
    assert {(each.rule, each.cell) for each in problems} == {
        ("formula", "E4"),
        ("formula", "I4"),
        ("formula", "N4"),
    }
    target, again = marked(computed, problems)
    assert check(target) == problems
    assert again["Roadmap"]["N4"].value == "=1250000+0.5"
    values = openpyxl.load_workbook(target, data_only=True)["Roadmap"]
    assert (values["N4"].value, values["E4"].value) == (1250000.5, "Act & order")


def test_earlier_marks_are_taken_off(spoilt: Path, check: Check) -> None:
    book = openpyxl.load_workbook(spoilt)
    book["Roadmap"]["I4"].fill = PatternFill("solid", fgColor="FF00FF00")
    book.save(spoilt)
    before = openpyxl.load_workbook(spoilt)
    path, _ = marked(spoilt, check(spoilt), "fr")
    again = mark_workbook(path.read_bytes(), path.name, check(path), "en")
    book = openpyxl.load_workbook(BytesIO(again))
    assert book.sheetnames == ["Problems", *before.sheetnames]
    assert book["Roadmap"]["F5"].comment.text.count("Ask the ministry") == 1
    assert "La vérification" not in book["Roadmap"]["F5"].comment.text
    clean = openpyxl.load_workbook(BytesIO(mark_workbook(again, "again.xlsx", [], "en")))
    for sheet in before:
        colour = clean[sheet.title].sheet_properties.tabColor
        assert colour == sheet.sheet_properties.tabColor
        for row in sheet:
            for cell in row:
                other = clean[sheet.title][cell.coordinate]
                assert other.fill.fgColor.rgb == cell.fill.fgColor.rgb
                note = cell.comment.text if cell.comment else None
                assert (other.comment.text if other.comment else None) == note
    assert clean["Problems"]["A5"].value == texts("en")["workbook.marked.nothing"]


def test_own_sheet_of_the_same_name_stays(spoilt: Path, check: Check) -> None:
    book = openpyxl.load_workbook(spoilt)
    book.create_sheet("Problems")["A1"] = "What we met"
    book.save(spoilt)
    _, book = marked(spoilt, check(spoilt))
    assert book["Problems"]["A1"].value == "What we met"
    assert book.sheetnames[0] == "Problems 2"


def test_problem_in_a_merged_range_is_marked_at_its_corner(spoilt: Path, check: Check) -> None:
    book = openpyxl.load_workbook(spoilt)
    book["Roadmap"].merge_cells("B4:B5")
    book.save(spoilt)
    problems = check(spoilt)
    assert {each.cell for each in problems} >= {"B4:B5", "B5"}
    _, book = marked(spoilt, problems)
    assert book["Roadmap"]["B4"].fill.fgColor.rgb == RED
    assert book["Roadmap"]["B4"].comment.text.count("• ") == 2


@pytest.mark.parametrize(
    "part",
    [
        b'<mergeCells count="1"><mergeCell ref="B20:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_what_spans_a_whole_sheet_is_not_laid_out(
    part: bytes, spoilt: Path, check: Check, tmp_path: Path
) -> None:
    path = tmp_path / "wide.xlsx"
    with ZipFile(spoilt) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet4.xml":
                # Merged cells stand before the rules of cells, links after them.
                place = b"<conditionalFormatting" if b"mergeCell" in part else b"<pageMargins"
                content = content.replace(place, part + place, 1)
            target.writestr(entry, content)
    problems = check(path)
    started = time.monotonic()
    _, book = marked(path, problems)
    assert time.monotonic() - started < 10
    # The look is lost, the cells and their marks are there.
    assert book["Roadmap"]["A4"].value == "A01"
    assert book["Roadmap"]["I4"].fill.fgColor.rgb == RED


@pytest.mark.parametrize(
    ("name", "content"), [("r.xlsx", b"call back"), ("r.pdf", b"%PDF-1.7"), ("r.xlsx", b"")]
)
def test_refused_file_is_not_marked(name: str, content: bytes) -> None:
    with pytest.raises(ValueError, match="Found a file that cannot be opened"):
        mark_workbook(content, name, [], "en")


def test_opendocument_comes_back_as_excel_with_the_same_cells(
    spoilt: Path, check: Check, tmp_path: Path
) -> None:
    saved = convert(spoilt, "ods", tmp_path / "saved")
    problems = check(saved)
    assert any(each.cell == "I4" for each in problems)
    path, book = marked(saved, problems)
    assert book["Roadmap"]["I4"].fill.fgColor.rgb == RED
    assert book[MARKER_SHEET].sheet_state == "veryHidden"
    assert [cell.value for cell in book["Roadmap"][1]][:2] == ["action_id", "priority"]
    again = check(path)
    # Formulas have become their values; all else is said again.
    lost = {"formula"}
    assert {(one.rule, one.sheet, one.cell) for one in problems if one.rule not in lost} == {
        (one.rule, one.sheet, one.cell) for one in again
    }


def test_csv_files_come_back_as_excel_with_the_same_cells(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    report.rows["roadmap"][0].values["due_date"] = None
    workbook = write_workbook(tmp_path / "w.xlsx", report, "en", reference, words)
    book, _ = open_book(workbook)
    assert book is not None
    grids = {sheet.key: book.grids[sheet_title(sheet.key, "en")] for sheet in SHEETS}
    tables = {
        sheet.key: [row[:2] for row in grids[sheet.key][3:]]
        if sheet.is_form
        else grids[sheet.key][2:]
        for sheet in SHEETS
    }
    path = tmp_path / "report.zip"
    path.write_bytes(packed(comma_separated(tables)))
    sent = check_file(path, reference, words=words)
    assert [each.rule for each in sent.problems] == ["missing_expected"]
    target, marked_book = marked(path, sent.problems)
    (problem,) = sent.problems
    roadmap = marked_book["roadmap"]
    assert roadmap[problem.cell].fill.fgColor.rgb == AMBER
    assert problem.message("en") in roadmap[problem.cell].comment.text
    again = check_file(target, reference, words=words)
    assert again.report == sent.report
    assert [(each.rule, each.cell) for each in again.problems] == [
        ("missing_expected", problem.cell)
    ]


def test_marked_workbook_opens_in_an_office_suite(
    spoilt: Path, check: Check, tmp_path: Path
) -> None:
    problems = check(spoilt)
    path, _ = marked(spoilt, problems)
    returned = convert(path, "xlsx", tmp_path / "returned")
    book = openpyxl.load_workbook(returned)
    assert book["Roadmap"]["I4"].fill.fgColor.rgb == RED
    assert "is not a date" in book["Roadmap"]["I4"].comment.text
    assert book["Problems"]["C6"].hyperlink.location


def test_list_of_problems_is_in_words() -> None:
    problems = [
        Problem("no_marker", accepted=MARKER_SHEET),
        Problem("not_a_date", "Roadmap", "I4", "hier", "2026-03-31"),
    ]
    listed = problem_list(problems, "fr")
    assert listed.to_dict("records")[1] == {
        "severity": "Erreur",
        "sheet": "Roadmap",
        "cell": "I4",
        "found": "hier",
        "accepted": "2026-03-31",
        "message": problems[1].message("fr"),
    }
    assert listed["severity"].tolist() == ["Avertissement", "Erreur"]
    assert listed["sheet"].tolist() == ["", "Roadmap"]
    empty = problem_list([], "en")
    assert empty.empty and list(empty.columns) == list(listed.columns)

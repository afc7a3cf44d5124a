"""The template: what is pre-filled, and what Excel is told about each column."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from etl.reference import Reference
from etl.report import Report, Row, Words, check_file, read_workbook, write_template, write_workbook
from etl.report.workbook import MARKER_SHEET, SHEETS, column_title, sheet_title
from locales import languages, texts


@pytest.mark.parametrize("language", languages())
def test_template_is_prefilled_with_country_year_and_period(
    language: str, reference: Reference, tmp_path: Path
) -> None:
    path = write_template(tmp_path / "template.xlsx", "CIV", 2026, language, reference)
    sheet = openpyxl.load_workbook(path)[sheet_title("report", language)]
    assert sheet["B4"].value == "Côte d’Ivoire" or sheet["B4"].value == "Côte d'Ivoire"
    assert sheet["B5"].value == 2026
    assert sheet["B6"].value == datetime(2025, 9, 1)
    assert sheet["B7"].value == datetime(2026, 8, 31)
    assert [sheet[f"B{row}"].value for row in (8, 9, 11)] == [None, None, None]
    result = check_file(path, reference)
    # Nothing but the three lines only the country can fill in.
    assert [(each.rule, each.cell) for each in result.problems] == [
        ("missing_value", "B8"),
        ("missing_value", "B9"),
        ("missing_value", "B11"),
    ]


@pytest.mark.parametrize("language", languages())
def test_every_column_has_title_note_and_stable_key(
    language: str, reference: Reference, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(
        write_template(tmp_path / "template.xlsx", "KEN", 2026, language, reference)
    )
    assert book.sheetnames == [
        *(sheet_title(key, language) for key in ("read_me", *(sheet.key for sheet in SHEETS))),
        MARKER_SHEET,
    ]
    for declared in SHEETS:
        sheet = book[sheet_title(declared.key, language)]
        for place, column in enumerate(declared.columns, start=1):
            note = texts(language)[f"workbook.note.{declared.key}.{column.key}"]
            if declared.is_form:
                row = place + 3
                found = (
                    sheet.cell(row, 1).value,
                    sheet.cell(row, 3).value,
                    sheet.cell(row, 4).value,
                )
                assert found == (column_title(declared, column, language), column.key, note)
                assert sheet.cell(row, 1).comment.text == note
            else:
                assert sheet.cell(1, place).value == column.key
                assert sheet.cell(3, place).value == column_title(declared, column, language)
                assert sheet.cell(3, place).comment.text == note
        if declared.is_form:
            assert sheet.column_dimensions["C"].hidden
        else:
            assert sheet.row_dimensions[1].hidden
            assert sheet.freeze_panes == "B4"
            assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize("language", languages())
def test_every_list_column_has_a_legal_drop_down(
    language: str, reference: Reference, words: Words, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(
        write_template(tmp_path / "template.xlsx", "KEN", 2026, language, reference)
    )
    assert book[MARKER_SHEET].sheet_state == "veryHidden"
    checked = 0
    for declared in SHEETS:
        sheet = book[sheet_title(declared.key, language)]
        for place, column in enumerate(declared.columns, start=1):
            if column.vocabulary is None:
                continue
            cell = f"B{place + 3}" if declared.is_form else f"{chr(64 + place)}4"
            rule = next(
                each for each in sheet.data_validations.dataValidation if cell in each.sqref
            )
            assert rule.type == "list"
            # The list is a name defined in the workbook, whose cells hold the words of the
            # language.
            reference_to = book.defined_names[rule.formula1.removeprefix("=")].attr_text
            title, cells = reference_to.rsplit("!", 1)
            listed = [row[0].value for row in book[title.strip("'")][cells.replace("$", "")]]
            assert [str(word) for word in listed] == list(
                words.listed(column.vocabulary, language).values()
            )
            assert rule.showErrorMessage == (column.type != "words")
            checked += 1
    assert checked == 15


def test_dates_and_amounts_are_limited_and_formatted(reference: Reference, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx", "KEN", 2026, "en", reference))
    rules = {
        (sheet, str(rule.sqref).split(":")[0]): (rule.type, rule.operator or "between")
        for sheet in ("Roadmap", "Progress", "Report")
        for rule in book[sheet].data_validations.dataValidation
    }
    assert rules["Roadmap", "I4"] == ("date", "between")
    assert rules["Roadmap", "N4"] == ("decimal", "greaterThanOrEqual")
    assert rules["Progress", "C4"] == ("decimal", "between")
    assert rules["Report", "B9"] == ("date", "between")
    formats = {
        letter: book["Roadmap"].column_dimensions[letter].number_format
        for letter in ("A", "H", "N")
    }
    assert formats == {"A": "@", "H": "yyyy-mm-dd", "N": "#,##0"}
    assert book["Progress"].column_dimensions["C"].number_format == 'General" %"'


def column_style(sheet: Worksheet, place: int) -> ColumnDimension:
    """What a column says of its cells that are not written."""
    return next(each for each in sheet.column_dimensions.values() if each.min <= place <= each.max)


@pytest.mark.parametrize("language", languages())
def test_sheets_are_protected_where_nothing_is_typed(
    language: str, reference: Reference, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(
        write_template(tmp_path / "t.xlsx", "KEN", 2027, language, reference)
    )
    for sheet in book:
        assert sheet.protection.sheet and sheet.protection.password is None
    for declared in SHEETS:
        sheet = book[sheet_title(declared.key, language)]
        # In the file, an allowed action is one whose protection is off.
        assert not any(
            getattr(sheet.protection, action)
            for action in ("formatColumns", "formatRows", "insertRows", "sort", "autoFilter")
        )
        assert sheet.protection.insertColumns and sheet.protection.formatCells
        places = range(1, len(declared.columns) + 1)
        if declared.is_form:
            assert all(sheet.cell(3 + place, 1).protection.locked for place in places)
            assert not any(sheet.cell(3 + place, 2).protection.locked for place in places)
            continue
        assert all(sheet.cell(row, place).protection.locked for row in (1, 3) for place in places)
        assert sheet["A2"].protection.locked and sheet["B2"].protection.locked
        if declared.key == "milestones":
            for row in range(4, 12):
                assert [sheet.cell(row, place).protection.locked for place in places] == [
                    True, False, False, False, False,
                ]  # fmt: skip
        else:  # any row, the last the reader reads included
            assert not any(column_style(sheet, place).protection.locked for place in places)
            assert sheet.auto_filter.ref.startswith("A3:") and "10000" in sheet.auto_filter.ref
            rules = sheet.data_validations.dataValidation
            assert rules and all(str(rule.sqref).endswith("10000") for rule in rules)


def test_given_identifiers_stay_and_what_was_promised_may_be_corrected(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    path = write_template(tmp_path / "next.xlsx", "KEN", 2027, "en", reference, previous=report)
    book = openpyxl.load_workbook(path)
    for title in ("Roadmap", "Progress"):
        assert [book[title][cell].protection.locked for cell in ("A4", "A5", "B4", "B5")] == [
            True, True, False, False,
        ]  # fmt: skip
        assert not column_style(book[title], 1).protection.locked


def test_required_columns_have_a_dark_heading(reference: Reference, tmp_path: Path) -> None:
    path = write_template(tmp_path / "t.xlsx", "KEN", 2027, "en", reference)
    sheet = openpyxl.load_workbook(path)["Support"]
    roadmap = openpyxl.load_workbook(path)["Roadmap"]
    assert {cell.fill.fgColor.rgb for cell in sheet[3]} == {"FF0072B5"}
    dark = [cell.value for cell in roadmap[3] if cell.fill.fgColor.rgb == "FF0072B5"]
    assert dark == ["Action ID *", "Priority *", "INSPIRE strategies *", "Action *"]


def test_wide_sheets_are_printed_on_pages_that_can_be_read(
    reference: Reference, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx", "KEN", 2027, "fr", reference))
    for title, pages in (("Étapes", 1), ("Feuille de route", 2), ("Avancement", 2), ("Appui", 1)):
        sheet = book[title]
        assert (sheet.page_setup.fitToWidth or 1) == pages
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_cols == "$A:$A"


@pytest.mark.parametrize(
    ("words_of_cell", "codes"),
    [
        ("Normes et valeurs", ("norms",)),
        ("Normes et valeurs ; Sûreté des environnements", ("norms", "environments")),
        ("Norms and values;Safe environments;", ("norms", "environments")),
    ],
)
def test_several_strategies_are_given_as_the_note_says(
    words_of_cell: str, codes: tuple[str, ...], report: Report, reference: Reference, words: Words,
    tmp_path: Path,
) -> None:  # fmt: skip
    path = write_workbook(tmp_path / "r.xlsx", report, "fr", reference, words)
    book = openpyxl.load_workbook(path)
    book["Feuille de route"]["C4"] = words_of_cell
    book.save(path)
    read, problems = read_workbook(path, words)
    assert read is not None and problems == []
    assert read.rows["roadmap"][0].values["inspire_strategies"] == codes
    assert "Normes et valeurs ; Sûreté des environnements" in (
        book["Feuille de route"]["C3"].comment.text.replace("\N{NO-BREAK SPACE}", " ")
    )


def test_previous_report_is_carried_over(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    path = write_template(tmp_path / "next.xlsx", "KEN", 2027, "fr", reference, previous=report)
    carried, _ = read_workbook(path, Words(reference))
    assert carried is not None
    assert carried.reporting_year == 2027
    assert carried.form.date("period_start") == date(2026, 9, 1)
    assert carried.form.text("submitting_office") == "Ministry responsible for children"
    assert carried.form.is_empty("submitted_date")
    assert carried.rows["roadmap"] == report.rows["roadmap"]
    assert carried.rows["milestones"] == report.rows["milestones"]
    last = carried.rows["progress"][0]
    assert (last.text("status"), last.number("spent"), last.date("completed_date")) == (
        "complete",
        1_000_000.0,
        date(2026, 5, 4),
    )
    # What belongs to one year only starts empty.
    assert last.is_empty("done_text") and last.is_empty("barriers")
    # What is complete needs no new evidence.
    assert last.text("evidence_url") == "https://example.org/act"
    assert carried.rows["good_practices"] == carried.rows["support"] == []


def test_action_without_last_status_is_listed_and_may_stay_open(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    report.rows["progress"] = []
    report.rows["milestones"] = report.rows["milestones"][:1]
    path = write_template(tmp_path / "next.xlsx", "KEN", 2027, "en", reference, previous=report)
    sheet = openpyxl.load_workbook(path)["Progress"]
    assert [sheet["A4"].value, sheet["A5"].value, sheet["B4"].value] == ["A01", "A02", None]
    result = check_file(path, reference)
    assert result.report is not None and result.report.rows["progress"] == []
    assert {each.sheet for each in result.problems} == {"Report"}


@pytest.mark.parametrize(
    ("country_code", "year", "language", "name", "message"),
    [
        ("KEM", 2026, "en", "t.xlsx", "Found country 'KEM'"),
        ("DEU", 2026, "en", "t.xlsx", "Found country 'DEU'"),
        ("KEN", 2019, "en", "t.xlsx", "Found reporting year 2019; accepted are 2025, 2026, 2027"),
        ("KEN", 2026, "de", "t.xlsx", "available: en, fr"),
        ("KEN", 2026, "en", "t.xls", "Found file name 't.xls'; accepted is a name ending in .xlsx"),
    ],
)
def test_refused_template_writes_nothing(
    country_code: str, year: int, language: str, name: str, message: str,
    reference: Reference, tmp_path: Path,
) -> None:  # fmt: skip
    with pytest.raises(ValueError, match=message):
        write_template(tmp_path / name, country_code, year, language, reference)
    assert list(tmp_path.iterdir()) == []


def test_previous_report_of_another_country_is_refused(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="previous report is of KEN, the template is for UGA"):
        write_template(tmp_path / "t.xlsx", "UGA", 2027, "en", reference, previous=report)


def test_same_report_gives_same_bytes(report: Report, reference: Reference, tmp_path: Path) -> None:
    first = write_workbook(tmp_path / "first.xlsx", report, "en", reference)
    second = write_workbook(tmp_path / "second.xlsx", report, "en", reference)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.xlsx", "second.xlsx"]


def test_illustrative_workbook_says_so_on_every_sheet(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    for language, mark, full in (
        ("en", "ILLUSTRATIVE", "This is not a report of Kenya"),
        ("fr", "ILLUSTRATIF", "Ceci n’est pas un rapport du pays nommé"),
    ):
        report.form = Row(report.form.values | {"is_illustrative": True})
        book = openpyxl.load_workbook(
            write_workbook(tmp_path / f"{language}.xlsx", report, language, reference)
        )
        read_me = book[sheet_title("read_me", language)]
        assert full in read_me["A2"].value
        for sheet in SHEETS:
            page = book[sheet_title(sheet.key, language)]
            assert page["A2"].value.startswith(mark)
            assert page.oddFooter.center.text == mark
        assert book[sheet_title("report", language)]["B12"].value == (
            "yes" if language == "en" else "oui"
        )

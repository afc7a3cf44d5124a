"""Reading: what is written in any language comes back as the same codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from etl.reference import Reference
from etl.report import CheckResult, Report, Words, check_file, read_workbook, write_workbook
from etl.report.workbook import MARKER_SHEET, SHEETS, VOCABULARIES, column_keys, sheet_keys
from locales import languages, texts


@pytest.mark.parametrize("language", languages())
def test_written_report_is_read_back_in_codes(
    language: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "report.xlsx", report, language, reference, words)
    found, problems = read_workbook(path, words)
    assert found is not None
    assert problems == []
    assert found.form == report.form
    assert found.rows == report.rows
    assert found.language == language


def test_french_workbook_holds_french_words(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(write_workbook(tmp_path / "r.xlsx", report, "fr", reference))
    french = texts("fr")
    assert book["Avancement"]["B4"].value == french["action_status.complete"] != "Complete"
    assert book["Feuille de route"]["C5"].value == (
        f"{french['inspire.coordination']}; {french['inspire.monitoring']}"
    )
    assert book["Rapport"]["B10"].value == french["language.en"]


@pytest.mark.parametrize("language", languages())
def test_every_word_means_its_code(language: str, words: Words) -> None:
    for name in VOCABULARIES:
        for code in words.codes(name):
            assert words.code(name, words.word(name, code, language)) == code
            assert words.code(name, code) == code


def test_sheet_and_column_names_are_known_in_every_language() -> None:
    assert sheet_keys()["feuillederoute"] == sheet_keys()["roadmap"] == "roadmap"
    for sheet in SHEETS:
        assert set(column_keys(sheet).values()) == {column.key for column in sheet.columns}


def test_titles_of_two_languages_may_mix(check_edited: Callable[..., CheckResult]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["Progress"].title = "Avancement"
        book["Avancement"].delete_rows(1)  # without the hidden keys, the titles are enough
        book["Avancement"]["B2"] = "État"
        book["Avancement"]["B3"] = texts("fr")["action_status.complete"].upper()

    result = check_edited(edit)
    assert result.problems == []
    assert result.report is not None
    assert result.report.rows["progress"][0].text("status") == "complete"
    assert result.report.rows["progress"][0].cells["status"] == "B3"


def test_hidden_keys_hold_when_titles_were_changed(
    check_edited: Callable[..., CheckResult],
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for column in range(1, 8):  # at least half of the titles tell which row is theirs
            book["Roadmap"].cell(3, column).value = f"Título {column}"

    result = check_edited(edit)
    assert result.problems == []
    assert result.report is not None
    assert [row.text("action_id") for row in result.report.rows["roadmap"]] == ["A01", "A02"]


def test_columns_may_change_places_and_rows_may_be_left_out(
    check_edited: Callable[..., CheckResult],
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Support"]
        for row in (1, 3, 4):
            sheet.cell(row, 1).value, sheet.cell(row, 2).value = (
                sheet.cell(row, 2).value,
                sheet.cell(row, 1).value,
            )
        sheet.move_range("A4:D4", rows=3)

    result = check_edited(edit)
    assert result.problems == []
    assert result.report is not None
    (item,) = result.report.rows["support"]
    assert (item.text("item_id"), item.cells["item_id"]) == ("S1", "B7")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (datetime(2026, 5, 4, 13, 30), date(2026, 5, 4)),
        ("2026-05-04", date(2026, 5, 4)),
        (" 2026-05-04 ", date(2026, 5, 4)),
    ],
)
def test_dates_that_can_only_be_meant_in_one_way(
    typed: object, read: date, check_edited: Callable[..., CheckResult]
) -> None:
    result = check_edited(lambda book: book["Progress"].__setitem__("F4", typed))
    assert result.problems == []
    assert result.report is not None
    assert result.report.rows["progress"][0].date("completed_date") == read


def test_digits_typed_as_text_are_a_number(check_edited: Callable[..., CheckResult]) -> None:
    result = check_edited(lambda book: book["Progress"].__setitem__("D4", "900000"))
    assert result.problems == []
    assert result.report is not None
    assert result.report.rows["progress"][0].number("spent") == 900_000.0


def test_several_strategies_in_one_cell(check_edited: Callable[..., CheckResult]) -> None:
    english, french = texts("en"), texts("fr")
    typed = (
        f"{english['inspire.norms'].lower()};{english['inspire.environments']}\n"
        f"{french['inspire.income']}; "
    )
    result = check_edited(lambda book: book["Roadmap"].__setitem__("C4", typed))
    assert result.report is not None
    found = result.report.rows["roadmap"][0].values["inspire_strategies"]
    assert found == ("norms", "environments", "income")


def test_series_is_known_by_its_code_whatever_its_title(
    check_edited: Callable[..., CheckResult],
) -> None:
    for typed in ("VC_VAW_PHYPYV", "VC_VAW_PHYPYV · An older title"):
        result = check_edited(
            lambda book, typed=typed: book["National data"].__setitem__("A4", typed)
        )
        assert result.problems == []


def test_words_of_an_older_workbook_keep_their_meaning(
    check_edited: Callable[..., CheckResult],
) -> None:
    """The workbook brings its own lists with their codes, so rewording leaves it readable."""

    def edit(book: openpyxl.Workbook) -> None:
        marker = book[MARKER_SHEET]
        place = next(cell.column for cell in marker[1] if cell.value == "action_status")
        row = next(row for row in range(2, 8) if marker.cell(row, place + 1).value == "complete")
        marker.cell(row, place).value = "Fully done (2026 wording)"
        # A code that is none is not believed.
        marker.cell(row + 1, place).value = "All is well"
        marker.cell(row + 1, place + 1).value = "wonderful"
        book["Progress"]["B4"] = "fully done (2026 wording)"
        book["Progress"]["B5"] = "All is well"

    result = check_edited(edit)
    assert result.report is not None
    assert result.report.rows["progress"][0].text("status") == "complete"
    assert [(each.rule, each.cell) for each in result.errors] == [("unknown_word", "B5")]


def test_listed_step_without_date_is_not_reached(check_edited: Callable[..., CheckResult]) -> None:
    result = check_edited(lambda book: None)
    assert result.report is not None
    assert [row.text("step") for row in result.report.rows["milestones"]] == [
        "expression_of_interest",
        "implementing",
    ]


def test_workbook_without_marker_is_read_with_a_warning(
    check_edited: Callable[..., CheckResult],
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        del book[MARKER_SHEET]
        book.defined_names.clear()

    result = check_edited(edit, "fr")
    assert [(each.rule, each.severity) for each in result.problems] == [("no_marker", "warning")]
    assert result.report is not None and result.report.country_code == "KEN"


def test_workbook_of_something_else(reference: Reference, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    book.save(tmp_path / "budget.xlsx")
    result = check_file(tmp_path / "budget.xlsx", reference)
    assert result.report is None
    (problem,) = result.problems
    assert (problem.rule, problem.found) == ("not_a_report", "Budget")
    assert problem.accepted.startswith("Report, Milestones, Roadmap")

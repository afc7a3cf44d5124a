"""The checks: one spoiled workbook per defect, and what is said of it, to the cell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from string import Formatter
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from etl.reference import Reference
from etl.report import (
    CheckResult,
    Problem,
    Report,
    Row,
    Words,
    check_file,
    read_reports,
    write_workbook,
)
from etl.report.problem import SEVERITIES
from etl.report.workbook import MARKER_SHEET, sheet_title
from etl.vocabulary import ACTION_STATUSES, INSPIRE_STRATEGIES, SEXES
from locales import languages, texts
from tests.etl.report import test_report_comma_separated, test_report_file, test_report_opendocument
from tests.etl.report.test_report_previous import CHANGES

Edit = Callable[[openpyxl.Workbook], object]


def put(sheet: str, **cells: object) -> Edit:
    """An edit that types values into cells of a sheet; None empties the cell."""

    def edit(book: openpyxl.Workbook) -> None:
        for address, value in cells.items():
            book[sheet][address] = value

    return edit


def all_of(*edits: Edit) -> Edit:
    return lambda book: [edit(book) for edit in edits]


def remove_sheet(title: str) -> Edit:
    return lambda book: book.remove(book[title])


def remove_column(sheet: str, position: int) -> Edit:
    return lambda book: book[sheet].delete_cols(position)


def listed(words: dict[str, str], first: tuple[str, ...] = ()) -> str:
    """What a message lists as accepted: all words, the nearest to what was found first."""
    return ", ".join(words[code] for code in [*first, *(one for one in words if one not in first)])


TEXT = texts("en")
STATUS = {code: TEXT[f"action_status.{code}"] for code in ACTION_STATUSES}
STRATEGY = {code: TEXT[f"inspire.{code}"] for code in INSPIRE_STRATEGIES}
FIGURE = ("VC_VAW_PHYPYV", 2025, 50, "_Z", "Y1T14", "Another survey")
SHEET_TITLES = "Report, Milestones, Roadmap, Progress, National data, Good practices, Support"

# name of the defect: (edit, problems expected; nothing else may be reported)
DEFECTS: dict[str, tuple[Edit, list[Problem]]] = {
    "format_of_another_version": (
        put(MARKER_SHEET, B1="7"),
        [Problem("unknown_format", found="7", accepted="1")],
    ),
    "sheet_missing": (
        remove_sheet("Support"),
        [
            Problem(
                "missing_sheet",
                found=f"Read me, {SHEET_TITLES.removesuffix(', Support')}",
                accepted="Support",
            )
        ],
    ),
    "sheet_renamed_by_hand": (
        lambda book: setattr(book["Support"], "title", "Suport"),
        [
            Problem("unknown_sheet", sheet="Suport", accepted=SHEET_TITLES),
            Problem(
                "missing_sheet",
                found=f"Read me, {SHEET_TITLES.replace('Support', 'Suport')}",
                accepted="Support",
            ),
        ],
    ),
    "sheet_twice_in_two_languages": (
        lambda book: setattr(book.copy_worksheet(book["Progress"]), "title", "Avancement"),
        [Problem("duplicate_sheet", sheet="Avancement", accepted="Progress")],
    ),
    "value_in_the_last_row_of_a_sheet": (
        put("Support", Z1048576="x"),
        [Problem("sheet_too_large", "Support", "Z1048576", accepted="10000 × 200")],
    ),
    "value_in_the_last_column_of_a_sheet": (
        put("Support", XFD5="x"),
        [Problem("sheet_too_large", "Support", "XFD5", accepted="10000 × 200")],
    ),
    "column_missing": (
        remove_column("Support", 2),
        [Problem("missing_column", "Support", accepted="Need or offer *")],
    ),
    "line_of_the_form_missing": (
        put("Report", A11=None, B11=None, C11=None),
        [Problem("missing_column", "Report", accepted="Who may read it *")],
    ),
    "column_twice": (
        put("Support", E3="Description"),
        [Problem("duplicate_column", "Support", "E3", "Description")],
    ),
    "titles_overwritten": (
        put("Support", A3="1", B3="2", C3="3", D3="4"),
        [
            Problem(
                "unknown_titles",
                "Support",
                "A3",
                accepted="Item ID *, Need or offer *, INSPIRE strategies *, Description *",
            )
        ],
    ),
    "note_beside_the_columns": (
        put("Support", G5="to be discussed"),
        [
            Problem(
                "unknown_column",
                "Support",
                "G5",
                "to be discussed",
                "Item ID *, Need or offer *, INSPIRE strategies *, Description *",
            )
        ],
    ),
    "required_cell_empty": (
        put("Roadmap", D5=None),
        [Problem("missing_value", "Roadmap", "D5", accepted="Action")],
    ),
    "action_without_identifier": (
        put("Roadmap", A5=None),
        [
            Problem("missing_value", "Roadmap", "A5", accepted="Action ID"),
            Problem("unknown_action", "Progress", "A5", "A02", "A01"),
        ],
    ),
    "country_empty": (
        put("Report", B4=None),
        [Problem("missing_value", "Report", "B4", accepted="Country")],
    ),
    "step_with_evidence_and_no_date": (
        put("Milestones", C6="https://example.org/minutes"),
        [Problem("missing_value", "Milestones", "B6", accepted="Date reached")],
    ),
    "action_without_budget_due_date_lead_and_indicator": (
        put("Roadmap", F5=None, I5=None, J5=None, N5=None),
        [
            Problem("missing_expected", "Roadmap", "F5", accepted="Lead body"),
            Problem("missing_expected", "Roadmap", "I5", accepted="Due"),
            Problem("missing_expected", "Roadmap", "J5", accepted="Indicator"),
            Problem("missing_expected", "Roadmap", "N5", accepted="Budget"),
            Problem("currency_without_amount", "Roadmap", "O5", "USD", "Budget"),
        ],
    ),
    "excel_error_in_cell": (
        put("National data", C4="#REF!"),
        [Problem("cell_error", "National data", "C4", "#REF!", "Value")],
    ),
    "excel_error_in_optional_cell": (
        put("Progress", D5="#N/A"),
        [Problem("cell_error", "Progress", "D5", "#N/A", "Spent so far")],
    ),
    "formula_that_was_never_computed": (
        put("Progress", D4="=500000+500000"),
        [Problem("cell_error", "Progress", "D4", "=500000+500000", "Spent so far")],
    ),
    "cells_merged_over_two_rows": (
        lambda book: book["Roadmap"].merge_cells("F4:F5"),
        [
            Problem("merged_cells", "Roadmap", "F4:F5", "Ministry of Justice"),
            Problem("missing_expected", "Roadmap", "F5", accepted="Lead body"),
        ],
    ),
    "row_hidden": (
        lambda book: setattr(book["Roadmap"].row_dimensions[5], "hidden", True),
        [Problem("hidden_content", "Roadmap", "5:5", "A02")],
    ),
    "column_hidden": (
        lambda book: setattr(book["Progress"].column_dimensions["H"], "hidden", True),
        [Problem("hidden_content", "Progress", "H:H", "https://example.org/act")],
    ),
    "date_as_ambiguous_text": (
        put("Roadmap", I4="03/04/2026"),
        [Problem("not_a_date", "Roadmap", "I4", "03/04/2026", "2026-03-31")],
    ),
    "date_that_does_not_exist": (
        put("Roadmap", I4="2026-02-30"),
        [Problem("not_a_date", "Roadmap", "I4", "2026-02-30", "2026-03-31")],
    ),
    "year_in_place_of_date": (
        put("Roadmap", I4=2026),
        [Problem("implausible_date", "Roadmap", "I4", "1905-07-18", "2000-01-01 – 2040-12-31")],
    ),
    "date_of_another_century": (
        put("Roadmap", I4=datetime(2126, 12, 31)),
        [Problem("implausible_date", "Roadmap", "I4", "2126-12-31", "2000-01-01 – 2040-12-31")],
    ),
    "budget_with_currency_sign": (
        put("Roadmap", N4="1 250 000 KSh"),
        [Problem("not_a_number", "Roadmap", "N4", "1 250 000 KSh", "12000")],
    ),
    "digits_of_a_book": (
        put("Progress", D4="9" * 400),
        [Problem("not_a_number", "Progress", "D4", "9" * 120, "12000")],
    ),
    "percent_with_sign": (
        put("Progress", C4="100 %"),
        [Problem("not_a_number", "Progress", "C4", "100 %", "45")],
    ),
    "half_a_year": (
        put("National data", B4=2024.5),
        [Problem("not_a_whole_number", "National data", "B4", "2024.5", "2026")],
    ),
    "year_in_words": (
        put("Report", B5="FY 2026"),
        [Problem("not_a_whole_number", "Report", "B5", "FY 2026", "2026")],
    ),
    "percent_above_100": (
        put("Progress", C5=140),
        [Problem("out_of_range", "Progress", "C5", "140", "0–100")],
    ),
    "negative_budget": (
        put("Roadmap", N4=-5),
        [Problem("out_of_range", "Roadmap", "N4", "-5", "≥ 0")],
    ),
    "share_in_place_of_percent": (
        put("Progress", B5="limited", C5=0.45, H5="https://example.org/a"),
        [Problem("percent_looks_like_share", "Progress", "C5", "0.45", "45")],
    ),
    "link_that_is_none": (
        put("Progress", H4="see annex 3"),
        [Problem("not_a_link", "Progress", "H4", "see annex 3", "https://example.org/report.pdf")],
    ),
    "link_to_a_file_on_a_disk": (
        put("Milestones", C4=r"C:\reports\letter.pdf"),
        [
            Problem(
                "not_a_link",
                "Milestones",
                "C4",
                r"C:\reports\letter.pdf",
                "https://example.org/report.pdf",
            )
        ],
    ),
    "status_misspelt": (
        put("Progress", B4="compleat"),
        [
            Problem(
                "unknown_word",
                "Progress",
                "B4",
                "compleat",
                listed(STATUS, first=("complete",)),
            )
        ],
    ),
    "status_of_no_list": (
        put("Progress", B4="99"),
        [Problem("unknown_word", "Progress", "B4", "99", listed(STATUS))],
    ),
    "one_strategy_of_several_unknown": (
        put("Roadmap", C5=f"{STRATEGY['coordination']}; Monitring and evaluation"),
        [
            Problem(
                "unknown_word",
                "Roadmap",
                "C5",
                "Monitring and evaluation",
                listed(STRATEGY, first=("monitoring", "coordination")),
            )
        ],
    ),
    "currency_by_its_name": (
        put("Roadmap", O4="Shilling"),
        [Problem("unknown_word", "Roadmap", "O4", "Shilling", "AED, AFN, ALL … ZWG")],
    ),
    "series_misspelt": (
        put("National data", A4="VC_VAW_PHYPY"),
        [
            Problem(
                "unknown_word",
                "National data",
                "A4",
                "VC_VAW_PHYPY",
                ", ".join(
                    f"{code} · {TEXT[f'indicator.{code}.short']}"
                    for code in ("VC_VAW_PHYPYV", "VC_VAW_MARR", "VC_VAW_SXVLN")
                ),
            )
        ],
    ),
    "sex_unknown": (
        put("National data", D4="women and men"),
        [
            Problem(
                "unknown_word",
                "National data",
                "D4",
                "women and men",
                listed({code: TEXT[f"sex.{code}"] for code in SEXES}),
            )
        ],
    ),
    "country_misspelt": (
        put("Report", B4="Kenia"),
        [Problem("unknown_country", "Report", "B4", "Kenia", "Kenya, Armenia")],
    ),
    "country_that_is_no_pathfinder": (
        put("Report", B4="Germany"),
        [
            Problem(
                "not_a_pathfinder",
                "Report",
                "B4",
                "Germany",
                "Angola, Armenia, Botswana … Zimbabwe",
            )
        ],
    ),
    "year_outside_the_calendar": (
        put("Report", B5=2019),
        [
            Problem("unknown_year", "Report", "B5", "2019", "2025, 2026, 2027"),
            Problem("figure_after_report", "National data", "B4", "2025", "2019"),
        ],
    ),
    "period_of_another_length": (
        put("Report", B7=datetime(2026, 6, 30)),
        [Problem("period_differs", "Report", "B7", "2026-06-30", "2026-08-31")],
    ),
    "period_that_ends_before_it_begins": (
        put("Report", B7=datetime(2024, 8, 31)),
        [
            Problem("period_differs", "Report", "B7", "2024-08-31", "2026-08-31"),
            Problem("date_order", "Report", "B7", "2024-08-31", "2025-09-01"),
        ],
    ),
    "action_due_before_it_starts": (
        put("Roadmap", I4=datetime(2024, 12, 31)),
        [Problem("date_order", "Roadmap", "I4", "2024-12-31", "2025-01-01")],
    ),
    "milestone_after_submission": (
        put("Milestones", B10=datetime(2027, 1, 15)),
        [Problem("date_after_submission", "Milestones", "B10", "2027-01-15", "2026-10-20")],
    ),
    "completed_after_submission": (
        put("Progress", F4=datetime(2026, 12, 1)),
        [Problem("date_after_submission", "Progress", "F4", "2026-12-01", "2026-10-20")],
    ),
    "implementing_before_interest": (
        put("Milestones", B10=datetime(2023, 1, 1)),
        [Problem("milestone_order", "Milestones", "B10", "2023-01-01", "2024-11-08")],
    ),
    "action_identifier_twice": (
        put("Roadmap", A5="A01"),
        [
            Problem("duplicate_id", "Roadmap", "A5", "A01", "A4"),
            Problem("unknown_action", "Progress", "A5", "A02", "A01"),
        ],
    ),
    "step_twice": (
        put("Milestones", A5="expression_of_interest", B5=datetime(2025, 1, 1)),
        [Problem("duplicate_id", "Milestones", "A5", TEXT["step.expression_of_interest"], "A4")],
    ),
    "progress_on_an_unknown_action": (
        put("Progress", A5="A99"),
        [
            Problem("action_without_progress", "Roadmap", "A5", "A02", "Progress"),
            Problem("unknown_action", "Progress", "A5", "A99", "A01, A02"),
        ],
    ),
    "action_without_progress": (
        put("Progress", A5=None, B5=None, C5=None, E5=None, G5=None),
        [Problem("action_without_progress", "Roadmap", "A5", "A02", "Progress")],
    ),
    "budget_without_currency": (
        put("Roadmap", O4=None),
        [Problem("missing_currency", "Roadmap", "O4", "1250000.5", "EUR")],
    ),
    "spent_without_currency": (
        put("Roadmap", N4=None, O4=None),
        [
            Problem("missing_expected", "Roadmap", "N4", accepted="Budget"),
            Problem("missing_currency", "Roadmap", "O4", "1000000", "EUR"),
            Problem("spent_without_budget", "Progress", "D4", "1000000", "Budget"),
        ],
    ),
    "currency_without_amount": (
        put("Roadmap", N5=None),
        [
            Problem("missing_expected", "Roadmap", "N5", accepted="Budget"),
            Problem("currency_without_amount", "Roadmap", "O5", "USD", "Budget"),
        ],
    ),
    "spent_on_an_action_not_started": (
        put("Progress", D5=20_000),
        [Problem("not_started_spent", "Progress", "D5", f"20000 · {STATUS['not_started']}", "0")],
    ),
    "limited_above_half": (
        put("Progress", B5="limited", C5=60, H5="https://example.org/a"),
        [Problem("percent_against_status", "Progress", "C5", f"60 · {STATUS['limited']}", "1–49")],
    ),
    "limited_at_0": (
        put("Progress", B5="limited", C5=0, H5="https://example.org/a"),
        [Problem("percent_against_status", "Progress", "C5", f"0 · {STATUS['limited']}", "1–49")],
    ),
    "substantial_below_half": (
        put("Progress", B5="substantial", C5=30, H5="https://example.org/a"),
        [
            Problem(
                "percent_against_status", "Progress", "C5", f"30 · {STATUS['substantial']}", "50–99"
            )
        ],
    ),
    "substantial_at_100": (
        put("Progress", B5="substantial", C5=100, H5="https://example.org/a"),
        [
            Problem(
                "percent_against_status",
                "Progress",
                "C5",
                f"100 · {STATUS['substantial']}",
                "50–99",
            )
        ],
    ),
    "cancelled_at_100": (
        put("Progress", B5="cancelled", C5=100),
        [
            Problem(
                "percent_against_status", "Progress", "C5", f"100 · {STATUS['cancelled']}", "0–99"
            )
        ],
    ),
    "sent_before_the_period_ends": (
        put("Report", B9=datetime(2026, 7, 1)),
        [Problem("sent_before_period_end", "Report", "B9", "2026-07-01", "2026-08-31")],
    ),
    "action_due_before_the_country_joined": (
        put("Roadmap", H4=None, I4=datetime(2023, 12, 31)),
        [Problem("due_before_joining", "Roadmap", "I4", "2023-12-31", "2024-11-08")],
    ),
    "revised_due_date_before_the_start": (
        put("Progress", E5=datetime(2024, 6, 30)),
        [Problem("date_order", "Progress", "E5", "2024-06-30", "2025-01-01")],
    ),
    "completed_before_the_start": (
        put("Progress", F4=datetime(2024, 12, 1)),
        [Problem("completed_before_start", "Progress", "F4", "2024-12-01", "2025-01-01")],
    ),
    "progress_before_the_start": (
        put("Roadmap", H4=datetime(2026, 11, 1)),
        [
            Problem("completed_before_start", "Progress", "F4", "2026-05-04", "2026-11-01"),
            Problem("progress_before_start", "Progress", "B4", STATUS["complete"], "2026-11-01"),
        ],
    ),
    "action_identifier_twice_in_another_case": (
        put("Roadmap", A5="a01"),
        [
            Problem("duplicate_id", "Roadmap", "A5", "a01", "A4"),
            Problem("action_without_progress", "Roadmap", "A5", "a01", "Progress"),
            Problem("unknown_action", "Progress", "A5", "A02", "A01, a01"),
        ],
    ),
    "progress_twice": (
        put("Progress", A6="A02", B6="not_started"),
        [Problem("duplicate_id", "Progress", "A6", "A02", "A5")],
    ),
    "figure_twice": (
        put(
            "National data",
            **{f"{letter}5": value for letter, value in zip("ABCDEF", FIGURE, strict=True)},
        ),
        [
            Problem(
                "duplicate_id",
                "National data",
                "A5",
                f"VC_VAW_PHYPYV · {TEXT['indicator.VC_VAW_PHYPYV.short']}",
                "A4",
            )
        ],
    ),
    "practice_twice": (
        put("Good practices", A5="GP1", B5="Another", C5=STRATEGY["laws"], D5="Of another kind"),
        [Problem("duplicate_id", "Good practices", "A5", "GP1", "A4")],
    ),
    "practice_repeated_under_another_identifier": (
        put(
            "Good practices",
            A5="GP2",
            B5="ONE interview is enough",
            C5=STRATEGY["laws"],
            D5="Children tell their story once.",
        ),
        [Problem("repeated_entry", "Good practices", "A5", "GP2", "GP1")],
    ),
    "support_twice": (
        put("Support", A5="S1", B5="need", C5=STRATEGY["laws"], D5="Training of judges."),
        [Problem("duplicate_id", "Support", "A5", "S1", "A4")],
    ),
    "support_repeated_under_another_identifier": (
        put("Support", A5="S2", B5="offer", C5=STRATEGY["laws"], D5="Study visits. "),
        [Problem("repeated_entry", "Support", "A5", "S2", "S1")],
    ),
    "action_repeated_under_another_identifier": (
        put("Roadmap", D5="Amend the children’s code"),
        [Problem("repeated_entry", "Roadmap", "A5", "A02", "A01")],
    ),
    "name_of_a_child_with_age": (
        put("Progress", G4="The case of Amina Otieno, 12, was heard in one day."),
        [Problem("personal_name", "Progress", "G4", "A•••• O•••••, 1•")],
    ),
    "telephone_number": (
        put("Good practices", D4="Ask the mother: +254 712 345 678."),
        [Problem("personal_phone", "Good practices", "D4", "+2•• 7•• 3•• 6••")],
    ),
    "address_of_e_mail": (
        put("Progress", I4="Write to amina@example.org"),
        [Problem("personal_email", "Progress", "I4", "a••••@e••••••.o••")],
    ),
    "identity_number": (
        put("Support", D4="For the holder of birth certificate no. 1234567"),
        [Problem("personal_identity", "Support", "D4", "b•••• c•••••••••• n•. 1••••••")],
    ),
    "part_of_a_victim": (
        put("National data", A4="VC_HTF_DETV", C4=12.5, D4="_T", E4="_T"),
        [Problem("not_a_whole_number", "National data", "C4", "12.5", "12")],
    ),
    "rate_above_the_population": (
        put("National data", A4="VC_HTF_DETVR", C4=120_000, D4="_T", E4="_T"),
        [Problem("out_of_range", "National data", "C4", "120000", "0–100000")],
    ),
    "spent_more_than_budget": (
        put("Progress", D4=1_500_000),
        [Problem("spent_above_budget", "Progress", "D4", "1500000", "1250000.5 KES")],
    ),
    "complete_without_evidence": (
        put("Progress", H4=None),
        [
            Problem(
                "no_evidence",
                "Progress",
                "H4",
                STATUS["complete"],
                "https://example.org/report.pdf",
            )
        ],
    ),
    "limited_without_evidence": (
        put("Progress", B5="limited", C5=10),
        [
            Problem(
                "no_evidence", "Progress", "H5", STATUS["limited"], "https://example.org/report.pdf"
            )
        ],
    ),
    "completion_date_of_an_open_action": (
        put("Progress", B4="substantial", C4=90),
        [
            Problem(
                "completed_not_complete",
                "Progress",
                "F4",
                STATUS["substantial"],
                STATUS["complete"],
            )
        ],
    ),
    "complete_without_date": (
        put("Progress", F4=None),
        [Problem("complete_without_date", "Progress", "F4", STATUS["complete"], "2026-03-31")],
    ),
    "complete_at_90_per_cent": (
        put("Progress", C4=90),
        [Problem("complete_below_100", "Progress", "C4", "90", "100")],
    ),
    "not_started_at_10_per_cent": (
        put("Progress", C5=10),
        [Problem("not_started_above_0", "Progress", "C5", "10", "0")],
    ),
    "figure_without_source": (
        put("National data", F4=None),
        [Problem("missing_value", "National data", "F4", accepted="Source")],
    ),
    "figure_above_100_per_cent": (
        put("National data", C4=475),
        [Problem("out_of_range", "National data", "C4", "475", "0–100")],
    ),
    "figure_of_the_future": (
        put("National data", B4=2027),
        [Problem("figure_after_report", "National data", "B4", "2027", "2026")],
    ),
    "figure_of_another_age_band": (
        put("National data", E4="Y2T14"),
        [
            Problem(
                "figure_not_comparable",
                "National data",
                "E4",
                TEXT["age.Y2T14"],
                TEXT["age.Y1T14"],
            )
        ],
    ),
}


def without_sheet_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: (each.sheet, each.cell, each.rule))


@pytest.mark.parametrize("defect", DEFECTS)
def test_defect_is_named_with_its_cell(
    defect: str, check_edited: Callable[..., CheckResult]
) -> None:
    edit, expected = DEFECTS[defect]
    result = check_edited(edit)
    assert without_sheet_order(result.problems) == without_sheet_order(expected)
    for problem in result.problems:
        for language in languages():
            message = problem.message(language)
            for part in (problem.sheet, problem.cell, problem.found, problem.accepted):
                # A message may leave out a part (the sheet of a missing one), never show an
                # unfilled place.
                assert "{" not in message.replace(part, "")
            if problem.cell:
                assert problem.cell in message and problem.sheet in message


def test_spotless_report_has_no_problem(check_edited: Callable[..., CheckResult]) -> None:
    for language in languages():
        result = check_edited(lambda book: None, language, is_illustrative=False)
        assert result.problems == [] and result.report is not None


def test_all_problems_are_reported_at_once_in_the_order_of_the_sheets(
    check_edited: Callable[..., CheckResult],
) -> None:
    result = check_edited(
        all_of(
            put("Support", B4="gift"),
            put("National data", F4=None, B4=2027),
            put("Report", B4="Kenia", B9="yesterday"),
            put("Roadmap", N4="much"),
        )
    )
    assert [(each.sheet, each.cell) for each in result.problems] == [
        ("Report", "B4"),
        ("Report", "B9"),
        ("Roadmap", "N4"),
        ("National data", "F4"),
        ("National data", "B4"),
        ("Support", "B4"),
    ]
    assert result.errors == result.problems and result.warnings == []


def test_messages_name_words_in_the_language_of_the_workbook(
    check_edited: Callable[..., CheckResult],
) -> None:
    result = check_edited(put("Avancement", B4="achevé", H4=None), "fr")
    (problem,) = result.problems
    assert (problem.sheet, problem.cell, problem.found) == ("Avancement", "B4", "achevé")
    french = {code: texts("fr")[f"action_status.{code}"] for code in ACTION_STATUSES}
    assert problem.accepted == listed(french, first=("complete",))
    assert problem.message("fr").replace("\u00a0", " ") == (
        "Feuille « Avancement », cellule B4 : « achevé » n’est pas un mot accepté. "
        f"Acceptés : {problem.accepted}. Choisissez dans la liste de la cellule."
    )


def test_checker_never_changes_what_was_reported(check_edited: Callable[..., CheckResult]) -> None:
    result = check_edited(put("Progress", C4=40, D4=9_000_000, F4=None, H4=None))
    assert result.report is not None
    row = result.report.rows["progress"][0]
    assert row.text("status") == "complete"
    assert (row.number("percent_complete"), row.number("spent")) == (40, 9_000_000)
    assert {each.rule for each in result.warnings} == {
        "complete_below_100",
        "spent_above_budget",
        "complete_without_date",
        "no_evidence",
    }
    assert result.errors == []


def type_formula(path: Path, sheet_title: str, cell: str, formula: str) -> None:
    """Put a formula beside the value a cell holds, as Excel stores what it has computed."""
    position = openpyxl.load_workbook(path).sheetnames.index(sheet_title) + 1
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"xl/worksheets/sheet{position}.xml"
    content = parts[name].decode()
    start, end = re.search(rf'<c r="{cell}"[^>]*>', content).span()  # type: ignore[union-attr]
    spoilt = f'{content[:start]}<c r="{cell}"><f>{formula}</f>{content[end:]}'
    parts[name] = spoilt.encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


@pytest.mark.parametrize("language", languages())
def test_value_of_a_formula_is_read_and_the_formula_named(
    language: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, language, reference, words)
    title = sheet_title("progress", language)
    # What the formula would give today is not what was computed: it is read, not evaluated.
    type_formula(path, title, "D4", "400000+1")
    result = check_file(path, reference, words=words)
    assert result.problems == [Problem("formula", title, "D4", "=400000+1", "1000000")]
    assert result.report is not None and result.errors == []
    assert result.report.rows["progress"][0].number("spent") == 1_000_000
    assert "=400000+1" in result.problems[0].message(language)


def test_long_roadmap_is_not_listed_at_every_cell(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    first = report.rows["roadmap"][0]
    report.rows["roadmap"] = [
        Row(first.values | {"action_id": f"A{number}", "action": f"Act {number}"})
        for number in range(10, 40)
    ]
    report.rows["progress"] = report.rows["progress"][1:]
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    (problem,) = check_file(path, reference, words=words).errors
    assert problem == Problem("unknown_action", "Progress", "A4", "A02", "A10, A11, A12, …, A39")


def test_early_stage_report_needs_no_roadmap(check_edited: Callable[..., CheckResult]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["Roadmap"].delete_rows(4, 2)
        book["Progress"].delete_rows(4, 2)
        put("Milestones", B10=None)(book)

    result = check_edited(edit)
    assert result.problems == []


def test_illustrative_report_among_received_ones(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    report.form.values["is_illustrative"] = True
    path = write_workbook(tmp_path / "KEN_2026.xlsx", report, "en", reference)
    (problem,) = check_file(path, reference, is_illustrative=False).problems
    assert problem == Problem("illustrative_in_received", "Report", "B12", "yes", "no")
    tables = read_reports(tmp_path, reference, is_illustrative=False)
    assert len(tables["report"]) == 0
    assert tables["problem"]["rule"].tolist() == ["illustrative_in_received"]


def test_received_report_with_an_illustrative_name(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "ILLUSTRATIVE_KEN_2026.xlsx", report, "en", reference)
    (problem,) = check_file(path, reference, is_illustrative=False).problems
    assert problem.rule == "illustrative_in_received"
    assert problem.found == "ILLUSTRATIVE_KEN_2026.xlsx"


@pytest.mark.parametrize(
    ("name", "mark", "found"),
    [
        ("ILLUSTRATIVE_KEN_2026.xlsx", False, "no"),
        ("KEN_2026.xlsx", True, "KEN_2026.xlsx"),
    ],
)
def test_unmarked_report_among_illustrative_ones(
    name: str, mark: bool, found: str, report: Report, reference: Reference, tmp_path: Path
) -> None:
    report.form.values["is_illustrative"] = mark
    path = write_workbook(tmp_path / name, report, "en", reference)
    (problem,) = check_file(path, reference, is_illustrative=True).problems
    assert problem == Problem(
        "not_marked_illustrative",
        "Report",
        "B12",
        found,
        "ILLUSTRATIVE_…, Illustrative data: yes",
    )


def test_same_file_twice_counts_once(report: Report, reference: Reference, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", report, "en", reference)
    shutil.copy(path, tmp_path / "b.xlsx")
    tables = read_reports(tmp_path, reference, is_illustrative=False)
    assert tables["report"]["file_name"].tolist() == ["a.xlsx"]
    (problem,) = tables["problem"].to_dict("records")
    assert (problem["rule"], problem["file_name"], problem["found"]) == (
        "duplicate_file",
        "b.xlsx",
        "a.xlsx",
    )


def test_every_rule_is_tested_and_has_its_text_in_every_language() -> None:
    by_own_test = {rule for _, _, rule, _, _ in test_report_file.REFUSED.values()} | {
        "unreadable",
        "formula",
        "hidden_sheet",
        "action_reappeared",
        "not_a_report",
        "no_marker",
        "duplicate_file",
        "illustrative_in_received",
        "not_marked_illustrative",
    }
    tested = {problem.rule for _, expected in DEFECTS.values() for problem in expected}
    tested |= {problem.rule for _, expected in CHANGES.values() for problem in expected}
    tested |= {problem.rule for _, _, problem in test_report_opendocument.REFUSED.values()}
    tested |= {problem.rule for _, problem in test_report_comma_separated.REFUSED.values()}
    tested |= {problem.rule for _, problem in test_report_comma_separated.DEFECTS.values()}
    assert tested | by_own_test == set(SEVERITIES)
    for language in languages():
        for rule in SEVERITIES:
            fields = {
                name for _, name, _, _ in Formatter().parse(texts(language)[f"problem.{rule}"])
            }
            assert fields - {None} <= {"sheet", "cell", "found", "accepted"}
            assert fields - {None}, f"problem.{rule} names nothing in {language}"


def test_undeclared_rule_cannot_be_reported() -> None:
    with pytest.raises(ValueError, match="Unknown rule 'no_such_rule'"):
        Problem("no_such_rule")

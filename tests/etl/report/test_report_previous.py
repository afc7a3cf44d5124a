"""A report against the country's earlier ones: each thing taken back is named, to the cell."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.reference import Reference
from etl.report import Problem, Report, Words, check_file, write_workbook
from locales import languages, texts

WORD = texts("en")
Change = Callable[[Report], object]


def set_value(sheet: str, number: int, column: str, value: object) -> Change:
    return lambda report: report.rows[sheet][number].values.update({column: value})


def set_status(status: str, percent: float) -> Change:
    """The first action's status, with nothing else in the row that contradicts it."""
    return lambda report: report.rows["progress"][0].values.update(
        {"status": status, "percent_complete": percent, "completed_date": None}
    )


def drop_action(report: Report) -> None:
    del report.rows["roadmap"][1], report.rows["progress"][1]


def rename_action(report: Report) -> None:
    for sheet in ("roadmap", "progress"):
        report.rows[sheet][1].values["action_id"] = "B02"


# name of the change: (change of this report, problems expected)
CHANGES: dict[str, tuple[Change, list[Problem]]] = {
    "nothing": (lambda report: None, []),
    "status_forward": (set_value("progress", 1, "status", "cancelled"), []),
    "another_country": (
        lambda report: report.form.values.update({"country_code": "UGA"}),
        [Problem("previous_of_another_country", "Report", "B4", "Uganda", "Kenya")],
    ),
    "action_vanished": (
        drop_action,
        [Problem("action_vanished", "Roadmap", "", "A02", WORD["action_status.cancelled"])],
    ),
    "action_renamed": (
        rename_action,
        [Problem("action_renamed", "Roadmap", "A5", "B02", "A02")],
    ),
    "target": (
        set_value("roadmap", 0, "target", 3.0),
        [Problem("target_changed", "Roadmap", "L4", "3", "1")],
    ),
    "target_dropped": (
        set_value("roadmap", 0, "target", None),
        [Problem("target_changed", "Roadmap", "L4", "–", "1")],
    ),
    "unit": (
        set_value("roadmap", 0, "unit", "bills"),
        [Problem("target_changed", "Roadmap", "M4", "bills", "acts")],
    ),
    "due_date": (
        set_value("roadmap", 0, "due_date", date(2027, 12, 31)),
        [Problem("due_date_changed", "Roadmap", "I4", "2027-12-31", "2026-12-31")],
    ),
    "currency": (
        set_value("roadmap", 0, "budget_currency", "USD"),
        [Problem("currency_changed", "Roadmap", "O4", "USD", "KES")],
    ),
    "status_backwards": (
        set_status("substantial", 80.0),
        [
            Problem(
                "status_backwards",
                "Progress",
                "B4",
                WORD["action_status.substantial"],
                WORD["action_status.complete"],
            )
        ],
    ),
    "complete_action_cancelled": (
        set_status("cancelled", 80.0),
        [
            Problem(
                "status_backwards",
                "Progress",
                "B4",
                WORD["action_status.cancelled"],
                WORD["action_status.complete"],
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_named_with_its_cell(
    name: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    change, expected = CHANGES[name]
    previous = deepcopy(report)
    change(report)
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    assert check_file(path, reference, words=words, history=[previous]).problems == expected
    assert check_file(path, reference, words=words).problems == []
    for problem in expected:
        assert problem.severity == "warning"
        for language in languages():
            message = problem.message(language)
            assert all(each in message for each in (problem.cell, problem.found, problem.accepted))


def history_without(report: Report, *years_without: int) -> list[Report]:
    """The country's reports of 2023 to 2025; those of the given years lack the second action."""
    reports = []
    for year in (2023, 2024, 2025):
        one = deepcopy(report)
        one.form.values["reporting_year"] = year
        one.rows["roadmap"][1].values["action"] = f"Observatory, as said in {year}"
        if year in years_without:
            drop_action(one)
        reports.append(one)
    return reports


# name: (years whose report lacks the action, where it last stood; None: it did not go away)
RETURNS: dict[str, tuple[tuple[int, ...], int | None]] = {
    "missing_last_year": ((2025,), 2024),
    "missing_for_two_years": ((2024, 2025), 2023),
    "back_last_year_already": ((2024,), None),
    "new_this_year": ((2023, 2024, 2025), None),
    "always_there": ((), None),
}


@pytest.mark.parametrize("name", RETURNS)
def test_action_that_returns_is_named_with_the_year_it_last_stood(
    name: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    years_without, last = RETURNS[name]
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    history = history_without(report, *years_without)
    problems = check_file(path, reference, words=words, history=history).problems
    accepted = f"{last} (Observatory, as said in {last})"
    expected = Problem("action_reappeared", "Roadmap", "A5", "A02", accepted)
    assert problems == ([] if last is None else [expected])
    for problem in problems:
        assert problem.severity == "warning"
        for language in languages():
            message = problem.message(language)
            assert all(each in message for each in ("A5", "A02", accepted))


def test_history_with_a_report_of_another_country_is_not_compared(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    history = history_without(report, 2025)
    history[0].form.values["country_code"] = "UGA"
    (problem,) = check_file(path, reference, words=words, history=history).problems
    assert problem == Problem("previous_of_another_country", "Report", "B4", "Kenya", "Uganda")


def test_cancelled_action_taken_up_again(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "fr", reference, words)
    set_status("cancelled", 10.0)(report)
    (problem,) = check_file(path, reference, words=words, history=[report]).problems
    french = texts("fr")
    assert problem == Problem(
        "status_backwards",
        french["workbook.sheet.progress"],
        "B4",
        french["action_status.complete"],
        french["action_status.cancelled"],
    )


def test_command_line_compares_with_the_previous_report(
    report: Report, reference: Reference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = write_workbook(tmp_path / "before.xlsx", report, "en", reference)
    set_value("roadmap", 0, "target", 3.0)(report)
    now = write_workbook(tmp_path / "now.xlsx", report, "en", reference)
    assert main(["check", str(now)]) == 0
    assert "previous report" not in capsys.readouterr().out
    assert main(["check", str(now), "--previous", str(before)]) == 0
    assert "the previous report said “1”" in capsys.readouterr().out
    (tmp_path / "notes.xlsx").write_bytes(b"call back")
    assert main(["check", str(now), "--previous", str(tmp_path / "notes.xlsx")]) != 0


def test_command_line_takes_several_earlier_reports_oldest_first(
    report: Report, reference: Reference, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", str(write_workbook(tmp_path / "now.xlsx", report, "en", reference))]
    for one in history_without(report, 2025):
        path = tmp_path / f"{one.reporting_year}.xlsx"
        arguments += ["--previous", str(write_workbook(path, one, "en", reference))]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "the action “A02” stands again" in said
    assert "2024 (Observatory, as said in 2024)" in said
    # Without the older ones it is a new action.
    assert main([*arguments[:2], *arguments[-2:]]) == 0
    assert "stands again" not in capsys.readouterr().out

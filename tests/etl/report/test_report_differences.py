"""What differs between two reports: each difference once, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from etl.reference import Reference
from etl.report import Report, Row, Words, read_workbook, write_workbook
from etl.report.differences import Difference, differences
from etl.report.workbook import SHEETS

OBSERVATORY = "Set up a national observatory"
CODE = "Amend the children’s code"
Change = Callable[[Report], object]


def put(sheet: str, number: int, column: str, value: object) -> Change:
    return lambda report: report.rows[sheet][number].values.update({column: value})


def rename(report: Report) -> None:
    for sheet in ("roadmap", "progress"):
        report.rows[sheet][1].values["action_id"] = "B02"


def drop(sheet: str, number: int) -> Change:
    return lambda report: report.rows[sheet].pop(number)


def put_on_form(**values: object) -> Change:
    return lambda report: report.form.values.update(values)


def lose_cell(sheet: str, number: int, column: str) -> Change:
    """As when the cell could not be read."""
    return lambda report: report.rows[sheet][number].values.pop(column)


def both(*changes: Change) -> Change:
    return lambda report: [change(report) for change in changes]


# name of the change: (change of this report, differences expected)
CHANGES: dict[str, tuple[Change, list[Difference]]] = {
    "nothing": (lambda report: None, []),
    "form": (
        put_on_form(visibility="public"),
        [Difference("report", "changed", "", "", "visibility", "alliance_only", "public", "B11")],
    ),
    "what_every_year_has_anew": (
        put_on_form(
            reporting_year=2027,
            period_start=date(2026, 9, 1),
            period_end=date(2027, 8, 31),
            submitted_date=date(2027, 10, 1),
            language="fr",
        ),
        [],
    ),
    "amount": (
        put("roadmap", 0, "budget", 900_000.0),
        [Difference("roadmap", "changed", "A01", CODE, "budget", 1_250_000.5, 900_000.0, "N4")],
    ),
    "emptied": (
        put("roadmap", 0, "partners", None),
        [
            Difference(
                "roadmap",
                "changed",
                "A01",
                CODE,
                "partners",
                "Parliament; civil society",
                None,
                "G4",
            )
        ],
    ),
    "words": (
        put("good_practices", 0, "inspire_strategies", ("laws",)),
        [
            Difference(
                "good_practices",
                "changed",
                "GP1",
                "One interview is enough",
                "inspire_strategies",
                ("laws", "services"),
                ("laws",),
                "C4",
            )
        ],
    ),
    "order_of_words": (
        put("good_practices", 0, "inspire_strategies", ("services", "laws")),
        [],
    ),
    "figure": (
        put("national_data", 0, "value", 48.0),
        [
            Difference(
                "national_data",
                "changed",
                "VC_VAW_PHYPYV · 2025 · _Z · Y1T14",
                "VC_VAW_PHYPYV",
                "value",
                47.5,
                48.0,
                "C4",
            )
        ],
    ),
    "figure_of_another_year": (
        put("national_data", 0, "year", 2024),
        [
            Difference(
                "national_data",
                "added",
                "VC_VAW_PHYPYV · 2024 · _Z · Y1T14",
                "VC_VAW_PHYPYV",
                cell="A4",
            ),
            Difference(
                "national_data", "removed", "VC_VAW_PHYPYV · 2025 · _Z · Y1T14", "VC_VAW_PHYPYV"
            ),
        ],
    ),
    "progress": (
        put("progress", 1, "status", "limited"),
        [
            Difference(
                "progress", "changed", "A02", OBSERVATORY, "status", "not_started", "limited", "B5"
            )
        ],
    ),
    "action_removed": (
        both(drop("roadmap", 0), drop("progress", 0)),
        [
            Difference("roadmap", "removed", "A01", CODE),
            Difference("progress", "removed", "A01", CODE),
        ],
    ),
    "action_renamed": (
        rename,
        [Difference("roadmap", "renamed", "B02", OBSERVATORY, "action_id", "A02", "B02", "A5")],
    ),
    "action_renamed_and_moved": (
        both(
            rename,
            put("roadmap", 1, "due_date", date(2027, 2, 1)),
            put("progress", 1, "percent_complete", 5.0),
        ),
        [
            Difference("roadmap", "renamed", "B02", OBSERVATORY, "action_id", "A02", "B02", "A5"),
            Difference(
                "roadmap",
                "changed",
                "B02",
                OBSERVATORY,
                "due_date",
                date(2026, 12, 31),
                date(2027, 2, 1),
                "I5",
            ),
            Difference(
                "progress", "changed", "B02", OBSERVATORY, "percent_complete", 0.0, 5.0, "C5"
            ),
        ],
    ),
    "another_action_of_another_text": (
        both(rename, put("roadmap", 1, "action", "Train judges")),
        [
            Difference("roadmap", "added", "B02", "Train judges", cell="A5"),
            Difference("roadmap", "removed", "A02", OBSERVATORY),
            Difference("progress", "added", "B02", "Train judges", cell="A5"),
            Difference("progress", "removed", "A02", OBSERVATORY),
        ],
    ),
    "step_reached": (
        put("milestones", 1, "step", "concluded"),
        [
            Difference("milestones", "added", "concluded", "concluded", cell="A11"),
            Difference("milestones", "removed", "implementing", "implementing"),
        ],
    ),
    "support": (
        put("support", 0, "kind", "need"),
        [Difference("support", "changed", "S1", "Study visits.", "kind", "offer", "need", "B4")],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_found_with_its_cell(
    name: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    change, expected = CHANGES[name]
    previous = deepcopy(report)
    change(report)
    path = write_workbook(tmp_path / "report.xlsx", report, "en", reference, words)
    read, _ = read_workbook(path, words)
    assert read is not None
    assert differences(read, previous) == expected


@pytest.mark.parametrize("name", CHANGES)
def test_swapped_reports_swap_every_difference(name: str, report: Report) -> None:
    previous = deepcopy(report)
    CHANGES[name][0](report)
    assert_swapped(report, previous)


def assert_swapped(report: Report, previous: Report) -> None:
    other_kind = {"added": "removed", "removed": "added"}
    forth = [
        (one.sheet, one.kind, one.column, repr(one.before), repr(one.after))
        for one in differences(report, previous)
    ]
    back = [
        (
            one.sheet,
            other_kind.get(one.kind, one.kind),
            one.column,
            repr(one.after),
            repr(one.before),
        )
        for one in differences(previous, report)
    ]
    assert sorted(map(str, forth)) == sorted(map(str, back))


# Few identifiers and texts, so that repetitions, renamings and unreadable cells come up.
CELL = some.sampled_from(["A01", "A02", "B02", None, "unreadable"])
TEXT = some.sampled_from(["Amend the code", "Train judges", None])
ACTIONS = some.lists(some.tuples(CELL, TEXT, some.sampled_from([1.0, 2.0, None])), max_size=5)


def report_of(actions: list[tuple[str | None, str | None, float | None]]) -> Report:
    rows = [
        Row({"action_id": action_id, "action": text, "budget": budget})
        for action_id, text, budget in actions
    ]
    for row in rows:
        if row.values["action_id"] == "unreadable":
            del row.values["action_id"]
    return Report(Row({"country_code": "KEN"}), {"roadmap": rows}, "en")


@given(ACTIONS)
def test_a_report_does_not_differ_from_itself(actions: list) -> None:
    assert differences(report_of(actions), report_of(actions)) == []


@given(ACTIONS, ACTIONS)
def test_any_two_reports_swap(actions: list, others: list) -> None:
    assert_swapped(report_of(actions), report_of(others))


@given(ACTIONS, ACTIONS)
def test_every_row_is_counted_once(actions: list, others: list) -> None:
    readable = [
        sum(action_id != "unreadable" for action_id, _, _ in each) for each in (actions, others)
    ]
    if [len(actions), len(others)] != readable:
        return
    kinds = [one.kind for one in differences(report_of(actions), report_of(others))]
    assert len(actions) - kinds.count("added") == len(others) - kinds.count("removed")


def test_days_a_date_moved(report: Report) -> None:
    previous = deepcopy(report)
    put("roadmap", 0, "due_date", date(2027, 1, 31))(report)  # was 2026-12-31
    put("roadmap", 1, "due_date", None)(report)
    put("roadmap", 1, "target", 2.0)(report)
    assert [one.day_shift for one in differences(report, previous)] == [31, None, None]
    assert [one.day_shift for one in differences(previous, report)] == [-31, None, None]


def test_what_could_not_be_read_is_not_compared(report: Report) -> None:
    previous = deepcopy(report)
    both(
        lose_cell("roadmap", 0, "budget"),
        lose_cell("roadmap", 1, "action_id"),
        lose_cell("national_data", 0, "year"),
    )(report)
    assert differences(report, previous) == []
    assert differences(previous, report) == []
    # A row that could not be read speaks for one row of the other report, not for all.
    put("roadmap", 0, "action_id", "A09")(report)
    put("roadmap", 0, "action", "Train judges")(report)
    found = differences(report, previous)
    assert [(one.sheet, one.kind, one.row_id) for one in found] == [
        ("roadmap", "added", "A09"),
        ("roadmap", "removed", "A01"),
    ]


def test_missing_sheet_is_not_an_empty_one(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "report.xlsx", report, "en", reference, words)
    book = openpyxl.load_workbook(path)
    del book["Support"]
    book.save(path)
    read, _ = read_workbook(path, words)
    assert read is not None
    assert differences(read, report) == []
    assert differences(report, read) == []


def test_every_table_has_a_label(report: Report) -> None:
    empty = Report(report.form, {}, "en")
    added = differences(report, empty)
    assert {one.sheet for one in added} == {sheet.key for sheet in SHEETS if not sheet.is_form}
    assert all(one.label and one.row_id and one.kind == "added" for one in added)

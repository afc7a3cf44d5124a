"""mart_action_change: what moved between two successive public reports of a country."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "action_id, from_year, to_year, change, old_value, new_value"
BEFORE = {
    "action_id": "A1",
    "due_date": "2026-06-30",
    "target": 10.0,
    "budget": 500.0,
    "budget_currency": "EUR",
    "status": "limited",
}


@pytest.mark.parametrize(
    ("moved", "change", "old_value", "new_value"),
    [
        ({"due_date": "2026-12-31"}, "due_date", "2026-06-30", "2026-12-31"),
        ({"revised_due_date": "2027-01-31"}, "due_date", "2026-06-30", "2027-01-31"),
        ({"due_date": None}, "due_date", "2026-06-30", None),
        ({"target": 8.0}, "target", "10.0", "8.0"),
        ({"target": None}, "target", "10.0", None),
        ({"budget": 700.0}, "budget", "500.0", "700.0"),
        ({"budget": None, "budget_currency": None}, "budget", "500.0", None),
        ({"status": "complete"}, "status", "limited", "complete"),
        ({"status": "cancelled"}, "status", "limited", "cancelled"),
        ({"status": "not_started"}, "status", "limited", "not_started"),
    ],
)
def test_each_kind_of_change(
    given: Given, moved: dict[str, object], change: str, old_value: str, new_value: str
) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | moved)
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2026, change, old_value, new_value)
    ]


def test_nothing_moved_gives_no_row(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | {"action": "Said in other words", "spent": 5.0})
    assert given.mart("mart_action_change", COLUMNS) == []


def test_same_amount_in_another_currency_is_a_change(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | {"budget_currency": "USD"})
    columns = "change, old_value, new_value, old_currency, new_currency"
    assert given.mart("mart_action_change", columns) == [("budget", "500.0", "500.0", "EUR", "USD")]


def test_several_things_moved_give_a_row_each(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | {"due_date": "2026-12-31", "status": "substantial"})
    assert given.mart("mart_action_change", "action_id, change") == [
        ("A1", "due_date"),
        ("A1", "status"),
    ]


def test_progress_first_reported_is_a_change_of_status(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1"})
    given.report("KEN", 2026, {"action_id": "A1", "status": "not_started"})
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2026, "status", None, "not_started")
    ]


def test_added_dropped_and_readded(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE, {"action_id": "A2"})
    given.report("KEN", 2026, {"action_id": "A2"}, {"action_id": "A3"})
    given.report("KEN", 2027, {"action_id": "A2"}, {"action_id": "A3"}, BEFORE)
    # Of an action that comes or goes, only that is said.
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2026, "dropped", None, None),
        ("A1", 2026, 2027, "added", None, None),
        ("A3", 2025, 2026, "added", None, None),
    ]


def test_years_without_a_report_are_bridged(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2027, BEFORE | {"status": "complete"})
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2027, "status", "limited", "complete")
    ]


def test_alliance_only_reports_are_passed_over(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report(
        "KEN",
        2026,
        BEFORE | {"due_date": "2028-12-31"},
        {"action_id": "A9"},
        visibility="alliance_only",
    )
    given.report("KEN", 2027, BEFORE | {"status": "complete"})
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2027, "status", "limited", "complete")
    ]


def test_corrections_within_a_year_are_no_change_between_reports(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | {"due_date": "2027-12-31", "status": "complete"})
    given.report("KEN", 2026, BEFORE | {"due_date": "2026-12-31"}, revision=2)
    assert given.mart("mart_action_change", COLUMNS) == [
        ("A1", 2025, 2026, "due_date", "2026-06-30", "2026-12-31")
    ]


def test_year_withdrawn_from_the_public_is_passed_over(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, BEFORE)
    given.report("KEN", 2026, BEFORE | {"status": "complete"})
    given.report("KEN", 2026, BEFORE, revision=2, visibility="alliance_only")
    assert given.mart("mart_action_change", COLUMNS) == []


def test_one_report_alone_changes_nothing(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, BEFORE)
    given.country("UGA")
    given.report("UGA", 2025, BEFORE | {"action_id": "B1"})
    assert given.mart("mart_action_change", COLUMNS) == []

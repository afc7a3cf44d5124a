"""Questions about one country, asked about the eight countries."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from dashboard.queries import country
from tests.dashboard.conftest import TODAY


def test_summary_counts_the_roadmap_in_force() -> None:
    summary = country.summary("KEN", TODAY).iloc[0]
    assert (summary.stage, summary.reporting_year, summary.has_report) == (
        "implementing",
        2026,
        True,
    )
    assert summary.stage_date == pd.Timestamp("2025-10-01")
    assert summary.submitted_date == pd.Timestamp("2026-11-15")  # of the second revision
    counts = summary[[name for name in summary.index if name.endswith("_count")]].to_dict()
    assert counts == {
        "action_count": 6,  # A7 was dropped
        "complete_count": 1,
        "due_count": 3,  # A1, A3 and A4; A5 is cancelled
        "due_complete_count": 1,
        "overdue_count": 1,  # A3; A4 is due today and may still come in time
        "uncosted_count": 5,
        "evidence_gap_count": 1,
    }


@pytest.mark.parametrize(
    ("code", "stage", "has_report"),
    [("SLE", "no_report", True), ("PHL", "no_report", False), ("JAM", "none", True)],
)
def test_summary_of_countries_without_a_roadmap_to_show(
    code: str, stage: str, has_report: bool
) -> None:
    summary = country.summary(code, TODAY).iloc[0]
    assert (summary.stage, summary.has_report) == (stage, has_report)
    assert summary.action_count == summary.due_count == summary.overdue_count == 0


def test_steps_in_their_order() -> None:
    rows = country.steps("KEN")
    assert list(rows.step_position) == list(range(1, 9))
    reached = rows[rows.step_status == "reached"]
    assert list(reached.step) == ["expression_of_interest", "roadmap_approved", "implementing"]


def test_actions_by_due_date_with_the_dropped_last() -> None:
    rows = country.actions("KEN", TODAY)
    assert list(rows.action_id) == ["A5", "A1", "A3", "A4", "A2", "A6", "A7"]
    assert list(rows.action_id[rows.is_overdue]) == ["A3"]
    assert list(rows.action_id[rows.is_dropped]) == ["A7"]
    dates = rows.set_index("action_id")
    assert dates.first_due_date["A3"] == pd.Timestamp("2026-03-31")
    assert dates.current_due_date["A3"] == pd.Timestamp("2026-09-30")


@pytest.mark.parametrize(
    ("today", "overdue"), [("2026-09-30", []), ("2026-10-01", ["A3"]), ("2026-11-23", ["A3", "A4"])]
)
def test_action_is_overdue_from_the_day_after_it_was_due(today: str, overdue: list[str]) -> None:
    rows = country.actions("KEN", datetime.date.fromisoformat(today))
    assert list(rows.action_id[rows.is_overdue]) == overdue


def test_alliance_only_reports_show_no_content() -> None:
    assert country.actions("SLE", TODAY).empty
    assert country.budget_by_strategy("SLE").empty
    assert country.changes("SLE").empty
    assert country.practices("SLE").empty
    assert country.support("SLE").empty
    assert set(country.steps("SLE").step_status) == {"no_report"}


def test_budget_in_the_order_of_the_strategies() -> None:
    rows = country.budget_by_strategy("KEN")
    said = [
        (row.strategy, row.budget_currency, row.action_count, row.budget)
        for row in rows.itertuples()
    ]
    assert said[2:] == [("laws", "EUR", 1, 75.0), ("parents", "EUR", 1, 75.0)]
    # Uncosted: A1, A2 and A4 serve the default strategy, A6 parents; A5 is cancelled.
    assert [row[:3] for row in said[:2]] == [("laws", "", 3), ("parents", "", 1)]
    assert rows.budget[:2].isna().all()


def test_changes_newest_first_with_their_currency() -> None:
    rows = country.changes("KEN")
    assert list(zip(rows.action_id, rows.change, strict=True)) == [
        ("A1", "status"),
        ("A2", "status"),
        ("A3", "budget"),
        ("A3", "due_date"),
        ("A4", "status"),
        ("A5", "status"),
        ("A6", "added"),
        ("A7", "dropped"),
    ]
    budget = rows[rows.change == "budget"].iloc[0]
    assert (budget.old_value, budget.old_currency) == ("100.0", "EUR")
    assert (budget.new_value, budget.new_currency) == ("150.0", "EUR")


def test_law_is_the_newest_status_and_never_application() -> None:
    (law,) = country.legal("KEN").itertuples()
    assert (law.instrument, law.status, law.year) == ("CRC", "state_party", 2022)
    assert law.application == "not_assessed"
    assert list(country.legal("PHL").status) == ["no_data"]


def test_membership_facts_undated_first() -> None:
    assert list(country.membership("KEN").fact) == ["pathfinding_listed", "bogota_pledge"]
    assert country.membership("PHL").empty


def test_reports_of_every_year() -> None:
    rows = country.reports("KEN", TODAY)
    columns = ["reporting_year", "report_status", "days_after_due", "revision", "warning_count"]
    said = [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows[columns].values]
    assert said == [
        (2027, "not_due", None, None, 0),
        (2026, "on_time", -30, 2, 2),  # 1 October; the correction of November changes nothing
        (2025, "late", 10, 1, 0),
    ]


def test_missing_report_is_not_due_on_its_day() -> None:
    due_date = datetime.date(2026, 10, 31)
    status = country.reports("PHL", due_date).set_index("reporting_year").report_status
    assert status[2026] == "not_due"
    status = country.reports("PHL", due_date + datetime.timedelta(days=1))
    assert status.set_index("reporting_year").report_status[2026] == "missing"


def test_practices_and_support_are_of_the_newest_report() -> None:
    assert list(country.practices("KEN").title) == ["Newest"]
    assert list(country.support("KEN").kind) == ["need", "offer"]

"""mart_report_status: every pathfinder and reporting year, on time, late or missing."""

from __future__ import annotations

import pytest

from tests.given import Given

COLUMNS = "reporting_year, report_status, days_after_due"


@pytest.mark.parametrize(
    ("submitted", "status", "days_after_due"),
    [
        ("2026-10-30", "on_time", -1),
        ("2026-10-31", "on_time", 0),  # the due date itself is in time
        ("2026-11-01", "late", 1),
        ("2027-01-31", "late", 92),  # 30 days of November + 31 + 31
    ],
)
def test_first_day_it_came_decides(
    given: Given, submitted: str, status: str, days_after_due: int
) -> None:
    given.country("KEN")
    given.report("KEN", 2026, submitted=submitted)
    assert given.mart("mart_report_status", COLUMNS) == [
        (2025, "missing", None),
        (2026, status, days_after_due),
        (2027, "missing", None),
    ]


def test_revision_after_the_due_date_does_not_make_it_late(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, submitted="2026-10-01")
    given.report("KEN", 2026, revision=2, submitted="2026-12-24")
    columns = "report_id, first_received_date, received_date, report_status, days_after_due"
    assert given.mart("mart_report_status", columns, "reporting_year = 2026") == [
        ("KEN-2026-2", "2026-10-01", "2026-12-24", "on_time", -30)
    ]


def test_alliance_only_report_counts_as_received(given: Given) -> None:
    # That a report came is no secret; what it says is.
    given.country("KEN")
    given.report("KEN", 2026, visibility="alliance_only")
    assert given.mart(
        "mart_report_status", "report_status, visibility", "reporting_year = 2026"
    ) == [("on_time", "alliance_only")]


def test_every_pathfinder_has_a_row_a_year_and_nobody_else(given: Given) -> None:
    given.country("KEN")
    given.country("UGA")
    given.country("FRA", is_pathfinder=False)
    given.report("KEN", 2025)
    counts = given.mart("mart_report_status", "country_code, report_status")
    assert counts == [("KEN", "missing")] * 2 + [("KEN", "on_time")] + [("UGA", "missing")] * 3

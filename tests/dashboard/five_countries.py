"""Five countries written by hand for questions about promises: two reports apart, moved dates, one that came late."""

from __future__ import annotations

import datetime

from dashboard.queries.accountability import Scope
from tests.given import Given

SINCE = datetime.date(2026, 5, 20)
DAY = datetime.date(2026, 11, 22)
SCOPE = Scope(DAY, SINCE)
# Nothing had been received by then.
EARLY = Scope(datetime.date(2025, 9, 30), datetime.date(2025, 5, 21))


def rows(given: Given) -> None:
    """Add all rows; what the tests expect of them stands beside each expectation."""
    given.country("KEN", name="Kenya")
    given.country("PHL", "142", "35", name="Philippines")
    given.country("EGY", "2", "15", name="Égypte")
    given.country("SLE", name="Sierra Leone")
    given.country("UGA", name="Uganda")
    given.report(
        "KEN",
        2025,
        {"action_id": "A1", "due_date": "2025-12-31", "status": "limited"},
        {"action_id": "A2", "due_date": "2026-06-30", "status": "limited", "target": 10.0},
        {"action_id": "A3", "due_date": "2026-03-31", "status": "substantial"},
        {"action_id": "A4", "due_date": "2026-06-30", "status": "not_started"},
        {"action_id": "A5", "due_date": "2026-10-31", "status": "limited"},
        {"action_id": "A6", "due_date": "2027-06-30", "status": "limited"},
        {"action_id": "A7"},
        submitted="2025-10-01",
    )
    given.report(
        "KEN",
        2026,
        # 166 days after the date first promised.
        {
            "action_id": "A1",
            "due_date": "2025-12-31",
            "status": "complete",
            "completed_date": "2026-06-15",
            "budget": 100.0,
            "budget_currency": "KES",
            "funding_source": "State budget",
            "spent": 120.0,
        },
        # 184 days later than before, and the target is lower.
        {
            "action_id": "A2",
            "due_date": "2026-06-30",
            "revised_due_date": "2026-12-31",
            "status": "limited",
            "target": 8.0,
            "inspire_strategies": ["laws", "parents"],
            "budget": 50.0,
            "budget_currency": "KES",
        },
        # Overdue without a new date: 236 days by the day.
        {
            "action_id": "A3",
            "due_date": "2026-03-31",
            "status": "limited",
            "has_evidence_gap": True,
            "done_text": "Behind schedule.",
            "barriers": "Judges on strike",
            "budget": 7.0,
            "budget_currency": "EUR",
            "funding_source": "Partners",
        },
        {
            "action_id": "A4",
            "due_date": "2026-06-30",
            "status": "cancelled",
            "budget": 9.0,
            "budget_currency": "EUR",
        },
        {"action_id": "A6", "due_date": "2027-06-30", "status": "complete"},
        {"action_id": "A7", "due_date": "2026-11-22"},
        submitted="2026-11-15",
    )
    given.report(
        "PHL",
        2026,
        {"action_id": "A1", "due_date": "2026-08-31", "status": "complete"},
        submitted="2026-11-22",
    )
    # It came the day after.
    given.report(
        "EGY",
        2026,
        {"action_id": "A1", "due_date": "2026-01-31", "status": "complete"},
        submitted="2026-11-23",
    )
    given.report(
        "SLE",
        2026,
        {"action_id": "A1", "due_date": "2026-01-31", "status": "complete"},
        visibility="alliance_only",
    )
    for day in ("2026-05-20", "2026-11-18"):
        given.add("pcg_meeting", meeting_date=day, is_illustrative=True, source_note="Assumed")

"""mart_roadmap_quality: which fields of a roadmap in force are filled, and how many of those required."""

from __future__ import annotations

from tests.given import Given

FULL = {
    "due_date": "2026-06-30",
    "lead_body": "Ministry",
    "indicator": "Teachers trained",
    "baseline": 0.0,
    "target": 100.0,
    "budget": 0.0,
    "budget_currency": "EUR",
    "funding_source": "State budget",
    "output": "Training",
    "start_date": "2026-01-01",
}


def test_every_field_is_counted_for_itself(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2026,
        {"action_id": "A1", **FULL},
        {"action_id": "A2", "due_date": "2026-06-30", "baseline": 5.0},
        {"action_id": "A3", "target": 5.0, "budget_currency": "EUR", "lead_body": "Ministry"},
        # Cancelled, and still in the roadmap.
        {"action_id": "A4", "output": "Law", "status": "cancelled"},
    )
    columns = (
        "action_count, due_date_count, lead_body_count, indicator_count, baseline_count, target_count, "
        "budget_count, baseline_and_target_count, funding_source_count, output_count, start_date_count"
    )
    # A budget of 0 is a budget and a baseline of 0 a baseline; a currency alone is none.
    assert given.mart("mart_roadmap_quality", columns) == [(4, 2, 2, 1, 2, 2, 1, 1, 1, 2, 1)]


def test_required_cells(given: Given) -> None:
    given.country("KEN")
    # Of the six required: all, one, none. What else is filled does not count.
    given.report(
        "KEN",
        2026,
        {"action_id": "A1", **FULL},
        {"action_id": "A2", "indicator": "Laws passed"},
        {"action_id": "A3", "output": "Law", "start_date": "2026-01-01"},
    )
    columns = "required_fields, required_filled_count, required_cell_count"
    required = ["due_date", "lead_body", "indicator", "baseline", "target", "budget"]
    assert given.mart("mart_roadmap_quality", columns) == [(required, 7, 18)]


def test_dropped_actions_and_what_is_not_for_this_audience_are_left_out(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", **FULL})
    given.report("KEN", 2026, {"action_id": "A2"})
    given.country("UGA")
    given.report("UGA", 2026, {"action_id": "A1", **FULL}, visibility="alliance_only")
    # A report without a roadmap.
    given.country("JAM")
    given.report("JAM", 2026)
    columns = "country_code, action_count, required_filled_count"
    assert given.mart("mart_roadmap_quality", columns) == [("KEN", 1, 0)]
    assert given.mart("alliance.mart_roadmap_quality", columns) == [("KEN", 1, 0), ("UGA", 1, 6)]

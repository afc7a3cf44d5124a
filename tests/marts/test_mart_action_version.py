"""mart_action_version: what each report said of each action, and from when until when it stood."""

from __future__ import annotations

from tests.given import Given


def test_each_report_keeps_what_it_said(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2025,
        {"action_id": "A1", "due_date": "2025-12-31", "status": "limited", "spent": 5.0},
        submitted="2025-10-01",
    )
    given.report(
        "KEN",
        2026,
        {
            "action_id": "A1",
            "due_date": "2026-03-31",
            "revised_due_date": "2026-06-30",
            "status": "complete",
            "completed_date": "2026-05-31",
            "has_evidence_gap": True,
        },
        submitted="2026-11-15",
    )
    columns = (
        "report_id, version, received_date, next_version, next_received_date, is_first, is_last, "
        "is_in_force"
    )
    assert given.mart("mart_action_version", columns) == [
        ("KEN-2025-1", 1, "2025-10-01", 2, "2026-11-15", True, False, False),
        ("KEN-2026-1", 2, "2026-11-15", None, None, False, True, True),
    ]
    columns = "version, first_due_date, due_date, current_due_date, completed_date"
    assert given.mart("mart_action_version", columns) == [
        (1, "2025-12-31", "2025-12-31", "2025-12-31", None),
        (2, "2025-12-31", "2026-03-31", "2026-06-30", "2026-05-31"),
    ]
    assert given.mart("mart_action_version", "version, status, spent, has_evidence_gap") == [
        (1, "limited", 5.0, False),
        (2, "complete", None, True),
    ]


def test_first_date_is_the_first_known_by_then(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1"})
    given.report("KEN", 2026, {"action_id": "A1", "due_date": "2026-06-30"})
    given.report("KEN", 2027, {"action_id": "A1", "due_date": "2026-12-31"})
    assert given.mart("mart_action_version", "version, first_due_date") == [
        (1, None),
        (2, "2026-06-30"),
        (3, "2026-06-30"),
    ]


def test_dropped_action_ends_with_its_last_version(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1"}, {"action_id": "A2"}, submitted="2025-10-01")
    given.report("KEN", 2026, {"action_id": "A2"}, submitted="2026-10-02")
    columns = "action_id, version, is_first, is_last, is_in_force, next_received_date, status"
    assert given.mart("mart_action_version", columns) == [
        ("A1", 1, True, True, False, "2026-10-02", "no_report"),
        ("A2", 1, True, False, False, "2026-10-02", "no_report"),
        ("A2", 2, False, True, True, None, "no_report"),
    ]


def test_correction_of_a_year_is_a_version_of_its_own(given: Given) -> None:
    given.country("KEN")
    first = {"action_id": "A1", "due_date": "2026-06-30"}
    given.report("KEN", 2026, first, submitted="2026-10-01")
    given.report(
        "KEN", 2026, first | {"due_date": "2026-09-30"}, revision=2, submitted="2026-11-15"
    )
    columns = "report_id, received_date, next_received_date, first_due_date, current_due_date"
    assert given.mart("mart_action_version", columns) == [
        ("KEN-2026-1", "2026-10-01", "2026-11-15", "2026-06-30", "2026-06-30"),
        ("KEN-2026-2", "2026-11-15", None, "2026-06-30", "2026-09-30"),
    ]


def test_what_is_for_the_alliance_only_stands_in_its_schema_alone(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1"})
    given.report("KEN", 2026, {"action_id": "A1"})
    # The newest revision withdraws the year whole.
    given.report("KEN", 2026, {"action_id": "A1"}, revision=2, visibility="alliance_only")
    columns = "report_id, next_version, is_in_force"
    assert given.mart("mart_action_version", columns) == [("KEN-2025-1", None, True)]
    assert given.mart("alliance.mart_action_version", columns) == [
        ("KEN-2025-1", 2, False),
        ("KEN-2026-1", 3, False),
        ("KEN-2026-2", None, True),
    ]

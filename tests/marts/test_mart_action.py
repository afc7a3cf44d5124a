"""mart_action: the newest public state of every action, and what was promised first."""

from __future__ import annotations

from tests.given import Given


def test_action_carries_what_its_newest_report_says(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", "action": "Train", "status": "not_started"})
    given.report(
        "KEN", 2026, {"action_id": "A1", "action": "Train all", "status": "limited", "spent": 5.0}
    )
    columns = "action_id, report_id, reporting_year, action, status, spent, is_dropped"
    assert given.mart("mart_action", columns) == [
        ("A1", "KEN-2026-1", 2026, "Train all", "limited", 5.0, False)
    ]


def test_first_promised_and_current_due_date(given: Given) -> None:
    given.country("KEN")
    # A1 slips twice: by a revised date, then by a new due date with a further revision.
    given.report(
        "KEN",
        2025,
        {
            "action_id": "A1",
            "due_date": "2025-06-30",
            "revised_due_date": "2025-12-31",
            "status": "limited",
        },
        {"action_id": "A2", "due_date": "2026-03-31", "status": "limited"},
        {"action_id": "A3", "status": "limited"},
    )
    given.report(
        "KEN",
        2026,
        {
            "action_id": "A1",
            "due_date": "2025-12-31",
            "revised_due_date": "2026-06-30",
            "status": "limited",
        },
        {
            "action_id": "A2",
            "due_date": "2026-03-31",
            "completed_date": "2026-03-01",
            "status": "complete",
        },
        {"action_id": "A3", "status": "limited"},
    )
    columns = "action_id, first_due_date, due_date, current_due_date, slippage_days"
    assert given.mart("mart_action", columns) == [
        # 30 June 2025 to 30 June 2026.
        ("A1", "2025-06-30", "2025-12-31", "2026-06-30", 365),
        # Complete on 1 March, due on 31 March: thirty days early.
        ("A2", "2026-03-31", "2026-03-31", "2026-03-31", -30),
        # Nothing was promised, so nothing has slipped.
        ("A3", None, None, None, None),
    ]


def test_date_given_later_is_the_first_promise(given: Given) -> None:
    # The first version gave no date: what was promised first is the first date there is.
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1"})
    given.report("KEN", 2026, {"action_id": "A1", "due_date": "2026-06-30"})
    given.report("KEN", 2027, {"action_id": "A1", "due_date": "2026-12-31"})
    columns = "first_due_date, current_due_date, slippage_days"
    assert given.mart("mart_action", columns) == [("2026-06-30", "2026-12-31", 184)]


def test_dropped_and_readded_actions(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2025,
        {"action_id": "A1", "due_date": "2025-06-30", "status": "limited"},
        {"action_id": "A2", "due_date": "2026-06-30", "status": "limited"},
    )
    given.report("KEN", 2026, {"action_id": "A2", "due_date": "2026-06-30"})
    # A1 comes back with a later date: the first promise still stands. A2 goes.
    given.report("KEN", 2027, {"action_id": "A1", "due_date": "2027-06-30"})
    columns = "action_id, first_due_date, current_due_date, status, is_dropped, reporting_year"
    assert given.mart("mart_action", columns) == [
        ("A1", "2025-06-30", "2027-06-30", "no_report", False, 2027),
        ("A2", "2026-06-30", "2026-06-30", "no_report", True, 2026),
    ]


def test_report_without_a_roadmap_leaves_the_last_one_in_force(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", "status": "limited"})
    given.report("KEN", 2026)
    assert given.mart("mart_action", "action_id, reporting_year, is_dropped") == [
        ("A1", 2025, False)
    ]


def test_action_without_progress_is_not_called_not_started(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, {"action_id": "A1"})
    assert given.mart("mart_action", "status, has_evidence_gap, percent_complete") == [
        ("no_report", False, None)
    ]


def test_evidence_gap_stands_beside_the_reported_status(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, {"action_id": "A1", "status": "complete", "has_evidence_gap": True})
    assert given.mart("mart_action", "status, has_evidence_gap") == [("complete", True)]


def test_nothing_of_an_alliance_only_report_is_shown(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", "due_date": "2026-01-31", "status": "limited"})
    given.report(
        "KEN",
        2026,
        {"action_id": "A1", "due_date": "2027-01-31", "status": "complete"},
        {"action_id": "A2"},
        visibility="alliance_only",
    )
    given.country("UGA")
    given.report("UGA", 2026, {"action_id": "A1"}, visibility="alliance_only")
    columns = "country_code, action_id, current_due_date, status, is_dropped"
    assert given.mart("mart_action", columns) == [("KEN", "A1", "2026-01-31", "limited", False)]


def test_report_withdrawn_from_the_public_by_its_revision_is_not_shown(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", "status": "limited"})
    given.report("KEN", 2026, {"action_id": "A1", "status": "complete"}, {"action_id": "A2"})
    given.report("KEN", 2026, {"action_id": "A1"}, revision=2, visibility="alliance_only")
    # What the public may still read is the report of 2025.
    assert given.mart("mart_action", "action_id, reporting_year, status") == [
        ("A1", 2025, "limited")
    ]


def test_revision_replaces_the_report_it_corrects(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2026,
        {"action_id": "A1", "due_date": "2026-06-30", "status": "limited"},
        {"action_id": "A2", "status": "limited"},
    )
    given.report(
        "KEN", 2026, {"action_id": "A1", "due_date": "2026-09-30", "status": "complete"}, revision=2
    )
    columns = "action_id, report_id, first_due_date, status, is_dropped"
    assert given.mart("mart_action", columns) == [
        # A date moved by a correction was moved: the first promise stays visible.
        ("A1", "KEN-2026-2", "2026-06-30", "complete", False),
        ("A2", "KEN-2026-1", None, "limited", True),
    ]


def test_countries_number_their_actions_alike(given: Given) -> None:
    for country, status in (("KEN", "limited"), ("UGA", "complete")):
        given.country(country)
        given.report(country, 2026, {"action_id": "A1", "status": status})
    assert given.mart("mart_action", "country_code, action_id, status") == [
        ("KEN", "A1", "limited"),
        ("UGA", "A1", "complete"),
    ]

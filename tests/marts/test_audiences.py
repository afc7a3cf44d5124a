"""Every mart for two audiences: what is reported to the Alliance only stands in the schema alliance alone."""

from __future__ import annotations

from tests.given import Given


def two_years(given: Given) -> None:
    given.country("KEN")
    action = {"action_id": "A1", "budget": 100, "budget_currency": "KES", "status": "limited"}
    given.report("KEN", 2025, action, steps={"roadmap_submitted": "2025-03-01"})
    secret = {"action_id": "A9", "budget": 900, "budget_currency": "KES", "status": "complete"}
    given.report(
        "KEN", 2026, secret, steps={"implementing": "2026-02-01"}, visibility="alliance_only"
    )


def test_actions_and_money_of_an_alliance_report_are_the_alliances(given: Given) -> None:
    two_years(given)
    assert given.mart("mart_action", "action_id, is_dropped") == [("A1", False)]
    assert given.mart("alliance.mart_action", "action_id, is_dropped") == [
        ("A1", True),
        ("A9", False),
    ]
    assert given.mart("mart_budget_by_strategy", "budget") == [(100,)]
    assert given.mart("alliance.mart_budget_by_strategy", "budget") == [(900,)]
    assert given.mart("mart_action_change", "action_id, change") == []
    assert given.mart("alliance.mart_action_change", "action_id, change") == [
        ("A1", "dropped"),
        ("A9", "added"),
    ]


def test_stage_is_the_one_the_audience_may_know(given: Given) -> None:
    two_years(given)
    assert given.mart("mart_stage", "stage") == [("roadmap_submitted",)]
    assert given.mart("alliance.mart_stage", "stage") == [("implementing",)]


def test_that_a_report_came_is_known_to_all_and_its_content_is_not(given: Given) -> None:
    two_years(given)
    columns = "reporting_year, report_status, is_visible"
    where = "report_id IS NOT NULL"
    assert given.mart("mart_report_status", columns, where) == [
        (2025, "on_time", True),
        (2026, "on_time", False),
    ]
    assert given.mart("alliance.mart_report_status", columns, where) == [
        (2025, "on_time", True),
        (2026, "on_time", True),
    ]


def test_marts_that_rest_on_no_report_stand_once(given: Given) -> None:
    two_years(given)
    given.make()
    tables = given.connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'alliance' ORDER BY ALL"
    ).fetchall()
    assert [name for (name,) in tables] == [
        "audience",
        "mart_action",
        "mart_action_change",
        "mart_action_version",
        "mart_budget_by_strategy",
        "mart_report_latest",
        "mart_report_status",
        "mart_roadmap_quality",
        "mart_stage",
        "mart_stage_step",
    ]

"""mart_stage: the furthest step of each pathfinder."""

from __future__ import annotations

from tests.given import Given

COLUMNS = "country_code, stage, step_position, stage_date"


def test_furthest_step_wins_whatever_its_date(given: Given) -> None:
    # Approved in June, yet the children were consulted again in September: approval is further.
    given.country("KEN")
    given.report(
        "KEN", 2026, steps={"roadmap_approved": "2026-06-01", "children_consulted": "2026-09-01"}
    )
    assert given.mart("mart_stage", COLUMNS) == [("KEN", "roadmap_approved", 6, "2026-06-01")]


def test_states_without_a_step_are_told_apart(given: Given) -> None:
    given.country("KEN")  # no report at all
    given.country("UGA")  # only one that the public may not read
    given.report("UGA", 2026, visibility="alliance_only", steps={"implementing": "2026-01-01"})
    given.country("ZMB")  # a public report that dates no step
    given.report("ZMB", 2026)
    assert given.mart("mart_stage", COLUMNS) == [
        ("KEN", "no_report", 0, None),
        ("UGA", "no_report", 0, None),
        ("ZMB", "none", 0, None),
    ]

"""mart_stage_step: each of the eight steps of each pathfinder, as its newest public report says."""

from __future__ import annotations

from etl.vocabulary import STEPS
from tests.given import Given

NONE_REACHED = [(position, step, "no_report") for position, step in enumerate(STEPS, start=1)]


def test_steps_stand_in_the_order_of_the_vocabulary(given: Given) -> None:
    given.country("KEN")
    assert given.mart("mart_stage_step", "step_position, step, step_status") == NONE_REACHED


def test_dated_steps_are_reached_and_the_others_not(given: Given) -> None:
    given.country("KEN")
    # Children were consulted before the national consultation: the steps run in parallel.
    given.report(
        "KEN",
        2026,
        steps={"expression_of_interest": "2024-11-08", "children_consulted": "2025-02-01"},
    )
    statuses = given.mart("mart_stage_step", "step_position, step_status, milestone_date")
    assert statuses == [
        (1, "reached", "2024-11-08"),
        (2, "not_reached", None),
        (3, "not_reached", None),
        (4, "reached", "2025-02-01"),
        *[(position, "not_reached", None) for position in range(5, 9)],
    ]


def test_newest_report_replaces_the_older_one_whole(given: Given) -> None:
    # A step that the newest report no longer dates is no longer shown as reached.
    given.country("KEN")
    given.report("KEN", 2025, steps={"roadmap_submitted": "2025-05-01"})
    given.report("KEN", 2026, steps={"expression_of_interest": "2024-11-08"})
    reached = given.mart("mart_stage_step", "step, report_id", "step_status = 'reached'")
    assert reached == [("expression_of_interest", "KEN-2026-1")]


def test_newest_revision_is_read(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, steps={"roadmap_submitted": "2026-05-01"})
    given.report("KEN", 2026, revision=2, steps={"roadmap_submitted": "2026-06-01"})
    reached = given.mart("mart_stage_step", "step, milestone_date", "step_status = 'reached'")
    assert reached == [("roadmap_submitted", "2026-06-01")]


def test_alliance_only_report_shows_no_step(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN", 2026, visibility="alliance_only", steps={"expression_of_interest": "2024-11-08"}
    )
    assert given.mart("mart_stage_step", "step_position, step, step_status") == NONE_REACHED


def test_older_public_report_stands_where_the_newest_is_for_the_alliance(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2025, steps={"expression_of_interest": "2024-11-08"})
    given.report("KEN", 2026, visibility="alliance_only", steps={"roadmap_approved": "2026-01-01"})
    reached = given.mart("mart_stage_step", "step, report_id", "step_status = 'reached'")
    assert reached == [("expression_of_interest", "KEN-2025-1")]

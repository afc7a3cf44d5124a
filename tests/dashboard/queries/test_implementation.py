"""Questions on implementation: every definition, on roadmaps written by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from dashboard.queries import implementation
from tests.dashboard.conftest import TODAY, reading
from tests.given import Given, publish

EUR, USD = {"budget_currency": "EUR"}, {"budget_currency": "USD"}
# Kenya's first promises, in the report of 2025 (A10 comes later).
FIRST: dict[str, str | None] = {
    "A1": "2026-06-30",
    "A2": "2026-06-30",
    "A3": "2026-06-30",
    "A4": "2026-03-31",
    "A5": "2027-01-31",
    "A6": "2026-05-31",
    "A7": None,
    "A8": "2026-05-31",
    "A9": "2026-11-22",
}


def rows(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2025,
        *({"action_id": number, "due_date": due} for number, due in FIRST.items()),
        submitted="2025-11-10",
    )
    given.report(
        "KEN",
        2026,
        # Complete on the very day first promised: in time. The revised date says nothing against it.
        _action(
            "A1",
            status="complete",
            completed_date="2026-06-30",
            revised_due_date="2026-12-31",
            budget=100.0,
            spent=120.0,
            funding_source="State budget",
            **EUR,
        ),
        # Complete a day after the first promise.
        _action(
            "A2",
            status="complete",
            completed_date="2026-07-01",
            has_evidence_gap=True,
            budget=50.0,
            spent=50.0,
            **EUR,
        ),
        # Complete, and nobody says when: neither in time nor late.
        _action("A3", status="complete", budget=10.0, funding_source="State budget", **EUR),
        # Put off beyond today: no longer due, and still promised.
        _action("A4", "2026-12-31", status="limited", has_evidence_gap=True, spent=5.0, **EUR),
        # Put forward: promised for 2027, due now.
        _action("A5", revised_due_date="2026-11-01", status="substantial", budget=7.0, **USD),
        _action("A6", status="cancelled", budget=900.0, spent=90.0, **EUR),
        # Never dated.
        _action("A7", status="not_started"),
        # Due today, and nothing is reported of it (A8 is dropped).
        {"action_id": "A9", "due_date": "2026-11-22"},
        _action("A10", "2027-12-31", status="not_started", budget=0.0, **USD),
    )
    given.country("UGA")
    given.report("UGA", 2026, {"action_id": "A1", "due_date": "2026-01-31"}, submitted="2026-11-01")
    given.country("SLE")
    given.report("SLE", 2026, _action("A1", status="limited"), visibility="alliance_only")


def _action(action_id: str, due_date: str | None = None, **said: Any) -> dict[str, Any]:
    return {"action_id": action_id, "due_date": due_date or FIRST.get(action_id), **said}


@pytest.fixture(scope="module", autouse=True)
def _build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("implementation")
    publish(folder, rows)
    with reading(folder):
        yield


@pytest.fixture
def kenya() -> pd.Series:
    """Kenya's marks on 22 November 2026."""
    return implementation.marks(("KEN",), TODAY).iloc[0]


def test_due_by_status_names_cancelled_and_no_report() -> None:
    due = implementation.due_by_status(("KEN", "UGA"), TODAY)
    said = [tuple(row)[1:] for row in due.itertuples()]
    assert said == [
        # A1, completed in June, was put off to the end of the year: by its current date it is not due.
        ("KEN", "current", "cancelled", 1),
        ("KEN", "current", "complete", 2),
        ("KEN", "current", "no_report", 1),
        ("KEN", "current", "substantial", 1),
        # By the first one it is, and so is A4; A5 was promised for later.
        ("KEN", "first", "cancelled", 1),
        ("KEN", "first", "complete", 3),
        ("KEN", "first", "limited", 1),
        ("KEN", "first", "no_report", 1),
        ("UGA", "current", "no_report", 1),
        ("UGA", "first", "no_report", 1),
    ]


def test_actions_due(kenya: pd.Series) -> None:
    # A2, A3, A5 and A9: not A6, cancelled, nor A4, put off.
    assert (kenya.action_count, kenya.due_count, kenya.due_complete_count) == (8, 4, 2)
    assert kenya.due_cancelled_count == 1


def test_on_time_is_by_the_first_promise(kenya: pd.Series) -> None:
    # Promised by today: A1, A2, A3, A4, A9.
    assert kenya.promised_count == 5
    assert kenya.on_time_count == 1  # A1
    assert kenya.late_count == 1  # A2
    assert kenya.completion_unknown_count == 1  # A3
    assert kenya.open_count == 2  # A4, A9
    # In none of these: A6 and A8.
    assert (kenya.promised_cancelled_count, kenya.promised_dropped_count) == (1, 1)


def test_promised_from_the_day_on() -> None:
    before = implementation.marks(("KEN",), datetime.date(2026, 11, 21)).iloc[0]
    assert (before.promised_count, before.due_count) == (4, 3)  # without A9
    earliest = implementation.marks(("KEN",), datetime.date(2025, 1, 1)).iloc[0]
    assert (earliest.promised_count, earliest.due_count, earliest.promised_dropped_count) == (
        0,
    ) * 3


def test_slippage_is_against_the_first_promise(kenya: pd.Series) -> None:
    # A1 0, A2 1, A4 275 (31 March to 31 December), A5 -91 (31 January back to 1 November), A9 0, A10 0.
    assert kenya.slippage_count == 6
    assert (kenya.later_count, kenya.earlier_count) == (2, 1)
    assert (kenya.median_slippage_days, kenya.worst_slippage_days) == (0, 275)
    # A7 has no date; A3 has one, and none of its completion.
    assert (kenya.undated_count, kenya.undated_complete_count) == (1, 1)


def test_evidence_stands_beside_the_self_report(kenya: pd.Series) -> None:
    assert (kenya.claim_count, kenya.evidence_gap_count) == (5, 2)
    evidence = implementation.evidence(("KEN",)).set_index("status")
    assert evidence.action_count.to_dict() == {
        "cancelled": 1,
        "complete": 3,
        "limited": 1,
        "no_report": 1,
        "not_started": 2,
        "substantial": 1,
    }
    gaps = evidence.evidence_gap_count
    assert gaps[gaps > 0].to_dict() == {"complete": 1, "limited": 1}
    assert set(evidence.index[evidence.claims_progress]) == {"complete", "limited", "substantial"}


def test_money_by_currency(kenya: pd.Series) -> None:
    euro, dollar = (row for _, row in implementation.money(("KEN",)).iterrows())
    assert (euro.currency, dollar.currency) == ("EUR", "USD")
    # A1, A2 and A3; of A1 and A3 the source is named.
    assert (euro.promised, euro.costed_count) == (160, 3)
    assert (euro.secured, euro.secured_count) == (110, 2)
    # 5 were spent on A4, which has no budget.
    assert (euro.spent, euro.spent_count, euro.spent_uncosted) == (175, 3, 5)
    assert euro.spent_costed_count == 2
    assert euro.overspent_count == 1  # A1; A2 spent all of it and no more
    assert (euro.cancelled_budget, euro.cancelled_spent) == (900, 90)
    # No source is named: nothing is secured. Nobody says what was spent: that is not 0.
    assert (dollar.promised, dollar.secured, dollar.costed_count) == (7, 0, 2)
    assert pd.isna(dollar.spent)
    assert pd.isna(dollar.cancelled_budget)
    assert kenya.uncosted_count == 3  # A4, A7, A9


def test_reports_in_time_late_missing_and_not_due() -> None:
    reports = implementation.reports(("KEN", "UGA"), TODAY)
    said = [
        (row.country_code, row.reporting_year, row.report_status, row.days_late)
        for row in reports.astype({"days_late": "float"}).fillna({"days_late": -1}).itertuples()
    ]
    assert said == [
        ("KEN", 2025, "late", 10),
        ("KEN", 2026, "on_time", -1),
        ("KEN", 2027, "not_due", -1),
        ("UGA", 2025, "missing", -1),
        ("UGA", 2026, "late", 1),
        ("UGA", 2027, "not_due", -1),
    ]


def test_quality_beside_the_peers() -> None:
    quality = implementation.quality("KEN").set_index("field")
    assert list(quality.index) == [
        "due_date",
        "lead_body",
        "indicator",
        "baseline",
        "target",
        "budget",
        "baseline_and_target",
        "funding_source",
        "output",
        "start_date",
    ]
    assert list(quality.is_required) == [True] * 6 + [False] * 4
    # Cancelled A6 stands in the roadmap still: nine actions, one of them undated, six with a budget.
    assert set(quality.action_count) == {9}
    assert (quality.filled_count["due_date"], quality.filled_count["budget"]) == (8, 6)
    # Of the three only Uganda has another roadmap to show, whose one action has a date and no budget.
    assert set(quality.peer_group) == {"alliance"}
    assert (set(quality.peer_count), set(quality.peer_total)) == ({1}, {2})
    medians = quality.peer_median_percent
    assert (medians["due_date"], medians["budget"]) == (100, 0)
    cells = implementation.required_cells("KEN").iloc[0]
    assert (cells.required_filled_count, cells.required_cell_count) == (14, 54)


def test_country_without_a_roadmap_to_show_has_no_marks() -> None:
    for ask in (implementation.evidence, implementation.money):
        assert ask(("SLE",)).empty
    assert implementation.marks(("SLE",), TODAY).empty
    assert implementation.due_by_status(("SLE",), TODAY).empty
    assert implementation.quality("SLE").empty
    assert implementation.required_cells("SLE").empty

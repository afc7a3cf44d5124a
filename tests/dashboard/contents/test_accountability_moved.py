"""What moved between two days, and the promises that were moved."""

from __future__ import annotations

import pytest

from dashboard.contents import accountability_moved as moved
from tests.dashboard.conftest import make_run, table_cells
from tests.dashboard.five_countries import EARLY, SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def test_flows_hold_every_action_once() -> None:
    rows = moved.flows(ENGLISH, SCOPE)
    assert rows.action_count.sum() == 8
    assert ("not_known", "complete", 1) in set(
        zip(rows.since_state, rows.state, rows.action_count, strict=True)
    )


def test_goalposts_stand_in_one_row_an_action() -> None:
    found = table_cells(moved._goalposts(ENGLISH, SCOPE))
    assert found == [
        [
            "A2",
            "Action",
            "Due date: 30 Jun 2026 → 31 Dec 2026 (184 days later); Target: 10 → 8",
            "15 Nov 2026",
        ],
        ["A5", "Action", "Action dropped", "15 Nov 2026"],
    ]
    assert "<summary>Kenya <span>2 actions</span></summary>" in moved._goalposts(ENGLISH, SCOPE)
    assert moved._goalposts(ENGLISH, EARLY) == ""
    assert len(moved._goalposts_table(ENGLISH, SCOPE)) == 3

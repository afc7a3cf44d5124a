"""Promises by group and the slippage of their dates."""

from __future__ import annotations

import datetime

import pytest

from dashboard.contents import accountability_promised as promised
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from tests.dashboard.conftest import make_run
from tests.dashboard.five_countries import EARLY, SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def counted(group: str, scope: Scope = SCOPE) -> dict[tuple[str, str], int]:
    rows = promised.grouped(ENGLISH, scope, group)
    return {
        (row.label, row.status): row.n for row in rows.rename(columns={"count": "n"}).itertuples()
    }


def test_groups_count_every_promise() -> None:
    assert counted("region") == {
        ("Africa", "complete"): 1,
        ("Africa", "limited"): 2,
        ("Africa", "cancelled"): 1,
        ("Africa", "dropped"): 1,
        ("Africa", "no_report"): 1,
        ("Asia", "complete"): 1,
    }
    assert sum(counted("stage").values()) == 7


def test_action_that_serves_two_strategies_counts_in_each() -> None:
    in_parents = {key: n for key, n in counted("strategy").items() if key[0].startswith("Parent")}
    assert list(in_parents.values()) == [1]
    assert sum(counted("strategy").values()) == 8
    # Asked about one strategy, no other one is shown.
    assert list(counted("strategy", SCOPE._replace(strategies=("parents",))).values()) == [1]


def test_slippage_in_words(run: Run) -> None:
    # 166, 184, 236 and 0 days.
    assert list(promised.slipped(run, SCOPE).slippage_days.sort_values()) == [0, 166, 184, 236]
    title = promised._slippage_title(run, SCOPE)
    assert "175" in title and "236" in title
    assert "175" not in promised._slippage_title(
        run, SCOPE._replace(day=datetime.date(2025, 12, 31))
    )
    assert "175" not in promised._slippage_title(run, EARLY)
    assert promised._slippage_caveat(ENGLISH, SCOPE) == (
        "1 action is left out: no progress or no day of completion is reported. 2 more were cancelled or dropped."
    )

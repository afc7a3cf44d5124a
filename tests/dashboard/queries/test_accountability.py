"""What was promised by a day and what moved since another, asked about five countries written for it."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.queries import accountability
from dashboard.queries.accountability import Scope
from dashboard.warehouse import current_build, pinned
from tests.dashboard.five_countries import SCOPE


@pytest.fixture(scope="module", autouse=True)
def build(five_countries_build: None) -> str:
    """The dashboard reads the five countries; the build's name."""
    return current_build()


def asked(scope: Scope = SCOPE, **where: Any) -> pd.DataFrame:
    found = accountability.actions(scope, "en")
    for column, value in where.items():
        found = found[found[column] == value]
    return found.set_index(["country_code", "action_id"])


def test_meetings() -> None:
    found = accountability.meetings()
    assert list(found.meeting_date.dt.strftime("%Y-%m-%d")) == ["2026-05-20", "2026-11-18"]
    assert found.is_assumed.all()


def test_promised_by_the_day_whatever_became_of_the_date() -> None:
    found = asked(is_promised=True)
    assert found.state.to_dict() == {
        ("KEN", "A1"): "complete",
        ("KEN", "A2"): "limited",
        ("KEN", "A3"): "limited",
        ("KEN", "A4"): "cancelled",
        ("KEN", "A5"): "dropped",
        ("KEN", "A7"): "no_report",
        ("PHL", "A1"): "complete",
    }
    assert list(found.index[found.is_moved_past]) == [("KEN", "A2")]
    assert list(found.index[found.is_overdue]) == [("KEN", "A3")]  # A7 is due on the day itself
    assert list(found.index[found.has_evidence_gap]) == [("KEN", "A3")]


def test_what_was_known_on_the_earlier_day_and_what_moved() -> None:
    found = asked()
    since = found.since_state.astype(object).where(found.since_state.notna(), None)
    assert dict(zip(found.index, zip(since, found.move, strict=True), strict=True)) == {
        ("KEN", "A1"): ("limited", "status_forward"),
        ("KEN", "A2"): ("limited", "same"),
        ("KEN", "A3"): ("substantial", "status_back"),
        ("KEN", "A4"): ("not_started", "cancelled"),
        ("KEN", "A5"): ("limited", "dropped"),
        ("KEN", "A6"): ("limited", "status_forward"),
        ("KEN", "A7"): ("no_report", "same"),
        ("PHL", "A1"): (None, "added"),
    }
    # A1 and A3 were overdue in May already.
    assert list(found.index[found.was_overdue]) == [("KEN", "A1"), ("KEN", "A3")]
    assert list(found.index[found.is_later]) == [("KEN", "A2")]


def test_before_the_second_report_the_first_one_stands() -> None:
    scope = Scope(datetime.date(2026, 11, 14), datetime.date(2025, 9, 30))
    found = asked(scope)
    assert found.state.to_dict() == {
        ("KEN", "A1"): "limited",
        ("KEN", "A2"): "limited",
        ("KEN", "A3"): "substantial",
        ("KEN", "A4"): "not_started",
        ("KEN", "A5"): "limited",
        ("KEN", "A6"): "limited",
        ("KEN", "A7"): "no_report",
    }
    assert found.since_state.isna().all()
    assert not found.is_promised["KEN", "A7"]  # its date was given later
    assert found.is_overdue.sum() == 5


def test_day_of_receipt_itself_counts() -> None:
    assert ("PHL", "A1") in asked().index
    assert ("PHL", "A1") not in asked(SCOPE._replace(day=datetime.date(2026, 11, 21))).index
    assert ("EGY", "A1") in asked(SCOPE._replace(day=datetime.date(2026, 11, 23))).index


def test_slippage() -> None:
    found = asked(is_promised=True)
    assert {
        key[1]: (kind, None if pd.isna(days) else int(days))
        for key, kind, days in zip(
            found.index,
            found.slippage_kind.astype(object).where(found.slippage_kind.notna(), None),
            found.slippage_days,
            strict=True,
        )
        if key[0] == "KEN"
    } == {
        "A1": ("done", 166),
        "A2": ("moved", 184),
        "A3": ("overdue", 236),
        "A4": (None, None),
        "A5": (None, None),
        "A7": ("moved", 0),
    }
    # Complete, and no day of completion given.
    assert found.slippage_kind["PHL", "A1"] == "unknown"


def test_filters() -> None:
    assert set(asked(SCOPE._replace(regions=("142",))).index) == {("PHL", "A1")}
    assert set(asked(SCOPE._replace(strategies=("parents", "income"))).index) == {("KEN", "A2")}
    assert asked(SCOPE._replace(stages=("implementing",))).empty
    assert len(asked(SCOPE._replace(stages=("none",), strategies=("laws",)))) == 8


def test_goalposts() -> None:
    found = accountability.goalposts(SCOPE, "en")
    said = found[["action_id", "change", "old_value", "new_value"]].astype(object)
    assert said.where(said.notna(), None).to_numpy().tolist() == [
        ["A2", "due_date", "2026-06-30", "2026-12-31"],
        ["A2", "target", "10.0", "8.0"],
        ["A5", "dropped", None, None],
    ]
    assert found.moved_days.tolist()[0] == 184
    assert accountability.goalposts(SCOPE._replace(since=datetime.date(2026, 11, 15)), "en").empty
    # The strategy is that of the newer report; pairs are made before they are chosen from.
    parents = accountability.goalposts(SCOPE._replace(strategies=("parents",)), "en")
    assert parents.change.tolist() == ["due_date", "target"]


def test_reports_as_they_stood_on_the_day() -> None:
    found = accountability.reports(SCOPE, "en").set_index(["reporting_year", "country_code"])
    assert dict(zip(found.index, zip(found.status, found.days_late, strict=True), strict=True)) == {
        (2026, "EGY"): ("missing", 22),  # it came on the 23rd
        (2026, "KEN"): ("late", 15),
        (2026, "PHL"): ("late", 22),
        (2026, "SLE"): ("on_time", 0),  # that it came is known to all
        (2026, "UGA"): ("missing", 22),
        (2025, "EGY"): ("missing", 387),
        (2025, "KEN"): ("on_time", 0),
        (2025, "PHL"): ("missing", 387),
        (2025, "SLE"): ("missing", 387),
        (2025, "UGA"): ("missing", 387),
    }
    assert found.received_date.isna().sum() == 6
    assert not found.is_assumed.any()
    on_the_due_date = SCOPE._replace(day=datetime.date(2026, 10, 31))
    assert set(accountability.reports(on_the_due_date, "en").reporting_year) == {2025}


def test_countries_heard_from() -> None:
    found = accountability.countries(SCOPE, "en").set_index("country_name")
    assert list(found.index) == ["Égypte", "Kenya", "Philippines", "Sierra Leone", "Uganda"]
    assert list(found.index[found.has_report]) == ["Kenya", "Philippines"]
    assert list(found.index[found.has_reported_since]) == ["Kenya", "Philippines"]
    assert found.has_roadmap.equals(found.has_report)
    assert found.newest_date.notna().equals(found.has_report)
    earlier = accountability.countries(SCOPE._replace(day=SCOPE.since), "en")
    assert not (earlier.newest_date > pd.Timestamp(SCOPE.since)).any()


def test_money_is_never_summed_over_currencies() -> None:
    found = accountability.money(SCOPE, "en").set_index("currency")
    # A4 is cancelled; A6, A7 and the Philippines' A1 have no budget.
    assert found.action_count.to_dict() == {"": 3, "EUR": 1, "KES": 2}
    assert found.promised.dropna().to_dict() == {"EUR": 7, "KES": 150}
    assert found.funded.to_dict() == {"": 0, "EUR": 7, "KES": 100}
    assert found.spent.dropna().to_dict() == {"KES": 120}
    assert found.spent_count.to_dict() == {"": 0, "EUR": 0, "KES": 1}


def test_what_is_for_the_alliance_only_is_shown_to_it(build: str) -> None:
    assert "SLE" not in asked().index
    with pinned(build, "alliance"):
        assert asked().state["SLE", "A1"] == "complete"

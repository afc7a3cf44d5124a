"""Questions about the Alliance, asked about the eight countries."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from dashboard.queries import alliance
from tests.dashboard.conftest import TODAY


def test_glance_counts() -> None:
    (glance,) = alliance.glance(TODAY).to_dict("records")
    assert glance == {
        "pathfinder_count": 8,
        "report_year": 2026,
        "report_due_date": pd.Timestamp("2026-10-31"),
        "on_time_count": 4,  # Kenya, Sierra Leone (for the Alliance only), Jamaica, Egypt
        "late_count": 1,  # Zambia
        "missing_count": 3,  # Uganda (sent 2025 and 2027), Philippines, Sri Lanka
        "approved_roadmap_count": 2,  # Kenya, Egypt; Zambia dates no approval
        "implementing_count": 2,  # Kenya, Zambia; Egypt has concluded
        "concluded_count": 1,
        "not_public_count": 1,  # Sierra Leone
        "no_stage_count": 3,  # Sierra Leone, Philippines, Sri Lanka
        "due_count": 5,
        "promised_count": 7,  # and Kenya A5, cancelled since, and A7, dropped since  # Kenya A1, A3, A4; Uganda A1; Zambia A1
        "due_complete_count": 2,  # Kenya A1, Zambia A1
        "due_country_count": 3,
        "discipline_known_count": 5,  # Jamaica's age band is not comparable
        "sexual_known_count": 1,
        "discipline_trend_count": 0,  # Egypt's 2005 lies before 2010
        "sexual_trend_count": 0,
    }


@pytest.mark.parametrize(
    ("today", "report_year", "missing"),
    [
        ("2025-10-31", None, 0),  # the due date of 2025 itself: nothing is missing yet
        ("2025-11-01", 2025, 5),  # all but Kenya, Uganda, Egypt
        ("2026-10-31", 2025, 5),
        ("2026-11-01", 2026, 3),
    ],
)
def test_report_is_missing_from_the_day_after_it_was_due(
    today: str, report_year: int | None, missing: int
) -> None:
    glance = alliance.glance(datetime.date.fromisoformat(today)).iloc[0]
    assert (None if pd.isna(glance.report_year) else glance.report_year) == report_year
    assert glance.missing_count == missing


def test_steps_count_every_pathfinder_once() -> None:
    rows = alliance.stage_steps().set_index("step")
    columns = ["reached_count", "not_reached_count", "no_report_count", "pathfinder_count"]
    # Without a public report: Sierra Leone, Philippines, Sri Lanka.
    assert list(rows.loc["roadmap_approved", columns]) == [2, 3, 3, 8]
    assert list(rows.loc["implementing", columns]) == [2, 3, 3, 8]
    assert list(rows.loc["concluded", columns]) == [1, 4, 3, 8]
    assert list(rows.step_position) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_report_timeliness() -> None:
    rows = alliance.report_timeliness(TODAY)
    counts = {
        (row.reporting_year, row.report_status): row.country_count for row in rows.itertuples()
    }
    assert counts == {
        (2025, "on_time"): 2,  # Uganda, Egypt
        (2025, "late"): 1,  # Kenya
        (2025, "missing"): 5,
        (2026, "on_time"): 4,
        (2026, "late"): 1,
        (2026, "missing"): 3,
    }


def test_actions_due_by_region() -> None:
    rows = alliance.actions_due(TODAY)
    assert set(rows.region_code) == {"2"}
    assert dict(zip(rows.status, rows.action_count, strict=True)) == {
        "complete": 2,
        "substantial": 1,
        "limited": 1,
        "not_started": 1,
        "cancelled": 1,
    }


def test_changes_have_a_kind_each() -> None:
    rows = alliance.change_counts()
    counts = {row.change: (row.change_count, row.country_count) for row in rows.itertuples()}
    assert counts == {
        # Kenya A1 and A2; Uganda A1, between its last two reports, 2025 and 2027.
        "status_forward": (3, 2),
        "status_first": (1, 1),  # Kenya A4: nothing reported, then not started
        "status_back": (1, 1),  # Egypt B1: complete, then limited
        "status_unreported": (1, 1),  # Egypt B3
        "resumed": (1, 1),  # Egypt B2: cancelled, then limited
        "cancelled": (1, 1),  # Kenya A5
        "added": (1, 1),  # Kenya A6
        "dropped": (1, 1),  # Kenya A7
        "budget": (1, 1),  # Kenya A3
        "target": (1, 1),  # Egypt B4
        "due_date_later": (1, 1),  # Kenya A3
        "due_date_earlier": (1, 1),  # Egypt B2
        "due_date_set": (1, 1),  # Egypt B1
        "due_date_removed": (1, 1),  # Egypt B3
    }


def test_changes_of_one_country() -> None:
    rows = alliance.change_counts("UGA")
    assert [tuple(row)[1:] for row in rows.itertuples()] == [("status_forward", 1, 1)]
    assert alliance.change_counts("PHL").empty


def test_knowledge_of_one_series() -> None:
    rows = alliance.knowledge("en", ("VC_HTF_DETV",))
    known = dict(zip(rows.country_code, rows.knowledge, strict=True))
    assert known.pop("KEN") == "trend"
    assert known.pop("UGA") == "level"
    assert set(known.values()) == {"no_data"}
    assert len(known) == 6
    african = rows.country_name[rows.region_code == "2"]
    assert list(african) == ["Égypte", "Kenya", "Sierra Leone", "Uganda", "Zambia"]


def test_names_ignore_accents_in_their_order() -> None:
    assert list(alliance.names("fr").values()) == [
        "Égypte",
        "Jamaica",
        "Kenya",
        "Philippines",
        "Sierra Leone",
        "Sri Lanka",
        "Uganda",
        "Zambia",
    ]


def test_pathfinders_with_their_stage() -> None:
    rows = alliance.pathfinders("en")
    assert dict(zip(rows.country_code, rows.stage, strict=True)) == {
        "KEN": "implementing",
        "UGA": "roadmap_submitted",
        "ZMB": "implementing",
        "SLE": "no_report",
        "JAM": "none",
        "EGY": "concluded",
        "PHL": "no_report",
        "LKA": "no_report",
    }

"""Questions about one report, on the eight countries."""

from __future__ import annotations

import pytest

from dashboard import queries

pytestmark = pytest.mark.usefixtures("eight_countries_build")


def test_listed_by_name_newest_first_without_hidden_ones() -> None:
    rows = queries.report.listed("en")
    assert [report for report in rows.report_id if report.startswith("UGA")] == [
        "UGA-2027-1",
        "UGA-2025-1",
    ]
    assert "SLE-2026-1" not in set(rows.report_id)
    # Égypte stands before Jamaica.
    assert next(iter(rows.country_code)) == "EGY"


def test_about_knows_the_year_before() -> None:
    row = queries.report.about("UGA-2027-1").iloc[0]
    assert (row.country_code, row.reporting_year, row.previous_year) == ("UGA", 2027, 2025)
    assert queries.report.about("SLE-2026-1").empty


def test_actions_with_and_without_progress() -> None:
    rows = queries.report.actions("EGY-2026-1").set_index("action_id")
    assert rows.status.to_dict() == {
        "B1": "limited", "B2": "limited", "B3": "no_report", "B4": "limited",
    }  # fmt: skip
    assert rows.target["B4"] == 8


def test_changes_of_this_report_only() -> None:
    changes = queries.report.changes("EGY-2026-1")
    assert set(changes.to_year) == {2026}
    assert ("B4", "target") in set(zip(changes.action_id, changes.change, strict=True))
    assert queries.report.changes("EGY-2025-1").empty


def test_steps_by_date() -> None:
    assert list(queries.report.steps("EGY-2026-1").step) == ["roadmap_approved", "concluded"]

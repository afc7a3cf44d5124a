"""Reports due by a day: on time, late, missing."""

from __future__ import annotations

import pytest

from dashboard.contents import accountability_reports as reports
from tests.dashboard.conftest import make_run, table_cells
from tests.dashboard.five_countries import EARLY, SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def test_late_and_missing_reports_by_year_and_name() -> None:
    found = table_cells(reports._late(ENGLISH, SCOPE))
    assert found[:4] == [
        ["2026", "Égypte", "◌ Missing", "31 Oct 2026", "–", "22"],
        ["2026", "Kenya", "◐ Late", "31 Oct 2026", "15 Nov 2026", "15"],
        ["2026", "Philippines", "◐ Late", "31 Oct 2026", "22 Nov 2026", "22"],
        ["2026", "Uganda", "◌ Missing", "31 Oct 2026", "–", "22"],
    ]
    assert len(found) == 8
    assert reports._late(ENGLISH, EARLY) is None


def test_reports_chart_has_the_newest_year_first() -> None:
    rows = reports.timeliness(ENGLISH, SCOPE)
    assert rows.label.tolist()[0] == "2026 (due 31 Oct 2026)"
    assert rows["count"].sum() == 10
    assert (
        reports._reports_title(ENGLISH, SCOPE) == "3 of the reports due have come since 20 May 2026"
    )

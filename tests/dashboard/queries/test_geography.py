"""Questions for the map, asked about the eight countries: each has one row, whatever is known."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from dashboard.queries import geography
from tests.dashboard.conftest import TODAY

BY_NAME = ["EGY", "JAM", "KEN", "PHL", "SLE", "LKA", "UGA", "ZMB"]


def test_figures_of_every_country_and_why_there_is_none() -> None:
    rows = geography.figures("VC_VAW_PHYPYV", "_Z", "en").set_index("country_code")
    assert list(rows.index) == BY_NAME  # Égypte under E; France is no pathfinder
    assert dict(rows.state) == {
        "EGY": "value",
        "JAM": "not_comparable",
        "KEN": "value",
        "PHL": "no_data",
        "SLE": "value",
        "LKA": "no_data",
        "UGA": "value",
        "ZMB": "value",
    }
    assert (rows.value["EGY"], rows.year["EGY"]) == (93.0, 2014)  # the newer of two
    assert (rows.value["JAM"], rows.age["JAM"]) == (68.0, "Y2T14")  # known, and not comparable
    assert pd.isna(rows.value["PHL"])
    assert rows.publisher["KEN"] == "Publisher"
    assert pd.isna(rows.publisher["PHL"])


def test_a_suppressed_count_keeps_its_status() -> None:
    rows = geography.figures("VC_HTF_DETV", "_T", "en").set_index("country_code")
    assert rows.state["UGA"] == "suppressed"
    assert pd.isna(rows.value["UGA"])
    assert (rows.value["KEN"], rows.year["KEN"]) == (30.0, 2019)


def test_each_sex_has_its_own_figure_and_year() -> None:
    for sex, value, year in (("F", 1.2, 2019), ("M", 0.8, 2013)):
        row = geography.figures("VC_VAW_SXVLN", sex, "en").set_index("country_code").loc["SLE"]
        assert (row.value, row.year) == (value, year)


def test_stages_come_from_public_reports_only() -> None:
    rows = geography.stages("fr").set_index("country_code")
    assert dict(rows.stage) == {
        "EGY": "concluded",
        "JAM": "none",  # a report without a dated step
        "KEN": "implementing",
        "PHL": "no_report",
        "SLE": "no_report",  # its report is for the Alliance only
        "LKA": "no_report",
        "UGA": "roadmap_submitted",
        "ZMB": "implementing",
    }
    assert rows.stage_date["KEN"] == pd.Timestamp("2025-10-01")
    assert rows.reporting_year["UGA"] == 2027
    assert pd.isna(rows.reporting_year["SLE"])


def test_reports_of_a_year() -> None:
    rows = geography.reports(2026, "en", TODAY).set_index("country_code")
    assert dict(rows.report_status) == {
        "EGY": "on_time",
        "JAM": "on_time",
        "KEN": "on_time",  # its second revision came later, the first in time
        "PHL": "missing",
        "SLE": "on_time",  # that it came is known to all; what it says is not
        "LKA": "missing",
        "UGA": "missing",
        "ZMB": "late",
    }
    assert rows.days_after_due["ZMB"] == 3


@pytest.mark.parametrize(
    ("today", "expected"), [("2026-10-31", "not_due"), ("2026-11-01", "missing")]
)
def test_a_report_is_missing_from_the_day_after_it_was_due(today: str, expected: str) -> None:
    rows = geography.reports(2026, "en", datetime.date.fromisoformat(today))
    assert rows.set_index("country_code").report_status["PHL"] == expected


def test_reporting_years_that_have_begun() -> None:
    rows = geography.reporting_years(TODAY)
    assert list(zip(rows.reporting_year, rows.is_due, strict=True)) == [
        (2027, False),
        (2026, True),
        (2025, True),
    ]
    assert geography.reporting_years(datetime.date(2024, 1, 1)).empty

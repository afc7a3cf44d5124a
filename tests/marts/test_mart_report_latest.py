"""mart_report_latest: the newest revision of each year, and when the first one came."""

from __future__ import annotations

from tests.given import Given

COLUMNS = "reporting_year, revision, first_received_date, submitted_date, visibility, recency"


def test_newest_revision_keeps_the_first_date(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, submitted="2026-10-20")
    given.report("KEN", 2026, revision=2, submitted="2026-12-01")
    given.report("KEN", 2025, submitted="2025-10-02")
    assert given.mart("mart_report_latest", COLUMNS) == [
        (2025, 1, "2025-10-02", "2025-10-02", "public", 2),
        (2026, 2, "2026-10-20", "2026-12-01", "public", 1),
    ]


def test_recency_counts_what_the_audience_may_see(given: Given) -> None:
    # The newest report is for the Alliance only: the public ones are counted without it.
    given.country("KEN")
    given.report("KEN", 2025)
    given.report("KEN", 2026)
    given.report("KEN", 2027, visibility="alliance_only")
    columns = "reporting_year, visibility, is_visible, recency"
    assert given.mart("mart_report_latest", columns) == [
        (2025, "public", True, 2),
        (2026, "public", True, 1),
        (2027, "alliance_only", False, None),
    ]
    assert given.mart("alliance.mart_report_latest", columns) == [
        (2025, "public", True, 3),
        (2026, "public", True, 2),
        (2027, "alliance_only", True, 1),
    ]


def test_revision_decides_who_may_read_the_year(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026)
    given.report("KEN", 2026, revision=2, visibility="alliance_only")
    assert given.mart("mart_report_latest", "reporting_year, revision, visibility") == [
        (2026, 2, "alliance_only")
    ]

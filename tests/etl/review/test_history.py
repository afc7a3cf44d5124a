"""The earlier reports of a country: from the folder and from the store, and never those one may not see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.build import build
from etl.places import Places
from etl.reference import Reference
from etl.report import Report, Row, write_workbook
from etl.review.decisions import decide, send
from etl.review.history import earlier_reports
from etl.review.store import Store
from tests.etl.review.conftest import SECRETARIAT


def written(path: Path, reference: Reference, year: int, visibility: str, office: str) -> bytes:
    """A small real report of Kenya for a year."""
    form = {
        "country_code": "KEN",
        "reporting_year": year,
        "period_start": date(year - 1, 9, 1),
        "period_end": date(year, 8, 31),
        "submitting_office": office,
        "submitted_date": date(year, 10, 1),
        "language": "en",
        "visibility": visibility,
        "is_illustrative": False,
    }
    path.parent.mkdir(exist_ok=True)
    return write_workbook(path, Report(Row(form), {}, "en"), "en", reference).read_bytes()


@pytest.fixture
def here(small_data: Path, reference: Reference, tmp_path: Path) -> Places:
    """2025 lies in the folder; 2026 was sent for the Alliance only, under the same file name, and accepted."""
    received = small_data / "received"
    written(received / "kenya.xlsx", reference, 2025, "public", "Folder")
    content = written(tmp_path / "sent" / "kenya.xlsx", reference, 2026, "alliance_only", "Sent")
    store = Store(received)
    details = {"file_name": "kenya.xlsx", "country_code": "KEN", "reporting_year": 2026}
    decide(store, send(store, content, SECRETARIAT, details), "accepted", SECRETARIAT)
    build(small_data, reports="received", store=store)
    return Places(small_data, small_data / "warehouse", str(received), False)


def offices(reports: list[Report]) -> list[str | None]:
    return [report.form.text("submitting_office") for report in reports]


def test_oldest_first_each_from_its_own_file(here: Places, reference: Reference) -> None:
    found = earlier_reports(here, "KEN", 2026, reference, public_only=False)
    assert offices(found) == ["Folder", "Sent"]
    assert [report.reporting_year for report in found] == [2025, 2026]
    assert offices(earlier_reports(here, "KEN", 2025, reference, False)) == ["Folder"]


def test_the_public_gets_the_public_ones(here: Places, reference: Reference) -> None:
    assert offices(earlier_reports(here, "KEN", 2027, reference, public_only=True)) == ["Folder"]


def test_a_report_is_not_its_own_past(here: Places, reference: Reference) -> None:
    (submission,) = Store(here.store).submissions()
    found = earlier_reports(here, "KEN", 2026, reference, False, besides=submission.submission_id)
    assert offices(found) == ["Folder"]


def test_others_and_practice_have_none(here: Places, reference: Reference) -> None:
    assert earlier_reports(here, "UGA", 2027, reference, False) == []
    practice = Places(here.data, here.warehouse, here.store, True)
    assert earlier_reports(practice, "KEN", 2027, reference, False) == []


def test_without_a_build_there_are_none(tmp_path: Path, reference: Reference) -> None:
    nowhere = Places(tmp_path, tmp_path / "warehouse", str(tmp_path / "received"), False)
    assert earlier_reports(nowhere, "KEN", 2027, reference, False) == []

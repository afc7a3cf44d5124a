"""A whole report, its workbook, and a way to spoil one cell of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.reference import Reference
from etl.report import CheckResult, Report, Row, Words, check_file, write_workbook

Edit = Callable[[openpyxl.Workbook], object]


@pytest.fixture(scope="session")
def words(reference: Reference) -> Words:
    return Words(reference)


@pytest.fixture
def report() -> Report:
    """Kenya, 2026: every sheet has rows, and nothing is wrong."""
    return Report(
        Row(
            {
                "country_code": "KEN",
                "reporting_year": 2026,
                "period_start": date(2025, 9, 1),
                "period_end": date(2026, 8, 31),
                "submitting_office": "Ministry responsible for children",
                "submitted_date": date(2026, 10, 20),
                "language": "en",
                "visibility": "alliance_only",
                "is_illustrative": False,
            }
        ),
        {
            "milestones": [
                Row(
                    {
                        "step": "expression_of_interest",
                        "milestone_date": date(2024, 11, 8),
                        "evidence_url": "https://example.org/letter?id=1",
                        "verified_by": "Secretariat",
                        "last_checked_date": date(2026, 1, 15),
                    }
                ),
                Row(
                    {
                        "step": "implementing",
                        "milestone_date": date(2025, 6, 2),
                        "evidence_url": None,
                        "verified_by": None,
                        "last_checked_date": None,
                    }
                ),
            ],
            "roadmap": [
                _action("A01", "laws", budget=1_250_000.5, budget_currency="KES"),
                _action(
                    "A02",
                    "coordination",
                    "monitoring",
                    action="Set up a national observatory",
                    budget=90_000.0,
                    budget_currency="USD",
                ),
            ],
            "progress": [
                _progress(
                    "A01", "complete", 100.0, completed_date=date(2026, 5, 4), spent=1_000_000.0
                ),
                _progress("A02", "not_started", 0.0, revised_due_date=date(2027, 6, 30)),
            ],
            "national_data": [
                Row(
                    {
                        "series_code": "VC_VAW_PHYPYV",
                        "year": 2025,
                        "value": 47.5,
                        "sex": "_Z",
                        "age": "Y1T14",
                        "source_text": "National household survey 2025",
                        "url": None,
                    }
                )
            ],
            "good_practices": [
                Row(
                    {
                        "practice_id": "GP1",
                        "title": "One interview is enough",
                        "inspire_strategies": ("laws", "services"),
                        "description": "Children tell their story once.",
                        "evidence_url": None,
                    }
                )
            ],
            "support": [
                Row(
                    {
                        "item_id": "S1",
                        "kind": "offer",
                        "inspire_strategies": ("services",),
                        "description": "Study visits.",
                    }
                )
            ],
        },
        "en",
    )


def _action(action_id: str, *strategies: str, **values: object) -> Row:
    row = {
        "action_id": action_id,
        "priority": "Justice for children",
        "inspire_strategies": strategies,
        "action": "Amend the children’s code",
        "output": "Act published",
        "lead_body": "Ministry of Justice",
        "partners": "Parliament; civil society",
        "start_date": date(2025, 1, 1),
        "due_date": date(2026, 12, 31),
        "indicator": "Acts in force",
        "baseline": 0.0,
        "target": 1.0,
        "unit": "acts",
        "funding_source": "State budget",
    }
    return Row(row | values)  # type: ignore[arg-type]


def _progress(action_id: str, status: str, percent: float, **values: object) -> Row:
    row = {
        "action_id": action_id,
        "status": status,
        "percent_complete": percent,
        "spent": None,
        "revised_due_date": None,
        "completed_date": None,
        "done_text": "Published.",
        "evidence_url": "https://example.org/act" if status == "complete" else None,
        "barriers": None,
        "support_needed": None,
    }
    return Row(row | values)  # type: ignore[arg-type]


@pytest.fixture
def check_edited(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> Callable[..., CheckResult]:
    """Write the report in a language, change the real file as a person would, and check it."""

    def check(edit: Edit, language: str = "en", is_illustrative: bool | None = None) -> CheckResult:
        path = write_workbook(tmp_path / "KEN_2026.xlsx", report, language, reference, words)
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return check_file(path, reference, is_illustrative, words)

    return check

"""What is said of a roadmap: its actions, its money, and what moved between two reports."""

from __future__ import annotations

import datetime

import pytest

from dashboard.contents import roadmap
from dashboard.shell import Run
from tests.dashboard.conftest import make_run, table_cells

pytestmark = pytest.mark.usefixtures("eight_countries_build")
ENGLISH = make_run("en")


def test_actions_table_tells_what_must_be_known(run: Run) -> None:
    words = run.words
    table = roadmap._actions_table(run, "KEN").set_index(words("table.action_id"))
    status = table[words("table.status")]
    assert status["A1"] == f"● {words('action_status.complete')}"
    assert status["A3"] == " · ".join(
        [
            f"◕ {words('action_status.substantial')}",
            words("gantt.overdue"),
            words("country.actions.evidence_gap"),
        ]
    )
    assert status["A6"] == f"◌ {words('action_status.no_report')}"
    assert status["A7"] == f"◔ {words('action_status.limited')} · {words('gantt.dropped')}"
    assert table[words("table.first_due")]["A3"] == words.date(datetime.date(2026, 3, 31))
    assert table[words("table.current_due")]["A3"] == words.date(datetime.date(2026, 9, 30))
    assert table[words("table.current_due")]["A6"] == "–"
    assert table[words("table.budget")]["A3"] == "150 EUR"
    assert table[words("table.budget")]["A1"] == words("state.not_costed")
    assert table[words("table.lead_body")]["A1"] == words("state.not_given")


def test_changes_in_words() -> None:
    said = {row[0]: row[2:] for row in table_cells(roadmap._changes_table(ENGLISH, "KEN"))}
    assert said == {
        "A1": ["Status: Limited → Complete", "2025 → 2026"],
        "A2": ["Status: Not started → Limited", "2025 → 2026"],
        "A3": [
            "Budget: 100 EUR → 150 EUR; Due date: 31 Mar 2026 → 30 Sept 2026 (183 days later)",
            "2025 → 2026",
        ],
        "A4": ["Status: No progress reported → Not started", "2025 → 2026"],
        "A5": ["Status: Limited → Cancelled", "2025 → 2026"],
        "A6": ["Action added", "2025 → 2026"],
        "A7": ["Action dropped", "2025 → 2026"],
    }


def test_changes_of_dates_and_targets_in_words() -> None:
    said = {row[0]: row[2] for row in table_cells(roadmap._changes_table(ENGLISH, "EGY"))}
    assert said["B1"] == "Due date: – → 31 Mar 2027; Status: Complete → Limited"
    assert said["B3"] == "Due date: 30 Jun 2027 → –; Status: Limited → No progress reported"
    assert said["B4"] == "Target: 10 → 8"


@pytest.mark.parametrize(
    ("change", "value", "currency", "said"),
    [
        ("target", "0.5", None, "0.5"),
        ("target", "8.25", None, "8.25"),  # 8.25 to 8.5 must not read 8 to 8
        ("budget", "1500000.0", "XOF", "1,500,000 XOF"),
        ("budget", None, None, "–"),
        ("status", None, None, "No progress reported"),
    ],
)
def test_one_changed_value(change: str, value: str | None, currency: str | None, said: str) -> None:
    assert roadmap._said(change, value, currency, ENGLISH.words) == said


def test_changes_by_kind_of_one_country() -> None:
    # Between Kenya's last two reports; A6 was added, A7 dropped.
    assert table_cells(roadmap._counts_table(ENGLISH, "KEN")) == [
        ["Status moved forward", "2"],
        ["Progress reported for the first time", "1"],
        ["Action added", "1"],
        ["Due date moved later", "1"],
        ["Budget changed", "1"],
        ["Action cancelled", "1"],
        ["Action dropped", "1"],
    ]


def test_country_without_two_reports_has_no_changes() -> None:
    assert roadmap._changes_table(ENGLISH, "JAM") is None


def test_budget_table_names_what_is_not_costed() -> None:
    table = roadmap._budget_table(ENGLISH, "KEN")
    assert list(table.Currency) == ["not costed", "not costed", "EUR", "EUR"]
    assert list(table.Budget[2:]) == [75.0, 75.0]
    assert table.Budget[:2].isna().all()

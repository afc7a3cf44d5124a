"""What is said of implementation: every mark with what it is of, and what is not known named."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries
from dashboard.contents import implementation
from dashboard.show import Tile
from tests.dashboard.conftest import make_run, reading, table_cells
from tests.given import Given, publish

pytestmark = pytest.mark.usefixtures("eight_countries_build")
ENGLISH, FRENCH = make_run("en"), make_run("fr")
SPACE, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def test_marks_of_a_roadmap() -> None:
    # Kenya: A5 is cancelled, A7 dropped, A6 has no date. A1 came 30 days early, A3 is put off by 183
    # and overdue again: promised for 31 March, it has slipped 236 days by 22 November.
    assert implementation.tiles(ENGLISH, "KEN") == (
        Tile(
            "Due by today and complete",
            "1 of 3",
            "33% of the actions whose due date, as it now stands, has come; 1 more was cancelled",
        ),
        Tile(
            "Complete by the date first promised",
            "1 of 3",
            "33% of the actions first promised by 22 Nov 2026; 1 more was cancelled; "
            "1 more was dropped from the roadmap",
        ),
        Tile(
            "Median slippage",
            "0 days",
            "worst: 236 days; 1 of 4 later than first promised; 1 earlier; 1 without a due date",
        ),
        Tile(
            "Progress claimed without evidence",
            "1 of 3",
            "of the actions reported as limited, substantial or complete",
        ),
    )


def test_marks_in_french() -> None:
    due, _, slippage, _ = implementation.tiles(FRENCH, "KEN")
    assert due.figure == "1 sur 3"
    assert due.note.startswith(
        f"33{THIN}% des actions dont l’échéance actuelle est arrivée{SPACE}; "
    )
    assert slippage.note.startswith(f"le pire{SPACE}: 236 jours{SPACE}; 1 sur 4 plus tard")


def test_marks_say_when_there_is_nothing_to_say() -> None:
    early = dataclasses.replace(ENGLISH, today=datetime.date(2025, 1, 1))
    due, on_time, slippage, evidence = implementation.tiles(early, "UGA")
    assert (due.figure, due.note) == ("–", "none is due yet")
    assert (on_time.figure, on_time.note) == ("–", "nothing was promised by today")
    assert slippage.figure == "0 days"
    assert evidence.figure == "0 of 1"
    # Zambia's two actions are complete, and nobody says when.
    _, on_time, slippage, _ = implementation.tiles(ENGLISH, "ZMB")
    assert on_time.figure == "0 of 1"
    assert on_time.note.endswith("; 1 is complete, completion date not given")
    assert slippage[1:] == ("–", "2 are complete, completion date not given")


@pytest.mark.parametrize(("count", "said"), [(1, "1 day"), (-3, "−3 days"), (7.5, "7.5 days")])
def test_days(count: float, said: str) -> None:
    assert implementation.days(count, ENGLISH.words) == said


def test_due_actions_by_the_first_promise_stand_first() -> None:
    rows = implementation._due(ENGLISH, "KEN")
    assert list(rows.label.unique()) == [
        "As first promised",
        "As dates now stand",
    ]
    first = rows[rows.label == rows.label[0]].set_index("status")["count"]
    assert first.to_dict() == {"complete": 1, "substantial": 1, "not_started": 1, "cancelled": 1}
    assert list(implementation._due_table(ENGLISH, "KEN").Status[:2]) == ["Cancelled", "Complete"]


def test_evidence_stands_beside_the_self_report() -> None:
    assert table_cells(implementation._evidence_table(ENGLISH, "KEN")) == [
        ["● Complete", "1", "1", "0"],
        ["◕ Substantial", "1", "0", "1"],
        ["◔ Limited", "1", "1", "0"],
        # What claims no progress needs no evidence.
        ["○ Not started", "1", "–", "–"],
        ["✕ Cancelled", "1", "–", "–"],
        ["◌ No progress reported", "1", "–", "–"],
    ]


def test_reports_and_by_how_much_they_were_late() -> None:
    assert table_cells(implementation._reports_table(ENGLISH, "KEN")) == [
        ["2025", "31 Oct 2025", "10 Nov 2025", "◐ Late by 10 days"],
        ["2026", "31 Oct 2026", "1 Oct 2026", "● On time"],
        ["2027", "31 Oct 2027", "–", "· Not yet due"],
    ]


def test_money_says_what_is_not_in_the_picture() -> None:
    caveat = implementation.money_caveat(ENGLISH, "KEN", "EUR")
    assert caveat == "4 actions that are not cancelled have no budget and are not in this figure"
    table = implementation._money_table(ENGLISH, "KEN")
    assert list(table.About) == ["Promised", "Secured", "Spent"]
    assert list(table.Value[:2]) == [150, 0]
    assert pd.isna(table.Value[2])


def test_quality_names_the_required_fields_and_the_peers() -> None:
    # Five of six have a due date, one a budget. Of the sub-region only Uganda and Zambia have a roadmap: the region.
    assert implementation._quality_note(ENGLISH, "KEN") == (
        "6 of the 36 required cells are filled (due date, lead body, indicator, baseline, target, budget). "
        "Line: median of the 3 of 4 peers that have a roadmap to show (pathfinders of Africa)."
    )
    table = implementation._quality_table(ENGLISH, "KEN").set_index("Field")
    assert list(table.Group) == ["Required fields"] * 6 + ["Further fields"] * 4
    assert (table.Filled["Due date"], table.Actions["Due date"]) == (5, 6)


def test_pictures_have_rows_only_where_there_is_a_roadmap() -> None:
    assert implementation._due(ENGLISH, "SLE").empty
    assert queries.implementation.quality("JAM").empty


def test_roadmap_of_cancelled_actions_alone_says_so(tmp_path: Path) -> None:
    def rows(given: Given) -> None:
        given.country("KEN")
        given.report("KEN", 2026, {"action_id": "A1", "status": "cancelled"})

    publish(tmp_path, rows)
    with reading(tmp_path):
        (tile,) = implementation.tiles(ENGLISH, "KEN")
    assert tile[1:] == ("–", "every action of the roadmap is cancelled")

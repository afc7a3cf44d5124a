"""What the overview says: of the eight countries written by hand, and where little is known."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.contents import overview
from dashboard.shell import Run
from dashboard.show import Tile
from tests.dashboard.conftest import make_run, reading
from tests.given import Given, publish

pytestmark = pytest.mark.usefixtures("eight_countries_build")
ENGLISH = make_run("en")


def in_a_build(folder: Path, rows: Callable[[Given], None], run: Run) -> str:
    """The headline of a build of these rows."""
    publish(folder, rows)
    with reading(folder):
        return overview.headline(run)


def series(given: Given) -> None:
    given.country("KEN")
    given.country("UGA")
    given.indicator("VC_VAW_PHYPYV")
    given.indicator("VC_VAW_SXVLN", comparable_sexes=["F"], comparable_ages=["Y18T29"])
    given.observe("KEN", 2020, 50.0)


def test_headline() -> None:
    assert overview.headline(ENGLISH) == (
        "2 of the 8 pathfinders report an approved roadmap; 2 of the 5 actions that are due are "
        "complete. Violent discipline is measured comparably in 5 countries, and nowhere often "
        "enough to tell a trend."
    )
    assert overview.headline(make_run("fr")).startswith(
        "2 des 8 pays pionniers déclarent une feuille de route approuvée\N{NO-BREAK SPACE}; 2 des "
        "5 actions échues sont achevées. La discipline violente"
    )


def test_headline_while_nothing_is_due() -> None:
    early = dataclasses.replace(ENGLISH, today=datetime.date(2025, 1, 1))
    assert "none of the actions reported is due yet." in overview.headline(early)
    assert overview.tiles(early)[2] == Tile("Actions due by today", "–", "none is due yet")
    # No report was due yet either: no year is named.
    assert overview.tiles(early)[1].label == "Reports"


@pytest.mark.parametrize("visibility", [None, "alliance_only"])
def test_headline_without_a_public_report(tmp_path: Path, visibility: str | None) -> None:
    def rows(given: Given) -> None:
        series(given)
        if visibility:
            given.report("KEN", 2026, visibility=visibility)

    assert in_a_build(tmp_path, rows, ENGLISH) == (
        "No public country report has been loaded yet. Of the 2 pathfinders, 1 have a comparable "
        "figure on violent discipline and 0 on sexual violence in childhood."
    )


def test_headline_where_some_have_a_trend(tmp_path: Path) -> None:
    def rows(given: Given) -> None:
        series(given)
        given.observe("KEN", 2015, 60.0)
        given.report("UGA", 2026, {"action_id": "A1", "due_date": "2026-01-31"})

    headline = in_a_build(tmp_path, rows, ENGLISH)
    assert "in 1 countries, in 1 of them often enough to tell a trend." in headline


def test_tiles() -> None:
    assert overview.tiles(ENGLISH) == (
        Tile(
            "Roadmap approved",
            "2 of 8",
            "2 countries are implementing; 1 more has renewed or concluded; no report from 2; "
            "the reports of 1 are for the Alliance only",
        ),
        Tile("Reports for 2026", "5 of 8", "received, of which late: 1; missing: 3"),
        Tile(
            "Actions due by today",
            "2 of 5",
            # Kenya A1, A3, A4, A5, A7; Uganda A1; Zambia A1.
            "complete, in 3 countries; first promised by today: 7",
        ),
        Tile("Violent discipline measured", "5 of 8", "0 countries have a trend"),
        Tile("Sexual violence measured", "1 of 8", "0 countries have a trend"),
    )


def test_no_report_at_all_is_not_taken_for_no_roadmap_and_no_action(tmp_path: Path) -> None:
    publish(tmp_path, series)
    with reading(tmp_path):
        roadmaps, _, due, *_ = overview.tiles(ENGLISH)
    assert roadmaps == Tile("Roadmap approved", "–", "no report from 2")
    assert due == Tile("Actions due by today", "–", "no report from 2")


def test_reports_by_year_with_their_due_date() -> None:
    rows = overview.timeliness(ENGLISH)
    counts = {(row.label, row.status): row.count for row in rows.itertuples(index=False)}
    assert counts["2025 (due 31 Oct 2025)", "late"] == 1
    assert counts["2026 (due 31 Oct 2026)", "missing"] == 3
    assert rows["count"].sum() == 16


def test_due_actions_by_region(run: Run) -> None:
    rows = overview.due_by_region(run)
    assert set(rows.label) == {run.words("area.2")}
    assert rows["count"].sum() == 6


def test_tables_say_what_the_charts_draw(run: Run) -> None:
    words = run.words
    steps = overview.steps_table(run).set_index(words("table.step"))
    assert list(steps.loc[words("step.roadmap_approved")]) == [2, 3, 3]
    stages = overview.stage_table(run).set_index(words("table.country"))[words("table.stage")]
    assert stages["Sierra Leone"] == words("stage.no_report")
    assert stages["Kenya"] == words("stage.implementing")
    for kind, total in (("report", 16), ("action", 6)):
        table = overview.shares_table(run, kind)
        count = words("table.countries" if kind == "report" else "table.actions")
        assert table[count].sum() == total
    known = overview.knowledge_table(run, "VC_VAW_PHYPYV").set_index(words("table.country"))
    assert known[words("table.knowledge")]["Jamaica"] == words("knowledge.not_comparable")
    assert known[words("table.first_year")]["Égypte"] == 2005


def test_knowledge_is_counted_for_each_series() -> None:
    note = overview.knowledge_note(ENGLISH, "VC_VAW_PHYPYV")
    assert note.startswith("A comparable figure exists for 5 of 8 countries.")
    # Jamaica alone has a figure, and for another age band.
    assert "1 more has a figure for another age band." in note
    assert "for 2 of 8 countries" in overview.knowledge_note(ENGLISH, "VC_HTF_DETV")

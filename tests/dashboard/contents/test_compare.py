"""What the compare page says of the peers' roadmaps, and of those without one."""

from __future__ import annotations

import pytest

from dashboard.contents import compare
from dashboard.shell import Run
from tests.dashboard.conftest import make_run, table_cells

pytestmark = pytest.mark.usefixtures("eight_countries_build")
COUNTRIES = ("KEN", "SLE", "JAM", "ZMB", "PHL")


def test_changes_that_cannot_be_told_are_said_so() -> None:
    told = compare.change(make_run("en"), "KEN", "VC_VAW_PHYPYV", "_Z", COUNTRIES)
    assert told.rows.empty
    assert told.title == "What changed in about five years?"
    assert len(told.table) == 5


def test_changes_of_a_count() -> None:
    # Kenya detected 30 victims in 2015 and in 2019, four years apart.
    told = compare.change(make_run("en"), "KEN", "VC_HTF_DETV", "_T", ("KEN", "UGA"))
    assert told.title == (
        "Lower than about five years before in 0 of 1 country, higher in 0, "
        "no change beyond rounding in 1"
    )
    assert told.caveat == (
        "A small difference may be chance, or a change in how it was measured. "
        "▨ No comparable figure three to seven years before the latest: Uganda."
    )
    kenya = told.table.set_index("Country").loc["Kenya"]
    assert (kenya["Earlier year"], kenya["Latest year"], kenya.Difference) == (2015, 2019, 0.0)


def test_marks_stand_beside_each_other_by_name() -> None:
    body = compare.marks_table(make_run("en"), "VC_VAW_PHYPYV", "_Z", ("ZMB", "KEN", "PHL"))
    assert table_cells(body) == [
        ["Kenya", "50.0%", "2020", "◎ Never judged: no target value"],
        ["Philippines", "–", "–", "▨ No data"],
        ["Zambia", "70.0%", "2014", "◎ Never judged: no target value"],
    ]


def test_roadmaps_by_status() -> None:
    rows = compare.roadmap_rows(make_run("en"), COUNTRIES)
    counts = rows.groupby("label")["count"].sum().to_dict()
    assert counts == {"Kenya": 6, "Zambia": 2}
    zambia = rows[rows.label == "Zambia"]
    assert list(zambia.status) == ["complete"]


def test_countries_without_a_roadmap_say_why() -> None:
    assert compare.without_roadmap(make_run("en"), COUNTRIES) == (
        "Without a reported roadmap: Jamaica (no step reported), Philippines (no public report), "
        "Sierra Leone (no public report)"
    )
    assert compare.without_roadmap(make_run("en"), ("KEN", "ZMB")) == ""


def test_series_with_their_comparable_sexes(run: Run) -> None:
    series = compare.series()
    assert list(series) == ["VC_VAW_PHYPYV", "VC_HTF_DETV", "VC_HTF_DETVR", "VC_VAW_SXVLN"]
    assert series["VC_VAW_SXVLN"] == ["F", "M"]
    for code, sexes in series.items():
        assert run.words(f"indicator.{code}.short")
        assert all(run.words(f"sex.{sex}") for sex in sexes)

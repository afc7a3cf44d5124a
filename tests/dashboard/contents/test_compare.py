"""What the compare page says of the peers' roadmaps, and of those without one."""

from __future__ import annotations

import pytest

from dashboard.contents import compare
from dashboard.shell import Run
from tests.dashboard.conftest import make_run

pytestmark = pytest.mark.usefixtures("eight_countries_build")
COUNTRIES = ("KEN", "SLE", "JAM", "ZMB", "PHL")


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

"""Questions about the marks on progress, asked about the bundled data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.queries import progress
from etl.build import Summary
from etl.progress import RULES
from tests.dashboard.conftest import reading

SERIES = "PT_F_20-24_MRD_U18_TND"


@pytest.fixture(scope="module", autouse=True)
def _bundled_build(
    _hand_made_build: None, bundled_warehouse: tuple[Path, Summary]
) -> Iterator[None]:
    """The published figures, not those of the eight countries."""
    with reading(bundled_warehouse[0]):
        yield


def test_marks_of_a_series_are_one_per_pathfinder() -> None:
    rows = progress.marks_of_series(SERIES, "F", "en")
    assert len(rows) == rows.country_code.nunique() == 47
    assert list(rows.country_name)[:2] == ["Angola", "Armenia"]
    # Kenya, UNICEF 2025-03: 20.3 per cent in 2017 and 12.5 in 2022; −1.56 a year of −1.5615 required.
    kenya = rows.set_index("country_code").loc["KEN"]
    assert (kenya.base_value, kenya.latest_value, kenya.word) == (20.3, 12.5, "on_track")


def test_marks_of_a_country_stand_in_the_order_of_display() -> None:
    rows = progress.marks_of_country("KEN")
    assert list(rows.series_position) == sorted(rows.series_position)
    assert list(rows.sex[rows.series_code == "VC_VAW_SXVLN"]) == ["F", "M"]


def test_points_and_methods_of_one_mark() -> None:
    points = progress.points("KEN", SERIES, "F")
    assert list(zip(points.year, points.value, strict=True)) == [(2017, 20.3), (2022, 12.5)]
    assert list(points.is_base) == [True, False]
    methods = progress.methods("KEN", SERIES, "F")
    assert list(methods.method) == ["linear", "compound_growth", "progress_chart"]
    assert list(methods.agrees) == [True, False, False]


def test_rules_are_those_of_the_methods() -> None:
    rows = progress.rules()
    assert list(rows.rule) == [rule.name for rule in RULES]
    assert dict(zip(rows.rule, rows.value, strict=True))["acceleration_from"] == 0.6


def test_points_carry_the_bounds_and_whether_they_were_modelled() -> None:
    # Kenya, WHO's estimate for 2018 of women aged 15 and over.
    (point,) = progress.points("KEN", "VC_VAW_MARR", "F").itertuples()
    assert (point.value, point.lower_bound, point.upper_bound) == (21.4, 14.1, 31.0)
    assert point.is_modelled
    surveyed = progress.points("ARM", "VC_VAW_PHYPYV", "_Z")
    assert list(surveyed.is_modelled) == [False]
    assert surveyed.lower_bound.isna().all()

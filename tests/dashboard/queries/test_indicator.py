"""One series for the 47: its years, its points, and the same measure by another publisher."""

from __future__ import annotations

from pathlib import Path

from dashboard import queries
from dashboard.queries import indicator
from dashboard.queries.indicator import SAME_MEASURE, Twin, twin_of
from etl.build import Summary
from tests.dashboard.conftest import reading

PHYPYV = "VC_VAW_PHYPYV"


def test_years_are_the_pathfinders_by_name_and_year() -> None:
    rows = indicator.years(PHYPYV, "_Z", "en")
    assert list(zip(rows.country_code, rows.year, rows.value, rows.state, strict=True)) == [
        ("EGY", 2005, 95.0, "value"),  # Égypte stands under E
        ("EGY", 2014, 93.0, "value"),
        ("JAM", 2022, 68.0, "not_comparable"),
        ("KEN", 2020, 50.0, "value"),
        ("SLE", 2019, 86.0, "value"),
        ("UGA", 2016, 85.0, "value"),
        ("ZMB", 2014, 70.0, "value"),
    ]


def test_figures_without_a_value_keep_their_status() -> None:
    rows = indicator.years("VC_HTF_DETV", "_T", "en").set_index("country_code")
    assert list(rows.state) == ["value", "value", "suppressed"]
    assert rows.state["UGA"] == "suppressed"


def test_years_of_a_sex_are_its_own() -> None:
    assert list(indicator.years("VC_VAW_SXVLN", "M", "en").year) == [2013]
    assert list(indicator.years("VC_VAW_SXVLN", "F", "en").year) == [2019]


def test_points_are_all_sexes_and_ages() -> None:
    rows = indicator.points(("VC_VAW_SXVLN", "VC_HTF_DETV"), "en")
    assert list(zip(rows.country_code, rows.series_code, rows.sex, rows.year, strict=True)) == [
        ("KEN", "VC_HTF_DETV", "_T", 2015),
        ("KEN", "VC_HTF_DETV", "_T", 2019),
        ("SLE", "VC_VAW_SXVLN", "M", 2013),
        ("SLE", "VC_VAW_SXVLN", "F", 2019),
        ("UGA", "VC_HTF_DETV", "_T", 2020),
    ]


def test_series_unknown_to_the_warehouse_have_no_row() -> None:
    assert indicator.years("NONE", "_T", "en").empty
    assert indicator.points(("NONE",), "en").empty


def test_shared_figures_are_of_the_same_country_year_and_age() -> None:
    # A series beside itself: every comparable value, none of them different; Jamaica's is of another age band.
    rows = indicator.shared(Twin(PHYPYV, "_Z", PHYPYV, "_Z"), "en")
    assert list(rows.country_code) == ["EGY", "EGY", "KEN", "SLE", "UGA", "ZMB"]
    assert not rows.differs.any()
    # Sierra Leone's women and men have different years.
    assert indicator.shared(Twin("VC_VAW_SXVLN", "F", "VC_VAW_SXVLN", "M"), "en").empty


def test_twins_are_found_from_either_side() -> None:
    twin = twin_of("VC_VAW_SXVLN", "M")
    assert twin == Twin("VC_VAW_SXVLN", "M", "PT_M_18-29_SX-V_AGE-18", "M")
    assert twin_of("PT_M_18-29_SX-V_AGE-18", "M") == twin
    assert twin_of("VC_VAW_MARR", "F") is None


def test_every_twin_is_declared(bundled_warehouse: tuple[Path, Summary]) -> None:
    with reading(bundled_warehouse[0]):
        known = queries.peers.indicators().set_index("series_code")
    for twin in SAME_MEASURE:
        one, other = known.loc[twin.series], known.loc[twin.other_series]
        assert one.publisher != other.publisher
        assert (one.unit, one.sdg_code) == (other.unit, other.sdg_code)
        assert one.comparable_ages[0] == other.comparable_ages[0]
        assert twin.sex in one.comparable_sexes
        assert twin.other_sex in other.comparable_sexes

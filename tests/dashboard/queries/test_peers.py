"""Questions that set a country beside its peers, asked about the eight countries."""

from __future__ import annotations

import pandas as pd

from dashboard.peers import Choice
from dashboard.queries import peers
from tests.dashboard.conftest import TODAY

SERIES = "VC_VAW_PHYPYV"


def groups(rows: pd.DataFrame) -> set[tuple[str, str | None]]:
    return {
        (row.peer_group, None if pd.isna(row.group_code) else row.group_code)
        for row in rows.itertuples()
    }


def test_peers_of_the_sub_region() -> None:
    # Three of Kenya's sub-region have a comparable figure besides itself: enough.
    rows = peers.beside("KEN", SERIES, "_Z", "en")
    assert groups(rows) == {("un_subregion", "202")}
    assert list(rows.country_name) == ["Kenya", "Sierra Leone", "Uganda", "Zambia"]
    assert list(rows.is_chosen) == [True, False, False, False]
    assert list(rows.value) == [50.0, 86.0, 85.0, 70.0]
    assert list(rows.year) == [2020, 2019, 2016, 2014]
    assert set(rows.state) == {"value"}


def test_peers_widened_to_the_region() -> None:
    # Egypt is alone in its sub-region; four in Africa have a figure.
    rows = peers.beside("EGY", SERIES, "_Z", "en")
    assert groups(rows) == {("un_region", "2")}
    assert list(rows.country_code) == ["EGY", "KEN", "SLE", "UGA", "ZMB"]


def test_peers_widened_to_all_pathfinders() -> None:
    # Neither South-eastern Asia nor Asia has any figure.
    rows = peers.beside("PHL", SERIES, "_Z", "en")
    assert groups(rows) == {("alliance", None)}
    assert len(rows) == 8
    states = dict(zip(rows.country_code, rows.state, strict=True))
    assert states.pop("JAM") == "not_comparable"
    assert states.pop("PHL") == states.pop("LKA") == "no_data"
    assert set(states.values()) == {"value"}


def test_own_figure_does_not_count_among_the_peers() -> None:
    # In the sub-region only Sierra Leone has a figure for women, and in the region too.
    rows = peers.beside("SLE", "VC_VAW_SXVLN", "F", "en")
    assert groups(rows) == {("alliance", None)}


def test_picked_peers_and_nobody_else() -> None:
    rows = peers.beside("KEN", SERIES, "_Z", "en", Choice("picked", ("LKA", "JAM")))
    assert groups(rows) == {("picked", None)}
    assert list(rows.country_code) == ["JAM", "KEN", "LKA"]
    assert list(rows.state) == ["not_comparable", "value", "no_data"]


def test_picked_country_that_is_no_pathfinder_is_not_shown() -> None:
    rows = peers.beside("KEN", SERIES, "_Z", "en", Choice("picked", ("FRA",)))
    assert list(rows.country_code) == ["KEN"]


def test_nobody_picked_yet_falls_back_to_the_default() -> None:
    rows = peers.beside("KEN", SERIES, "_Z", "en", Choice("picked"))
    assert groups(rows) == {("un_subregion", "202")}
    assert set(rows.fallback) == {"no_basis"}


def test_default_peers_are_no_fallback_however_wide() -> None:
    for country in ("KEN", "EGY", "PHL"):
        assert peers.beside(country, SERIES, "_Z", "en").fallback.isna().all()


def test_suppressed_figure_has_its_own_state() -> None:
    rows = peers.beside("KEN", "VC_HTF_DETV", "_T", "en").set_index("country_code")
    assert rows.state["UGA"] == "suppressed"
    assert pd.isna(rows.value["UGA"])
    assert rows.year["UGA"] == 2020


def test_roadmap_states() -> None:
    rows = peers.roadmap_states(("KEN", "JAM", "SLE"), "en", TODAY)
    kenya = rows[rows.country_code == "KEN"].set_index("status")
    assert kenya.action_count.to_dict() == {
        "cancelled": 1,
        "complete": 1,
        "limited": 1,
        "no_report": 1,
        "not_started": 1,
        "substantial": 1,
    }
    assert kenya.overdue_count.sum() == 1
    # One row without a status explains a missing roadmap by the stage.
    for code, stage in (("JAM", "none"), ("SLE", "no_report")):
        (row,) = rows[rows.country_code == code].itertuples()
        assert pd.isna(row.status)
        assert (row.action_count, row.stage) == (0, stage)


def test_aggregate_of_the_sub_region_before_the_region() -> None:
    (row,) = peers.aggregate("KEN", SERIES, "_Z").itertuples()
    assert (row.area_code, row.value, row.year) == ("202", 81.5, 2023)


def test_aggregate_of_the_comparable_age_alone() -> None:
    # Egypt's sub-region has none, and its region one for ages 1 to 4 only.
    assert peers.aggregate("EGY", SERIES, "_Z").empty
    assert peers.aggregate("PHL", SERIES, "_Z").empty


def test_indicators_in_the_order_of_display() -> None:
    assert list(peers.indicators().series_code) == [
        SERIES,
        "VC_HTF_DETV",
        "VC_HTF_DETVR",
        "VC_VAW_SXVLN",
    ]


def test_figures_of_one_country() -> None:
    rows = peers.figures("SLE")
    said = [
        (row.series_code, None if pd.isna(row.sex) else row.sex, row.state)
        for row in rows.itertuples()
    ]
    assert said == [
        (SERIES, "_Z", "value"),
        ("VC_HTF_DETV", None, "no_data"),
        ("VC_HTF_DETVR", None, "no_data"),
        ("VC_VAW_SXVLN", "F", "value"),
        ("VC_VAW_SXVLN", "M", "value"),
    ]
    assert list(rows.year[3:]) == [2019, 2013]

"""What pages show with nobody watching: their figures, what is said of them, and where they stand."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from dashboard import collecting, unwatched
from dashboard.collecting import Collected, Unknown
from dashboard.navigation import PAGES
from dashboard.warehouse import NoBuild
from tests.dashboard.conftest import reading

SITE = "https://example.org"
WITH_FIGURES = [entry.name for entry in PAGES if entry.has_figures]


def collect(name: str, language: str = "en", **choices: str) -> Collected:
    entry = next(entry for entry in PAGES if entry.name == name)
    return unwatched.views_at(entry, choices, language=language, site=SITE)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", WITH_FIGURES)
def test_every_page_gives_its_figures_without_their_being_drawn_for_anybody(
    name: str, language: str
) -> None:
    collected = collect(name, language)
    assert collected.unknown == []
    assert collected.views or name == "country"
    for view in collected.views.values():
        assert view.words.language == language
        assert view.address.startswith(f"{SITE}/{name}?")
        assert f"lang={language}" in view.address
        assert view.title and view.source and len(view.table)
        if view.draw is not None:
            assert view.alt
            assert view.figure().data


def test_an_address_says_every_choice_so_that_the_view_can_be_found_again() -> None:
    view = collect("compare", country="KEN", by="income").views["peers"]
    asked = dict(parse_qsl(urlsplit(view.address).query))
    assert asked == {
        "country": "KEN",
        "by": "income",
        "indicator": "VC_VAW_PHYPYV",
        "sex": "_Z",
        "lang": "en",
    }
    again = collect("compare", asked.pop("lang"), **asked).views["peers"]
    assert again.address.endswith("&lang=en")
    pd.testing.assert_frame_equal(again.table, view.table)
    assert view.note.startswith("Kenya · ")
    assert view.file_name("png") == "2026-11-22_kenya_16-2-1_income_peers_en.png"
    assert not view.is_illustrative


def test_a_view_of_reports_is_marked_and_names_its_country_and_filters() -> None:
    views = collect("accountability", "fr", region="2,142", part="promised").views
    promised = views["promised_region"]
    assert promised.is_illustrative
    assert promised.note.endswith("Région\N{NO-BREAK SPACE}: Afrique, Asie")
    assert promised.file_name("svg") == (
        "ILLUSTRATIVE_2026-11-22_afrique-asie_promised-region_fr.svg"
    )
    gantt = collect("country", country="KEN", section="roadmap", roadmap_part="actions").views
    assert list(gantt) == ["gantt", "actions"]
    assert gantt["gantt"].note.startswith("Kenya · ")
    assert gantt["actions"].draw is None
    assert len(gantt["actions"].table) == 18


def test_an_indicators_figures_name_it_and_its_sex() -> None:
    views = collect("indicator", indicator="VC_VAW_SXVLN", sex="M", part="coverage").views
    assert "male" in views["indicator_coverage"].note
    assert views["indicator_coverage"].has_boundaries is False


def test_two_series_of_one_code_have_names_of_their_own() -> None:
    names = {
        series: collect("indicator", indicator=series).views["indicator_level"].file_name("png")
        for series in ("VC_HTF_DETV", "VC_HTF_DETVR")
    }
    assert names == {
        "VC_HTF_DETV": "2026-11-22_16-2-2_indicator-level_en.png",
        "VC_HTF_DETVR": "2026-11-22_16-2-2-vc-htf-detvr_indicator-level_en.png",
    }


def test_maps_carry_the_text_on_boundaries() -> None:
    assert collect("overview").views["world"].has_boundaries
    (view,) = collect("map", show="VC_VAW_PHYPYV", region="2").views.values()
    assert view.has_boundaries
    assert not view.is_illustrative
    assert view.address == (f"{SITE}/map?show=VC_VAW_PHYPYV&sex=_Z&region=2&lang=en")


def test_what_a_page_does_not_know_is_told() -> None:
    collected = collect("compare", country="XX")
    (unknown,) = collected.unknown
    assert unknown == Unknown("country", "XX", "AGO, ARM, BWA, BRA, BFA, KHM, CAN, CHL …")


def test_nothing_of_it_stays_with_who_asked() -> None:
    collect("overview")
    assert not collecting.is_on()


def test_without_a_build_the_caller_is_told(tmp_path: Path) -> None:
    with reading(tmp_path), pytest.raises(NoBuild):
        collect("overview")


def test_alliance_views_say_so() -> None:
    entry = next(entry for entry in PAGES if entry.name == "overview")
    found = unwatched.views_at(entry, {}, language="en", audience="alliance")
    assert found.views["steps"].is_alliance_only
    assert not found.views["outcomes"].is_alliance_only

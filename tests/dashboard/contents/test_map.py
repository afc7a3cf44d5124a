"""What the map says of the eight countries: classes with limits, states with words, one sentence, a table."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.contents import map as contents
from dashboard.contents.map import Choice
from dashboard.exports.view import View as ExportView
from dashboard.shell import Run
from dashboard.theme import DARK, LIGHT
from tests.dashboard.conftest import TODAY, make_run

pytestmark = pytest.mark.usefixtures("hand_made")


@pytest.fixture
def run() -> Run:
    return make_run(is_illustrative=False)


def counts(view: contents.View) -> dict[str, int]:
    return {look.label: look.count for look in view.looks}


def look_of(view: contents.View, code: str) -> contents.Look:
    return view.looks[view.rows.set_index("country_code").look[code]]


def test_subjects_are_stage_reports_and_every_series(run: Run) -> None:
    subjects = contents.subjects(run)
    assert list(subjects)[:2] == ["stage", "report"]
    assert subjects["VC_HTF_DETV"] == "16.2.2 · Detected trafficking victims"


def test_years_and_sexes_belong_to_their_subject(run: Run) -> None:
    assert contents.years(run, "report") == ("2026", "2025", "2027")  # the newest due one first
    assert contents.years(run, "stage") == ()
    assert contents.sexes("VC_VAW_SXVLN") == ("F", "M")
    assert contents.sexes("report") == ()


def test_stages(run: Run) -> None:
    view = contents.view(run, Choice("stage"))
    assert counts(view) == {
        "Preparing a roadmap": 0,
        "Roadmap submitted": 1,
        "Roadmap approved": 0,
        "Implementing": 2,
        "Renewed or concluded": 1,
        "No step reported": 1,
        "No public report": 3,
    }
    assert view.headline == (
        "In 2 of the 8 pathfinding countries an approved roadmap is being implemented; for 3, no "
        "public report shows a stage."
    )
    assert look_of(view, "KEN").fill == LIGHT.levels[3]
    assert look_of(view, "SLE").pattern == "dotted"
    assert view.foot.is_illustrative


def test_reports(run: Run) -> None:
    view = contents.view(run, Choice("report", year="2026"))
    assert counts(view) == {"On time": 4, "Late": 1, "Missing": 3}
    assert "4 of 8 came on time, 1 late, and 3 are missing" in view.headline
    details = view.rows.set_index("country_code").details
    assert details["ZMB"] == ["Late · 3 days after the due date", "Received on 3 Nov 2026"]
    assert details["PHL"] == ["Missing", "Due on 31 Oct 2026"]


def test_reports_that_are_not_due_are_not_missing(run: Run) -> None:
    view = contents.view(run, Choice("report", year="2027"))
    assert counts(view)["Missing"] == 0
    assert counts(view)["Not yet due"] == 7
    assert "1 of 8 have come so far" in view.headline


def test_reports_may_come_until_the_end_of_their_due_day() -> None:
    on_the_day = make_run(is_illustrative=False, today=datetime.date(2026, 10, 31))
    view = contents.view(on_the_day, Choice("report", year="2026"))
    assert counts(view)["Not yet due"] == 3
    assert view.headline.startswith("Reports for 2026 are due on 31 Oct 2026; 4 of 8")
    next_day = make_run(is_illustrative=False, today=datetime.date(2026, 11, 1))
    assert "3 are missing" in contents.view(next_day, Choice("report", year="2026")).headline


def test_figures(run: Run) -> None:
    view = contents.view(run, Choice("VC_VAW_PHYPYV", sex="_Z"))
    assert sum(counts(view).values()) == 8
    assert counts(view)["Not comparable"] == 1
    assert counts(view)["No data"] == 2
    assert view.headline.startswith("5 of the 8 pathfinding countries have a comparable figure")
    assert "median 85.0%" in view.headline
    assert look_of(view, "PHL").pattern == "hatch"
    assert look_of(view, "JAM").pattern == "dashed"
    assert look_of(view, "EGY").fill == LIGHT.levels[4]  # the highest is darkest
    details = view.rows.set_index("country_code").details
    assert details["KEN"][:2] == ["50.0%", "2020 · 1–14 years"]
    assert details["JAM"][:2] == ["◇ Not comparable: 68.0%", "2022 · 2–14 years"]
    assert details["PHL"][0] == "▨ No data"


def test_a_suppressed_count_has_a_look_and_a_word_of_its_own(run: Run) -> None:
    view = contents.view(run, Choice("VC_HTF_DETV", sex="_T"))
    assert look_of(view, "UGA").pattern == "dots"
    assert look_of(view, "UGA").label == "Suppressed (fewer than 5)"
    assert "neither good nor bad" in view.foot.caveat


def test_one_figure_is_one_class(run: Run) -> None:
    view = contents.view(run, Choice("VC_VAW_SXVLN", sex="M"))
    assert view.headline == "1 of the 8 pathfinding countries has a comparable figure: 0.8%."
    assert counts(view) == {"0.8%": 1, "No data": 7}


def test_no_figure_at_all_is_said(run: Run) -> None:
    view = contents.view(run, Choice("VC_HTF_DETVR", sex="_T"))
    assert view.headline == "None of the 8 pathfinding countries has a comparable figure."
    assert counts(view) == {"No data": 8}


@pytest.mark.parametrize(
    "choice",
    [Choice("stage"), Choice("report", year="2026"), Choice("VC_VAW_PHYPYV", sex="_Z")],
    ids=lambda choice: choice.subject,
)
def test_the_table_has_every_country_with_its_link(
    run: Run, choice: Choice, hand_made: Path
) -> None:
    table = contents.view(run, choice).table
    assert len(table) == 8
    assert table["Country"].tolist()[0] == "Égypte"
    assert table["Country page"].tolist()[0] == "/country?country=EGY&lang=en"


def test_the_table_keeps_value_and_state_apart(run: Run) -> None:
    table = contents.view(run, Choice("VC_VAW_PHYPYV", sex="_Z")).table.set_index("Country")
    assert (table["Value"]["Kenya"], table["State"]["Kenya"]) == (50.0, "● Value")
    assert pd.isna(table["Value"]["Philippines"])
    assert table["State"]["Philippines"] == "▨ No data"
    assert table["State"]["Jamaica"] == "◇ Not comparable"


def taken(choice: Choice, region: str = "1", **values: Any) -> ExportView:
    return contents.export_view(make_run(**({"is_illustrative": False} | values)), choice, region)


def test_what_is_taken_away_says_everything_that_must_stand_on_it() -> None:
    view = taken(Choice("VC_VAW_SXVLN", sex="F"), "2", build="2026-11-22T120000-abcdef")
    page = contents.view(make_run(is_illustrative=False), Choice("VC_VAW_SXVLN", sex="F"))
    assert view.title == page.headline
    assert view.note == f"Africa · {page.note} · counts are of all 47 countries"
    assert view.source == page.foot.source
    assert view.caveat.startswith(page.method)
    assert "Small countries have a dot" in view.caveat
    assert view.address == "/map?show=VC_VAW_SXVLN&sex=F&region=2&lang=en"
    assert view.file_name("png").endswith("_map_16-2-3_sexual-violence-in-childhood_female_africa_en.png")  # fmt: skip
    assert view.alt.startswith("Map (Africa) with the pathfinding countries filled by: ")
    assert (view.build, view.built_on, view.made_on) == ("2026-11-22T120000-abcdef", TODAY, TODAY)
    assert "Country page" not in view.table
    assert len(view.table) == 8


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "choice", [Choice("stage"), Choice("report", year="2026"), Choice("VC_VAW_PHYPYV", sex="_Z")]
)
def test_the_united_nations_text_is_asked_for_once(choice: Choice, language: str) -> None:
    view = taken(choice, language=language)
    assert view.has_boundaries
    # Every format sets it where has_boundaries says so: it must not stand in the caveat a second time.
    assert view.words("footer.boundaries") not in view.caveat


def test_what_rests_on_reports_says_for_whom_and_what_it_is() -> None:
    member = {"is_illustrative": True, "audience": "alliance"}
    for choice, rests in [(Choice("stage"), True), (Choice("VC_VAW_PHYPYV", sex="_Z"), False)]:
        view = taken(choice, **member)
        assert (view.is_illustrative, view.is_alliance_only) == (rests, rests)
        assert view.file_name("svg").startswith("ILLUSTRATIVE_ALLIANCE_ONLY_") == rests
        public = taken(choice)
        assert not public.is_illustrative
        assert not public.is_alliance_only


def test_the_note_of_stages_says_of_what_it_is() -> None:
    view = taken(Choice("report", year="2026"), language="fr")
    assert view.note.startswith("Rapport annuel 2026\u00a0: reçu ou manquant · ")
    assert "rapport-annuel_2026_monde_fr" in view.file_name("pdf")


def test_pictures_are_light_whatever_the_page_is() -> None:
    view = taken(Choice("stage"), style=DARK)
    assert {look.fill for look in view.options["looks"]} <= {
        *LIGHT.levels,
        LIGHT.no_data,
        LIGHT.ground,
    }
    filled = [trace for trace in view.figure().data if trace.meta and trace.fill]
    assert sorted(code for trace in filled for code in trace.meta) == sorted(view.data.country_code)

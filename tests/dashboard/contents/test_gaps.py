"""What is said of gaps, against counts of the sourced facts and against rows written by hand."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard import queries, warehouse
from dashboard.contents import gaps
from dashboard.shell import Run
from tests.dashboard.conftest import OpenPage, make_run, reading
from tests.given import Given, publish

LABELS = {
    ("VC_VAW_PHYPYV", ""): "16.2.1 · Violent discipline by caregivers",
    ("VC_HTF_DETVR", "BOTHSEX"): "16.2.2 · Detected trafficking victims (rate)",
    ("VC_VAW_SXVLN", "FEMALE"): "16.2.3 · Sexual violence in childhood, female",
    ("VC_VAW_SXVLN", "MALE"): "16.2.3 · Sexual violence in childhood, male",
}


def said(body: str) -> dict[str, str]:
    """The items of an HTML list: lead to text."""
    return {
        html.unescape(lead): html.unescape(text)
        for lead, text in re.findall(r"<li><b>(.*?)</b><br>(.*?)</li>", body)
    }


@pytest.fixture
def english(served_build: str) -> Run:
    return make_run("en", served_build)


def test_countries_with_any_figure_are_those_of_the_facts(english: Run, facts: Path) -> None:
    figures = pd.read_csv(facts / "sdg_observations.csv", dtype=str, keep_default_na=False)
    mine = set(pd.read_csv(facts / "pathfinders.csv", dtype=str, keep_default_na=False).iso3)
    figures = figures[figures.iso3.isin(mine)]
    shown = gaps.cells(english).dropna(subset=["shown_year"])
    for (series, sex), label in LABELS.items():
        theirs = figures[(figures.series_code == series) & (figures.sex == sex)]
        newest = theirs.year.astype(int).groupby(theirs.iso3).max()
        ours = shown[shown.label == label].set_index("country_code").shown_year
        assert set(ours.index) == set(newest.index), label
        # Every country's newest figure is of the band that is shown: no newer one of another band is hidden.
        assert ours.astype(int).to_dict() == newest.to_dict(), label


def test_figures_of_another_band_are_jamaica_s_chile_s_and_sweden_s(english: Run) -> None:
    rows = gaps.cells(english)
    other = rows[rows.state == "not_comparable"]
    assert {
        (row.label[:6], row.country_code, row.shown_age, int(row.shown_year))
        for row in other.itertuples()
    } == {
        ("16.2.1", "JAM", "Y2T14", 2011),
        ("16.2.1", "CHL", "Y5T12", 2017),
        ("16.2.3", "SWE", "Y18T74", 2012),
    }
    assert len(other) == 4  # Sweden's women and men


def test_the_headline_counts_the_reasons(english: Run) -> None:
    # 24, 43, 23 and 5 countries have any figure; of these 2, 0, 1 and 1 of another age band alone.
    assert list(said(gaps.headline(english)).values()) == [
        "0 of 47 can be judged. 22 have a level and no trend; 23 have no figure; "
        "2 have only a figure of another age band.",
        "0 of 47 can be judged. 43 have figures that are never judged, for it is not said which "
        "direction is better; 4 have no figure.",
        "0 of 47 can be judged. 22 have a level and no trend; 24 have no figure; "
        "1 has only a figure of another age band.",
        "0 of 47 can be judged. 4 have a level and no trend; 42 have no figure; "
        "1 has only a figure of another age band.",
    ]


def test_age_bands_are_counted_and_the_compared_one_stands_first(english: Run) -> None:
    bands = gaps.age_bands(english)
    found = [
        (row.label[:6], row.age, bool(row.is_comparable), row.countries)
        for row in bands.itertuples()
    ]
    assert found == [
        ("16.2.1", "Y1T14", True, 22),
        ("16.2.1", "Y2T14", False, 1),
        ("16.2.1", "Y5T12", False, 1),
        ("16.2.2", "_T", True, 43),
        ("16.2.2", "Y_GE18", False, 39),
        ("16.2.2", "Y_LT18", False, 39),
        ("16.2.3", "Y18T29", True, 22),
        ("16.2.3", "Y18T74", False, 1),
        ("16.2.3", "Y18T29", True, 4),
        ("16.2.3", "Y18T74", False, 1),
    ]
    assert set(bands.total) == {47}


def test_families_are_counted_by_figure(english: Run) -> None:
    # Counted by hand from the survey texts of the facts.
    found = [
        (row.label[:6], row.family, row.comparable_count, row.other_count)
        for row in gaps.families(english).itertuples()
    ]
    assert found == [
        ("16.2.1", "MICS", 11, 1),
        ("16.2.1", "DHS", 7, 0),
        ("16.2.1", "Other national survey", 4, 1),
        ("16.2.2", "Not stated", 43, 0),
        ("16.2.3", "MICS", 2, 0),
        ("16.2.3", "DHS", 18, 0),
        ("16.2.3", "Other national survey", 2, 1),
        ("16.2.3", "DHS", 4, 0),
        ("16.2.3", "Other national survey", 0, 1),
    ]


def test_the_round_that_would_close_most_gaps_is_named(english: Run) -> None:
    told = gaps.next_rounds(english)
    assert re.findall(r"(16\.2\.\d).*?another (\w+) round.*?in the (\d+) countries", told) == [
        ("16.2.1", "MICS", "11"),
        ("16.2.3", "DHS", "18"),
        ("16.2.3", "DHS", "4"),
    ]
    assert "16.2.2" not in told
    assert told.endswith("No figure here names a survey on violence against children (VACS).")


def test_every_survey_text_of_16_2_has_a_declared_family(english: Run) -> None:
    assert "other" not in set(queries.gaps.panel("en").survey_family.dropna())


@pytest.mark.parametrize(
    ("country", "closing"),
    [
        (
            "GEO",
            [
                "One figure: 2018 (MICS 2018). A further MICS with the same questions, at least 3 years after "
                "it, would give a trend.",
                "No figure is published. A first survey would give the level; a second one with the same "
                "questions, at least 3 years later, a trend.",
            ],
        ),
        (
            "JAM",
            [
                "One figure of another age band, 2–14 years: 2011 (MICS 2011). A survey of the band 1–14 "
                "years would give a first comparable figure; another one at least 3 years later, a trend.",
                "One figure: 2016 (Women's Health Survey 2016). A second round with the same questions, at "
                "least 3 years after it, would give a trend.",
            ],
        ),
        (
            "COL",
            [
                "No figure is published. A first survey would give the level; a second one with the same "
                "questions, at least 3 years later, a trend.",
                "One figure: 2015 (DHS 2015). That was more than 10 years ago. A further DHS with the same "
                "questions, at least 3 years after it, would give a trend.",
            ],
        ),
    ],
)
def test_what_would_close_the_gap(english: Run, country: str, closing: list[str]) -> None:
    told = said(gaps.closing(english, country))
    assert list(told) == list(LABELS.values())
    texts = list(told.values())
    assert [texts[0], texts[2]] == closing
    assert "Never judged: it is not said which direction is better." in texts[1]


def test_french_is_said_in_french(served_build: str) -> None:
    told = list(said(gaps.closing(make_run("fr", served_build), "JAM")).values())
    assert told[0] == (
        "Un chiffre d’une autre tranche d’âge, 2 à 14 ans\u00a0: 2011 (MICS 2011). Une enquête sur la "
        "tranche 1 à 14 ans donnerait un premier chiffre comparable\u00a0; une autre, au moins 3 ans plus "
        "tard, une tendance."
    )


def _panel(given: Given) -> None:
    given.country("KEN", name="Kenya")
    given.indicator(target_value=0.0, target_year=2030)
    for series, sexes in (("VC_HTF_DETVR", ["_T"]), ("VC_VAW_SXVLN", ["F", "M"])):
        given.indicator(
            series, comparable_sexes=sexes, target_value=0.0, target_year=2030, sdg_code="16.2.3"
        )


def test_other_states_say_what_is_missing(tmp_path: Path) -> None:
    def rows(given: Given) -> None:
        _panel(given)
        # Two points too near each other; two old ones; judged; suppressed.
        for year in (2019, 2021):
            given.observe("KEN", year, 50.0, source_text="Panel")
        for year in (2010, 2014):
            given.observe("KEN", year, 9.0, series_code="VC_HTF_DETVR", sex="_T")
        for year, value in ((2015, 30.0), (2020, 20.0)):
            given.observe("KEN", year, value, series_code="VC_VAW_SXVLN", sex="F")
        given.observe(
            "KEN", 2020, None, series_code="VC_VAW_SXVLN", sex="M", value_status="suppressed"
        )

    publish(tmp_path, rows)
    with reading(tmp_path):
        run = make_run("en", warehouse.current_build())
        near, stale, judged, suppressed = said(gaps.closing(run, "KEN")).values()
        headline = list(said(gaps.headline(run)).values())
        families = gaps.families(run)
    assert near.startswith("2 figures, the newest: 2021 (Panel). Level known, trend unknown")
    assert near.endswith("A point at least three years from the others.")
    assert stale.startswith("2 figures, the newest: 2014. A second round with the same questions")
    assert judged.startswith("2 figures, the newest: 2020. The pace is at least 95 per cent")
    assert suppressed == (
        "No figure is published with a value. A first comparable figure. A figure that is not suppressed."
    )
    assert headline[2] == "1 of 1 can be judged."
    assert headline[1] == "0 of 1 can be judged. 1 has figures that are too old."
    assert list(families.family) == ["Other: Panel", "Not stated", "Not stated"]


def test_no_round_is_promised_to_make_a_trend_with_a_figure_that_is_too_old(tmp_path: Path) -> None:
    def rows(given: Given) -> None:
        _panel(given)
        given.add("survey_family", pattern="DHS %", survey_family="dhs")
        # Before 2010: one more figure would still be the only one that counts.
        given.observe("KEN", 2008, 50.0, source_text="DHS 2008")

    publish(tmp_path, rows)
    with reading(tmp_path):
        run = make_run("en", warehouse.current_build())
        told = next(iter(said(gaps.closing(run, "KEN")).values()))
        rounds = gaps.next_rounds(run)
    assert told.startswith(
        "One figure: 2008 (DHS 2008). That was more than 10 years ago. Level known"
    )
    assert "would give a trend" not in told
    assert "another DHS round" not in rounds


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_section_shows_its_pictures_and_tables(open_page: OpenPage, language: str) -> None:
    view = open_page("data", lang=language, part="gaps")
    assert list(view.figures) == ["gaps", "gaps_age", "gaps_families"]
    (table,) = view.test.dataframe
    assert len(table.value) == 4 * 47
    sent = sum(len(str(figure)) for figure in view.figures.values()) + sum(map(len, view.bodies))
    assert sent < 110_000


def test_the_country_page_says_what_would_close_its_gaps(open_page: OpenPage) -> None:
    view = open_page("country", country="GEO", section="figures", lang="en")
    assert "What would close the gap" in view.texts
    assert any(text.startswith("One figure: 2018 (MICS 2018).") for text in view.texts)


def test_the_overview_leads_to_the_gaps(open_page: OpenPage) -> None:
    view = open_page("overview", lang="fr")
    (link,) = (link.proto for link in view.test.get("page_link") if "lacunes" in link.proto.label)
    assert "part=gaps" in link.query_string
    assert "lang=fr" in link.query_string

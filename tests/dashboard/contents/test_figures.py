"""How a figure is told beside its peers': each state, each group, each caveat."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.peer_dots import Reference
from dashboard.contents import figures
from dashboard.peers import KINDS, Choice
from dashboard.shell import Run
from tests.dashboard.conftest import make_run

pytestmark = pytest.mark.usefixtures("eight_countries_build")
ENGLISH = make_run("en")
SERIES = "VC_VAW_PHYPYV"


def picked(*countries: str) -> Choice:
    return Choice("picked", countries)


def test_sentence_of_a_comparable_figure() -> None:
    # Peers 86, 85 and 70: their median is 85.
    figure = figures.beside(ENGLISH, "KEN", SERIES, "_Z")
    assert figure.title == "16.2.1 · Violent discipline by caregivers"
    assert figure.group == "pathfinders of Sub-Saharan Africa"
    assert figure.sentence == (
        "Kenya: 50.0% (2020, 1–14 years). Median of its peers: 85.0% (pathfinders of Sub-Saharan "
        "Africa; 3 of 3 with a figure)."
    )
    # Zambia's survey of 2014 is six years from Kenya's; Uganda's of 2016 is not.
    assert figure.caveat == (
        "United Nations figure for Sub-Saharan Africa: 81.5% (2023). ↔ 1 figure is more than five "
        "years apart from the country's."
    )


def test_sentence_in_french() -> None:
    figure = figures.beside(make_run("fr"), "KEN", SERIES, "_Z")
    thin, wide = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    assert figure.sentence.startswith(f"Kenya{wide}: 50,0{thin}% (2020, ")
    assert f"Médiane de ses pairs{wide}: 85,0{thin}%" in figure.sentence


def test_own_figure_of_another_age_is_not_compared() -> None:
    figure = figures.beside(ENGLISH, "JAM", SERIES, "_Z")
    assert figure.sentence == (
        "Jamaica: 68.0% (2022, 2–14 years). This age band is not comparable with the others. "
        "Median of its peers: 85.0% (all pathfinders; 5 of 7 with a figure)."
    )
    # The peers left out of the median are none: only its own figure has another band.
    assert "left out of the median" not in figure.caveat
    assert figure.caveat.startswith("▨ No data (2): Philippines, Sri Lanka. Peers widened to all")


def test_peers_of_another_age_are_left_out_of_the_median() -> None:
    figure = figures.beside(ENGLISH, "PHL", SERIES, "_Z")
    # 50 70 85 86 93.
    assert "Philippines: no data. Median of its peers: 85.0%" in figure.sentence
    assert "◇ 1 figure has another age band and is left out of the median." in figure.caveat
    assert list(figure.rows.country_code) == ["EGY", "JAM", "KEN", "PHL", "SLE", "UGA", "ZMB"]
    assert len(figure.peers) == len(figure.table) == 8


def test_peers_widened_to_the_region_are_said_to_be() -> None:
    figure = figures.beside(ENGLISH, "EGY", SERIES, "_Z")
    assert figure.group == "pathfinders of Africa"
    assert "Peers widened to the whole region" in figure.caveat


def test_peers_other_than_asked_for_are_said_to_be() -> None:
    # All eight have low income. Kenya's population alone is known, and no series has an earlier figure of its own.
    income = figures.beside(ENGLISH, "KEN", SERIES, "_Z", Choice("income"))
    assert income.group == "pathfinders of the same income group (low income)"
    assert "instead" not in income.caveat
    population = figures.beside(ENGLISH, "KEN", SERIES, "_Z", Choice("population"))
    assert population.group == "pathfinders of Sub-Saharan Africa"
    assert population.caveat.split(". ")[1] == (
        "Fewer than three pathfinders with a population under 18 like that of Kenya have a comparable figure; "
        "these are pathfinders of Sub-Saharan Africa instead"
    )
    unknown = figures.beside(ENGLISH, "UGA", SERIES, "_Z", Choice("population"))
    assert "No population under 18 is known for Uganda; these are" in unknown.caveat
    level = figures.beside(ENGLISH, "EGY", SERIES, "_Z", Choice("level"))
    assert "about five years before the latest one is published for Égypte" in level.caveat
    assert "these are pathfinders of Africa instead." in level.caveat
    nobody = figures.beside(ENGLISH, "KEN", SERIES, "_Z", picked())
    assert "No peer of Kenya is chosen yet; these are pathfinders of Sub" in nobody.caveat


def test_every_way_to_miss_the_peers_asked_for_has_its_words(run: Run) -> None:
    for kind, reason in (
        *((kind, reason) for kind in KINDS[1:-1] for reason in ("no_basis", "too_few")),
        ("picked", "no_basis"),
    ):
        assert run.words(f"peer_choice.fallback.{kind}.{reason}", country="Kenya", group="…")
    assert all(run.words(f"peer_choice.meaning.{kind}") for kind in KINDS)
    assert all(run.words(f"peer_choice.kind.{kind}") for kind in KINDS)


def test_reference_is_the_publishers_own_and_never_of_another_age() -> None:
    kenya = figures.beside(ENGLISH, "KEN", SERIES, "_Z").reference
    assert kenya == Reference("Sub-Saharan Africa", 81.5, 2023, "percent")
    # Africa's is of ages 1 to 4.
    assert figures.beside(ENGLISH, "EGY", SERIES, "_Z").reference is None


def test_no_peer_has_a_figure() -> None:
    figure = figures.beside(ENGLISH, "KEN", SERIES, "_Z", picked("LKA"))
    assert figure.sentence.endswith("None of its peers (countries picked) has a comparable figure.")
    assert "▨ No data: Sri Lanka." in figure.caveat
    assert "widened" not in figure.caveat


def test_suppressed_figure_is_no_zero() -> None:
    figure = figures.beside(ENGLISH, "UGA", "VC_HTF_DETV", "_T")
    assert figure.sentence.startswith("Uganda: suppressed (fewer than 5). ")
    row = figure.table[figure.table.Country == "Uganda"].iloc[0]
    assert row.State == "< Suppressed (fewer than 5)"
    assert pd.isna(row.Value)


def test_suppressed_figures_of_peers_are_said_to_be_left_out_of_the_median() -> None:
    caveat = figures.beside(ENGLISH, "KEN", "VC_HTF_DETV", "_T", picked("UGA", "ZMB")).caveat
    assert "1 figure is published without one value (suppressed or contradictory)" in caveat
    # Its own is told in the sentence.
    own = figures.beside(ENGLISH, "UGA", "VC_HTF_DETV", "_T", picked("KEN", "ZMB")).caveat
    assert "without one value" not in own


def test_each_sex_has_its_own_figure_and_year() -> None:
    women = figures.beside(ENGLISH, "SLE", "VC_VAW_SXVLN", "F")
    men = figures.beside(ENGLISH, "SLE", "VC_VAW_SXVLN", "M")
    assert women.title == "16.2.3 · Sexual violence in childhood, female"
    assert women.sentence.startswith("Sierra Leone: 1.2% (2019, 18–29 years).")
    assert men.sentence.startswith("Sierra Leone: 0.8% (2013, 18–29 years).")


def test_table_marks_years_apart_and_sources() -> None:
    table = figures.beside(ENGLISH, "KEN", SERIES, "_Z").table.set_index("Country")
    assert table.State.to_dict() == {
        "Kenya": "● Value",
        "Sierra Leone": "● Value",
        "Uganda": "● Value",
        "Zambia": "● Value · Years apart",
    }
    assert table.Unit["Kenya"] == "per cent"
    assert set(table.Source) == {"Publisher, Data set, 2026"}


def test_every_state_has_a_sign_and_a_word(run: Run) -> None:
    for state in figures.STATE_SIGNS:
        assert run.words(f"state.{state}")


def test_all_series_of_a_country_say_why_there_is_none(run: Run) -> None:
    body = figures.all_series(run, "SLE").html()
    assert body.count("<tr>") == 1 + 5  # head, then 16.2.1, two of 16.2.2, two sexes of 16.2.3
    assert body.count(f"▨ {run.words('state.no_data')}") == 2
    assert run.words.percent(1.2) in body
    assert ">2013<" in body

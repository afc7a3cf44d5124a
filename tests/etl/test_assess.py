"""From the figures in the warehouse to assessments: which figures count, what is kept, and what today's data say."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import vocabulary
from etl.assess import assess_observations
from etl.build import CHECKS_FOLDER, input_checksum
from tests.given import Given

SERIES = "VC_VAW_PHYPYV"
TREND = "PT_F_20-24_MRD_U18_TND"


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Given]:
    """Kenya, and one series to be ended by 2030."""
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        connection.begin()
        warehouse = Given(connection)
        warehouse.country("KEN")
        warehouse.indicator(target_value=0.0, target_year=2030)
        yield warehouse


# ------------------------------------------------------------------------- which figures count


def test_every_pathfinder_has_a_row_for_every_comparable_sex(given: Given) -> None:
    given.country("UGA")
    given.country("FRA", is_pathfinder=False)
    given.indicator("SXVLN", comparable_sexes=["F", "M"], comparable_ages=["Y18T29", "Y_GE18"])
    given.observe("FRA", 2020, 1.0)
    given.observe("UGA", 2020, 4.0, series_code="SXVLN", sex="M", age="Y18T29")
    assert given.mart("assessment", "country_code, series_code, sex, age, word") == [
        ("KEN", "SXVLN", "F", "Y18T29", "no_data"),
        ("KEN", "SXVLN", "M", "Y18T29", "no_data"),
        ("KEN", SERIES, "_Z", "Y1T14", "no_data"),
        ("UGA", "SXVLN", "F", "Y18T29", "no_data"),
        ("UGA", "SXVLN", "M", "Y18T29", "no_target"),
        ("UGA", SERIES, "_Z", "Y1T14", "no_data"),
    ]


def test_another_age_band_or_sex_is_no_point(given: Given) -> None:
    given.observe("KEN", 2012, 50.0, age="Y2T14")
    given.observe("KEN", 2020, 40.0, sex="F")
    given.observe("KEN", 2021, 39.0)
    assert given.mart("assessment", "word, comparable_count, missing") == [
        ("insufficient_trend", 1, ["needs_second_point"])
    ]


def test_figures_of_other_groups_alone_are_said(given: Given) -> None:
    given.observe("KEN", 2020, 40.0, age="Y2T14")
    assert given.mart("assessment", "word, missing") == [
        ("no_data", ["needs_first_point", "only_other_groups"])
    ]


def test_a_comparable_figure_of_the_other_sex_is_not_another_group(given: Given) -> None:
    given.indicator("SXVLN", comparable_sexes=["F", "M"], comparable_ages=["Y18T29"])
    given.observe("KEN", 2020, 4.0, series_code="SXVLN", sex="F", age="Y18T29")
    where = "series_code = 'SXVLN' AND sex = 'M'"
    assert given.mart("assessment", "word, missing", where) == [
        ("no_data", ["target_missing", "needs_first_point"])
    ]


@pytest.mark.parametrize("status", ["suppressed", "conflicting", "not_collected"])
def test_a_figure_without_a_value_is_no_point(given: Given, status: str) -> None:
    given.observe("KEN", 2014, None, value_status=status)
    given.observe("KEN", 2020, None, value_status=status)
    assert given.mart("assessment", "word, missing") == [
        ("no_data", ["needs_first_point", f"only_{status}"])
    ]


def test_not_applicable_is_said_as_published(given: Given) -> None:
    given.observe("KEN", 2020, None, value_status="not_applicable")
    assert given.mart("assessment", "word, missing") == [("not_applicable", [])]


def test_regional_figures_are_no_country_s(given: Given) -> None:
    given.add("observation", series_code=SERIES, area_code="202", area_type="aggregate", value=50.0)
    assert given.mart("assessment", "word") == [("no_data",)]


def test_of_two_vintages_the_newer_counts(given: Given) -> None:
    given.add("source", source_id="OLD", vintage="2023-12-17", vintage_date="2023-12-17")
    given.observe("KEN", 2020, 40.0, source_id="OLD")
    given.observe("KEN", 2020, 44.0)
    given.observe("KEN", 2015, 50.0, source_id="OLD")
    assert given.mart("assessment_point", "year, value, source_id") == [
        (2015, 50.0, "OLD"),
        (2020, 44.0, "SOURCE"),
    ]


# -------------------------------------------------------------------------------- what is kept


def test_a_judged_series_keeps_all_its_inputs(given: Given) -> None:
    facts = {"nature": "C", "source_text": "DHS"}
    given.observe("KEN", 2008, 70.0, **facts)
    given.observe("KEN", 2020, 20.0, **facts)
    given.observe("KEN", 2015, 30.0, **facts)
    # required −2 a year, made −2 a year; growth and Progress Chart: worked in test_progress
    assert given.mart(
        "assessment",
        "word, is_judged, depends_on_method, differing_methods, comparable_count, point_count, "
        "base_year, base_value, latest_year, latest_value, latest_age_years, slope_per_year, "
        "target_value, target_year, target_reason_key, unit, direction, reference_year",
    ) == [
        (
            "on_track",
            True,
            True,
            ["compound_growth", "progress_chart"],
            3,
            2,
            2015,
            30.0,
            2020,
            20.0,
            6,
            -2.0,
            0.0,
            2030,
            "indicator_target.end_violence",
            "percent",
            "lower_is_better",
            2026,
        )
    ]
    assert given.mart(
        "assessment",
        "evidence_strength, evidence_points, evidence_age, evidence_nature, evidence_sources, "
        "source_count, modelled_count, projected_year, projected_value, projection_note, missing",
    ) == [
        (
            "weak",
            "weak",
            "moderate",
            "strong",
            "moderate",
            1,
            0,
            2030,
            None,
            "needs_third_point",
            ["needs_third_point", "needs_newer_point", "needs_second_source"],
        )
    ]
    assert given.mart(
        "assessment_point",
        "year, value, nature, source_text, source_id, is_modelled, is_base, is_latest",
    ) == [
        (2015, 30.0, "C", "DHS", "SOURCE", False, True, False),
        (2020, 20.0, "C", "DHS", "SOURCE", False, False, True),
    ]
    assert given.mart(
        "assessment_method",
        "position, method, round(required, 4), round(actual, 4), round(ratio, 4), word, agrees, "
        "note, on_track_from, middle_from, limited_from, reference_keys",
    ) == [
        (1, "linear", -2.0, -2.0, 1.0, "on_track", True, None, 0.95, 0.6, 0.0,
         ["unescap", "open_sdg"]),
        (2, "compound_growth", -0.497, -0.0779, 0.1567, "limited_progress", False,
         "target_floored", 0.95, 0.6, 0.0, ["open_sdg"]),
        (3, "progress_chart", -30.0, -21.1111, 0.7037, "fair_progress", False,
         None, 0.95, 0.1, None, ["unsd_progress_chart"]),
    ]  # fmt: skip


def test_age_is_counted_to_the_year_asked_for(given: Given) -> None:
    for year, value in ((2010, 9.0), (2016, 4.0)):
        given.observe("KEN", year, value)
    words = {
        year: assess_observations(given.connection, year)["assessment"].word[0]
        for year in (2026, 2027)
    }
    # −5/6 a year where −9/20 was required
    assert words == {2026: "on_track", 2027: "stale"}


def test_a_new_year_is_a_new_input(small_data: Path) -> None:
    checksums = {
        input_checksum(small_data, "none", reference_year=year) for year in (2026, 2026, 2027)
    }
    assert len(checksums) == 2


# ------------------------------------------------------------------------------------ the checks

CHECKS = (
    "assessments_are_complete",
    "assessment_words_are_known",
    "assessed_points_are_observed",
    "judged_series_have_their_inputs",
    "mart_assessment_grain",
    "old_or_short_series_are_never_judged",
    "undefined_direction_is_never_judged",
)


@pytest.mark.parametrize(
    ("defect", "found_by"),
    [
        ("SELECT 1", set()),
        ("DELETE FROM assessment", {"assessments_are_complete"}),
        ("UPDATE assessment SET word = 'splendid'", {"assessment_words_are_known"}),
        ("UPDATE assessment SET word = 'stale'", {"assessment_words_are_known"}),
        ("UPDATE assessment_point SET value = 1", {"assessed_points_are_observed"}),
        ("UPDATE assessment SET base_value = NULL", {"judged_series_have_their_inputs"}),
        ("DELETE FROM assessment_method WHERE position = 2", {"judged_series_have_their_inputs"}),
        ("DELETE FROM assessment_point WHERE is_base", {"judged_series_have_their_inputs"}),
        ("DELETE FROM mart_assessment", {"mart_assessment_grain"}),
        ("UPDATE assessment SET base_year = 2018", {"old_or_short_series_are_never_judged"}),
        ("UPDATE assessment SET reference_year = 2031", {"old_or_short_series_are_never_judged"}),
        ("UPDATE indicator SET direction = 'undefined'", {"undefined_direction_is_never_judged"}),
        ("UPDATE indicator SET target_value = NULL", {"undefined_direction_is_never_judged"}),
    ],
)
def test_checks_find_what_is_wrong(given: Given, defect: str, found_by: set[str]) -> None:
    for year, value in ((2015, 30.0), (2020, 20.0)):
        given.observe("KEN", year, value)
    given.make()
    given.connection.execute(defect)
    found = {
        name
        for name in CHECKS
        if given.connection.execute((CHECKS_FOLDER / f"{name}.sql").read_text()).fetchall()
    }
    assert found_by <= found
    assert bool(found) == bool(found_by)


def test_the_checks_know_the_words_of_the_vocabulary() -> None:
    text = (CHECKS_FOLDER / "assessment_words_are_known.sql").read_text(encoding="utf-8")
    words = set(re.findall(r"'(\w+)'", text))
    assert words == {*vocabulary.UNJUDGED_WORDS, *vocabulary.JUDGED_WORDS}


# ------------------------------------------------------------------------------ what today's data say

# As of the year in which the bundled data were gathered, whenever the test runs.
YEAR = 2026


@pytest.fixture(scope="module")
def bundled(bundled_warehouse: tuple[Path, object]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The bundled figures, judged as of 2026, in tables of the schema's names."""
    folder, summary = bundled_warehouse
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{folder / summary.name}.duckdb' AS build (READ_ONLY)")  # type: ignore[attr-defined]
        connection.execute("USE build")
        for name, rows in assess_observations(connection, YEAR).items():
            connection.register(f"judged_{name}", rows)
        yield connection


def test_what_is_judged_today(bundled: duckdb.DuckDBPyConnection) -> None:
    words = dict(
        bundled.execute("SELECT word, count(*) FROM judged_assessment GROUP BY word").fetchall()
    )
    assert words == {
        "no_data": 1762,
        "direction_undefined": 690,
        "no_target": 226,
        "insufficient_trend": 533,
        "stale": 2,
        "on_track": 4,
        "acceleration_needed": 5,
        "limited_progress": 14,
        "moving_away": 7,
    }


def test_the_survey_series_have_a_level_and_no_trend(bundled: duckdb.DuckDBPyConnection) -> None:
    rows = bundled.execute(
        """
        SELECT DISTINCT series_code, word, comparable_count, list_contains(missing, 'needs_second_point')
        FROM judged_assessment
        WHERE series_code IN ('VC_VAW_PHYPYV', 'VC_VAW_SXVLN')
        ORDER BY ALL
        """
    ).fetchall()
    assert rows == [
        ("VC_VAW_PHYPYV", "insufficient_trend", 1, True),
        ("VC_VAW_PHYPYV", "no_data", 0, False),
        ("VC_VAW_SXVLN", "insufficient_trend", 1, True),
        ("VC_VAW_SXVLN", "no_data", 0, False),
    ]


def test_trafficking_and_homicide_are_never_judged(bundled: duckdb.DuckDBPyConnection) -> None:
    rows = bundled.execute(
        """
        SELECT DISTINCT indicator.sdg_code, word
        FROM judged_assessment
        INNER JOIN indicator USING (series_code)
        WHERE sdg_code IN ('16.2.2', '16.1.1')
        ORDER BY ALL
        """
    ).fetchall()
    assert rows == [
        ("16.1.1", "no_data"),
        ("16.1.1", "no_target"),
        ("16.2.2", "direction_undefined"),
        ("16.2.2", "no_data"),
    ]


@pytest.mark.parametrize(
    ("country", "base", "latest", "ratio", "word", "depends"),
    # UNICEF, women of 20 to 24 married before 18 (data/unicef/PT_F_20-24_MRD_U18_TND.csv); to be 0 in 2030.
    # ratio = ((y − y0) / (t − t0)) / ((0 − y0) / (2030 − t0))
    [
        # (−7.8/5) / (−20.3/13) = −1.56 / −1.561538
        ("KEN", (2017, 20.3), (2022, 12.5), 0.999015, "on_track", True),
        # (−7.2/5) / (−16.6/13) = −1.44 / −1.276923
        ("PHL", (2017, 16.6), (2022, 9.4), 1.127711, "on_track", True),
        # (−1.9/5) / (−5.5/19) = −0.38 / −0.289474; 2011 is the nearest before 2015
        ("ZAF", (2011, 5.5), (2016, 3.6), 1.312727, "on_track", True),
        # (−13.4/5) / (−43.7/14) = −2.68 / −3.121429; 2011 is there too, and 2016 is the base
        ("NGA", (2016, 43.7), (2021, 30.3), 0.858581, "acceleration_needed", True),
        # (−5.7/5) / (−19.8/15) = −1.14 / −1.32
        ("PER", (2015, 19.8), (2020, 14.1), 0.863636, "acceleration_needed", True),
        # (−1.8/5) / (−5.2/13) = −0.36 / −0.4
        ("UZB", (2017, 5.2), (2022, 3.4), 0.9, "acceleration_needed", True),
        # (−2.8/5) / (−28.6/14) = −0.56 / −2.042857
        ("CIV", (2016, 28.6), (2021, 25.8), 0.274126, "limited_progress", False),
        # (−4.3/5) / (−38.3/19) = −0.86 / −2.015789
        ("UGA", (2011, 38.3), (2016, 34.0), 0.426632, "limited_progress", False),
        # (−0.7/5) / (−29.8/13) = −0.14 / −2.292308
        ("TZA", (2017, 29.8), (2022, 29.1), 0.061074, "limited_progress", False),
        # (1.1/5) / (−16.8/13) = 0.22 / −1.292308
        ("KHM", (2017, 16.8), (2022, 17.9), -0.170238, "moving_away", False),
        # (5.6/5) / (−6.4/17) = 1.12 / −0.376471
        ("MNG", (2013, 6.4), (2018, 12.0), -2.975, "moving_away", False),
    ],
)
def test_from_the_source_figure_to_the_mark(
    bundled: duckdb.DuckDBPyConnection,
    country: str,
    base: tuple[int, float],
    latest: tuple[int, float],
    ratio: float,
    word: str,
    depends: bool,
) -> None:
    published = bundled.execute(
        "SELECT year, value FROM observation WHERE series_code = ? AND country_code = ? "
        "AND sex = 'F' AND age = 'Y20T24' AND year IN (?, ?) ORDER BY year",
        [TREND, country, base[0], latest[0]],
    ).fetchall()
    assert published == [base, latest]
    found = bundled.execute(
        """
        SELECT base_year, base_value, latest_year, latest_value, judged_assessment.word,
            depends_on_method, evidence_strength, ratio
        FROM judged_assessment
        INNER JOIN judged_assessment_method USING (country_code, series_code, sex)
        WHERE country_code = ? AND series_code = ? AND method = 'linear'
        """,
        [country, TREND],
    ).fetchall()
    # Two points that UNICEF estimated: whatever they say, they say it weakly.
    assert found == [(*base, *latest, word, depends, "weak", pytest.approx(ratio, abs=1e-6))]


def test_stale_since_the_latest_is_of_2015(bundled: duckdb.DuckDBPyConnection) -> None:
    rows = bundled.execute(
        "SELECT latest_year, latest_age_years, missing FROM judged_assessment WHERE word = 'stale'"
    ).fetchall()
    assert rows
    assert all(
        year <= 2015 and age > 10 and missing == ["latest_too_old"] for year, age, missing in rows
    )


def test_all_assessments_take_less_than_two_seconds(bundled: duckdb.DuckDBPyConnection) -> None:
    # Of processor time: what else runs on the machine is not this step's.
    started = time.process_time()
    assess_observations(bundled, YEAR)
    assert time.process_time() - started < 2

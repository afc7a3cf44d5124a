"""One file per defect, named by the rule that must report it; what is good beside it stays."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.observations import (
    FILE_COLUMNS,
    FileLayoutError,
    check_observations,
    read_observation_files,
    sort_for_file,
)
from etl.problems import COLUMNS
from etl.reference import Reference, read_text_table

DEFECTS = Path(__file__).parent / "defects"
SOURCES = ("UNSD_SDG_2025-01-20", "UNODC_GLOTIP_2025-04-14")

# What the problem of each rejected row must say: cell, what was found, what is accepted.
REJECTED = {
    "unknown_series": ("row 3, column series_code", "VC_VAW_PHYPY", "indicators.yml"),
    "unknown_area": ("row 3, column area_code", "999", "countries.csv, areas.csv"),
    "unknown_source": ("row 3, column source_id", "UNSD_SDG_1999", "sources.csv"),
    "unknown_sex": ("row 3, column sex", "FEMALE", "_T, F, M, _O, _U, _Z"),
    "unknown_age": ("row 3, column age", "Y3T9", "published_codes.csv"),
    "unknown_unit": ("row 3, column unit", "per mille", "percent"),
    "unknown_value_status": ("row 3, column value_status", "guessed", "reported, estimated"),
    "country_differs": ("row 3, column country_code", "KEN", "NAM"),
    "not_a_year": ("row 3, column year", "2022.0", "1900"),
    "not_a_number": ("row 3, column value", "<5", "1234.5"),
    "not_a_number_bound": ("row 3, column lower_bound", "n/a", "1234.5"),
    "value_without_meaning": ("row 3, column value", "62.5", "suppressed"),
    "missing_value": ("row 3, column value", "", "suppressed, not_collected, not_applicable"),
}


def check(name: str, reference: Reference) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = pd.concat(read_observation_files([DEFECTS / f"{name}.csv"], DEFECTS))
    return check_observations(rows, reference, SOURCES)


def test_every_defect_is_tested() -> None:
    named = {path.stem for path in DEFECTS.glob("*.csv")}
    others = {"garbled_text", "undeclared_garbled_text", "repeated_value", "conflicting_values"}
    assert named == set(REJECTED) | others


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_row(name: str, reference: Reference) -> None:
    observations, problems = check(name, reference)
    assert list(observations["country_code"]) == ["KEN"]
    problem = problems.iloc[0]
    cell, found, accepted = REJECTED[name]
    assert problem["rule"] == name.removesuffix("_bound")
    assert (problem["origin"], problem["severity"]) == ("source", "error")
    assert (problem["file_name"], problem["cell"]) == (f"{name}.csv", cell)
    assert problem["found"] == found
    assert accepted in problem["accepted"]
    assert len(problems) == 1
    assert tuple(problems.columns) == COLUMNS


def test_all_defects_of_all_files_are_reported_at_once(reference: Reference) -> None:
    files = [DEFECTS / f"{name}.csv" for name in REJECTED]
    rows = pd.concat(read_observation_files(files, DEFECTS), ignore_index=True)
    _, problems = check_observations(rows, reference, SOURCES)
    errors = problems[problems["severity"] == "error"]
    assert set(errors["file_name"]) == {f"{name}.csv" for name in REJECTED}


def test_garbled_text_is_repaired_as_declared(reference: Reference) -> None:
    observations, problems = check("garbled_text", reference)
    assert list(observations["source_text"]) == ["DHS 2022", "Türkiye Child Survey 2022"]
    (problem,) = problems.to_dict("records")
    assert (problem["rule"], problem["severity"]) == ("garbled_text", "repair")
    assert (problem["found"], problem["accepted"]) == (
        "TÃ¼rkiye Child Survey",
        "Türkiye Child Survey",
    )


def test_undeclared_garbled_text_stays_and_is_reported(reference: Reference) -> None:
    observations, problems = check("undeclared_garbled_text", reference)
    assert observations["source_text"].iloc[1] == "EnquÃªte nationale"
    (problem,) = problems.to_dict("records")
    assert (problem["rule"], problem["severity"]) == ("undeclared_garbled_text", "warning")


def test_repeated_value_is_kept_once(reference: Reference) -> None:
    observations, problems = check("repeated_value", reference)
    (row,) = observations.to_dict("records")
    assert (row["value"], row["value_status"]) == (13, "reported")
    (problem,) = problems.to_dict("records")
    assert (problem["rule"], problem["severity"]) == ("repeated_value", "warning")
    assert problem["cell"] == "rows 2, 3, column value"
    assert problem["found"] == "COL 2019 _T _T: 13 | 13"


def test_conflicting_values_are_kept_as_one_row_without_value(reference: Reference) -> None:
    observations, problems = check("conflicting_values", reference)
    (row,) = observations.to_dict("records")
    assert pd.isna(row["value"])
    assert row["value_status"] == "conflicting"
    assert row["footnote"] == "13 | 12 | <5 | 11"
    (problem,) = problems.to_dict("records")
    assert (problem["rule"], problem["cell"]) == (
        "conflicting_values",
        "rows 2, 3, 4, 5, column value",
    )


def test_wrong_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "VC_VAW_PHYPYV.csv"
    path.write_text("series_code,area\nVC_VAW_PHYPYV,4\n", encoding="utf-8")
    with pytest.raises(FileLayoutError) as error:
        list(read_observation_files([path], tmp_path))
    assert "found the columns series_code, area" in str(error.value)
    assert ", ".join(FILE_COLUMNS) in str(error.value)


def test_file_order_depends_on_the_figures_alone() -> None:
    rows = read_text_table(DEFECTS / "conflicting_values.csv")
    shuffled = rows.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(sort_for_file(rows), sort_for_file(shuffled))


# ------------------------------------------------------------------ the traps of facts/SOURCES.md


def one(connection: duckdb.DuckDBPyConnection, condition: str) -> tuple[object, ...]:
    rows = connection.execute(
        f"SELECT year, sex, age, value, value_status, footnote FROM observation WHERE {condition}"
    ).fetchall()
    assert len(rows) == 1, rows
    return rows[0]


def test_namibia_is_read_as_text(bundled_build: duckdb.DuckDBPyConnection) -> None:
    found = bundled_build.execute(
        "SELECT country_code, is_pathfinder FROM country WHERE iso2_code = 'NA'"
    ).fetchall()
    assert found == [("NAM", True)]
    count = bundled_build.execute(
        "SELECT count(*) FROM observation WHERE country_code = 'NAM'"
    ).fetchone()
    assert count is not None
    assert count[0] > 100


def test_jamaica_has_another_age_band(bundled_build: duckdb.DuckDBPyConnection) -> None:
    row = one(bundled_build, "series_code = 'VC_VAW_PHYPYV' AND country_code = 'JAM'")
    assert row[1:3] == ("_Z", "Y2T14")


def test_sweden_has_another_age_band(bundled_build: duckdb.DuckDBPyConnection) -> None:
    condition = "series_code = 'VC_VAW_SXVLN' AND country_code = 'SWE' AND sex = 'F'"
    row = one(bundled_build, condition)
    assert row[1:5] == ("F", "Y18T74", 13.0, "reported")
    comparable = bundled_build.execute(
        "SELECT is_comparable FROM mart_shown_value "
        "WHERE series_code = 'VC_VAW_SXVLN' AND country_code = 'SWE' AND sex = 'F'"
    ).fetchone()
    assert comparable == (False,)


def test_sexes_may_have_different_years(bundled_build: duckdb.DuckDBPyConnection) -> None:
    years = bundled_build.execute(
        "SELECT sex, year FROM observation "
        "WHERE series_code = 'VC_VAW_SXVLN' AND country_code = 'SLE' ORDER BY sex"
    ).fetchall()
    assert years == [("F", 2019), ("M", 2013)]


def test_colombia_2019_is_a_conflict(bundled_build: duckdb.DuckDBPyConnection) -> None:
    row = one(
        bundled_build,
        "series_code = 'GLOTIP_DETECTED_VICTIMS_OTHER_FORMS' AND country_code = 'COL' "
        "AND year = 2019 AND sex = '_T' AND age = '_T'",
    )
    assert row[3:5] == (None, "conflicting")
    assert sorted(str(row[5]).split(" | ")) == ["11", "12", "13", "<5"]


def test_publishers_stay_apart(bundled_build: duckdb.DuckDBPyConnection) -> None:
    found = bundled_build.execute(
        """
        SELECT source_id, value
        FROM observation
        WHERE series_code IN ('VC_HTF_DETV', 'GLOTIP_DETECTED_VICTIMS')
            AND country_code = 'COL' AND year = 2019 AND sex = '_T' AND age = '_T'
        ORDER BY source_id
        """
    ).fetchall()
    assert found == [("UNODC_GLOTIP_2025-04-14", 124.0), ("UNSD_SDG_DDF_2023-12-17", 218.0)]


def test_suppressed_is_never_zero(bundled_build: duckdb.DuckDBPyConnection) -> None:
    counts = bundled_build.execute(
        "SELECT count(*), count(value) FROM observation WHERE value_status = 'suppressed'"
    ).fetchone()
    assert counts is not None
    assert counts[0] > 13_000
    assert counts[1] == 0


def test_aggregates_stand_apart(bundled_build: duckdb.DuckDBPyConnection) -> None:
    kinds = bundled_build.execute(
        "SELECT area_type, list(DISTINCT area_code ORDER BY area_code::INT) FROM observation "
        "WHERE country_code IS NULL GROUP BY area_type ORDER BY area_type"
    ).fetchall()
    areas = dict(kinds)
    assert {"1", "2", "202", "419"} <= set(areas["aggregate"])
    assert areas["other_area"] == ["369", "370", "412", "680", "827", "828", "829", "830"]


def test_repairs_are_recorded(bundled_build: duckdb.DuckDBPyConnection) -> None:
    garbled = bundled_build.execute(
        "SELECT count(*) FROM observation "
        "WHERE regexp_matches(concat(source_text, footnote), 'Ã|â€|Â')"
    ).fetchone()
    assert garbled == (0,)
    recorded = bundled_build.execute(
        "SELECT count(*) FROM problem WHERE origin = 'source' AND severity = 'repair'"
    ).fetchone()
    # Eleven figures; one footnote holds three garbled names.
    assert recorded == (13,)

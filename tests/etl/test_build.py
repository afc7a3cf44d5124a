"""A whole build: its figures against the facts, its repeatability, and what it does not publish."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl import build as build_module
from etl import warehouse
from etl.build import BUILD_STEPS, BuildError, Summary, build, default_reports_mode, input_checksum
from etl.observations import FileLayoutError
from etl.reference import DATA_FOLDER, ReferenceDataError, read_text_table
from tests.conftest import edit_csv, make_small_data

# The table "Coverage of the 47" of the sourced facts: series -> countries, first year, last year.
COVERAGE = {
    "VC_VAW_PHYPYV": (24, 2011, 2022),
    "VC_VAW_SXVLN": (23, 2012, 2022),
    "VC_HTF_DETV": (43, 2007, 2021),
    "VC_HTF_DETVR": (43, 2007, 2021),
    "VC_HTF_DETVFL": (41, 2003, 2021),
    "VC_HTF_DETVFLR": (41, 2003, 2021),
    "VC_HTF_DETVSX": (38, 2003, 2021),
    "VC_HTF_DETVSXR": (38, 2003, 2021),
    "VC_HTF_DETVOP": (25, 2003, 2021),
    "VC_HTF_DETVOPR": (25, 2003, 2021),
    "VC_HTF_DETVOG": (4, 2003, 2021),
    "VC_HTF_DETVOGR": (4, 2003, 2021),
    "VC_IHR_PSRC": (44, 2000, 2021),
    # The facts say 2000, but their own file has counts since 1990.
    "VC_IHR_PSRCN": (44, 1990, 2021),
    "SP_DYN_MRBF18": (38, 2006, 2022),
    "SP_DYN_MRBF15": (36, 2006, 2022),
    "SH_STA_FGMS": (10, 2016, 2022),
    "SL_TLF_CHLDEC": (32, 2010, 2022),
    "SL_TLF_CHLDEA": (35, 2010, 2022),
    "SG_REG_BRTH": (47, 2011, 2023),
    "VC_VAW_MARR": (44, 2018, 2018),
}


def rows_of(folder: Path, name: str) -> dict[str, list[tuple[object, ...]]]:
    with warehouse.open_build(folder, name) as connection:
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE table_name <> 'build' ORDER BY table_name"
        ).fetchall()
        return {
            table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall()
            for (table,) in tables
        }


@pytest.mark.parametrize("series_code", COVERAGE)
def test_coverage_of_the_47(bundled_build: duckdb.DuckDBPyConnection, series_code: str) -> None:
    countries, first_year, last_year = bundled_build.execute(
        """
        SELECT count(DISTINCT country_code), min(year), max(year)
        FROM observation
        INNER JOIN country USING (country_code)
        WHERE is_pathfinder AND series_code = ?
        """,
        [series_code],
    ).fetchone()
    expected_countries, earliest, latest = COVERAGE[series_code]
    assert countries == expected_countries
    # The facts give the years of groups of series, so a single series may lie within them.
    assert earliest <= first_year <= last_year <= latest


def test_coverage_details(bundled_build: duckdb.DuckDBPyConnection) -> None:
    def countries(condition: str) -> set[str]:
        rows = bundled_build.execute(
            "SELECT DISTINCT country_code FROM observation INNER JOIN country USING (country_code) "
            f"WHERE is_pathfinder AND {condition}"
        ).fetchall()
        return {row[0] for row in rows}

    men = countries("series_code = 'VC_VAW_SXVLN' AND sex = 'M'")
    assert men == {"COL", "KEN", "SLE", "SWE", "UGA"}
    assert len(countries("series_code = 'SG_REG_BRTH' AND age = 'Y_LT5'")) == 35
    homicide = countries("series_code = 'VC_IHR_PSRC'")
    assert countries("true") - homicide == {"BFA", "CIV", "GIN"}
    assert len(countries("series_code = 'PT_F_20-24_MRD_U18_TND'")) == 36


def show_facts(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Give the connection a file as the table ``fact``: it may be closed to files, where the dashboard shares it."""
    table = read_text_table(path)
    connection.register("fact", table.astype(object).where(table != "", None))


def test_every_sdg_fact_is_in_the_build_unchanged(
    bundled_build: duckdb.DuckDBPyConnection, facts: Path
) -> None:
    """All rows of the facts, compared on what identifies and what they say."""
    show_facts(bundled_build, facts / "sdg_observations.csv")
    compared = bundled_build.execute(
        r"""
        SELECT
            count(*) AS facts,
            count(observation.series_code) AS found,
            count(*) FILTER (WHERE observation.value = fact.value::DOUBLE) AS equal_values,
            count(*) FILTER (
                WHERE observation.nature IS NOT DISTINCT FROM fact.nature
                    AND observation.country_code IS NOT DISTINCT FROM fact.iso3
                    AND observation.lower_bound IS NOT DISTINCT FROM fact.lower_bound::DOUBLE
                    AND observation.upper_bound IS NOT DISTINCT FROM fact.upper_bound::DOUBLE
            ) AS equal_otherwise
        FROM fact
        LEFT JOIN observation
            ON observation.series_code = fact.series_code
            AND observation.area_code = fact.m49
            AND observation.year = fact.year::INTEGER
            AND observation.sex = CASE coalesce(fact.sex, '')
                WHEN '' THEN '_Z' WHEN 'BOTHSEX' THEN '_T'
                WHEN 'FEMALE' THEN 'F' WHEN 'MALE' THEN 'M' ELSE fact.sex
            END
            AND observation.age = CASE coalesce(fact.age, '')
                WHEN '' THEN '_Z' WHEN 'ALLAGE' THEN '_T' WHEN '_U' THEN '_U'
                WHEN '<18Y' THEN 'Y_LT18' WHEN '18+' THEN 'Y_GE18' WHEN '15+' THEN 'Y_GE15'
                WHEN '<1Y' THEN 'Y_LT1' WHEN '<5Y' THEN 'Y_LT5' WHEN '<8Y' THEN 'Y_LT8'
                ELSE regexp_replace(fact.age, '^(\d+)-(\d+)$', 'Y\1T\2')
            END
        """
    ).fetchone()
    assert compared == (42_984,) * 4


def test_every_legal_and_membership_fact_is_in_the_build(
    bundled_build: duckdb.DuckDBPyConnection, facts: Path
) -> None:
    def missing(query: str, file: str) -> list[tuple[object, ...]]:
        show_facts(bundled_build, facts / file)
        return bundled_build.execute(query).fetchall()

    laws = missing(
        """
        SELECT iso3, instrument, coalesce(status, ''), year, date, as_of, source FROM fact
        EXCEPT ALL
        SELECT country_code, instrument, status_text, year::VARCHAR, status_date::VARCHAR,
            as_of_date::VARCHAR, source_text
        FROM legal_status
        """,
        "legal_instruments.csv",
    )
    assert {row[0] for row in laws} == {"XKX"}
    assert len(laws) == 4
    evidence = missing(
        """
        SELECT iso3, fact, value, evidence_date, url FROM fact
        EXCEPT ALL
        SELECT country_code, fact, value, evidence_date_text, url FROM membership_fact
        """,
        "pathfinding_evidence.csv",
    )
    assert evidence == []


def test_no_trend_exists_for_the_two_survey_series(
    bundled_build: duckdb.DuckDBPyConnection,
) -> None:
    repeated = bundled_build.execute(
        "SELECT series_code, country_code, sex FROM observation "
        "INNER JOIN country USING (country_code) WHERE is_pathfinder "
        "AND series_code IN ('VC_VAW_PHYPYV', 'VC_VAW_SXVLN') "
        "GROUP BY ALL HAVING count(*) > 1"
    ).fetchall()
    assert repeated == []


def test_every_bundled_row_is_loaded_or_explained(
    bundled_build: duckdb.DuckDBPyConnection, bundled_warehouse: tuple[Path, Summary]
) -> None:
    figures = [
        path for name in ("sdg", "glotip", "unicef") for path in (DATA_FOLDER / name).glob("*")
    ]
    bundled = sum(len(read_text_table(path)) for path in figures)
    repeats = bundled_build.execute(
        "SELECT sum(len(string_split(cell, ', ')) - 2) FROM problem "
        "WHERE rule IN ('conflicting_values', 'repeated_value')"
    ).fetchone()
    assert repeats is not None
    loaded = bundled_warehouse[1].row_counts["observation"]
    assert (bundled, loaded) == (73_164, 72_668)
    assert bundled - loaded == repeats[0]
    counted = bundled_build.execute(
        "SELECT sum(row_count) FROM source_file "
        "WHERE regexp_matches(file_path, '^(sdg|glotip|unicef)/')"
    ).fetchone()
    assert counted == (bundled,)


def test_same_input_gives_the_same_tables(small_data: Path) -> None:
    first, second = build(small_data, reports="none"), build(small_data, reports="none")
    folder = small_data / "warehouse"
    assert rows_of(folder, first.name) == rows_of(folder, second.name)
    assert first.changes is None
    assert second.changes == []
    assert second.previous == first.name
    with warehouse.open_build(folder, second.name) as connection:
        inputs = connection.execute("SELECT DISTINCT input_checksum FROM build").fetchall()
    assert len(inputs) == 1


def test_changes_since_the_previous_build(small_data: Path) -> None:
    build(small_data, reports="none")
    path = small_data / "sdg" / "VC_VAW_PHYPYV.csv"
    line = 2 + list(read_text_table(path)["country_code"]).index("NGA")
    edit_csv(path, line, value="12.5")
    summary = build(small_data, reports="none")
    changed = {change.table: (change.added, change.removed) for change in summary.changes or []}
    assert changed["observation"] == (1, 1)
    assert changed["source_file"] == (1, 1)
    assert "country" not in changed


def test_steps_are_announced_in_order(small_data: Path) -> None:
    steps: list[str] = []
    build(small_data, reports="none", step=steps.append)
    assert steps == [step for step in BUILD_STEPS if step != "Read and check reports"]


# --------------------------------------------------------------------------- what is not published


@pytest.fixture(scope="module")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A warehouse folder with one build of the small data, and its name; to be copied."""
    data = make_small_data(tmp_path_factory.mktemp("small") / "data")
    return data / "warehouse", build(data, reports="none").name


@pytest.fixture
def published(small_data: Path, small_build: tuple[Path, str]) -> str:
    """The name of the build that is published in the small data's warehouse."""
    folder, name = small_build
    shutil.copytree(folder, small_data / "warehouse")
    return name


def require_unchanged(data_folder: Path, name: str) -> None:
    folder = data_folder / "warehouse"
    assert warehouse.current_build(folder) == name
    assert warehouse.list_builds(folder) == [name]
    assert {path.name for path in folder.iterdir()} == {f"{name}.duckdb", "CURRENT", "LOCK"}


def test_error_in_a_file_is_named_and_nothing_published(small_data: Path, published: str) -> None:
    edit_csv(small_data / "sdg" / "VC_VAW_PHYPYV.csv", 5, age="Y3T9")
    edit_csv(small_data / "sdg" / "VC_VAW_SXVLN.csv", 6, value="many")
    with pytest.raises(BuildError) as error:
        build(small_data, reports="none")
    said = str(error.value)
    assert "2 error(s) in the bundled files; nothing was published" in said
    assert "sdg/VC_VAW_PHYPYV.csv, row 5, column age: unknown_age: found 'Y3T9'" in said
    assert "sdg/VC_VAW_SXVLN.csv, row 6, column value: not_a_number: found 'many'" in said
    assert "python -m etl build" in said
    require_unchanged(small_data, published)


@pytest.mark.parametrize(
    ("file", "cells", "check", "must_hold"),
    [
        ("sdg/VC_VAW_PHYPYV.csv", {"value": "100.5"}, "percentages_in_range", "between 0 and 100"),
        ("sdg/VC_VAW_PHYPYV.csv", {"value": "-1"}, "percentages_in_range", "between 0 and 100"),
        (
            "sdg/VC_VAW_SXVLN.csv",
            {"lower_bound": "99", "upper_bound": "99.5"},
            "bounds_hold_value",
            "between its bounds",
        ),
        ("sdg/VC_VAW_PHYPYV.csv", {"year": "2031"}, "years_before_vintage", "after the vintage"),
        (
            "sdg/VC_VAW_PHYPYV.csv",
            {"source_id": "UNODC_GLOTIP_2025-04-14"},
            "one_vintage_per_series",
            "never mixes them",
        ),
        (
            "legal/corporal_punishment.csv",
            {"year": "2030"},
            "statuses_of_law_are_current",
            "looked up",
        ),
        (
            "reference/reporting_calendar.csv",
            {"due_date": "2025-01-01"},
            "calendar_is_in_order",
            "is due after it ends",
        ),
        (
            "reference/pcg_meetings.csv",
            {"meeting_date": "2024-11-07"},
            "pcg_meetings_follow_the_launch",
            "first day of the first reporting year",
        ),
        (
            "reference/countries.csv",
            {"is_pathfinder": "true"},
            "forty_seven_pathfinders",
            "47 pathfinding countries",
        ),
    ],
)
def test_failing_check_publishes_nothing(
    small_data: Path,
    published: str,
    file: str,
    cells: dict[str, str],
    check: str,
    must_hold: str,
) -> None:
    edit_csv(small_data / file, 2, **cells)
    with pytest.raises(BuildError) as error:
        build(small_data, reports="none")
    said = str(error.value)
    assert "nothing was published" in said
    assert f"{check}: " in said
    assert must_hold in said
    require_unchanged(small_data, published)


def test_all_failing_checks_are_named_at_once(small_data: Path, published: str) -> None:
    path = small_data / "sdg" / "VC_VAW_PHYPYV.csv"
    edit_csv(path, 2, value="100.5")
    edit_csv(path, 3, year="2031")
    with pytest.raises(BuildError, match=r"2 check\(s\) failed") as error:
        build(small_data, reports="none")
    assert "percentages_in_range" in str(error.value)
    assert "years_before_vintage" in str(error.value)
    require_unchanged(small_data, published)


def test_series_without_figures_is_not_published(small_data: Path, published: str) -> None:
    path = small_data / "sdg" / "VC_VAW_SXVLN.csv"
    read_text_table(path).head(0).to_csv(path, index=False)
    with pytest.raises(BuildError, match="Every declared series has figures"):
        build(small_data, reports="none")
    require_unchanged(small_data, published)


def test_unreadable_files_are_named(small_data: Path, published: str) -> None:
    path = small_data / "sdg" / "VC_VAW_SXVLN.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("series_code", "series", 1), encoding="utf-8")
    with pytest.raises(FileLayoutError, match="found the columns series, area_code"):
        build(small_data, reports="none")
    path.write_text(text, encoding="utf-8")
    (small_data / "reference" / "areas.csv").unlink()
    with pytest.raises(ReferenceDataError, match="areas.csv is missing"):
        build(small_data, reports="none")
    shutil.copy(DATA_FOLDER / "reference" / "areas.csv", small_data / "reference")
    shutil.rmtree(small_data / "legal")
    with pytest.raises(
        FileLayoutError, match="Found no files with the columns country_code, instr"
    ):
        build(small_data, reports="none")
    require_unchanged(small_data, published)


def test_mart_that_does_not_run_is_named(
    small_data: Path, published: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marts = tmp_path / "marts"
    shutil.copytree(build_module.MARTS_FOLDER, marts)
    (marts / "mart_wrong.sql").write_text("-- one row\nSELECT nothing FROM country\n")
    make_marts = build_module.make_marts
    monkeypatch.setattr(
        build_module, "make_marts", lambda connection: make_marts(connection, marts)
    )
    with pytest.raises(BuildError, match=r"mart_wrong\.sql: Binder Error"):
        build(small_data, reports="none")
    require_unchanged(small_data, published)


def test_kosovo_has_no_iso_code_and_is_reported(small_data: Path) -> None:
    name = build(small_data, reports="none").name
    with warehouse.open_build(small_data / "warehouse", name) as connection:
        found = connection.execute(
            "SELECT file_name, severity, found FROM problem WHERE rule = 'area_without_iso_code'"
        ).fetchall()
    assert found == [("legal/corporal_punishment.csv", "warning", "XKX")]


@pytest.mark.parametrize(
    ("file", "cells", "rule"),
    [
        ("legal/corporal_punishment.csv", {"status": "banned"}, "unknown_legal_status"),
        ("legal/corporal_punishment.csv", {"country_code": "ATL"}, "unknown_area"),
        ("legal/corporal_punishment.csv", {"as_of_date": "12/02/2026"}, "not_a_date"),
        ("membership/facts.csv", {"evidence_year": "16"}, "not_a_year"),
    ],
)
def test_defect_in_laws_and_facts(
    small_data: Path, file: str, cells: dict[str, str], rule: str
) -> None:
    edit_csv(small_data / file, 2, **cells)
    ((column, text),) = cells.items()
    with pytest.raises(BuildError) as error:
        build(small_data, reports="none")
    assert f"{file}, row 2, column {column}: {rule}: found {text!r}" in str(error.value)


# ----------------------------------------------------------------------------------------- reports


def illustrative_reports(data_folder: Path, count: int) -> list[Path]:
    target = data_folder / "illustrative"
    target.mkdir()
    chosen = sorted((DATA_FOLDER / "illustrative").glob("*_KEN_*.xlsx"))[:count]
    return [Path(shutil.copy(path, target)) for path in chosen]


def test_without_reports_nothing_is_illustrative(small_data: Path) -> None:
    summary = build(small_data)
    assert summary.reports_mode == "none"
    with warehouse.open_build(small_data / "warehouse", summary.name) as connection:
        assert connection.execute("SELECT is_illustrative FROM build").fetchone() == (False,)


def test_illustrative_reports_are_marked(small_data: Path) -> None:
    illustrative_reports(small_data, 2)
    summary = build(small_data)
    assert summary.reports_mode == "illustrative"
    assert summary.row_counts["report"] == 2
    with warehouse.open_build(small_data / "warehouse", summary.name) as connection:
        assert connection.execute("SELECT is_illustrative FROM build").fetchone() == (True,)
        for table in ("report", "roadmap_action", "action_progress"):
            marks = connection.execute(f"SELECT DISTINCT is_illustrative FROM {table}").fetchall()
            assert marks == [(True,)], table


def test_one_received_report_silences_all_illustrative_ones(small_data: Path) -> None:
    path, *_ = illustrative_reports(small_data, 2)
    received = small_data / "received"
    received.mkdir()
    shutil.copy(path, received / "real.xlsx")
    assert default_reports_mode(small_data) == "received"
    summary = build(small_data)
    # The copy still is marked illustrative, so it is refused among the received ones, and said so.
    assert summary.reports_mode == "received"
    assert summary.row_counts["report"] == 0
    assert list(summary.refused_files) == ["real.xlsx"]
    with warehouse.open_build(small_data / "warehouse", summary.name) as connection:
        assert connection.execute("SELECT is_illustrative FROM build").fetchall() == [(False,)]


@pytest.mark.parametrize("name", ["REPORT.XLSX", "report.xls"])
def test_a_report_that_arrived_is_never_passed_over(small_data: Path, name: str) -> None:
    path, *_ = illustrative_reports(small_data, 2)
    received = small_data / "received"
    received.mkdir()
    shutil.copy(path, received / name)
    summary = build(small_data)
    assert summary.reports_mode == "received"
    assert list(summary.refused_files) == [name]
    before = input_checksum(small_data, "received")
    (received / name).write_bytes(b"another")
    assert input_checksum(small_data, "received") != before


@pytest.mark.parametrize("name", ["~$report.xlsx", ".DS_Store", "README.md"])
def test_what_is_no_report_silences_nothing(small_data: Path, name: str) -> None:
    illustrative_reports(small_data, 2)
    received = small_data / "received"
    received.mkdir()
    (received / name).write_bytes(b"left behind")
    assert build(small_data).reports_mode == "illustrative"


@pytest.mark.parametrize("mode", ["illustrative", "received"])
def test_reports_asked_for_must_be_there(small_data: Path, mode: str) -> None:
    with pytest.raises(BuildError, match=f"Found no report .* in .*{mode}"):
        build(small_data, reports=mode)

"""The bundled files as tables of the warehouse: reference data, figures, laws, membership facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import duckdb
import pandas as pd

from etl import vocabulary
from etl.figures import stage_figures
from etl.observations import FileLayoutError, require_columns
from etl.problems import join_problems, source_problems
from etl.reference import Reference, ReferenceDataError, read_numbers, read_text_table

OBSERVATION_FOLDERS = ("sdg", "glotip", "unicef")

SOURCE_COLUMNS = (
    "source_id",
    "publisher",
    "title",
    "citation",
    "licence",
    "url",
    "vintage",
    "caveat_key",
)
LEGAL_COLUMNS = (
    "country_code",
    "instrument",
    "status",
    "status_text",
    "year",
    "status_date",
    "action",
    "as_of_date",
    "source_text",
    "note",
    "source_id",
)
MEMBERSHIP_COLUMNS = (
    "country_code",
    "fact",
    "value",
    "evidence_date_text",
    "evidence_year",
    "url",
    "source_id",
)


def read_bundled(
    data_folder: Path,
    reference: Reference,
    connection: duckdb.DuckDBPyConnection,
    figures_table: str,
) -> dict[str, pd.DataFrame]:
    """One DataFrame per warehouse table that the bundled files fill, and ``problem``.

    Figures alone are too many for that: they fill ``figures_table``, made in the connection.
    Raises ReferenceDataError or FileLayoutError where a file cannot be read at all.
    """
    sources = _read_sources(data_folder / "reference" / "sources.csv")
    figure_counts, figure_problems = stage_figures(
        connection,
        figures_table,
        observation_files(data_folder),
        data_folder,
        reference,
        list(sources["source_id"]),
    )
    legal, legal_problems = _read_facts(
        sorted((data_folder / "legal").glob("*.csv")), data_folder, reference, LEGAL_COLUMNS
    )
    membership, membership_problems = _read_facts(
        sorted((data_folder / "membership").glob("*.csv")),
        data_folder,
        reference,
        MEMBERSHIP_COLUMNS,
    )
    tables = {
        "source": sources,
        "country": _countries(data_folder, reference),
        "country_name": reference.country_names,
        "country_group": reference.country_groups.drop(columns="source_id"),
        "indicator": _indicators(reference),
        "survey_family": _read_survey_families(data_folder / "reference" / "survey_families.csv"),
        "membership_fact": membership.drop(columns=["file_name", "row"]),
        "legal_status": legal.drop(columns=["file_name", "row"]),
        "reporting_calendar": pd.DataFrame([asdict(year) for year in reference.calendar.values()]),
        "pcg_meeting": pd.DataFrame([asdict(meeting) for meeting in reference.meetings]),
        "problem": join_problems([figure_problems, legal_problems, membership_problems]),
    }
    countries_file = read_text_table(data_folder / "reference" / "countries.csv")
    groups_file = reference.country_groups
    tables["source_file"] = _source_files(
        [
            figure_counts,
            _count_rows(legal),
            _count_rows(membership),
            _count_rows(countries_file.assign(file_name="reference/countries.csv")),
            _count_rows(groups_file.assign(file_name="reference/country_groups.csv")),
        ],
        data_folder,
    )
    return tables


def observation_files(data_folder: Path) -> list[Path]:
    """The files of figures, in the order in which they are read."""
    return [
        path for name in OBSERVATION_FOLDERS for path in sorted((data_folder / name).glob("*.csv"))
    ]


def bundled_files(data_folder: Path) -> list[Path]:
    """All files a build without reports depends on, in a fixed order."""
    folders = ("reference", *OBSERVATION_FOLDERS, "legal", "membership")
    return [
        path
        for name in folders
        for path in sorted((data_folder / name).glob("*"))
        if path.suffix in (".csv", ".yml")
    ]


def checksum(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_survey_families(path: Path) -> pd.DataFrame:
    table = read_text_table(path)
    require_columns(table, ("pattern", "survey_family"), path)
    if unknown := sorted(set(table["survey_family"]) - set(vocabulary.SURVEY_FAMILIES)):
        raise ReferenceDataError(
            f"{path}: found the family {', '.join(map(repr, unknown))}; accepted are "
            f"{', '.join(vocabulary.SURVEY_FAMILIES)}."
        )
    return table


def _read_sources(path: Path) -> pd.DataFrame:
    table = read_text_table(path)
    require_columns(table, SOURCE_COLUMNS, path)
    day = {4: "-01-01", 7: "-01", 10: ""}
    table["vintage_date"] = [
        vintage + day[len(vintage)] if re.fullmatch(r"\d{4}(-\d\d){0,2}", vintage) else None
        for vintage in table["vintage"]
    ]
    return table.replace({"url": {"": None}, "caveat_key": {"": None}})


def _countries(data_folder: Path, reference: Reference) -> pd.DataFrame:
    path = data_folder / "reference" / "points.csv"
    points = read_text_table(path)
    for column in ("longitude", "latitude"):
        points[column] = read_numbers(points[column], path)
    return reference.countries.merge(points, on="country_code", how="left", validate="1:1")


def _indicators(reference: Reference) -> pd.DataFrame:
    rows = [indicator.model_dump() for indicator in reference.indicators.values()]
    table = pd.DataFrame(rows)
    for column in ("comparable_sexes", "comparable_ages"):
        table[column] = [list(codes) for codes in table[column]]
    table["target_year"] = table["target_year"].astype("Int64")
    return table


def _read_facts(
    paths: Iterable[Path], data_folder: Path, reference: Reference, columns: tuple[str, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = []
    for path in paths:
        table = read_text_table(path)
        require_columns(table, columns, path)
        table["file_name"] = path.relative_to(data_folder).as_posix()
        table["row"] = range(2, len(table) + 2)
        tables.append(table)
    if not tables:
        raise FileLayoutError(
            f"Found no files with the columns {', '.join(columns)} in {data_folder}. Restore them "
            "from the repository."
        )
    rows = pd.concat(tables, ignore_index=True)
    problems = []
    is_kept = pd.Series(True, index=rows.index)

    def reject(
        rule: str, column: str, bad: pd.Series, accepted: str, is_error: bool = True
    ) -> None:
        found = rows.loc[bad]
        is_kept.loc[bad] = False
        problems.append(
            source_problems(
                rule,
                "error" if is_error else "warning",
                file_name=found["file_name"],
                cell=[f"row {row}, column {column}" for row in found["row"]],
                found=found[column],
                accepted=accepted,
                source_id=found["source_id"],
            )
        )

    known = rows["country_code"].isin(set(reference.countries["country_code"]))
    # Some areas have figures and facts, but no ISO code; XKX is a user-assigned one.
    has_no_iso_code = rows["country_code"].isin(set(reference.areas["published_code"]) - {""})
    reject(
        "area_without_iso_code", "country_code", has_no_iso_code, "countries.csv", is_error=False
    )
    reject("unknown_area", "country_code", ~known & ~has_no_iso_code, "countries.csv")
    if "status" in columns:
        accepted = ", ".join(vocabulary.LEGAL_STATUSES)
        reject(
            "unknown_legal_status",
            "status",
            ~rows["status"].isin(vocabulary.LEGAL_STATUSES),
            accepted,
        )
    for column in columns:
        if column in ("year", "evidence_year"):
            bad = (rows[column] != "") & ~rows[column].str.fullmatch(r"(?:19|20)\d\d")
            reject("not_a_year", column, bad, "1900 – 2099")
        elif column.endswith("_date"):
            is_date = pd.to_datetime(rows[column], format="%Y-%m-%d", errors="coerce").notna()
            reject("not_a_date", column, (rows[column] != "") & ~is_date, "2026-11-22")
    rows = rows.loc[is_kept].copy()
    nullable = ("year", "evidence_year", "status_date", "as_of_date", "action", "note")
    for column in (column for column in nullable if column in columns):
        rows[column] = rows[column].replace("", None)
    return rows, join_problems(problems)


def _count_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby(["file_name", "source_id"]).size().reset_index(name="row_count")


def _source_files(counts: list[pd.DataFrame], data_folder: Path) -> pd.DataFrame:
    files = pd.concat(counts, ignore_index=True)
    checksums = {name: checksum(data_folder / name) for name in files["file_name"].unique()}
    files["checksum_sha256"] = files["file_name"].map(checksums)
    return files.rename(columns={"file_name": "file_path"})

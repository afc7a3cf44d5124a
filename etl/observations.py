"""Figures as the bundled files hold them: read, checked, and repaired by declaration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from etl import vocabulary
from etl.problems import join_problems, no_problems, source_problems
from etl.reference import Reference, read_text_table

# The columns of table observation. country_code follows from area_code; it is kept beside it so
# that a person can read the difference between two versions of a file.
FILE_COLUMNS = (
    "series_code",
    "area_code",
    "country_code",
    "year",
    "sex",
    "age",
    "value",
    "value_status",
    "unit",
    "nature",
    "reporting_type",
    "lower_bound",
    "upper_bound",
    "source_text",
    "footnote",
    "source_id",
)
KEY = ["series_code", "area_code", "year", "sex", "age", "source_id"]
NUMBERS = ("value", "lower_bound", "upper_bound")
TEXTS = ("source_text", "footnote")

# A figure published under one of these says why there is none.
STATUSES_WITHOUT_VALUE = ("suppressed", "not_collected", "not_applicable")

NUMBER = r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?"
GARBLED = re.compile("[ÃÂ][\u0080-\u00bf]|â€|\ufffd")

SORT_ORDER = ["country_code", "_area", "_year", "sex", "age", "source_id", "value_status", "_value"]


class FileLayoutError(ValueError):
    """A file cannot be read at all; the message says what was found and what is accepted."""


def read_observation_files(paths: Iterable[Path], data_folder: Path) -> pd.DataFrame:
    """All rows of observation files as text, with ``file_name`` and ``row`` (line of the file).

    Raises FileLayoutError for a file whose columns are not FILE_COLUMNS.
    """
    tables = []
    for path in paths:
        table = read_text_table(path)
        require_columns(table, FILE_COLUMNS, path)
        table["file_name"] = path.relative_to(data_folder).as_posix()
        table["row"] = range(2, len(table) + 2)
        tables.append(table)
    if not tables:
        raise FileLayoutError(
            f"No observation files in {data_folder}. Restore them from the repository."
        )
    return pd.concat(tables, ignore_index=True)


def require_columns(table: pd.DataFrame, columns: Iterable[str], path: Path) -> None:
    """Raise FileLayoutError unless a table has exactly these columns, in this order."""
    found, accepted = list(table.columns), list(columns)
    if found != accepted:
        raise FileLayoutError(
            f"{path}: found the columns {', '.join(found)}; accepted are exactly "
            f"{', '.join(accepted)}."
        )


def check_observations(
    rows: pd.DataFrame, reference: Reference, known_sources: Iterable[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures fit for the warehouse (columns of ``observation``), and the problems found.

    ``rows`` are as ``read_observation_files`` returns them. A row with an error is not among the
    figures, and its problem is among the problems: one row per row and rule.
    """
    series_units = {code: indicator.unit for code, indicator in reference.indicators.items()}
    country_of_area = dict(
        zip(reference.countries["area_code"], reference.countries["country_code"], strict=True)
    )
    known_areas = set(country_of_area) | set(reference.areas["area_code"])
    known_ages = reference.known_codes("age")

    problems: list[pd.DataFrame] = []
    is_bad = pd.Series(False, index=rows.index)

    def reject(rule: str, column: str, bad: pd.Series, accepted: Callable[[Any], str]) -> None:
        if not bad.any():
            return
        found = rows.loc[bad]
        problems.append(
            source_problems(
                rule,
                "error",
                file_name=found["file_name"],
                cell=_cells(found, column),
                found=found[column],
                accepted=[accepted(row) for row in found.itertuples(index=False)],
                source_id=found["source_id"],
            )
        )
        is_bad.loc[bad] = True

    def reject_unknown(rule: str, column: str, known: Iterable[str], accepted: str) -> None:
        reject(rule, column, ~rows[column].isin(set(known)), lambda row: accepted)

    reject_unknown("unknown_series", "series_code", series_units, "indicators.yml")
    reject_unknown("unknown_area", "area_code", known_areas, "countries.csv, areas.csv")
    reject_unknown("unknown_source", "source_id", known_sources, "sources.csv")
    reject_unknown("unknown_sex", "sex", vocabulary.SEXES, ", ".join(vocabulary.SEXES))
    reject_unknown("unknown_age", "age", known_ages, "published_codes.csv")
    reject_unknown(
        "unknown_value_status",
        "value_status",
        vocabulary.VALUE_STATUSES,
        ", ".join(vocabulary.VALUE_STATUSES),
    )
    expected_country = rows["area_code"].map(country_of_area).fillna("")
    reject(
        "country_differs",
        "country_code",
        rows["area_code"].isin(known_areas) & (rows["country_code"] != expected_country),
        lambda row: country_of_area.get(row.area_code, "''"),
    )
    expected_unit = rows["series_code"].map(series_units)
    reject(
        "unknown_unit",
        "unit",
        expected_unit.notna() & (rows["unit"] != expected_unit),
        lambda row: series_units[row.series_code],
    )
    reject(
        "not_a_year",
        "year",
        ~rows["year"].str.fullmatch(r"(?:19|20)\d\d"),
        lambda row: "1900 – 2099",
    )
    for column in NUMBERS:
        reject(
            "not_a_number",
            column,
            (rows[column] != "") & ~rows[column].str.fullmatch(NUMBER),
            lambda row: "1234.5",
        )
    has_no_value = rows["value_status"].isin(STATUSES_WITHOUT_VALUE)
    reject(
        "value_without_meaning",
        "value",
        has_no_value & (rows["value"] != ""),
        lambda row: f"'' ({row.value_status})",
    )
    reject(
        "missing_value",
        "value",
        ~has_no_value & (rows["value"] == ""),
        lambda row: ", ".join(STATUSES_WITHOUT_VALUE),
    )

    good = rows.loc[~is_bad].copy()
    good, repairs = _repair_texts(good, reference.text_repairs)
    good, repeats = _settle_repeats(good)
    for column in NUMBERS:
        good[column] = pd.to_numeric(good[column].replace("", None))
    good["year"] = good["year"].astype(int)
    good["area_type"] = "country"
    area_types = dict(zip(reference.areas["area_code"], reference.areas["area_type"], strict=True))
    is_other = good["country_code"] == ""
    good.loc[is_other, "area_type"] = good.loc[is_other, "area_code"].map(area_types)
    for column in ("country_code", "nature", "reporting_type", *TEXTS):
        good[column] = good[column].replace("", None)
    return (
        good.drop(columns=["file_name", "row"]).reset_index(drop=True),
        join_problems([*problems, repairs, repeats]),
    )


def sort_for_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of an observation file: two versions differ only where figures do."""
    keyed = rows.assign(
        _area=rows["area_code"].astype(int),
        _year=rows["year"].astype(int),
        _value=pd.to_numeric(rows["value"], errors="coerce"),
    )
    return keyed.sort_values(SORT_ORDER, kind="stable", ignore_index=True)[list(FILE_COLUMNS)]


def _cells(rows: pd.DataFrame, column: str) -> list[str]:
    return [f"row {row}, column {column}" for row in rows["row"]]


def _repair_texts(rows: pd.DataFrame, repairs: dict[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    garbled = [
        (index, column)
        for column in TEXTS
        for index in rows.index[rows[column].str.contains(GARBLED)]
    ]
    applied: list[dict[str, str]] = []
    undeclared: list[dict[str, str]] = []
    for index, column in garbled:
        text = rows.at[index, column]
        where = {
            "file_name": rows.at[index, "file_name"],
            "cell": f"row {rows.at[index, 'row']}, column {column}",
            "source_id": rows.at[index, "source_id"],
        }
        for found, repaired in repairs.items():
            if found in text:
                text = text.replace(found, repaired)
                applied.append({**where, "found": found, "accepted": repaired})
        rows.at[index, column] = text
        if GARBLED.search(text):
            undeclared.append({**where, "found": text, "accepted": "text_repairs.yml"})
    return rows, join_problems(
        [
            source_problems("garbled_text", "repair", **_columns(applied)),
            source_problems("undeclared_garbled_text", "warning", **_columns(undeclared)),
        ]
    )


def _columns(records: list[dict[str, str]]) -> dict[str, list[str]]:
    names = ("file_name", "cell", "source_id", "found", "accepted")
    return {name: [record[name] for record in records] for name in names}


def _settle_repeats(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Keep one row per key: equal figures once, different ones as a conflict without value."""
    is_repeated = rows.duplicated(KEY, keep=False)
    if not is_repeated.any():
        return rows, no_problems()
    # A suppressed count is published as '<5': the threshold of UNODC, the only one to suppress.
    repeated = rows.loc[is_repeated].assign(
        published=lambda these: these["value"].mask(these["value_status"] == "suppressed", "<5"),
        line=lambda these: these["row"].astype(str),
    )
    groups = repeated.groupby(KEY).agg(
        listed=("published", " | ".join), kinds=("published", "nunique"), lines=("line", ", ".join)
    )
    kept = repeated.drop_duplicates(KEY).join(groups, on=KEY)
    kept["is_conflict"] = kept["kinds"] > 1
    problems = []
    for rule, chosen in (
        ("conflicting_values", kept[kept["is_conflict"]]),
        ("repeated_value", kept[~kept["is_conflict"]]),
    ):
        area = chosen["country_code"].mask(chosen["country_code"] == "", chosen["area_code"])
        problems.append(
            source_problems(
                rule,
                "warning",
                file_name=chosen["file_name"],
                cell="rows " + chosen["lines"] + ", column value",
                found=area
                + " "
                + chosen["year"]
                + " "
                + chosen["sex"]
                + " "
                + chosen["age"]
                + ": "
                + chosen["listed"],
                accepted="1",
                source_id=chosen["source_id"],
            )
        )
    is_conflict = kept["is_conflict"]
    for column in NUMBERS:
        kept[column] = kept[column].mask(is_conflict, "")
    kept["value_status"] = kept["value_status"].mask(is_conflict, "conflicting")
    # The values alone, without words: a footnote is shown in every language.
    with_values = (kept["footnote"] + " " + kept["listed"]).str.strip()
    kept["footnote"] = kept["footnote"].mask(is_conflict, with_values)
    settled = pd.concat([rows.loc[~is_repeated], kept[rows.columns]]).sort_index()
    return settled, join_problems(problems)

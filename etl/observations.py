"""Figures as the bundled files hold them: read, checked, and repaired by declaration."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from etl import vocabulary
from etl.problems import join_problems, no_problems, source_problems
from etl.reference import Reference, ReferenceDataError

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
COLUMNS = (*FILE_COLUMNS, "area_type")
KEY = ["series_code", "area_code", "year", "sex", "age", "source_id"]
NUMBERS = ("value", "lower_bound", "upper_bound")
TEXTS = ("source_text", "footnote")

# A figure published under one of these says why there is none.
STATUSES_WITHOUT_VALUE = ("suppressed", "not_collected", "not_applicable")

NUMBER = r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?"
GARBLED = re.compile("[ÃÂ][\u0080-\u00bf]|â€|\ufffd")

# What is read and checked at once: some hundred thousand rows, whatever a file holds.
BYTES_AT_ONCE = 32 << 20

SORT_ORDER = ["country_code", "_area", "_year", "sex", "age", "source_id", "value_status", "_value"]


class FileLayoutError(ValueError):
    """A file cannot be read at all; the message says what was found and what is accepted."""


def read_observation_files(paths: Iterable[Path], data_folder: Path) -> Iterator[pd.DataFrame]:
    """The rows of observation files as text, part by part, with ``file_name`` and ``row`` (line of the file).

    A part holds rows of one file. Raises FileLayoutError for a file whose columns are not
    FILE_COLUMNS, ReferenceDataError for one that is no CSV file, and FileLayoutError where there is
    no file at all.
    """
    found = False
    for path in paths:
        found = True
        file_name = path.relative_to(data_folder).as_posix()
        row = 2
        for part in _read_parts(path):
            part["file_name"] = file_name
            part["row"] = range(row, row + len(part))
            row += len(part)
            yield part
    if not found:
        raise FileLayoutError(
            f"No observation files in {data_folder}. Restore them from the repository."
        )


def _read_parts(path: Path) -> Iterator[pd.DataFrame]:
    """A CSV file with every cell as the text it is, an empty one as ''; at least one part, may be without rows."""
    try:
        with csv.open_csv(
            path,
            read_options=csv.ReadOptions(block_size=BYTES_AT_ONCE),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(FILE_COLUMNS, pa.large_string()),
                strings_can_be_null=False,
            ),
        ) as reader:
            require_columns(reader.schema.empty_table().to_pandas(), FILE_COLUMNS, path)
            for batch in reader:
                yield batch.to_pandas()
    except pa.ArrowInvalid as error:
        raise ReferenceDataError(
            f"{path}: {str(error).strip()}; accepted is a CSV file in UTF-8 whose rows have "
            "equally many cells."
        ) from error


def require_columns(table: pd.DataFrame, columns: Iterable[str], path: Path) -> None:
    """Raise FileLayoutError unless a table has exactly these columns, in this order."""
    found, accepted = list(table.columns), list(columns)
    if found != accepted:
        raise FileLayoutError(
            f"{path}: found the columns {', '.join(found)}; accepted are exactly "
            f"{', '.join(accepted)}."
        )


def check_observations(
    rows: pd.DataFrame, reference: Reference, known_sources: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures fit for the warehouse (COLUMNS, those of ``observation``), and the problems found.

    ``rows`` are all rows, as ``read_observation_files`` gives them part by part. A row with an error
    is not among the figures, and its problem is among the problems: one row per row and rule.
    """
    checked, problems = check_rows(rows, reference, known_sources)
    settled, repeats = settle_repeats(checked)
    return settled[list(COLUMNS)].reset_index(drop=True), join_problems([problems, repeats])


def check_rows(
    rows: pd.DataFrame, reference: Reference, known_sources: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same of any part of the rows, but for what several rows of one key say together.

    Beside COLUMNS, the figures have ``file_name``, ``row`` and ``published``, for ``settle_repeats``.
    """
    series_units = {code: indicator.unit for code, indicator in reference.indicators.items()}
    country_of_area, area_types = reference.country_of_area, reference.area_types
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

    def reject_unknown(rule: str, column: str, known: Collection[str], accepted: str) -> None:
        reject(rule, column, ~_is_among(rows[column], known), lambda row: accepted)

    reject_unknown("unknown_series", "series_code", series_units, "indicators.yml")
    reject_unknown("unknown_area", "area_code", area_types, "countries.csv, areas.csv")
    reject_unknown("unknown_source", "source_id", known_sources, "sources.csv")
    reject_unknown("unknown_sex", "sex", vocabulary.SEXES, ", ".join(vocabulary.SEXES))
    reject_unknown("unknown_age", "age", known_ages, "published_codes.csv")
    reject_unknown(
        "unknown_value_status",
        "value_status",
        vocabulary.VALUE_STATUSES,
        ", ".join(vocabulary.VALUE_STATUSES),
    )
    expected_country = _looked_up(rows["area_code"], country_of_area).fillna("")
    reject(
        "country_differs",
        "country_code",
        _is_among(rows["area_code"], area_types) & (rows["country_code"] != expected_country),
        lambda row: country_of_area.get(row.area_code, "''"),
    )
    expected_unit = _looked_up(rows["series_code"], series_units)
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
    # A suppressed count is published as '<5': the threshold of UNODC, the only one to suppress.
    good["published"] = good["value"].mask(good["value_status"] == "suppressed", "<5")
    for column in NUMBERS:
        good[column] = pd.to_numeric(good[column].replace("", None))
    good["year"] = good["year"].astype(int)
    good["area_type"] = _looked_up(good["area_code"], area_types)
    for column in ("country_code", "nature", "reporting_type", *TEXTS):
        good[column] = good[column].replace("", None)
    return good, join_problems([*problems, repairs])


def _looked_up(column: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """What each text stands for, asked once per different text; missing where it is not known."""
    places, texts = pd.factorize(column)
    found = pd.Series([known.get(text) for text in texts], dtype="str")
    return found.take(places).set_axis(column.index)


def _is_among(column: pd.Series, known: Collection[str]) -> pd.Series:
    """Whether each text is known, asked once per different text."""
    places, texts = pd.factorize(column)
    found = np.array([text in known for text in texts], dtype=bool)
    return pd.Series(found[places], index=column.index)


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
        for index in rows.index[rows[column].str.contains(GARBLED.pattern)]
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


def settle_repeats(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per key, and the problems found: equal figures once, different ones as a conflict without value.

    ``rows`` are as ``check_rows`` gives them; all rows of a key must be among them.
    """
    is_repeated = rows.duplicated(KEY, keep=False)
    if not is_repeated.any():
        return rows, no_problems()
    repeated = rows.loc[is_repeated].assign(line=lambda these: these["row"].astype(str))
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
        area = chosen["country_code"].fillna(chosen["area_code"])
        problems.append(
            source_problems(
                rule,
                "warning",
                file_name=chosen["file_name"],
                cell="rows " + chosen["lines"] + ", column value",
                found=area
                + " "
                + chosen["year"].astype(str)
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
        kept[column] = kept[column].mask(is_conflict)
    kept["value_status"] = kept["value_status"].mask(is_conflict, "conflicting")
    # The values alone, without words: a footnote is shown in every language.
    with_values = (kept["footnote"].fillna("") + " " + kept["listed"]).str.strip()
    kept["footnote"] = kept["footnote"].mask(is_conflict, with_values)
    settled = pd.concat([rows.loc[~is_repeated], kept[rows.columns]]).sort_index()
    return settled, join_problems(problems)

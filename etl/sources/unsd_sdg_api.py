"""UNSD's Global SDG Indicators Database, in the columns of its API's answers."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd

from etl.observations import FileLayoutError
from etl.reference import Reference
from etl.sources.declaration import Source, Translation, require_published_columns

COLUMNS = {
    "series",
    "geoAreaCode",
    "timePeriodStart",
    "value",
    "upperBound",
    "lowerBound",
    "source",
    "footnotes",
    "attributes.Nature",
    "attributes.Units",
    "dimensions.Age",
    "dimensions.Sex",
    "dimensions.Reporting Type",
}
# A figure broken down by any other dimension would look like a total here.
DIMENSIONS_READ = {"dimensions.Age", "dimensions.Sex", "dimensions.Reporting Type"}


def read(path: Path, reference: Reference, source_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations and problems of a CSV file of API answers (one row per figure).

    Missing is ``NA`` or empty, years are floats, M49 codes unpadded, footnotes may be lists
    such as ``['']``.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise FileLayoutError(f"{path}: {error}; accepted is a CSV file in UTF-8.") from error
    require_published_columns(table, COLUMNS, path)
    table = table.replace("NA", "")
    rows = Translation(table, path, reference, source_id, first_row=2)

    codes = {
        column: reference.codes(column, "unsd") for column in ("sex", "age", "unit", "value_status")
    }
    series = {
        code: code for code, known in reference.indicators.items() if known.publisher == "unsd"
    }
    not_ours = ~table["series"].isin(list(series))
    rows.reject("unknown_series", "series", not_ours, "indicators.yml", severity="warning")
    rows.set("series_code", table["series"])
    for column in sorted(set(table.columns) - DIMENSIONS_READ):
        if column.startswith("dimensions."):
            rows.reject("unknown_dimension", column, table[column] != "", "''")
    if (status := "attributes.Observation Status") in table:
        rows.reject(
            "unknown_value_status", status, ~table[status].isin(["", "A"]), "'', A (normal)"
        )
    rows.set_area(table["geoAreaCode"], "geoAreaCode")
    rows.set_year(table["timePeriodStart"], "timePeriodStart")
    for column, published in (
        ("sex", "dimensions.Sex"),
        ("age", "dimensions.Age"),
        ("unit", "attributes.Units"),
        ("value_status", "attributes.Nature"),
    ):
        accepted = "published_codes.csv (unsd)"
        rows.set_code(column, published, codes[column], accepted, rule=f"unknown_{column}")
    for column, published in (
        ("value", "value"),
        ("lower_bound", "lowerBound"),
        ("upper_bound", "upperBound"),
    ):
        rows.set_number(column, table[published], published)
    rows.reject("missing_value", "value", table["value"] == "", "1234.5")
    rows.set("nature", table["attributes.Nature"])
    rows.set("reporting_type", table["dimensions.Reporting Type"])
    rows.set("source_text", table["source"])
    rows.set("footnote", table["footnotes"].map(_footnote))
    return rows.finish()


def _footnote(text: str) -> str:
    if not (text.startswith("[") and text.endswith("]")):
        return text
    try:
        notes = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
    return " ".join(note.strip() for note in notes if isinstance(note, str)).strip()


SOURCE = Source(
    name="unsd_sdg_api",
    publisher="unsd",
    folder="sdg",
    source_id_prefix="UNSD_SDG",
    publisher_name="United Nations Statistics Division",
    title="Global SDG Indicators Database",
    citation=(
        "United Nations Statistics Division, Global SDG Indicators Database, "
        "API answer of {vintage}."
    ),
    licence="Publisher's terms of use; not stated in the file",
    url="https://unstats.un.org/sdgs/dataportal",
    caveat_key="source_caveat.unsd_sdg",
    read=read,
)

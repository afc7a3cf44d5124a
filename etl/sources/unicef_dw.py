"""UNICEF's data warehouse, as exported with fields of the form ``CODE: label``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.observations import FileLayoutError
from etl.reference import Reference
from etl.sources.declaration import Source, Translation, require_published_columns

COLUMNS = {"indicator_code", "iso3", "year", "value", "unit", "sex", "age", "source", "footnote"}


def read(path: Path, reference: Reference, source_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations and problems of a CSV export (one row per figure)."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise FileLayoutError(f"{path}: {error}; accepted is a CSV file in UTF-8.") from error
    require_published_columns(table, COLUMNS, path)
    for column in ("unit", "sex", "age"):
        table[column] = table[column].str.partition(":")[0].str.strip()
    rows = Translation(table, path, reference, source_id, first_row=2)

    indicators = reference.indicators.items()
    series = [code for code, known in indicators if known.publisher == "unicef"]
    not_ours = ~table["indicator_code"].isin(series)
    rows.reject("unknown_series", "indicator_code", not_ours, "indicators.yml", severity="warning")
    rows.set("series_code", table["indicator_code"])
    rows.set_area(rows.area_of_iso3(table["iso3"]), "iso3")
    rows.set_year(table["year"], "year")
    for column in ("sex", "age", "unit"):
        codes = reference.codes(column, "unicef")
        rows.set_code(column, column, codes, "published_codes.csv (unicef)", f"unknown_{column}")
    rows.set_number("value", table["value"], "value")
    rows.reject("missing_value", "value", table["value"] == "", "1234.5")
    # Whole series can be estimates of the publisher: published_codes.csv says which.
    statuses = reference.codes("value_status", "unicef")
    rows.set("value_status", table["indicator_code"].map(statuses).fillna("reported"))
    rows.set("source_text", table["source"])
    rows.set("footnote", table["footnote"])
    return rows.finish()


SOURCE = Source(
    name="unicef_dw",
    publisher="unicef",
    folder="unicef",
    source_id_prefix="UNICEF_DW",
    publisher_name="United Nations Children's Fund",
    title="UNICEF Data Warehouse: child protection",
    citation="United Nations Children's Fund, UNICEF Data Warehouse, export of {vintage}.",
    licence="Publisher's terms of use; not stated in the file",
    url="https://data.unicef.org",
    caveat_key="source_caveat.unicef_dw",
    read=read,
)

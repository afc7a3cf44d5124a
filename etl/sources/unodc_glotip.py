"""UNODC's workbook on trafficking in persons (GLOTIP): victims by form of exploitation."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from etl.observations import FileLayoutError
from etl.reference import Reference
from etl.sources.declaration import Source, Translation, require_published_columns

HEADER_ROW = 3
COLUMNS = {
    "Iso3_code",
    "Country",
    "Indicator",
    "Dimension",
    "Category",
    "Sex",
    "Age",
    "Year",
    "Unit of measurement",
    "txtVALUE",
}
INDICATOR = "Detected trafficking victims"
DIMENSIONS = ("Total", "by form of exploitation")
SUPPRESSED = "<5"


def read(path: Path, reference: Reference, source_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Observations and problems of the workbook's first sheet (one row per count).

    ``<5`` is suppressed: not 0, though it may be 0. Thousands have commas; the header stands on row
    3. Other indicators and dimensions (offences, persons convicted, citizenship, repatriation) are
    no series of ours, and are reported as not carried over.
    """
    table = _read_sheet(path)
    require_published_columns(table, COLUMNS, path)
    table["Indicator"] = table["Indicator"] + ", " + table["Dimension"]
    rows = Translation(table, path, reference, source_id, first_row=HEADER_ROW + 1)

    carried = [f"{INDICATOR}, {dimension}" for dimension in DIMENSIONS]
    not_ours = ~table["Indicator"].isin(carried)
    rows.reject("unknown_series", "Indicator", not_ours, " | ".join(carried), severity="warning")
    for column, published in (
        ("series_code", "Category"),
        ("sex", "Sex"),
        ("age", "Age"),
        ("unit", "Unit of measurement"),
    ):
        codes = reference.codes(column, "unodc")
        rule = "unknown_series" if column == "series_code" else f"unknown_{column}"
        rows.set_code(column, published, codes, "published_codes.csv (unodc)", rule)

    names = {name: reference.resolve_country(name) for name in table["Country"].unique()}
    area_of_name = dict(
        zip(reference.areas["published_name"], reference.areas["area_code"], strict=True)
    )
    named = table["Country"].map(names).fillna("")
    area = rows.area_of_iso3(table["Iso3_code"].where(table["Iso3_code"] != "", named))
    area = area.where(area != "", table["Country"].map(area_of_name).fillna(""))
    differs = (named != "") & (table["Iso3_code"] != "") & (named != table["Iso3_code"])
    rows.reject("unknown_name", "Country", differs, "country_spellings.csv")
    rows.set_area(area, "Country")

    rows.set_year(table["Year"], "Year")
    is_suppressed = table["txtVALUE"] == SUPPRESSED
    rows.reject("missing_value", "txtVALUE", table["txtVALUE"] == "", f"1,234 or {SUPPRESSED}")
    is_count = table["txtVALUE"].str.fullmatch(r"\d{1,3}(?:,\d{3})+|\d+")
    rows.reject("not_a_number", "txtVALUE", ~is_suppressed & ~is_count, f"1,234 or {SUPPRESSED}")
    rows.set("value", table["txtVALUE"].str.replace(",", "").mask(is_suppressed, ""))
    rows.set("value_status", is_suppressed.map({True: "suppressed", False: "reported"}))
    return rows.finish()


def _read_sheet(path: Path) -> pd.DataFrame:
    try:
        workbook = CalamineWorkbook.from_path(path)
        cells = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise FileLayoutError(f"{path}: {error}; accepted is UNODC's workbook (.xlsx).") from error
    if len(cells) < HEADER_ROW:
        raise FileLayoutError(
            f"{path}: found {len(cells)} rows; the header stands on row {HEADER_ROW}."
        )
    header, *body = cells[HEADER_ROW - 1 :]
    return pd.DataFrame(body, columns=header).map(_text)


def _text(cell: object) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()


SOURCE = Source(
    name="unodc_glotip",
    publisher="unodc",
    folder="glotip",
    source_id_prefix="UNODC_GLOTIP",
    publisher_name="United Nations Office on Drugs and Crime",
    title="Trafficking in persons: detected victims (GLOTIP)",
    citation=(
        "United Nations Office on Drugs and Crime, Global Report on Trafficking in Persons, "
        "data file of {vintage}."
    ),
    licence="Publisher's terms of use; not stated in the file",
    url="https://dataunodc.un.org/dp-trafficking-persons",
    caveat_key="source_caveat.unodc_glotip",
    read=read,
)

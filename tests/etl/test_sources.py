"""Publishers' own layouts: each quirk in a small file, and their whole real files where present."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from etl.observations import FILE_COLUMNS, FileLayoutError, sort_for_file
from etl.problems import COLUMNS
from etl.reference import DATA_FOLDER, Reference, read_text_table
from etl.sources import sources

UNSD = {
    "series": "VC_VAW_PHYPYV",
    "geoAreaCode": "404",
    "geoAreaName": "Kenya",
    "timePeriodStart": "2022.0",
    "value": "61.4",
    "upperBound": "NA",
    "lowerBound": "NA",
    "source": "DHS 2022",
    "footnotes": "['']",
    "attributes.Nature": "C",
    "attributes.Units": "PERCENT",
    "dimensions.Age": "1-14",
    "dimensions.Sex": "NA",
    "dimensions.Reporting Type": "G",
    "dimensions.Location": "NA",
    "attributes.Observation Status": "A",
}
GLOTIP = {
    "Iso3_code": "COL",
    "Country": "Colombia",
    "Region": "Americas",
    "Indicator": "Detected trafficking victims",
    "Dimension": "Total",
    "Category": "Total",
    "Sex": "Total",
    "Age": "Total",
    "Year": 2019,
    "Unit of measurement": "Counts",
    "txtVALUE": "1,124",
    "Source": "GLOTIP",
}
UNICEF = {
    "indicator_code": "PT_CHLD_Y0T4_REG",
    "iso3": "NAM",
    "year": "2013",
    "value": "78.1",
    "unit": "PCNT: %",
    "sex": "_T: Total",
    "age": "Y0T4: Under 5 years old",
    "source": "DHS 2013",
    "footnote": "",
}


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_glotip(path: Path, rows: list[dict[str, object]]) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["UNODC"])
    sheet.append(["14/04/2025"])
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    workbook.save(path)
    return path


def read(
    name: str, path: Path, reference: Reference, vintage: str = "2025-01-20"
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    source = sources()[name]
    observations, problems = source.read(path, reference, source.source_id(vintage))
    assert tuple(observations.columns) == FILE_COLUMNS
    assert tuple(problems.columns) == COLUMNS
    return observations.to_dict("records"), problems.to_dict("records")


# ------------------------------------------------------------------------------------------- UNSD


def test_unsd_row(tmp_path: Path, reference: Reference) -> None:
    path = write_csv(tmp_path / "api.csv", [UNSD])
    (row,), problems = read("unsd_sdg_api", path, reference)
    assert problems == []
    assert row == {
        "series_code": "VC_VAW_PHYPYV",
        "area_code": "404",
        "country_code": "KEN",
        "year": "2022",
        "sex": "_Z",
        "age": "Y1T14",
        "value": "61.4",
        "value_status": "reported",
        "unit": "percent",
        "nature": "C",
        "reporting_type": "G",
        "lower_bound": "",
        "upper_bound": "",
        "source_text": "DHS 2022",
        "footnote": "",
        "source_id": "UNSD_SDG_2025-01-20",
    }


@pytest.mark.parametrize(
    ("changes", "column", "expected"),
    [
        (
            {"footnotes": "['Age is 5-14 years', 'National']"},
            "footnote",
            "Age is 5-14 years National",
        ),
        ({"footnotes": "Births registered"}, "footnote", "Births registered"),
        ({"footnotes": "[sic]"}, "footnote", "[sic]"),
        ({"geoAreaCode": "4"}, "country_code", "AFG"),
        ({"geoAreaCode": "1"}, "country_code", ""),
        ({"geoAreaCode": "412"}, "area_code", "412"),
        ({"attributes.Nature": "E"}, "value_status", "estimated"),
        ({"attributes.Nature": "M"}, "value_status", "modelled"),
        ({"dimensions.Sex": "BOTHSEX"}, "sex", "_T"),
        ({"dimensions.Age": "ALLAGE"}, "age", "_T"),
        ({"dimensions.Age": "<5Y"}, "age", "Y_LT5"),
        ({"lowerBound": "8.1"}, "lower_bound", "8.1"),
    ],
)
def test_unsd_quirk(
    tmp_path: Path, reference: Reference, changes: dict[str, str], column: str, expected: str
) -> None:
    path = write_csv(tmp_path / "api.csv", [UNSD | changes])
    (row,), problems = read("unsd_sdg_api", path, reference)
    assert problems == []
    assert row[column] == expected


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"series": "SH_DTH_NCD"}, "unknown_series", "warning"),
        ({"geoAreaCode": "9999"}, "unknown_area", "error"),
        ({"timePeriodStart": "2022.5"}, "not_a_year", "error"),
        ({"dimensions.Sex": "GIRL"}, "unknown_sex", "error"),
        ({"dimensions.Age": "3-9"}, "unknown_age", "error"),
        ({"attributes.Units": "PER_MILLE"}, "unknown_unit", "error"),
        ({"attributes.Nature": "Q"}, "unknown_value_status", "error"),
        ({"value": "<5"}, "not_a_number", "error"),
        ({"value": "NA"}, "missing_value", "error"),
        ({"dimensions.Location": "URBAN"}, "unknown_dimension", "error"),
        ({"attributes.Observation Status": "Q"}, "unknown_value_status", "error"),
    ],
)
def test_unsd_defect(
    tmp_path: Path, reference: Reference, changes: dict[str, str], rule: str, severity: str
) -> None:
    path = write_csv(tmp_path / "api.csv", [UNSD, UNSD | changes, UNSD | changes])
    rows, (problem,) = read("unsd_sdg_api", path, reference)
    assert len(rows) == 1
    (column,) = changes
    assert (problem["rule"], problem["severity"]) == (rule, severity)
    assert problem["cell"] == f"row 3, column {column} (and 1 more rows)"
    assert problem["found"] == changes[column].replace("NA", "")


def test_several_defects_of_one_row_are_all_reported(tmp_path: Path, reference: Reference) -> None:
    wrong = {"geoAreaCode": "9999", "value": "many", "dimensions.Age": "3-9"}
    path = write_csv(tmp_path / "api.csv", [UNSD | wrong])
    rows, problems = read("unsd_sdg_api", path, reference)
    assert rows == []
    assert {problem["rule"] for problem in problems} == {
        "unknown_area",
        "not_a_number",
        "unknown_age",
    }


def test_unsd_layout_changed(tmp_path: Path, reference: Reference) -> None:
    changed = {("geoArea" if name == "geoAreaCode" else name): text for name, text in UNSD.items()}
    path = write_csv(tmp_path / "api.csv", [changed])
    with pytest.raises(FileLayoutError, match="columns geoAreaCode are missing; found are series"):
        read("unsd_sdg_api", path, reference)


# ------------------------------------------------------------------------------------------ UNODC


def test_glotip_row(tmp_path: Path, reference: Reference) -> None:
    path = write_glotip(tmp_path / "glotip.xlsx", [GLOTIP])
    (row,), problems = read("unodc_glotip", path, reference, "2025-04-14")
    assert problems == []
    expected = {
        "series_code": "GLOTIP_DETECTED_VICTIMS",
        "area_code": "170",
        "country_code": "COL",
        "year": "2019",
        "sex": "_T",
        "age": "_T",
        "value": "1124",
        "value_status": "reported",
        "unit": "number",
        "source_id": "UNODC_GLOTIP_2025-04-14",
    }
    assert row == dict.fromkeys(FILE_COLUMNS, "") | expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"txtVALUE": "<5"}, {"value": "", "value_status": "suppressed"}),
        ({"txtVALUE": "0"}, {"value": "0", "value_status": "reported"}),
        ({"txtVALUE": 7}, {"value": "7", "value_status": "reported"}),
        ({"txtVALUE": 1_234_567}, {"value": "1234567", "value_status": "reported"}),
        ({"Age": "0 to 17 years"}, {"age": "Y_LT18"}),
        ({"Sex": "Unknown", "Age": "Unknown"}, {"sex": "_U", "age": "_U"}),
        (
            {"Dimension": "by form of exploitation", "Category": "Forced labour"},
            {"series_code": "GLOTIP_DETECTED_VICTIMS_FORCED_LABOUR"},
        ),
        ({"Iso3_code": "TUR", "Country": "Turkey"}, {"country_code": "TUR"}),
        ({"Iso3_code": "TUR", "Country": "Türkiye"}, {"country_code": "TUR"}),
        ({"Iso3_code": "NAM", "Country": "Namibia"}, {"country_code": "NAM"}),
        ({"Iso3_code": "", "Country": "Kenya"}, {"country_code": "KEN"}),
        ({"Iso3_code": "", "Country": "Sark"}, {"country_code": "", "area_code": "680"}),
    ],
)
def test_glotip_quirk(
    tmp_path: Path, reference: Reference, changes: dict[str, object], expected: dict[str, str]
) -> None:
    path = write_glotip(tmp_path / "glotip.xlsx", [GLOTIP | changes])
    (row,), problems = read("unodc_glotip", path, reference)
    assert problems == []
    assert {column: row[column] for column in expected} == expected


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"Dimension": "by citizenship"}, "unknown_series", "warning"),
        ({"Category": "Organ removal"}, "unknown_series", "error"),
        ({"Iso3_code": "ATL", "Country": "Atlantis"}, "unknown_area", "error"),
        ({"Country": "Peru"}, "unknown_name", "error"),
        ({"Sex": "All"}, "unknown_sex", "error"),
        ({"Age": "0 to 14 years"}, "unknown_age", "error"),
        ({"Unit of measurement": "Rate"}, "unknown_unit", "error"),
        ({"Year": "2019/20"}, "not_a_year", "error"),
        ({"txtVALUE": "<10"}, "not_a_number", "error"),
        ({"txtVALUE": "1,12"}, "not_a_number", "error"),
        ({"txtVALUE": ""}, "missing_value", "error"),
    ],
)
def test_glotip_defect(
    tmp_path: Path, reference: Reference, changes: dict[str, object], rule: str, severity: str
) -> None:
    path = write_glotip(tmp_path / "glotip.xlsx", [GLOTIP, GLOTIP | changes])
    rows, problems = read("unodc_glotip", path, reference)
    assert len(rows) == 1
    assert (problems[0]["rule"], problems[0]["severity"]) == (rule, severity)
    assert problems[0]["cell"].startswith("row 5, column ")


def test_glotip_is_not_a_workbook(tmp_path: Path, reference: Reference) -> None:
    path = tmp_path / "glotip.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(FileLayoutError, match="accepted is UNODC's workbook"):
        read("unodc_glotip", path, reference)


# ----------------------------------------------------------------------------------------- UNICEF


def test_unicef_row(tmp_path: Path, reference: Reference) -> None:
    path = write_csv(tmp_path / "unicef.csv", [UNICEF])
    (row,), problems = read("unicef_dw", path, reference, "2025-03")
    assert problems == []
    assert (row["country_code"], row["area_code"], row["age"]) == ("NAM", "516", "Y_LT5")
    assert (row["sex"], row["unit"], row["value"]) == ("_T", "percent", "78.1")
    assert row["value_status"] == "reported"


def test_unicef_trend_is_estimated(tmp_path: Path, reference: Reference) -> None:
    trend = {
        "indicator_code": "PT_F_20-24_MRD_U18_TND",
        "sex": "F: Female",
        "age": "Y20T24: 20 to 24 years old",
    }
    (row,), _ = read("unicef_dw", write_csv(tmp_path / "u.csv", [UNICEF | trend]), reference)
    assert row["value_status"] == "estimated"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"iso3": "UNICEF_EAP"}, "unknown_area"),
        ({"age": "Y0T9: Under 10"}, "unknown_age"),
        ({"unit": "RATE: per 1000"}, "unknown_unit"),
        ({"value": ""}, "missing_value"),
        ({"value": "61,4"}, "not_a_number"),
    ],
)
def test_unicef_defect(
    tmp_path: Path, reference: Reference, changes: dict[str, str], rule: str
) -> None:
    path = write_csv(tmp_path / "unicef.csv", [UNICEF, UNICEF | changes])
    rows, (problem,) = read("unicef_dw", path, reference)
    assert len(rows) == 1
    assert (problem["rule"], problem["severity"]) == (rule, "error")


# ------------------------------------------------------------------------------------ real files


@pytest.mark.parametrize(
    ("name", "file_name", "vintage", "row_count"),
    [
        ("unsd_sdg_api", "unsd_sdg_api_2025-01-20.csv", "2025-01-20", 1_963),
        ("unodc_glotip", "unodc_glotip_2025-04-14.xlsx", "2025-04-14", 28_716),
        ("unicef_dw", "unicef_dw_2025-03.csv", "2025-03", 1_464),
    ],
)
def test_the_publishers_file_gives_the_bundled_figures(
    publishers_files: Path,
    reference: Reference,
    name: str,
    file_name: str,
    vintage: str,
    row_count: int,
) -> None:
    source = sources()[name]
    path = publishers_files / file_name
    observations, problems = source.read(path, reference, source.source_id(vintage))
    assert len(observations) == row_count
    assert set(problems["severity"]) <= {"warning"}
    for series_code, rows in observations.groupby("series_code"):
        bundled = read_text_table(DATA_FOLDER / source.folder / f"{series_code}.csv")
        pd.testing.assert_frame_equal(sort_for_file(rows), bundled, check_dtype=False)


def test_rows_not_carried_over_are_counted(publishers_files: Path, reference: Reference) -> None:
    path = publishers_files / "unodc_glotip_2025-04-14.xlsx"
    _, problems = read("unodc_glotip", path, reference, "2025-04-14")
    by_found = {problem["found"]: problem["cell"] for problem in problems}
    assert len(by_found) == 8
    citizenship = by_found["Detected trafficking victims, by citizenship"]
    assert citizenship.endswith("(and 8850 more rows)")

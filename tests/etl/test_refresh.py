"""A publisher's new file becomes data files, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from etl.reference import read_text_table
from etl.refresh import RefreshError, refresh
from tests.etl.test_sources import UNSD, write_csv


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def api_rows(small_data: Path, series: str = "VC_VAW_PHYPYV") -> list[dict[str, str]]:
    """The bundled rows of a series in the columns of the API."""
    ages = {"Y1T14": "1-14", "Y1T4": "1-4", "Y2T14": "2-14", "Y5T12": "5-12"}
    return [
        UNSD
        | {
            "series": row.series_code,
            "geoAreaCode": row.area_code,
            "timePeriodStart": f"{row.year}.0",
            "value": row.value,
            "lowerBound": row.lower_bound,
            "upperBound": row.upper_bound,
            "source": row.source_text,
            "footnotes": f"[{row.footnote!r}]",
            "attributes.Nature": row.nature,
            "dimensions.Age": ages[row.age],
            "dimensions.Reporting Type": row.reporting_type,
        }
        for row in read_text_table(small_data / "sdg" / f"{series}.csv").itertuples(index=False)
    ]


def test_new_vintage_replaces_its_series(small_data: Path) -> None:
    rows = api_rows(small_data)
    nigeria = next(row for row in rows if row["geoAreaCode"] == "566")
    nigeria["value"] = "61.5"
    rows.append(UNSD | {"geoAreaCode": "4", "timePeriodStart": "2024.0", "value": "70.1"})
    path = write_csv(small_data.parent / "api.csv", rows)
    other = (small_data / "sdg" / "VC_VAW_SXVLN.csv").read_bytes()

    done = refresh("unsd_sdg_api", path, "2026-01-20", small_data)

    (change,) = done.changes
    assert (change.series_code, change.before, change.after) == ("VC_VAW_PHYPYV", 109, 110)
    assert (change.added, change.changed, change.removed) == (1, 1, 0)
    written = read_text_table(small_data / "sdg" / "VC_VAW_PHYPYV.csv")
    assert set(written["source_id"]) == {"UNSD_SDG_2026-01-20"}
    assert list(written.loc[written["country_code"] == "NGA", "value"]) == ["61.5"]
    assert (small_data / "sdg" / "VC_VAW_SXVLN.csv").read_bytes() == other
    declared = read_text_table(small_data / "reference" / "sources.csv").set_index("source_id")
    assert declared.loc["UNSD_SDG_2026-01-20", "vintage"] == "2026-01-20"
    # The other series still is of the earlier vintage, so that stays declared.
    assert "UNSD_SDG_2025-01-20" in declared.index
    assert list((small_data / "sdg").glob(".*")) == []


def test_same_file_twice_changes_nothing(small_data: Path) -> None:
    path = write_csv(small_data.parent / "api.csv", api_rows(small_data))
    before = snapshot(small_data / "sdg")
    done = refresh("unsd_sdg_api", path, "2025-01-20", small_data)
    (change,) = done.changes
    assert (change.added, change.changed, change.removed) == (0, 0, 0)
    assert snapshot(small_data / "sdg") == before


def test_source_no_longer_used_is_no_longer_declared(small_data: Path) -> None:
    shutil.rmtree(small_data / "sdg")
    path = write_csv(small_data.parent / "api.csv", [UNSD])
    refresh("unsd_sdg_api", path, "2026-01-20", small_data)
    declared = set(read_text_table(small_data / "reference" / "sources.csv")["source_id"])
    assert "UNSD_SDG_2025-01-20" not in declared
    assert {"UNSD_SDG_2026-01-20", "UNODC_GLOTIP_2025-04-14"} <= declared


@pytest.mark.parametrize(
    ("defect", "said"),
    [
        ({"geoAreaCode": "9999"}, "1 problem(s) must be solved first; nothing was written"),
        ({"dimensions.Age": "3-9"}, "Declare new codes in data/reference"),
        ({"series": "SH_DTH_NCD"}, "found no figure of a declared series"),
    ],
)
def test_unknown_codes_write_nothing(small_data: Path, defect: dict[str, str], said: str) -> None:
    path = write_csv(small_data.parent / "api.csv", [UNSD | defect])
    before = snapshot(small_data)
    with pytest.raises(RefreshError) as error:
        refresh("unsd_sdg_api", path, "2026-01-20", small_data)
    assert said in str(error.value)
    assert error.value.problems is not None
    assert len(error.value.problems) == 1
    assert snapshot(small_data) == before


def test_removed_figures_must_be_accepted(small_data: Path) -> None:
    rows = [row for row in api_rows(small_data) if row["geoAreaCode"] != "566"]
    path = write_csv(small_data.parent / "api.csv", rows)
    before = snapshot(small_data)
    with pytest.raises(RefreshError) as error:
        refresh("unsd_sdg_api", path, "2026-01-20", small_data)
    assert "1 bundled figure(s) are not in" in str(error.value)
    assert "VC_VAW_PHYPYV 1" in str(error.value)
    assert "--accept-removals" in str(error.value)
    assert snapshot(small_data) == before
    done = refresh("unsd_sdg_api", path, "2026-01-20", small_data, accept_removals=True)
    assert done.changes[0].removed == 1


@pytest.mark.parametrize("vintage", ["2025", "20-01-2026", "2026-13-01", "2999-01-01", "soon"])
def test_vintage_must_be_a_past_date(small_data: Path, vintage: str) -> None:
    path = write_csv(small_data.parent / "api.csv", [UNSD])
    with pytest.raises(RefreshError, match="accepted is the date of the publisher's file"):
        refresh("unsd_sdg_api", path, vintage, small_data)


def test_older_vintage_is_refused(small_data: Path) -> None:
    path = write_csv(small_data.parent / "api.csv", api_rows(small_data))
    with pytest.raises(RefreshError, match="the bundled figures are of 2025-01-20"):
        refresh("unsd_sdg_api", path, "2024-12-31", small_data)


def test_unknown_source_and_file(small_data: Path) -> None:
    with pytest.raises(RefreshError, match="accepted are unicef_dw, unodc_glotip, unsd_sdg_api"):
        refresh("oecd", small_data / "x.csv", "2025-01-01", small_data)
    with pytest.raises(RefreshError, match="Found no file"):
        refresh("unicef_dw", small_data / "x.csv", "2025-01-01", small_data)

"""How a page shows something: downloads that are safe and marked, figures remembered, empty states."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from dashboard import show
from dashboard.charts import status_shares
from dashboard.shell import Run
from tests.dashboard.conftest import make_run


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+33 1 23", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("https://x.org")'],
)
def test_csv_runs_nothing_in_a_spreadsheet(text: str) -> None:
    (row,) = read_csv(show._csv(pd.DataFrame({"Action": [text]}), False, "Source"))
    assert row["Action"] == f"'{text}"


def test_csv_leaves_an_empty_text_empty() -> None:
    (row,) = read_csv(show._csv(pd.DataFrame({"Action": [""], "No": ["1"]}), False, "Source"))
    assert row["Action"] == ""


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_csv_keeps_a_text_of_several_lines_in_its_cell(line_end: str) -> None:
    # In a row of its own, the second line would be a formula.
    text = f"Two lines{line_end}=1+1"
    (row,) = read_csv(show._csv(pd.DataFrame({"Action": [text]}), False, "Source"))
    assert row == {"Action": text, "source": "Source"}


def test_csv_leaves_other_cells_as_they_are() -> None:
    table = pd.DataFrame(
        {
            "Country": ["Côte d’Ivoire", None],
            "Value": [-3.5, None],
            "Year": [2020, 2021],
            "Text": ["a=b, “c”", "–"],
        }
    )
    rows = read_csv(show._csv(table, False, "UNSD, 2025"))
    assert rows[0] == {
        "Country": "Côte d’Ivoire",
        "Value": "-3.5",
        "Year": "2020",
        "Text": "a=b, “c”",
        "source": "UNSD, 2025",
    }
    assert rows[1]["Country"] == rows[1]["Value"] == ""
    assert list(table.columns) == ["Country", "Value", "Year", "Text"]


def test_csv_opens_with_its_accents_in_excel() -> None:
    assert show._csv(pd.DataFrame({"a": ["é"]}), False, "s").startswith(b"\xef\xbb\xbf")


def test_csv_of_illustrative_reports_says_so_in_every_row() -> None:
    table = pd.DataFrame({"a": [1, 2]})
    assert [row["is_illustrative"] for row in read_csv(show._csv(table, True, "s"))] == ["True"] * 2
    assert "is_illustrative" not in read_csv(show._csv(table, False, "s"))[0]


def test_file_names_sort_and_warn(run: Run) -> None:
    name = f"2026-11-22_gantt_{run.language}.csv"
    assert show.file_name(run, "gantt", "csv", False) == name
    assert show.file_name(run, "gantt", "csv", True) == f"ILLUSTRATIVE_{name}"


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_foot_of_reports_says_whether_they_are_real(is_illustrative: bool) -> None:
    foot = show.reports_foot(make_run("en", is_illustrative=is_illustrative), "Caveat")
    assert ("not real ones" in foot.source) is is_illustrative
    assert foot.caveat == "Caveat"
    assert foot.is_illustrative


def test_foot_of_a_series_names_data_set_vintage_and_caveat(run: Run) -> None:
    foot = show.series_foot(run, "VC_VAW_PHYPYV", "First.")
    assert "20 January 2025" in foot.source or "2025-01-20" in foot.source
    assert foot.caveat.startswith("First. ")
    assert run.words("source_caveat.unsd_sdg") in foot.caveat
    assert not foot.is_illustrative


def test_figure_is_drawn_once_per_content_language_and_ground() -> None:
    data = pd.DataFrame({"label": ["2026"], "status": ["late"], "count": [1]})
    options = {"kind": "report"}
    english = show._figure(make_run("en"), status_shares.draw, data, options)
    assert show._figure(make_run("en"), status_shares.draw, data.copy(), options) is english
    french = show._figure(make_run("fr"), status_shares.draw, data, options)
    assert french is not english
    assert french.to_dict()["data"][0]["name"] == "◐ En retard"
    more = data.assign(count=2)
    assert show._figure(make_run("en"), status_shares.draw, more, options) is not english


def test_day_of_a_cell() -> None:
    assert show.day(pd.NaT) is None
    day = show.day(pd.Timestamp("2026-11-22 13:00"))
    assert day is not None
    assert day.isoformat() == "2026-11-22"

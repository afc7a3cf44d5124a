"""The house's own tables as they are taken away: which stand on a page, what they hold, whose word they are."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pandas as pd
import pytest

from dashboard import unwatched
from dashboard.contents import country, data, methods
from dashboard.exports import workbook
from dashboard.exports.view import View
from dashboard.navigation import PAGES


def tables(page: str, language: str = "en", **choices: str) -> dict[str, View]:
    """The tables without a figure that a page shows, by their keys."""
    entry = next(entry for entry in PAGES if entry.name == page)
    collected = unwatched.views_at(entry, choices, language=language)
    assert collected.unknown == []
    return {key: view for key, view in collected.views.items() if view.draw is None}


def first(view: View) -> dict[str, object]:
    """The first row, None where a cell is empty."""
    row = view.table.iloc[0]
    return {str(head): None if pd.isna(cell) else cell for head, cell in row.items()}


@pytest.mark.usefixtures("hand_made")
def test_law_and_membership_are_facts_and_no_report() -> None:
    found = tables("country", country="KEN", section="law")
    assert list(found) == ["law", "membership"]
    assert first(found["law"]) == {
        "Instrument": "Convention on the Rights of the Child",
        "Status": "● State party",
        "Year": 2022,
        "Applied?": "Not assessed",
        "As of": datetime.date(2022, 1, 1),
        "Source": "Depositary",
    }
    assert first(found["membership"]) == {
        "Fact": "Listed as pathfinding",
        "As published": "as published",
        "Date": "undated",
        "Source": "https://example.org",
    }
    for key, view in found.items():
        assert view.note.startswith("Kenya · ")
        assert view.source == "Publisher, Data set, 2026"
        assert not view.is_illustrative
        assert view.file_name("xlsx") == f"2026-11-22_kenya_{key}_en.xlsx"
    # Without a fact there is no table, and nothing to take away.
    assert list(tables("country", country="PHL", section="law")) == ["law"]


@pytest.mark.usefixtures("hand_made")
def test_reports_in_excel_are_years_days_and_numbers() -> None:
    (view,) = tables("country", country="KEN", section="reports").values()
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(view)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Year")
    late = dict(zip(rows[head], rows[head + 3], strict=True))
    assert late["Year"] == 2025
    assert late["Due"] == datetime.datetime(2025, 10, 31)
    assert late["Received"] == datetime.datetime(2025, 11, 10)
    assert (late["Days late"], late["Warnings"]) == (10, 0)
    # What has not come is not known: neither 0 nor a dash.
    due_next = dict(zip(rows[head], rows[head + 1], strict=True))
    assert due_next["Received"] is due_next["Days late"] is None


def test_tables_of_reports_warn() -> None:
    for page, choices, keys in (
        ("country", {"country": "KEN", "section": "reports"}, ["reports"]),
        ("country", {"country": "KEN", "section": "roadmap"}, ["evidence", "timeliness"]),
        (
            "country",
            {"country": "KEN", "section": "roadmap", "roadmap_part": "moved"},
            ["changes_counted", "changes"],
        ),
        ("overview", {}, ["changes"]),
        ("accountability", {"part": "reports"}, ["late_reports"]),
    ):
        found = tables(page, **choices)
        assert list(found) == keys
        for view in found.values():
            assert view.is_illustrative
            assert view.file_name("csv").startswith("ILLUSTRATIVE_2026-11-22_")
            assert "not real ones" in view.source


def test_late_reports_are_dated_and_counted() -> None:
    (view,) = tables("accountability", part="reports", language="fr").values()
    assert first(view) == {
        "Année": 2026,
        "Pays": "Botswana",
        "État": "◌ Manquant",
        "Attendu": datetime.date(2026, 10, 31),
        "Reçu": None,
        "Jours de retard": 22,
    }


def test_marks_compared_say_of_which_figure_and_unit() -> None:
    (view,) = tables("compare", country="KEN", indicator="VC_VAW_SXVLN", sex="F").values()
    assert view.note.startswith("Kenya · 16.2.3 · ")
    table = view.table.set_index("Country")
    uganda, angola = table.loc["Uganda"], table.loc["Angola"]
    assert (uganda.Unit, uganda.Year) == ("per cent", 2016)
    assert isinstance(uganda["Latest comparable figure"], float)
    assert angola.Unit == ("" if pd.isna(angola["Latest comparable figure"]) else "per cent")
    assert not view.is_illustrative


def test_marks_of_a_country_are_taken_away_judged_or_not() -> None:
    found = tables("country", country="KEN", section="progress")
    assert list(found) == ["marks", "unjudged"]
    assert first(found["marks"])["Ratio"] == pytest.approx(0.999, abs=0.0005)
    assert len(found["unjudged"].table) == 68
    assert all("Kenya" in view.note for view in found.values())


def test_all_figures_of_a_country_say_what_to_mind_with_them_once() -> None:
    (view,) = tables("country", country="KEN", section="figures").values()
    row = view.table[view.table.SDG == "16.2.2"].iloc[0]
    assert (row.Unit, row.Sex) == ("number", "Female")
    for said in ("the women’s figure of UNSD", "Counts below 5 are suppressed", "No data means"):
        assert view.caveat.count(said) == 1
    assert view.source.count("UNICEF Data Warehouse") == 1


def test_about_an_indicator_its_name_stands_on_both_tables() -> None:
    found = tables("indicator", indicator="VC_HTF_DETV", part="about")
    assert list(found) == ["metadata", "sources"]
    for view in found.values():
        assert "Detected victims of human trafficking" in f"{view.title} {view.note}"
        assert "United Nations Statistics Division" in view.source
    assert first(found["metadata"]) == {"Metadata": "SDG indicator", "As declared": "16.2.2"}
    assert "(https://" in str(first(found["sources"])["Citation"])


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("coverage", ["by_series"]),
        ("gaps", ["age_bands", "gaps_closing"]),
        ("sources", ["sources"]),
        ("problems", ["problems"]),
        ("tables", ["tables"]),
        ("builds", ["builds"]),
    ],
)
def test_tables_of_the_data_page(part: str, keys: list[str]) -> None:
    assert part in data.SECTIONS
    found = tables("data", part=part)
    assert list(found) == keys
    for key, view in found.items():
        # Problems alone are told of reports, too.
        assert view.is_illustrative is (key == "problems")


def test_a_data_set_has_its_day_rows_and_address() -> None:
    (view,) = tables("data", part="sources").values()
    row = view.table.set_index("Publisher").loc["United Nations Office on Drugs and Crime"]
    assert row.Vintage == datetime.date(2025, 4, 14)
    assert row.Rows == 28_716
    assert row.Citation.endswith("(https://dataunodc.un.org/dp-trafficking-persons)")
    # Of a month no day is made.
    months = view.table.set_index("Publisher").loc["United Nations Children's Fund"]
    assert months.Vintage == "2025-03"


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("outcome", ["symbols", "agreeing_words"]),
        ("evidence", ["evidence"]),
        ("peers", []),
        ("implementation", []),
        ("law", ["targets"]),
        ("example", ["example_points", "example_evidence"]),
        ("limits", ["thresholds", "references"]),
    ],
)
def test_tables_of_the_methods_say_whose_choice_they_are(part: str, keys: list[str]) -> None:
    assert part in methods.SECTIONS
    found = tables("methods", part=part)
    assert list(found) == keys
    for key, view in found.items():
        is_example = key.startswith("example_")
        assert ("UNICEF Data Warehouse" in view.source) is is_example
        assert view.note.startswith("Kenya: ") is is_example
        if key in ("agreeing_words", "evidence", "targets", "thresholds"):
            assert "Decided by this project" in view.source


def test_a_target_has_its_value_unit_and_year() -> None:
    (view,) = tables("methods", part="law", language="fr").values()
    row = first(view)
    assert (row["Cible"], row["Unité"], row["Année cible"]) == (0, "pour cent", 2030)
    undefined = view.table[view.table.ODD == "16.2.2"].iloc[0]
    assert pd.isna(undefined.Cible) and pd.isna(undefined["Année cible"])


@pytest.mark.parametrize("section", country.SECTIONS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_column_is_lost_and_no_cell_is_half_said(section: str, language: str) -> None:
    for view in tables("country", language, country="ZMB", section=section).values():
        assert view.table.columns.is_unique
        assert view.source
        said = view.table.select_dtypes(include=["object", "string"]).stack().astype(str)
        assert not said.str.fullmatch(r"nan|None|NaT|<NA>").any()

"""The workbook of a view, opened again: types, formats, warnings, notes; nothing in it runs."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from dashboard.exports.view import View
from dashboard.exports.workbook import read_text, workbook
from dashboard.words import words_of
from tests.dashboard.exports.test_view import DAY, view
from tests.office.convert import convert

TABLE = pd.DataFrame(
    {
        "Pays": ["Kenya", "Côte d’Ivoire"],
        "Année": [2022, 2016],
        "Part (%)": [4.9, None],
        "Victimes": [12_345, 2000],
        "Reçu": [pd.Timestamp("2026-10-12"), pd.NaT],
        "Texte": ["=1+1", "@SUM(A1)"],
        "Tardif": [True, False],
    }
)


def opened(given: View) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(given)))


def test_cells_keep_their_types_and_formats() -> None:
    book = opened(view(table=TABLE))
    sheet = book["Tableau"]
    assert [cell.value for cell in sheet[1]] == list(TABLE.columns)
    country, year, share, count, day, text, late = sheet[2]
    assert (country.value, text.value, text.data_type) == ("Kenya", "'=1+1", "s")
    assert (year.value, year.number_format) == (2022, "0")
    assert (share.value, share.number_format) == (4.9, '#,##0.0"\N{NARROW NO-BREAK SPACE}%"')
    assert (count.value, count.number_format) == (12_345, "#,##0")
    assert (day.value, day.number_format) == (datetime.datetime(2026, 10, 12), "dd/mm/yyyy")
    assert late.value is True
    # What is not known is empty, never nought.
    assert sheet["C3"].value is None and sheet["E3"].value is None
    assert sheet["F3"].value == "'@SUM(A1)"


@pytest.mark.parametrize(
    ("language", "text", "value", "pattern"),
    [
        ("fr", "30 juin 2025", datetime.date(2025, 6, 30), "dd/mm/yyyy"),
        ("en", "28 Sept 2026", datetime.date(2026, 9, 28), "dd/mm/yyyy"),
        ("fr", "11\N{NARROW NO-BREAK SPACE}500\N{NARROW NO-BREAK SPACE}000 KES", 11_500_000, '#,##0" KES"'),
        ("en", "11,500,000 KES", 11_500_000, '#,##0" KES"'),
        ("fr", "62,5\N{NARROW NO-BREAK SPACE}%", 62.5, '#,##0.0"\N{NARROW NO-BREAK SPACE}%"'),
        ("en", "\N{MINUS SIGN}3", -3, "#,##0"),
    ],
)  # fmt: skip
def test_days_and_numbers_in_a_readers_words_are_values(
    language: str, text: str, value: object, pattern: str
) -> None:
    assert read_text(text, words_of(language)) == (value, pattern)


@pytest.mark.parametrize("text", ["16.2", "16.2.1", "A18", "2026", "31 Feb 2026", "x Sept 2026", "<5", "–", "", "1,2,3"])  # fmt: skip
def test_other_texts_stay_texts(text: str) -> None:
    assert read_text(text, words_of("en")) is None


def test_a_column_of_texts_has_each_cell_as_what_it_is() -> None:
    table = pd.DataFrame({"Part": ["18", "Masqué (moins de 5)", "1\N{NARROW NO-BREAK SPACE}052"]})
    cells = opened(view(table=table))["Tableau"]["A"]
    assert [cell.value for cell in cells] == ["Part", 18, "Masqué (moins de 5)", 1052]
    assert cells[0].alignment.horizontal == "right"


def test_rows_of_several_lines_are_as_high_as_they_need() -> None:
    sheet = opened(view(table=pd.DataFrame({"a": ["mot " * 60, "mot"]})))["Tableau"]
    assert sheet.row_dimensions[2].height >= 4 * 17
    assert sheet.row_dimensions[3].height is None


def test_the_head_stays_in_sight_and_filters() -> None:
    sheet = opened(view(table=TABLE))["Tableau"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G3"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width > len("Côte d’Ivoire")


def test_what_is_illustrative_says_so_above_the_table_and_on_every_page() -> None:
    book = opened(view(table=TABLE, is_illustrative=True, is_alliance_only=True))
    sheet = book["Tableau"]
    words = words_of("fr")
    assert sheet["A1"].value == words("export_office.illustrative")
    assert sheet["A1"].fill.fgColor.rgb == "FFFDF0EA"
    assert sheet["A2"].value == words("export_office.alliance_only")
    assert (sheet["A3"].value, sheet.freeze_panes) == ("Pays", "A4")
    for page in book.worksheets:
        assert "FICTIF" in str(page.oddHeader.left.text)
        assert "Réservé" in str(page.oddHeader.left.text)
    assert words("ribbon.text") in str(book["Notes"]["B3"].value)


def test_a_view_of_real_figures_says_nothing_of_the_kind() -> None:
    book = opened(view(table=TABLE))
    assert all("FICTIF" not in str(page.oddHeader.left.text) for page in book.worksheets)
    assert book["Tableau"]["A1"].value == "Pays"


def test_notes_hold_all_that_must_be_said() -> None:
    given = view(table=TABLE, source="UNSD & UNICEF", caveat="-1", has_boundaries=True)
    notes = {row[0].value: row[1].value for row in opened(given)["Notes"].iter_rows()}
    assert notes["Titre"] == "Titre"
    assert notes["Source"] == "UNSD & UNICEF"
    assert notes["Réserves et méthode"] == "'-1"
    assert notes["Frontières"] == words_of("fr")("footer.boundaries")
    assert notes["Date des données"] == notes["Date de ce fichier"] == datetime.datetime(2026, 11, 22)  # fmt: skip
    assert notes["Adresse de cette vue"] == given.address
    assert notes["Version des données"] == given.build
    assert "licence" in str(notes["Utilisation"])


def test_nothing_is_a_link_or_a_formula() -> None:
    table = pd.DataFrame({"=A1": ["https://example.org", '=HYPERLINK("x")']})
    for sheet in opened(view(table=table)).worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


@pytest.mark.parametrize("table", [pd.DataFrame(), pd.DataFrame({"Pays": []})])
def test_an_empty_table_is_a_workbook_too(table: pd.DataFrame) -> None:
    assert opened(view(table=table)).sheetnames == ["Tableau", "Notes"]


def test_lists_and_infinities_are_written() -> None:
    table = pd.DataFrame({"a": [["x", "y"], float("inf")]})
    sheet = opened(view(table=table))["Tableau"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["x, y", "inf"]


def test_libreoffice_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "view.xlsx"
    path.write_bytes(workbook(view(table=TABLE, made_on=DAY)))
    pages = convert(path, "pdf", tmp_path / "out").read_bytes()
    assert pages.startswith(b"%PDF")

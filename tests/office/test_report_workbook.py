"""The report workbook in LibreOffice: it opens, prints, and comes back with all that it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.reference import DATA_FOLDER, Reference
from etl.report import Report, Words, check_file, read_workbook, write_template
from etl.report.workbook import SHEETS, sheet_title
from locales import languages
from tests.office.convert import convert

Make = Callable[[Path, Reference, Words], Path]


def last_report(words: Words) -> Report:
    """A bundled report, whose year before the template's is filled in."""
    report, _ = read_workbook(DATA_FOLDER / "illustrative" / "ILLUSTRATIVE_KEN_2026.xlsx", words)
    assert report is not None
    return report


def empty(language: str) -> Make:
    return lambda path, reference, words: write_template(path, "KEN", 2027, language, reference)


def prefilled(language: str) -> Make:
    return lambda path, reference, words: write_template(
        path, "KEN", 2027, language, reference, last_report(words)
    )


def filled_with_gaps(path: Path, reference: Reference, words: Words) -> Path:
    """A report in which a person made mistakes: of all kinds a problem is left to be found."""
    book = openpyxl.load_workbook(prefilled("en")(path, reference, words))
    book["Report"]["B9"] = "last Friday"
    book["Roadmap"]["C4"] = "Norms and values; Other"
    book["Progress"]["C5"] = 140
    book["National data"]["A4"] = "VC_VAW_PHYPYV"
    book.save(path)
    return path


WORKBOOKS: dict[str, Make] = {
    **{f"empty_{language}": empty(language) for language in languages()},
    **{f"prefilled_{language}": prefilled(language) for language in languages()},
    "filled": filled_with_gaps,
}


@pytest.fixture(scope="module")
def words(reference: Reference) -> Words:
    return Words(reference)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_prints(name: str, reference: Reference, words: Words, tmp_path: Path) -> None:
    path = WORKBOOKS[name](tmp_path / "report.xlsx", reference, words)
    pdf = convert(path, "pdf", tmp_path / "printed")
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_comes_back_whole(
    name: str, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = WORKBOOKS[name](tmp_path / "report.xlsx", reference, words)
    returned = convert(path, "xlsx", tmp_path / "returned")
    sent, back = (check_file(each, reference, words=words) for each in (path, returned))
    assert back.problems == sent.problems
    assert back.report == sent.report
    assert bool(sent.problems)

    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(returned)
    language = "fr" if name.endswith("fr") else "en"
    for declared in SHEETS:
        title = sheet_title(declared.key, language)
        assert rules(after[title]) == rules(before[title])
        assert notes(after[title]) == notes(before[title])
        assert after[title].protection.sheet
        assert not after[title].protection.sort and not after[title].protection.autoFilter
        assert not is_locked(after[title], 4, 2)
        assert is_locked(after[title], 4 if declared.is_form else 3, 1)


def test_workbook_reads_the_same_after_a_time_as_opendocument(
    reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = filled_with_gaps(tmp_path / "report.xlsx", reference, words)
    saved = convert(path, "ods", tmp_path / "opendocument")
    returned = convert(saved, "xlsx", tmp_path / "returned")
    sent, back = (check_file(each, reference, words=words) for each in (path, returned))
    assert back.problems == sent.problems
    assert back.report == sent.report


def is_locked(sheet: Worksheet, row: int, column: int) -> bool:
    """Whether a cell is locked, by its own style or, where it was not written, by its column's."""
    if sheet.cell(row, column).has_style:
        return sheet.cell(row, column).protection.locked
    styles = sheet.column_dimensions.values()
    return next(each for each in styles if each.min <= column <= each.max).protection.locked


def rules(sheet: Worksheet) -> dict[str, tuple[str, str | None]]:
    """First cell -> type and formula or minimum. How far down a rule reaches LibreOffice decides."""
    return {
        str(rule.sqref).split(":")[0]: (rule.type, rule.formula1)
        for rule in sheet.data_validations.dataValidation
    }


def notes(sheet: Worksheet) -> dict[str, str]:
    """Address -> text of the note."""
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def test_no_process_is_left(reference: Reference, words: Words, tmp_path: Path) -> None:
    path = empty("en")(tmp_path / "a_name_of_its_own.xlsx", reference, words)
    convert(path, "ods", tmp_path / "returned")
    running = [
        (folder / "cmdline").read_bytes()
        for folder in Path("/proc").glob("[0-9]*")
        if (folder / "cmdline").is_file()
    ]
    assert not [one for one in running if path.name.encode() in one]

"""Spoilt files of every kind: each is read or refused with its reason, and none raises an exception.

The long run is ``python -m bench.fuzz --count 2000``; these are its first, and what it once found.
"""

from __future__ import annotations

import time
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bench.fuzz import EXAMPLE, check, main
from bench.mutations import Mutant, mutants, seeds
from etl.reference import Reference
from etl.report import Report, Words, check_file, write_workbook

GROUPS, IN_A_GROUP = 15, 10


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return seeds(tmp_path_factory.mktemp("seeds"), EXAMPLE)


def test_good_files_are_read(
    good: dict[str, bytes], tmp_path: Path, reference: Reference, words: Words
) -> None:
    assert sorted(good) == ["report.ods", "report.xlsx", "report.zip"]
    for name, content in good.items():
        assert check(Mutant(name, content, "whole"), tmp_path, reference, words).is_read


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("group", range(GROUPS))
def test_spoilt_files_are_read_or_refused(
    group: int, good: dict[str, bytes], tmp_path: Path, reference: Reference, words: Words
) -> None:
    for mutant in mutants(good, IN_A_GROUP, group * IN_A_GROUP):
        try:
            outcome = check(mutant, tmp_path, reference, words)
        except BaseException as error:
            error.add_note(mutant.story)
            raise
        assert outcome.seconds < 10, mutant.story


def test_same_number_gives_the_same_file(good: dict[str, bytes]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # openpyxl writes the time of day into a workbook.
        one, other = (
            [mutant for mutant in mutants(good, 12) if "type_into_cells" not in mutant.story]
            for _ in range(2)
        )
    assert one == other
    assert len({mutant.content for mutant in one}) > 6


def test_command_line_counts_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "3"]) == 0
    said = capsys.readouterr().out
    assert "tried                3\n" in said
    assert "unhandled exceptions 0\n" in said


# Cells that Excel never writes so: readers count them from the cell before, and could be led to lay
# out a whole sheet for one value.
FAR_CELLS = {
    "row_without_addresses": '<row r="1048576"><c><v>1</v></c></row>',
    "after_an_empty_last_column": '<row r="5"><c r="XFD5"/><c><v>1</v></c></row>',
    "address_after_another_attribute": '<row r="5"><c s="0" r="XFD5"><v>1</v></c></row>',
    "cell_of_another_row": '<row r="5"><c r="A1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("name", FAR_CELLS)
def test_far_cell_is_found_however_it_is_written(
    name: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", report, "en", reference, words)
    path = tmp_path / "r.xlsx"
    with ZipFile(whole) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "xl/worksheets/sheet8.xml":
                content = content.replace(
                    b"</sheetData>", FAR_CELLS[name].encode() + b"</sheetData>"
                )
            target.writestr(part, content)
    started = time.monotonic()
    result = check_file(path, reference, words=words)
    assert [problem.rule for problem in result.problems] == ["sheet_too_large"]
    assert time.monotonic() - started < 5

"""Spoilt files of every kind: each is read or refused with its reason, and none raises an exception.

The long run is ``python -m bench.fuzz --count 2000``; these are its first, and what it once found.
"""

from __future__ import annotations

import re
import resource
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from bench.fuzz import EXAMPLE, check, main
from bench.mutations import Mutant, mutants, seeds
from etl.reference import Reference
from etl.report import Report, Words, check_file, write_workbook

Edit = Callable[[dict[str, bytes]], object]

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


def edited(part: str, pattern: bytes, new: bytes) -> Edit:
    """The workbook's parts with the first find of a pattern in one of them replaced."""

    def edit(parts: dict[str, bytes]) -> None:
        assert re.search(pattern, parts[part])
        parts[part] = re.sub(pattern, lambda match: new, parts[part], count=1)

    return edit


ROADMAP = "xl/worksheets/sheet4.xml"
TEXTS = "xl/sharedStrings.xml"
# What readers of XML once made room for, fell over, or took their time with.
HOSTILE: dict[str, Edit] = {
    "more_texts_than_there_is_memory": edited(TEXTS, rb'uniqueCount="\d+"', b'uniqueCount="99999999999"'),
    "more_texts_than_can_be_counted": edited(TEXTS, rb'uniqueCount="\d+"', b'uniqueCount="%d"' % (2**64 - 1)),
    "false_dimension": edited(ROADMAP, rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'),
    "day_before_all_time": edited(ROADMAP, rb"<v>4\d{4}</v>", b"<v>-1e18</v>"),
    "day_that_is_none": edited(ROADMAP, rb"<v>4\d{4}</v>", b"<v>NaN</v>"),
    "day_without_end": edited(ROADMAP, rb"<v>4\d{4}</v>", b"<v>1e300</v>"),
    "all_columns_hidden_many_times": edited(
        ROADMAP, rb"<sheetData>",
        b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 20_000 + b"</cols><sheetData>",
    ),
    "whole_sheet_merged_many_times": edited(
        ROADMAP, rb"</sheetData>",
        b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5_000 + b"</mergeCells>",
    ),
    "errors_everywhere": edited(
        ROADMAP, rb"</sheetData>",
        b"".join(
            b'<row r="%d"><c r="A%d" t="e"><v>#REF!</v></c><c r="D%d" t="e"><v>#N/A</v></c></row>'
            % (row, row, row)
            for row in range(500, 9_500)
        ) + b"</sheetData>",
    ),
    "wrong_words_everywhere": edited(
        ROADMAP, rb"</sheetData>",
        b"".join(
            b'<row r="%d"><c r="C%d" t="str"><v>zq%d</v></c><c r="O%d" t="str"><v>zq%d</v></c></row>'
            % (row, row, row, row, row)
            for row in range(500, 9_500)
        ) + b"</sheetData>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbook_costs_neither_time_nor_memory(
    name: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", report, "en", reference, words)
    path = tmp_path / "r.xlsx"
    with ZipFile(whole) as source:
        parts = {part: source.read(part) for part in source.namelist()}
    HOSTILE[name](parts)
    with ZipFile(path, "w", ZIP_DEFLATED) as target:
        for part, content in parts.items():
            target.writestr(part, content)
    started = time.process_time()
    result = check_file(path, reference, words=words)
    assert time.process_time() - started < 8
    assert result.report is not None or [each.rule for each in result.problems] == ["unreadable"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000  # kilobytes

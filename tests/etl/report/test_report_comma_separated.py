"""CSV files, in a folder and in one archive: read like a workbook, refused where they are unclear."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from bench.report_files import comma_separated, packed
from etl.reference import Reference
from etl.report import Problem, Report, Words, check_file, read_workbook, write_workbook
from etl.report.comma_separated import _expected
from etl.report.file import open_book
from etl.report.workbook import SHEET_BY_KEY, SHEETS, column_title, sheet_title
from locales import languages
from tests.conftest import ROOT

Files = dict[str, bytes]
Edit = Callable[[Files], object]


def tables(report: Report, path: Path) -> dict[str, list[list[object]]]:
    """The report's sheets as a person would write them in CSV: titles, then data, nothing else."""
    book, _ = open_book(path)
    assert book is not None
    sheets: dict[str, list[list[object]]] = {}
    for sheet in SHEETS:
        grid = book.grids[sheet_title(sheet.key, report.language)]
        sheets[sheet.key] = [row[:2] for row in grid[3:]] if sheet.is_form else grid[2:]
    return sheets


@pytest.fixture
def files(report: Report, reference: Reference, words: Words, tmp_path: Path) -> Files:
    """Kenya's report as CSV files, named by the keys of the sheets."""
    path = write_workbook(tmp_path / "w.xlsx", report, "en", reference, words)
    return comma_separated(tables(report, path))


def write_folder(path: Path, files: Files) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def write_archive(path: Path, files: Files) -> Path:
    path.write_bytes(packed(files))
    return path


@pytest.mark.parametrize("write", [write_folder, write_archive])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("language", languages())
def test_report_is_read_as_from_a_workbook(
    language: str,
    separator: str,
    write: Callable[[Path, Files], Path],
    report: Report,
    reference: Reference,
    words: Words,
    tmp_path: Path,
) -> None:
    report = replace(report, language=language)
    workbook = write_workbook(tmp_path / "w.xlsx", report, language, reference, words)
    named = {sheet_title(key, language): rows for key, rows in tables(report, workbook).items()}
    # With the mark some programs put before UTF-8, and without.
    encoding = "utf-8-sig" if separator == ";" else "utf-8"
    path = write(tmp_path / "report.zip", comma_separated(named, separator, encoding))
    found, problems = read_workbook(path, words)
    assert problems == []
    assert found is not None
    assert (found.form, found.rows) == (report.form, report.rows)
    assert found.language == language
    assert check_file(path, reference, words=words).problems == []


def test_keys_stand_for_titles_and_a_whole_workbook_may_be_exported(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    workbook = write_workbook(tmp_path / "w.xlsx", report, "fr", reference, words)
    report = replace(report, language="fr")
    keyed = tables(report, workbook)
    for key, rows in keyed.items():
        sheet = SHEET_BY_KEY[key]
        titles = {column_title(sheet, one, "fr"): one.key for one in sheet.columns}
        if sheet.is_form:
            keyed[key] = [[titles[str(label)], value] for label, value in rows]
        else:
            rows[0] = [titles[str(title)] for title in rows[0]]
    book, _ = open_book(workbook)
    assert book is not None
    for name, sheets in (("keys.zip", keyed), ("all.zip", book.grids)):
        path = write_archive(tmp_path / name, comma_separated(sheets))
        found, problems = read_workbook(path, words)
        assert found is not None and problems == []
        assert (found.form, found.rows) == (report.form, report.rows)
    assert "_pathfinder" in book.grids


def test_quoted_cells_hold_separators_quotes_and_lines(
    files: Files, words: Words, tmp_path: Path
) -> None:
    told = 'Heard, in "one" interview;\r\nonce'
    whole = files["support.csv"].decode()
    quoted = '"' + told.replace('"', '""') + '"'
    files["support.csv"] = whole.replace("Study visits.", quoted).encode()
    found, problems = read_workbook(write_folder(tmp_path / "f", files), words)
    assert found is not None and problems == []
    assert found.rows["support"][0].text("description") == told


def in_file(name: str, before: str, after: str, encoding: str = "utf-8") -> Edit:
    def edit(files: Files) -> None:
        text = files[name].decode()
        assert before in text
        files[name] = text.replace(before, after).encode(encoding)

    return edit


def add(name: str, content: bytes = b"x") -> Edit:
    return lambda files: files.update({name: content})


# name of the defect: (edit of the files, problem for which nothing is read)
REFUSED: dict[str, tuple[Edit, Problem]] = {
    "windows_letters": (
        in_file("good_practices.csv", "One interview", "Un seul récit", "cp1252"),
        Problem(
            "not_utf8", "good_practices.csv", found="2: …,Un seul récit is en…", accepted="UTF-8"
        ),
    ),
    "wide_letters": (
        in_file("roadmap.csv", "A01", "A01", "utf-16"),
        Problem("not_utf8", "roadmap.csv", found="UTF-16", accepted="UTF-8"),
    ),
    "quote_never_closed": (
        in_file("support.csv", "Study visits.", '"Study visits.'),
        Problem("unmatched_quotes", "support.csv", "A2", accepted='""'),
    ),
    "quote_within_a_cell": (
        in_file("support.csv", "Study visits.", '"Study" visits.'),
        Problem("unmatched_quotes", "support.csv", "A2", accepted='""'),
    ),
    "too_many_rows": (
        lambda files: files.update({"support.csv": files["support.csv"] + b"S2\r\n" * 10_000}),
        Problem("sheet_too_large", "support.csv", "A10001", accepted="10000 × 200"),
    ),
    "too_many_columns": (
        lambda files: files.update({"support.csv": files["support.csv"] + b"," * 300 + b"x\r\n"}),
        Problem("sheet_too_large", "support.csv", "KO3", accepted="10000 × 200"),
    ),
    "archive_within": (
        add("old.zip"), Problem("nested_archive", found="old.zip", accepted=".csv"),
    ),
    "workbook_within": (
        add("KEN_2026.xlsx"), Problem("nested_archive", found="KEN_2026.xlsx", accepted=".csv"),
    ),
    "archive_renamed": (
        add("progress.csv", b"PK\x03\x04"),
        Problem("nested_archive", found="progress.csv", accepted=".csv"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("write", [write_folder, write_archive])
@pytest.mark.parametrize("defect", REFUSED)
def test_files_are_refused_with_their_word(
    defect: str,
    write: Callable[[Path, Files], Path],
    files: Files,
    reference: Reference,
    words: Words,
    tmp_path: Path,
) -> None:
    edit, expected = REFUSED[defect]
    edit(files)
    result = check_file(write(tmp_path / "r.zip", files), reference, words=words)
    assert (result.report, result.problems) == (None, [expected])
    for language in languages():
        message = expected.message(language)
        assert all(each in message for each in (expected.found, expected.accepted, expected.cell))


# name of the defect: (edit of the files, the one problem of a report that is read)
DEFECTS: dict[str, tuple[Edit, Problem]] = {
    "decimal_comma": (
        in_file("national_data.csv", "47.5", '"47,5"'),
        Problem("decimal_comma", "national_data.csv", "C2", "47,5", "47.5"),
    ),
    "comma_between_thousands_or_decimals": (
        in_file("progress.csv", "1000000", '"1000,000"'),
        Problem("decimal_comma", "progress.csv", "D2", "1000,000", "1000.000 / 1000000"),
    ),
    "commas_between_thousands": (
        in_file("progress.csv", "1000000", '"1,000,000"'),
        Problem("not_a_number", "progress.csv", "D2", "1,000,000", "12000"),
    ),
    "blanks_between_thousands": (
        in_file("progress.csv", "1000000", "1 000 000"),
        Problem("not_a_number", "progress.csv", "D2", "1 000 000", "12000"),
    ),
    "exponent": (
        in_file("progress.csv", "1000000", "1E+06"),
        Problem("not_a_number", "progress.csv", "D2", "1E+06", "12000"),
    ),
    "day_of_another_form": (
        in_file("report.csv", "2026-10-20", "20/10/2026"),
        Problem("not_a_date", "report.csv", "B6", "20/10/2026", "2026-03-31"),
    ),
    "moment_instead_of_a_day": (
        in_file("report.csv", "2026-10-20", "2026-10-20 13:30:00"),
        Problem("not_a_date", "report.csv", "B6", "2026-10-20 13:30:00", "2026-03-31"),
    ),
    "unknown_word": (
        in_file("support.csv", ",Offer,", ",gift,"),
        Problem("unknown_word", "support.csv", "B2", "gift", "Need, Offer"),
    ),
    "picture_beside": (
        add("photo.png"), Problem("unknown_file", found="photo.png", accepted=_expected()),
    ),
    "sheet_of_another_name": (
        add("budget.csv", b"a,b\r\n"),
        Problem(
            "unknown_sheet", "budget.csv", accepted=_expected().replace(".csv", ""),
        ),
    ),
    "sheet_twice_in_two_languages": (
        lambda files: files.update({"Appui.csv": files["support.csv"]}),
        Problem("duplicate_sheet", "support.csv", accepted="Appui.csv"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_defect_is_named_with_file_and_cell(
    defect: str, files: Files, reference: Reference, words: Words, tmp_path: Path
) -> None:
    edit, expected = DEFECTS[defect]
    edit(files)
    result = check_file(write_folder(tmp_path / "f", files), reference, words=words)
    assert result.report is not None
    assert result.problems == [expected]
    for language in languages():
        message = expected.message(language)
        assert all(each in message for each in (expected.found, expected.cell, expected.sheet))


def test_archive_of_a_folder_with_what_systems_leave_there(
    files: Files, words: Words, tmp_path: Path
) -> None:
    left = {".DS_Store": b"x", "Thumbs.db": b"x", "desktop.ini": b"x"}
    within = {f"KEN 2026/{name}": content for name, content in {**files, **left}.items()}
    within["__MACOSX/KEN 2026/._roadmap.csv"] = b"x"
    found, problems = read_workbook(write_archive(tmp_path / "r.zip", within), words)
    assert problems == [] and found is not None
    assert found.sheet_titles["roadmap"] == "roadmap.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp437"])
def test_name_of_a_file_packed_without_the_mark_of_utf8(
    encoding: str, files: Files, words: Words, tmp_path: Path
) -> None:
    """As the archivers of older systems write "Données nationales.csv"."""
    name = f"{sheet_title('national_data', 'fr')}.csv"
    assert not name.isascii()
    path = tmp_path / "r.zip"
    content = files.pop("national_data.csv")
    raw = name.encode(encoding)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for one, whole in files.items():
            archive.writestr(one, whole)
        archive.writestr(ZipInfo("?" * len(raw)), content)
    path.write_bytes(path.read_bytes().replace(b"?" * len(raw), raw))
    found, problems = read_workbook(path, words)
    assert problems == [] and found is not None
    assert len(found.rows["national_data"]) == 1


def test_path_out_of_the_archive_is_only_a_name(files: Files, words: Words, tmp_path: Path) -> None:
    files["../../roadmap.csv"] = files.pop("roadmap.csv")
    before = sorted(tmp_path.rglob("*"))
    path = write_archive(tmp_path / "r.zip", files)
    found, problems = read_workbook(path, words)
    assert problems == [] and found is not None and len(found.rows["roadmap"]) == 2
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_empty_folder_and_archive_are_no_report(words: Words, tmp_path: Path) -> None:
    for path in (write_folder(tmp_path / "f", {}), write_archive(tmp_path / "r.zip", {})):
        found, problems = read_workbook(path, words)
        assert found is None
        assert [problem.rule for problem in problems] == ["not_a_report"]


def bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("roadmap.csv", b"," * 60_000_000)


def too_large(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("roadmap.csv", b"," * 150_000_000)


def with_a_password(path: Path) -> None:
    content = packed({"roadmap.csv": b"a,b"})
    place = content.index(b"PK\x01\x02") + 8
    path.write_bytes(content[:place] + bytes([content[place] | 1]) + content[place + 1 :])


def damaged(path: Path) -> None:
    content = packed({"roadmap.csv": b"a,b" * 100})
    path.write_bytes(content.replace(zlib.crc32(b"a,b" * 100).to_bytes(4, "little"), b"\0\0\0\0"))


ARCHIVES: dict[str, tuple[Callable[[Path], object], Problem]] = {
    "bomb": (bomb, Problem("packed_too_tightly", found="1029", accepted="200")),
    "too_large": (too_large, Problem("file_too_large", found="150 MB", accepted="100 MB")),
    "password": (with_a_password, Problem("encrypted", found="r.zip", accepted=".zip")),
    "damaged": (damaged, Problem("unreadable", found="r.zip", accepted=".zip")),
    "cut_off": (
        lambda path: path.write_bytes(packed({"roadmap.csv": b"a" * 5_000})[:40]),
        Problem("truncated_file", found="r.zip, 0.0 kB", accepted=".zip"),
    ),
    "text": (
        lambda path: path.write_bytes(b"a,b"),
        Problem("other_kind", found="a,b…", accepted=".zip"),
    ),
    "twice_the_same_file": (
        lambda path: path.write_bytes(packed({"roadmap.csv": b"a", "Roadmap.CSV": b"b"})),
        Problem("duplicate_part", found="Roadmap.CSV", accepted=".zip"),
    ),
}


@pytest.mark.parametrize("defect", ARCHIVES)
def test_archive_is_refused_with_its_word(
    defect: str, reference: Reference, words: Words, tmp_path: Path
) -> None:
    spoil, expected = ARCHIVES[defect]
    path = tmp_path / "r.zip"
    spoil(path)
    tracemalloc.start()
    result = check_file(path, reference, words=words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.report, result.problems) == (None, [expected])
    assert peak < 30e6


def test_many_empty_lines_cost_little(files: Files, words: Words, tmp_path: Path) -> None:
    """As programs write a sheet that was once formatted to its last row."""
    files["support.csv"] += b",,,\r\n" * 500_000
    found, problems = read_workbook(write_folder(tmp_path / "f", files), words)
    assert problems == [] and found is not None
    assert len(found.rows["support"]) == 1


def test_workbook_named_like_an_archive(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    path = path.rename(tmp_path / "r.zip")
    (problem,) = check_file(path, reference, words=words).problems
    assert problem == Problem("other_kind", found="Excel", accepted=".zip")


def test_command_line_checks_a_folder(files: Files, tmp_path: Path) -> None:
    in_file("support.csv", ",Offer,", ",gift,")(files)
    path = write_folder(tmp_path / "KEN 2026", files)
    done = subprocess.run(
        [sys.executable, "-m", "etl", "check", str(path), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    assert said["country_code"] == "KEN"
    assert [(each["rule"], each["sheet"], each["cell"]) for each in said["problems"]] == [
        ("unknown_word", "support.csv", "B2")
    ]

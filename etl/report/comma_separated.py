"""Opens a report given as CSV files, one for each sheet: in a folder, or packed in one .zip."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from etl.reference import fold
from etl.report.archive import (
    MAXIMUM_PARTS,
    MAXIMUM_UNPACKED_MEGABYTES,
    Parts,
    unpack,
)
from etl.report.grids import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    Book,
    Grid,
    Layout,
    address_of,
    too_large,
    widened,
)
from etl.report.problem import FOUND_LENGTH, Problem
from etl.report.workbook import (
    HEADER_ROWS,
    SHEETS,
    column_keys,
    sheet_keys,
    sheet_title,
)
from locales import DEFAULT

SUFFIX = ".zip"
SHEET_SUFFIX = ".csv"
SEPARATORS = ",;\t"
ENCODING = "UTF-8"
# What systems leave beside the files a person put into a folder.
LEFT_BY_SYSTEMS = re.compile(r"^(\..*|thumbs\.db|desktop\.ini)$", re.IGNORECASE)
ARCHIVE_SUFFIXES = (".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".7z", ".rar", ".gz", ".tar", ".tgz")
ARCHIVE_STARTS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)
# Parts of other documents, which are archives too.
OTHER_KINDS = {
    "xl/workbook.xml": "Excel",
    "mimetype": "OpenDocument",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
}
UTF8_NAME = 0x800
# Empty lines may follow, as many as a sheet has rows.
LAST_ROW_OF_A_SHEET = 1_048_576


def open_archive(path: Path) -> tuple[Book | None, list[Problem]]:
    """The CSV files of an archive as the sheets of a report, or why they are not read.

    They may stand in a folder within it. What is no CSV file is warned of and not read.
    """
    names: dict[str, str] = {}

    def is_wanted(entry: ZipInfo) -> bool:
        names[entry.filename] = _name(entry)
        return entry.filename.lower().endswith(SHEET_SUFFIX)

    parts, problem = unpack(path, SUFFIX, is_wanted)
    if problem is not None:
        return None, [problem]
    kind = next((kind for part, kind in OTHER_KINDS.items() if part in parts), None)
    if kind is not None:
        return None, [Problem("other_kind", found=kind, accepted=SUFFIX)]
    files = {
        names[part]: content
        for part, content in parts.items()
        if not part.endswith("/") and not part.startswith("__MACOSX/")
    }
    return _open(files)


def open_folder(path: Path) -> tuple[Book | None, list[Problem]]:
    """The CSV files of a folder as the sheets of a report, or why they are not read."""
    files = sorted(one for one in islice(path.iterdir(), 10 * MAXIMUM_PARTS) if one.is_file())
    if len(files) > MAXIMUM_PARTS:
        found, accepted = str(len(files)), str(MAXIMUM_PARTS)
        return None, [Problem("too_many_parts", found=found, accepted=accepted)]
    size = sum(one.stat().st_size for one in files if one.suffix.lower() == SHEET_SUFFIX)
    if size > MAXIMUM_UNPACKED_MEGABYTES * 1e6:
        found, accepted = f"{size / 1e6:.0f} MB", f"{MAXIMUM_UNPACKED_MEGABYTES} MB"
        return None, [Problem("file_too_large", found=found, accepted=accepted)]
    # What is not read may be large: its name is enough.
    return _open(
        {one.name: one.read_bytes() if one.suffix.lower() == SHEET_SUFFIX else b"" for one in files}
    )


def _name(entry: ZipInfo) -> str:
    """An entry's name; packed without the mark of UTF-8, it is of the encoding in which it is known."""
    if entry.flag_bits & UTF8_NAME or entry.filename.isascii():
        return entry.filename.replace("\\", "/")
    readings = [entry.filename]
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("cp850", "utf-8"):
        try:
            readings.insert(0, raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    known = [name for name in readings if _is_known(name)]
    return (known or readings)[0]


def _is_known(name: str) -> bool:
    return fold(PurePosixPath(name).stem) in sheet_keys()


def _open(files: Parts) -> tuple[Book | None, list[Problem]]:
    """The sheets of files by name: their problems are found all at once."""
    problems: list[Problem] = []
    grids: dict[str, Grid] = {}
    cells = 0
    folder = _common_folder(list(files))
    for whole_name, content in files.items():
        name = whole_name.removeprefix(folder)
        if LEFT_BY_SYSTEMS.match(PurePosixPath(name).name):
            continue
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in ARCHIVE_SUFFIXES or content.startswith(ARCHIVE_STARTS):
            problems.append(_problem("nested_archive", name, SHEET_SUFFIX))
        elif suffix != SHEET_SUFFIX:
            problems.append(_problem("unknown_file", name, _expected()))
        else:
            read = _read(name, content)
            if isinstance(read, Problem):
                problems.append(read)
                continue
            cells += sum(map(len, read))
            if cells > MAXIMUM_CELLS:
                problems.append(too_large(name, address_of(len(read), len(read[0]))))
                break
            grids[name] = read
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    layouts = {name: Layout() for name in grids}
    return Book(grids, layouts, is_text=True), problems


def _expected() -> str:
    return ", ".join(f"{sheet_title(sheet.key, DEFAULT)}{SHEET_SUFFIX}" for sheet in SHEETS)


def _problem(rule: str, name: str, accepted: str) -> Problem:
    return Problem(rule, found=name[:FOUND_LENGTH], accepted=accepted)


def _common_folder(names: list[str]) -> str:
    """The folder in which all files lie, with its slash; empty where they lie in none or several."""
    folders = {str(PurePosixPath(name).parent) for name in names}
    (folder,) = folders if len(folders) == 1 else ("",)
    return f"{folder}/" if folder not in ("", ".") else ""


def _read(name: str, content: bytes) -> Grid | Problem:
    """The cells of one file, all of them texts, or why it is not read."""
    sheet = name[:FOUND_LENGTH]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        return Problem("not_utf8", sheet, found="UTF-16", accepted=ENCODING)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        around = content[max(0, error.start - 10) : error.start + 10].decode("cp1252", "replace")
        found = f"{line}: …{' '.join(around.split())}…"
        return Problem("not_utf8", sheet, found=found, accepted=ENCODING)
    rows: Grid = []
    try:
        for number, record in enumerate(_records(text, _separator(name, text)), start=1):
            while record and not record[-1]:
                record.pop()
            if len(record) > MAXIMUM_COLUMNS or (record and number > MAXIMUM_ROWS):
                return too_large(name, address_of(number, len(record)))
            if number > LAST_ROW_OF_A_SHEET:
                return too_large(name, address_of(number, 1))
            if number <= MAXIMUM_ROWS:
                rows.append(record)
    except csv.Error:
        return Problem("unmatched_quotes", sheet, f"A{len(rows) + 1}", accepted='""')
    while rows and not rows[-1]:
        rows.pop()
    return widened(rows)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """The records of a text as RFC 4180 has them; raises csv.Error where a quotation mark is wrong."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(name: str, text: str) -> str:
    """The sign between cells: the one that shows the most of the titles a sheet has.

    Where none shows any, the one that parts the first line into the most cells.
    """
    key = sheet_keys().get(fold(PurePosixPath(name).stem), "")
    sheets = [sheet for sheet in SHEETS if sheet.key == key] or SHEETS
    titles = {title for sheet in sheets for title in column_keys(sheet)}

    def clearness(separator: str) -> tuple[int, int]:
        shown, width = 0, 0
        try:
            for record in islice(_records(text, separator), 2 * HEADER_ROWS):
                shown += sum(fold(cell) in titles for cell in record)
                width = width or len(record)
        except csv.Error:
            pass
        return shown, width

    return max(SEPARATORS, key=clearness)

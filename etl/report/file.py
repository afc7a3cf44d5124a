"""Opens the file of a report, of whatever kind, and refuses what is none or could do harm."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zlib import error as ZlibError

from python_calamine import CalamineError

from etl.report import comma_separated, excel, opendocument
from etl.report.archive import MAXIMUM_MEGABYTES
from etl.report.grids import Book
from etl.report.problem import Problem

# Suffix of the files a report may come in -> what opens them.
OPENERS: dict[str, Callable[[Path], tuple[Book | None, list[Problem]]]] = {
    excel.SUFFIX: excel.open_workbook,
    opendocument.SUFFIX: opendocument.open_workbook,
    comma_separated.SUFFIX: comma_separated.open_archive,
}
ACCEPTED_SUFFIXES = tuple(OPENERS)
ACCEPTED = ", ".join(ACCEPTED_SUFFIXES)

OLE_START = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
# How files of other kinds begin.
KINDS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"<!DOCTYPE html": "HTML",
    b"<html": "HTML",
    b"<?xml": "XML",
}
OLD_EXCEL = ".xls"
# Workbooks made to carry macros.
MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam")

# What damaged or hostile files make the readers of archive, XML and workbook raise.
DAMAGE = (
    CalamineError,
    BadZipFile,
    ZlibError,
    ParseError,
    ExpatError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
    AttributeError,
)

log = logging.getLogger(__name__)


def open_book(path: Path) -> tuple[Book | None, list[Problem]]:
    """The sheets of a report's file or folder, with what is to be said of them; or why there are none.

    No formula is evaluated, nothing is written, and nothing is fetched from elsewhere.
    """
    try:
        if path.is_dir():
            return comma_separated.open_folder(path)
        problem = _kind_problem(path)
        if problem is not None:
            return None, [problem]
        return OPENERS[path.suffix.lower()](path)
    except DAMAGE as error:
        # The sender is told what to do; what the reader stumbled over is for those who run this.
        log.info("%s cannot be read: %s: %s", path.name, type(error).__name__, error)
        accepted = path.suffix.lower() if path.suffix.lower() in OPENERS else ACCEPTED
        return None, [Problem("unreadable", found=path.name, accepted=accepted)]


def _kind_problem(path: Path) -> Problem | None:
    """A file that is no archive of the right name and size: the first bytes say what it is."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    if suffix in MACRO_SUFFIXES:
        return Problem("macros", found=path.name, accepted=excel.SUFFIX)
    if suffix in opendocument.OTHER_SUFFIXES:
        return Problem("other_opendocument", found=path.name, accepted=opendocument.SUFFIX)
    if suffix not in (*OPENERS, OLD_EXCEL):
        return Problem("not_a_workbook", found=path.name, accepted=ACCEPTED)
    accepted = suffix if suffix in OPENERS else excel.SUFFIX
    if size == 0:
        return Problem("empty_file", found=path.name, accepted=accepted)
    if size > MAXIMUM_MEGABYTES * 1e6:
        found, limit = f"{size / 1e6:.1f} MB", f"{MAXIMUM_MEGABYTES} MB"
        return Problem("file_too_heavy", found=found, accepted=limit)
    with path.open("rb") as file:
        start = file.read(64)
        if start.startswith(OLE_START):
            return _ole_problem(path, start + file.read(), accepted)
    if suffix == OLD_EXCEL:
        return Problem("old_workbook", found=path.name, accepted=accepted)
    if not start.startswith(ZIP_STARTS):
        return Problem("other_kind", found=_kind(start), accepted=accepted)
    return None


def _ole_problem(path: Path, content: bytes, accepted: str) -> Problem:
    """Office's older container: an encrypted workbook, an old one, or an old document."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Problem("encrypted", found=path.name, accepted=accepted)
    if "WordDocument".encode("utf-16-le") in content:
        return Problem("other_kind", found="Word", accepted=accepted)
    return Problem("old_workbook", found=path.name, accepted=accepted)


def _kind(start: bytes) -> str:
    """The name of a file's kind, or how it begins where the kind is not known."""
    known = next((kind for mark, kind in KINDS.items() if start.lstrip().startswith(mark)), None)
    text = start[:20].decode("ascii", "replace")
    return known or "".join(sign if sign.isprintable() else "·" for sign in text) + "…"

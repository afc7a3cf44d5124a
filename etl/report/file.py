"""Looks at a file before it is parsed, and refuses what is no workbook or could do harm."""

from __future__ import annotations

import copy
import re
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from etl.report.problem import Problem

SUFFIX = ".xlsx"
# A report of 5,000 actions has about 1 MB and 20 parts, and unpacks to about 10 MB. A sheet
# packs to a tenth or a fortieth of its size, deflate's best is about 1,000 to 1.
MAXIMUM_MEGABYTES = 10
MAXIMUM_UNPACKED_MEGABYTES = 100
MAXIMUM_PARTS = 1_000
MAXIMUM_RATIO = 200
# Below this size no ratio does harm.
HARMLESS_BYTES = 1_000_000
CHUNK_BYTES = 1 << 16
FOUND_LENGTH = 120

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
# Parts by which an archive of another kind is known.
KINDS_OF_ARCHIVE = {
    "xl/workbook.bin": "Excel .xlsb",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "mimetype": "OpenDocument",
}
WORKBOOK_PART = "xl/workbook.xml"
MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam")
MACRO_PARTS = re.compile(r"vbaProject\.bin$|^xl/(macrosheets|activeX|dialogsheets)/", re.IGNORECASE)
LINK_PARTS = re.compile(r"^xl/(externalLinks/[^/]+$|connections\.xml$|queryTables/)", re.IGNORECASE)
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
HYPERLINK = re.compile(r"""\bType=["'][^"']*/hyperlink["']""")
TARGET = re.compile(r"""\bTarget=["']([^"']*)["']""")


def refuse(path: Path) -> list[Problem]:
    """Why a file is not read: at most one problem, none for a workbook that may be parsed.

    Nothing is kept of the content, at most 100 MB are unpacked, in pieces, and no XML is parsed.
    Raises OSError, BadZipFile and zlib.error for a workbook whose parts are damaged.
    """
    problem = _kind_problem(path)
    if problem is not None:
        return [problem]
    try:
        archive = ZipFile(path)
    except (BadZipFile, ValueError, NotImplementedError):
        found = f"{path.name}, {path.stat().st_size / 1000:.1f} kB"
        return [Problem("truncated_file", found=found, accepted=SUFFIX)]
    with archive:
        problem = _size_problem(archive) or _part_problem(archive)
    return [] if problem is None else [problem]


def read_part(archive: ZipFile, name: str) -> bytes:
    """One part of an archive, never more than it declares.

    Raises KeyError when there is none, ValueError for a document type, in which entities could
    multiply (a workbook has none), BadZipFile for damage.
    """
    entry = archive.getinfo(name)
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if b"<!DOCTYPE" in content:
        raise ValueError(f"<!DOCTYPE, {name}")
    return content


def _kind_problem(path: Path) -> Problem | None:
    """A file that is no archive of the right name and size: the first bytes say what it is."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    if suffix in MACRO_SUFFIXES:
        return Problem("macros", found=path.name, accepted=SUFFIX)
    if suffix not in (SUFFIX, ".xls"):
        return Problem("not_a_workbook", found=path.name, accepted=SUFFIX)
    if size == 0:
        return Problem("empty_file", found=path.name, accepted=SUFFIX)
    if size > MAXIMUM_MEGABYTES * 1e6:
        found, accepted = f"{size / 1e6:.1f} MB", f"{MAXIMUM_MEGABYTES} MB"
        return Problem("file_too_heavy", found=found, accepted=accepted)
    with path.open("rb") as file:
        start = file.read(64)
        if start.startswith(OLE_START):
            return _ole_problem(path, start + file.read())
    if suffix != SUFFIX:
        return Problem("old_workbook", found=path.name, accepted=SUFFIX)
    if not start.startswith(ZIP_STARTS):
        return Problem("other_kind", found=_kind(start), accepted=SUFFIX)
    return None


def _ole_problem(path: Path, content: bytes) -> Problem:
    """Office's older container: an encrypted workbook, an old one, or an old document."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Problem("encrypted", found=path.name, accepted=SUFFIX)
    if "WordDocument".encode("utf-16-le") in content:
        return Problem("other_kind", found="Word", accepted=SUFFIX)
    return Problem("old_workbook", found=path.name, accepted=SUFFIX)


def _kind(start: bytes) -> str:
    """The name of a file's kind, or how it begins where the kind is not known."""
    known = next((kind for mark, kind in KINDS.items() if start.lstrip().startswith(mark)), None)
    text = start[:20].decode("ascii", "replace")
    return known or "".join(sign if sign.isprintable() else "·" for sign in text) + "…"


def _size_problem(archive: ZipFile) -> Problem | None:
    """A bomb: too many parts, too large when unpacked, or packed far more tightly than a sheet."""
    entries = archive.infolist()
    if len(entries) > MAXIMUM_PARTS:
        return Problem("too_many_parts", found=str(len(entries)), accepted=str(MAXIMUM_PARTS))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAXIMUM_UNPACKED_MEGABYTES * 1e6:
        found, accepted = f"{unpacked / 1e6:.0f} MB", f"{MAXIMUM_UNPACKED_MEGABYTES} MB"
        return Problem("file_too_large", found=found, accepted=accepted)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > HARMLESS_BYTES and unpacked > packed * MAXIMUM_RATIO:
        return Problem(
            "packed_too_tightly", found=f"{unpacked / packed:.0f}", accepted=str(MAXIMUM_RATIO)
        )
    return None


def _part_problem(archive: ZipFile) -> Problem | None:
    """Parts that are encrypted, of another kind, that lie about their size, act, or fetch."""
    entries = archive.infolist()
    names = archive.namelist()
    if any(entry.flag_bits & 1 for entry in entries):
        return Problem(
            "encrypted", found=PurePosixPath(archive.filename or "").name, accepted=SUFFIX
        )
    if WORKBOOK_PART not in names:
        known = (kind for part, kind in KINDS_OF_ARCHIVE.items() if part in names)
        return Problem("other_kind", found=next(known, "ZIP"), accepted=SUFFIX)
    for entry in entries:
        if _is_longer_than_declared(archive, entry):
            accepted = f"{entry.file_size} B"
            return Problem("part_too_long", found=entry.filename[:FOUND_LENGTH], accepted=accepted)
    macros = [name for name in names if MACRO_PARTS.search(name)]
    if macros:
        return Problem("macros", found=macros[0][:FOUND_LENGTH], accepted=SUFFIX)
    target = _external_target(archive, names)
    if target is not None:
        return Problem("external_link", found=target[:FOUND_LENGTH], accepted=SUFFIX)
    return None


def _is_longer_than_declared(archive: ZipFile, entry: ZipInfo) -> bool:
    """Whether a part unpacks to more than the directory says; other readers would unpack it all."""
    probe = copy.copy(entry)
    probe.file_size += 1
    probe.CRC = None  # type: ignore[assignment]  # unchecked: it may be right for the first bytes
    size = 0
    with archive.open(probe) as part:
        while chunk := part.read(CHUNK_BYTES):
            size += len(chunk)
    return size > entry.file_size


def _external_target(archive: ZipFile, names: list[str]) -> str | None:
    """What the workbook would fetch from elsewhere; a link a reader may click is none of it."""
    for name in names:
        if not name.endswith(".rels"):
            continue
        content = read_part(archive, name).decode("utf-8", "replace")
        for relation in RELATION.findall(content) if "External" in content else ():
            if "External" in relation and not HYPERLINK.search(relation):
                target = TARGET.search(relation)
                return target[1] if target is not None else name
    return next((name for name in names if LINK_PARTS.search(name)), None)

"""Unpacks an archive within bounds, and refuses one that could do harm, before anything is parsed."""

from __future__ import annotations

import copy
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from etl.report.problem import FOUND_LENGTH, Problem

# A report of 5,000 actions has about 1 MB and 20 parts, and unpacks to about 10 MB. A sheet
# packs to a tenth or a fortieth of its size, deflate's best is about 1,000 to 1.
MAXIMUM_MEGABYTES = 10
MAXIMUM_UNPACKED_MEGABYTES = 100
MAXIMUM_PARTS = 1_000
MAXIMUM_RATIO = 200
# Below this size no ratio does harm.
HARMLESS_BYTES = 1_000_000
CHUNK_BYTES = 1 << 16

# Name of a part -> its content; nothing of a part that was not asked for.
Parts = dict[str, bytes]


def unpack(
    path: Path, accepted: str, is_wanted: Callable[[ZipInfo], bool]
) -> tuple[Parts, Problem | None]:
    """All parts of an archive with the content of the wanted ones, or why it is refused.

    At most 100 MB are unpacked, and no part to more than it declares. Raises BadZipFile, OSError
    and zlib.error for parts that are damaged.
    """
    try:
        archive = ZipFile(path)
    except (BadZipFile, ValueError, NotImplementedError):
        found = f"{path.name}, {path.stat().st_size / 1000:.1f} kB"
        return {}, Problem("truncated_file", found=found, accepted=accepted)
    with archive:
        entries = archive.infolist()
        problem = _size_problem(entries) or _name_problem(entries, path.name, accepted)
        if problem is not None:
            return {}, problem
        parts: Parts = {}
        for entry in entries:
            content = _content(archive, entry, is_wanted(entry))
            if content is None:
                found, declared = entry.filename[:FOUND_LENGTH], f"{entry.file_size} B"
                return {}, Problem("part_too_long", found=found, accepted=declared)
            parts[entry.filename] = content
    return parts, None


def xml_of(parts: Parts, name: str) -> bytes:
    """The XML of a part.

    Raises KeyError when there is none, ValueError for a document type, in which entities could
    multiply, and for an encoding in which one would not be seen (no spreadsheet program writes
    either).
    """
    content = parts[name]
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise ValueError(f"<!DOCTYPE or NUL in {name}")
    return content


def _size_problem(entries: list[ZipInfo]) -> Problem | None:
    """A bomb: too many parts, too large when unpacked, or packed far more tightly than a sheet."""
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


def _name_problem(entries: list[ZipInfo], file_name: str, accepted: str) -> Problem | None:
    """Parts that are encrypted; and two of one name, of which each reader would take another."""
    if any(entry.flag_bits & 1 for entry in entries):
        return Problem("encrypted", found=file_name, accepted=accepted)
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/").lower()
        if name in seen:
            return Problem("duplicate_part", found=entry.filename[:FOUND_LENGTH], accepted=accepted)
        seen.add(name)
    return None


def _content(archive: ZipFile, entry: ZipInfo, is_wanted: bool) -> bytes | None:
    """A part's content if it is wanted; None where the part is longer than the directory says.

    Other readers would unpack all of a part that lies about its size.
    """
    probe = copy.copy(entry)
    probe.file_size += 1
    probe.CRC = None  # type: ignore[assignment]  # unchecked: it may be right for the first bytes
    size = 0
    chunks = []
    with archive.open(probe) as part:
        while chunk := part.read(CHUNK_BYTES):
            size += len(chunk)
            if is_wanted:
                chunks.append(chunk)
    if size > entry.file_size:
        return None
    content = b"".join(chunks)
    if is_wanted and zlib.crc32(content) != entry.CRC:
        raise BadZipFile(f"Bad CRC-32 of {entry.filename}")
    return content

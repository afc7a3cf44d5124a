"""Files that are no workbook or could do harm: each is refused with its own word, before parsing."""

from __future__ import annotations

import resource
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from etl.reference import Reference
from etl.report import Report, Words, check_file, write_workbook
from etl.report.file import ACCEPTED, OLE_START
from locales import languages

Spoil = Callable[[bytes, Path], bytes | None]


def replaced(content: bytes) -> Spoil:
    return lambda whole, path: content


def added(name: str, content: bytes | str = b"x", method: int = ZIP_DEFLATED) -> Spoil:
    """The workbook with one part more."""

    def spoil(whole: bytes, path: Path) -> None:
        path.write_bytes(whole)
        with ZipFile(path, "a", method) as archive:
            archive.writestr(name, content)

    return spoil


def archive_of(**parts: bytes | str) -> Spoil:
    """Another archive altogether; ``__`` in a name stands for ``/``."""

    def spoil(whole: bytes, path: Path) -> None:
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)

    return spoil


def many_parts(whole: bytes, path: Path) -> None:
    with ZipFile(path, "w") as archive:
        for number in range(1_500):
            archive.writestr(f"xl/media/{number}", b"")


def relation(kind: str, target: str) -> str:
    return (
        "<Relationships><Relationship Id='r1' TargetMode='External' "
        f"Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' "
        f"Target='{target}'/></Relationships>"
    )


def lying_part(whole: bytes, path: Path) -> bytes:
    """A part of 5 MB that declares 10 bytes, with the checksum of just those."""
    long, short = b" " * 5_000_000, b" " * 10
    added("xl/media/image1.png", long)(whole, path)
    content = path.read_bytes()
    for number, size in ((zlib.crc32(long), 4), (len(long), 4)):
        new = zlib.crc32(short) if number != len(long) else len(short)
        content = content.replace(number.to_bytes(size, "little"), new.to_bytes(size, "little"))
    return content


def encrypted_entry(whole: bytes, path: Path) -> bytes:
    """The first part's encryption flag set in the archive's directory, as by a zip password."""
    place = whole.index(b"PK\x01\x02") + 8
    return whole[:place] + bytes([whole[place] | 1]) + whole[place + 1 :]


def ole(stream: str) -> bytes:
    return OLE_START + bytes(504) + stream.encode("utf-16-le") + bytes(512)


# name of the defect: (file name, what is done to the workbook, rule, found, accepted)
REFUSED: dict[str, tuple[str, Spoil, str, str, str]] = {
    "comma_separated": ("r.csv", replaced(b"a;b"), "not_a_workbook", "r.csv", ACCEPTED),
    "pdf_with_its_own_name": ("r.pdf", replaced(b"%PDF-1.7"), "not_a_workbook", "r.pdf", ACCEPTED),
    "empty": ("r.xlsx", replaced(b""), "empty_file", "r.xlsx", ".xlsx"),
    "old_excel": ("r.xls", replaced(ole("Workbook")), "old_workbook", "r.xls", ".xlsx"),
    "old_excel_renamed": ("r.xlsx", replaced(ole("Workbook")), "old_workbook", "r.xlsx", ".xlsx"),
    "old_name_of_a_new_workbook": (
        "r.xls", lambda whole, path: whole, "old_workbook", "r.xls", ".xlsx",
    ),
    "encrypted": ("r.xlsx", replaced(ole("EncryptedPackage")), "encrypted", "r.xlsx", ".xlsx"),
    "encrypted_entry": ("r.xlsx", encrypted_entry, "encrypted", "r.xlsx", ".xlsx"),
    "old_word_renamed": ("r.xlsx", replaced(ole("WordDocument")), "other_kind", "Word", ".xlsx"),
    "pdf_renamed": ("r.xlsx", replaced(b"%PDF-1.7\n..."), "other_kind", "PDF", ".xlsx"),
    "web_page_renamed": (
        "r.xlsx", replaced(b"\n <html><table>"), "other_kind", "HTML", ".xlsx",
    ),
    "text_renamed": (
        "r.xlsx", replaced(b"country;year\nKEN;2026\n"), "other_kind", "country;year·KEN;202…",
        ".xlsx",
    ),
    "bytes_without_meaning": (
        "r.xlsx", replaced(bytes(range(128, 160))), "other_kind", "\ufffd" * 20 + "…", ".xlsx",
    ),
    "word_renamed": (
        "r.xlsx", archive_of(word__document_xml="<w/>"), "other_kind", "Word", ".xlsx",
    ),
    "opendocument_renamed": (
        "r.xlsx", archive_of(mimetype="application/vnd.oasis"), "other_kind", "OpenDocument",
        ".xlsx",
    ),
    "archive_renamed": ("r.xlsx", archive_of(notes="x"), "other_kind", "ZIP", ".xlsx"),
    "truncated": (
        "r.xlsx", lambda whole, path: whole[:20_000], "truncated_file", "r.xlsx, 20.0 kB", ".xlsx",
    ),
    "macro_workbook": ("r.xlsm", lambda whole, path: whole, "macros", "r.xlsm", ".xlsx"),
    "macros_renamed": (
        "r.xlsx", added("xl/vbaProject.bin"), "macros", "xl/vbaProject.bin", ".xlsx",
    ),
    "macro_sheet": (
        "r.xlsx", added("xl/macrosheets/sheet1.xml"), "macros", "xl/macrosheets/sheet1.xml",
        ".xlsx",
    ),
    "link_to_another_workbook": (
        "r.xlsx",
        added(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            relation("externalLinkPath", "Budget.xlsx"),
        ),
        "external_link", "Budget.xlsx", ".xlsx",
    ),
    "picture_from_an_address": (
        "r.xlsx",
        added("xl/drawings/_rels/drawing1.xml.rels", relation("image", "https://example.org/a")),
        "external_link", "https://example.org/a", ".xlsx",
    ),
    "dynamic_data_exchange": (
        "r.xlsx", added("xl/externalLinks/externalLink1.xml"), "external_link",
        "xl/externalLinks/externalLink1.xml", ".xlsx",
    ),
    "query": (
        "r.xlsx", added("xl/connections.xml"), "external_link", "xl/connections.xml", ".xlsx",
    ),
    "too_heavy": (
        "r.xlsx", lambda whole, path: whole + bytes(10_500_000 - len(whole)), "file_too_heavy",
        "10.5 MB", "10 MB",
    ),
    "unpacks_to_more_than_a_report": (
        "r.xlsx", archive_of(xl__workbook_xml=b" " * 150_000_000), "file_too_large", "150 MB",
        "100 MB",
    ),
    "bomb_below_the_size_of_a_report": (
        "r.xlsx", archive_of(xl__workbook_xml=b" " * 60_000_000), "packed_too_tightly", "1029",
        "200",
    ),
    "many_parts": ("r.xlsx", many_parts, "too_many_parts", "1500", "1000"),
    "part_twice": (
        "r.xlsx", added("XL/Workbook.xml"), "duplicate_part", "XL/Workbook.xml", ".xlsx",
    ),
    "part_longer_than_declared": (
        "r.xlsx", lying_part, "part_too_long", "xl/media/image1.png", "10 B",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", REFUSED)
def test_file_is_refused_with_its_word(
    defect: str, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    name, spoil, rule, found, accepted = REFUSED[defect]
    whole = write_workbook(tmp_path / "whole.xlsx", report, "en", reference, words).read_bytes()
    path = tmp_path / name
    content = spoil(whole, path)
    if content is not None:
        path.write_bytes(content)
    before = path.read_bytes()

    started = time.monotonic()
    tracemalloc.start()
    result = check_file(path, reference, words=words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert result.report is None
    (problem,) = result.problems
    assert (problem.rule, problem.severity) == (rule, "error")
    assert (problem.sheet, problem.cell) == ("", "")
    assert (problem.found, problem.accepted) == (found, accepted)
    for language in languages():
        assert found in problem.message(language) and accepted in problem.message(language)
    assert time.monotonic() - started < 5 and peak < 30e6
    assert path.read_bytes() == before


def test_link_a_reader_may_click_is_accepted(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "r.xlsx", report, "en", reference, words)
    link = relation("hyperlink", "https://example.org/act")
    added("xl/worksheets/_rels/sheet99.xml.rels", link)(path.read_bytes(), path)
    assert check_file(path, reference, words=words).problems == []


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "sheet"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"<sst>",
        b"\x00" * 50,
        b"<a xmlns='x'><sheet name='a'/></a>",
        b"<?xml version='1.0' encoding='none'?><a/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a>" * 20_000,
    ],
)
def test_damaged_part_is_an_error_and_never_an_exception(
    part: str, content: bytes, report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    whole = write_workbook(tmp_path / "whole.xlsx", report, "en", reference, words)
    path = tmp_path / "r.xlsx"
    with ZipFile(whole) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            is_hit = name.startswith("xl/worksheets/sheet4") if part == "sheet" else name == part
            target.writestr(name, content if is_hit else source.read(name))
    result = check_file(path, reference, words=words)
    assert result.errors
    if result.report is None:
        (problem,) = result.errors
        assert (problem.rule, problem.found) == ("unreadable", "r.xlsx")


def test_damaged_bytes_are_an_error_and_never_an_exception(
    report: Report, reference: Reference, words: Words, tmp_path: Path
) -> None:
    """A run of bytes overwritten at many places of the file, and the file cut at many lengths."""
    whole = write_workbook(tmp_path / "whole.xlsx", report, "en", reference, words).read_bytes()
    path = tmp_path / "r.xlsx"
    tried = 0
    for place in range(0, len(whole), len(whole) // 60):
        for spoilt in (whole[:place], whole[:place] + b"\xff\x00" * 8 + whole[place + 16 :]):
            path.write_bytes(spoilt)
            result = check_file(path, reference, words=words)
            assert result.report is not None or len(result.errors) == 1
            tried += 1
    assert tried > 100
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000  # kilobytes

"""Spoils good report files in many ways, the same for the same number: for tests and the long run.

Each kind of file is spoilt in its bytes, in the parts of its archive, in its XML or text, and in its
cells as a person would.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

from bench.report_files import comma_separated, opendocument, packed
from etl.report.file import open_book

Parts = dict[str, bytes]

# What stands in for a number, a text, an address or a name in XML and CSV.
PIECES: tuple[bytes, ...] = (
    b"",
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"INF",
    b"9" * 30,
    b"9" * 5_000,
    b"4294967296",
    b"1048576",
    b"XFD1048576",
    b"XFD",
    b"A0",
    b"1A",
    b"a1",
    b"AAAAAAAA99999999",
    b"ZZZ1",
    b"R1C1",
    b"2026-02-30",
    b"9999-12-31",
    b"10000-01-01",
    b"0000-00-00",
    b"2026-05-04T25:61:61",
    b"12,5",
    b"1.250.000,00",
    b"=1/0",
    b"#REF!",
    b"&amp;",
    b"&bomb;",
    b"&#0;",
    b"&#xD800;",
    b"&#1114112;",
    b"<",
    b">",
    b"</c>",
    b"<c><v>1</v></c>",
    b'<c r="ZZ1"/><c><v>1</v></c>',
    b'<row r="1048576"><c><v>1</v></c></row>',
    b"<f>A1</f>",
    b"]]>",
    b"<![CDATA[x]]>",
    b"<!-- x -->",
    b"<!DOCTYPE a [<!ENTITY bomb 'x'>]>",
    b"\x00",
    b"\x01\x02\x0b\x1f",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"x" * 40_000,
    '"\u202e\u05d0\u0627 \U0001f9d2\U0001f3fd\u200d'.encode(),
    b'";,\t"\r\n',
    b"\r\n" * 20_000,
)
# What a person, or a program for a person, may put into a cell.
VALUES: tuple[Any, ...] = (
    None,
    "",
    " ",
    "\u00a0",
    0,
    -1,
    1e308,
    -1e-308,
    2**70,
    True,
    False,
    date(1900, 1, 1),
    datetime(9999, 12, 31, 23, 59, 59),
    "2026-02-30",
    "31.12.2026",
    "NaN",
    "inf",
    "١٢٣",
    "1_000",
    "12,5",
    "=1/0",
    '=HYPERLINK("https://example.org")',
    "#REF!",
    "A01",
    "{found}",
    "%s",
    "'; DROP TABLE report; --",
    "<script>alert(1)</script>",
    "\u202eתירבע \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\U0001f9d2\U0001f3fd\u200d\U0001f466",
    "a\nb\tc",
    "x" * 32_000,
    "Mary Doe, 12, +254 700 000000, mary@example.org",
    ";" * 500,
    "https://" + "a." * 200 + "org",
)
ATTRIBUTE = re.compile(rb"""=(["'])([^"'<>]*)\1""")
TEXT_BETWEEN_TAGS = re.compile(rb">([^<>]+)<")
TAG = re.compile(rb"<[^<>]+>")
CSV_CELL = re.compile(rb"[^,;\t\r\n]+")


@dataclass(frozen=True)
class Mutant:
    """A spoilt file: its name and content, and in words what was done to which good file."""

    name: str
    content: bytes
    story: str


def seeds(folder: Path, workbook: Path) -> dict[str, bytes]:
    """Good files to begin with, by name: a workbook, and the same report in every other form."""
    book, problems = open_book(workbook)
    if book is None:
        raise ValueError(f"{workbook} cannot be read: {problems}")
    return {
        "report.xlsx": workbook.read_bytes(),
        "report.ods": opendocument(book.grids),
        "report.zip": packed(comma_separated(book.grids)),
    }


def mutants(good: dict[str, bytes], count: int, first: int = 0) -> Iterator[Mutant]:
    """So many spoilt files, in turn of every good one; the same numbers give the same files."""
    names = sorted(good)
    for number in range(first, first + count):
        chance = random.Random(number)
        name = names[number % len(names)]
        ways = WAYS[Path(name).suffix]
        content, stories = good[name], []
        # Most files are spoilt once: two defects may hide each other.
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            way = chance.choice(ways)
            try:
                content = way(content, chance)
            except Exception:
                break  # so spoilt that other programs cannot open it to spoil it once more
            stories.append(way.__name__)
        yield Mutant(name, content, f"{number}: {name}, {', '.join(stories)}")


# -------------------------------------------------------------------------------------------- bytes


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed anywhere."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def overwrite_run(content: bytes, chance: random.Random) -> bytes:
    """A run of bytes replaced by another of the file, by zeros or by what has no meaning."""
    length = chance.choice((4, 16, 256, 4096))
    place, other = chance.randrange(len(content)), chance.randrange(len(content))
    run = chance.choice((bytes(length), b"\xff" * length, content[other : other + length]))
    return content[:place] + run + content[place + length :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    """The beginning, or the end, of a file."""
    place = chance.randrange(len(content))
    return chance.choice((content[:place], content[place:]))


# -------------------------------------------------------------------------------------------- parts


def _unpacked(content: bytes) -> Parts:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _repacked(parts: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    method = chance.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED))
    with ZipFile(buffer, "w", method) as archive:
        for name, part in parts:
            archive.writestr(ZipInfo(name), part, method)  # without the time of day
    return buffer.getvalue()


def drop_part(content: bytes, chance: random.Random) -> bytes:
    """The archive without one of its parts."""
    parts = _unpacked(content)
    del parts[chance.choice(sorted(parts))]
    return _repacked(list(parts.items()), chance)


def repeat_part(content: bytes, chance: random.Random) -> bytes:
    """The archive with a part under the same or nearly the same name twice."""
    parts = list(_unpacked(content).items())
    name, part = chance.choice(parts)
    twin = chance.choice((name, name.upper(), name.replace("/", "\\"), f"{name} ", f"./{name}"))
    return _repacked([*parts, (twin, chance.choice((part, b"", chance.choice(parts)[1])))], chance)


def swap_parts(content: bytes, chance: random.Random) -> bytes:
    """Two parts under each other's names."""
    parts = _unpacked(content)
    one, other = chance.choice(sorted(parts)), chance.choice(sorted(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return _repacked(list(parts.items()), chance)


def add_part(content: bytes, chance: random.Random) -> bytes:
    """The archive with a part that does not belong there."""
    name = chance.choice(
        (
            "../../x.csv", "/etc/passwd", "C:\\x.csv", "x.zip", "x/", "Basic/x.xml", "xl/vbaProject.bin",
            "xl/worksheets/sheet99.xml", "roadmap.csv", "é\u202e.csv", "x" * 300, "xl/externalLinks/a.xml",
        )
    )  # fmt: skip
    parts = list(_unpacked(content).items())
    return _repacked([*parts, (name, chance.choice(PIECES))], chance)


def spoil_part(content: bytes, chance: random.Random) -> bytes:
    """One part's bytes spoilt, in an archive that is whole."""
    parts = _unpacked(content)
    name = chance.choice(sorted(parts))
    if parts[name]:
        way = chance.choice((flip_bytes, overwrite_run, truncate))
        parts[name] = way(parts[name], chance)
    return _repacked(list(parts.items()), chance)


# ------------------------------------------------------------------------------------- XML and text


def _edit_part(content: bytes, chance: random.Random, suffixes: tuple[str, ...]) -> bytes:
    parts = _unpacked(content)
    known = sorted(name for name in parts if name.endswith(suffixes) and parts[name])
    # Where the cells are, most defects matter.
    telling = [name for name in known if re.search(r"sheet\d|content\.xml|\.csv$|workbook", name)]
    name = chance.choice(telling if telling and chance.random() < 0.8 else known)
    parts[name] = _edited(parts[name], chance, is_xml=not name.endswith(".csv"))
    return _repacked(list(parts.items()), chance)


def _edited(text: bytes, chance: random.Random, is_xml: bool) -> bytes:
    """A text with an attribute, a text, a tag or a cell replaced, left out, repeated or moved."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        pattern = chance.choice((ATTRIBUTE, TEXT_BETWEEN_TAGS, TAG)) if is_xml else CSV_CELL
        start = chance.randrange(max(1, len(text)))
        match = pattern.search(text, start) or pattern.search(text)
        if match is None:
            return text + chance.choice(PIECES)
        group = 2 if pattern is ATTRIBUTE else 1 if pattern is TEXT_BETWEEN_TAGS else 0
        begin, end = match.span(group)
        piece = chance.choice((*PIECES, match[group] * 2, match[group][::-1]))
        text = text[:begin] + piece + text[end:]
    return text


def edit_text(content: bytes, chance: random.Random) -> bytes:
    """One part's XML or CSV edited in some places."""
    return _edit_part(content, chance, (".xml", ".rels", ".csv"))


def encode_otherwise(content: bytes, chance: random.Random) -> bytes:
    """One part's text in another encoding."""
    parts = _unpacked(content)
    name = chance.choice(sorted(name for name in parts if name.endswith((".xml", ".csv"))))
    text = parts[name].decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "utf-8-sig"))
    parts[name] = text.encode(encoding, "replace")
    return _repacked(list(parts.items()), chance)


def nest_deeply(content: bytes, chance: random.Random) -> bytes:
    """Thousands of tags or quotation marks within each other, in the midst of a part."""
    parts = _unpacked(content)
    name = chance.choice(sorted(name for name in parts if name.endswith((".xml", ".csv"))))
    middle = len(parts[name]) // 2
    many = chance.choice((b"<a>" * 20_000, b"<a>" * 5_000 + b"</a>" * 5_000, b'"' * 20_001))
    parts[name] = parts[name][:middle] + many + parts[name][middle:]
    return _repacked(list(parts.items()), chance)


# -------------------------------------------------------------------------------------------- cells


def type_into_cells(content: bytes, chance: random.Random) -> bytes:
    """An Excel workbook in which a person typed, merged, hid, moved and renamed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for _ in range(chance.choice((1, 3, 10))):
        sheet = book[chance.choice(book.sheetnames)]
        row, column = chance.randint(1, 15), chance.randint(1, 18)
        action = chance.random()
        if action < 0.7:
            try:
                sheet.cell(row, column).value = chance.choice(VALUES)
            except (AttributeError, IllegalCharacterError):
                continue  # a merged cell takes no value, and openpyxl no control character
        elif action < 0.78:
            sheet.merge_cells(
                start_row=row, end_row=row + 2, start_column=column, end_column=column + 1
            )
        elif action < 0.84:
            sheet.row_dimensions[row].hidden = True
        elif action < 0.88:
            sheet.delete_rows(row, chance.choice((1, 5)))
        elif action < 0.92:
            sheet.insert_cols(column)
        elif action < 0.96:
            sheet.title = chance.choice(
                ("Roadmap", "Avancement", "x" * 31, "ü\u202e", "_pathfinder")
            )
        elif len(book.sheetnames) > 1:
            book.remove(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def type_into_texts(content: bytes, chance: random.Random) -> bytes:
    """CSV files, or an OpenDocument workbook, with what a person may have typed."""
    parts = _unpacked(content)
    for _ in range(chance.choice((1, 3, 10))):
        names = sorted(name for name in parts if name.endswith((".csv", "content.xml")))
        if not names:
            break
        name = chance.choice(names)
        value = str(chance.choice(VALUES)).encode()
        pattern = CSV_CELL if name.endswith(".csv") else re.compile(rb"<text:p>([^<]*)</text:p>")
        found = list(pattern.finditer(parts[name]))
        if found:
            match = chance.choice(found)
            begin, end = match.span(1 if pattern.groups else 0)
            parts[name] = parts[name][:begin] + value + parts[name][end:]
    return _repacked(list(parts.items()), chance)


Way = Callable[[bytes, random.Random], bytes]
_ANY: tuple[Way, ...] = (
    flip_bytes, overwrite_run, truncate, drop_part, repeat_part, swap_parts, add_part, spoil_part,
    edit_text, edit_text, edit_text, edit_text, encode_otherwise, nest_deeply,
)  # fmt: skip
WAYS: dict[str, tuple[Way, ...]] = {
    ".xlsx": (*_ANY, type_into_cells, type_into_cells),
    ".ods": (*_ANY, type_into_texts, type_into_texts),
    ".zip": (*_ANY, type_into_texts, type_into_texts),
}

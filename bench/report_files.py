"""Writes reports as OpenDocument workbooks and as CSV files, for tests and measurements.

The dashboard itself writes Excel workbooks only; these are what other programs would send.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Sheets = Mapping[str, Sequence[Sequence[Any]]]

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def opendocument(sheets: Sheets, /, **parts: str) -> bytes:
    """An OpenDocument workbook of these sheets; ``parts`` replace its own, ``__`` standing for /."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(_row, rows))}{EMPTY_ROWS}</table:table>"
        for name, rows in sheets.items()
    )
    return opendocument_of(content(tables), **parts)


def opendocument_of(content_xml: str, /, **parts: str) -> bytes:
    """An OpenDocument workbook with this content.xml."""
    whole = {"META-INF/manifest.xml": MANIFEST, "content.xml": content_xml}
    whole |= {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        # Without the time of day, so that the same content is the same file.
        archive.writestr(ZipInfo("mimetype"), whole.pop("mimetype", MIMETYPE), ZIP_STORED)
        for name, text in whole.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return buffer.getvalue()


def content(tables: str, styles: str = "") -> str:
    """The XML of content.xml around its tables and automatic styles."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMESPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


# As office programs end every sheet.
EMPTY_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def cell(value: Any, **attributes: str) -> str:
    """The XML of one cell; attributes of its own with ``__`` for the colon and ``_`` for a hyphen."""
    more = "".join(
        f" {name.replace('__', ':').replace('_', '-')}={quoteattr(text)}"
        for name, text in attributes.items()
    )
    if value is None or value == "":
        return f"<table:table-cell{more}/>"
    shown = str(value)
    if isinstance(value, bool):
        more += f' office:value-type="boolean" office:boolean-value="{shown.lower()}"'
    elif isinstance(value, int | float):
        more += f' office:value-type="float" office:value="{value!r}"'
    elif isinstance(value, date):
        shown = _day(value)
        more += f' office:value-type="date" office:date-value="{shown}"'
    else:
        more += ' office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell{more}>{lines}</table:table-cell>"


def _row(values: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(cell, values))}</table:table-row>"


def comma_separated(
    sheets: Sheets, separator: str = ",", encoding: str = "utf-8"
) -> dict[str, bytes]:
    """One CSV file for each sheet, by its name, with dates as year-month-day."""
    files = {}
    for name, rows in sheets.items():
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=separator).writerows([map(_text, row) for row in rows])
        files[f"{name}.csv"] = buffer.getvalue().encode(encoding)
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of files."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, whole in files.items():
            archive.writestr(ZipInfo(name), whole, ZIP_DEFLATED)
    return buffer.getvalue()


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _day(value) if isinstance(value, date) else str(value)


def _day(value: date) -> str:
    has_time = isinstance(value, datetime) and (value.hour or value.minute or value.second)
    return value.isoformat() if has_time else value.isoformat()[:10]

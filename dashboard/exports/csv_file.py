"""A table as a CSV file, and texts that no spreadsheet can run."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.exports.view import View

# A spreadsheet runs a text that begins so as a formula.
_BEGINNINGS = tuple("=+-@\t\r\n")


def neutralised(cell: Any) -> Any:
    """The cell; a text that a spreadsheet would run as a formula comes back with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_BEGINNINGS) else cell


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as a CSV file (RFC 4180, UTF-8 with a mark) in which no text can run as a formula."""
    out = table.copy(deep=False)
    for column in out.select_dtypes(include=["object", "string"]):
        out[column] = out[column].map(neutralised)
    # With this line end, of RFC 4180, a carriage return within a text is quoted too and begins no new row.
    return out.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def view_csv(view: View) -> bytes:
    """A view's table as a CSV file, each row with its source, and marked where it rests on illustrative reports."""
    table = view.table.assign(source=view.source)
    return csv_bytes(table.assign(is_illustrative=True) if view.is_illustrative else table)

"""Problems found in publishers' files, as rows of the warehouse's table `problem`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import pandas as pd

Severity = Literal["error", "warning", "repair"]

COLUMNS = (
    "origin",
    "file_name",
    "report_id",
    "source_id",
    "severity",
    "rule",
    "sheet",
    "cell",
    "found",
    "accepted",
)


def no_problems() -> pd.DataFrame:
    """An empty table of problems."""
    return pd.DataFrame({column: pd.Series(dtype="object") for column in COLUMNS})


def source_problems(
    rule: str,
    severity: Severity,
    *,
    file_name: str | Sequence[str],
    cell: str | Sequence[str],
    found: Iterable[object],
    accepted: str | Sequence[str],
    source_id: str | Sequence[str | None] | None = None,
) -> pd.DataFrame:
    """One row per found value; ``rule`` is a text key below ``source_problem``, without it.

    Single texts are repeated for every row.
    """
    found = [str(value) for value in found]
    table = pd.DataFrame({"found": found}, dtype="object")
    table["origin"] = "source"
    table["severity"] = severity
    table["rule"] = rule
    for column, value in (
        ("file_name", file_name),
        ("cell", cell),
        ("accepted", accepted),
        ("source_id", source_id),
    ):
        table[column] = value if value is None or isinstance(value, str) else list(value)
    return table.reindex(columns=list(COLUMNS)).astype("object")


def join_problems(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All problems in one table, in the order given; an empty table where there are none."""
    filled = [table for table in tables if not table.empty]
    return pd.concat(filled, ignore_index=True) if filled else no_problems()

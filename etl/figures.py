"""Figures on their way from the files into the warehouse: checked part by part, and kept on disk meanwhile.

Publishers' files grow; what a build holds in memory at once does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from etl.observations import (
    COLUMNS,
    KEY,
    NUMBERS,
    check_rows,
    read_observation_files,
    settle_repeats,
)
from etl.problems import join_problems, no_problems
from etl.reference import Reference

_TYPES = {
    **dict.fromkeys((*COLUMNS, "file_name", "published"), "VARCHAR"),
    **dict.fromkeys(NUMBERS, "DOUBLE"),
    "year": "INTEGER",
    "row": "BIGINT",
}
# Rows of one key have one hash; the few others that share it do no harm.
_KEY_HASH = f"hash({', '.join(KEY)})"


def stage_figures(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    paths: Iterable[Path],
    data_folder: Path,
    reference: Reference,
    known_sources: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make ``table`` of all good figures of observation files, one row per key; counts and problems.

    The counts are one row per file and source: ``file_name``, ``source_id``, ``row_count``. Raises
    ReferenceDataError or FileLayoutError where a file cannot be read at all.
    """
    columns = ", ".join(f'"{name}" {kind}' for name, kind in _TYPES.items())
    connection.execute(f"CREATE TABLE {table} ({columns})")
    problems = []
    for part in read_observation_files(paths, data_folder):
        rows, found = check_rows(part, reference, known_sources)
        problems.append(found)
        _append(connection, table, rows)
    counts = connection.execute(
        f"SELECT file_name, source_id, count(*) AS row_count FROM {table} GROUP BY ALL"
    ).df()
    return counts, join_problems([*problems, _settle_repeats(connection, table)])


def staged_figures(table: str) -> str:
    """The query for the staged figures as rows of the table ``observation``, in the order of its key."""
    return f"SELECT {', '.join(COLUMNS)} FROM {table} ORDER BY {', '.join(KEY)}"


def _settle_repeats(connection: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    repeated = f"{_KEY_HASH} IN (SELECT {_KEY_HASH} FROM {table} GROUP BY ALL HAVING count(*) > 1)"
    rows = connection.sql(f"FROM {table} WHERE {repeated} ORDER BY rowid").to_arrow_table()
    if not rows.num_rows:
        return no_problems()
    settled, problems = settle_repeats(rows.to_pandas())
    connection.execute(f"DELETE FROM {table} WHERE {repeated}")
    _append(connection, table, settled)
    return problems


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    connection.register("part", pa.Table.from_pandas(rows, preserve_index=False))
    connection.execute(f"INSERT INTO {table} BY NAME FROM part")
    connection.unregister("part")

"""Seconds of a full build of the bundled data, beside DuckDB's bare reading of the same files."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import duckdb

from bench.figure import Figure, NotMeasured
from bench.place import Place
from etl import warehouse
from etl.bundled import bundled_files
from etl.reference import DATA_FOLDER
from etl.report import report_files

SECONDS_AT_MOST = 10.0
BUILDS = 3


def measure(place: Place) -> list[Figure]:
    """The whole process, the build within it, the bare reading, and how many times longer the build takes."""
    processes: list[float] = []
    functions: list[float] = []
    for _ in range(1 if place.is_quick else BUILDS):
        folder, seconds = place.build()
        processes.append(seconds)
        functions.append(_recorded_seconds(folder))
    readings = [bare_reading() for _ in range(BUILDS)]
    ratio = statistics.median(functions) / statistics.median(readings)
    files = len(_csv_files())
    workbooks = len(report_files(DATA_FOLDER / "illustrative"))
    return [
        Figure.of("full build, whole process", processes, "s", at_most=SECONDS_AT_MOST),
        Figure.of(f"full build, inside ({files} CSV files, {workbooks} workbooks)", functions, "s"),
        Figure.of(f"DuckDB's bare read_csv of the {files} CSV files", readings, "s"),
        Figure("build inside ÷ bare read_csv", ratio, "×"),
    ]


def bare_reading() -> float:
    """Seconds in which DuckDB reads every bundled CSV file into a table, without any check."""
    connection = duckdb.connect()
    try:
        started = time.perf_counter()
        for path in _csv_files():
            connection.execute(
                "CREATE OR REPLACE TABLE bare AS SELECT * FROM read_csv(?)", [str(path)]
            )
        return time.perf_counter() - started
    finally:
        connection.close()


def _csv_files() -> list[str]:
    return [str(path) for path in bundled_files(DATA_FOLDER) if path.suffix == ".csv"]


def _recorded_seconds(folder: Path) -> float:
    """What the build itself recorded as its duration."""
    name = warehouse.current_build(folder)
    if name is None:
        raise NotMeasured(f"The build left no CURRENT in {folder}. Try: python -m etl build")
    with warehouse.open_build(folder, name) as connection:
        (seconds,) = connection.execute(
            "SELECT duration_seconds FROM build WHERE build_name = ?", [name]
        ).fetchall()[0]
    return float(seconds)

"""Builds and page queries while the figures grow: is time linear, does memory hold, do pages stay quick?

Figures are multiplied as bench/synthetic.py says, and built by the build that readers get. Seconds are the processor's,
all threads together, so that other work on the machine counts little. Page queries are the statements that all pages
send in their first run on the bundled figures, each sent again to every build.
"""

from __future__ import annotations

import json
import pickle
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from rich.console import Console
from rich.table import Table

from bench.figure import Figure, NotMeasured
from bench.memory import kilobytes
from bench.place import ROOT, Place, environment
from bench.synthetic import grow

ASSESSMENT_SECONDS_AT_MOST = 2.0
GIBIBYTES_AT_MOST = 8.0
LINEAR_AT_MOST = 1.0
QUERIES_AT_MOST = 2.0
REPETITIONS = 9
SECONDS_AT_MOST = 3 * 3600
# Files, staged figures, what does not fit the memory, and the build: per time the bundled figures.
DISK_BYTES = 15_000_000


# A statement that a page has sent, and its parameters by name.
Question = tuple[str, dict[str, Any] | None]


class Growth(NamedTuple):
    """One build of grown figures and the page queries on it."""

    scale: int
    rows: int
    """Of all files of figures, the ones that do not grow included."""
    seconds: float
    """Of the processor, for the whole build."""
    elapsed_seconds: float
    gibibytes: float
    """Resident at most."""
    assessment_seconds: float
    """Of the processor, for the step that judges progress."""
    query_milliseconds: float
    """Of the processor: the sum of each statement's median."""


def measure(place: Place) -> list[Figure]:
    """Print one row per scale, and judge: assessments, time beside linear growth, memory, page queries."""
    free = shutil.disk_usage(place.folder).free
    if free < (needed := max(place.scales) * DISK_BYTES):
        raise NotMeasured(
            f"Found {free / 1e9:.0f} GB free in {place.folder}; {max(place.scales)}× needs "
            f"{needed / 1e9:.0f} GB. Set TMPDIR to a larger disk, or try: --scales 1,10"
        )
    questions = place.folder / "questions"
    done: list[Growth] = []
    for scale in place.scales:
        done.append(_measure_scale(place, scale, questions))
    _print(done)
    return figures(done)


def figures(done: Sequence[Growth]) -> list[Figure]:
    """The verdicts on builds by growing scale, the first of them of the bundled figures alone."""
    first = done[0]
    return [
        Figure(
            "all assessments of the bundled figures",
            first.assessment_seconds,
            "s",
            at_most=ASSESSMENT_SECONDS_AT_MOST,
        ),
        *(
            Figure(
                f"build time, {small.scale}× to {large.scale}×: its growth ÷ that of the figures",
                beside_linear(small, large),
                "×",
                at_most=LINEAR_AT_MOST,
            )
            for small, large in pairwise(done)
        ),
        *(
            Figure(
                f"memory of a build at {one.scale}×",
                one.gibibytes,
                "GiB",
                at_most=GIBIBYTES_AT_MOST,
            )
            for one in done
        ),
        *(
            Figure(
                f"page queries at {one.scale}× ÷ at {first.scale}×",
                one.query_milliseconds / first.query_milliseconds,
                "×",
                at_most=QUERIES_AT_MOST,
            )
            for one in done[1:]
        ),
    ]


def beside_linear(small: Growth, large: Growth) -> float:
    """How many times longer the larger build took, beside how many times more figures it has: 1 is linear."""
    return (large.seconds / small.seconds) / (large.rows / small.rows)


def _print(done: Sequence[Growth]) -> None:
    table = Table(title="Growth of the figures (seconds of the processor)", title_justify="left")
    for name in (
        "scale",
        "figures",
        "build s",
        "elapsed s",
        "× linear",
        "peak GiB",
        "assess s",
        "queries ms",
        "× of 1×",
    ):
        table.add_column(name, justify="right")
    first = done[0]
    for one in done:
        table.add_row(
            f"{one.scale:,}×",
            f"{one.rows:,}",
            f"{one.seconds:.1f}",
            f"{one.elapsed_seconds:.1f}",
            f"{beside_linear(first, one):.2f}",
            f"{one.gibibytes:.2f}",
            f"{one.assessment_seconds:.2f}",
            f"{one.query_milliseconds:.0f}",
            f"{one.query_milliseconds / first.query_milliseconds:.2f}",
        )
    Console(highlight=False, width=None if sys.stdout.isatty() else 120).print(table)


def _measure_scale(place: Place, scale: int, questions: Path) -> Growth:
    data, warehouse = place.folder / f"data_{scale}", place.folder / f"grown_{scale}"
    try:
        rows = grow(data, scale)
        built = _run(place, warehouse, "build", str(data))
        if not questions.exists():
            _run(place, warehouse, "listen", str(questions))
        repetitions = 3 if place.is_quick else REPETITIONS
        asked = _run(place, warehouse, "ask", str(questions), str(repetitions))
        return Growth(scale=scale, rows=rows, **built, **asked)
    finally:
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(warehouse, ignore_errors=True)


def _run(place: Place, warehouse: Path, *arguments: str) -> dict[str, Any]:
    """What this module says when it runs as a process of its own, on a folder of builds."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.growth", *arguments],
        cwd=ROOT,
        env=environment(place.folder / "home", PATHFINDER_WAREHOUSE=str(warehouse)),
        capture_output=True,
        text=True,
        timeout=SECONDS_AT_MOST,
        check=False,
    )
    if done.returncode:
        raise NotMeasured(f"{' '.join(arguments)} failed: {done.stderr.strip()[-1500:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


# ------------------------------------------------------- what runs in a process of its own


def build(data_folder: Path) -> dict[str, float]:
    """Build a data folder into the warehouse that the environment names; seconds and memory it took."""
    from dashboard import warehouse  # noqa: PLC0415 - the parent process needs none of it
    from etl.build import BUILD_STEPS  # noqa: PLC0415
    from etl.build import build as build_warehouse  # noqa: PLC0415

    times: dict[str, float] = {}

    def begin(step: str) -> None:
        times[step] = time.process_time()

    judging = BUILD_STEPS.index("Judge progress")
    started = time.perf_counter(), time.process_time()
    build_warehouse(data_folder, warehouse.folder(), "illustrative", begin)
    return {
        "seconds": time.process_time() - started[1],
        "elapsed_seconds": time.perf_counter() - started[0],
        "gibibytes": kilobytes("VmHWM") / 2**20,
        "assessment_seconds": times[BUILD_STEPS[judging + 1]] - times[BUILD_STEPS[judging]],
    }


def listen() -> list[Question]:
    """Every different statement that the pages send in their first run, in the order of first sending."""
    from bench.addresses import addresses  # noqa: PLC0415
    from bench.scripts import open_page, preload_as_shipped, run_page  # noqa: PLC0415
    from dashboard import warehouse  # noqa: PLC0415

    heard: dict[str, Question] = {}
    open_cursor = warehouse._cursor

    class Listener:
        def __init__(self) -> None:
            self.cursor = open_cursor()

        def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> Any:
            heard.setdefault(repr((sql, parameters)), (sql, parameters))
            return self.cursor.execute(sql, parameters)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.cursor, name)

    preload_as_shipped()
    warehouse._cursor = Listener  # type: ignore[assignment]
    for address in addresses():
        run_page(open_page(address))
    return list(heard.values())


def ask(questions: Sequence[Question], repetitions: int) -> float:
    """Milliseconds of the processor to answer all questions: the sum of their medians."""
    from dashboard import warehouse  # noqa: PLC0415

    def milliseconds(question: Question) -> float:
        started = time.process_time()
        connection.execute(*question).df()
        return (time.process_time() - started) * 1000

    path = warehouse.folder() / f"{warehouse.current_build()}.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        return sum(
            statistics.median(milliseconds(question) for _ in range(repetitions))
            for question in questions
        )


def main(arguments: Sequence[str]) -> dict[str, float]:
    """Do one of ``build DATA``, ``listen FILE``, ``ask FILE REPETITIONS``; what it measured."""
    match arguments:
        case ["build", data_folder]:
            return build(Path(data_folder))
        case ["listen", file]:
            questions = listen()
            Path(file).write_bytes(pickle.dumps(questions))
            return {"questions": len(questions)}
        case ["ask", file, repetitions]:
            # Written by the process above: parameters are dates and lists, which JSON does not keep.
            questions = pickle.loads(Path(file).read_bytes())
            return {"query_milliseconds": ask(questions, int(repetitions))}
    raise ValueError(f"Found {arguments}; accepted are build, listen and ask.")


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))

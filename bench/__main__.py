"""The command line: python -m bench measures all speed goals in one run and prints one table."""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import duckdb
import streamlit
from rich.console import Console
from rich.table import Table

from bench import (
    briefs,
    browser,
    builds,
    exports,
    growth,
    messages,
    packs,
    reports,
    scripts,
    sessions,
)
from bench.figure import Figure, NotMeasured
from bench.place import SCALES, Place
from bench.session import RunFailed

GROUPS: dict[str, Callable[[Place], list[Figure]]] = {
    "build": builds.measure,
    "growth": growth.measure,
    "reports": reports.measure,
    "scripts": scripts.measure,
    "messages": messages.measure,
    "sessions": sessions.measure,
    "browser": browser.measure,
    "briefs": briefs.measure,
    "exports": exports.measure,
    "packs": packs.measure,
}
STYLES = {"met": "green", "missed": "bold red"}
# A pipe has no width; names must not be folded there.
console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
errors = Console(stderr=True, highlight=False)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0, or 1 where a figure could not be measured. A missed goal is no failure."""
    options = _parser().parse_args(arguments)
    # Whoever ends this run ends its servers too: a polite signal leaves through every `finally`.
    signal.signal(signal.SIGTERM, _leave)
    started = time.perf_counter()
    load_before = os.getloadavg()[0]
    figures: list[Figure] = []
    not_measured: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="bench_") as folder:
        place = Place(Path(folder), options.quick, options.scales)
        for name in options.only or GROUPS:
            errors.print(f"Measuring {name} …", style="dim")
            try:
                figures += GROUPS[name](place)
            except (NotMeasured, RunFailed) as problem:
                not_measured[name] = str(problem)
            except KeyboardInterrupt:
                errors.print("Interrupted; everything started is stopped.")
                return 130
    _print(figures)
    console.print(
        f"{os.cpu_count()} cores, load {load_before:.1f} before and {os.getloadavg()[0]:.1f} after, "
        f"{time.perf_counter() - started:.0f} s. Python {platform.python_version()}, "
        f"Streamlit {streamlit.__version__}, DuckDB {duckdb.__version__}."
    )
    for name, reason in not_measured.items():
        errors.print(f"Not measured: {name}. {reason}", markup=False, soft_wrap=True, style="red")
    return 1 if not_measured else 0


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _print(figures: list[Figure]) -> None:
    table = Table(title="Measured in one run on this machine", title_justify="left")
    table.add_column("figure", overflow="fold")
    table.add_column("measured", justify="right", overflow="fold")
    table.add_column("goal", justify="right")
    table.add_column("verdict")
    for figure in figures:
        style = STYLES.get(figure.verdict)
        table.add_row(figure.name, figure.text, figure.goal, figure.verdict, style=style)
    console.print(table)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure the speed goals: servers, browser and builds, all on this machine.",
        epilog="example: python -m bench --only sessions --only messages",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=list(GROUPS),
        help="measure this group (may be given several times; default: all)",
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer repetitions: a first look, not a verdict"
    )
    parser.add_argument(
        "--scales",
        type=_scales,
        default=SCALES,
        metavar="1,10,100,1000",
        help="how many times the bundled figures the group growth builds (default: 1,10,100)",
    )
    return parser


def _scales(text: str) -> tuple[int, ...]:
    """Growing scales; the bundled figures themselves are always the first."""
    return tuple(sorted({1, *(int(scale) for scale in text.split(","))}))


if __name__ == "__main__":
    sys.exit(main())

"""Seconds and memory that reading and checking a very long report takes, beside its bare reading."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.figure import Figure, NotMeasured
from bench.memory import kilobytes
from bench.place import ROOT, Place
from etl.reference import DATA_FOLDER, Reference, load_reference
from etl.report import Row, Words, check_file, read_workbook, write_workbook

ACTIONS = 5_000
EXAMPLE = DATA_FOLDER / "illustrative" / "ILLUSTRATIVE_KEN_2026.xlsx"
RATIO_AT_MOST = 5.0
MEGABYTES_AT_MOST = 150.0
REPETITIONS = 9
# Linux forgets how much memory a process has taken at most when told to here.
FORGET = Path("/proc/self/clear_refs")


def measure(place: Place) -> list[Figure]:
    """Processor seconds of the check and of calamine's bare reading by turns, their ratio, the memory."""
    reference = load_reference()
    words = Words(reference)
    path = write_long_report(place.folder / "long.xlsx", reference, words)
    checks, readings = [], []
    # What the other measurements have imported is no garbage of ours to look through.
    gc.collect()
    gc.freeze()
    for _ in range(3 if place.is_quick else REPETITIONS):
        readings.append(_seconds_of_bare_reading(path))
        started = time.process_time()
        check_file(path, reference, words=words)
        checks.append(time.process_time() - started)
    gc.unfreeze()
    ratios = [check / bare for check, bare in zip(checks, readings, strict=True)]
    name = f"report of {ACTIONS:,} actions"
    return [
        Figure.of(f"{name}: read and checked", checks, "s"),
        Figure.of(f"{name}: bare python-calamine", readings, "s"),
        Figure(
            f"{name}: checked ÷ bare python-calamine, pair by pair",
            statistics.median(ratios),
            "×",
            min(ratios),
            max(ratios),
            at_most=RATIO_AT_MOST,
        ),
        Figure(f"{name}: memory for the check", _megabytes(path), "MB", at_most=MEGABYTES_AT_MOST),
    ]


def write_long_report(path: Path, reference: Reference, words: Words) -> Path:
    """A workbook with the sentences of a bundled report, many times over; returns its path."""
    report, _ = read_workbook(EXAMPLE, words)
    if report is None:
        raise NotMeasured(f"{EXAMPLE} cannot be read. Restore it from the repository.")
    actions, progress = report.rows["roadmap"], report.rows["progress"]
    report.rows["roadmap"], report.rows["progress"] = [], []
    for number in range(ACTIONS):
        action = actions[number % len(actions)].values
        name = {"action_id": f"A{number:04d}"}
        told = f"{action['action']} in district {number}"
        report.rows["roadmap"].append(Row({**action, **name, "action": told}))
        report.rows["progress"].append(Row({**progress[number % len(progress)].values, **name}))
    return write_workbook(path, report, report.language, reference, words)


def _seconds_of_bare_reading(path: Path) -> float:
    started = time.process_time()
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return time.process_time() - started


def _megabytes(path: Path) -> float:
    """How far the memory of a process of its own rises for one check."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reports", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotMeasured(f"The check failed (exit {done.returncode}). {done.stderr.strip()}")
    return float(done.stdout)


def _print_megabytes(path: Path) -> None:
    reference = load_reference()
    words = Words(reference)
    check_file(EXAMPLE, reference, words=words)
    FORGET.write_text("5")
    before = kilobytes("VmRSS")
    check_file(path, reference, words=words)
    print((kilobytes("VmHWM") - before) * 1024 / 1e6)


if __name__ == "__main__":
    _print_megabytes(Path(sys.argv[1]))

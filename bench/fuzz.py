"""The command line: python -m bench.fuzz checks thousands of spoilt files and counts what happens."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
import tracemalloc
import warnings
from pathlib import Path
from typing import NamedTuple

from bench.mutations import Mutant, mutants, seeds
from etl.reference import DATA_FOLDER, Reference, load_reference
from etl.report import Words, check_file
from locales import languages

EXAMPLE = DATA_FOLDER / "illustrative" / "ILLUSTRATIVE_KEN_2026.xlsx"


class Outcome(NamedTuple):
    """What became of one file: whether a report was read, in which time, with how much memory.

    Memory is what Python was asked for, counted while tracemalloc runs; else 0.
    """

    is_read: bool
    seconds: float
    megabytes: float


def check(mutant: Mutant, folder: Path, reference: Reference, words: Words) -> Outcome:
    """Check one spoilt file as if it had been sent, and word every problem in every language.

    Raises AssertionError for a refusal without an error, and lets every exception through.
    """
    path = folder / mutant.name
    path.write_bytes(mutant.content)
    if tracemalloc.is_tracing():
        tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    started = time.perf_counter()
    result = check_file(path, reference, words=words)
    seconds = time.perf_counter() - started
    _, peak = tracemalloc.get_traced_memory()
    assert result.report is not None or result.errors, "refused without an error"
    for problem in result.problems:
        for language in languages():
            problem.message(language)
    return Outcome(result.report is not None, seconds, (peak - before) / 1e6)


def main(arguments: list[str] | None = None) -> int:
    """Check so many spoilt files and print what became of them; 1 where an exception came through."""
    options = _parser().parse_args(arguments)
    # Archives with a part twice are made on purpose.
    warnings.simplefilter("ignore")
    reference = load_reference()
    words = Words(reference)
    outcomes: list[tuple[Outcome, str]] = []
    failures: list[str] = []
    tracemalloc.start()
    with tempfile.TemporaryDirectory(prefix="fuzz_") as name:
        folder = Path(name)
        good = seeds(folder, EXAMPLE)
        for mutant in mutants(good, options.count, options.first):
            try:
                outcomes.append((check(mutant, folder, reference, words), mutant.story))
            except KeyboardInterrupt:
                break
            except BaseException:  # a reader in Rust may panic, which is no Exception
                failures.append(f"{mutant.story}\n{traceback.format_exc(limit=-6)}")
    tracemalloc.stop()
    read = sum(outcome.is_read for outcome, _ in outcomes)
    slowest = max(outcomes, key=lambda pair: pair[0].seconds)
    largest = max(outcomes, key=lambda pair: pair[0].megabytes)
    print(f"tried                {len(outcomes) + len(failures):,}")
    print(f"refused              {len(outcomes) - read:,}")
    print(f"read                 {read:,}")
    print(f"unhandled exceptions {len(failures):,}")
    print(f"slowest              {slowest[0].seconds:.2f} s ({slowest[1]})")
    print(f"largest memory       {largest[0].megabytes:.1f} MB ({largest[1]})")
    for failure in failures[: options.show]:
        print(f"\n{failure}", file=sys.stderr)
    return 1 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.fuzz",
        description="Check spoilt report files of every kind; none may raise an exception.",
        epilog="example: python -m bench.fuzz --count 2000",
    )
    parser.add_argument("--count", type=int, default=2_000, help="how many (default: %(default)s)")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first, to see one again (default: 0)"
    )
    parser.add_argument(
        "--show", type=int, default=5, help="exceptions to print (default: %(default)s)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

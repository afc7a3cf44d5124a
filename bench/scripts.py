"""Milliseconds of one warm script run of each page, without server or browser (Streamlit's AppTest)."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time

from streamlit.testing.v1 import AppTest

from bench.addresses import MARKER, Address, addresses
from bench.figure import Figure, NotMeasured
from bench.place import ROOT, Place

MILLISECONDS_AT_MOST = 40.0
RUNS = 15
RUNS_QUICK = 5
WARM_UP_RUNS = 2
LANGUAGE = "en"
SECONDS_AT_MOST = 180


def measure(place: Place) -> list[Figure]:
    """The median run of each address once warm, and the slowest first run after a build, in a process of its own."""
    runs = RUNS_QUICK if place.is_quick else RUNS
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.scripts", str(runs)],
            cwd=ROOT,
            env=place.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"The script runs were not done after {SECONDS_AT_MOST} s.") from None
    if done.returncode:
        # What DuckDB's binding says of its own end, after the error, hides the error.
        said = done.stderr.partition("nanobind:")[0].strip()
        raise NotMeasured(f"The script runs failed: {said[-1500:]}")
    timed: dict[str, list[float]] = json.loads(done.stdout)
    slowest = max(timed, key=lambda name: timed[name][0])
    return [
        *(
            Figure.of(
                f"warm script run of {name}",
                times[1 + WARM_UP_RUNS :],
                "ms",
                at_most=MILLISECONDS_AT_MOST,
            )
            for name, times in timed.items()
        ),
        Figure(f"slowest first run after a start: {slowest}", timed[slowest][0], "ms"),
    ]


def time_all(runs: int) -> dict[str, list[float]]:
    """Milliseconds of each run per address, the first ones (cold, then warming up) included."""
    preload_as_shipped()
    return {address.name: _time_runs(address, 1 + WARM_UP_RUNS + runs) for address in addresses()}


def preload_as_shipped() -> None:
    """Do what streamlit_app.py does before the first reader comes."""
    from dashboard import preload  # noqa: PLC0415 - the parent process needs none of it

    preload.everything()
    gc.collect()
    gc.freeze()


def open_page(address: Address, language: str = LANGUAGE) -> AppTest:
    """A test session at an address that has not run yet."""
    test = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    test.switch_page(str(ROOT / "pages" / f"{address.page}.py"))
    for name, value in {**address.choices, "lang": language}.items():
        test.query_params[name] = value
    return test


def run_page(test: AppTest) -> float:
    """Run a page once; milliseconds. Raises NotMeasured where it shows an exception, an error or no heading."""
    started = time.perf_counter()
    test.run()
    milliseconds = (time.perf_counter() - started) * 1000
    errors = [str(element.message) for element in test.exception]
    errors += [str(element.value) for element in test.error]
    if errors:
        raise NotMeasured(f"The page shows: {'; '.join(errors)}")
    if not any(MARKER in element.proto.body for element in test.get("html")):
        raise NotMeasured(f"The page has no heading ({MARKER}).")
    return milliseconds


def _time_runs(address: Address, runs: int) -> list[float]:
    test = open_page(address)
    return [run_page(test) for _ in range(runs)]


if __name__ == "__main__":
    print(json.dumps(time_all(int(sys.argv[1]))))

"""Seconds of a picture of a chart with its engine warm, beside bare Kaleido, of ten callers at once, and of a deck."""

from __future__ import annotations

import datetime
import io
import json
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bench.figure import Figure, NotMeasured
from bench.place import ROOT, Place
from dashboard.exports import engine as engines
from dashboard.exports.view import View

PICTURE_SECONDS_AT_MOST = 0.5
TIMES_BARE_AT_MOST = 1.5
RUNS = 21
RUNS_QUICK = 7
WARM_UP_RUNS = 2
CALLERS = 10
ROUNDS = 3
# A deck: a title, charts, maps, and a slide of sources.
SLIDES, MAPS, DECKS = 30, 4, 3
WIDTH, HEIGHT, SCALE = 1600, 900, 2
SECONDS_AT_MOST = 300


def measure(place: Place) -> list[Figure]:
    """A warm PNG of 1600 × 900 × 2, its ratio to bare Kaleido's, ten callers at once, and memory; in its own process."""
    if not engines.is_available():
        raise NotMeasured("Found no browser for pictures. Install Chromium and run again.")
    runs = RUNS_QUICK if place.is_quick else RUNS
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.exports", str(runs)],
            cwd=ROOT,
            env=place.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"The pictures were not done after {SECONDS_AT_MOST} s.") from None
    if done.returncode:
        raise NotMeasured(f"The pictures failed: {done.stderr[-1500:]}")
    return figures(json.loads(done.stdout))


def figures(timed: dict[str, list[float]]) -> list[Figure]:
    """The figures from seconds of our pictures and decks, bare ones and callers' waits, and the mebibytes of the engine."""
    waits = timed["callers"]
    return [
        Figure.of(
            "warm PNG of a chart, 1600 × 900 × 2",
            timed["ours"],
            "s",
            at_most=PICTURE_SECONDS_AT_MOST,
        ),
        Figure.of("the chart alone, bare Kaleido with its server running", timed["bare"], "s"),
        Figure(
            "warm PNG ÷ bare Kaleido",
            statistics.median(timed["ours"]) / statistics.median(timed["bare"]),
            "×",
            at_most=TIMES_BARE_AT_MOST,
        ),
        Figure("first PNG, the browser's start included", timed["first"][0], "s"),
        Figure(
            f"{CALLERS} callers at once: p95 of their waits",
            statistics.quantiles(waits, n=20, method="inclusive")[-1],
            "s",
            min(waits),
            max(waits),
        ),
        Figure("memory of the engine after these pictures", timed["mebibytes"][0], "MB"),
        Figure.of(f"native deck of {SLIDES} slides", timed["deck"], "s"),
        Figure.of("the same charts alone, bare python-pptx", timed["bare deck"], "s"),
        Figure(
            "native deck ÷ bare python-pptx",
            statistics.median(timed["deck"]) / statistics.median(timed["bare deck"]),
            "×",
        ),
    ]


def time_all(runs: int) -> dict[str, list[float]]:
    """Seconds of each picture, ours and bare by turns; raises where a caller gets no picture."""
    import kaleido  # noqa: PLC0415 - the parent process needs none of it

    from dashboard import queries  # noqa: PLC0415
    from dashboard.charts import steps_reached  # noqa: PLC0415
    from dashboard.exports.pictures import render  # noqa: PLC0415
    from dashboard.words import words_of  # noqa: PLC0415

    words, day = words_of("en"), datetime.date(2026, 11, 22)
    view = View(
        words=words,
        name=("steps",),
        title=words("overview.steps.title"),
        note=words("overview.steps.note"),
        alt=words("overview.steps.alt"),
        source=words("show.reports_illustrative"),
        caveat="",
        address="http://localhost:8501/overview?lang=en",
        build="bench",
        built_on=day,
        made_on=day,
        table=queries.alliance.stage_steps(),
        draw=steps_reached.draw,
        data=queries.alliance.stage_steps(),
        is_illustrative=True,
    )
    options = {"format": "png", "width": WIDTH, "height": HEIGHT, "scale": SCALE}

    def ours() -> float:
        started = time.perf_counter()
        render(view, "screen", "png")
        return time.perf_counter() - started

    def bare() -> float:
        started = time.perf_counter()
        kaleido.calc_fig_sync(view.figure(), options)
        return time.perf_counter() - started

    first = ours()
    # Without MathJax, which it would fetch from another host.
    kaleido.start_sync_server(path=engines.find_browser(), mathjax=False)
    try:
        pairs = [(ours(), bare()) for _ in range(WARM_UP_RUNS + runs)][WARM_UP_RUNS:]
    finally:
        kaleido.stop_sync_server()
    waits: list[float] = []
    with ThreadPoolExecutor(CALLERS) as pool:
        for _ in range(ROUNDS):
            waits += [asked.result() for asked in [pool.submit(ours) for _ in range(CALLERS)]]
    decks = [_time_deck(view) for _ in range(1 + DECKS)][1:]
    return {
        "deck": [pair[0] for pair in decks],
        "bare deck": [pair[1] for pair in decks],
        "first": [first],
        "ours": [pair[0] for pair in pairs],
        "bare": [pair[1] for pair in pairs],
        "callers": waits,
        "mebibytes": [sum(map(_mebibytes, engines.engine().processes()))],
    }


def _time_deck(view: View) -> tuple[float, float]:
    """Seconds of a deck of the view's chart and of maps, and of as many charts on empty slides."""
    from pptx import Presentation  # noqa: PLC0415
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    from dashboard import queries  # noqa: PLC0415
    from dashboard.charts import world_map  # noqa: PLC0415
    from dashboard.exports.slides import deck  # noqa: PLC0415

    mapped = replace(view, draw=world_map.draw, data=queries.alliance.pathfinders("en"), has_boundaries=True)  # fmt: skip
    charts = SLIDES - 2 - MAPS
    started = time.perf_counter()
    content = deck([view] * charts + [mapped] * MAPS, view.words, title=view.title)
    ours = time.perf_counter() - started
    assert len(Presentation(io.BytesIO(content)).slides) == SLIDES
    data = CategoryChartData()
    data.categories = list(view.data.iloc[:, 0])
    for column in view.data.select_dtypes("number"):
        data.add_series(column, list(view.data[column]))
    started = time.perf_counter()
    bare = Presentation()
    for _ in range(charts):
        page = bare.slides.add_slide(bare.slide_layouts[6])
        page.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, 0, 0, 9_000_000, 5_000_000, data)
    bare.save(io.BytesIO())
    return ours, time.perf_counter() - started


def _mebibytes(group: int) -> float:
    """Memory of a process group; what its processes share is counted once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                shares = (folder / "smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in shares if line.startswith("Pss:"))
        except OSError:
            continue
    return total / 1024


if __name__ == "__main__":
    print(json.dumps(time_all(int(sys.argv[1]))))

"""Seconds of a conference pack by its command, in all formats; and of pictures whose browser is killed or hangs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile

from bench.figure import Figure, NotMeasured
from bench.place import ROOT, Place
from dashboard.exports import engine as engines

# The smallest region: what a larger one takes follows from the number of its files.
REGION = "9"
FORMATS = "pdf,pptx,png,svg,xlsx,csv"
SECONDS_AT_MOST = 900
MEGABYTE = 1e6


def measure(place: Place) -> list[Figure]:
    """The pack of one region and its countries, per pack and per file; the wait when a browser is killed or hangs."""
    if not engines.is_available():
        raise NotMeasured("Found no browser for pictures. Install Chromium and run again.")
    out = place.folder / "packs"
    command = [
        "dashboard.exports",
        "pack",
        "--region",
        REGION,
        "--countries",
        "all",
        "--format",
        FORMATS,
    ]
    started = time.perf_counter()
    target = _run(place, *command, "--out", str(out)).strip()
    seconds = time.perf_counter() - started
    with zipfile.ZipFile(target) as archive:
        files = [name for name in archive.namelist() if not name.startswith("index")]
        megabytes = sum(entry.file_size for entry in archive.infolist()) / MEGABYTE
    shutil.rmtree(out)
    waits = json.loads(_run(place, "bench.packs"))
    return [
        Figure(
            f"pack of Oceania, all formats, {len(files)} files, {megabytes:.0f} MB", seconds, "s"
        ),
        Figure("the same per file", seconds / len(files), "s"),
        Figure("picture, nothing in its way", waits["plain"], "s"),
        Figure("picture whose browser was killed: drawn by a new one", waits["killed"], "s"),
        Figure("picture whose browser hangs: until the caller is told", waits["hung"], "s"),
        Figure("the picture after it: drawn by a new one", waits["after"], "s"),
    ]


def _run(place: Place, *words: str) -> str:
    try:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT, env=place.environment, capture_output=True, text=True,
            timeout=SECONDS_AT_MOST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"{words} was not done after {SECONDS_AT_MOST} s.") from None
    if done.returncode:
        raise NotMeasured(f"{words} failed: {done.stderr.strip()[-1500:]}")
    return done.stdout


def time_trouble() -> dict[str, float]:
    """Seconds of a picture: undisturbed, with its browser killed before, with its browser stopped, and after that."""
    one = engines.Engine()
    figure = {"data": [{"type": "bar", "x": [1, 2], "y": [3, 4]}], "layout": {}}

    def draw() -> float:
        started = time.perf_counter()
        with contextlib.suppress(engines.TookTooLong):
            one.draw(figure, "png", 800, 450, 1)
        return time.perf_counter() - started

    try:
        draw()
        waits = {"plain": draw()}
        os.killpg(one.processes()[-1], signal.SIGKILL)
        waits["killed"] = draw()
        os.killpg(one.processes()[-1], signal.SIGSTOP)
        waits["hung"] = draw()
        waits["after"] = draw()
    finally:
        one.close()
    return waits


if __name__ == "__main__":
    print(json.dumps(time_trouble()))

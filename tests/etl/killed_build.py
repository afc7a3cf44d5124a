"""Builds that kill themselves before a chosen file operation, for the test of what they leave."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from etl.build import build

# What a build does to the store, as the interpreter reports it before it happens.
WATCHED = ("open", "os.rename", "os.remove", "fcntl.flock", "os.mkdir", "shutil.rmtree")


def build_until(data_folder: Path, operation: int, marker: Path) -> None:
    """Build, but SIGKILL this process before its ``operation``-th file operation in the warehouse.

    A build that ends before leaves its name in ``marker``.
    """
    seen = 0
    store = str(data_folder / "warehouse")

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in WATCHED or not (event == "fcntl.flock" or store in str(arguments[0])):
            return
        seen += 1
        if seen == operation:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    summary = build(data_folder, reports="none")
    marker.write_text(summary.name, encoding="utf-8")


def build_forever(data_folder: Path) -> None:
    """Build again and again, until killed."""
    while True:
        build(data_folder, reports="none")


def build_times(data_folder: Path, times: int) -> None:
    """Build several times in a row."""
    for _ in range(times):
        build(data_folder, reports="none")

"""Brings the published build in line with the decisions: a build in a process of its own, or a roll-back."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from etl import warehouse
from etl.build import (
    BUILD_STEPS,
    ReportsMode,
    default_reports_mode,
    input_checksum,
    submissions_of,
)
from etl.places import Places
from etl.review.published import decisions_checksum
from etl.review.store import Store, Submission

ROOT = Path(__file__).resolve().parents[2]
# A decision that is taken while a build is made asks for the next one; more than this many in a row
# means that builds do not take the decisions in.
MOST_BUILDS_IN_A_ROW = 5
SECONDS_TO_WAIT = 600


@dataclass
class Job:
    """One attempt to publish: how far it is, and how it ended (``build`` or ``error``; else neither)."""

    steps_done: int = 0
    step: str = ""
    build: str | None = None
    error: str | None = None
    refused_files: dict[str, int] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.build is not None or self.error is not None

    @property
    def share_done(self) -> float:
        """How much of it is done, 0 to 1, by steps."""
        return 1.0 if self.is_over else self.steps_done / len(BUILD_STEPS)

    def tell(self, **news: Any) -> None:
        """Take over news, and wake whoever waits for them."""
        with self._changed:
            for name, value in news.items():
                setattr(self, name, value)
            self._changed.notify_all()

    def wait(self, seconds: float) -> None:
        """Wait for news, at most so long."""
        with self._changed:
            if not self.is_over:
                self._changed.wait(seconds)


class Publisher:
    """Publishes for one process, one build at a time; many may ask, each for a build yet to begin."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._lock = threading.Lock()
        self._running: Job | None = None
        self._next: Job | None = None

    @property
    def store(self) -> Store:
        """The store whose decisions are published."""
        return Store(self.places.store)

    def job(self) -> Job | None:
        """The attempt that is running, None where there is none."""
        return self._running

    def is_behind(self) -> bool:
        """Whether the published build lacks decisions that stand in the store, or holds undone ones."""
        mode, submissions = self._state()
        stands = decisions_checksum(submissions_of(mode, submissions))
        return decisions_in_build(self.places.warehouse) != stands

    def align(self) -> Job:
        """Make the published build say what the store says: an earlier build that does, else a new one.

        Returns at once; the job tells of the progress. What has been written to the store by now is in
        the build, whether this call starts it or it is one that waits to begin.
        """
        with self._lock:
            if self._running is None:
                self._running = Job()
                threading.Thread(target=self._work, name="publisher", daemon=True).start()
                return self._running
            # The running build may have read the store already: one more follows it, for all who ask now.
            self._next = self._next or Job()
            return self._next

    def _work(self) -> None:
        while self._running is not None:
            job = self._running
            try:
                self._publish(job)
            except Exception as error:  # the thread must not die without a word to those who wait
                job.tell(error=str(error) or type(error).__name__)
            with self._lock:
                self._running, self._next = self._next, None

    def _publish(self, job: Job) -> None:
        earlier = self._earlier_build()
        if earlier is not None:
            job.tell(build=warehouse.roll_back(self.places.warehouse, earlier))
            return
        for _ in range(MOST_BUILDS_IN_A_ROW):
            name = self._build(job)
            # Another server may have decided meanwhile, and published before this build did.
            if name is None or not self.is_behind():
                break
        if name is not None:
            job.tell(build=name)

    def _state(self) -> tuple[ReportsMode, list[Submission]]:
        submissions = self.store.submissions()
        if self.places.is_practice:
            return "illustrative", submissions
        return default_reports_mode(self.places.data, submissions), submissions

    def _earlier_build(self) -> str | None:
        """The newest build made of the very same files and decisions."""
        wanted = input_checksum(self.places.data, *self._state())
        checksums = input_checksums(self.places.warehouse)
        return next((name for name in reversed(checksums) if checksums[name] == wanted), None)

    def _build(self, job: Job) -> str | None:
        """Make one build; its name, or None with the job's error told."""
        command = [
            sys.executable, "-m", "etl",
            "--data", str(self.places.data),
            "--warehouse", str(self.places.warehouse),
            "--store", self.places.store,
            "build", "--reports", self._state()[0], "--json",
        ]  # fmt: skip
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            timer = threading.Timer(SECONDS_TO_WAIT, process.kill)
            timer.start()
            name = None
            assert process.stdout is not None and process.stderr is not None
            # Read beside the other, so that neither pipe fills up and stops the build.
            complaint = _Reading(process.stderr.read)
            for line in process.stdout:
                said = json.loads(line)
                if "step" in said:
                    job.tell(step=said["step"], steps_done=BUILD_STEPS.index(said["step"]))
                else:
                    name = said["published"]
                    job.tell(refused_files=said["refused_files"])
            timer.cancel()
        if process.returncode != 0 or name is None:
            job.tell(
                error=complaint.result().strip() or f"The build ended with {process.returncode}."
            )
            return None
        return str(name)


class _Reading:
    """A thread that reads to the end."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._text = ""
        self._thread = threading.Thread(target=lambda: self._keep(read()), daemon=True)
        self._thread.start()

    def _keep(self, text: str) -> None:
        self._text = text

    def result(self) -> str:
        self._thread.join(timeout=10)
        return self._text


def decisions_in_build(folder: Path) -> str | None:
    """The checksum of the decisions in the published build; None where there is no build to ask."""
    name = warehouse.current_build(folder)
    if name is None:
        return None
    return _recorded(folder, name, "decisions_checksum")


def input_checksums(folder: Path) -> dict[str, str]:
    """Build name -> checksum of all it was made of, of the builds that can be opened, oldest first."""
    recorded = {
        name: _recorded(folder, name, "input_checksum") for name in warehouse.list_builds(folder)
    }
    return {name: checksum for name, checksum in recorded.items() if checksum is not None}


def _recorded(folder: Path, name: str, column: str) -> str | None:
    """What a build says of itself; None where it cannot be opened or was made before it said so."""
    try:
        with warehouse.open_build(folder, name) as connection:
            row = connection.execute(
                f"SELECT {column} FROM build WHERE build_name = ?", [name]
            ).fetchone()
    except (warehouse.WarehouseError, duckdb.Error):
        return None
    return None if row is None else str(row[0])

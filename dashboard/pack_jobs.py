"""Packs in the making on this server: one at a time, watched by their pages, cancelled or gone on with later."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import queue
import secrets
import shutil
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import Literal

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from dashboard import packs
from dashboard.exports.pack import AnotherPack, Progress
from dashboard.packs import NothingChosen, Plan
from dashboard.warehouse import NoBuild

LOG = logging.getLogger(__name__)
ROUTE = "/export/packs/{token}/{name}"
# What was made is kept so long, for those who were interrupted, and to be fetched.
KEPT_SECONDS = 24 * 3600
# ... and no more than this in all: the oldest go first.
KEPT_BYTES = 4 * 2**30
# So many may wait: a page is open to everybody, and the last would wait for longer than anybody does.
WAITING = 8

State = Literal["waiting", "making", "done", "cancelled", "failed"]

_lock = threading.Lock()
_jobs: dict[str, Job] = {}
# One after the other: the pages that readers look at meanwhile need the server too.
_queue: queue.SimpleQueue[Job] = queue.SimpleQueue()


class TooMany(RuntimeError):
    """Too many packs wait already."""


class Job:
    """One pack: its plan, how far it is, and in the end its file or what went wrong."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.progress = Progress()
        self.state: State = "waiting"
        self.error = ""
        self.file: Path | None = None
        # Who knows it may fetch the pack: it is told to nobody but the page that asked.
        self.token = secrets.token_urlsafe(24)
        self._cancelled = threading.Event()

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ("done", "cancelled", "failed")

    @property
    def has_gaps(self) -> bool:
        """Whether the pack is made and lacks files."""
        return self.state == "done" and bool(self.progress.failures)

    def cancel(self) -> None:
        """Stop after the file that is being made."""
        self._cancelled.set()

    def run(self) -> None:
        """Make the pack, and say how it ended."""
        self.state = "making"
        try:
            place = folder() / digest_of(self.plan)
            place.mkdir(parents=True, exist_ok=True)
            # Being worked on, it is not too old.
            os.utime(place)
            self.file = packs.make(self.plan, place, self.progress, self._cancelled.is_set)
            self.state = "done" if self.file else "cancelled"
        except Exception as problem:  # its page says so; the server goes on
            LOG.exception("The pack %s could not be made", digest_of(self.plan))
            self.error = _said(problem)
            self.state = "failed"


def folder() -> Path:
    """Where packs are made and kept for a day: PATHFINDER_PACKS, else a folder of this user among temporary files."""
    named = os.environ.get("PATHFINDER_PACKS")
    return Path(named or Path(tempfile.gettempdir()) / f"pathfinder_packs_{os.getuid()}")


def digest_of(plan: Plan) -> str:
    """What tells one plan from another, as the name of a folder."""
    said = json.dumps(plan.said(), sort_keys=True)
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


def find(plan: Plan) -> Job | None:
    """The job of a plan, whoever asked for it; None where nobody has, or it was long ago."""
    return _jobs.get(digest_of(plan))


def ask(plan: Plan) -> Job:
    """Begin a pack, or go on with it: one that is being made is joined, what an earlier one has made is kept.

    Raises TooMany where too many wait.
    """
    with _lock:
        known = find(plan)
        if known and not known.is_over:
            return known
        if sum(job.state == "waiting" for job in _jobs.values()) >= WAITING:
            raise TooMany(f"{WAITING} packs wait already.")
        _clear_away()
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        # It may hold what is for the Alliance only.
        place.chmod(0o700)
        job = Job(plan)
        _jobs[digest_of(plan)] = job
        _queue.put(job)
        _worker()
        return job


@cache
def _worker() -> threading.Thread:
    """The one thread that makes packs. A server that ends does not wait for it: files are whole, or not there."""

    def work() -> None:
        while True:
            _queue.get().run()

    thread = threading.Thread(target=work, name="packs", daemon=True)
    thread.start()
    return thread


async def serve_pack(request: Request) -> Response:
    """The zip of a pack, for who knows its token."""
    token = request.path_params["token"]
    job = next(
        (job for job in list(_jobs.values()) if secrets.compare_digest(job.token, token)), None
    )
    if job is None or job.file is None or not job.file.is_file():
        return PlainTextResponse(
            "There is no such pack any more. Make it again on the page of exports.", status_code=404
        )
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return FileResponse(job.file, filename=job.file.name, headers=headers)


def _said(problem: Exception) -> str:
    """What is said of a problem: its own sentence, or its kind where it was not written for readers."""
    is_ours = isinstance(problem, AnotherPack | NoBuild | NothingChosen)
    return f"{problem}" if is_ours else f"{type(problem).__name__}: {problem}"


def _clear_away() -> None:
    """Remove what is older than a day, and the oldest of the rest while there is too much; nothing being worked on."""
    busy = {digest for digest, job in _jobs.items() if not job.is_over}
    limit, total = time.time() - KEPT_SECONDS, 0
    for made_at, place in sorted(_places(), reverse=True):
        total += sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
        if place.name not in busy and (made_at < limit or total > KEPT_BYTES):
            shutil.rmtree(place, ignore_errors=True)
            _jobs.pop(place.name, None)


def _places() -> list[tuple[float, Path]]:
    """The folders of packs, each with the time it was last worked on."""
    return [(place.stat().st_mtime, place) for place in folder().glob("*") if place.is_dir()]

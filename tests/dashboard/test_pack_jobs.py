"""Packs in the making: one at a time, joined, cancelled, gone on with, fetched by who knows the token."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from dashboard import pack_jobs, packs
from dashboard.exports.pack import Progress
from dashboard.pack_jobs import Job
from dashboard.packs import Plan
from tests.asynchronous import finish
from tests.dashboard.conftest import TODAY

SECONDS = 20


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packs of its own, and no job left in it."""
    monkeypatch.setenv("PATHFINDER_PACKS", str(tmp_path / "packs"))
    monkeypatch.setattr(pack_jobs, "_jobs", {})
    yield tmp_path / "packs"
    for job in pack_jobs._jobs.values():
        job.cancel()
        wait(job)


def plan(country: str = "KEN") -> Plan:
    return Plan(
        "countries", "", (country,), ("peers",), ("csv",), ("en",), "slide", "", "a_build", TODAY
    )


def wait(job: Job) -> None:
    deadline = time.monotonic() + SECONDS
    while not job.is_over and time.monotonic() < deadline:
        time.sleep(0.01)
    assert job.is_over


def making(monkeypatch: pytest.MonkeyPatch, make: Callable[..., Path | None]) -> None:
    monkeypatch.setattr(packs, "make", make)


def write(plan: Plan, folder: Path, progress: Progress, is_cancelled: object) -> Path:
    progress.total = progress.done = 3
    file = folder / "pack.zip"
    file.write_bytes(b"zip")
    return file


def fetch(token: str) -> tuple[int, object]:
    request = Request({"type": "http", "path_params": {"token": token, "name": "pack.zip"}})
    response = finish(pack_jobs.serve_pack(request))
    return response.status_code, getattr(response, "path", None)


def test_a_pack_is_made_in_its_own_folder_and_fetched_with_its_token(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making(monkeypatch, write)
    assert pack_jobs.find(plan()) is None
    job = pack_jobs.ask(plan())
    wait(job)
    assert (job.state, job.error, job.has_gaps) == ("done", "", False)
    assert job.file == place / pack_jobs.digest_of(plan()) / "pack.zip"
    assert pack_jobs.find(plan()) is job
    assert fetch(job.token) == (200, job.file)
    assert fetch("guessed")[0] == 404
    job.file.unlink()
    assert fetch(job.token)[0] == 404
    # Others of this machine must not read what is for the Alliance only.
    assert place.stat().st_mode & 0o077 == 0


def test_two_packs_wait_for_each_other_and_one_that_is_being_made_is_joined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going, at_once = threading.Event(), []

    def slow(plan: Plan, folder: Path, progress: Progress, is_cancelled: object) -> Path:
        at_once.append(plan.countries)
        assert going.wait(SECONDS)
        return write(plan, folder, progress, is_cancelled)

    making(monkeypatch, slow)
    first, second = pack_jobs.ask(plan("KEN")), pack_jobs.ask(plan("UGA"))
    assert pack_jobs.ask(plan("KEN")) is first
    deadline = time.monotonic() + SECONDS
    while not at_once and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (first.state, second.state, at_once) == ("making", "waiting", [("KEN",)])
    going.set()
    wait(first)
    wait(second)
    assert at_once == [("KEN",), ("UGA",)]


def test_a_cancelled_pack_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started = threading.Event()

    def until_cancelled(
        plan: Plan, folder: Path, progress: Progress, is_cancelled: Callable[[], bool]
    ) -> None:
        started.set()
        deadline = time.monotonic() + SECONDS
        while not is_cancelled() and time.monotonic() < deadline:
            time.sleep(0.01)

    making(monkeypatch, until_cancelled)
    job = pack_jobs.ask(plan())
    assert started.wait(SECONDS)
    job.cancel()
    wait(job)
    assert (job.state, job.file) == ("cancelled", None)
    assert fetch(job.token)[0] == 404
    making(monkeypatch, write)
    again = pack_jobs.ask(plan())
    assert again is not job
    wait(again)
    assert again.state == "done"


def test_a_pack_that_cannot_be_made_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> Path:
        raise OSError(28, "No space left on device")

    making(monkeypatch, full)
    job = pack_jobs.ask(plan())
    wait(job)
    assert job.state == "failed"
    assert job.error == "OSError: [Errno 28] No space left on device"


def test_what_is_older_than_a_day_is_removed_but_not_what_is_being_made(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making(monkeypatch, write)
    old = pack_jobs.ask(plan("KEN"))
    wait(old)
    long_ago = time.time() - pack_jobs.KEPT_SECONDS - 1
    os.utime(place / pack_jobs.digest_of(plan("KEN")), (long_ago, long_ago))
    wait(pack_jobs.ask(plan("UGA")))
    assert [folder.name for folder in place.iterdir()] == [pack_jobs.digest_of(plan("UGA"))]
    assert pack_jobs.find(plan("KEN")) is None


def test_the_oldest_are_removed_while_there_is_too_much(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making(monkeypatch, write)
    monkeypatch.setattr(pack_jobs, "KEPT_BYTES", 8)
    for age, country in enumerate(("KEN", "UGA", "NGA"), 1):
        wait(pack_jobs.ask(plan(country)))
        then = time.time() - 100 + age
        os.utime(place / pack_jobs.digest_of(plan(country)), (then, then))
    wait(pack_jobs.ask(plan("ZMB")))
    # Three bytes each: the two newest of those before have room.
    kept = {pack_jobs.digest_of(plan(country)) for country in ("UGA", "NGA", "ZMB")}
    assert {folder.name for folder in place.iterdir()} == kept


def test_no_more_may_wait_than_anybody_would(monkeypatch: pytest.MonkeyPatch) -> None:
    going = threading.Event()

    def slow(plan: Plan, folder: Path, progress: Progress, is_cancelled: object) -> Path:
        assert going.wait(SECONDS)
        return write(plan, folder, progress, is_cancelled)

    making(monkeypatch, slow)
    monkeypatch.setattr(pack_jobs, "WAITING", 1)
    first = pack_jobs.ask(plan("KEN"))
    deadline = time.monotonic() + SECONDS
    while first.state == "waiting" and time.monotonic() < deadline:
        time.sleep(0.01)
    pack_jobs.ask(plan("UGA"))
    with pytest.raises(pack_jobs.TooMany):
        pack_jobs.ask(plan("NGA"))
    going.set()


def test_plans_of_another_audience_or_build_are_other_packs() -> None:
    base = plan()
    others = [
        base._replace(audience="alliance"),
        base._replace(build="b"),
        base._replace(form="print"),
    ]
    assert len({pack_jobs.digest_of(one) for one in [base, *others]}) == 4

"""The warm Chromium: one picture after another, whatever happens to it, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dashboard.exports import engine as module
from dashboard.exports.engine import (
    SECONDS,
    BrowserEnded,
    Engine,
    NoBrowser,
    PictureError,
    TookTooLong,
    find_browser,
    is_available,
)
from tests.conftest import ROOT
from tests.dashboard.exports.processes import assert_ended, living, wait_for

pytestmark = pytest.mark.skipif(not is_available(), reason="no browser is installed")

SMALL: dict[str, Any] = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {}}
# Drawing this many points takes a good part of a second.
LARGE: dict[str, Any] = {
    "data": [{"type": "scatter", "mode": "markers", "y": list(range(16_000))}],
    "layout": {},
}
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def engine(warm_engine: Engine) -> Iterator[Engine]:
    """The warm engine, whose settings a test may change."""
    seconds, pictures = warm_engine.seconds, warm_engine.pictures_per_browser
    yield warm_engine
    warm_engine.seconds, warm_engine.pictures_per_browser = seconds, pictures


@pytest.fixture
def cold_engine() -> Iterator[Engine]:
    """An engine without a browser yet."""
    one = Engine()
    yield one
    groups = one.processes()
    one.close()
    assert_ended(groups)


def draw(one: Engine, figure: dict[str, Any] = SMALL) -> bytes:
    return one.draw(figure, "png", 300, 200, 1)


def during(one: Engine, number: int, figure: dict[str, Any]) -> Any:
    """Send the browser's processes a signal while a picture is drawn; the picture, or the error that came instead."""
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(draw, one, figure)
        time.sleep(0.25)
        assert not asked.done()
        os.killpg(one.processes()[1], number)
        try:
            return asked.result(60)
        except PictureError as error:
            return error


def test_pictures_come_from_one_browser(engine: Engine) -> None:
    assert draw(engine).startswith(PNG)
    first = engine.processes()
    assert len(first) == 2
    assert engine.draw(SMALL, "svg", 300, 200, 1).startswith(b"<svg")
    assert engine.draw(SMALL, "pdf", 300, 200, 1).startswith(b"%PDF")
    assert engine.processes() == first


def test_a_browser_killed_before_a_picture_is_replaced(engine: Engine) -> None:
    engine.warm()
    first = engine.processes()
    os.killpg(first[1], signal.SIGKILL)
    assert draw(engine).startswith(PNG)
    assert not set(engine.processes()) & set(first)
    assert_ended(first)


def test_a_browser_killed_during_a_picture_costs_no_picture(engine: Engine) -> None:
    draw(engine)
    first = engine.processes()
    assert during(engine, signal.SIGKILL, LARGE).startswith(PNG)
    assert not set(engine.processes()) & set(first)
    assert_ended(first)
    assert draw(engine).startswith(PNG)


def test_a_crashed_page_costs_no_picture_and_no_time_out(engine: Engine) -> None:
    draw(engine)
    first = engine.processes()
    # A whole browser keeps others beside the one of the page.
    pages = [
        number
        for number in living(first[1])
        if b"--type=renderer" in Path(f"/proc/{number}/cmdline").read_bytes()
    ]
    assert pages
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(draw, engine, LARGE)
        time.sleep(0.25)
        assert not asked.done()
        for page in pages:
            os.kill(page, signal.SIGKILL)
        started = time.monotonic()
        assert asked.result(60).startswith(PNG)
    assert time.monotonic() - started < engine.seconds
    assert_ended(first)


def test_a_hung_browser_is_given_up_and_replaced(engine: Engine) -> None:
    draw(engine)
    first = engine.processes()
    engine.seconds = 2
    started = time.monotonic()
    answer = during(engine, signal.SIGSTOP, LARGE)
    assert isinstance(answer, TookTooLong)
    assert time.monotonic() - started < 6
    assert_ended(first)
    engine.seconds = SECONDS
    assert draw(engine).startswith(PNG)


def test_a_hung_worker_is_given_up_and_replaced(engine: Engine) -> None:
    draw(engine)
    first = engine.processes()
    os.killpg(first[0], signal.SIGSTOP)
    engine.seconds = 1
    with pytest.raises(TookTooLong, match="1 seconds"):
        draw(engine)
    assert_ended(first)
    engine.seconds = SECONDS
    assert draw(engine).startswith(PNG)


def test_ten_callers_at_once_all_get_their_own_picture(engine: Engine) -> None:
    def one(width: int) -> int:
        content = engine.draw(SMALL, "png", width, 200, 1)
        return int.from_bytes(content[16:20], "big")

    widths = range(300, 310)
    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(one, widths)) == list(widths)
    assert len(engine.processes()) == 2


def test_a_figure_that_cannot_be_drawn_says_so_and_harms_no_other(engine: Engine) -> None:
    engine.warm()
    first = engine.processes()
    with pytest.raises(PictureError, match="could not be drawn"):
        engine.draw({"data": 5, "layout": {}}, "png", 300, 200, 1)
    assert draw(engine).startswith(PNG)
    assert engine.processes() == first


def test_a_browser_is_replaced_after_so_many_pictures_and_nothing_is_left_at_the_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one = Engine(pictures_per_browser=2)
    try:
        draw(one)
        first = one.processes()
        draw(one)
        assert one.processes() == []
        assert_ended(first)
        assert not list(tmp_path.iterdir())
        assert draw(one).startswith(PNG)
        last = one.processes()
        assert last
        assert list(tmp_path.iterdir())
    finally:
        one.close()
    assert_ended(last)
    assert not list(tmp_path.iterdir())


def test_no_browser_says_what_is_needed(
    cold_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert not is_available()
    with pytest.raises(NoBrowser, match=r"chromium.*Install Chromium.*CHROMIUM=/path"):
        draw(cold_engine)
    assert cold_engine.processes() == []


def test_a_browser_that_does_not_start_says_what_it_said(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On its own this test is the first to need a browser.
    engine.warm()
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho libmissing.so is not there >&2\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert find_browser() == str(broken)
    # No longer there when the next picture is asked for: a new one is started.
    os.killpg(engine.processes()[1], signal.SIGKILL)
    with pytest.raises(BrowserEnded, match="did not start"):
        draw(engine)
    monkeypatch.delenv("CHROMIUM")
    assert draw(engine).startswith(PNG)


def test_a_browser_that_hangs_while_it_starts_is_given_up(
    cold_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = tmp_path / "hung"
    hung.write_text("#!/bin/sh\nexec sleep 60\n")
    hung.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(hung))
    cold_engine.seconds = 2
    with pytest.raises(TookTooLong, match="did not start within 2 seconds"):
        cold_engine.warm()
    assert cold_engine.processes() == []


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path: Chromium puts a socket there, whose path the system limits to 107 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize("how", ["sys.exit()", "os.kill(os.getpid(), 9)"])
def test_nothing_is_left_when_the_server_ends(how: str, short_folder: Path) -> None:
    script = (
        "import os, sys\nfrom dashboard.exports.engine import engine\n"
        "engine().warm()\nprint(*engine().processes(), flush=True)\n" + how
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(short_folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    groups = [int(group) for group in done.stdout.split()]
    assert len(groups) == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert_ended(groups)
    assert wait_for(lambda: not list(short_folder.iterdir()))


def test_one_engine_serves_the_process() -> None:
    found = []
    threads = [threading.Thread(target=lambda: found.append(module.engine())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1

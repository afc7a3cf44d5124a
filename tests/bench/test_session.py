"""The websocket client against a small stock app: it counts runs right, and takes no failed page for a run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from bench import servers
from bench.figure import NotMeasured
from bench.session import PageRun, RunFailed, open_session
from bench.sessions import runs_per_second
from tests.asynchronous import apart, finish

# Counts its own runs in a file, so that a test can compare; the address tells how the page shall behave.
PAGE = """
import pathlib

import streamlit as st


def show():
    with pathlib.Path("runs.txt").open("a") as runs:
        runs.write("x")
    behaviour = st.query_params.get("behaviour", "")
    st.html('<h1 class="title">Title</h1>')
    if behaviour == "fail":
        raise ValueError("a fault of the page")
    if behaviour == "error":
        st.error("an error in words")
    if behaviour == "large":
        st.text("x" * 50_000)
    if behaviour == "rerun" and "again" not in st.session_state:
        st.session_state["again"] = True
        st.rerun()


st.navigation([st.Page(show, default=True)], position="hidden").run()
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, object]]:
    folder = tmp_path_factory.mktemp("stock") / "app"
    with servers.stock(folder, PAGE) as host:
        yield host, folder / "runs.txt"


async def run_pages(
    host: str, behaviour: str, runs: int, marker: str = 'class="title"'
) -> list[PageRun]:
    query = f"behaviour={behaviour}" if behaviour else ""
    async with open_session(host, query=query, marker=marker) as session:
        return [await session.run() for _ in range(runs)]


def count_runs(file) -> int:
    return len(file.read_text()) if file.exists() else 0


def test_each_run_is_one_run_of_the_script(app):
    host, file = app
    before = count_runs(file)
    runs = finish(run_pages(host, "", 3))
    assert count_runs(file) - before == 3
    assert [dict(run.element_counts) for run in runs] == [{"html": 1}] * 3
    assert all(0 < run.byte_count < 10_000 for run in runs)
    assert all(run.message_count >= 3 for run in runs)


def test_a_large_message_is_only_named_when_the_browser_has_kept_it(app):
    first, second = finish(run_pages(app[0], "large", 2))
    assert first.byte_count > 50_000 and first.element_counts["text"] == 1
    assert second.byte_count < 10_000 and second.reference_count == 1


def test_a_page_that_leads_on_is_waited_for_to_its_end(app):
    host, file = app
    before = count_runs(file)
    (run,) = finish(run_pages(host, "rerun", 1))
    assert count_runs(file) - before == 2
    assert run.element_counts["html"] >= 1


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [("fail", "ValueError: a fault of the page"), ("error", "an error in words")],
)
def test_a_page_that_shows_an_error_is_a_failure(app, behaviour, said):
    with pytest.raises(RunFailed, match=said):
        finish(run_pages(app[0], behaviour, 1))


def test_a_page_without_its_marker_is_a_failure(app):
    with pytest.raises(RunFailed, match="does not show 'another title'"):
        finish(run_pages(app[0], "", 1, marker="another title"))


def test_a_page_that_does_not_exist_is_a_failure(app):
    async def run_once() -> None:
        async with open_session(app[0], "no_such_page") as session:
            await session.run()

    with pytest.raises(RunFailed, match="no such page"):
        finish(run_once())


def test_nobody_answering_is_a_failure():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    async def run_once() -> None:
        async with open_session(f"127.0.0.1:{port}") as session:
            await session.run()

    with pytest.raises(RunFailed, match="cannot be opened"):
        finish(run_once())


def test_runs_per_second_counts_the_reruns_of_all_sessions(app):
    host, file = app
    before = count_runs(file)
    started = time.perf_counter()
    rate = apart(runs_per_second, host, [("", "", ""), ("", "behaviour=", "")], 4, 3)
    seconds = time.perf_counter() - started
    assert count_runs(file) - before == 4 * (1 + 3)
    # The twelve reruns fit into the whole time; the rate is theirs alone.
    assert rate > 12 / seconds


def test_one_failing_session_fails_the_measurement(app):
    pages = [("", "", ""), ("", "behaviour=fail", "")]
    with pytest.raises(RunFailed, match="a fault of the page"):
        apart(runs_per_second, app[0], pages, 2, 1)


def test_a_server_is_stopped_with_all_it_started(tmp_path, monkeypatch):
    started = []
    popen = subprocess.Popen

    def remember(*arguments, **options):
        process = popen(*arguments, **options)
        started.append(process)
        return process

    monkeypatch.setattr(servers.subprocess, "Popen", remember)
    with pytest.raises(KeyError), servers.stock(tmp_path / "app"):
        raise KeyError("whatever happens in between")
    (process,) = started
    assert process.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def test_a_server_that_does_not_start_says_why(tmp_path, monkeypatch):
    # A Python without its library ends at once.
    nowhere = str(tmp_path / "nowhere")
    monkeypatch.setattr(servers, "environment", lambda home: {"PYTHONHOME": nowhere})
    with pytest.raises(NotMeasured, match="did not start: it ended with exit code"):
        servers.stock(tmp_path / "app").__enter__()

"""Starts Streamlit servers on this machine and stops them, whatever happens in between."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figure import NotMeasured
from bench.place import ROOT, Place, environment

START_SECONDS_AT_MOST = 90
STOP_SECONDS_AT_MOST = 5
EMPTY_PAGE = 'import streamlit as st\n\nst.write("")\n'


@contextlib.contextmanager
def dashboard(place: Place) -> Iterator[str]:
    """Serve the dashboard as shipped on a build of the bundled data; gives ``127.0.0.1:port``."""
    with _serve(
        ROOT / "streamlit_app.py", ROOT, place.environment, place.folder, "/health"
    ) as address:
        yield address


@contextlib.contextmanager
def stock(folder: Path, script: str = EMPTY_PAGE) -> Iterator[str]:
    """Serve one script with Streamlit's default settings from a folder of its own; gives ``127.0.0.1:port``."""
    folder.mkdir(parents=True)
    path = folder / "page.py"
    path.write_text(script, encoding="utf-8")
    options = ("--server.headless", "true", "--browser.gatherUsageStats", "false")
    with _serve(path, folder, environment(folder / "home"), folder, "", *options) as address:
        yield address


@contextlib.contextmanager
def _serve(
    script: Path,
    working_folder: Path,
    variables: Mapping[str, str],
    log_folder: Path,
    health_path: str,
    *options: str,
) -> Iterator[str]:
    port = _free_port()
    address = f"127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.port", str(port), "--server.address", "127.0.0.1"),
        *options,
    ]
    log = log_folder / f"server_{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=working_folder,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, address, health_path or "/_stcore/health", log)
        yield address
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(
    process: subprocess.Popen[bytes], address: str, health_path: str, log: Path
) -> None:
    deadline = time.monotonic() + START_SECONDS_AT_MOST
    found = "no answer"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            found = f"it ended with exit code {process.returncode}"
            break
        connection = http.client.HTTPConnection(address, timeout=2)
        try:
            connection.request("GET", health_path)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if status == http.client.OK:
            return
        found = f"{health_path} answers {status}"
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:].strip()
    raise NotMeasured(f"A server did not start: {found}. It said: {said or 'nothing'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started: its process group, first politely, then surely."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_SECONDS_AT_MOST)

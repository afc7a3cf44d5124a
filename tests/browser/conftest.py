"""A build, a server and a browser for the whole session, and a watched page for each test; nothing is left running."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from etl.build import Summary
from tests.browser.install import find_browser

ROOT = Path(__file__).parent.parent.parent
ARGUMENTS = [
    "--no-sandbox",
    # WebGL without a graphics card, for the map alone: to draw whole pages with it costs nearly twice as much.
    "--enable-unsafe-swiftshader",
    # A browser that looks nothing up on its own.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"
TODAY = "2026-11-22"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def address(
    tmp_path_factory: pytest.TempPathFactory, bundled_warehouse: tuple[Path, Summary]
) -> Iterator[str]:
    """Address of the real app, serving a build of the bundled data."""
    folder = tmp_path_factory.mktemp("served")
    environment = {
        **os.environ,
        "PATHFINDER_WAREHOUSE": str(bundled_warehouse[0]),
        "PATHFINDER_TODAY": TODAY,
        "PATHFINDER_PACKS": str(folder / "packs"),
    }
    with serving(environment, folder / "log") as served:
        yield served


@contextmanager
def serving(
    environment: Mapping[str, str], log: Path, *options: str, port: int | None = None
) -> Iterator[str]:
    """The real app on a port of this machine; gives its address, and leaves no process and no error behind."""
    port = port or free_port()
    serve = ["streamlit", "run", "streamlit_app.py", f"--server.port={port}", *options]
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", *serve],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=20)
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said, said


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The app did not start: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        found = find_browser()
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page being read, and everything that went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self) -> None:
        """Note every error from now on, and every host that is asked."""
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "response",
            lambda answer: (
                answer.status >= 400 and self.errors.append(f"{answer.status} {answer.url}")
            ),
        )
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def open(self, path: str) -> Page:
        """Go to an address of the app and wait until the page stands."""
        self.page.goto(f"{self.address}{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the running script has drawn the whole page."""
        self.page.wait_for_selector(".pp-footer", timeout=30_000)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_timeout(300)

    def heading(self) -> str:
        """The page's title."""
        return self.page.inner_text("h1.pp-title")


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Opens watched pages of a size and ground; after the test, none may have had an error or asked another host."""
    contexts, visits = [], []

    def start(width: int = 1440, height: int = 900, scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            user_agent=PHONE if width < 600 else None,
            locale="en-GB",
        )
        one = Visit(context.new_page(), address)
        one.watch()
        contexts.append(context)
        visits.append(one)
        return one

    yield start
    for context in contexts:
        context.close()
    for one in visits:
        assert not one.errors, one.errors
        # Pictures and workers made in the page have no host.
        assert one.hosts <= {urlsplit(address).netloc, ""}, one.hosts

"""One Chromium kept warm for all pictures: a time-out around each, and a new Chromium after anything goes wrong."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dashboard.exports.wire import DONE, HEAD_BYTES, length_of, pack

ROOT = Path(__file__).resolve().parent.parent.parent
# The shell without windows starts and draws faster than the whole browser.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
SECONDS = 20.0
# A browser's memory grows with what it has drawn; after so many pictures there is a new one.
PICTURES_PER_BROWSER = 200
_ENDING_SECONDS = 8.0
_SAID_CHARACTERS = 4000

Kind = Literal["png", "svg", "pdf"]


class PictureError(RuntimeError):
    """A picture could not be made; the message says why and what to do."""


class NoBrowser(PictureError):
    """There is no Chromium or Chrome on this server."""


class TookTooLong(PictureError):
    """The picture was not there in time; the next one gets a new browser."""


class BrowserEnded(PictureError):
    """The browser ended while it drew, and so did the new one."""


def find_browser() -> str | None:
    """Path of an installed Chromium or Chrome, $CHROMIUM first; None where there is none."""
    named = os.environ.get("CHROMIUM", "")
    return next(filter(None, (shutil.which(name) for name in (named, *BROWSERS) if name)), None)


def is_available() -> bool:
    """Whether this server can make pictures of charts."""
    return find_browser() is not None


@cache
def engine() -> Engine:
    """The one engine of this process, closed when the process ends."""
    one = Engine()
    atexit.register(one.close)
    return one


class Engine:
    """Draws one picture after another, in the order asked, for as many callers as come.

    ``seconds`` are given to each picture, and to each start of a browser.
    """

    def __init__(
        self, seconds: float = SECONDS, pictures_per_browser: int = PICTURES_PER_BROWSER
    ) -> None:
        self.seconds = seconds
        self.pictures_per_browser = pictures_per_browser
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._running: _Running | None = None

    def draw(
        self, figure: dict[str, Any] | str, kind: Kind, width: float, height: float, scale: float
    ) -> bytes:
        """The figure (Plotly's dict, or its JSON) as a file of this kind, ``width × scale`` by ``height × scale`` pixels.

        Waits until those before it are drawn. Raises NoBrowser, TookTooLong, BrowserEnded, or PictureError where the
        figure itself cannot be drawn.
        """
        content = figure if isinstance(figure, str) else json.dumps(figure)
        options = json.dumps({"format": kind, "width": width, "height": height, "scale": scale})
        order = f'{{"figure":{content},"options":{options}}}'.encode()
        return self._queue.submit(self._draw, order).result()

    def warm(self) -> None:
        """Start the browser now, so that the first picture need not wait; raises as `draw` does."""
        self._queue.submit(self._browser).result()

    def processes(self) -> list[int]:
        """Numbers of the two process groups that work for this engine, the browser's last; none when it is not warm."""
        return self._running.groups() if self._running else []

    def close(self) -> None:
        """End the browser for good, after the picture that is being drawn; who still waits gets CancelledError."""
        self._queue.shutdown(wait=True, cancel_futures=True)
        self._end()

    def _draw(self, order: bytes) -> bytes:
        try:
            answer = self._answer(order)
        except ConnectionError:
            # It was killed, by the system for want of memory perhaps, or just before this picture.
            self._end()
            try:
                answer = self._answer(order)
            except ConnectionError as error:
                self._end()
                raise BrowserEnded(
                    f"The browser ended twice while drawing this picture ({find_browser()}). "
                    "Look at the server's memory, then try again."
                ) from error
        if self._running and self._running.pictures >= self.pictures_per_browser:
            self._end()
        if not answer.startswith(DONE):
            raise PictureError(f"The figure could not be drawn: {answer[1:].decode()}")
        return answer[1:]

    def _answer(self, order: bytes) -> bytes:
        try:
            return self._browser().draw(order, time.monotonic() + self.seconds)
        except TimeoutError as error:
            self._end()
            raise TookTooLong(
                f"The picture was not there after {self.seconds:g} seconds. "
                "A new browser is started for the next one; try again."
            ) from error

    def _browser(self) -> _Running:
        if self._running is None:
            path = find_browser()
            if path is None:
                raise NoBrowser(
                    f"Found no browser; looked for {', '.join(BROWSERS)}. Install Chromium on the server, "
                    "or name one: CHROMIUM=/path/to/chromium."
                )
            self._running = _Running(path)
            try:
                self._running.wait_until_ready(time.monotonic() + self.seconds)
            except ConnectionError as error:
                said = self._running.said()
                self._end()
                raise BrowserEnded(f"{path} did not start. It said: {said}") from error
            except TimeoutError as error:
                self._end()
                raise TookTooLong(
                    f"{path} did not start within {self.seconds:g} seconds. Try again."
                ) from error
        return self._running

    def _end(self) -> None:
        if self._running:
            self._running.end()
            self._running = None


class _Running:
    """A worker with its browser, from start to end."""

    def __init__(self, browser: str) -> None:
        self.pictures = 0
        self._browser_group = 0
        self._is_idle = False
        self._folder = Path(tempfile.mkdtemp(prefix="pathfinder_pictures_"))
        self._socket, theirs = socket.socketpair()
        with theirs, (self._folder / "log.txt").open("wb") as log:
            self._worker = subprocess.Popen(
                [
                    *(sys.executable, "-m", "dashboard.exports.worker"),
                    *(str(theirs.fileno()), str(self._folder), browser),
                ],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        """The last of what worker and browser wrote."""
        text = (self._folder / "log.txt").read_text(encoding="utf-8", errors="replace")
        return text[-_SAID_CHARACTERS:].strip()

    def groups(self) -> list[int]:
        return [group for group in (self._worker.pid, self._browser_group) if group]

    def wait_until_ready(self, deadline: float) -> None:
        self._browser_group = int(self._read(deadline)[1:])
        self._read(deadline)
        self._is_idle = True

    def draw(self, order: bytes, deadline: float) -> bytes:
        self._is_idle = False
        self._allow(deadline)
        self._socket.sendall(pack(order))
        answer = self._read(deadline)
        self._is_idle = True
        self.pictures += 1
        return answer

    def end(self) -> None:
        """End both, politely where they wait for work, and leave no file."""
        self._socket.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._is_idle:
                self._worker.wait(_ENDING_SECONDS)
        for group in reversed(self.groups()):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        self._worker.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self, deadline: float) -> bytes:
        return self._exactly(length_of(self._exactly(HEAD_BYTES, deadline)), deadline)

    def _exactly(self, count: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            self._allow(deadline)
            part = self._socket.recv(min(count - len(parts), 1 << 20))
            if not part:
                raise ConnectionError("The worker ended.")
            parts += part
        return bytes(parts)

    def _allow(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)

"""The process that holds the Chromium: reads figures from a socket, answers with pictures, and ends with either side."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from kaleido import Kaleido, PageGenerator

from dashboard.exports.faces import faces
from dashboard.exports.wire import DONE, FAILED, HEAD_BYTES, length_of, pack

SCRIPT = Path(__file__).with_name("sheet.js")
_CLOSING_SECONDS = 5
_LOOK_SECONDS = 0.05
# Nothing is asked of the network, by a figure or by the browser for itself: this port of this machine answers nobody.
_NOWHERE = "http://127.0.0.1:9"


async def serve(connection: socket.socket, folder: Path, browser_path: str) -> None:
    """Start the browser and say its process group, say when it is ready, then answer until either side ends."""
    reader, writer = await asyncio.open_connection(sock=connection)
    browser = Kaleido(
        n=1,
        timeout=None,
        page_generator=write_page(folder),
        path=browser_path,
        tmp_dir=str(folder),
        proxy_server=_NOWHERE,
    )
    opening = asyncio.ensure_future(browser.open())
    while not hasattr(browser, "subprocess") and not opening.done():
        await asyncio.sleep(_LOOK_SECONDS)
    if opening.done():
        opening.result()
    # Said before anything can hang, so that it can be ended by force.
    await _send(writer, DONE + str(browser.subprocess.pid).encode())
    await opening
    await _send(writer, DONE)
    gone = asyncio.ensure_future(_gone(browser, await _crashes(browser)))
    asked = asyncio.ensure_future(_receive(reader))
    try:
        while True:
            await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                break
            order = json.loads(await asked)
            # Nothing is sent while a picture is drawn: this ends early only where the other side has.
            asked = asyncio.ensure_future(_receive(reader))
            drawing = asyncio.ensure_future(_draw(browser, order))
            await asyncio.wait({drawing, asked, gone}, return_when=asyncio.FIRST_COMPLETED)
            if gone.done() or not drawing.done():
                break
            await _send(writer, await drawing)
    except (asyncio.IncompleteReadError, ConnectionError):
        # The server has ended or wants another browser, and nothing is being drawn.
        await asyncio.wait({asyncio.ensure_future(browser.close())}, timeout=_CLOSING_SECONDS)
    if browser.subprocess.poll() is None:
        os.killpg(browser.subprocess.pid, signal.SIGKILL)
        browser.subprocess.wait()
    if asked.done():
        # Nobody is there any more to do it.
        shutil.rmtree(folder, ignore_errors=True)


def write_page(folder: Path) -> Path:
    """The page in which Kaleido draws, written into the folder: with our fonts, and without asking for MathJax."""
    script = folder / "faces.js"
    script.write_text(
        f"const FACES = {json.dumps([face.for_script() for face in faces()])};", encoding="utf-8"
    )
    generator = PageGenerator(mathjax=False, others=[script.as_uri(), SCRIPT.as_uri()])
    page = folder / "index.html"
    page.write_text(generator.generate_index(), encoding="utf-8")
    return page


async def _draw(browser: Kaleido, order: dict[str, Any]) -> bytes:
    """The picture after its sign, or what was wrong with the figure."""
    try:
        return DONE + await browser.calc_fig(order["figure"], order["options"])
    except Exception as error:
        # Whatever a figure does to the library, the next one must be drawn; the caller raises it again.
        return FAILED + f"{type(error).__name__}: {error}".encode()


async def _crashes(browser: Kaleido) -> asyncio.Event:
    """An event that is set when the page that draws has crashed, for want of memory perhaps."""
    crashed = asyncio.Event()

    async def note(_: object) -> None:
        crashed.set()

    for tab in browser.tabs.values():
        tab.subscribe("Inspector.targetCrashed", note)
        await tab.send_command("Inspector.enable")
    return crashed


async def _gone(browser: Kaleido, crashed: asyncio.Event) -> None:
    while browser.subprocess.poll() is None and not crashed.is_set():
        await asyncio.sleep(_LOOK_SECONDS)


async def _receive(reader: asyncio.StreamReader) -> bytes:
    return await reader.readexactly(length_of(await reader.readexactly(HEAD_BYTES)))


async def _send(writer: asyncio.StreamWriter, message: bytes) -> None:
    writer.write(pack(message))
    await writer.drain()


if __name__ == "__main__":
    number, where, path = sys.argv[1:]

    async def _main() -> None:
        try:
            await serve(socket.socket(fileno=int(number)), Path(where), path)
        except Exception:
            traceback.print_exc()
        finally:
            # Threads that still listen to a browser that is gone would keep the process.
            os._exit(0)

    asyncio.run(_main())

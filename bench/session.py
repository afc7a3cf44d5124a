"""One reader's session with a Streamlit server, over the websocket and the messages that a browser uses."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

RUN_SECONDS_AT_MOST = 60


class RunFailed(RuntimeError):
    """A page did not run as it should; the message says at which address and what came instead."""


@dataclass
class PageRun:
    """What the server has sent for one run of a page, all messages together."""

    byte_count: int = 0
    """Bytes of the messages before the websocket's own compression."""
    message_count: int = 0
    reference_count: int = 0
    """Messages that only name one which the browser has kept since the run before."""
    element_counts: Counter[str] = field(default_factory=Counter)
    """Elements on the page per kind; those only named are not among them."""
    largest: list[tuple[int, str]] = field(default_factory=list)
    """Bytes and kind of each element, in their order."""


class Session:
    """A session at one page's address. Each ``run`` asks for the page as a browser does and waits for its end."""

    def __init__(
        self, socket: ClientConnection, host: str, path: str, query: str, marker: str
    ) -> None:
        self._socket = socket
        self._path = path
        self._query = query
        self._url = f"http://{host}/{path}" + (f"?{query}" if query else "")
        self._marker = marker.encode()
        self._page_hash = ""
        self._kept: dict[str, None] = {}

    async def run(self) -> PageRun:
        """Run the page once, the whole script.

        Raises RunFailed where the page shows an error, is not found, does not show its marker, or never ends.
        """
        try:
            async with asyncio.timeout(RUN_SECONDS_AT_MOST):
                await self._socket.send(self._request().SerializeToString())
                return await self._receive()
        except TimeoutError:
            raise RunFailed(f"{self._url}: no end after {RUN_SECONDS_AT_MOST} s") from None
        except ConnectionClosed as error:
            raise RunFailed(f"{self._url}: the server closed the connection ({error})") from error

    def _request(self) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        # Only at first does a browser know its page by the address; then by what the server called it.
        state.page_name = "" if self._page_hash else self._path
        state.cached_message_hashes.extend(self._kept)
        context = state.context_info
        context.timezone = "UTC"
        context.timezone_offset = 0
        context.locale = "en-GB"
        context.url = self._url
        context.is_embedded = False
        context.color_scheme = "light"
        return message

    async def _receive(self) -> PageRun:
        run = PageRun()
        kept: dict[str, None] = {}
        has_marker = False
        while True:
            payload = await self._socket.recv(decode=False)
            message = ForwardMsg.FromString(payload)
            run.byte_count += len(payload)
            run.message_count += 1
            has_marker = has_marker or self._marker in payload
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._take_delta(message, run, len(payload))
                if message.metadata.cacheable:
                    kept[message.hash] = None
            elif kind == "ref_hash":
                run.reference_count += 1
                kept[message.ref_hash] = None
            elif kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._page_hash = message.navigation.page_script_hash
            elif kind == "page_not_found":
                raise RunFailed(f"{self._url}: the server knows no such page")
            elif kind == "session_event" and message.session_event.HasField(
                "script_compilation_exception"
            ):
                said = message.session_event.script_compilation_exception.message
                raise RunFailed(f"{self._url}: the script does not compile: {said}")
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue  # the page leads on at once: the reader waits for the next end
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    status = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                    raise RunFailed(f"{self._url}: the run ended with {status}")
                if not has_marker:
                    raise RunFailed(
                        f"{self._url}: the page does not show {self._marker.decode()!r}; "
                        f"it shows {dict(run.element_counts)}"
                    )
                self._kept = kept
                return run

    def _take_delta(self, message: ForwardMsg, run: PageRun, byte_count: int) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = str(element.WhichOneof("type"))
        if kind == "exception":
            raise RunFailed(f"{self._url}: {element.exception.type}: {element.exception.message}")
        if kind == "alert" and element.alert.format == Alert.ERROR:
            raise RunFailed(f"{self._url}: the page shows an error: {element.alert.body}")
        run.element_counts[kind] += 1
        run.largest.append((byte_count, kind))


@contextlib.asynccontextmanager
async def open_session(
    host: str, path: str = "", query: str = "", marker: str = ""
) -> AsyncIterator[Session]:
    """A session with the server at ``127.0.0.1:port`` for the page at ``path?query``; no script has run yet.

    ``marker`` is a text that every run of the page must send. Raises RunFailed where nobody answers.
    """
    try:
        # Messages may be large, and no proxy stands between a machine and itself.
        socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://{host}",  # type: ignore[arg-type]
            max_size=None,
            proxy=None,
        )
    except (OSError, WebSocketException) as error:
        raise RunFailed(f"ws://{host}: cannot be opened ({error})") from error
    try:
        yield Session(socket, host, path, query, marker)
    finally:
        await socket.close()

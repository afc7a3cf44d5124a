"""An answer of the server taken whole, to be changed before it goes out."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


async def take(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """The first message (status and headers) and the whole body of what an ASGI app answers."""
    start: Message = {}
    parts: list[bytes] = []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, keep)
    return start, b"".join(parts)


async def give(start: Message, headers: MutableHeaders, body: bytes, send: Send) -> None:
    """Send an answer that was taken, with its changed headers and body."""
    headers["content-length"] = str(len(body))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})

"""Scripts on their way to the browser, compressed: a meeting room's Wi-Fi carries a third of them."""

from __future__ import annotations

import asyncio
import gzip
import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.answers import give, take

_KINDS = (".js", ".css", ".geojson")
# Compressed bodies by the digest of what they are made of: the bodies themselves are not kept.
_COMPRESSED: dict[bytes, bytes] = {}
_BODIES_KEPT = 256


class Compressed:
    """ASGI middleware that sends Streamlit's scripts gzipped to browsers that take it.

    Streamlit sends them as they are: 4.7 MB for the charts, 3 MB for the map. Each is compressed once, when it is
    first asked for, and kept (about 4 MB in all).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress a whole script on its way out; pass everything else on as it is."""
        if scope["type"] != "http" or not _wants_gzip(scope):
            await self.app(scope, receive, send)
            return
        start, body = await take(self.app, scope, receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] == 200 and "content-encoding" not in headers:
            body = await asyncio.to_thread(_gzipped, body)
            headers["content-encoding"] = "gzip"
            headers.add_vary_header("Accept-Encoding")
            # The bytes are no longer those that could be asked for in ranges.
            del headers["accept-ranges"]
        await give(start, headers, body, send)


def _wants_gzip(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and scope["path"].endswith(_KINDS)
        and "gzip" in headers.get("accept-encoding", "")
        and "range" not in headers
    )


def _gzipped(body: bytes) -> bytes:
    digest = hashlib.blake2b(body, digest_size=16).digest()
    compressed = _COMPRESSED.get(digest)
    if compressed is None:
        compressed = gzip.compress(body, compresslevel=6, mtime=0)
        if len(_COMPRESSED) >= _BODIES_KEPT:
            _COMPRESSED.clear()
        _COMPRESSED[digest] = compressed
    return compressed

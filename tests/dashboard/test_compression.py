"""Scripts go out compressed to browsers that take it, and whole to all others."""

from __future__ import annotations

import gzip

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.compression import Compressed
from tests.asynchronous import finish

SCRIPT = b"export const words = ['a', 'b', 'c'];\n" * 500


def ask(
    path: str, status: int = 200, method: str = "GET", kind: str = "http", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body that come through from a server that answers every address with SCRIPT."""
    sent: list[Message] = []

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        body = SCRIPT if status == 200 else b""
        given = [
            (b"content-length", str(len(body)).encode()),
            (b"etag", b'"one"'),
            (b"accept-ranges", b"bytes"),
            (b"cache-control", b"public, immutable"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": given})
        await send({"type": "http.response.body", "body": body[:700], "more_body": True})
        await send({"type": "http.response.body", "body": body[700:]})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: Scope = {"type": kind, "method": method, "path": path, "headers": asked}
    finish(Compressed(serve)(scope, receive, send))
    given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], given, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("path", ["/static/js/index.js", "/static/css/a.css", "/land.geojson"])
def test_script_is_compressed_and_says_so(path: str) -> None:
    status, headers, body = ask(path, accept_encoding="gzip, deflate, br")
    assert status == 200
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept-Encoding"
    assert headers["cache-control"] == "public, immutable"
    assert "accept-ranges" not in headers
    assert gzip.decompress(body) == SCRIPT
    assert len(body) < len(SCRIPT) / 10


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/index.js", {}),
        ("/static/js/index.js", {"accept_encoding": "identity"}),
        ("/static/js/index.js", {"accept_encoding": "gzip", "range": "bytes=0-99"}),
        ("/app/static/fonts/a.woff2", {"accept_encoding": "gzip"}),
        ("/overview", {"accept_encoding": "gzip"}),
    ],
)
def test_everything_else_goes_out_as_it_is(path: str, headers: dict[str, str]) -> None:
    status, given, body = ask(path, **headers)
    assert (status, body) == (200, SCRIPT)
    assert "content-encoding" not in given
    assert given["accept-ranges"] == "bytes"


def test_what_the_browser_has_kept_is_not_sent_again() -> None:
    status, headers, body = ask("/static/js/index.js", status=304, accept_encoding="gzip")
    assert (status, body) == (304, b"")
    assert "content-encoding" not in headers
    assert headers["etag"] == '"one"'

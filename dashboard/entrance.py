"""The HTML page a browser loads first: Streamlit's own, told where its server is and in which language it will speak."""

from __future__ import annotations

import html
import json
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import locales
from dashboard.css import STYLESHEET
from dashboard.navigation import PAGES
from dashboard.words import words_of


class Entrance:
    """ASGI middleware in front of Streamlit: / leads to the first page, and a page's head is completed.

    Streamlit's script, opened at /country, guesses its server's place by asking addresses under /country first: two
    failed requests and a console error at every start. It does not guess when the page says where the server is.
    """

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.base_path = base_path.strip("/")
        prefix = f"/{self.base_path}" if self.base_path else ""
        self.root = {f"{prefix}/", prefix or "/"}
        self.first = f"{prefix}/{PAGES[0].name}"
        self.addresses = {f"{prefix}/{entry.name}" for entry in PAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead / to the first page, complete the HTML of a page's address on its way out, pass everything else on."""
        if scope["type"] == "http" and scope["path"] in self.root:
            query = scope["query_string"].decode("latin-1")
            first = RedirectResponse(f"{self.first}?{query}" if query else self.first)
            await first(scope, receive, send)
            return
        if scope["type"] != "http" or scope["path"] not in self.addresses:
            await self.app(scope, receive, send)
            return
        head = self._head(scope["query_string"].decode("latin-1"))
        start: Message = {}
        body = b""

        async def complete(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            changed = _completed(body, head)
            headers = [
                (name, value)
                for name, value in start["headers"]
                if name.lower() not in (b"content-length", b"etag", b"last-modified")
            ]
            headers.append((b"content-length", str(len(changed)).encode()))
            await send({**start, "headers": headers})
            await send({"type": "http.response.body", "body": changed})

        # A compressed or half body cannot be completed: ask for neither.
        left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [pair for pair in scope["headers"] if pair[0].lower() not in left_out]
        await self.app({**scope, "headers": plain}, receive, complete)

    def _head(self, query: str) -> tuple[str, str]:
        asked = parse_qs(query).get("lang", [locales.DEFAULT])[0]
        language = asked if asked in locales.languages() else locales.DEFAULT
        title = html.escape(words_of(language)("app.title"))
        script = (
            f"<title>{title}</title><style>{STYLESHEET}</style><script>window.__streamlit = {{BACKEND_BASE_URL: "
            f"window.location.origin + {json.dumps('/' + self.base_path)}}}</script>"
        )
        return language, script


def _completed(body: bytes, head: tuple[str, str]) -> bytes:
    language, script = head
    text = body.decode("utf-8")
    text = text.replace('<html lang="en">', f'<html lang="{language}">', 1)
    text = text.replace('href="./favicon.png"', 'href="./app/static/icon.png"', 1)
    return text.replace("<title>Streamlit</title>", script, 1).encode("utf-8")

"""The HTML page a browser loads first: Streamlit's own, told where its server is and in which language it will speak."""

from __future__ import annotations

import html
import json
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.answers import give, take
from dashboard.css import STYLESHEET
from dashboard.navigation import PAGES
from dashboard.words import language_of, words_of

# The view from which somebody went to sign in or out, kept while they are at the provider.
LEFT_COOKIE = "pathfinder_left"
LEFT_SECONDS = 900


class Entrance:
    """ASGI middleware in front of Streamlit: / leads to the first page, and a page's head is completed.

    Streamlit's script, opened at /country, guesses its server's place by asking addresses under /country first: two
    failed requests and a console error at every start. It does not guess when the page says where the server is.

    Whoever signs in or out would come back to / and lose page and language: a cookie keeps the view for the way there
    and back.
    """

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.base_path = base_path.strip("/")
        prefix = f"/{self.base_path}" if self.base_path else ""
        self.root = {f"{prefix}/", prefix or "/"}
        self.first = f"{prefix}/{PAGES[0].name}"
        self.addresses = {f"{prefix}/{entry.name}" for entry in PAGES}
        self.leaving = {f"{prefix}/auth/login", f"{prefix}/auth/logout"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead / to the first page, complete the HTML of a page's address on its way out, pass everything else on."""
        if scope["type"] == "http" and scope["path"] in self.root:
            query = scope["query_string"].decode("latin-1")
            left = "" if query else self._left(scope)
            first = RedirectResponse(left or (f"{self.first}?{query}" if query else self.first))
            if left:
                first.delete_cookie(LEFT_COOKIE)
            await first(scope, receive, send)
            return
        if scope["type"] == "http" and scope["path"] in self.leaving:
            await self.app(scope, receive, self._keeping_view(scope, send))
            return
        if scope["type"] != "http" or scope["path"] not in self.addresses:
            await self.app(scope, receive, send)
            return
        head = self._head(_language(scope))
        # A compressed or half body cannot be completed: ask for neither.
        left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [pair for pair in scope["headers"] if pair[0].lower() not in left_out]
        start, body = await take(self.app, {**scope, "headers": plain}, receive)
        headers = MutableHeaders(raw=list(start["headers"]))
        # They speak of the file as it lies on the disk.
        del headers["etag"]
        del headers["last-modified"]
        await give(start, headers, _completed(body, head), send)

    def _keeping_view(self, scope: Scope, send: Send) -> Send:
        """Answers of the way to the provider, with a cookie that says which view of the app was left."""
        view = urlsplit(Headers(scope=scope).get("referer", ""))

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and view.path in self.addresses:
                cookie = Response()
                cookie.set_cookie(
                    LEFT_COOKIE, quote(f"{view.path}?{view.query}"), max_age=LEFT_SECONDS,
                    httponly=True, samesite="lax",
                )  # fmt: skip
                MutableHeaders(raw=message["headers"]).append(
                    "set-cookie", cookie.headers["set-cookie"]
                )
            await send(message)

        return with_cookie

    def _left(self, scope: Scope) -> str:
        """The view that was left to sign in or out; empty where there is none, or none of this app."""
        left = unquote(HTTPConnection(scope).cookies.get(LEFT_COOKIE, ""))
        parts = urlsplit(left)
        is_ours = parts.path in self.addresses and not (parts.scheme or parts.netloc)
        return urlunsplit(("", "", parts.path, parts.query, "")) if is_ours else ""

    def _head(self, language: str) -> tuple[str, str]:
        title = html.escape(words_of(language)("app.title"))
        script = (
            f"<title>{title}</title><style>{STYLESHEET}</style><script>window.__streamlit = {{BACKEND_BASE_URL: "
            f"window.location.origin + {json.dumps('/' + self.base_path)}}}</script>"
        )
        return language, script


def _language(scope: Scope) -> str:
    """The language the page will speak, as far as a request tells."""
    address = parse_qs(scope["query_string"].decode("latin-1"))
    browser = Headers(scope=scope).get("accept-language", "").split(",")[0].split(";")[0]
    return language_of(address.get("lang", [None])[-1], browser)


def _completed(body: bytes, head: tuple[str, str]) -> bytes:
    language, script = head
    text = body.decode("utf-8")
    text = text.replace('<html lang="en">', f'<html lang="{language}">', 1)
    text = text.replace('href="./favicon.png"', 'href="./app/static/icon.png"', 1)
    return text.replace("<title>Streamlit</title>", script, 1).encode("utf-8")

"""The page a browser loads first: told its language, title and server's place; all else passes."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from dashboard.entrance import Entrance
from dashboard.words import words_of
from tests.asynchronous import finish

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()


class Streamlit:
    """Answers every address with Streamlit's own first page, in two pieces; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Scope] = []

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked.append(scope)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(INDEX)).encode()),
            (b"etag", b'"of the file"'),
            (b"x-frame-options", b"DENY"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": INDEX[:300], "more_body": True})
        await send({"type": "http.response.body", "body": INDEX[300:]})


def ask(
    path: str, query: str = "", base_path: str = "", kind: str = "http", **headers: str
) -> tuple[int, dict[str, str], bytes, Streamlit]:
    """Status, headers and body that a browser gets, and what was asked of Streamlit."""
    inner = Streamlit()
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    finish(Entrance(inner, base_path)(scope, receive, send))
    start = sent[0]
    got = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], got, b"".join(message.get("body", b"") for message in sent[1:]), inner


def test_first_page_is_as_expected() -> None:
    # What is completed must be there: a new Streamlit may write it differently.
    assert INDEX.count(b'<html lang="en">') == INDEX.count(b"<title>Streamlit</title>") == 1


@pytest.mark.parametrize(
    ("query", "language"),
    [("lang=fr&country=KEN", "fr"), ("lang=en", "en"), ("", "en"), ("lang=%22%3E%3Cx", "en")],
)
def test_page_speaks_its_language(query: str, language: str) -> None:
    _, _, body, _ = ask("/country", query)
    text = body.decode()
    assert f'<html lang="{language}">' in text
    assert f"<title>{words_of(language)('app.title')}</title>" in text
    assert "<title>Streamlit</title>" not in text


@pytest.mark.parametrize(
    ("base_path", "path", "place"),
    [
        ("", "/country", '"/"'),
        ("pathfinder", "/pathfinder/country", '"/pathfinder"'),
        ("/pathfinder/", "/pathfinder/map", '"/pathfinder"'),
    ],
)
def test_page_knows_its_servers_place(base_path: str, path: str, place: str) -> None:
    _, _, body, _ = ask(path, base_path=base_path)
    script = f"window.__streamlit = {{BACKEND_BASE_URL: window.location.origin + {place}}}"
    assert script in body.decode()


def test_length_and_headers_fit_what_is_sent() -> None:
    status, headers, body, _ = ask("/overview", "lang=fr")
    assert status == 200
    assert headers["content-length"] == str(len(body))
    # They were the file's.
    assert "etag" not in headers
    assert headers["x-frame-options"] == "DENY"


def test_whole_plain_page_is_asked_for() -> None:
    asked = {"accept_encoding": "gzip", "if_none_match": "x", "range": "bytes=0-9"}
    _, _, _, inner = ask("/map", **asked, user_agent="browser")
    assert [name for name, _ in inner.asked[0]["headers"]] == [b"user-agent"]


@pytest.mark.parametrize(
    "path", ["/health", "/static/js/index.js", "/_stcore/health", "/country/extra", "/pathfinder"]
)
def test_other_addresses_pass_untouched(path: str) -> None:
    _, headers, body, inner = ask(path, "lang=fr", accept_encoding="gzip")
    assert body == INDEX
    assert headers["etag"] == '"of the file"'
    assert inner.asked[0]["headers"] == [(b"accept-encoding", b"gzip")]


def test_page_outside_the_base_path_passes_untouched() -> None:
    assert ask("/country", base_path="pathfinder")[2] == INDEX


@pytest.mark.parametrize(
    ("base_path", "path", "query", "location"),
    [
        ("", "/", "", "/overview"),
        ("", "/", "lang=fr&x=a%20b", "/overview?lang=fr&x=a%20b"),
        ("pathfinder", "/pathfinder", "", "/pathfinder/overview"),
        ("pathfinder", "/pathfinder/", "lang=fr", "/pathfinder/overview?lang=fr"),
    ],
)
def test_root_leads_to_the_first_page(base_path: str, path: str, query: str, location: str) -> None:
    status, headers, _, inner = ask(path, query, base_path)
    assert (status, headers["location"]) == (307, location)
    assert not inner.asked


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("lang=en", "fr-CA", "en"),
        ("lang=xx", "fr", "fr"),
        ("lang=fr&lang=en", "", "en"),  # the last one, as for Streamlit
        ("", "fr;q=0.9", "fr"),
        ("", "de-DE,de", "en"),
        ("", "", "en"),
    ],
)
def test_head_speaks_the_browsers_language_unless_the_address_says_another(
    query: str, accepted: str, language: str
) -> None:
    _, _, body, _ = ask("/overview", query, accept_language=accepted)
    assert f'<html lang="{language}">'.encode() in body

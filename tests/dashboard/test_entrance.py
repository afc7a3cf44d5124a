"""The page a browser loads first: told its language, title and server's place; all else passes."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from dashboard.entrance import LEFT_COOKIE, Entrance
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


def left(cookie: str) -> dict[str, str]:
    """The cookie with which a browser comes back from the provider."""
    return {"cookie": f"{LEFT_COOKIE}={cookie}"}


@pytest.mark.parametrize("base_path", ["", "progress"])
@pytest.mark.parametrize("way", ["login", "logout"])
def test_whoever_signs_in_or_out_comes_back_to_the_view_they_left(base_path: str, way: str) -> None:
    prefix = f"/{base_path}" if base_path else ""
    view = f"{prefix}/submit?lang=fr&country=KEN"
    _, headers, _, inner = ask(
        f"{prefix}/auth/{way}", base_path=base_path, referer=f"https://example.org{view}"
    )
    assert len(inner.asked) == 1
    assert "HttpOnly" in headers["set-cookie"]
    kept = headers["set-cookie"].split(";")[0].split("=", 1)[1]
    status, headers, _, _ = ask(f"{prefix}/", base_path=base_path, **left(kept))
    assert (status, headers["location"]) == (307, view)
    # Once: the next who asks for the start gets the first page.
    assert f'{LEFT_COOKIE}=""' in headers["set-cookie"]
    assert "Max-Age=0" in headers["set-cookie"]


@pytest.mark.parametrize("referer", ["", "https://example.org/", "https://evil.example/elsewhere"])
def test_no_view_is_kept_where_none_was_left(referer: str) -> None:
    assert "set-cookie" not in ask("/auth/login", referer=referer)[1]


@pytest.mark.parametrize(
    "cookie",
    ["https://evil.example/submit", "//evil.example/submit", "/elsewhere", "%2F%2Fevil.example", "",
     "javascript:alert(1)", "/submit%0d%0aset-cookie: a=b", "\\\\evil.example/submit"],
)  # fmt: skip
def test_a_view_that_is_none_of_this_app_is_not_gone_to(cookie: str) -> None:
    assert ask("/", **left(cookie))[1]["location"] == "/overview"


def test_an_address_with_choices_counts_more_than_the_view_that_was_left() -> None:
    assert ask("/", "lang=fr", **left("/submit?lang=en"))[1]["location"] == "/overview?lang=fr"

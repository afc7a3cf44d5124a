"""Pictures by address: what is answered, what is refused and why, what is kept."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import picture_address
from dashboard.exports.engine import NoBrowser, TookTooLong
from dashboard.exports.layout import NoRoom
from dashboard.exports.view import View
from dashboard.picture_address import Asked, Kept
from tests.asynchronous import finish

Drawn = list[tuple[View, str, str]]


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawn]:
    """Nothing kept from before; what would be drawn is noted instead (pictures have tests of their own)."""
    noted: Drawn = []

    def render(view: View, form: str, kind: str) -> bytes:
        noted.append((view, form, kind))
        return f"{kind} of {view.title}".encode()

    monkeypatch.setattr(picture_address, "_kept", Kept())
    monkeypatch.setattr(picture_address.pictures, "render", render)
    yield noted


def request(path: str, headers: dict[str, str] | None = None, **query: str) -> Request:
    page, _, kind = path.partition(".")
    given = {"host": "dashboard.example.org", **(headers or {})}
    return Request(
        {
            "type": "http", "method": "GET", "scheme": "https", "path": f"/export/{path}", "root_path": "",
            "server": ("dashboard.example.org", 443), "query_string": urlencode(query).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "path_params": {"page": page, "kind": kind},
        }
    )  # fmt: skip


def ask(path: str, headers: dict[str, str] | None = None, **query: str) -> Response:
    return finish(picture_address.serve_picture(request(path, headers, **query)))


def said(response: Response) -> str:
    return bytes(response.body).decode()


def test_a_picture_is_the_pages_own_figure_with_its_address(drawn: Drawn) -> None:
    response = ask("compare.png", country="KEN", chart="peers", form="slide", lang="fr")
    assert response.status_code == 200
    assert response.media_type == "image/png"
    ((view, form, kind),) = drawn
    assert (form, kind) == ("slide", "png")
    assert view.words.language == "fr"
    assert view.address.startswith("https://dashboard.example.org/compare?")
    assert "country=KEN" in view.address
    assert response.headers["content-disposition"] == (
        'inline; filename="2026-11-22_kenya_16-2-1_peers_fr.png"'
    )
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "public, max-age=300"


def test_what_rests_on_illustrative_reports_stays_marked(drawn: Drawn) -> None:
    response = ask("overview.svg", chart="steps")
    assert drawn[0][0].is_illustrative
    assert 'filename="ILLUSTRATIVE_' in response.headers["content-disposition"]
    assert "sandbox" in response.headers["content-security-policy"]


def test_an_address_is_never_answered_with_what_is_for_the_alliance_only(drawn: Drawn) -> None:
    ask("overview.png", {"cookie": "_streamlit_user=forged"}, chart="steps", audience="alliance")
    assert not drawn[0][0].is_alliance_only


def test_a_picture_is_drawn_once_and_a_browser_that_has_it_is_told_so(drawn: Drawn) -> None:
    first = ask("map.svg", show="stage", region="2")
    tag = first.headers["etag"]
    again = ask("map.svg", {"if-none-match": tag}, region="2", show="stage")
    assert (again.status_code, bytes(again.body)) == (304, b"")
    assert len(drawn) == 1
    ask("map.svg", show="stage", region="19")
    assert len(drawn) == 2


@pytest.mark.parametrize(
    ("path", "query", "status", "sentence"),
    [
        ("review.png", {}, 404, "Found the page “review”; accepted are overview, map, country"),
        ("map.gif", {}, 404, "Found the suffix “gif”; accepted are png, svg, pdf."),
        ("map.png", {"form": "tiny"}, 400, "Found form “tiny”; accepted are screen, print, slide"),
        ("map.png", {"lang": "de"}, 400, "Found lang “de”; accepted are en, fr."),
        ("map.png", {"show": "x" * 2001}, 414, "at most 2,000 characters"),
        ("compare.png", {"country": "XX", "chart": "peers"}, 400, "Found country “XX”; accepted are AGO"),
        ("overview.png", {}, 404, "Found chart “”; this view has: steps, world, reports"),
        ("overview.png", {"chart": "x"}, 404, "Found chart “x”; this view has: steps"),
        # A table alone has no picture.
        ("data.png", {"part": "problems"}, 404, "this view has: –"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_what_is_accepted(
    drawn: Drawn, path: str, query: dict[str, str], status: int, sentence: str
) -> None:
    response = ask(path, **query)
    assert response.status_code == status
    assert sentence in said(response)
    assert response.headers["cache-control"] == "no-store"
    assert drawn == []


@pytest.mark.parametrize(
    ("problem", "status", "sentence"),
    [
        (NoRoom("It fits: full height."), 400, "It fits: full height."),
        (NoBrowser("Found no browser."), 503, "n’a plus de navigateur"),
        (TookTooLong("Not there after 20 seconds."), 503, "n’a pas été prête à temps"),
    ],
)
def test_a_picture_that_cannot_be_drawn_says_why(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, status: int, sentence: str
) -> None:
    def render(*arguments: object) -> bytes:
        raise problem

    monkeypatch.setattr(picture_address.pictures, "render", render)
    response = ask("overview.png", chart="steps", lang="fr")
    assert response.status_code == status
    assert sentence in said(response)
    assert ("retry-after" in response.headers) == (status == 503)


def test_many_who_ask_for_one_picture_wait_for_one_and_too_many_are_sent_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going, drawn = threading.Event(), []

    def slow(asked: Asked, words: object) -> tuple[bytes, str]:
        assert going.wait(20)
        drawn.append(asked.chart)
        return asked.chart.encode(), "a.png"

    monkeypatch.setattr(picture_address, "_draw", slow)
    monkeypatch.setattr(picture_address, "WAITING", 2)

    async def crowd() -> list[Response]:
        charts = ["steps", "steps", "world", "due"]
        waiting = [
            asyncio.create_task(picture_address.serve_picture(request("overview.png", chart=chart)))
            for chart in charts
        ]
        await asyncio.sleep(0.05)
        going.set()
        return [await one for one in waiting]

    answers = finish(crowd())
    assert [answer.status_code for answer in answers] == [200, 200, 200, 503]
    assert sorted(drawn) == ["steps", "world"]
    assert "Try again in ten seconds" in said(answers[3])


def test_the_oldest_go_when_there_is_no_room_and_those_of_an_older_build_first() -> None:
    kept = Kept(most=10)

    def asked(chart: str, build: str = "new") -> Asked:
        return Asked(build, "2026-11-22", "", "overview", (), chart, "screen", "png", "en")

    kept.put(asked("a", "old"), b"1234", "a.png")
    kept.put(asked("b"), b"1234", "b.png")
    assert kept.get(asked("a", "old")) is None
    kept.put(asked("c"), b"1234", "c.png")
    assert kept.get(asked("b")) == (b"1234", "b.png")
    kept.put(asked("d"), b"1234", "d.png")
    # "c" was asked for longest ago.
    assert kept.get(asked("c")) is None
    assert kept.bytes == 8
    kept.put(asked("e"), bytes(picture_address.LARGEST_KEPT + 1), "e.png")
    assert kept.get(asked("e")) is None


def test_the_route_reads_page_and_suffix_from_the_path() -> None:
    app = Starlette(routes=[Route(picture_address.ROUTE, picture_address.serve_picture)])
    (route,) = app.routes
    _, scope = route.matches({"type": "http", "path": "/export/compare.png", "method": "GET"})
    assert scope["path_params"] == {"page": "compare", "kind": "png"}

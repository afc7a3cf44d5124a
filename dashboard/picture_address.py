"""Pictures by address: ``/export/compare.png?country=KEN&chart=peers&form=slide&lang=fr``, for web pages and scripts.

What is behind it is the page's own view, run with nobody watching, for everybody: an address has no sign-in, so that
what is for the Alliance only is never in a picture. Its marks stand in the picture itself.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from typing import NamedTuple, cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import locales
from dashboard import shell, unwatched, warehouse
from dashboard.export_address import FOLDER
from dashboard.exports import pictures
from dashboard.exports.engine import Kind, PictureError
from dashboard.exports.failures import reason
from dashboard.exports.layout import FORMATS, NoRoom
from dashboard.navigation import PAGES
from dashboard.words import Words, language_of, words_of

ROUTE = f"/{FOLDER}/{{page}}.{{kind}}"
TYPES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
# The names in an address that say how, not what.
CHART, FORM, LANGUAGE = "chart", "form", "lang"
QUERY_CHARACTERS = 2000
# Pictures of the published build are kept, up to so many bytes; one more than this is not.
KEPT_BYTES = 64 * 2**20
LARGEST_KEPT = 8 * 2**20
# So many may wait for a picture at a time: more would wait longer than anybody does.
WAITING = 24
_BROWSER_SECONDS = 300


class Asked(NamedTuple):
    """A picture that was asked for, of one build and day; two equal ones are the same picture."""

    build: str
    day: str
    site: str
    page: str
    choices: tuple[tuple[str, str], ...]
    chart: str
    form: str
    kind: str
    language: str


class Refused(Exception):
    """No picture: the answer's status and the sentence that says why and what to do."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status = status


class Kept:
    """The newest pictures, up to a number of bytes; those of a build that is not published any more go first."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self.most = most
        self.bytes = 0
        self._pictures: OrderedDict[Asked, tuple[bytes, str]] = OrderedDict()

    def get(self, asked: Asked) -> tuple[bytes, str] | None:
        """A picture and the name of its file, None where it is not kept."""
        found = self._pictures.get(asked)
        if found:
            self._pictures.move_to_end(asked)
        return found

    def put(self, asked: Asked, content: bytes, name: str) -> None:
        """Keep a picture, and let the oldest go where there is no room."""
        if len(content) > LARGEST_KEPT or asked in self._pictures:
            return
        self._pictures[asked] = (content, name)
        self.bytes += len(content)
        outdated = [other for other in self._pictures if other.build != asked.build]
        for other in outdated:
            self._drop(other)
        while self.bytes > self.most:
            self._drop(next(iter(self._pictures)))

    def _drop(self, asked: Asked) -> None:
        content, _ = self._pictures.pop(asked)
        self.bytes -= len(content)


_kept = Kept()
# Who asks for what is being drawn already waits for that.
_drawing: dict[Asked, asyncio.Task[tuple[bytes, str]]] = {}


async def serve_picture(request: Request) -> Response:
    """Answer with the picture, or with a status and a sentence in the language of the address."""
    words = words_of(language_of(request.query_params.get(LANGUAGE), None))
    try:
        asked = _asked(request, words)
        content, name = await _picture(asked, words)
    except Refused as refused:
        headers = {"Cache-Control": "no-store"} | (
            {"Retry-After": "10"} if refused.status == 503 else {}
        )
        return PlainTextResponse(str(refused), status_code=refused.status, headers=headers)
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    headers = {
        "Cache-Control": f"public, max-age={_BROWSER_SECONDS}",
        "ETag": tag,
        "Content-Disposition": f'inline; filename="{name}"',
        # To be embedded anywhere; and an SVG opened by itself runs nothing.
        "Access-Control-Allow-Origin": "*",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=TYPES[asked.kind], headers=headers)


def _asked(request: Request, words: Words) -> Asked:
    page, kind = request.path_params["page"], request.path_params["kind"]
    pages = [entry.name for entry in PAGES if entry.has_figures]
    if page not in pages:
        raise Refused(404, words("picture_address.page", found=page, accepted=", ".join(pages)))
    if kind not in TYPES:
        raise Refused(404, words("picture_address.kind", found=kind, accepted=", ".join(TYPES)))
    if len(request.url.query) > QUERY_CHARACTERS:
        raise Refused(414, words("picture_address.too_long", n=QUERY_CHARACTERS))
    query = dict(request.query_params)
    language = query.pop(LANGUAGE, words.language)
    if language != words.language:
        accepted = ", ".join(locales.languages())
        raise Refused(400, words("picture_address.language", found=language, accepted=accepted))
    form = query.pop(FORM, "screen")
    if form not in FORMATS:
        raise Refused(400, words("picture_address.form", found=form, accepted=", ".join(FORMATS)))
    try:
        build = warehouse.current_build()
    except warehouse.NoBuild:
        raise Refused(503, words("app.no_build")) from None
    return Asked(
        build=build,
        day=shell.today().isoformat(),
        site=shell.site() or str(request.base_url).rstrip("/"),
        page=page,
        chart=query.pop(CHART, ""),
        choices=tuple(sorted(query.items())),
        form=form,
        kind=kind,
        language=language,
    )


async def _picture(asked: Asked, words: Words) -> tuple[bytes, str]:
    kept = _kept.get(asked)
    if kept:
        return kept
    task = _drawing.get(asked)
    if task is None:
        if len(_drawing) >= WAITING:
            raise Refused(503, words("picture_address.busy"))
        task = asyncio.create_task(asyncio.to_thread(_draw, asked, words))
        _drawing[asked] = task
        task.add_done_callback(lambda done: _drawing.pop(asked))
    # Who gives up waiting must not take the picture from the others.
    content, name = await asyncio.shield(task)
    _kept.put(asked, content, name)
    return content, name


def _draw(asked: Asked, words: Words) -> tuple[bytes, str]:
    """The picture and its file's name. Raises Refused."""
    entry = next(entry for entry in PAGES if entry.name == asked.page)
    found = unwatched.views_at(
        entry, dict(asked.choices), language=asked.language, site=asked.site, build=asked.build
    )
    if found.unknown:
        # A picture of something else than was asked for would pass for it.
        said = (words("picture_address.choice", **one._asdict()) for one in found.unknown)
        raise Refused(400, "\n".join(said))
    charts = [key for key, view in found.views.items() if view.draw is not None]
    chart = asked.chart or (charts[0] if len(charts) == 1 else "")
    if chart not in charts:
        known = ", ".join(charts) or "–"
        raise Refused(404, words("picture_address.chart", found=asked.chart, accepted=known))
    view = found.views[chart]
    try:
        content = pictures.render(view, asked.form, cast(Kind, asked.kind))
    except NoRoom as problem:
        raise Refused(400, str(problem)) from None
    except PictureError as problem:
        raise Refused(503, reason(problem, words)) from None
    return content, view.file_name(asked.kind)

"""What every page shares: language, look, pinned build, ribbon, menu and footer."""

from __future__ import annotations

import copy
import datetime
import html
import os
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

import locales
from dashboard import collecting, css, downloads, filters, identity, peers, queries, sign_in
from dashboard.identity import Person
from dashboard.navigation import PAGES, PageEntry
from dashboard.theme import DARK, Style, style_of
from dashboard.warehouse import Audience, NoBuild, pin_build
from dashboard.words import Words, language_of, words_of

# The choices that mean the same on every page.
CARRIED = ("lang", "country", *peers.IN_ADDRESS)


@dataclass(frozen=True)
class Run:
    """One run of one page: its words, look, build and day, for whom it is, and whether it is read on a phone.

    ``peers`` is the choice of peers as it stands in the address, so that every link can take it along. ``site`` is where
    the dashboard stands (``https://example.org/base``), ``page`` the page's name.
    """

    words: Words
    style: Style
    build: str
    built_on: datetime.date
    is_illustrative: bool
    today: datetime.date
    is_narrow: bool
    audience: Audience = "public"
    peers: tuple[tuple[str, str], ...] = ()
    # Nothing that is remembered may rest on these two: the same answer serves every page and every way here.
    site: str = field(default="", compare=False)
    page: str = field(default="", compare=False)

    @property
    def language(self) -> str:
        """ISO 639-1 code of the page's language."""
        return self.words.language


_run: ContextVar[Run] = ContextVar("run")


def current() -> Run:
    """The run of the page that is being drawn."""
    return _run.get()


def serve(show_alone: Callable[[Run, PageEntry], bool]) -> None:
    """Draw the chosen page inside the house's frame.

    ``show_alone`` shows one figure of the page in its place, where the address asks for that, and says whether it did.
    """
    words = words_of(_language())
    st.set_page_config(layout="wide")
    # A run marks the page it has chosen: each has copies of its own.
    pages = {name: copy.copy(page) for name, page in _pages(words.language).items()}
    # Streamlit's default page has no address of its own; ours only leads to the first page, which has one.
    start = st.Page(_open_first_page, title=words("app.title"), default=True, visibility="hidden")
    chosen = st.navigation([start, *pages.values()], position="hidden")
    if chosen is start:
        chosen.run()
        return
    entry = next(entry for entry in PAGES if pages[entry.name] is chosen)
    person = identity.current()
    _menu(words, person, pages)
    _language_switch(words)
    try:
        run = _start(words, person, entry.name)
    except NoBuild as problem:
        st.error(words("app.no_build"), icon=":material/database_off:")
        st.code(str(problem), language=None)
        return
    sign_in.show(words, person)
    downloads.watch()
    if show_alone(run, entry):
        _footer(run)
        return
    _ribbon(run, entry)
    _alliance_note(run, entry)
    chosen.run()
    _footer(run)


def link(page_name: str, words: Words, label: str, icon: str, **choices: str) -> None:
    """A link to a page, and to a view of it, that takes the reader's language and country along."""
    if collecting.is_on():
        return
    st.page_link(
        page(page_name), label=label, icon=icon, query_params={**_carried(words), **choices}
    )


def _carried(words: Words) -> dict[str, str]:
    address = st.query_params.to_dict()
    carried = {name: address[name] for name in CARRIED if name in address}
    return {**carried, "lang": words.language}


def page(name: str) -> str:
    """The file of a page, as Streamlit's links and switches take it."""
    return next(entry.path for entry in PAGES if entry.name == name)


def address(page_name: str, run: Run, **choices: str) -> str:
    """The address of a view on this server: ``/country?country=KEN&lang=fr``, below the server's base path.

    The reader's language and choice of peers go along.
    """
    return address_at(_base_path(), page_name, {**dict(run.peers), **choices}, run.language)


def whole_address(page_name: str, run: Run, **choices: str) -> str:
    """The address of a view for readers elsewhere, with the server's name: ``https://example.org/country?…``."""
    return address_at(run.site, page_name, {**dict(run.peers), **choices}, run.language)


def address_at(site: str, page_name: str, choices: Mapping[str, str], language: str) -> str:
    """The address of a view at a site."""
    return f"{site}/{page_name}?{urlencode({**choices, 'lang': language}, safe=',:')}"


def _base_path() -> str:
    base_path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{base_path}" if base_path else ""


def site() -> str:
    """Where readers find this dashboard, as PATHFINDER_SITE says it; empty where nobody has said it."""
    return os.environ.get("PATHFINDER_SITE", "").rstrip("/")


def here(run: Run) -> str:
    """The whole address of the view that is being drawn: what a reader sends to others.

    Every choice so far stands in it, language and defaults included, for a default may be another one tomorrow.
    """
    choices = {**st.query_params.to_dict(), **filters.in_force().choices}
    said = {name: choice for name, choice in choices.items() if choice and name != "full"}
    return address_at(run.site, run.page, said, run.language)


def country_finder(run: Run) -> None:
    """A list to jump to any country: the second of the two clicks."""
    names = queries.alliance.names(run.language)
    chosen = st.selectbox(
        run.words("app.find_country"),
        list(names),
        index=None,
        format_func=lambda code: names[code],
        placeholder=run.words("app.find_country"),
        label_visibility="collapsed",
        width=420,
    )
    open_country(run, [chosen] if chosen else [])


def open_country(run: Run, clicked: list[Any]) -> None:
    """Go to the page of the country that was clicked in a picture, if one was."""
    code = clicked[0] if clicked else None
    code = code[0] if isinstance(code, list) else code
    if code:
        choices = {**dict(run.peers), "country": code, "lang": run.language}
        st.switch_page(page("country"), query_params=choices)


@cache
def _pages(language: str) -> dict[str, st.Page]:
    """The pages as Streamlit knows them, by name: looking up their files takes a tenth of a run's time."""
    words = words_of(language)
    # Without an icon: Streamlit would fetch a page's named icon from another host for the browser's tab.
    return {
        entry.name: st.Page(
            entry.path,
            title=f"{words(f'{entry.name}.menu')} · {words('app.title')}",
            url_path=entry.name,
        )
        for entry in PAGES
    }


def _menu(words: Words, person: Person, pages: Mapping[str, st.Page]) -> None:
    # Streamlit's own menu would drop the address's choices on the way from page to page.
    carried = _carried(words)
    with st.container(key="menu", horizontal=True, gap="small"):
        for entry in PAGES:
            if entry.roles is None or not (entry.roles == () or person.has(*entry.roles)):
                continue
            label = words(f"{entry.name}.menu")
            st.page_link(pages[entry.name], label=label, icon=entry.icon, query_params=carried)


def _open_first_page() -> None:
    st.switch_page(page(PAGES[0].name), query_params=dict(st.query_params))


def _start(words: Words, person: Person, page_name: str) -> Run:
    here = urlsplit(st.context.url or "")
    return begin(
        words,
        person.audience,
        style=style_of(st.context.theme.type),
        # Charts cannot reflow like text: phones say so in their name (the hint browsers give for this).
        is_narrow=_is_phone(),
        site=site() or (f"{here.scheme}://{here.netloc}{_base_path()}" if here.netloc else ""),
        page=page_name,
    )


def begin(
    words: Words,
    audience: Audience,
    *,
    style: Style,
    is_narrow: bool,
    site: str,
    page: str,
    build: str = "",
) -> Run:
    """Pin a build (the published one, if none is named) for this thread and say what its page goes by. Raises NoBuild where there is none."""
    filters.begin()
    build = pin_build(audience, build)
    built_on, is_illustrative = queries.build.facts()
    run = Run(
        words=words,
        style=style,
        build=build,
        built_on=built_on,
        is_illustrative=is_illustrative,
        today=today(),
        is_narrow=is_narrow,
        audience=audience,
        # Only what is known: answers are remembered per run, and an address may say anything.
        peers=peers.in_address(st.query_params.to_dict(), queries.alliance.names(words.language)),
        site=site,
        page=page,
    )
    _run.set(run)
    return run


def _is_phone() -> bool:
    if "is_phone" not in st.session_state:
        st.session_state["is_phone"] = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return bool(st.session_state["is_phone"])


def today() -> datetime.date:
    """Today in UTC; PATHFINDER_TODAY sets another day (for tests, pictures and looking back)."""
    fixed = os.environ.get("PATHFINDER_TODAY")
    if not fixed:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(fixed)
    except ValueError:
        raise ValueError(
            f"PATHFINDER_TODAY: found {fixed!r}; accepted is a day such as 2026-11-22. "
            "Correct it or leave it out, and start again."
        ) from None


def _language() -> str:
    """The language of this run; where the address names an unknown one, the switch says so."""
    return language_of(st.query_params.get("lang"), st.context.locale)


def _language_switch(words: Words) -> None:
    with st.container(key="language"):
        filters.switch(
            "lang",
            locales.languages(),
            words.language,
            words,
            words("app.language"),
            format_func=lambda code: words_of(code)("app.language_name"),
        )


def _alliance_note(run: Run, entry: PageEntry) -> None:
    if run.audience == "alliance" and entry.shows_reports:
        note = html.escape(run.words("identity.sees_alliance"))
        st.html(f'<p class="pp-alliance" role="note">{note}</p>')


def _ribbon(run: Run, entry: PageEntry) -> None:
    if run.is_illustrative and entry.shows_reports:
        words = run.words
        st.html(
            f'<div class="pp-ribbon" role="note"><b>{html.escape(words("ribbon.title"))}</b> '
            f"{html.escape(words('ribbon.text'))}</div>"
        )


def _footer(run: Run) -> None:
    words = run.words
    paper = f"<style>{css.DARK_ON_PAPER}</style>" if run.style is DARK else ""
    st.html(
        f'{paper}<div class="pp-footer">'
        f"<p>{html.escape(words('footer.build', build=run.build, date=words.date(run.built_on)))}</p>"
        f"<p>{html.escape(words('footer.boundaries'))}</p>"
        "</div>"
    )

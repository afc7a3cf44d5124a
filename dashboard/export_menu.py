"""What stands under every figure beside its table: the menu of files, made when they are asked for, and full screen."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard import css, downloads, filters, own_browser
from dashboard.export_address import address_of
from dashboard.exports import csv_file, engine, pictures, slides, workbook
from dashboard.exports.layout import fitting
from dashboard.exports.view import View
from dashboard.shell import Run
from dashboard.words import Words

_OFFICE = "application/vnd.openxmlformats-officedocument"
# The forms of a picture that are offered, in their order.
_FORMS = ("screen", "print", "slide", "square", "full")
# Which forms each view fits, by its address and build: laying out takes a tenth of a second and more.
_FITTING: dict[tuple[str, str, str, bool], list[str]] = {}
_FITTING_KEPT = 1000
Group = Literal["picture", "vector", "office"]


class Offer(NamedTuple):
    """One file that can be made of a view: its group and text key, suffix and type, and who makes it."""

    group: Group
    key: str
    suffix: str
    mime: str
    make: Callable[[], bytes]


def row(key: str) -> Any:
    """The one row under a figure, for its table and `show`."""
    return st.container(key=f"under_{key}", horizontal=True, gap=None)


def show(run: Run, view: View, key: str) -> None:
    """Show the menu, folded, and the way to the full screen.

    The menu's buttons are sent only when it is open; each file is made when it is clicked, and a failure is said in the
    menu.
    """
    words = run.words
    box = st.popover(
        words("export_menu.title"),
        icon=":material/ios_share:",
        type="tertiary",
        key=f"export_{key}",
        on_change="rerun",
    )
    # No link: Streamlit leaves the address as it was where a link leads to the page that is already there.
    st.button(
        words("export_menu.full"),
        icon=":material/fullscreen:",
        type="tertiary",
        key=f"full_of_{key}",
        on_click=filters.write,
        kwargs={**dict(parse_qsl(urlsplit(view.address).query)), "full": key},
    )
    if box.open:
        with box:
            _show_open(words, view, key)


def _show_open(words: Words, view: View, key: str) -> None:
    st.html(f"<style>{css.OPEN_MENU}</style>")
    downloads.tell(key)
    forms = _fitting(view, key) if view.draw is not None else []
    is_drawn_here = engine.is_available()
    found = offers(view, forms if is_drawn_here else [])
    for group in dict.fromkeys(offer.group for offer in found):
        with _group(words, key, group):
            for offer in found:
                if offer.group == group:
                    downloads.button(
                        words,
                        f"export_{key}_{offer.key}",
                        words(f"export_menu.{offer.key}"),
                        offer.make,
                        view.file_name(offer.suffix),
                        offer.mime,
                        icon=None,
                        type="tertiary",
                        place=key,
                    )
    if forms and not is_drawn_here:
        with _group(words, key, "own"):
            _note(words("export_menu.no_browser"))
            own_browser.show(words, view, key, forms[0])
    _heading(words("export_menu.link"))
    st.code(view.address, language=None)
    if forms and is_drawn_here:
        _heading(words("export_menu.embed"))
        form = "slide" if "slide" in forms else forms[0]
        st.code(address_of(view, key, "png", form), language=None)


@contextmanager
def _group(words: Words, key: str, group: str) -> Iterator[None]:
    """One line of the menu, which begins with its heading."""
    with st.container(key=f"files_{group}_{key}", horizontal=True):
        _heading(words(f"export_menu.group.{group}"))
        yield


def _heading(text: str) -> None:
    st.html(f'<h3 class="pp-menu-group">{html.escape(text)}</h3>')


def _note(text: str) -> None:
    st.html(f'<p class="pp-menu-note">{html.escape(text)}</p>')


def offers(view: View, forms: list[str]) -> list[Offer]:
    """What the server can make of a view: pictures in these forms, which it has room in, and files for Office."""
    found = [
        Offer("picture", f"png_{form}", "png", "image/png",
              partial(pictures.render, view, form, "png"))
        for form in _FORMS if form in forms
    ]  # fmt: skip
    if forms:
        whole = "screen" if "screen" in forms else forms[0]
        paper = "print" if "print" in forms else forms[0]
        found += [
            Offer("vector", "svg", "svg", "image/svg+xml",
                  partial(pictures.render, view, whole, "svg")),
            Offer("vector", "pdf", "pdf", "application/pdf",
                  partial(pictures.render, view, paper, "pdf")),
        ]  # fmt: skip
    return [
        *found,
        Offer("office", "pptx", "pptx", f"{_OFFICE}.presentationml.presentation",
              partial(slides.slide, view)),
        Offer("office", "xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet",
              partial(workbook.workbook, view)),
        Offer("office", "csv", "csv", "text/csv", partial(csv_file.view_csv, view)),
    ]  # fmt: skip


def _fitting(view: View, key: str) -> list[str]:
    asked = (view.address, key, view.build, view.is_alliance_only)
    if asked not in _FITTING:
        if len(_FITTING) >= _FITTING_KEPT:
            _FITTING.clear()
        _FITTING[asked] = fitting(view)
    return _FITTING[asked]

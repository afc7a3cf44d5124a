"""The menu under every figure: what can be taken away, made when it is asked for."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard.exports import csv_file, engine, layout, pictures, slides, workbook
from dashboard.exports.view import View
from dashboard.shell import Run

_OFFICE = "application/vnd.openxmlformats-officedocument"
# The forms of a picture that are offered, in their order.
_FORMS = ("screen", "print", "slide", "square", "full")


class Offer(NamedTuple):
    """One file that can be made of a view: its text key, suffix and type, and who makes it."""

    key: str
    suffix: str
    mime: str
    make: Callable[[], bytes]


def show(run: Run, view: View, key: str) -> None:
    """Show the menu, folded; its buttons are sent only when it is open, and each file is made when it is clicked."""
    words = run.words
    box = st.popover(
        words("export_menu.title"),
        icon=":material/ios_share:",
        type="tertiary",
        key=f"export_{key}",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        for offer in offers(view):
            st.download_button(
                words(f"export_menu.{offer.key}"),
                data=offer.make,
                file_name=view.file_name(offer.suffix),
                mime=offer.mime,
                key=f"export_{key}_{offer.key}",
                type="tertiary",
                on_click="ignore",
            )
        if view.draw is not None and not engine.is_available():
            st.html(f'<p class="pp-note">{html.escape(words("export_menu.no_browser"))}</p>')
        st.html(f'<p class="pp-note">{html.escape(words("export_menu.link"))}</p>')
        st.code(view.address, language=None)


def offers(view: View) -> Iterator[Offer]:
    """What can be made of a view: pictures where a browser is here and the figure has room, files for Office always."""
    has_pictures = view.draw is not None and engine.is_available()
    with_room = set(layout.fitting(view)) if has_pictures else set()
    fitting = [form for form in _FORMS if form in with_room]
    for form in fitting:
        yield Offer(f"png_{form}", "png", "image/png", partial(pictures.render, view, form, "png"))
    if fitting:
        whole = "screen" if "screen" in fitting else fitting[0]
        yield Offer("svg", "svg", "image/svg+xml", partial(pictures.render, view, whole, "svg"))
        paper = "print" if "print" in fitting else fitting[0]
        yield Offer("pdf", "pdf", "application/pdf", partial(pictures.render, view, paper, "pdf"))
    yield Offer(
        "pptx", "pptx", f"{_OFFICE}.presentationml.presentation", partial(slides.slide, view)
    )
    yield Offer("xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", partial(workbook.workbook, view))
    yield Offer("csv", "csv", "text/csv", partial(_csv, view))


def _csv(view: View) -> bytes:
    table = view.table.assign(source=view.source)
    return csv_file.csv_bytes(table.assign(is_illustrative=True) if view.is_illustrative else table)

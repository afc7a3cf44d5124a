"""The menu under every figure and table: what can be taken away, made when it is asked for."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import streamlit as st

from dashboard.exports import csv_file, engine, pictures, slides, workbook
from dashboard.exports.view import View
from dashboard.shell import Run


class Format(NamedTuple):
    """One way to take a view away: text key, the file's suffix and type, how it is made, and what it needs."""

    key: str
    suffix: str
    mime: str
    make: Callable[[View], bytes]
    needs_figure: bool = True
    needs_browser: bool = True


def _picture(kind: str, suffix: str, view: View) -> bytes:
    return pictures.render(view, suffix, kind)


def _deck(view: View) -> bytes:
    picture = partial(_picture, "slide", "png") if engine.is_available() else None
    return slides.deck([view], picture=picture)


FORMATS = (
    *(
        Format(f"png_{kind}", "png", "image/png", partial(_picture, kind, "png"))
        for kind in ("screen", "print", "slide", "square")
    ),
    Format("svg", "svg", "image/svg+xml", partial(_picture, "screen", "svg")),
    Format("pdf", "pdf", "application/pdf", partial(_picture, "print", "pdf")),
    Format(
        "pptx",
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _deck,
        needs_figure=False,
        needs_browser=False,
    ),
    Format(
        "xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook.workbook,
        needs_figure=False,
        needs_browser=False,
    ),
    Format(
        "csv",
        "csv",
        "text/csv",
        csv_file.view_bytes,
        needs_figure=False,
        needs_browser=False,
    ),
)


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
        has_browser = engine.is_available()
        for one in FORMATS:
            if one.needs_figure and view.draw is None:
                continue
            if one.needs_browser and not has_browser:
                continue
            st.download_button(
                words(f"export_menu.{one.key}"),
                data=partial(one.make, view),
                file_name=view.file_name(one.suffix),
                mime=one.mime,
                key=f"export_{key}_{one.key}",
                type="tertiary",
                on_click="ignore",
            )
        if view.draw is not None and not has_browser:
            st.html(f'<p class="pp-note">{html.escape(words("export_menu.no_browser"))}</p>')
        st.html(f'<p class="pp-note">{html.escape(words("export_menu.link"))}</p>')
        st.code(view.address, language=None)

"""Buttons whose file is made when it is asked for; where it cannot be made, the page says why, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboard.exports.failures import reason
from dashboard.words import Words

_watch = st.components.v2.component(
    "downloads_watch", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def watch() -> None:
    """Let the page run again when a file could not be made, so that `tell` can say why; once a page."""
    _watch(key="downloads_watch", on_failed_change=lambda: None, height=1)


def tell(place: str) -> None:
    """Say, once, why the last file asked for in this place could not be made."""
    if failure := _failures().pop(place, ""):
        st.error(failure, icon=":material/error:")


def button(
    words: Words,
    key: str,
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    mime: str | None = None,
    *,
    icon: str | None = ":material/download:",
    type: Literal["primary", "secondary", "tertiary"] = "secondary",
    place: str | None = None,
) -> None:
    """Show a button for a file that ``make`` gives; a failure is told above it, or where ``place`` is told of."""
    if place is None:
        tell(key)
    st.download_button(
        label,
        data=partial(made, make, words, _failures(), place or key),
        file_name=file_name,
        mime=mime,
        icon=icon,
        key=key,
        type=type,
        on_click="ignore",
    )


def made(
    make: Callable[[], bytes | str], words: Words, failures: dict[str, str], place: str
) -> bytes | str:
    """The file; where it cannot be made, why is put into ``failures`` for the reader, and what went wrong is raised."""
    failures.pop(place, None)
    try:
        return make()
    except Exception as problem:
        failures[place] = reason(problem, words)
        raise


def _failures() -> dict[str, str]:
    """Place -> why. A file is made in a thread of its own, which knows no session: it writes into this dict."""
    failures: dict[str, str] = st.session_state.setdefault("download_failures", {})
    return failures

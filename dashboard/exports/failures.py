"""Why a file could not be made and what to do, in the reader's words."""

from __future__ import annotations

from dashboard.exports.engine import BrowserEnded, NoBrowser, TookTooLong
from dashboard.exports.layout import NoRoom
from dashboard.words import Words

_KINDS = {
    TookTooLong: "took_too_long",
    NoBrowser: "no_browser",
    BrowserEnded: "browser_ended",
}


def reason(problem: Exception, words: Words) -> str:
    """A sentence in the reader's language; for what was not foreseen, one that asks to try again."""
    if isinstance(problem, NoRoom):
        return str(problem)
    kind = next((key for kind, key in _KINDS.items() if isinstance(problem, kind)), "other")
    return words(f"export_menu.failed.{kind}")

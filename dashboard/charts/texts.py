"""Texts of others inside a figure: wrapped, and never read as markup."""

from __future__ import annotations

import html
import textwrap

from dashboard.words import Words


def wrapped(text: str, width: int, lines_at_most: int | None = None) -> str:
    """A text in lines of at most ``width`` characters; what is beyond ``lines_at_most`` ends in an ellipsis.

    Plotly reads tags such as links in every text of a figure: those of a report or a publisher are escaped.
    """
    lines = textwrap.wrap(text, width, max_lines=lines_at_most, placeholder=" …")
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def promise_word(state: str, words: Words) -> str:
    """The word for what became of a promised action: its reported status, or that it was dropped."""
    return words("gantt.dropped") if state == "dropped" else words(f"action_status.{state}")

"""What the guide says: how a focal point fills the report workbook; from the workbook's own words."""

from __future__ import annotations

from html import escape

import streamlit as st

import locales
from dashboard import pieces, shell, show
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.words import Words

STATUSES = ("not_started", "limited", "substantial", "complete", "cancelled")


def show_all(run: Run) -> None:
    """Show the way of a report, every sheet with its columns, the words with a fixed meaning, and what to avoid."""
    words = run.words
    show.section(words("guide.way.title"))
    show.fragment(_ordered(words, "guide.way.step_"))
    shell.link("submit", words, words("guide.to_submit"), ":material/upload_file:")
    show.section(words("guide.status.title"), words("guide.status.note"))
    rows = [
        [Cell(words(f"action_status.{status}")), Cell(words(f"guide.status.{status}"))]
        for status in STATUSES
    ]
    head = [words("table.status"), words("table.meaning")]
    show.fragment(pieces.Table(head, rows, words("guide.status.title")).html())
    show.section(words("guide.sheets.title"), words("guide.sheets.note"))
    for sheet in words.names_below("workbook.column"):
        with st.expander(words(f"workbook.sheet.{sheet}"), icon=":material/table:"):
            show.fragment(_sheet(words, sheet))
    for part in ("check", "files", "children"):
        show.section(words(f"guide.{part}.title"))
        show.fragment(_ordered(words, f"guide.{part}.line_", tag="ul"))


def _sheet(words: Words, sheet: str) -> str:
    intro = f'<p class="pp-note">{escape(words(f"workbook.intro.{sheet}"))}</p>'
    rows = [
        [Cell(words(f"workbook.column.{sheet}.{key}")), Cell(words(f"workbook.note.{sheet}.{key}"))]
        for key in words.names_below(f"workbook.column.{sheet}")
    ]
    head = [words("table.column"), words("table.meaning")]
    return intro + pieces.Table(head, rows, words(f"workbook.sheet.{sheet}")).html()


def _ordered(words: Words, prefix: str, tag: str = "ol") -> str:
    """As many lines as the texts have, so that a language may need more or fewer."""
    keys = sorted(key for key in locales.texts(words.language) if key.startswith(prefix))
    return f'<{tag} class="pp-list">{"".join(f"<li>{escape(words(key))}</li>" for key in keys)}</{tag}>'

"""Whom a country is compared with: the one place that reads the choice of peers from the address and shows it."""

from __future__ import annotations

import html

import streamlit as st

from dashboard import filters, queries
from dashboard.peers import KINDS, Choice, default_kind
from dashboard.shell import Run


def choose(run: Run) -> Choice:
    """Show the choice of peers and return it.

    In the address: ``by`` is the kind, ``peers`` the codes of picked countries. A link with ``peers`` alone still
    means picked ones.
    """
    words, names = run.words, queries.alliance.names(run.language)
    by = filters.select(
        "by",
        KINDS,
        default_kind(st.query_params.get("peers", "")),
        words,
        words("peer_choice.label"),
        lambda kind: words(f"peer_choice.kind.{kind}"),
        frees=("peers",),
    )
    picked: list[str] = []
    if by == "picked":
        label, hint = words("peer_choice.pick"), words("peer_choice.pick_hint")
        picked = filters.select_many(
            "peers", list(names), words, label, names.__getitem__, hint, goes_with={"by": by}
        )
    return Choice(by, tuple(picked))


def explain(run: Run, choice: Choice) -> None:
    """Say what the kind of peers means; what is our definition says so."""
    meaning = html.escape(run.words(f"peer_choice.meaning.{choice.by}"))
    st.html(f'<p class="pp-note">{meaning}</p>')

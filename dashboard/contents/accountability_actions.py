"""Single actions: each one's state and dates, with its country's own words beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, shell, show
from dashboard.charts.texts import promise_word
from dashboard.pieces import Cell
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import PROMISE_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

# Actions shown with the country's own words; all of them stand in the table to take away.
_ACTIONS_SHOWN = 40


def show_part(run: Run, scope: Scope) -> None:
    """Show the single actions, each with its country's own words beside its state."""
    words, date = run.words, run.words.date(scope.day)
    names = queries.alliance.names(run.language)
    left, right = st.columns(2)
    with left:
        country = filters.select(
            "country",
            ["", *names],
            "",
            words,
            words("table.country"),
            lambda code: names.get(code, words("filter.all")),
        )
    with right:
        statuses = filters.select_many(
            "status",
            list(PROMISE_SIGNS),
            words,
            words("table.status"),
            lambda status: promise_word(status, words),
            words("filter.all"),
        )
    kept = _kept(run, scope, country, tuple(statuses))
    title = words("accountability.single.title", n=len(kept))
    note = (
        words("accountability.single.note_country", country=names[country], date=date)
        if country
        else words("accountability.single.note", date=date)
    )
    show.section(title, note)
    if kept.empty:
        show.notice(words("accountability.single.empty"))
        return
    if len(kept) > _ACTIONS_SHOWN:
        show.notice(words("accountability.single.first", n=_ACTIONS_SHOWN))
    show.fragment(_actions(run, scope, country, tuple(statuses)))
    foot = show.reports_foot(run, words("accountability.single.caveat"), country)
    show.under(run, foot)
    table = _actions_table(run, scope, country, tuple(statuses))
    show.folded_table(run, table, key="actions", title=title, note=note, foot=foot)


@remembered
def _kept(run: Run, scope: Scope, country: str, statuses: tuple[str, ...]) -> pd.DataFrame:
    """The actions of one country, whenever they are due, or of all those promised by the day; of these states."""
    rows = queries.accountability.actions(scope, run.language)
    rows = rows[rows.country_code == country] if country else rows[rows.is_promised]
    return rows[rows.state.isin(statuses)] if statuses else rows


@remembered
def _actions(run: Run, scope: Scope, country: str, statuses: tuple[str, ...]) -> str:
    words = run.words
    cells = [
        [
            _country_cell(run, row.country_code, row.country_name),
            Cell(f"{row.action_id} · {row.action}"),
            Cell(_state(row, words)),
            Cell(_dates(row, words)),
            Cell(_own_words(row, words)),
            Cell(words("country.evidence"), link=row.evidence_url, is_short=True)
            if isinstance(row.evidence_url, str)
            else Cell("–"),
        ]
        for row in _kept(run, scope, country, statuses).head(_ACTIONS_SHOWN).itertuples()
    ]
    head = [words(f"table.{key}") for key in ("country", "action", "status")]
    head += [words("accountability.table.dates"), words("accountability.table.own_words")]
    head += [words("table.evidence")]
    return pieces.Table(head, cells, words("accountability.single.caption")).html()


def _country_cell(run: Run, code: str, name: str) -> Cell:
    return Cell(name, link=shell.address("country", run, country=code, section="roadmap"))


@remembered
def _actions_table(run: Run, scope: Scope, country: str, statuses: tuple[str, ...]) -> pd.DataFrame:
    words, rows = run.words, _kept(run, scope, country, statuses)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.status"): [_state(row, words) for row in rows.itertuples()],
            words("table.first_due"): [words.date(show.day(day)) for day in rows.first_due_date],
            words("table.current_due"): [
                words.date(show.day(day)) for day in rows.current_due_date
            ],
            words("table.done"): rows.done_text,
            words("accountability.table.barriers"): rows.barriers,
            words("table.evidence"): rows.evidence_url,
        }
    )


def _state(row: Any, words: Words) -> str:
    """The state as reported, and beside it what must be known with it."""
    said = [f"{PROMISE_SIGNS[row.state]} {promise_word(row.state, words)}"]
    if row.is_overdue:
        said.append(words("gantt.overdue"))
    if row.has_evidence_gap:
        said.append(words("country.actions.evidence_gap"))
    return " · ".join(said)


def _dates(row: Any, words: Words) -> str:
    """The date first promised, and the one now given where it is another."""
    first, current = show.day(row.first_due_date), show.day(row.current_due_date)
    if first == current:
        return words.date(first)
    return f"{words.date(first)} → {words.date(current)}"


def _own_words(row: Any, words: Words) -> str:
    """What the country says itself of the action: what was done, and what stood in the way."""
    said = [row.done_text] if isinstance(row.done_text, str) else []
    if isinstance(row.barriers, str):
        said.append(words("accountability.barriers", text=row.barriers))
    return " ".join(said) or words("state.not_given")

"""What the country page says of a roadmap: in time, action by action, by money, and what moved since the last report."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, show
from dashboard.charts import budget_bars, roadmap_gantt
from dashboard.classes import decimals_of
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, INSPIRE_ORDER
from dashboard.warehouse import remembered
from dashboard.words import Words


def show_all(run: Run, country: str, name: str) -> None:
    """Show the roadmap as a Gantt, its actions as a table, its budget by strategy, and what moved."""
    words = run.words
    rows = queries.country.actions(country, run.today)
    reported = queries.country.steps(country).step_status.ne("no_report").any()
    show.chart(
        run,
        roadmap_gantt.draw,
        rows,
        key="gantt",
        title=words("country.roadmap.title"),
        note=words("country.roadmap.note"),
        alt=words("country.roadmap.alt", country=name),
        foot=show.reports_foot(run, words("country.roadmap.caveat"), country),
        table=_actions_table(run, country),
        empty=words("country.roadmap.empty" if reported else "country.roadmap.empty_no_report"),
        today=run.today,
        is_narrow=run.is_narrow,
    )
    if rows.empty:
        return
    _actions(run, country, rows)
    _budget(run, country, name)
    _changes(run, country)


def _actions(run: Run, country: str, rows: pd.DataFrame) -> None:
    words = run.words
    show.section(words("country.actions.title"), words("country.actions.note"))
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    with left:
        statuses = filters.select_many(
            "status",
            list(ACTION_SIGNS),
            words,
            words("table.status"),
            lambda status: words(f"action_status.{status}"),
            words("filter.all"),
        )
    with middle:
        strategies = filters.select_many(
            "strategy",
            INSPIRE_ORDER,
            words,
            words("table.strategies"),
            lambda strategy: words(f"inspire.{strategy}"),
            words("filter.all"),
        )
    with right:
        only_overdue = filters.toggle("overdue", words, words("country.actions.only_overdue"))
    kept = pd.Series(True, index=rows.index)
    if statuses:
        kept &= rows.status.isin(statuses)
    if strategies:
        kept &= rows.inspire_strategies.map(lambda served: bool(set(served) & set(strategies)))
    if only_overdue:
        kept &= rows.is_overdue
    if not kept.any():
        show.notice(words("country.actions.none_left"))
        return
    show.grid(
        run,
        _actions_table(run, country)[kept],
        key="actions",
        foot=show.reports_foot(run, country=country),
        columns={words("table.evidence"): st.column_config.LinkColumn()},
    )


@remembered
def _actions_table(run: Run, country: str) -> pd.DataFrame:
    words = run.words
    rows = queries.country.actions(country, run.today)
    return pd.DataFrame(
        {
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.status"): [_status(row, words) for row in rows.itertuples()],
            words("table.lead_body"): rows.lead_body.fillna(words("state.not_given")),
            words("table.first_due"): [words.date(show.day(due)) for due in rows.first_due_date],
            words("table.current_due"): [
                words.date(show.day(due)) for due in rows.current_due_date
            ],
            words("table.budget"): [
                words.money(row.budget, row.budget_currency)
                if pd.notna(row.budget)
                else words("state.not_costed")
                for row in rows.itertuples()
            ],
            words("table.strategies"): [
                ", ".join(words(f"inspire.{strategy}") for strategy in served)
                for served in rows.inspire_strategies
            ],
            words("table.done"): rows.done_text,
            words("table.evidence"): rows.evidence_url,
        }
    )


def _status(row: Any, words: Words) -> str:
    """The self-reported status, and beside it what must be known with it."""
    said = [f"{ACTION_SIGNS[row.status]} {words(f'action_status.{row.status}')}"]
    if row.is_dropped:
        said.append(words("gantt.dropped"))
    if row.is_overdue:
        said.append(words("gantt.overdue"))
    if row.has_evidence_gap:
        said.append(words("country.actions.evidence_gap"))
    return " · ".join(said)


def _budget(run: Run, country: str, name: str) -> None:
    words = run.words
    rows = queries.country.budget_by_strategy(country)
    for currency in [code for code in rows.budget_currency.unique() if code] or [""]:
        show.chart(
            run,
            budget_bars.draw,
            rows[rows.budget_currency.isin([currency, ""])],
            key=f"budget_{currency}",
            title=words("country.budget.title"),
            note=words("country.budget.note", currency=currency or words("state.not_costed")),
            alt=words("country.budget.alt", country=name),
            foot=show.reports_foot(run, words("country.budget.caveat"), country),
            table=_budget_table(run, country),
            is_narrow=run.is_narrow,
        )


@remembered
def _budget_table(run: Run, country: str) -> pd.DataFrame:
    words = run.words
    rows = queries.country.budget_by_strategy(country)
    return pd.DataFrame(
        {
            words("table.strategies"): [words(f"inspire.{code}") for code in rows.strategy],
            words("table.currency"): rows.budget_currency.replace("", words("state.not_costed")),
            words("table.actions"): rows.action_count,
            words("table.budget"): rows.budget,
        }
    )


def _changes(run: Run, country: str) -> None:
    show.section(run.words("country.changes.title"), run.words("country.changes.note"))
    listed = _changes_table(run, country)
    if not listed:
        show.notice(run.words("country.changes.empty"))
        return
    show.fragment(listed)
    show.under(run, show.reports_foot(run, country=country))


@remembered
def _changes_table(run: Run, country: str) -> str:
    return changes_table(queries.country.changes(country), run.words)


def changes_table(rows: pd.DataFrame, words: Words, says_years: bool = True) -> str:
    """Changes between reports (rows of `mart_action_change`) as a table, one row per action; empty where none."""
    if rows.empty:
        return ""
    cells = [
        [
            Cell(str(action_id)),
            Cell(str(moved.action.iloc[0])),
            Cell("; ".join(said_change(row, words) for row in moved.itertuples())),
            Cell(f"{from_year} → {to_year}", is_short=True),
        ][: None if says_years else -1]
        for (to_year, from_year, action_id), moved in rows.groupby(
            ["to_year", "from_year", "action_id"], sort=False
        )
    ]
    keys = ("action_id", "action", "change", "reports")[: None if says_years else -1]
    head = [words(f"table.{key}") for key in keys]
    return pieces.table(head, cells, words("country.changes.title"))


def said_change(row: Any, words: Words) -> str:
    """One change (a row of `mart_action_change`) in words, such as ``Due date: 31 Mar 2026 → 30 Sep 2026``."""
    said = words(f"changed.{row.change}")
    if row.change in ("added", "dropped"):
        return said
    return words(
        "changed.from_to",
        what=said,
        before=_said(row.change, row.old_value, row.old_currency, words),
        after=_said(row.change, row.new_value, row.new_currency, words),
    )


def _said(change: str, value: Any, currency: Any, words: Words) -> str:
    if change == "status":
        return words(f"action_status.{value if isinstance(value, str) else 'no_report'}")
    if not isinstance(value, str):
        return "–"
    if change == "due_date":
        return words.date(pd.Timestamp(value).date())
    if change == "budget":
        return words.money(float(value), currency)
    return words.number(float(value), decimals_of([float(value)]))

"""What the country page says of a roadmap: what became of it, in time, action by action, by money, and what moved."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, show
from dashboard.charts import budget_bars, roadmap_gantt
from dashboard.classes import decimals_of
from dashboard.contents import implementation
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, INSPIRE_ORDER
from dashboard.warehouse import remembered
from dashboard.words import Words

# Changes are told in this order: what moved ahead, then what slipped.
CHANGES = (
    "status_forward",
    "status_first",
    "resumed",
    "added",
    "due_date_set",
    "due_date_earlier",
    "status_back",
    "status_unreported",
    "due_date_later",
    "due_date_removed",
    "target",
    "budget",
    "cancelled",
    "dropped",
)
# The filters of the list of actions, and the part in which it stands.
_FILTERS = ("status", "strategy", "overdue")
_ACTIONS_PART = {"roadmap_part": "actions"}


def show_all(run: Run, country: str, name: str) -> None:
    """Show the part of the roadmap that the address names; without a roadmap, why there is none."""
    words = run.words
    if queries.country.actions(country, run.today).empty:
        summary = queries.country.summary(country, run.today).iloc[0]
        unknown = "empty_not_public" if summary.has_report else "empty_no_report"
        show.section(words("country.roadmap.title"))
        show.notice(
            words(f"country.roadmap.{unknown if summary.stage == 'no_report' else 'empty'}")
        )
        return
    part = filters.switch(
        "roadmap_part",
        list(PARTS),
        # Links from before there were parts led to the list of actions, filtered.
        "actions" if any(name in st.query_params for name in _FILTERS) else next(iter(PARTS)),
        words,
        words("implementation.parts"),
        format_func=lambda name: words(f"implementation.part.{name}"),
    )
    PARTS[part](run, country, name)


def _actions(run: Run, country: str, name: str) -> None:
    """Show the actions in time, then one by one."""
    words = run.words
    rows = queries.country.actions(country, run.today)
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
        today=run.today,
        is_narrow=run.is_narrow,
    )
    _one_by_one(run, country, rows)


def _one_by_one(run: Run, country: str, rows: pd.DataFrame) -> None:
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
            goes_with=_ACTIONS_PART,
        )
    with middle:
        strategies = filters.select_many(
            "strategy",
            INSPIRE_ORDER,
            words,
            words("table.strategies"),
            lambda strategy: words(f"inspire.{strategy}"),
            words("filter.all"),
            goes_with=_ACTIONS_PART,
        )
    with right:
        only_overdue = filters.toggle(
            "overdue", words, words("country.actions.only_overdue"), goes_with=_ACTIONS_PART
        )
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
        title=words("country.actions.title"),
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


def _money(run: Run, country: str, name: str) -> None:
    """Show the money by what became of it and by strategy, and how well the roadmap is filled."""
    implementation.money(run, country, name)
    _budget(run, country, name)
    implementation.quality(run, country, name)


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


def _changes(run: Run, country: str, name: str) -> None:
    """Show what differs between two successive reports."""
    words, foot = run.words, show.reports_foot(run, country=country)
    listed = _changes_table(run, country)
    show.table(
        run,
        _counts_table(run, country),
        key="changes_counted",
        title=words("country.changes.title"),
        note=words("country.changes.note"),
        foot=foot,
        empty=words("country.changes.empty"),
        says_source=False,
    )
    if listed:
        show.table(
            run,
            listed,
            key="changes",
            title=words("implementation.moved.one_by_one"),
            foot=foot,
        )


@remembered
def _counts_table(run: Run, country: str) -> Table | None:
    counts = queries.alliance.change_counts(country)
    return change_counts_table(counts, run.words, says_countries=False)


def change_counts_table(
    rows: pd.DataFrame, words: Words, says_countries: bool = True
) -> Table | None:
    """Rows of `queries.alliance.change_counts` as a table, what moved ahead first; None where nothing changed."""
    by_kind = rows.set_index("change")
    columns = {"actions": "change_count", "countries": "country_count"}
    if not says_countries:
        del columns["countries"]
    cells = [
        [
            Cell(words(f"change.{change}")),
            *(pieces.number(by_kind[count][change], words) for count in columns.values()),
        ]
        for change in CHANGES
        if change in by_kind.index
    ]
    head = [words("table.change"), *(words(f"table.{name}") for name in columns)]
    return Table(head, cells, words("overview.changes.title")) if cells else None


@remembered
def _changes_table(run: Run, country: str) -> Table | None:
    return changes_table(queries.country.changes(country), run.words)


def changes_table(rows: pd.DataFrame, words: Words, says_years: bool = True) -> Table | None:
    """Changes between reports (rows of `mart_action_change`) as a table, one row per action; None where none."""
    if rows.empty:
        return None
    cells = [
        [
            Cell(str(action_id)),
            Cell(str(moved.action.iloc[0])),
            Cell(words.listed(said_change(row, words) for row in moved.itertuples())),
            Cell(f"{from_year} → {to_year}", is_short=True),
        ][: None if says_years else -1]
        for (to_year, from_year, action_id), moved in rows.groupby(
            ["to_year", "from_year", "action_id"], sort=False
        )
    ]
    keys = ("action_id", "action", "change", "reports")[: None if says_years else -1]
    head = [words(f"table.{key}") for key in keys]
    return Table(head, cells, words("country.changes.title"))


def said_change(row: Any, words: Words) -> str:
    """One change (a row of `mart_action_change`) in words: ``Due date: 31 Mar 2026 → 30 Sep 2026 (183 days later)``."""
    said = words(f"changed.{row.change}")
    if row.change in ("added", "dropped"):
        return said
    change = words(
        "changed.from_to",
        what=said,
        before=_said(row.change, row.old_value, row.old_currency, words),
        after=_said(row.change, row.new_value, row.new_currency, words),
    )
    if row.change != "due_date" or not _both_given(row):
        return change
    moved = (pd.Timestamp(row.new_value) - pd.Timestamp(row.old_value)).days
    days = words(f"implementation.moved.{'later' if moved > 0 else 'earlier'}", n=abs(moved))
    return words("implementation.moved.by", change=change, days=days)


def _both_given(row: Any) -> bool:
    return isinstance(row.old_value, str) and isinstance(row.new_value, str)


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


# The parts of the roadmap in their order: what the address says, and who shows it.
PARTS = {
    "glance": implementation.glance,
    "actions": _actions,
    "money": _money,
    "moved": _changes,
}

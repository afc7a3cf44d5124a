"""What the country page says: headline, tiles, and the tables of its five sections."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import pieces, queries, show
from dashboard.charts import budget_bars, peer_strip, roadmap_gantt
from dashboard.contents import figures
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, REPORT_SIGNS
from dashboard.words import Words

SECTIONS = ("glance", "roadmap", "figures", "law", "reports")


def headline(summary: pd.Series, name: str, words: Words) -> str:
    """One sentence: the stage and what became of the actions due; or that there is no report."""
    if summary.stage == "no_report":
        known = "not_public" if summary.has_report else "no_report"
        return words(f"country.headline_{known}", country=name)
    stage = words(f"stage.{summary.stage}")
    if not summary.action_count:
        return words("country.headline_no_roadmap", country=name, stage=stage)
    if not summary.due_count:
        return words(
            "country.headline_nothing_due",
            country=name,
            stage=stage,
            actions=words.number(summary.action_count),
        )
    return words(
        "country.headline",
        country=name,
        stage=stage,
        complete=words.number(summary.due_complete_count),
        due=words.number(summary.due_count),
    )


def tiles(summary: pd.Series, words: Words) -> list[show.Tile]:
    """The country's headline figures; an en dash and its reason where there is no report."""
    if summary.stage == "no_report":
        unknown = words("state.no_report")
        return [
            show.Tile(words("country.tile.stage"), "–", unknown),
            show.Tile(words("country.tile.actions"), "–", unknown),
            show.Tile(words("country.tile.due"), "–", unknown),
            _population(summary, words),
        ]
    return [
        show.Tile(
            words("country.tile.stage"),
            words(f"stage_short.{summary.stage}"),
            words.month(show.day(summary.stage_date)),
        ),
        show.Tile(
            words("country.tile.actions"),
            words.number(summary.action_count),
            words("country.tile.actions_note", n=int(summary.uncosted_count)),
        ),
        show.Tile(
            words("country.tile.due"),
            words(
                "overview.of",
                count=words.number(summary.due_complete_count),
                total=words.number(summary.due_count),
            ),
            words("country.tile.due_note", n=int(summary.overdue_count)),
        ),
        _population(summary, words),
    ]


def _population(summary: pd.Series, words: Words) -> show.Tile:
    if pd.isna(summary.population_under18):
        return show.Tile(words("country.tile.children"), "–", words("state.no_data"))
    return show.Tile(
        words("country.tile.children"),
        words("country.tile.millions", value=words.number(summary.population_under18 / 1e6, 1)),
        words("country.tile.children_note", year=int(summary.population_year)),
    )


def glance(run: Run, country: str, name: str, summary: pd.Series) -> None:
    """The stage timeline and the 16.2 figures beside the peers'."""
    words = run.words
    show.section(words("country.steps.title"), words("country.steps.note"))
    show.fragment(pieces.timeline(queries.country.steps(country), words))
    show.under(run, show.reports_foot(run, words("country.steps.caveat")))
    show.section(words("country.panel.title"), words("country.panel.note"))
    columns = st.columns(2, gap="large")
    for place, (series, sex) in enumerate(queries.peers.PANEL):
        rows = queries.peers.beside(country, series, sex, run.language)
        with columns[place % 2]:
            show.chart(
                run,
                peer_strip.draw,
                rows,
                key=f"panel_{series}_{sex}",
                title=figures.panel_title(series, sex, words),
                note=figures.beside_sentence(rows, name, words),
                alt=words("country.panel.alt", indicator=words(f"indicator.{series}.title"), country=name),
                foot=show.series_foot(run, series, figures.caveat(rows, words)),
                table=figures.table(rows, words),
            )


def roadmap(run: Run, country: str, name: str, summary: pd.Series) -> None:
    """The roadmap as a Gantt, its actions as a table, its budget by strategy."""
    words = run.words
    rows = queries.country.actions(country, run.today)
    empty = words("country.roadmap.empty_no_report" if summary.stage == "no_report" else "country.roadmap.empty")
    show.chart(
        run,
        roadmap_gantt.draw,
        rows[rows.current_due_date.notna()],
        key="gantt",
        title=words("country.roadmap.title"),
        note=words("country.roadmap.note"),
        alt=words("country.roadmap.alt", country=name),
        foot=show.reports_foot(run, words("country.roadmap.caveat")),
        table=_actions_table(rows, words),
        empty=empty,
        today=run.today,
        is_narrow=run.is_narrow,
    )
    if rows.empty:
        return
    _actions(run, rows)
    _budget(run, country, name)
    _changes(run, country)


def _actions(run: Run, rows: pd.DataFrame) -> None:
    words = run.words
    show.section(words("country.actions.title"), words("country.actions.note"))
    statuses = [status for status in ACTION_SIGNS if status in set(rows.status)]
    left, middle, right = st.columns([2, 2, 1])
    chosen = left.multiselect(
        words("table.status"),
        statuses,
        format_func=lambda status: words(f"action_status.{status}"),
        placeholder=words("filter.all"),
    )
    served = sorted({strategy for listed in rows.inspire_strategies for strategy in listed})
    strategies = middle.multiselect(
        words("table.strategies"),
        served,
        format_func=lambda strategy: words(f"inspire.{strategy}"),
        placeholder=words("filter.all"),
    )
    only_overdue = right.toggle(words("country.actions.only_overdue"))
    kept = rows[
        (rows.status.isin(chosen) | (not chosen))
        & rows.inspire_strategies.map(lambda listed: not strategies or bool(set(listed) & set(strategies)))
        & (rows.is_overdue.astype(bool) | (not only_overdue))
    ]
    if kept.empty:
        show.notice(words("country.actions.none_left"))
        return
    show.grid(
        run,
        _actions_table(kept, words),
        key="actions",
        foot=show.reports_foot(run),
        columns={words("table.evidence"): st.column_config.LinkColumn()},
    )


def _actions_table(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    return pd.DataFrame(
        {
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.status"): [
                f"{ACTION_SIGNS[row.status]} {words(f'action_status.{row.status}')}"
                + (f" · {words('gantt.dropped')}" if row.is_dropped else "")
                + (f" · {words('gantt.overdue')}" if row.is_overdue else "")
                + (f" · {words('country.actions.evidence_gap')}" if row.has_evidence_gap else "")
                for row in rows.itertuples()
            ],
            words("table.lead_body"): rows.lead_body.fillna(words("state.not_given")),
            words("table.first_due"): [words.date(show.day(value)) for value in rows.first_due_date],
            words("table.current_due"): [
                words.date(show.day(value)) for value in rows.current_due_date
            ],
            words("table.budget"): [
                words.money(row.budget, row.budget_currency)
                if pd.notna(row.budget)
                else words("state.not_costed")
                for row in rows.itertuples()
            ],
            words("table.strategies"): [
                ", ".join(words(f"inspire.{strategy}") for strategy in listed)
                for listed in rows.inspire_strategies
            ],
            words("table.done"): rows.done_text,
            words("table.evidence"): rows.evidence_url,
        }
    )


def _budget(run: Run, country: str, name: str) -> None:
    words = run.words
    rows = queries.country.budget_by_strategy(country)
    currencies = [code for code in rows.budget_currency.unique() if code] or [""]
    for currency in currencies:
        show.chart(
            run,
            budget_bars.draw,
            rows[rows.budget_currency.isin([currency, ""])],
            key=f"budget_{currency}",
            title=words("country.budget.title"),
            note=words("country.budget.note", currency=currency or words("state.not_costed")),
            alt=words("country.budget.alt", country=name),
            foot=show.reports_foot(run, words("country.budget.caveat")),
            table=pd.DataFrame(
                {
                    words("table.strategies"): [words(f"inspire.{code}") for code in rows.strategy],
                    words("table.currency"): rows.budget_currency.replace(
                        "", words("state.not_costed")
                    ),
                    words("table.actions"): rows.action_count,
                    words("table.budget"): rows.budget,
                }
            ),
        )


def _changes(run: Run, country: str) -> None:
    words = run.words
    rows = queries.country.changes(country)
    show.section(words("country.changes.title"), words("country.changes.note"))
    if rows.empty:
        show.notice(words("country.changes.empty"))
        return
    cells = [
        [
            Cell(str(action_id)),
            Cell(str(moved.action.iloc[0])),
            Cell("; ".join(_moved(row, words) for row in moved.itertuples())),
            Cell(f"{from_year} → {to_year}", is_short=True),
        ]
        for (to_year, from_year, action_id), moved in rows.groupby(
            ["to_year", "from_year", "action_id"], sort=False
        )
    ]
    head = [words(f"table.{key}") for key in ("action_id", "action", "change", "reports")]
    show.fragment(pieces.table(head, cells, words("country.changes.title")))
    show.under(run, show.reports_foot(run))


def _moved(row: Any, words: Words) -> str:
    """One change in words, such as ``Due date: 31 Mar 2026 → 30 Sep 2026``."""
    said = words(f"changed.{row.change}")
    if row.change in ("added", "dropped"):
        return said
    return words(
        "changed.from_to",
        what=said,
        before=_said(row.change, row.old_value, words),
        after=_said(row.change, row.new_value, words),
    )


def _said(change: str, value: Any, words: Words) -> str:
    if not isinstance(value, str):
        return "–"
    if change == "status":
        return words(f"action_status.{value}")
    if change == "due_date":
        return words.date(pd.Timestamp(value).date())
    return words.number(float(value))


def law(run: Run, country: str, name: str, summary: pd.Series) -> None:
    """Legal protection, and the dated public facts on membership."""
    words = run.words
    show.section(words("country.law.title"), words("country.law.note"))
    cells = [
        [
            Cell(words(f"instrument.{row.instrument}")),
            Cell(words(f"legal_status.{row.status}"), is_short=True),
            Cell("–" if pd.isna(row.year) else str(int(row.year)), is_number=True),
            Cell(words(f"application.{row.application}"), is_short=True),
            Cell(
                words.date(show.day(row.as_of_date))
                if pd.notna(row.as_of_date)
                else words("state.undated"),
                is_short=True,
            ),
            Cell(str(row.source_text) if isinstance(row.source_text, str) else "–"),
        ]
        for row in queries.country.legal(country).itertuples()
    ]
    head = [words(f"table.{key}") for key in ("instrument", "status", "year", "applied", "as_of", "source")]
    show.fragment(pieces.table(head, cells, words("country.law.title")))
    show.section(words("country.membership.title"), words("country.membership.note"))
    facts = queries.country.membership(country)
    if facts.empty:
        show.notice(words("country.membership.empty", country=name))
        return
    cells = [
        [
            Cell(words(f"membership_fact.{row.fact}")),
            Cell(str(row.value)),
            Cell(str(row.evidence_date_text)),
            Cell(words("country.membership.open"), link=str(row.url)),
        ]
        for row in facts.itertuples()
    ]
    head = [words(f"table.{key}") for key in ("fact", "as_published", "date", "source")]
    show.fragment(pieces.table(head, cells, words("country.membership.title")))


def reports(run: Run, country: str, name: str, summary: pd.Series) -> None:
    """The report history, and what the newest report offers and asks for."""
    words = run.words
    show.section(words("country.reports.title"), words("country.reports.note"))
    cells = [
        [
            Cell(str(row.reporting_year)),
            Cell(f"{REPORT_SIGNS[row.report_status]} {words(f'report_status.{row.report_status}')}"),
            Cell(words.date(show.day(row.due_date))),
            Cell(words.date(show.day(row.first_submitted_date))),
            Cell("–" if pd.isna(row.days_after_due) else words.number(max(row.days_after_due, 0)), is_number=True),
            Cell(
                words(f"verification.{row.verification_level}")
                if isinstance(row.verification_level, str)
                else "–"
            ),
            Cell("–" if pd.isna(row.revision) else words.number(row.warning_count), is_number=True),
            Cell(words(f"visibility.{row.visibility}") if isinstance(row.visibility, str) else "–"),
            Cell(words(f"language.{row.language}") if isinstance(row.language, str) else "–"),
        ]
        for row in queries.country.reports(country, run.today).itertuples()
    ]
    keys = ("reporting_year", "status", "due", "received", "days_late", "verification", "warnings", "visibility", "language")
    show.fragment(
        pieces.table([words(f"table.{key}") for key in keys], cells, words("country.reports.title"))
    )
    show.under(run, show.reports_foot(run))
    show.section(words("country.practices.title"))
    practices = queries.country.practices(country)
    if practices.empty:
        show.notice(words("country.practices.empty"))
    else:
        show.fragment(pieces.listing(list(zip(practices.title, practices.description, strict=True))))
        show.under(run, show.reports_foot(run))
    show.section(words("country.support.title"))
    support = queries.country.support(country)
    if support.empty:
        show.notice(words("country.support.empty"))
        return
    items = [(words(f"support.{row.kind}"), str(row.description)) for row in support.itertuples()]
    show.fragment(pieces.listing(items))
    show.under(run, show.reports_foot(run))


def figures_section(run: Run, country: str, name: str, summary: pd.Series) -> None:
    """Every series, with its state where there is no figure."""
    figures.all_series(run, country)


DRAW = {
    "glance": glance,
    "roadmap": roadmap,
    "figures": figures_section,
    "law": law,
    "reports": reports,
}

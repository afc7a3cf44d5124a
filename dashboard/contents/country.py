"""What the country page says: headline, tiles, and its five sections."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import pieces, queries, shell, show
from dashboard.charts import budget_bars, peer_strip, roadmap_gantt
from dashboard.classes import decimals_of
from dashboard.contents import figures
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, REPORT_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words


class About(NamedTuple):
    """A country in brief: its name, the page's sentence and tiles, and whether a public report exists."""

    name: str
    headline: str
    tiles: tuple[show.Tile, ...]
    has_public_report: bool


@remembered
def about(run: Run, country: str) -> About:
    """The country in brief."""
    summary = queries.country.summary(country, run.today).iloc[0]
    name = queries.alliance.names(run.language)[country]
    return About(
        name=name,
        headline=_headline(summary, name, run.words),
        tiles=_tiles(summary, run.words),
        has_public_report=bool(summary.stage != "no_report"),
    )


def _headline(summary: pd.Series, name: str, words: Words) -> str:
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
            n=int(summary.action_count),
        )
    return words(
        "country.headline",
        country=name,
        stage=stage,
        complete=words.number(summary.due_complete_count),
        n=int(summary.due_count),
    )


def _tiles(summary: pd.Series, words: Words) -> tuple[show.Tile, ...]:
    if summary.stage == "no_report":
        unknown = words("stage.no_report")
        return (
            show.Tile(words("country.tile.stage"), "–", unknown),
            show.Tile(words("country.tile.actions"), "–", unknown),
            show.Tile(words("country.tile.due"), "–", unknown),
            _population(summary, words),
        )
    done = words(
        "overview.of",
        count=words.number(summary.due_complete_count),
        total=words.number(summary.due_count),
    )
    return (
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
            done if summary.due_count else "–",
            words("country.tile.due_note", n=int(summary.overdue_count))
            if summary.due_count
            else words("country.tile.nothing_due"),
        ),
        _population(summary, words),
    )


def _population(summary: pd.Series, words: Words) -> show.Tile:
    if pd.isna(summary.population_under18):
        return show.Tile(words("country.tile.children"), "–", words("state.no_data"))
    return show.Tile(
        words("country.tile.children"),
        words("country.tile.millions", value=words.number(summary.population_under18 / 1e6, 1)),
        words("country.tile.children_note", year=int(summary.population_year)),
    )


def glance(run: Run, country: str, name: str) -> None:
    """Show the stage timeline and the 16.2 figures beside the peers'."""
    words = run.words
    show.section(words("country.steps.title"), words("country.steps.note"))
    show.fragment(_timeline(run, country))
    show.under(run, show.reports_foot(run, words("country.steps.caveat")))
    show.section(words("country.panel.title"), words("country.panel.note"))
    # Two rows of two, so that a phone shows them in their order.
    columns = [*st.columns(2, gap="large"), *st.columns(2, gap="large")]
    for column, (series, sex) in zip(columns, queries.peers.PANEL, strict=True):
        figure = figures.beside(run, country, series, sex)
        with column:
            show.chart(
                run,
                peer_strip.draw,
                figure.rows,
                key=f"panel_{series}_{sex}",
                title=figure.title,
                note=figure.sentence,
                alt=words("country.panel.alt", indicator=figure.title, country=name),
                foot=show.series_foot(run, series, figure.caveat),
                table=figure.table,
            )
    shell.link("compare", words, words("country.panel.compare"), ":material/balance:")


@remembered
def _timeline(run: Run, country: str) -> str:
    return pieces.timeline(queries.country.steps(country), run.words)


def roadmap(run: Run, country: str, name: str) -> None:
    """Show the roadmap as a Gantt, its actions as a table, its budget by strategy, and what moved."""
    words = run.words
    rows = queries.country.actions(country, run.today)
    known = "" if about(run, country).has_public_report else "_no_report"
    show.chart(
        run,
        roadmap_gantt.draw,
        rows,
        key="gantt",
        title=words("country.roadmap.title"),
        note=words("country.roadmap.note"),
        alt=words("country.roadmap.alt", country=name),
        foot=show.reports_foot(run, words("country.roadmap.caveat")),
        table=_actions_table(run, country),
        empty=words(f"country.roadmap.empty{known}"),
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
    statuses = left.multiselect(
        words("table.status"),
        [status for status in ACTION_SIGNS if status in set(rows.status)],
        format_func=lambda status: words(f"action_status.{status}"),
        placeholder=words("filter.all"),
    )
    strategies = middle.multiselect(
        words("table.strategies"),
        sorted({strategy for served in rows.inspire_strategies for strategy in served}),
        format_func=lambda strategy: words(f"inspire.{strategy}"),
        placeholder=words("filter.all"),
    )
    only_overdue = right.toggle(words("country.actions.only_overdue"))
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
        foot=show.reports_foot(run),
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
            foot=show.reports_foot(run, words("country.budget.caveat")),
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
    show.under(run, show.reports_foot(run))


@remembered
def _changes_table(run: Run, country: str) -> str:
    words = run.words
    rows = queries.country.changes(country)
    if rows.empty:
        return ""
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
    return pieces.table(head, cells, words("country.changes.title"))


def _moved(row: Any, words: Words) -> str:
    """One change in words, such as ``Due date: 31 Mar 2026 → 30 Sep 2026``."""
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


def all_figures(run: Run, country: str, name: str) -> None:
    """Show every series, with its state where there is no figure."""
    show.section(run.words("country.figures.title"), run.words("country.figures.note"))
    show.fragment(figures.all_series(run, country))


def law(run: Run, country: str, name: str) -> None:
    """Show legal protection, and the dated public facts on membership."""
    words = run.words
    show.section(words("country.law.title"), words("country.law.note"))
    show.fragment(_law_table(run, country))
    show.section(words("country.membership.title"), words("country.membership.note"))
    facts = _membership_table(run, country)
    if facts:
        show.fragment(facts)
    else:
        show.notice(words("country.membership.empty", country=name))


@remembered
def _law_table(run: Run, country: str) -> str:
    words = run.words
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
            Cell(row.source_text if isinstance(row.source_text, str) else "–"),
        ]
        for row in queries.country.legal(country).itertuples()
    ]
    keys = ("instrument", "status", "year", "applied", "as_of", "source")
    head = [words(f"table.{key}") for key in keys]
    return pieces.table(head, cells, words("country.law.title"))


@remembered
def _membership_table(run: Run, country: str) -> str:
    words = run.words
    facts = queries.country.membership(country)
    if facts.empty:
        return ""
    cells = [
        [
            Cell(words(f"membership_fact.{row.fact}")),
            Cell(str(row.value)),
            Cell(str(row.evidence_date_text)),
            Cell(words("country.membership.open"), link=str(row.url), is_short=True),
        ]
        for row in facts.itertuples()
    ]
    head = [words(f"table.{key}") for key in ("fact", "as_published", "date", "source")]
    return pieces.table(head, cells, words("country.membership.title"))


def reports(run: Run, country: str, name: str) -> None:
    """Show the report history, and what the newest public report offers and asks for."""
    words = run.words
    show.section(words("country.reports.title"), words("country.reports.note"))
    show.fragment(_reports_table(run, country))
    show.under(run, show.reports_foot(run))
    for subject, items in (
        ("practices", _practices(run, country)),
        ("support", _support(run, country)),
    ):
        show.section(words(f"country.{subject}.title"))
        if items:
            show.fragment(pieces.listing(items))
            show.under(run, show.reports_foot(run))
        else:
            show.notice(words(f"country.{subject}.empty"))


@remembered
def _reports_table(run: Run, country: str) -> str:
    words = run.words

    def word(kind: str, code: Any) -> Cell:
        return Cell(words(f"{kind}.{code}") if isinstance(code, str) else "–")

    cells = [
        [
            Cell(str(row.reporting_year)),
            Cell(
                f"{REPORT_SIGNS[row.report_status]} {words(f'report_status.{row.report_status}')}",
                is_short=True,
            ),
            Cell(words.date(show.day(row.due_date)), is_short=True),
            Cell(words.date(show.day(row.first_submitted_date)), is_short=True),
            Cell(
                "–" if pd.isna(row.days_after_due) else words.number(max(row.days_after_due, 0)),
                is_number=True,
            ),
            word("verification", row.verification_level),
            Cell("–" if pd.isna(row.revision) else words.number(row.warning_count), is_number=True),
            word("visibility", row.visibility),
            word("language", row.language),
        ]
        for row in queries.country.reports(country, run.today).itertuples()
    ]
    keys = (
        "reporting_year", "status", "due", "received", "days_late", "verification", "warnings",
        "visibility", "language",
    )  # fmt: skip
    head = [words(f"table.{key}") for key in keys]
    return pieces.table(head, cells, words("country.reports.title"))


@remembered
def _practices(run: Run, country: str) -> tuple[tuple[str, str], ...]:
    rows = queries.country.practices(country)
    return tuple(zip(rows.title, rows.description, strict=True))


@remembered
def _support(run: Run, country: str) -> tuple[tuple[str, str], ...]:
    rows = queries.country.support(country)
    return tuple(
        (run.words(f"support.{kind}"), text)
        for kind, text in zip(rows.kind, rows.description, strict=True)
    )


# The sections of the page in their order: what the address says, and who shows it.
SECTIONS = {
    "glance": glance,
    "roadmap": roadmap,
    "figures": all_figures,
    "law": law,
    "reports": reports,
}

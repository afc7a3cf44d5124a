"""What the page of one report says: the country's words, its figures and what changed, to read and to print."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, shell, show
from dashboard.contents import roadmap
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words


def choose(run: Run) -> str | None:
    """The report to read, chosen among those that the reader may see; None where there are none."""
    rows = queries.report.listed(run.language)
    if rows.empty:
        show.notice(run.words("report.none"))
        return None
    titles = {
        row.report_id: f"{row.country_name} · {row.reporting_year}" for row in rows.itertuples()
    }
    # The newest of the country the reader comes from.
    of_country = rows.report_id[rows.country_code == st.query_params.get("country")]
    first = str(of_country.iloc[0] if len(of_country) else rows.report_id.iloc[0])
    return filters.select(
        "report", list(titles), first, run.words, run.words("report.choose"),
        format_func=titles.__getitem__, width=420,
    )  # fmt: skip


@remembered
def heading(run: Run, report_id: str) -> tuple[str, str]:
    """The page's title and sentence."""
    words, facts = run.words, _facts(report_id)
    name = queries.alliance.names(run.language)[facts.country_code]
    counts = queries.report.actions(report_id).status.value_counts()
    title = words("report.heading", country=name, year=str(facts.reporting_year))
    if counts.empty:
        return title, words("report.headline_no_roadmap")
    sentence = words(
        "report.headline",
        n=int(counts.sum()),
        complete=words.number(int(counts.get("complete", 0))),
    )
    return title, sentence


def show_all(run: Run, report_id: str) -> None:
    """Show the whole report, part after part."""
    words, facts = run.words, _facts(report_id)
    foot = show.Foot(_source(run, facts), is_illustrative=True)
    show.fragment(_about(run, report_id))
    for part, make in _PARTS.items():
        note = words(f"report.{part}.note") if part != "changes" else _changes_note(words, facts)
        show.section(words(f"report.{part}.title"), note)
        content = make(run, report_id)
        if content:
            show.fragment(content)
            show.under(run, foot)
        else:
            show.notice(words(f"report.{part}.empty"))
    shell.link("country", words, words("report.to_country"), ":material/flag:")


def _facts(report_id: str) -> Any:
    return queries.report.about(report_id).iloc[0]


def _source(run: Run, facts: Any) -> str:
    level = run.words(
        f"show.level_of_one.{facts.verification_level}",
        year=str(facts.reporting_year),
        date=run.words.date(show.day(facts.decided_at)),
    )
    return f"{facts.submitting_office} ({level})"


def _changes_note(words: Words, facts: Any) -> str:
    if pd.isna(facts.previous_year):
        return words("report.changes.first")
    return words("report.changes.note", year=str(int(facts.previous_year)))


@remembered
def _about(run: Run, report_id: str) -> str:
    words, facts = run.words, _facts(report_id)
    lines = {
        "submitting_office": facts.submitting_office,
        "period": words(
            "report.period",
            start=words.date(show.day(facts.period_start)),
            end=words.date(show.day(facts.period_end)),
        ),
        "submitted": words.date(show.day(facts.submitted_date)),
        "received": words.date(show.day(facts.received_date)),
        "verification": words(f"verification.{facts.verification_level}"),
        "visibility": words(f"visibility.{facts.visibility}"),
        "language": words(f"language.{facts.language}"),
        "revision": str(facts.revision),
        "warnings": words.number(facts.warning_count),
    }
    body = "".join(
        f"<div><dt>{escape(words(f'table.{key}'))}</dt><dd>{escape(str(value))}</dd></div>"
        for key, value in lines.items()
    )
    return f'<dl class="pp-facts">{body}</dl>'


@remembered
def _steps(run: Run, report_id: str) -> str:
    words = run.words
    cells = [
        [
            Cell(words(f"step.{row.step}")),
            Cell(words.date(show.day(row.milestone_date)), is_short=True),
            Cell(row.verified_by if isinstance(row.verified_by, str) else "–"),
            _evidence(words, row.evidence_url),
        ]
        for row in queries.report.steps(report_id).itertuples()
    ]
    head = [words(f"table.{key}") for key in ("step", "date", "verified_by", "evidence")]
    return pieces.Table(head, cells, words("report.steps.title")).html() if cells else ""


@remembered
def _changes(run: Run, report_id: str) -> str:
    changes = queries.report.changes(report_id)
    table = roadmap.changes_table(changes, run.words, says_years=False)
    return table.html() if table else ""


@remembered
def _actions(run: Run, report_id: str) -> str:
    """One piece per action, in the country's own words beside the marks, grouped by priority."""
    rows = queries.report.actions(report_id)
    parts = []
    for priority, actions in rows.groupby("priority", sort=False):
        parts.append(f"<h3>{escape(str(priority))}</h3>")
        parts += [_action(run.words, row) for row in actions.itertuples()]
    return f'<div class="pp-report">{"".join(parts)}</div>' if parts else ""


def _action(words: Words, row: Any) -> str:
    marks = [f"{ACTION_SIGNS[row.status]} {words(f'action_status.{row.status}')}"]
    if pd.notna(row.percent_complete):
        marks.append(words.percent(row.percent_complete, 0))
    if row.has_evidence_gap:
        marks.append(words("report.actions.no_evidence"))
    if pd.notna(row.due_date):
        marks.append(words("report.actions.due", date=words.date(show.day(row.due_date))))
    if pd.notna(row.budget):
        spent = words.number(row.spent) if pd.notna(row.spent) else "–"
        marks.append(
            words(
                "report.actions.money",
                spent=spent,
                budget=words.money(row.budget, row.budget_currency),
            )
        )
    told = [
        (key, getattr(row, key))
        for key in ("lead_body", "done_text", "barriers", "support_needed")
        if isinstance(getattr(row, key), str)
    ]
    body = "".join(
        f"<dt>{escape(words(f'report.actions.{key}'))}</dt><dd>{escape(text)}</dd>"
        for key, text in told
    )
    proof = (
        pieces.link(str(row.evidence_url), words("country.evidence"))
        if isinstance(row.evidence_url, str)
        else ""
    )
    return (
        f'<section class="pp-action"><h4>{escape(row.action_id)} · {escape(row.action)}</h4>'
        f'<p class="pp-marks">{" · ".join(escape(mark) for mark in marks)} {proof}</p><dl>{body}</dl></section>'
    )


@remembered
def _figures(run: Run, report_id: str) -> str:
    words = run.words
    cells = [
        [
            Cell(words(f"indicator.{row.series_code}.title")),
            Cell(str(row.year), is_number=True),
            Cell(words.value(row.value, row.unit), is_number=True),
            Cell("" if row.sex == "_Z" else words(f"sex.{row.sex}")),
            Cell(words(f"age.{row.age}"), is_short=True),
            Cell(row.source_text, link=row.url if isinstance(row.url, str) else ""),
        ]
        for row in queries.report.figures(report_id).itertuples()
    ]
    head = [words(f"table.{key}") for key in ("indicator", "year", "value", "sex", "age", "source")]
    return pieces.Table(head, cells, words("report.figures.title")).html() if cells else ""


@remembered
def _practices(run: Run, report_id: str) -> str:
    rows = queries.report.practices(report_id)
    return pieces.listing(list(zip(rows.title, rows.description, strict=True))) if len(rows) else ""


@remembered
def _support(run: Run, report_id: str) -> str:
    rows = queries.report.support(report_id)
    said = [
        (run.words(f"support.{kind}"), text)
        for kind, text in zip(rows.kind, rows.description, strict=True)
    ]
    return pieces.listing(said) if said else ""


def _evidence(words: Words, url: Any) -> Cell:
    if not isinstance(url, str):
        return Cell(words("country.no_evidence"))
    return Cell(words("country.evidence"), link=url, is_short=True)


# The parts of the page in their order.
_PARTS = {
    "changes": _changes,
    "steps": _steps,
    "actions": _actions,
    "figures": _figures,
    "practices": _practices,
    "support": _support,
}

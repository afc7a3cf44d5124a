"""What the country page says: headline, tiles, and its sections."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import pieces, queries, shell, show
from dashboard.charts import peer_strip
from dashboard.contents import country_progress, figures, gaps, peer_choice, roadmap
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import REPORT_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words


class About(NamedTuple):
    """A country in brief: its name, the page's sentence and tiles."""

    name: str
    headline: str
    tiles: tuple[show.Tile, ...]


@remembered
def about(run: Run, country: str) -> About:
    """The country in brief."""
    summary = queries.country.summary(country, run.today).iloc[0]
    name = queries.alliance.names(run.language)[country]
    return About(
        name=name,
        headline=_headline(summary, name, run.words),
        tiles=_tiles(summary, run.words),
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
        known = "not_public" if summary.has_report else "no_report"
        unknown = words(f"country.tile.{known}")
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
    show.under(run, show.reports_foot(run, words("country.steps.caveat"), country))
    show.section(words("country.panel.title"), words("country.panel.note"))
    with st.container(width=560):
        choice = peer_choice.choose(run)
    peer_choice.explain(run, choice)
    # Two rows of two, so that a phone shows them in their order.
    columns = [*st.columns(2, gap="large"), *st.columns(2, gap="large")]
    for column, (series, sex) in zip(columns, queries.peers.PANEL, strict=True):
        figure = figures.beside(run, country, series, sex, choice)
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


def all_figures(run: Run, country: str, name: str) -> None:
    """Show every series, with its state where there is no figure, and what would close the gaps of 16.2."""
    words = run.words
    show.table(
        run,
        figures.all_series(run, country),
        key="figures",
        title=words("country.figures.title"),
        note=words("country.figures.note"),
        foot=figures.all_series_foot(run, country),
    )
    show.section(words("gaps.closing.title"), words("gaps.closing.note"))
    show.fragment(gaps.closing(run, country))
    show.under(run, gaps.foot(run))


def law(run: Run, country: str, name: str) -> None:
    """Show legal protection, and the dated public facts on membership."""
    words = run.words
    show.table(
        run,
        _law_table(run, country),
        key="law",
        title=words("country.law.title"),
        note=words("country.law.note"),
        foot=_facts_foot(run, queries.sources.of_laws(country)),
    )
    show.table(
        run,
        _membership_table(run, country),
        key="membership",
        title=words("country.membership.title"),
        note=words("country.membership.note"),
        foot=_facts_foot(run, queries.sources.of_membership()),
        empty=words("country.membership.empty", country=name),
    )


def _facts_foot(run: Run, sources: pd.DataFrame) -> show.Foot:
    """The foot of public facts: the data sets they stand in, each with its standing caveat."""
    caveats = [run.words(key) for key in sources.caveat_key.dropna().unique()]
    return show.Foot(
        run.words.listed(citation.rstrip(".") for citation in sources.citation), " ".join(caveats)
    )


@remembered
def _law_table(run: Run, country: str) -> Table:
    words = run.words
    cells = [
        [
            Cell(words(f"instrument.{row.instrument}")),
            Cell(words(f"legal_status.{row.status}"), is_short=True),
            pieces.year(row.year),
            Cell(words(f"application.{row.application}"), is_short=True),
            pieces.day(row.as_of_date, words)
            if pd.notna(row.as_of_date)
            else Cell(words("state.undated"), is_short=True),
            Cell(row.source_text if isinstance(row.source_text, str) else "–"),
        ]
        for row in queries.country.legal(country).itertuples()
    ]
    keys = ("instrument", "status", "year", "applied", "as_of", "source")
    head = [words(f"table.{key}") for key in keys]
    return Table(head, cells, words("country.law.title"))


@remembered
def _membership_table(run: Run, country: str) -> Table | None:
    words = run.words
    facts = queries.country.membership(country)
    if facts.empty:
        return None
    cells = [
        [
            Cell(words(f"membership_fact.{row.fact}")),
            Cell(str(row.value)),
            Cell(str(row.evidence_date_text)),
            Cell(words("country.membership.open"), link=str(row.url), is_short=True, value=row.url),
        ]
        for row in facts.itertuples()
    ]
    head = [words(f"table.{key}") for key in ("fact", "as_published", "date", "source")]
    return Table(head, cells, words("country.membership.title"))


def reports(run: Run, country: str, name: str) -> None:
    """Show the report history, and what the newest public report offers and asks for."""
    words = run.words
    show.table(
        run,
        _reports_table(run, country),
        key="reports",
        title=words("country.reports.title"),
        note=words("country.reports.note"),
        foot=show.reports_foot(run, country=country),
    )
    for subject, items in (
        ("practices", _practices(run, country)),
        ("support", _support(run, country)),
    ):
        show.section(words(f"country.{subject}.title"))
        if items:
            show.fragment(pieces.listing(items))
            show.under(run, show.reports_foot(run, country=country))
        else:
            show.notice(words(f"country.{subject}.empty"))


@remembered
def _reports_table(run: Run, country: str) -> Table:
    words = run.words

    def word(kind: str, code: Any) -> Cell:
        return Cell(words(f"{kind}.{code}") if isinstance(code, str) else "–")

    cells = [
        [
            Cell(
                str(row.reporting_year),
                link=shell.address("report", run, report=row.report_id)
                if isinstance(row.report_id, str)
                else "",
                value=int(row.reporting_year),
            ),
            Cell(
                f"{REPORT_SIGNS[row.report_status]} {words(f'report_status.{row.report_status}')}",
                is_short=True,
            ),
            pieces.day(row.due_date, words),
            pieces.day(row.first_received_date, words),
            pieces.number(
                None if pd.isna(row.days_after_due) else max(row.days_after_due, 0), words
            ),
            word("verification", row.verification_level),
            pieces.number(None if pd.isna(row.revision) else row.warning_count, words),
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
    return Table(head, cells, words("country.reports.title"))


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
    "roadmap": roadmap.show_all,
    "progress": country_progress.show_all,
    "figures": all_figures,
    "law": law,
    "reports": reports,
}

"""The brief of one country: what it promised and did on the first page, what is measured on the second."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from dashboard import queries, shell, show
from dashboard.charts import money_bars
from dashboard.contents import country as country_contents
from dashboard.contents import figures, gaps, implementation, marks, roadmap
from dashboard.exports.briefs import shared, typesetting
from dashboard.exports.briefs.shared import Content, Edition
from dashboard.peers import Choice
from dashboard.shell import Run
from dashboard.theme import GAP_SIGNS, REPORT_SIGNS
from dashboard.words import Words


def country_brief(country: str, edition: Edition) -> bytes:
    """The brief of a pathfinding country (ISO code) as a PDF of exactly two pages A4.

    Lists are shortened, and say by how much, until both pages hold what must stand on them. Raises ValueError for
    a country that is none of the 47, and warehouse.NoBuild where nothing is published.
    """
    with shared.reading(edition) as run:
        return typesetting.pdf("country", content(run, country))


def content(run: Run, country: str) -> Content:
    """All that the template sets, in the reader's words."""
    words = run.words
    known = queries.alliance.names(run.language)
    if country not in known:
        raise ValueError(
            f"{country!r} is no pathfinding country. Accepted are: {', '.join(sorted(known))}."
        )
    about = country_contents.about(run, country)
    summary = queries.country.summary(country, run.today).iloc[0]
    has_roadmap = bool(summary.action_count)
    address = shell.whole_address("country", run, country=country)
    return {
        **shared.frame(run, words("brief.kind.country"), about.name, 2, address),
        "headline": about.headline,
        "about": _about(run, summary, about.tiles[-1]),
        "has_roadmap": has_roadmap,
        "real_below": words("brief.real_below"),
        "steps": _steps(run, country, about.name),
        "roadmap": _roadmap(run, country, has_roadmap),
        "money": _money(run, country, about.name),
        "changes": _changes(run, country),
        "figures": _figures(run, country, about.name),
        "marks": _marks(run, country),
        "law": _law(run, country),
        "membership": _membership(run, country, about.name),
        "sources": _sources(run, country),
    }


def _about(run: Run, summary: pd.Series, population: show.Tile) -> str:
    words = run.words
    figure = words("brief.noted", figure=population.figure, note=population.note)
    children = words("brief.count", label=population.label, count=figure)
    return " · ".join([words(f"area.{summary.subregion_code}"), children])


def _steps(run: Run, country: str, name: str) -> Content:
    words = run.words
    items = [
        {
            "name": words(f"step.{row.step}"),
            "status": row.step_status,
            "under": words.month(show.day(row.milestone_date))
            if row.step_status == "reached"
            else words(f"step_status.{row.step_status}"),
        }
        for row in queries.country.steps(country).itertuples()
    ]
    said = words.listed(f"{item['name']}: {item['under']}" for item in items)
    return {
        "title": words("country.steps.title"),
        "note": "",
        "alt": words("brief.steps_alt", country=name, steps=said),
        "items": items,
        "foot": _reports_foot(run, country, words("country.steps.caveat")),
    }


def _reports_foot(run: Run, country: str, caveat: str = "") -> str:
    """The source line of what comes from a country's reports, and the caveat with it; empty without a report."""
    if not show.vouched_for(run, country):
        return ""
    words, foot = run.words, show.reports_foot(run, caveat, country)
    return " · ".join(filter(None, [words("show.source", source=foot.source), foot.caveat]))


# --------------------------------------------------------------------------------- promised and done


def _roadmap(run: Run, country: str, has_roadmap: bool) -> Content:
    words = run.words
    rows = queries.implementation.due_by_status((country,), run.today)
    bars = []
    if has_roadmap:
        every = queries.implementation.evidence((country,)).set_index("status").action_count
        counted = [
            (words("brief.roadmap.all"), every.to_dict()),
            *(
                (
                    words(f"brief.roadmap.{by}"),
                    rows[rows.due_by == by].set_index("status").action_count.to_dict(),
                )
                for by in ("first", "current")
            ),
        ]
        none = words("country.tile.nothing_due")
        bars = [
            {
                "alt": words("brief.roadmap.alt", counts=shared.spoken(counted, "action", words)),
                "rows": [
                    shared.bar(label, counts, "action", words, none) for label, counts in counted
                ],
                "legend": shared.legend(every.index, "action", words),
            }
        ]
    return {
        "title": words("brief.roadmap.title"),
        "note": words("implementation.glance.note", date=words.date(run.today))
        if has_roadmap
        else "",
        "notice": "" if has_roadmap else words("brief.roadmap.none"),
        "tiles": shared.tiles(implementation.tiles(run, country)) if has_roadmap else [],
        "bars": bars,
        "reports": _timeliness(run, country),
        "foot": words("brief.roadmap.caveat"),
    }


def _timeliness(run: Run, country: str) -> str:
    """Whether the yearly reports came in time: ``Reports: 2026 ● On time; 2025 ◐ Late by 41 days.``"""
    words = run.words
    rows = queries.implementation.reports((country,), run.today).sort_values(
        "reporting_year", ascending=False
    )
    said = [
        f"{row.reporting_year} {REPORT_SIGNS[row.report_status]} "
        + (
            words("implementation.reports.late_by", n=int(row.days_late))
            if row.report_status == "late"
            else words(f"report_status.{row.report_status}")
        )
        for row in rows.itertuples()
    ]
    return words("brief.reports", reports=words.listed(said)) if said else ""


def _money(run: Run, country: str, name: str) -> Content:
    words = run.words
    rows = [
        _amounts(run, country, name, row)
        for _, row in queries.implementation.money((country,)).iterrows()
    ]
    return {
        "title": words("implementation.money.title"),
        "note": "",
        "notice": "" if rows else words("implementation.money.empty"),
        "rows": rows,
        "more": shared.more(rows, "brief.more.currencies", words),
    }


def _amounts(run: Run, country: str, name: str, row: pd.Series) -> Content:
    """Promised, secured and spent of one currency, as shares of the largest."""
    words, style = run.words, run.style
    colours = (style.levels[1], style.levels[3], style.levels[4])
    highest = max(
        (row[amount] for amount in money_bars.AMOUNTS if pd.notna(row[amount])), default=0
    )
    bars = []
    for amount, colour in zip(money_bars.AMOUNTS, colours, strict=True):
        said = words.money(row[amount], row.currency)
        if (
            amount != "promised"
            and pd.notna(row[amount])
            and pd.notna(row.promised)
            and row.promised
        ):
            share = words.percent(100 * row[amount] / row.promised, 0)
            said = words("implementation.money.share", amount=said, share=share)
        bars.append(
            {
                "label": words(f"implementation.money.{amount}"),
                "text": said,
                "share": float(row[amount] / highest) if pd.notna(row[amount]) and highest else 0.0,
                "fill": colour,
            }
        )
    told = words.listed(f"{bar['label']}: {bar['text']}" for bar in bars)
    return {
        "title": row.currency,
        "alt": words("brief.money_alt", country=name, amounts=told),
        "rows": bars,
        "foot": shared.sentence(implementation.money_caveat(run, country, row.currency)),
    }


def _changes(run: Run, country: str) -> Content:
    words = run.words
    counts = queries.alliance.change_counts(country).set_index("change").change_count
    changes = queries.country.changes(country)
    newest = changes[changes.to_year == changes.to_year.max()]
    rows = [
        [
            str(action_id),
            str(moved.action.iloc[0]),
            words.listed(roadmap.said_change(row, words) for row in moved.itertuples()),
        ]
        for action_id, moved in newest.groupby("action_id")
    ]
    note = ""
    if rows:
        first = newest.iloc[0]
        note = words("brief.changes_note", before=first.from_year, after=first.to_year)
    return {
        "title": words("country.changes.title"),
        "note": note,
        "notice": "" if rows else words("country.changes.empty"),
        "counts": words.listed(
            words(
                "brief.count", label=words(f"change.{change}"), count=words.number(counts[change])
            )
            for change in roadmap.CHANGES
            if change in counts.index
        ),
        "head": [words(f"table.{key}") for key in ("action_id", "action", "change")],
        "rows": rows,
        "more": shared.more(rows, "brief.more.actions", words),
    }


# ----------------------------------------------------------------------------------------- measured


def _figures(run: Run, country: str, name: str) -> Content:
    words = run.words
    missing = gaps.closing_table(run)
    missing = missing[missing[words("table.country")] == name]
    found = {
        (mark.series_code, mark.sex): mark
        for mark in queries.progress.marks_of_country(country).itertuples()
    }
    closing = missing.set_index(words("table.indicator"))[words("gaps.closing.column")]
    items = []
    for series, sex in queries.peers.PANEL:
        rows = queries.peers.beside(country, series, sex, run.language, Choice())
        told = figures.beside(run, country, series, sex, Choice())
        unknown = int(((rows.state == "no_data") & ~rows.is_chosen.astype(bool)).sum())
        # The sentence says how many peers have a figure; there is no table here that would name the others.
        counted = words("peers.many_without_data", n=unknown)
        items.append(
            {
                "title": told.title,
                "sentence": told.sentence,
                "strip": shared.strip(rows, told.sentence, words),
                "empty": words("peers.none_known", group=told.group),
                "mark-label": words("brief.mark"),
                "mark": _mark(found[series, sex], rows, words),
                "closing-label": words("brief.closing"),
                "closing": closing[told.title],
                "caveat": " ".join(
                    filter(None, [_years(rows, words), told.caveat.replace(counted, "").strip()])
                ),
            }
        )
    return {
        "title": words("country.panel.title"),
        "note": words("brief.panel_note"),
        "items": items,
    }


def _mark(mark: Any, rows: pd.DataFrame, words: Words) -> str:
    """The mark of a figure; one of another age band alone gives none, and is not nothing either."""
    (state,) = rows.state[rows.is_chosen.astype(bool)]
    if state == "not_comparable" and mark.word == "no_data":
        return f"{GAP_SIGNS[state]} {words(f'state.{state}')}"
    return marks.said(mark, words)


def _years(rows: pd.DataFrame, words: Words) -> str:
    """The years of the peers' comparable figures; empty where they have none."""
    years = rows.year[(rows.state == "value") & ~rows.is_chosen.astype(bool)]
    if years.empty:
        return ""
    return words("brief.peer_years", first=int(years.min()), last=int(years.max()))


def _marks(run: Run, country: str) -> Content:
    words = run.words
    found = queries.progress.marks_of_country(country)
    rows = [
        [
            figures.title(mark.series_code, mark.sex, words),
            _level(mark.base_value, mark.base_year, mark.unit, words),
            _level(mark.latest_value, mark.latest_year, mark.unit, words),
            marks.said(mark, words),
        ]
        for mark in found[found.is_judged.astype(bool)].itertuples()
    ]
    keys = ("table.indicator", "mark.base", "mark.latest", "brief.column.mark")
    return {
        "title": words("mark.title"),
        "note": words("brief.marks_note"),
        "notice": "" if rows else words("brief.none_judged"),
        "head": [words(key) for key in keys],
        "rows": rows,
        "more": shared.more(rows, "brief.more.marks", words),
    }


def _level(value: Any, year: Any, unit: str, words: Words) -> str:
    return words("mark.level", value=words.measure(value, unit), year=int(year))


def _law(run: Run, country: str) -> Content:
    words = run.words
    rows = queries.country.legal(country)
    applications = dict.fromkeys(words(f"application.{code}") for code in rows.application)
    return {
        "title": words("country.law.title"),
        "note": words("country.law.note"),
        "items": [
            {
                "lead": words(f"instrument.{row.instrument}"),
                "text": words(f"legal_status.{row.status}")
                + ("" if pd.isna(row.year) else f" ({int(row.year)})"),
            }
            for row in rows.itertuples()
        ],
        "foot": words("brief.application", said=words.listed(applications)),
    }


def _membership(run: Run, country: str, name: str) -> Content:
    words = run.words
    rows = [
        [
            words(f"membership_fact.{row.fact}"),
            str(row.value),
            date_of_evidence(str(row.evidence_date_text), words),
            urlsplit(row.url).netloc.removeprefix("www."),
        ]
        for row in queries.country.membership(country).itertuples()
    ]
    return {
        "title": words("country.membership.title"),
        "note": words("country.membership.note"),
        "notice": "" if rows else words("country.membership.empty", country=name),
        "head": [words(f"table.{key}") for key in ("fact", "as_published", "date", "source")],
        "rows": rows,
        "more": shared.more(rows, "brief.more.facts", words),
    }


def date_of_evidence(published: str, words: Words) -> str:
    """A date as pages publish it (``2024-11-08/09``, ``2016-07 (launch)``, ``undated``), as exact as it is certain."""
    try:
        return words.date(datetime.date.fromisoformat(published))
    except ValueError:
        known = re.match(r"(\d{4})(?:-(\d{2}))?", published)
    if not known:
        return words("state.undated")
    year, month = known.groups()
    return words.month(datetime.date(int(year), int(month), 1)) if month else year


def _sources(run: Run, country: str) -> Content:
    words = run.words
    found = queries.progress.marks_of_country(country)
    judged = found.series_code[found.is_judged.astype(bool)]
    laws = queries.country.legal(country)
    cited = queries.sources.of_laws(country)
    dates = laws.as_of_date.dropna()
    as_of = (
        words(
            "brief.as_of",
            first=words.date(show.day(dates.min())),
            last=words.date(show.day(dates.max())),
        )
        if len(dates)
        else words("state.undated")
    )
    further = [
        (
            words("brief.dated", subject=words("country.law.title"), as_of=as_of),
            " ".join(cited.citation),
        ),
        (
            words("brief.caveat_of", figures=words("country.law.title")),
            " ".join(dict.fromkeys(words(key) for key in cited.caveat_key.dropna())),
        ),
    ]
    return shared.sources(run, [*(series for series, _ in queries.peers.PANEL), *judged], further)

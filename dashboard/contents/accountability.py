"""What the accountability page says at its head: what it asks about, headline, tiles; and the parts it can show."""

from __future__ import annotations

import datetime

import pandas as pd
import streamlit as st

from dashboard import filters, queries, show
from dashboard.contents import (
    accountability_actions,
    accountability_money,
    accountability_moved,
    accountability_promised,
    accountability_reports,
)
from dashboard.contents import accountability_asked as asked
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import INSPIRE_ORDER
from dashboard.warehouse import remembered
from dashboard.words import Words

# The Alliance was launched in Bogotá on this day: nothing was promised within it before.
LAUNCH = datetime.date(2024, 11, 8)
_DAY = datetime.timedelta(days=1)


def choose(run: Run) -> Scope:
    """Show the choices of the page, and give what they ask about."""
    words = run.words
    meetings = asked.meetings()
    left, middle, right = st.columns(3)
    with left:
        day = filters.day(
            "by_date", run.today, words, words("accountability.by_date"), LAUNCH + _DAY, run.today
        )
    past = [meeting for meeting in meetings if meeting < day]
    default = past[-1] if past else LAUNCH
    with right:
        since = filters.day(
            "since", default, words, words("accountability.since_day"), LAUNCH, day - _DAY
        )
    with middle:
        filters.offered_day(
            "since",
            since,
            past[::-1],
            words("accountability.since"),
            lambda meeting: words(
                f"accountability.meeting.{'assumed' if meetings[meeting] else 'held'}",
                date=words.date(meeting),
            ),
            words("accountability.no_meeting"),
        )
    left, middle, right = st.columns(3)
    with left:
        regions = filters.select_many(
            "region", list(asked.regions(run)), words, words("table.region"),
            lambda code: words(f"area.{code}"), words("filter.all"),
        )  # fmt: skip
    with middle:
        strategies = filters.select_many(
            "strategy", INSPIRE_ORDER, words, words("table.strategies"),
            lambda code: words(f"inspire.{code}"), words("filter.all"),
        )  # fmt: skip
    with right:
        stages = filters.select_many(
            "stage", list(asked.stages(run)), words, words("table.stage"),
            lambda code: words(f"stage.{code}"), words("filter.all"),
        )  # fmt: skip
    return Scope(day, since, tuple(regions), tuple(strategies), tuple(stages))


@remembered
def headline(run: Run, scope: Scope) -> str:
    """One sentence: how many actions were promised by the day, and what had become of them."""
    words, rows = run.words, asked.promised(run, scope)
    date = words.date(scope.day)
    if rows.empty:
        return words("accountability.headline_none", date=date)
    return words(
        "accountability.headline",
        n=len(rows),
        date=date,
        complete=words.number((rows.state == "complete").sum()),
        moved=words.number(rows.is_moved_past.sum()),
        overdue=words.number(rows.is_overdue.sum()),
    )


@remembered
def tiles(run: Run, scope: Scope) -> tuple[show.Tile, ...]:
    """The figures of the page: promised, complete, dated later, overdue; reports; what moved since."""
    words = run.words
    rows, promised = queries.accountability.actions(scope, run.language), asked.promised(run, scope)
    reports = queries.accountability.reports(scope, run.language)
    date, since = words.date(scope.day), words.date(scope.since)

    def count(flags: pd.Series) -> int:
        return int(flags.sum())

    def of(part: int, whole: int) -> str:
        if not whole:
            return "–"
        return words("overview.of", count=words.number(part), total=words.number(whole))

    def note(key: str, n: int) -> str:
        if promised.empty:
            return words("accountability.tile.none_promised")
        return words(f"accountability.tile.{key}", n=n, since=since)

    complete = promised[promised.state == "complete"]
    # Where nobody has reported since, what moved is not nothing: it is not known.
    has_news = queries.accountability.countries(scope, run.language).has_reported_since.any()
    forward, back = (count(rows.move == f"status_{way}") for way in ("forward", "back"))
    return (
        show.Tile(
            words("accountability.tile.complete", date=date),
            of(len(complete), len(promised)),
            note("complete_note", count(complete.has_evidence_gap)),
        ),
        show.Tile(
            words("accountability.tile.moved", date=date),
            of(count(promised.is_moved_past), len(promised)),
            note("moved_note", count(rows.is_later)),
        ),
        show.Tile(
            words("accountability.tile.overdue"),
            of(count(promised.is_overdue), len(promised)),
            note("overdue_note", count(rows.is_overdue & ~rows.was_overdue)),
        ),
        show.Tile(
            words("accountability.tile.forward", since=since),
            words.number(forward) if has_news else "–",
            words("accountability.tile.forward_note", n=back)
            if has_news
            else words("accountability.tile.nothing_came"),
        ),
        _reports_tile(reports, words),
    )


def _reports_tile(reports: pd.DataFrame, words: Words) -> show.Tile:
    """Reports received for the newest year that is due, of the countries asked about."""
    if reports.empty:
        return show.Tile(words("overview.tile.reports_none_due"), "–")
    newest = reports[reports.reporting_year == reports.reporting_year.max()]
    late, missing = ((newest.status == status).sum() for status in ("late", "missing"))
    return show.Tile(
        words("overview.tile.reports", year=int(newest.reporting_year.iloc[0])),
        words(
            "overview.of",
            count=words.number(len(newest) - missing),
            total=words.number(len(newest)),
        ),
        words("overview.tile.reports_note", late=words.number(late), missing=words.number(missing)),
    )


@remembered
def caveat(run: Run, scope: Scope) -> str:
    """What must be known with every figure: of whom nothing can be counted, and that dates of meetings are assumed."""
    words, rows = run.words, queries.accountability.countries(scope, run.language)
    if rows.has_report.any():
        said = [
            words(f"accountability.{key}", n=len(names), countries=", ".join(names))
            for key, names in (
                (f"silent_{run.audience}", list(rows.country_name[~rows.has_report])),
                ("no_roadmap", list(rows.country_name[rows.has_report & ~rows.has_roadmap])),
            )
            if names
        ]
    else:
        said = [words("accountability.silent_all")]
    if any(asked.meetings().values()):
        said.append(words("accountability.meetings_assumed"))
    return " ".join(said)


# The parts of the page in their order: what the address says, and who shows it.
PARTS = {
    "promised": accountability_promised.show_part,
    "moved": accountability_moved.show_part,
    "money": accountability_money.show_part,
    "reports": accountability_reports.show_part,
    "actions": accountability_actions.show_part,
}

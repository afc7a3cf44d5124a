"""What each screen of a meeting says: one big figure, three facts, one chart, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from dashboard import queries, show
from dashboard.charts import currency_bullets, peer_dots, peer_strip, status_shares
from dashboard.charts.enlarged import enlarged
from dashboard.charts.texts import wrapped
from dashboard.contents import (
    accountability,
    accountability_asked,
    accountability_promised,
    accountability_reports,
    figures,
    overview,
)
from dashboard.peers import summarise, years_apart
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import REPORT_SIGNS
from dashboard.warehouse import remembered

TOPICS = ("reports", "actions", "money", "gaps")
_TOPIC = "topic:"
# The smallest text of a chart has 13 pixels on a page, and must have 24 here.
_LARGER = 1.85
# Heights in pixels of charts: what the longest texts around them leave on a topic's and on a country's screen; of a
# country without a roadmap, whose foot is longer, with its peers below each other and on one line.
_HEIGHT, _COUNTRY_HEIGHT, _PEERS_HEIGHT, _LINE_HEIGHT = 490, 450, 405, 290
# As many countries as can be named one below the other in large letters; more become dots on one line.
_NAMED_PEERS = 8
# The least height in the hand of a chart with a legend.
_NARROW_HEIGHT = 340
# As many currencies as a screen has room for.
_CURRENCIES = 5
# The figures of a country that are shown where they are known, first of all that on all children.
_SERIES = (("VC_VAW_PHYPYV", "_Z"), ("VC_VAW_SXVLN", "F"))
_BAN = "CORPORAL_PUNISHMENT_FULL_PROHIBITION"


class Fact(NamedTuple):
    """A figure in few words: its label, what it says, a note, and whether it comes from country reports."""

    label: str
    figure: str
    note: str = ""
    is_reported: bool = True


class Screen(NamedTuple):
    """One screen. ``figure`` is None where there is nothing to draw, which ``empty`` says why.

    ``is_word``: the big figure is a word, not a number. ``chart_is_reported``: the chart comes from country reports.
    """

    title: str
    lead: str
    big: Fact
    is_word: bool
    facts: tuple[Fact, ...]
    chart_title: str
    chart_note: str
    chart_alt: str
    chart_is_reported: bool
    figure: show.Drawn | None
    empty: str
    sources: tuple[str, ...]
    caveat: str

    @property
    def kinds(self) -> set[bool]:
        """Whether what stands here comes from country reports: True, False, or both."""
        return {self.chart_is_reported, *(fact.is_reported for fact in (self.big, *self.facts))}


def topic_code(topic: str) -> str:
    """How a topic of the Alliance stands on an agenda: ``topic:reports``."""
    return f"{_TOPIC}{topic}"


@remembered
def screen(run: Run, scope: Scope, since: str, code: str) -> Screen:
    """The screen of a country (ISO code) or topic; ``since`` names the earlier day in the reader's language."""
    if code.startswith(_TOPIC):
        return _OF_TOPIC[code.removeprefix(_TOPIC)](run, scope, since)
    rows = queries.accountability.actions(scope, run.language)
    rows = rows[rows.country_code == code]
    if rows.empty:
        return _without_roadmap(run, scope, since, code)
    return _with_roadmap(run, scope, since, code, rows)


def _with_roadmap(run: Run, scope: Scope, since: str, code: str, rows: pd.DataFrame) -> Screen:
    words, name = run.words, queries.alliance.names(run.language)[code]
    date = words.date(scope.day)
    promised = rows[rows.is_promised]
    series, sex = _series_of(code, run)
    if promised.empty:
        in_force = rows[~rows.state.isin(["dropped", "cancelled"])]
        big = Fact(words("meeting.none_promised", date=date), words.number(len(in_force)))
    else:
        complete = promised[promised.state == "complete"]
        big = Fact(
            words("meeting.complete", date=date),
            _of(len(complete), len(promised), run),
            words("accountability.tile.complete_note", n=int(complete.has_evidence_gap.sum())),
        )
    given_up = promised.state.isin(["dropped", "cancelled"]).sum()
    stage = queries.country.summary(code, run.today).iloc[0]
    open_actions = Fact(
        words("meeting.open"),
        words(
            "meeting.open_figure",
            moved=words.number(promised.is_moved_past.sum()),
            overdue=words.number(promised.is_overdue.sum()),
        )
        if len(promised)
        else "–",
        words.listed(
            [
                words(
                    "meeting.since_notes.overdue",
                    n=int((rows.is_overdue & ~rows.was_overdue).sum()),
                ),
                *filter(None, [words.counted("meeting.since_notes.given_up", given_up)]),
            ]
        ),
    )
    series_foot = show.series_foot(run, series)
    telling = _telling(run, scope, code)
    told = queries.accountability.actions(telling, run.language)
    told = told[told.country_code == code]
    has_earlier = told.since_state.notna().any()
    note = "first" if not has_earlier else "note" if telling == scope else "note_earlier"
    return Screen(
        title=name,
        lead=words(
            "meeting.country_lead",
            stage=words(f"stage.{stage.stage}"),
            report=show.vouched_for(run, code),
        ),
        big=big,
        is_word=False,
        facts=(
            open_actions,
            _since(run, scope, since, code, rows),
            _measured(run, code, series, sex),
        ),
        chart_title=words("meeting.states.title", n=len(rows), country=name),
        chart_note=words(
            f"meeting.states.{note}",
            since=words.date(scope.since),
            before=words.date(telling.since),
        ),
        chart_alt=words("meeting.states.alt", country=name),
        chart_is_reported=True,
        figure=_drawn(
            run, status_shares.draw, _states(run, telling, told), _COUNTRY_HEIGHT, kind="action"
        ),
        empty="",
        sources=(show.reports_foot(run, country=code).source, series_foot.source),
        caveat=words("meeting.states.caveat") if has_earlier else "",
    )


def _without_roadmap(run: Run, scope: Scope, since: str, code: str) -> Screen:
    words, name = run.words, queries.alliance.names(run.language)[code]
    summary = queries.country.summary(code, run.today).iloc[0]
    known = (
        queries.accountability.countries(scope, run.language).set_index("country_code").loc[code]
    )
    if known.has_report:
        stage = words(f"stage.{summary.stage}")
        lead = words("country.headline_no_roadmap", country=name, stage=stage)
        big = Fact(words("country.tile.stage"), words(f"stage_short.{summary.stage}"))
    else:
        unknown = "not_public" if summary.has_report else "no_report"
        lead = words(f"meeting.lead_{unknown}")
        big = Fact(words("meeting.report"), words(f"country.tile.{unknown}"))
    series, sex = _series_of(code, run)
    figure = figures.beside(run, code, series, sex)
    is_few = len(figure.rows) <= _NAMED_PEERS
    # Where peers are named, a sign marks those whose year is far off.
    apart = int(years_apart(figure.rows).sum())
    series_foot = show.series_foot(run, series)
    return Screen(
        title=name,
        lead=lead,
        big=big,
        is_word=True,
        facts=(
            _reports_due(run, scope, code),
            _since(run, scope, since, code, pd.DataFrame()),
            _law(run, code),
        ),
        chart_title=figure.title,
        chart_note=figure.sentence,
        chart_alt=words("country.panel.alt", indicator=figure.title, country=name),
        chart_is_reported=False,
        figure=_drawn(
            run, peer_dots.draw, figure.rows, _PEERS_HEIGHT, in_one_line=not run.is_narrow
        )
        if is_few
        else _drawn(run, peer_strip.draw, figure.rows, _LINE_HEIGHT),
        empty=words("state.no_data"),
        sources=(show.reports_foot(run).source, series_foot.source, _law_source(code)),
        caveat=" ".join(
            filter(
                None,
                [
                    words("peers.years_apart", n=apart) if is_few and apart else "",
                    series_foot.caveat,
                ],
            )
        ),
    )


def _since(run: Run, scope: Scope, since: str, code: str, rows: pd.DataFrame) -> Fact:
    """What moved since the last meeting; where no report came since, that is not nothing but not known.

    Then its note tells the change before: what the newest report moved since the meeting before it.
    """
    words = run.words
    known = (
        queries.accountability.countries(scope, run.language).set_index("country_code").loc[code]
    )
    if known.has_reported_since:
        later = "" if rows.empty else words("meeting.since_notes.later", n=int(rows.is_later.sum()))
        return Fact(since, _moved(run, rows), later)
    said = words(f"meeting.nothing_came_{run.audience}")
    if not known.has_report:
        return Fact(since, said)
    telling = _telling(run, scope, code)
    told = queries.accountability.actions(telling, run.language)
    told = told[told.country_code == code]
    newest = words.date(show.day(known.newest_date))
    if told.since_state.notna().any():
        # Within a sentence.
        moved = _moved(run, told).lower()
        before = words.date(telling.since)
        return Fact(since, said, words("meeting.newest", date=newest, moved=moved, since=before))
    return Fact(since, said, words("meeting.newest_only", date=newest))


def _moved(run: Run, rows: pd.DataFrame) -> str:
    """What a report that came has moved, from a country's rows of ``queries.accountability.actions``."""
    words = run.words
    if rows.empty:
        return words("meeting.report_came")
    if rows.state.isin(["no_report", "dropped"]).all():
        # A report came that says nothing of progress: that is not the same as none.
        return words("action_status.no_report")
    forward, back = (int((rows.move == f"status_{way}").sum()) for way in ("forward", "back"))
    return words("meeting.since_figure", forward=words.number(forward), back=words.number(back))


def _telling(run: Run, scope: Scope, code: str = "") -> Scope:
    """The scope where a report of the country (of any, without one) came since; else since the meeting before the newest.

    Two days with nothing in between would look like standstill where in truth nobody has reported.
    """
    known = queries.accountability.countries(scope, run.language)
    known = known[known.country_code == code] if code else known
    newest = known.newest_date.max()
    if known.has_reported_since.any() or pd.isna(newest):
        return scope
    before = [day for day in accountability_asked.meetings() if pd.Timestamp(day) < newest]
    return scope._replace(since=before[-1] if before else accountability.LAUNCH)


def _series_of(code: str, run: Run) -> tuple[str, str]:
    """The first figure of 16.2 that is known of a country; where none is, the first."""
    for series, sex in _SERIES:
        rows = queries.peers.beside(code, series, sex, run.language)
        if (rows.is_chosen.astype(bool) & rows.value.notna()).any():
            return series, sex
    return _SERIES[0]


def _measured(run: Run, code: str, series: str, sex: str) -> Fact:
    """A country's newest figure, and its peers' median."""
    words = run.words
    rows = queries.peers.beside(code, series, sex, run.language)
    mine = rows[rows.is_chosen.astype(bool)].iloc[0]
    label, median = figures.title(series, sex, words), summarise(rows).median
    peers = (
        words("meeting.peers_median", value=words.value(median, mine.unit))
        if median is not None
        else ""
    )
    if pd.isna(mine.value):
        return Fact(label, words(f"state.{mine.state}"), peers, is_reported=False)
    year = words("meeting.year", year=int(mine.year))
    state = "" if mine.state == "value" else words(f"state.{mine.state}")
    note = " · ".join(filter(None, [year, state, peers]))
    return Fact(label, words.value(mine.value, mine.unit), note, is_reported=False)


def _reports_due(run: Run, scope: Scope, code: str) -> Fact:
    """Whether the country's report of the newest year due came in time; as a note, those of the years before."""
    words = run.words
    rows = queries.accountability.reports(scope, run.language)
    rows = rows[rows.country_code == code]
    said = [f"{REPORT_SIGNS[status]} {words(f'report_status.{status}')}" for status in rows.status]
    if not said:
        return Fact(words("overview.tile.reports_none_due"), "–")
    years = [int(year) for year in rows.reporting_year]
    earlier = [
        words("meeting.report_of", year=year, status=status)
        for year, status in zip(years[1:], said[1:], strict=True)
    ]
    return Fact(words("overview.tile.reports", year=years[0]), said[0], words.listed(earlier))


def _law(run: Run, code: str) -> Fact:
    words, row = run.words, _ban(code)
    year = "" if pd.isna(row.year) else words("meeting.year", year=int(row.year))
    as_of = words("meeting.as_of", date=words.date(show.day(row.as_of_date)))
    return Fact(
        words(f"instrument.{_BAN}"),
        words(f"legal_status.{row.status}"),
        " · ".join(filter(None, [year, as_of if pd.notna(row.as_of_date) else ""])),
        is_reported=False,
    )


def _law_source(code: str) -> str:
    source = _ban(code).source_text
    return source if isinstance(source, str) else ""


def _ban(code: str) -> pd.Series:
    return queries.country.legal(code).set_index("instrument").loc[_BAN]


def _states(run: Run, scope: Scope, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for the chart: a country's actions by state on both days, where a report had named them by then."""
    counts = [
        states.dropna()
        .value_counts()
        .rename_axis("status")
        .rename("count")
        .reset_index()
        .assign(label=run.words.date(day))
        for day, states in ((scope.since, rows.since_state), (scope.day, rows.state))
    ]
    return pd.concat(counts, ignore_index=True)


def _reports(run: Run, scope: Scope, since: str) -> Screen:
    words, date = run.words, run.words.date(scope.day)
    rows = queries.accountability.reports(scope, run.language)
    newest = rows[rows.reporting_year == rows.reporting_year.max()]
    tile = accountability.tiles(run, scope)[-1]
    telling = _telling(run, scope)
    came, came_before = (
        int((rows.received_date > pd.Timestamp(one.since)).sum()) for one in (scope, telling)
    )
    before = words("meeting.reports_before", n=came_before, since=words.date(telling.since))
    counted = accountability_reports.timeliness(run, scope)
    return Screen(
        title=words("meeting.topic.reports"),
        lead=_next_due(run),
        big=Fact(tile.label, tile.figure),
        is_word=False,
        facts=(
            *(
                Fact(
                    f"{REPORT_SIGNS[status]} {words(f'report_status.{status}')}",
                    words.number((newest.status == status).sum()) if len(newest) else "–",
                )
                for status in ("late", "missing")
            ),
            Fact(
                since,
                words("meeting.reports_came", n=came),
                "" if telling == scope else before,
            ),
        ),
        chart_title=words("meeting.reports_title"),
        chart_note=words("overview.reports.note"),
        chart_alt=words("accountability.reports.alt", date=date),
        chart_is_reported=True,
        figure=_drawn(run, status_shares.draw, counted, kind="report"),
        empty=words("accountability.reports.empty", date=date),
        sources=(show.reports_foot(run).source,),
        caveat=words("review.due.assumed") if rows.is_assumed.any() else "",
    )


def _next_due(run: Run) -> str:
    """When the next reports are due; the page's question where no date is known."""
    words = run.words
    for row in queries.alliance.next_due(run.today).itertuples():
        key = "assumed" if row.is_illustrative else "set"
        due = words.date(show.day(row.due_date))
        return words(f"meeting.next_due.{key}", year=int(row.reporting_year), date=due)
    return words("overview.reports.title")


def _actions(run: Run, scope: Scope, since: str) -> Screen:
    words, date = run.words, run.words.date(scope.day)
    complete, moved, overdue, forward, _ = accountability.tiles(run, scope)
    counted = accountability_promised.grouped(run, scope, "region")
    return Screen(
        title=words("meeting.topic.actions"),
        lead=accountability.headline(run, scope),
        big=Fact(words("meeting.complete", date=date), complete.figure, complete.note),
        is_word=False,
        facts=(
            Fact(*moved),
            Fact(*overdue),
            Fact(since, *_forward(run, scope, forward)),
        ),
        chart_title=words("meeting.actions_title"),
        chart_note=words("accountability.promised.note_region", date=date),
        chart_alt=words("accountability.promised.alt", date=date),
        chart_is_reported=True,
        figure=_drawn(run, status_shares.draw, counted, kind="action", as_share=True),
        empty=words("accountability.promised.empty", date=date),
        sources=(show.reports_foot(run).source,),
        caveat=words("accountability.promised.caveat"),
    )


def _forward(run: Run, scope: Scope, tile: show.Tile) -> tuple[str, str]:
    """What is said of actions that moved forward; where no report came that can tell, of those before as a note."""
    words, telling = run.words, _telling(run, scope)
    if telling == scope:
        return words("meeting.moved_forward", count=tile.figure), tile.note
    count = accountability.tiles(run, telling)[3].figure
    before = words("meeting.forward_before", count=count, since=words.date(telling.since))
    return words(f"meeting.nothing_came_{run.audience}"), before


def _money(run: Run, scope: Scope, since: str) -> Screen:
    words, date = run.words, run.words.date(scope.day)
    rows = queries.accountability.money(scope, run.language)
    costed = rows[rows.currency != ""]
    count = int(costed.action_count.sum())
    actions = queries.accountability.actions(scope, run.language)
    actions = actions[~actions.state.isin(["dropped", "cancelled"]) & actions.budget.notna()]
    drawn = costed[costed.promised > 0].nlargest(_CURRENCIES, "action_count")
    drawn = drawn.sort_values("currency", ignore_index=True)
    return Screen(
        title=words("meeting.topic.money"),
        lead=words("accountability.money.title", date=date),
        big=Fact(words("meeting.money.costed"), _of(count, int(rows.action_count.sum()), run)),
        is_word=False,
        facts=(
            Fact(
                words("meeting.money.funded"),
                _of(int(actions.funding_source.notna().sum()), count, run),
                words("meeting.money.of_costed"),
            ),
            Fact(
                words("meeting.money.spent"),
                _of(int(costed.spent_count.sum()), count, run),
                words("meeting.money.of_costed"),
            ),
            Fact(
                words("meeting.money.currencies"),
                words.number(len(costed)),
                words("meeting.money.never_added"),
            ),
        ),
        chart_title=words("meeting.money.title"),
        chart_note=words("meeting.money.note", n=len(drawn)),
        chart_alt=words("accountability.money.alt"),
        chart_is_reported=True,
        figure=_drawn(
            run,
            currency_bullets.draw,
            drawn,
            is_narrow=run.is_narrow,
            in_two_lines=not run.is_narrow,
        ),
        empty=words("accountability.money.empty"),
        sources=(show.reports_foot(run).source,),
        caveat=words("accountability.money.caveat"),
    )


def _gaps(run: Run, scope: Scope, since: str) -> Screen:
    words = run.words
    *_, discipline, sexual = overview.tiles(run)
    rows = queries.alliance.knowledge(run.language, overview.SERIES)
    none = rows.knowledge.eq("no_data").groupby(rows.country_code).any()
    citations = [
        citation.rstrip(".")
        for series in overview.SERIES
        for citation in queries.sources.of_series(series).citation
    ]
    detected = rows[(rows.series_code == "VC_HTF_DETV") & rows.knowledge.isin(["trend", "level"])]
    counts = rows.groupby(["series_code", "knowledge"], sort=False).size()
    counted = counts.rename("count").reset_index().rename(columns={"knowledge": "status"})
    labels = [words(f"indicator.{series}.short") for series in counted.series_code]
    counted["label"] = [wrapped(label, 16) for label in labels] if run.is_narrow else labels
    return Screen(
        title=words("meeting.topic.gaps"),
        lead=words("overview.knowledge.title"),
        big=Fact(*discipline, is_reported=False),
        is_word=False,
        facts=(
            Fact(*sexual, is_reported=False),
            Fact(
                words("indicator.VC_HTF_DETV.short"),
                _of(len(detected), none.size, run),
                words("meeting.gaps.detection"),
                is_reported=False,
            ),
            Fact(
                words("meeting.gaps.some_missing"),
                _of(int(none.sum()), none.size, run),
                words("meeting.gaps.some_missing_note"),
                is_reported=False,
            ),
        ),
        chart_title=words("meeting.gaps.title"),
        chart_note=words("meeting.gaps.note"),
        chart_alt=words("meeting.gaps.alt"),
        chart_is_reported=False,
        figure=_drawn(run, status_shares.draw, counted, kind="knowledge"),
        empty=words("state.no_data"),
        sources=tuple(dict.fromkeys(citations)),
        caveat=words("meeting.gaps.caveat"),
    )


_OF_TOPIC: dict[str, Callable[[Run, Scope, str], Screen]] = {
    "reports": _reports,
    "actions": _actions,
    "money": _money,
    "gaps": _gaps,
}


def _of(part: int, whole: int, run: Run) -> str:
    if not whole:
        return "–"
    words = run.words
    return words("overview.of", count=words.number(part), total=words.number(whole))


def _drawn(
    run: Run, draw: show.Draw, data: pd.DataFrame, height: int = _HEIGHT, **options: Any
) -> show.Drawn | None:
    """The chart with texts for the back of the room, or as it is in the hand; None where there is nothing to draw."""
    if data.empty:
        return None
    figure = draw(data, run.words, run.style, **options)
    if run.is_narrow:
        # The words over the bars stand one below the other there, whatever the bars need.
        least = _NARROW_HEIGHT if figure.layout.showlegend else 0
        return show.Drawn(figure.update_layout(height=max(figure.layout.height, least)))
    figure = enlarged(figure, _LARGER)
    figure.update_layout(height=height)
    return show.Drawn(figure)

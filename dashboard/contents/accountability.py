"""What the accountability page says: promises by a day, what moved since another, money, reports, single actions."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, shell, show
from dashboard.charts import currency_bullets, slippage_dots, status_matrix, status_shares
from dashboard.charts.texts import promise_word
from dashboard.contents.roadmap import said_change
from dashboard.pieces import Cell
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import INSPIRE_ORDER, PROMISE_SIGNS, REPORT_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

# The Alliance was launched in Bogotá on this day: nothing was promised within it before.
_LAUNCH = datetime.date(2024, 11, 8)
_DAY = datetime.timedelta(days=1)
# Actions shown with the country's own words; all of them stand in the table to take away.
_ACTIONS_SHOWN = 40
_LAST_STAGES = {"none": 98, "no_report": 99}
_GROUPS = ("region", "strategy", "stage")


def choose(run: Run) -> Scope:
    """Show the choices of the page, and give what they ask about."""
    words = run.words
    meetings = _meetings()
    left, middle, right = st.columns(3)
    with left:
        day = filters.day(
            "by_date", run.today, words, words("accountability.by_date"), _LAUNCH + _DAY, run.today
        )
    past = [meeting for meeting in meetings if meeting < day]
    default = past[-1] if past else _LAUNCH
    with right:
        since = filters.day(
            "since", default, words, words("accountability.since_day"), _LAUNCH, day - _DAY
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
            "region", list(_regions(run)), words, words("table.region"),
            lambda code: words(f"area.{code}"), words("filter.all"),
        )  # fmt: skip
    with middle:
        strategies = filters.select_many(
            "strategy", INSPIRE_ORDER, words, words("table.strategies"),
            lambda code: words(f"inspire.{code}"), words("filter.all"),
        )  # fmt: skip
    with right:
        stages = filters.select_many(
            "stage", list(_stages(run)), words, words("table.stage"),
            lambda code: words(f"stage.{code}"), words("filter.all"),
        )  # fmt: skip
    return Scope(day, since, tuple(regions), tuple(strategies), tuple(stages))


@remembered
def _meetings() -> dict[datetime.date, bool]:
    """The days of the PCG's meetings, oldest first, and whether each is assumed."""
    rows = queries.accountability.meetings()
    days = [pd.Timestamp(day).date() for day in rows.meeting_date]
    return dict(zip(days, rows.is_assumed, strict=True))


@remembered
def _regions(run: Run) -> tuple[str, ...]:
    codes = queries.alliance.pathfinders(run.language).region_code.unique()
    return tuple(sorted(codes, key=lambda code: run.words(f"area.{code}")))


@remembered
def _stages(run: Run) -> tuple[str, ...]:
    """The stages that some country has, in the order of the steps; without a step or a report last."""
    found = queries.alliance.pathfinders(run.language)
    places = dict(zip(found.stage, found.step_position, strict=True)) | _LAST_STAGES
    return tuple(sorted(found.stage.unique(), key=lambda stage: places[stage]))


def _promised(run: Run, scope: Scope) -> pd.DataFrame:
    rows = queries.accountability.actions(scope, run.language)
    return rows[rows.is_promised]


@remembered
def headline(run: Run, scope: Scope) -> str:
    """One sentence: how many actions were promised by the day, and what had become of them."""
    words, rows = run.words, _promised(run, scope)
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
    rows, promised = queries.accountability.actions(scope, run.language), _promised(run, scope)
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
    if any(_meetings().values()):
        said.append(words("accountability.meetings_assumed"))
    return " ".join(said)


def promised(run: Run, scope: Scope) -> None:
    """Show what was promised by the day and its state, grouped, and how far the dates have slipped."""
    words = run.words
    date = words.date(scope.day)
    group = filters.switch(
        "group",
        _GROUPS,
        _GROUPS[0],
        words,
        words("accountability.group.label"),
        lambda name: words(f"accountability.group.{name}"),
        hide_label=False,
    )
    show.chart(
        run,
        status_shares.draw,
        grouped(run, scope, group),
        key=f"promised_{group}",
        title=words(f"accountability.promised.title_{group}", date=date),
        note=words(f"accountability.promised.note_{group}", date=date),
        alt=words("accountability.promised.alt", date=date),
        foot=show.reports_foot(run, words("accountability.promised.caveat")),
        table=_grouped_table(run, scope, group),
        empty=words("accountability.promised.empty", date=date),
        kind="action",
        as_share=True,
    )
    rows = slipped(run, scope)
    show.chart(
        run,
        slippage_dots.draw,
        rows,
        key="slippage",
        title=_slippage_title(run, scope),
        note=words("accountability.slippage.note", date=date),
        alt=words("accountability.slippage.alt", date=date),
        foot=show.reports_foot(run, _slippage_caveat(run, scope)),
        table=_slippage_table(run, scope),
        empty=words("accountability.slippage.empty"),
        is_narrow=run.is_narrow,
    )


@remembered
def grouped(run: Run, scope: Scope, group: str) -> pd.DataFrame:
    """Rows for the chart of promises: group's name, status, count. Regions by name, the rest in the house's order."""
    words, rows = run.words, _promised(run, scope)
    if group == "strategy":
        # Once in each strategy that it serves, and once in none of those not asked about.
        rows = rows.explode("inspire_strategies").rename(columns={"inspire_strategies": "code"})
        order = [code for code in INSPIRE_ORDER if not scope.strategies or code in scope.strategies]
        prefix = "inspire"
    elif group == "stage":
        rows, order, prefix = rows.rename(columns={"stage": "code"}), list(_stages(run)), "stage"
    else:
        rows, order = rows.rename(columns={"region_code": "code"}), list(_regions(run))
        prefix = "area"
    counts = rows.groupby(["code", "state"]).size().rename("count").reset_index()
    counts = counts[counts.code.isin(order)]
    counts = counts.sort_values("code", key=lambda codes: codes.map(order.index), kind="stable")
    return pd.DataFrame(
        {
            "label": [words(f"{prefix}.{code}") for code in counts.code],
            "status": counts.state.to_numpy(),
            "count": counts["count"].to_numpy(),
        }
    )


@remembered
def _grouped_table(run: Run, scope: Scope, group: str) -> pd.DataFrame:
    words, rows = run.words, grouped(run, scope, group)
    return pd.DataFrame(
        {
            words(f"accountability.group.{group}"): rows.label,
            words("table.status"): [promise_word(status, words) for status in rows.status],
            words("table.actions"): rows["count"],
        }
    )


@remembered
def slipped(run: Run, scope: Scope) -> pd.DataFrame:
    """Rows for the picture of slippage: the actions promised by the day whose slippage is known."""
    rows = _promised(run, scope)
    rows = rows[rows.slippage_days.notna()]
    return rows[["country_name", "action_id", "action", "slippage_kind", "slippage_days"]]


@remembered
def _slippage_title(run: Run, scope: Scope) -> str:
    words, days = run.words, slipped(run, scope).slippage_days
    if days.empty:
        return words("accountability.slippage.title_none")
    median, worst = round(float(days.median())), words.number(max(int(days.max()), 0))
    if median <= 0:
        return words("accountability.slippage.title_in_time", worst=worst)
    return words("accountability.slippage.title", median=words.number(median), worst=worst)


@remembered
def _slippage_caveat(run: Run, scope: Scope) -> str:
    """Whose slippage cannot be told, and why."""
    words, rows = run.words, _promised(run, scope)
    unknown = int((rows.slippage_kind == "unknown").sum())
    given_up = int(rows.state.isin(["cancelled", "dropped"]).sum())
    return " ".join(
        words(f"accountability.slippage.{key}", n=count)
        for key, count in (("unknown", unknown), ("given_up", given_up))
        if count
    )


@remembered
def _slippage_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, slipped(run, scope)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.state"): [
                words(f"accountability.slippage.{kind}") for kind in rows.slippage_kind
            ],
            words("accountability.table.days_later"): rows.slippage_days,
        }
    )


def moved(run: Run, scope: Scope) -> None:
    """Show what became of every action between the two days, and every promise that was moved."""
    words = run.words
    date, since = words.date(scope.day), words.date(scope.since)
    if not queries.accountability.countries(scope, run.language).has_reported_since.any():
        show.section(words("accountability.moved.title", since=since))
        show.notice(words("accountability.moved.nothing_came", since=since, date=date))
        if offered := _earlier_link(run, scope):
            show.fragment(offered)
        return
    show.chart(
        run,
        status_matrix.draw,
        flows(run, scope),
        key="moved",
        title=_moved_title(run, scope),
        note=words("accountability.moved.note", since=since, date=date),
        alt=words("accountability.moved.alt", since=since, date=date),
        foot=show.reports_foot(run, words("accountability.moved.caveat")),
        table=_flows_table(run, scope),
        empty=words("accountability.promised.empty", date=date),
        before=words("accountability.known_on", date=since),
        after=words("accountability.known_on", date=date),
        is_narrow=run.is_narrow,
    )
    show.section(
        words("accountability.goalposts.title", since=since),
        words("accountability.goalposts.note", since=since, date=date),
    )
    listed = _goalposts(run, scope)
    if not listed:
        show.notice(words("accountability.goalposts.empty", since=since))
        return
    show.fragment(listed)
    foot = show.reports_foot(run)
    show.under(run, foot)
    show.twin_table(run, _goalposts_table(run, scope), key="goalposts", foot=foot)


@remembered
def _earlier_link(run: Run, scope: Scope) -> str:
    """A link to the same view since the meeting before; empty where there is none."""
    earlier = [meeting for meeting in _meetings() if meeting < scope.since]
    if not earlier:
        return ""
    listed = {
        "region": ",".join(scope.regions),
        "strategy": ",".join(scope.strategies),
        "stage": ",".join(scope.stages),
    }
    address = shell.address(
        "accountability",
        run,
        part="moved",
        by_date=scope.day.isoformat(),
        since=earlier[-1].isoformat(),
        **{name: codes for name, codes in listed.items() if codes},
    )
    label = run.words("accountability.moved.earlier", date=run.words.date(earlier[-1]))
    return f'<p class="pp-note">{pieces.link(address, label)}</p>'


@remembered
def flows(run: Run, scope: Scope) -> pd.DataFrame:
    """Rows for the matrix: state on the earlier day, state on the later one, what that is called, actions."""
    rows = queries.accountability.actions(scope, run.language)
    rows = rows.assign(since_state=rows.since_state.fillna(status_matrix.NOT_KNOWN))
    keys = ["since_state", "state", "move"]
    return rows.groupby(keys).size().rename("action_count").reset_index()


@remembered
def _moved_title(run: Run, scope: Scope) -> str:
    words, moves = run.words, queries.accountability.actions(scope, run.language).move
    return words(
        "accountability.moved.finding",
        since=words.date(scope.since),
        forward=words.number((moves == "status_forward").sum()),
        back=words.number((moves == "status_back").sum()),
        same=words.number((moves == "same").sum()),
    )


@remembered
def _flows_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, flows(run, scope)
    return pd.DataFrame(
        {
            words("accountability.known_on", date=words.date(scope.since)): [
                words("accountability.not_known")
                if state == status_matrix.NOT_KNOWN
                else promise_word(state, words)
                for state in rows.since_state
            ],
            words("accountability.known_on", date=words.date(scope.day)): [
                promise_word(state, words) for state in rows.state
            ],
            words("table.change"): [
                words("accountability.look.same") if move == "same" else words(f"change.{move}")
                for move in rows.move
            ],
            words("table.actions"): rows.action_count,
        }
    )


@remembered
def _goalposts(run: Run, scope: Scope) -> str:
    """The moved promises, countries by name, each folded under its count; one row an action."""
    words, rows = run.words, queries.accountability.goalposts(scope, run.language)
    groups = []
    head = [words(f"table.{key}") for key in ("action_id", "action", "change")]
    head.append(words("accountability.table.report_received"))
    for (name, code), country in rows.groupby(["country_name", "country_code"], sort=False):
        cells = [
            [
                Cell(str(action_id), is_short=True),
                Cell(str(changes.action.iloc[-1])),
                Cell(words.listed(said_change(row, words) for row in changes.itertuples())),
                Cell(words.date(show.day(changes.received_date.iloc[-1])), is_short=True),
            ]
            for action_id, changes in country.groupby("action_id", sort=False)
        ]
        link = pieces.link(
            shell.address("country", run, country=str(code), section="roadmap"),
            words("accountability.goalposts.open", country=str(name)),
        )
        groups.append(
            pieces.fold(
                str(name),
                words("accountability.goalposts.actions", n=len(cells)),
                pieces.table(head, cells, str(name)) + f'<p class="pp-note">{link}</p>',
            )
        )
    return "".join(groups)


@remembered
def _goalposts_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, queries.accountability.goalposts(scope, run.language)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.change"): [said_change(row, words) for row in rows.itertuples()],
            words("accountability.table.days_later"): rows.moved_days,
            words("accountability.table.report_received"): [
                words.date(show.day(day)) for day in rows.received_date
            ],
        }
    )


def _country_cell(run: Run, code: str, name: str) -> Cell:
    return Cell(name, link=shell.address("country", run, country=code, section="roadmap"))


def money(run: Run, scope: Scope) -> None:
    """Show budgets, those with a source, and what was spent, each currency for itself."""
    words, date = run.words, run.words.date(scope.day)
    rows = queries.accountability.money(scope, run.language)
    show.chart(
        run,
        currency_bullets.draw,
        rows[rows.promised > 0],
        key="money",
        title=words("accountability.money.title", date=date),
        note=words("accountability.money.note", date=date),
        alt=words("accountability.money.alt"),
        foot=show.reports_foot(run, _money_caveat(run, scope)),
        table=_money_table(run, scope),
        empty=words("accountability.money.empty"),
        is_narrow=run.is_narrow,
    )


@remembered
def _money_caveat(run: Run, scope: Scope) -> str:
    words, rows = run.words, queries.accountability.money(scope, run.language)
    uncosted = int(rows.action_count[rows.currency == ""].sum())
    total = int(rows.action_count.sum())
    said = words("accountability.money.uncosted", n=uncosted, total=words.number(total))
    return f"{said} {words('accountability.money.caveat')}"


@remembered
def _money_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, queries.accountability.money(scope, run.language)
    return pd.DataFrame(
        {
            words("table.currency"): rows.currency.replace("", words("state.not_costed")),
            words("table.actions"): rows.action_count,
            words("accountability.money.promised"): rows.promised,
            words("accountability.money.funded"): rows.funded.where(rows.promised.notna()),
            words("accountability.money.spent"): rows.spent,
            words("accountability.money.spent_actions"): rows.spent_count,
        }
    )


def reports(run: Run, scope: Scope) -> None:
    """Show the reports that were due by the day: on time, late, missing; and those late or missing by name."""
    words, date = run.words, run.words.date(scope.day)
    foot = show.reports_foot(run, _reports_caveat(run, scope))
    show.chart(
        run,
        status_shares.draw,
        timeliness(run, scope),
        key="reports",
        title=_reports_title(run, scope),
        note=words("accountability.reports.note", date=date),
        alt=words("accountability.reports.alt", date=date),
        foot=foot,
        table=_reports_table(run, scope),
        empty=words("accountability.reports.empty", date=date),
        kind="report",
    )
    show.section(words("accountability.late.title"), words("accountability.late.note", date=date))
    listed = _late(run, scope)
    if not listed:
        show.notice(words("accountability.late.empty"))
        return
    show.fragment(listed)
    show.under(run, foot)


@remembered
def timeliness(run: Run, scope: Scope) -> pd.DataFrame:
    """Rows for the reports chart: reporting year with its due date, status, count; newest year first."""
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    counts = rows.groupby(["reporting_year", "due_date", "status"], sort=False).size()
    counts = counts.rename("count").reset_index()
    return pd.DataFrame(
        {
            "label": [
                words("overview.reports.row", year=year, date=words.date(show.day(due)))
                for year, due in zip(counts.reporting_year, counts.due_date, strict=True)
            ],
            "status": counts.status,
            "count": counts["count"],
        }
    )


@remembered
def _reports_title(run: Run, scope: Scope) -> str:
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    since = rows.received_date.notna() & (rows.received_date > pd.Timestamp(scope.since))
    return words("accountability.reports.title", n=int(since.sum()), since=words.date(scope.since))


@remembered
def _reports_caveat(run: Run, scope: Scope) -> str:
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    said = [words("review.due.assumed")] if rows.is_assumed.any() else []
    return " ".join([words("accountability.reports.caveat"), *said])


@remembered
def _reports_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.reporting_year"): rows.reporting_year,
            words("table.status"): [words(f"report_status.{status}") for status in rows.status],
            words("table.due"): [words.date(show.day(due)) for due in rows.due_date],
            words("table.received"): [words.date(show.day(day)) for day in rows.received_date],
            words("table.days_late"): rows.days_late,
        }
    )


@remembered
def _late(run: Run, scope: Scope) -> str:
    """The late and missing reports as a table: by year, countries by name."""
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    cells = [
        [
            Cell(str(row.reporting_year), is_short=True),
            Cell(
                str(row.country_name),
                link=shell.address("country", run, country=row.country_code, section="reports"),
            ),
            Cell(
                f"{REPORT_SIGNS[row.status]} {words(f'report_status.{row.status}')}", is_short=True
            ),
            Cell(words.date(show.day(row.due_date)), is_short=True),
            Cell(words.date(show.day(row.received_date)), is_short=True),
            Cell(words.number(row.days_late), is_number=True),
        ]
        for row in rows[rows.status != "on_time"].itertuples()
    ]
    keys = ("reporting_year", "country", "status", "due", "received", "days_late")
    head = [words(f"table.{key}") for key in keys]
    return pieces.table(head, cells, words("accountability.late.title")) if cells else ""


def actions(run: Run, scope: Scope) -> None:
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
    show.section(
        words("accountability.single.title", n=len(kept)),
        words("accountability.single.note_country", country=names[country], date=date)
        if country
        else words("accountability.single.note", date=date),
    )
    if kept.empty:
        show.notice(words("accountability.single.empty"))
        return
    if len(kept) > _ACTIONS_SHOWN:
        show.notice(words("accountability.single.first", n=_ACTIONS_SHOWN))
    show.fragment(_actions(run, scope, country, tuple(statuses)))
    foot = show.reports_foot(run, words("accountability.single.caveat"), country)
    show.under(run, foot)
    table = _actions_table(run, scope, country, tuple(statuses))
    show.twin_table(run, table, key="actions", foot=foot)


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
    return pieces.table(head, cells, words("accountability.single.caption"))


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


# The parts of the page in their order: what the address says, and who shows it.
PARTS = {
    "promised": promised,
    "moved": moved,
    "money": money,
    "reports": reports,
    "actions": actions,
}

"""What became of every action between two days, and every promise that was moved since the earlier one."""

from __future__ import annotations

import pandas as pd

from dashboard import pieces, queries, shell, show
from dashboard.charts import status_matrix
from dashboard.charts.texts import promise_word
from dashboard.contents import accountability_asked as asked
from dashboard.contents.roadmap import said_change
from dashboard.pieces import Cell
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.warehouse import remembered


def show_part(run: Run, scope: Scope) -> None:
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
    title = words("accountability.goalposts.title", since=since)
    note = words("accountability.goalposts.note", since=since, date=date)
    show.section(title, note)
    listed = _goalposts(run, scope)
    if not listed:
        show.notice(words("accountability.goalposts.empty", since=since))
        return
    show.fragment(listed)
    foot = show.reports_foot(run)
    show.under(run, foot)
    table = _goalposts_table(run, scope)
    show.folded_table(run, table, key="goalposts", title=title, note=note, foot=foot)


@remembered
def _earlier_link(run: Run, scope: Scope) -> str:
    """A link to the same view since the meeting before; empty where there is none."""
    earlier = [meeting for meeting in asked.meetings() if meeting < scope.since]
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
                pieces.Table(head, cells, str(name)).html() + f'<p class="pp-note">{link}</p>',
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

"""What the review page says and does: the queue, one report beside the last one, decisions, publishing, due dates."""

from __future__ import annotations

import html
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import downloads, due_dates, filters, identity, pieces, queries, shell, show
from dashboard.contents import submit
from dashboard.exports.csv_file import csv_bytes
from dashboard.identity import Person, Role
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import REPORT_SIGNS
from dashboard.words import Words
from etl.places import places
from etl.report.differences import Difference
from etl.report.workbook import SHEETS, Report, Row, Sheet, column_title, sheet_title
from etl.review.decisions import (
    NotAllowed,
    NotPossible,
    decide,
    decisions_open_to,
    may_undo,
    undo,
)
from etl.review.publishing import Publisher
from etl.review.store import AlreadyDecided, StoreError, Submission

ROLES = ("secretariat", "csg")
_ICONS = {
    "accepted": ":material/check:",
    "approved": ":material/verified:",
    "returned": ":material/undo:",
}
# Shown in the order in which they ask for something.
_STATES = ("received", "accepted", "approved", "returned")


def may_review() -> bool:
    """Whether the person of this session decides on reports."""
    return identity.current().has(*ROLES)


@lru_cache(maxsize=1)
def publisher() -> Publisher:
    """The one publisher of this server."""
    return Publisher(places())


def headline(run: Run) -> str:
    """The page's sentence: how many reports wait for whom."""
    words = run.words
    if not may_review():
        is_stale = identity.current().is_stale
        return words("identity.stale" if is_stale else "review.not_allowed")
    states = [one.state for one in publisher().store.submissions()]
    secretariat = words("review.wait_secretariat", n=states.count("received"))
    return f"{secretariat} {words('review.wait_csg', n=states.count('accepted'))}"


def queue(run: Run) -> None:
    """Show all that was sent, and the chosen report with what may be decided on it."""
    words = run.words
    submissions = publisher().store.submissions()
    _behind(run)
    _errors()
    if not submissions:
        show.notice(words("review.queue.empty"))
        return
    ordered = sorted(submissions, key=lambda one: (_STATES.index(one.state), one.received.at))
    by_id = {one.submission_id[:12]: one for one in ordered}
    chosen = filters.select(
        "sent", list(by_id), next(iter(by_id)), words, words("review.queue.choose"),
        format_func=lambda key: _title(run, by_id[key]), width=720,
    )  # fmt: skip
    submission = by_id[chosen]
    left, right = st.columns([3, 2], gap="large")
    with left:
        show.section(words("review.history.title"))
        show.fragment(submit.events(run, submission))
        downloads.button(
            words,
            "download_submission",
            words("review.history.file"),
            partial(_file, submission.submission_id),
            submission.file_name,
        )
    with right:
        _decisions(run, submission)
    _read(run, submission)


def builds(run: Run) -> None:
    """Show the builds, newest first, and whether the published one says what was decided."""
    words = run.words
    _behind(run)
    show.section(words("review.builds.title"), words("review.builds.note"))
    rows = queries.build.history()
    cells = [
        [
            Cell(
                row.build_name
                + (f" ({words('review.builds.current')})" if row.build_name == run.build else "")
            ),
            Cell(submit.moment(words, row.built_at), is_short=True),
            Cell(words(f"data.reports_mode.{row.reports_mode}")),
            Cell(words.number(row.row_count), is_number=True),
            Cell(words.number(row.warning_count), is_number=True),
        ]
        for row in rows.itertuples()
    ]
    head = [words(f"table.{key}") for key in ("build", "built_at", "reports", "rows", "warnings")]
    show.fragment(pieces.Table(head, cells, words("review.builds.title")).html())


def due(run: Run) -> None:
    """Show whose report is due, late or missing, and give it away as a list and as a calendar."""
    words = run.words
    rows = due_table(run)
    years = [str(year) for year in rows.reporting_year.unique()]
    year = filters.select(
        "year", years, _newest_due(run, rows), words, words("table.reporting_year"), width=160
    )
    chosen = rows[rows.reporting_year == int(year)]
    counts = chosen.status.value_counts()
    show.tiles(
        [
            show.Tile(words(f"due_status.{status}"), words.number(int(counts.get(status, 0))))
            for status in due_dates.STATUSES
        ]
    )
    show.section(words("review.due.title", year=year), words("review.due.note"))
    cells = [
        [
            Cell(row.country_name, link=shell.address("country", run, country=row.country_code, section="reports")),
            Cell(words.date(show.day(row.due_date)), is_short=True),
            Cell(f"{REPORT_SIGNS.get(row.status, '◔')} {words(f'due_status.{row.status}')}", is_short=True),
            Cell(words.date(show.day(row.received_date)), is_short=True),
            Cell("–" if pd.isna(row.days_late) else words.number(row.days_late), is_number=True),
        ]
        for row in chosen.itertuples()
    ]  # fmt: skip
    head = [words(f"table.{key}") for key in ("country", "due", "status", "received", "days_late")]
    with st.container(horizontal=True):
        downloads.button(
            words,
            "download_calendar",
            words("review.due.calendar"),
            partial(due_dates.calendar_file, rows, run.words, run.today),
            show.file_name(run, "report-due-dates", "ics", run.is_illustrative, False),
            "text/calendar",
            icon=":material/event:",
        )
        downloads.button(
            words,
            "download_due",
            words("show.download_csv"),
            partial(_due_csv, run, chosen),
            show.file_name(run, f"reports-due-{year}", "csv", run.is_illustrative, False),
            "text/csv",
        )
    show.fragment(pieces.Table(head, cells, words("review.due.title", year=year)).html())
    if chosen.is_assumed.any():
        st.html(f'<p class="pp-foot">{html.escape(words("review.due.assumed"))}</p>')


SECTIONS = {"queue": queue, "due": due, "builds": builds}


def due_table(run: Run) -> pd.DataFrame:
    """One row per pathfinder and reporting year: due date, status as of today, when the first file came."""
    sent: dict[tuple[str, int], Any] = {}
    for one in publisher().store.submissions():
        sent.setdefault((one.country_code, one.reporting_year), one.received.at.date())
    return due_dates.with_status(queries.alliance.due_reports(run.language), sent, run.today)


# ----------------------------------------------------------------------------------------- decisions


def _decisions(run: Run, submission: Submission) -> None:
    words, person = run.words, identity.current()
    show.section(words("review.decide.title"))
    open_to = [
        (role, decision)
        for role in _roles(person)
        for decision in decisions_open_to(submission, role.name)
    ]
    undoers = [role for role in _roles(person) if may_undo(submission, role.name)]
    if not open_to and not undoers:
        show.notice(words(f"review.decide.none.{submission.state}"))
        return
    # What was seen is part of the key: a button for a state that has passed is gone at the next run.
    seen = f"{submission.submission_id[:12]}_{len(submission.events)}"
    comment_key = f"comment_{seen}"
    st.text_area(
        words("review.decide.comment"), key=comment_key, help=words("review.decide.comment_help"),
        max_chars=4000, height=110,
    )  # fmt: skip
    with st.container(horizontal=True):
        for role, decision in open_to:
            st.button(
                words(f"review.decide.{decision}"),
                icon=_ICONS[decision],
                type="primary" if decision != "returned" else "secondary",
                key=f"{decision}_{role.name}_{seen}",
                on_click=_act,
                args=(decision, submission, role, comment_key, words),
            )
        for role in undoers:
            st.button(
                words("review.decide.undo"),
                icon=":material/history:",
                key=f"undo_{role.name}_{seen}",
                on_click=_act,
                args=("undo", submission, role, comment_key, words),
            )


def _roles(person: Person) -> list[Role]:
    return [role for role in person.roles if role.name in ROLES]


def _act(decision: str, seen: Submission, role: Role, comment_key: str, words: Words) -> None:
    """Write the decision, and start to publish it. The role is asked for anew: it may be gone since."""
    person, comment = identity.current(), str(st.session_state.get(comment_key, ""))
    if role not in person.roles:
        st.session_state["review_error"] = words("review.not_allowed")
        return
    try:
        if decision == "undo":
            undo(publisher().store, seen, submit.actor(person, role), comment)
        else:
            decide(publisher().store, seen, decision, submit.actor(person, role), comment)
    except AlreadyDecided:
        st.session_state["review_error"] = words("review.decide.faster")
        return
    except NotPossible:
        st.session_state["review_error"] = words("review.decide.needs_comment")
        return
    except (NotAllowed, StoreError, OSError) as error:
        st.session_state["review_error"] = words("review.decide.failed", error=str(error))
        return
    if publisher().is_behind():
        st.session_state["publishing"] = publisher().align()


def _errors() -> None:
    error = st.session_state.pop("review_error", None)
    if error:
        st.error(error, icon=":material/error:")


def publishing(run: Run) -> None:
    """Show how far the publishing is that this session asked for, and its end; then the new build is read."""
    job = st.session_state.get("publishing")
    if job is None:
        return
    words = run.words
    if not job.is_over:
        bar = st.progress(0.0, words("review.publish.waiting"))
        while not job.is_over:
            job.wait(0.5)
            text = (
                words(f"build_step.{_step_key(job.step)}")
                if job.step
                else words("review.publish.waiting")
            )
            bar.progress(job.share_done, text)
        st.rerun()
    del st.session_state["publishing"]
    if job.error is not None:
        st.error(words("review.publish.failed"), icon=":material/error:")
        st.code(job.error, language=None)
        return
    st.success(
        words("review.publish.done", build=job.build), icon=":material/published_with_changes:"
    )
    for name, count in job.refused_files.items():
        st.warning(words("review.publish.refused", file=name, n=count), icon=":material/warning:")


def _step_key(step: str) -> str:
    return step.lower().replace(" ", "_")


def _behind(run: Run) -> None:
    """Say so where a decision has not been published, as after a crash, and offer to do it now."""
    publishing(run)
    if publisher().job() is not None or not publisher().is_behind():
        return
    st.warning(run.words("review.publish.behind"), icon=":material/sync_problem:")
    st.button(run.words("review.publish.now"), icon=":material/publish:", on_click=_publish)


def _publish() -> None:
    if may_review():
        st.session_state["publishing"] = publisher().align()


# ------------------------------------------------------------------------- the report beside the last


def _read(run: Run, submission: Submission) -> None:
    words = run.words
    checked = _checked_submission(submission.submission_id, submission.file_name, run.build)
    report = checked.result.report
    show.section(words("review.read.title"), _read_note(run, checked))
    if report is None:
        show.notice(words("review.read.unreadable"))
    if checked.result.problems:
        with st.expander(
            words("review.read.problems", n=len(checked.result.problems)), icon=":material/rule:"
        ):
            submit.problems(run, submission.file_name, checked.content, checked.result)
    if report is None:
        return
    if checked.changes:
        with st.expander(
            words("review.read.changes", n=len(checked.changes)),
            icon=":material/difference:",
            expanded=True,
        ):
            submit.changes(run, checked)
    options = [sheet.key for sheet in SHEETS]
    key = filters.switch(
        "sheet", options, "roadmap", words, words("table.sheet"),
        format_func=lambda name: sheet_title(name, run.language),
    )  # fmt: skip
    sheet = next(one for one in SHEETS if one.key == key)
    show.fragment(
        _sheet_table(run, sheet, report, [one for one in checked.changes if one.sheet == key])
    )


def _read_note(run: Run, checked: submit.Checked) -> str:
    if checked.last_year is None:
        return run.words("submit.changes.first")
    return run.words("review.read.note", year=str(checked.last_year))


def _sheet_table(run: Run, sheet: Sheet, report: Report, changes: list[Difference]) -> str:
    """A sheet as it was sent, in the reader's words; what differs is marked, with what stood there before."""
    words = run.words
    changed = {(one.cell, one.column): one for one in changes if one.kind in ("changed", "renamed")}
    added = {one.cell for one in changes if one.kind == "added"}
    rows = [report.form] if sheet.is_form else report.rows[sheet.key]
    titles = {
        column.key: column_title(sheet, column, run.language).rstrip(" *")
        for column in sheet.columns
    }
    if sheet.is_form:
        body = "".join(
            f'<tr><th scope="row">{html.escape(titles[column.key])}</th>'
            f"{_marked_cell(run, sheet, column.key, report.form, changed)}</tr>"
            for column in sheet.columns
        )
        return f'<div class="pp-scroll"><table class="pp-table pp-form">{body}</table></div>'
    removed = [one for one in changes if one.kind == "removed"]
    if not rows and not removed:
        return f'<p class="pp-empty">{html.escape(words("review.read.empty_sheet"))}</p>'
    head = "".join(
        f'<th scope="col" style="min-width:{sheet.column(key).width * 0.45:.1f}rem">{html.escape(title)}</th>'
        for key, title in titles.items()
    )
    body = ""
    for row in rows:
        is_new = row.cells.get(sheet.identity[0], "") in added
        cells = "".join(_marked_cell(run, sheet, key, row, changed) for key in titles)
        body += f'<tr class="{"pp-added" if is_new else ""}">{cells}</tr>'
    for one in removed:
        text = " · ".join(filter(None, [one.row_id, one.label]))
        body += (
            f'<tr class="pp-removed"><td colspan="{len(titles)}">'
            f"{html.escape(words('difference.removed'))}: <del>{html.escape(text)}</del></td></tr>"
        )
    return (
        f'<div class="pp-scroll" tabindex="0" role="region" aria-label="{html.escape(sheet_title(sheet.key, run.language))}">'
        f'<table class="pp-table pp-sheet"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _marked_cell(
    run: Run, sheet: Sheet, key: str, row: Row, changed: dict[tuple[str, str | None], Difference]
) -> str:
    text = html.escape(submit.shown(run, sheet.key, key, row.values.get(key)))
    difference = changed.get((row.cells.get(key, ""), key))
    if difference is None:
        return f"<td>{text}</td>"
    before = html.escape(submit.shown(run, sheet.key, key, difference.before))
    return f'<td class="pp-changed"><ins>{text}</ins><br><del>{before}</del></td>'


@lru_cache(maxsize=16)
def _checked_submission(submission_id: str, file_name: str, build: str) -> submit.Checked:
    """A submission checked again as of this build; reviewers see all that was published."""
    return submit.check_upload(file_name, _file(submission_id), sees_alliance=True)


def _file(submission_id: str) -> bytes:
    return publisher().store.file(submission_id)


def _title(run: Run, submission: Submission) -> str:
    country = queries.alliance.names(run.language)[submission.country_code]
    return run.words(
        "review.queue.option",
        state=run.words(f"submission.{submission.state}"),
        country=country,
        year=str(submission.reporting_year),
        date=run.words.date(submission.received.at.date()),
    )


def _newest_due(run: Run, rows: pd.DataFrame) -> str:
    passed = rows.reporting_year[pd.to_datetime(rows.due_date) < pd.Timestamp(run.today)]
    return str(int(passed.max() if len(passed) else rows.reporting_year.min()))


def _due_csv(run: Run, rows: pd.DataFrame) -> bytes:
    words = run.words
    return csv_bytes(
        pd.DataFrame(
            {
                "country_code": rows.country_code,
                words("table.country"): rows.country_name,
                words("table.reporting_year"): rows.reporting_year,
                words("table.due"): rows.due_date,
                words("table.status"): [words(f"due_status.{status}") for status in rows.status],
                words("table.received"): rows.received_date,
                words("table.days_late"): rows.days_late,
                words("table.note"): [
                    words("review.due.assumed") if assumed else "" for assumed in rows.is_assumed
                ],
            }
        )
    )

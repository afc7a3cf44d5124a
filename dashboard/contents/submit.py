"""What the submit page says and does: template, check, what changes against the last report, sending."""

from __future__ import annotations

import hashlib
import html
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import locales
from dashboard import downloads, filters, identity, pieces, queries, shell, show
from dashboard.exports.csv_file import csv_bytes
from dashboard.identity import Person, Role
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.words import Words
from etl.places import Places, places
from etl.reference import Reference, load_reference
from etl.report import CheckResult, Problem, Report, check_file, write_template
from etl.report import Words as ReportWords
from etl.report.differences import Difference, differences
from etl.report.marked import mark_workbook, problem_list
from etl.report.workbook import ILLUSTRATIVE_PREFIX, SHEET_BY_KEY, column_title, sheet_title
from etl.review.decisions import NotAllowed, send
from etl.review.history import earlier_reports
from etl.review.store import Actor, Store, StoreError, Submission, safe_file_name

PROBLEMS_SHOWN = 100
DIFFERENCES_SHOWN = 200
# What every report tells anew: that it differs from last year's says nothing.
TOLD_ANEW = frozenset({"done_text", "evidence_url", "barriers", "support_needed"})
# What stands in the line that sums the differences up, in this order.
_COUNTED = ("added", "removed", "renamed", "moved", "target", "status", "other")


@dataclass(frozen=True)
class Checked:
    """An uploaded file with what the check found, and what it changes against the last report."""

    file_name: str
    content: bytes
    result: CheckResult
    changes: tuple[Difference, ...]
    last_year: int | None

    @property
    def checksum(self) -> str:
        """SHA-256 of the file: the name under which the store knows it."""
        return hashlib.sha256(self.content).hexdigest()


def headline(run: Run) -> str:
    """The page's sentence: what it is for, and when the next reports are due."""
    rows = queries.alliance.next_due(run.today)
    if rows.empty:
        return run.words("submit.headline")
    row = rows.iloc[0]
    due = run.words.date(show.day(row.due_date))
    return run.words("submit.headline_due", year=int(row.reporting_year), date=due)


def template(run: Run) -> None:
    """Offer the workbook of a country and year, in a language, filled with what the last report said."""
    words = run.words
    show.section(words("submit.template.title"), words("submit.template.note"))
    names = queries.alliance.names(run.language)
    years = [str(year) for year in load().calendar]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        country = filters.select(
            "country", list(names), _own_country() or min(names), words, words("table.country"),
            format_func=names.__getitem__, width=320,
        )  # fmt: skip
        year = filters.select(
            "year", years, _year_due(run, years), words, words("table.reporting_year"), width=150
        )
        language = filters.select(
            "in", locales.languages(), run.language, words, words("submit.template.language"),
            format_func=lambda code: words(f"language.{code}"), width=180,
        )  # fmt: skip
        downloads.button(
            words,
            "download_template",
            words("submit.template.download"),
            partial(_template_file, country, int(year), language, run.audience == "alliance"),
            _template_name(country, year, language),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            type="primary",
        )
    shell.link("guide", words, words("submit.template.guide"), ":material/menu_book:")


def check(run: Run) -> Checked | None:
    """Take a file and say all that is wrong with it; nothing is stored. None before there is a file."""
    words = run.words
    show.section(words("submit.check.title"), words("submit.check.note"))
    # Streamlit's own words on its button are English in every language.
    st.html(f"<style>.stApp {{ --pp-upload: {json.dumps(words('submit.check.browse'))}; }}</style>")
    with st.container(key="upload"):
        upload = st.file_uploader(
            words("submit.check.choose"), key="uploaded", label_visibility="collapsed"
        )
    if upload is None:
        return None
    checked = _checked(upload.name, upload.getvalue(), run)
    _verdict(run, checked)
    problems(run, checked.file_name, checked.content, checked.result)
    return checked


def problems(run: Run, file_name: str, content: bytes, result: CheckResult) -> None:
    """Show all problems of a file, and give them away: as a list, and as the workbook with its cells marked."""
    words, found = run.words, result.problems
    if not found:
        return
    for severity in ("error", "warning"):
        chosen = [problem for problem in found if problem.severity == severity]
        if not chosen:
            continue
        messages = "".join(
            f"<li>{html.escape(problem.message(run.language))}</li>"
            for problem in chosen[:PROBLEMS_SHOWN]
        )
        title = html.escape(words(f"submit.check.{severity}s", n=len(chosen)))
        st.html(
            f'<h3 class="pp-sub">{title}</h3><ul class="pp-problems pp-{severity}">{messages}</ul>'
        )
        if len(chosen) > PROBLEMS_SHOWN:
            show.notice(words("submit.check.more", n=len(chosen) - PROBLEMS_SHOWN))
    stem = Path(safe_file_name(file_name)).stem
    with st.container(horizontal=True):
        downloads.button(
            words,
            "download_problems",
            words("submit.check.list"),
            partial(_problem_list, tuple(found), run.language),
            f"{stem}_{run.language}.csv",
            "text/csv",
        )
        if result.report is not None:
            downloads.button(
                words,
                "download_marked",
                words("submit.check.marked"),
                partial(_marked, content, file_name, tuple(found), run.language),
                f"{stem}_{words('submit.check.marked_name')}.xlsx",
                icon=":material/edit_document:",
            )


def compare(run: Run, checked: Checked) -> None:
    """Show what the file changes against the country's last published report."""
    words, report = run.words, checked.result.report
    if report is None or report.country_code is None:
        return
    if checked.last_year is None:
        show.section(words("submit.changes.title"))
        show.notice(words("submit.changes.first"))
        return
    show.section(
        words("submit.changes.title"), words("submit.changes.note", year=str(checked.last_year))
    )
    changes(run, checked)


def changes(run: Run, checked: Checked) -> None:
    """Show the differences that matter, summed up and one by one; how many texts were written anew is counted."""
    words = run.words
    kept = [one for one in checked.changes if one.column not in TOLD_ANEW]
    anew = len(checked.changes) - len(kept)
    if kept:
        st.html(f'<p class="pp-lead">{html.escape(_counted(words, kept))}</p>')
        show.fragment(differences_table(run, kept))
    elif not anew:
        show.notice(words("submit.changes.none"))
    if anew:
        st.html(f'<p class="pp-note">{html.escape(words("submit.changes.anew", n=anew))}</p>')
    if places().is_practice:
        show.under(run, show.reports_foot(run))


def sending(run: Run, checked: Checked) -> None:
    """Send the file to the Secretariat, where somebody who may is signed in and the file has no error."""
    words, report = run.words, checked.result.report
    show.section(words("submit.send.title"))
    if checked.result.errors or report is None or report.country_code is None:
        show.notice(words("submit.send.has_errors"))
        return
    person = identity.current()
    role = person.role_for(report.country_code)
    country = queries.alliance.names(run.language)[report.country_code]
    known = Store(places().store).submission(checked.checksum)
    if known is not None:
        _already_there(run, known)
    elif identity.sign_in() == "none":
        show.notice(words("submit.send.read_only"))
    elif not person.is_signed_in:
        show.notice(words("submit.send.sign_in"))
    elif person.is_stale:
        show.notice(words("identity.stale"))
    elif role is None:
        show.notice(words("submit.send.not_yours", country=country))
    else:
        warnings = len(checked.result.warnings)
        note = words("submit.send.note", country=country, year=str(report.reporting_year))
        if warnings:
            note = f"{note} {words('submit.send.warnings', n=warnings)}"
        st.html(f'<p class="pp-note">{html.escape(note)}</p>')
        st.button(
            words("submit.send.button"),
            icon=":material/send:",
            type="primary",
            on_click=_send,
            args=(checked, run.words),
        )


def sent(run: Run) -> None:
    """Show what was sent for the countries of the person signed in, and what became of it."""
    person = identity.current()
    countries = {role.country for role in person.roles if role.country}
    if not countries:
        return
    words = run.words
    show.section(words("submit.sent.title"))
    own = [one for one in Store(places().store).submissions() if one.country_code in countries]
    if not own:
        show.notice(words("submit.sent.none"))
    for submission in reversed(own):
        title = f"{_summary(run, submission)} · {submission.file_name}"
        show.fragment(f'<h3 class="pp-sub">{html.escape(title)}</h3>{events(run, submission)}')


def events(run: Run, submission: Submission) -> str:
    """The events of a submission as an ordered list: what, when, in which role, by whom, and what was said."""
    words = run.words
    items = []
    for event in submission.events:
        said = words(
            f"event.{event.kind}", date=moment(words, event.at), role=words(f"role.{event.by.role}"),
            name=event.by.name,
        )  # fmt: skip
        comment = f"<blockquote>{html.escape(event.comment)}</blockquote>" if event.comment else ""
        items.append(f"<li>{html.escape(said)}{comment}</li>")
    return f'<ol class="pp-events">{"".join(items)}</ol>'


def moment(words: Words, at: Any) -> str:
    """Day and minute in UTC."""
    return f"{words.date(at.date())}, {at:%H:%M} UTC"


def actor(person: Person, role: Role) -> Actor:
    """The person as the store keeps them: in the role in which they act."""
    return Actor(person.person_id, person.name, role.name, role.country or None)


# ------------------------------------------------------------------------------------------ differences


def differences_table(run: Run, changes: Sequence[Difference]) -> str:
    """The differences as a table: sheet, what it is about, column, before and after."""
    words = run.words
    cells = [
        [
            Cell(sheet_title(one.sheet, run.language), is_short=True),
            Cell(" · ".join(filter(None, [one.row_id, _shortened(_label(run, one))])) or "–"),
            Cell(_what(run, one)),
            Cell(shown(run, one.sheet, one.column, one.before)),
            Cell(_after(run, one)),
        ]
        for one in changes[:DIFFERENCES_SHOWN]
    ]
    head = [words(f"table.{key}") for key in ("sheet", "about", "change", "before", "after")]
    more = len(changes) - DIFFERENCES_SHOWN
    under = (
        f'<p class="pp-note">{html.escape(words("submit.changes.more", n=more))}</p>'
        if more > 0
        else ""
    )
    return pieces.Table(head, cells, words("submit.changes.title")).html() + under


def shown(run: Run, sheet: str, column: str | None, value: Any) -> str:
    """A value of a report in the reader's words; an en dash where there is none."""
    if value is None or value == () or column is None:
        return "–"
    declared = SHEET_BY_KEY[sheet].column(column)
    if isinstance(value, bool):
        return _report_words().word("yes_no", "yes" if value else "no", run.language)
    if isinstance(value, tuple):
        return ", ".join(
            _report_words().word(str(declared.vocabulary), one, run.language) for one in value
        )
    if isinstance(value, str) and declared.vocabulary is not None:
        return _report_words().word(declared.vocabulary, value, run.language)
    if isinstance(value, int | float):
        if declared.type == "integer":
            return str(value)
        return run.words.number(value, 0 if float(value).is_integer() else 2)
    return value if isinstance(value, str) else run.words.date(value)


def _label(run: Run, one: Difference) -> str:
    if one.sheet == "milestones":
        return run.words(f"step.{one.label}") if one.label else ""
    return one.label


def _what(run: Run, one: Difference) -> str:
    if one.column is None or one.kind == "renamed":
        return run.words(f"difference.{one.kind}")
    sheet = SHEET_BY_KEY[one.sheet]
    return column_title(sheet, sheet.column(one.column), run.language).rstrip(" *")


def _after(run: Run, one: Difference) -> str:
    text = shown(run, one.sheet, one.column, one.after)
    if one.day_shift is None:
        return text
    key = "difference.later" if one.day_shift > 0 else "difference.earlier"
    return f"{text} ({run.words(key, n=abs(one.day_shift))})"


def _counted(words: Words, changes: Iterable[Difference]) -> str:
    """The differences summed up by kind, such as ``3 dates moved, 1 action dropped``."""
    counts = Counter(_kind(one) for one in changes)
    said = [words(f"difference.count.{kind}", n=counts[kind]) for kind in _COUNTED if counts[kind]]
    return ", ".join(said) + "."


def _kind(one: Difference) -> str:
    if one.kind in ("added", "removed", "renamed"):
        return one.kind if one.sheet == "roadmap" else "other"
    if one.day_shift is not None and one.sheet in ("roadmap", "progress"):
        return "moved"
    if one.column in ("target", "baseline", "unit"):
        return "target"
    return "status" if one.column == "status" else "other"


def _shortened(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# ---------------------------------------------------------------------------------------------- parts


@lru_cache(maxsize=1)
def load() -> Reference:
    """The reference data, read once."""
    return load_reference(places().data)


@lru_cache(maxsize=1)
def _report_words() -> ReportWords:
    return ReportWords(load())


def _own_country() -> str | None:
    roles = identity.current().roles
    return next((role.country for role in roles if role.country), None)


def _year_due(run: Run, years: list[str]) -> str:
    rows = queries.alliance.next_due(run.today)
    return years[-1] if rows.empty else str(int(rows.iloc[0].reporting_year))


def _prefix(here: Places) -> str:
    return ILLUSTRATIVE_PREFIX if here.is_practice else ""


def _template_name(country: str, year: str, language: str) -> str:
    return f"{_prefix(places())}report-{country}-{year}-{language}.xlsx"


def _template_file(country: str, year: int, language: str, sees_alliance: bool) -> bytes:
    here = places()
    earlier = earlier_reports(here, country, year - 1, load(), public_only=not sees_alliance)
    with tempfile.TemporaryDirectory(prefix="pathfinder-") as folder:
        path = Path(folder) / _template_name(country, str(year), language)
        previous = earlier[-1] if earlier else None
        write_template(
            path, country, year, language, load(), previous, is_illustrative=here.is_practice
        )
        return path.read_bytes()


def _checked(file_name: str, content: bytes, run: Run) -> Checked:
    """The file checked; a second look at the same file in the same build and by the same person is remembered."""
    key = (hashlib.sha256(content).hexdigest(), file_name, run.build, run.audience)
    known = st.session_state.get("checked")
    if known is None or known[0] != key:
        known = (key, check_upload(file_name, content, run.audience == "alliance"))
        st.session_state["checked"] = known
    checked: Checked = known[1]
    return checked


def check_upload(file_name: str, content: bytes, sees_alliance: bool) -> Checked:
    """A file checked as the store would take it, against what the reader may see of the country's earlier reports."""
    here, reference, words = places(), load(), _report_words()
    with tempfile.TemporaryDirectory(prefix="pathfinder-") as folder:
        path = Path(folder) / safe_file_name(file_name)
        path.write_bytes(content)
        result = check_file(path, reference, here.is_practice, words)
        earlier: list[Report] = []
        report = result.report
        if report is not None and report.country_code and report.reporting_year:
            earlier = earlier_reports(
                here,
                report.country_code,
                report.reporting_year,
                reference,
                public_only=not sees_alliance,
                besides=hashlib.sha256(content).hexdigest(),
            )
        if report is not None and earlier:
            result = check_file(path, reference, here.is_practice, words, history=earlier)
    last = earlier[-1] if earlier else None
    changes = tuple(differences(report, last)) if report is not None and last is not None else ()
    return Checked(file_name, content, result, changes, last.reporting_year if last else None)


def _verdict(run: Run, checked: Checked) -> None:
    words, result = run.words, checked.result
    errors, warnings = len(result.errors), len(result.warnings)
    counts = (
        f"{words('submit.check.errors', n=errors)}, {words('submit.check.warnings', n=warnings)}."
    )
    if errors:
        st.error(f"{words('submit.check.refused')} {counts}", icon=":material/block:")
    elif warnings:
        st.warning(f"{words('submit.check.accepted_with')} {counts}", icon=":material/warning:")
    else:
        st.success(words("submit.check.accepted"), icon=":material/check_circle:")


def _problem_list(found: tuple[Problem, ...], language: str) -> bytes:
    rows: pd.DataFrame = problem_list(found, language)
    return csv_bytes(rows)


def _marked(content: bytes, file_name: str, found: tuple[Problem, ...], language: str) -> bytes:
    return mark_workbook(content, file_name, found, language)


def _send(checked: Checked, words: Words) -> None:
    """Send the file. Who may is asked anew: a role may be gone since the page was drawn."""
    report = checked.result.report
    assert report is not None and report.country_code is not None
    person = identity.current()
    role = person.role_for(report.country_code)
    if role is None or checked.result.errors:
        st.session_state["send_error"] = words("submit.send.not_allowed")
        return
    details = {
        "file_name": safe_file_name(checked.file_name),
        "size_bytes": len(checked.content),
        "country_code": report.country_code,
        "reporting_year": report.reporting_year,
        "language": report.form.text("language"),
        "visibility": report.form.text("visibility"),
        "is_illustrative": report.is_illustrative,
        "warning_count": len(checked.result.warnings),
    }
    try:
        send(Store(places().store), checked.content, actor(person, role), details)
    except (NotAllowed, StoreError, OSError) as error:
        st.session_state["send_error"] = words("submit.send.failed", error=str(error))


def send_error() -> None:
    """Say what went wrong with the last sending, once."""
    error = st.session_state.pop("send_error", None)
    if error:
        st.error(error, icon=":material/error:")


def _already_there(run: Run, known: Submission) -> None:
    words = run.words
    st.success(
        words(
            "submit.send.done",
            date=moment(words, known.received.at),
            checksum=known.submission_id[:12],
        ),
        icon=":material/task_alt:",
    )
    show.fragment(events(run, known))


def _summary(run: Run, submission: Submission) -> str:
    country = queries.alliance.names(run.language)[submission.country_code]
    state = run.words(f"submission.{submission.state}")
    return f"{country} · {submission.reporting_year} · {state}"

"""Checks a report workbook and says all that is wrong at once; it changes nothing in the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.reference import Reference
from etl.report.personal import OFFICIAL_COLUMNS, personal_data
from etl.report.previous import changes, reappeared
from etl.report.problem import FOUND_LENGTH, Problem
from etl.report.read import read_workbook
from etl.report.workbook import (
    ILLUSTRATIVE_PREFIX,
    SHEET_BY_KEY,
    SHEETS,
    Column,
    Report,
    Row,
    Value,
    Words,
    column_title,
)

HIGHEST_OF_UNIT = {"percent": 100, "per_100000": 100_000}
# Statuses that claim something was done, and so ask for evidence.
CLAIMS_PROGRESS = frozenset({"limited", "substantial", "complete"})
# From this step on, progress on the roadmap is expected.
PROGRESS_EXPECTED_FROM = "implementing"
# Steps that can only follow one another. Focal point and the two consultations run in parallel.
ORDERED_STEPS = (
    "expression_of_interest",
    "roadmap_submitted",
    "roadmap_approved",
    "implementing",
    "concluded",
)
# What each open status allows, in per cent; the bounds belong to it. Limited is "less than half
# done", substantial "half or more" (the note on the column).
PERCENT_OF_STATUS = {"limited": (1, 49), "substantial": (50, 99), "cancelled": (0, 99)}
# What says the same under two identifiers, by sheet.
TELLING_COLUMNS = {
    "roadmap": ("action", "lead_body", "start_date", "due_date"),
    "good_practices": ("title", "description"),
    "support": ("description", "kind"),
}
EXAMPLE_LINK = "https://example.org/report.pdf"


@dataclass(frozen=True)
class CheckResult:
    """A checked file: the report (None when it could not be read) and every problem found."""

    report: Report | None
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that block the report."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that are accepted and shown."""
        return [problem for problem in self.problems if problem.severity == "warning"]


def check_file(
    path: Path,
    reference: Reference,
    is_illustrative: bool | None = None,
    words: Words | None = None,
    history: Sequence[Report] = (),
) -> CheckResult:
    """Read and check one workbook; every problem is reported, none stops the search for the next.

    With ``is_illustrative`` the report must (True) or must not (False) be marked as illustrative.
    ``words`` may be passed in when many files are checked. With ``history``, the
    country's earlier reports, oldest first, what this one takes back of the last of them is warned
    of, and what returns from those before. Problems stand in the order of the sheets.
    """
    words = words or Words(reference)
    report, problems = read_workbook(path, words)
    if report is not None:
        checker = _Checker(report, words)
        problems = problems + [problem for rule in RULES for problem in rule(checker)]
        problems += _check_mark(checker, path, is_illustrative)
        problems += _check_history(checker, history)
        problems = _in_order(problems, report)
    return CheckResult(report, problems)


def has_evidence_gap(progress: Row) -> bool:
    """Whether a row of the Progress sheet claims progress and gives no evidence for it."""
    return progress.text("status") in CLAIMS_PROGRESS and progress.text("evidence_url") is None


class _Checker:
    """What every rule needs: the report, the reference data, and a way to name a cell."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words, self.reference = report, words, words.reference
        self.actions: dict[str | None, Row] = {}
        for row in report.rows["roadmap"]:
            self.actions.setdefault(row.text("action_id"), row)

    def problem(
        self,
        rule: str,
        sheet: str,
        row: Row,
        column: str,
        accepted: object = "",
        found: str | None = None,
    ) -> Problem:
        """A problem at a cell; what was found is the cell's value, if not said otherwise."""
        return Problem(
            rule,
            sheet=self.report.sheet_titles.get(sheet, ""),
            cell=row.cells.get(column, ""),
            found=self.show(sheet, column, row.values.get(column)) if found is None else found,
            accepted=str(accepted),
        )

    def show(self, sheet: str, column: str, value: object) -> str:
        """A value as it stands in the workbook: its words, whole numbers without a point."""
        declared = SHEET_BY_KEY[sheet].column(column)
        if isinstance(value, bool):
            return self.word("yes_no", "yes" if value else "no")
        if isinstance(value, str) and declared.vocabulary is not None:
            return self.word(declared.vocabulary, value)
        return _plain(value)

    def title(self, sheet: str, column: str) -> str:
        """A column's title in the workbook's language, without the mark of required ones."""
        declared = SHEET_BY_KEY[sheet]
        return column_title(declared, declared.column(column), self.report.language).rstrip(" *")

    def word(self, vocabulary: str, code: str) -> str:
        return self.words.word(vocabulary, code, self.report.language)


Rule = Callable[[_Checker], Iterator[Problem]]


def _check_year_and_period(checker: _Checker) -> Iterator[Problem]:
    form, calendar = checker.report.form, checker.reference.calendar
    year = checker.report.reporting_year
    if year is None:
        return
    if year not in calendar:
        yield checker.problem(
            "unknown_year", "report", form, "reporting_year", ", ".join(map(str, calendar))
        )
        return
    for column in ("period_start", "period_end"):
        expected, found = getattr(calendar[year], column), form.date(column)
        if found is not None and found != expected:
            yield checker.problem("period_differs", "report", form, column, expected)


def _check_date_order(checker: _Checker) -> Iterator[Problem]:
    for sheet, row, column in _all_cells(
        checker.report, lambda column: column.not_before is not None
    ):
        if column.not_before is not None:
            found, earliest = row.date(column.key), row.date(column.not_before)
            if found is not None and earliest is not None and found < earliest:
                yield checker.problem("date_order", sheet, row, column.key, earliest)


def _check_submission(checker: _Checker) -> Iterator[Problem]:
    form = checker.report.form
    submitted, end = form.date("submitted_date"), form.date("period_end")
    if submitted is not None and end is not None and submitted < end:
        yield checker.problem("sent_before_period_end", "report", form, "submitted_date", end)


def _check_action_dates(checker: _Checker) -> Iterator[Problem]:
    """Dates of actions against those of the roadmap, the way of the country and the progress."""
    milestones = (row.date("milestone_date") for row in checker.report.rows["milestones"])
    joined = min((one for one in milestones if one is not None), default=None)
    for row in checker.report.rows["roadmap"]:
        due = row.date("due_date")
        if joined is not None and due is not None and due < joined:
            yield checker.problem("due_before_joining", "roadmap", row, "due_date", joined)
    submitted = checker.report.form.date("submitted_date")
    for row in checker.report.rows["progress"]:
        action = checker.actions.get(row.text("action_id"))
        start = None if action is None else action.date("start_date")
        if start is None:
            continue
        revised, completed = row.date("revised_due_date"), row.date("completed_date")
        if revised is not None and revised < start:
            yield checker.problem("date_order", "progress", row, "revised_due_date", start)
        if completed is not None and completed < start:
            yield checker.problem(
                "completed_before_start", "progress", row, "completed_date", start
            )
        if row.text("status") in CLAIMS_PROGRESS and submitted is not None and start > submitted:
            yield checker.problem("progress_before_start", "progress", row, "status", start)


def _check_past_dates(checker: _Checker) -> Iterator[Problem]:
    submitted = checker.report.form.date("submitted_date")
    if submitted is None:
        return
    for sheet, row, column in _all_cells(checker.report, lambda column: column.is_past):
        found = row.date(column.key)
        if found is not None and found > submitted:
            yield checker.problem("date_after_submission", sheet, row, column.key, submitted)


def _check_milestone_order(checker: _Checker) -> Iterator[Problem]:
    rows = {row.text("step"): row for row in checker.report.rows["milestones"]}
    dates = {step: row.date("milestone_date") for step, row in rows.items()}
    for step, row in rows.items():
        position = ORDERED_STEPS.index(step) if step in ORDERED_STEPS else 1
        before = [dates.get(one) for one in ORDERED_STEPS[:position]]
        latest = max((one for one in before if one is not None), default=None)
        found = dates[step]
        if found is not None and latest is not None and found < latest:
            yield checker.problem("milestone_order", "milestones", row, "milestone_date", latest)


def _check_identities(checker: _Checker) -> Iterator[Problem]:
    for sheet in SHEETS:
        if sheet.is_form:
            continue
        seen: dict[tuple[Value, ...], Row] = {}
        for row in checker.report.rows[sheet.key]:
            identity = tuple(_folded(row.values.get(key)) for key in sheet.identity)
            if None in identity:
                continue
            first = seen.setdefault(identity, row)
            if first is not row:
                yield checker.problem(
                    "duplicate_id",
                    sheet.key,
                    row,
                    sheet.identity[0],
                    first.cells[sheet.identity[0]],
                )


def _check_repetitions(checker: _Checker) -> Iterator[Problem]:
    for sheet, columns in TELLING_COLUMNS.items():
        (identifier,) = SHEET_BY_KEY[sheet].identity
        seen: dict[tuple[Value, ...], Row] = {}
        for row in checker.report.rows[sheet]:
            told = tuple(_folded(row.values.get(key)) for key in columns)
            if told[0] is None:
                continue
            first = seen.setdefault(told, row)
            known, found = first.text(identifier), row.text(identifier)
            if known and found and _folded(known) != _folded(found):
                yield checker.problem("repeated_entry", sheet, row, identifier, known)


def _check_progress_actions(checker: _Checker) -> Iterator[Problem]:
    known = [action for action in checker.actions if action is not None]
    # A long roadmap is not listed whole at every cell.
    listed = known if len(known) <= 12 else [*known[:3], "…", known[-1]]
    progress = checker.report.rows["progress"]
    for row in progress:
        action_id = row.text("action_id")
        if action_id is not None and action_id not in checker.actions:
            yield checker.problem(
                "unknown_action", "progress", row, "action_id", ", ".join(listed) or "–"
            )
    reached = {row.text("step") for row in checker.report.rows["milestones"]}
    if not progress and PROGRESS_EXPECTED_FROM not in reached:
        return
    reported = {row.text("action_id") for row in progress}
    for action_id, action in checker.actions.items():
        if action_id is not None and action_id not in reported:
            title = checker.report.sheet_titles.get("progress", "")
            yield checker.problem("action_without_progress", "roadmap", action, "action_id", title)


def _check_money(checker: _Checker) -> Iterator[Problem]:
    spent_on = {
        row.text("action_id"): row
        for row in checker.report.rows["progress"]
        if row.number("spent") is not None
    }
    for action_id, action in checker.actions.items():
        budget = action.number("budget")
        row = spent_on.get(action_id)
        spent = None if row is None else row.number("spent")
        amount = spent if budget is None else budget
        if amount is not None and action.is_empty("budget_currency"):
            yield checker.problem(
                "missing_currency",
                "roadmap",
                action,
                "budget_currency",
                "EUR",
                found=_plain(amount),
            )
        is_without_budget = action.is_empty("budget")
        title = checker.title("roadmap", "budget")
        if is_without_budget and row is None and action.text("budget_currency") is not None:
            yield checker.problem(
                "currency_without_amount", "roadmap", action, "budget_currency", title
            )
        if row is not None and is_without_budget:
            yield checker.problem("spent_without_budget", "progress", row, "spent", title)
        if row is not None and spent is not None and budget is not None and spent > budget:
            accepted = f"{_plain(budget)} {action.text('budget_currency') or ''}".strip()
            yield checker.problem("spent_above_budget", "progress", row, "spent", accepted)


def _check_statuses(checker: _Checker) -> Iterator[Problem]:
    for row in checker.report.rows["progress"]:
        status, percent = row.text("status"), row.number("percent_complete")
        if status is None:
            continue
        word = checker.word("action_status", status)
        if has_evidence_gap(row) and row.is_empty("evidence_url"):
            yield checker.problem(
                "no_evidence", "progress", row, "evidence_url", EXAMPLE_LINK, word
            )
        if status != "complete" and row.date("completed_date") is not None:
            complete = checker.word("action_status", "complete")
            yield checker.problem(
                "completed_not_complete", "progress", row, "completed_date", complete, word
            )
        if status == "complete" and row.is_empty("completed_date"):
            yield checker.problem(
                "complete_without_date", "progress", row, "completed_date", "2026-03-31", word
            )
        spent = row.number("spent")
        if status == "not_started" and spent:
            yield checker.problem(
                "not_started_spent", "progress", row, "spent", "0", f"{_plain(spent)} · {word}"
            )
        if percent is None:
            continue
        low, high = PERCENT_OF_STATUS.get(status, (0, 100))
        if 0 < percent < 1:
            yield checker.problem(
                "percent_looks_like_share",
                "progress",
                row,
                "percent_complete",
                f"{percent * 100:g}",
            )
        elif status == "complete" and percent < 100:
            yield checker.problem("complete_below_100", "progress", row, "percent_complete", "100")
        elif status == "not_started" and percent > 0:
            yield checker.problem("not_started_above_0", "progress", row, "percent_complete", "0")
        elif percent < low or percent >= high + 1:
            found = f"{_plain(percent)} · {word}"
            yield checker.problem(
                "percent_against_status",
                "progress",
                row,
                "percent_complete",
                f"{low}–{high}",
                found,
            )


def _check_figures(checker: _Checker) -> Iterator[Problem]:
    reporting_year = checker.report.reporting_year
    for row in checker.report.rows["national_data"]:
        year, value = row.number("year"), row.number("value")
        if year is not None and reporting_year is not None and year > reporting_year:
            yield checker.problem(
                "figure_after_report", "national_data", row, "year", reporting_year
            )
        indicator = checker.reference.indicators.get(row.text("series_code") or "")
        if indicator is None:
            continue
        highest = HIGHEST_OF_UNIT.get(indicator.unit)
        if value is not None and highest is not None and value > highest:
            yield checker.problem("out_of_range", "national_data", row, "value", f"0–{highest}")
        if value is not None and indicator.unit == "number" and not value.is_integer():
            yield checker.problem(
                "not_a_whole_number", "national_data", row, "value", _plain(float(round(value)))
            )
        for column, comparable in (
            ("sex", indicator.comparable_sexes),
            ("age", indicator.comparable_ages),
        ):
            found = row.text(column)
            if found is not None and found not in comparable:
                accepted = ", ".join(checker.word(column, code) for code in comparable)
                yield checker.problem(
                    "figure_not_comparable", "national_data", row, column, accepted
                )


def _check_personal_data(checker: _Checker) -> Iterator[Problem]:
    # The same bodies, funds and partners are named in many rows.
    known: dict[str, tuple[tuple[str, str], ...]] = {}
    for sheet, row, column in _all_cells(
        checker.report,
        lambda column: column.type == "text" and column.key not in OFFICIAL_COLUMNS,
    ):
        text = row.text(column.key)
        if text is None:
            continue
        if text not in known:
            known[text] = tuple(personal_data(text))
        for rule, found in known[text]:
            yield checker.problem(rule, sheet, row, column.key, found=found)


RULES: tuple[Rule, ...] = (
    _check_year_and_period,
    _check_date_order,
    _check_past_dates,
    _check_submission,
    _check_action_dates,
    _check_milestone_order,
    _check_identities,
    _check_repetitions,
    _check_progress_actions,
    _check_money,
    _check_statuses,
    _check_figures,
    _check_personal_data,
)


def _check_mark(checker: _Checker, path: Path, is_illustrative: bool | None) -> Iterator[Problem]:
    """Generated reports and countries' own never mix: mark and file name must say which."""
    form = checker.report.form
    marked = form.values.get("is_illustrative")
    named = path.name.startswith(ILLUSTRATIVE_PREFIX)
    if is_illustrative is False and (marked is True or named):
        accepted = checker.word("yes_no", "no")
        found = None if marked is True else path.name
        yield checker.problem(
            "illustrative_in_received", "report", form, "is_illustrative", accepted, found
        )
    if is_illustrative is True and not (marked is True and named):
        title = checker.title("report", "is_illustrative")
        accepted = f"{ILLUSTRATIVE_PREFIX}…, {title}: {checker.word('yes_no', 'yes')}"
        found = path.name if marked is True else None
        yield checker.problem(
            "not_marked_illustrative", "report", form, "is_illustrative", accepted, found
        )


def _check_history(checker: _Checker, history: Sequence[Report]) -> Iterator[Problem]:
    report = checker.report
    if not history or any(one.country_code is None for one in (report, *history)):
        return
    for one in history:
        if report.country_code != one.country_code:
            accepted = checker.word("country", str(one.country_code))
            yield checker.problem(
                "previous_of_another_country", "report", report.form, "country_code", accepted
            )
            return
    previous = history[-1]
    for rule, sheet, row, column, before in changes(report, previous):
        accepted = checker.show(sheet, column, before.values.get(column)) or "–"
        found = None if row is None else checker.show(sheet, column, row.values.get(column)) or "–"
        if row is None:
            found, accepted = accepted, checker.word("action_status", "cancelled")
        yield checker.problem(rule, sheet, row or Row(), column, accepted, found)
    for row, last, before in reappeared(report, history):
        accepted = f"{last.reporting_year or '–'} ({before.text('action') or '–'})"
        yield checker.problem(
            "action_reappeared", "roadmap", row, "action_id", accepted[:FOUND_LENGTH]
        )


def _all_cells(
    report: Report, is_asked_for: Callable[[Column], bool]
) -> Iterator[tuple[str, Row, Column]]:
    """Sheet, row and column of all cells of some columns, row by row."""
    for sheet, rows in {"report": [report.form], **report.rows}.items():
        columns = [column for column in SHEET_BY_KEY[sheet].columns if is_asked_for(column)]
        if columns:
            for row in rows:
                for column in columns:
                    yield sheet, row, column


def _folded(value: Value) -> Value:
    """A text without regard to case and outer white space, anything else as it is."""
    return value.strip().casefold() if isinstance(value, str) else value


def _plain(value: object) -> str:
    """A number without exponent and needless decimals, anything else as its text."""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value}"
    return "" if value is None else str(value)


def _in_order(problems: list[Problem], report: Report) -> list[Problem]:
    """Problems in the order of the sheets, and as they were found within a sheet."""
    sheets = list(report.sheet_titles.values())
    return sorted(
        problems, key=lambda problem: sheets.index(problem.sheet) if problem.sheet in sheets else -1
    )

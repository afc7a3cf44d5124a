"""The reports that were due by a day: how many came on time, and which came late or not at all."""

from __future__ import annotations

import pandas as pd

from dashboard import pieces, queries, shell, show
from dashboard.charts import status_shares
from dashboard.pieces import Cell, Table
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import REPORT_SIGNS
from dashboard.warehouse import remembered


def show_part(run: Run, scope: Scope) -> None:
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
    show.table(
        run,
        _late(run, scope),
        key="late_reports",
        title=words("accountability.late.title"),
        note=words("accountability.late.note", date=date),
        foot=foot,
        empty=words("accountability.late.empty"),
    )


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
def _late(run: Run, scope: Scope) -> Table | None:
    """The late and missing reports: by year, countries by name; None where there are none."""
    words, rows = run.words, queries.accountability.reports(scope, run.language)
    cells = [
        [
            Cell(str(row.reporting_year), is_short=True, value=int(row.reporting_year)),
            Cell(
                str(row.country_name),
                link=shell.address("country", run, country=row.country_code, section="reports"),
            ),
            Cell(
                f"{REPORT_SIGNS[row.status]} {words(f'report_status.{row.status}')}", is_short=True
            ),
            pieces.day(row.due_date, words),
            pieces.day(row.received_date, words),
            pieces.number(row.days_late, words),
        ]
        for row in rows[rows.status != "on_time"].itertuples()
    ]
    keys = ("reporting_year", "country", "status", "due", "received", "days_late")
    head = [words(f"table.{key}") for key in keys]
    return Table(head, cells, words("accountability.late.title")) if cells else None

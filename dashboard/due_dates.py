"""Due dates of the yearly reports: who is on time, late or missing, and the same as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import icalendar
import pandas as pd

from dashboard.words import Words

STATUSES = ("on_time", "late", "in_review", "missing", "not_due")
REMINDER_DAYS = (30, 7)


def with_status(
    rows: pd.DataFrame, sent: Mapping[tuple[str, int], datetime.date], today: datetime.date
) -> pd.DataFrame:
    """One row per country and reporting year, as given, with status, day of arrival and days late.

    ``rows`` are those of ``queries.alliance.due_reports``. ``sent`` has the day on which the first file of a
    country and year came, published or not. ``in_review``: a file came, and none is published yet. ``days_late``
    counts to the arrival, or to today where nothing came; none before the due date and when in time.
    """
    out = rows.copy()
    due = [_day(value) for value in rows.due_date]
    received = [
        sent.get((code, int(year)), _day(first))
        for code, year, first in zip(
            rows.country_code, rows.reporting_year, rows.first_received_date, strict=True
        )
    ]
    out["status"] = [
        _status(published, day, came, today)
        for published, day, came in zip(rows.report_status, due, received, strict=True)
    ]
    out["received_date"] = received
    late = [((came or today) - day).days for day, came in zip(due, received, strict=True) if day]
    out["days_late"] = pd.array([days if days > 0 else None for days in late], dtype="Int64")
    return out


def calendar_file(rows: pd.DataFrame, words: Words, today: datetime.date) -> bytes:
    """An .ics file: one event of a day per country and reporting year that is still to come or missing.

    With reminders 30 and 7 days before. The same event has the same UID in every file, so that a calendar that reads
    the file again moves it and doubles nothing.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Pathfinder Progress//Report due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words("review.due.calendar_name"))
    for row in rows[rows.status.isin(["not_due", "missing"])].itertuples():
        day = _day(row.due_date)
        assert day is not None
        event = icalendar.Event()
        event.add("uid", f"report-{row.country_code}-{row.reporting_year}@pathfinder-progress")
        event.add(
            "dtstamp", datetime.datetime(today.year, today.month, today.day, tzinfo=datetime.UTC)
        )
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        title = words("review.due.event", country=row.country_name, year=str(row.reporting_year))
        event.add("summary", title)
        note = words(f"due_status.{row.status}")
        event.add(
            "description", f"{note}. {words('review.due.assumed')}" if row.is_assumed else note
        )
        for days in REMINDER_DAYS:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", datetime.timedelta(days=-days))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _status(
    published: str, due: datetime.date | None, came: datetime.date | None, today: datetime.date
) -> str:
    if published != "missing":
        return published
    if came is not None:
        return "in_review"
    return "missing" if due is not None and due < today else "not_due"


def _day(value: object) -> datetime.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()

"""Due dates: what each status means, and a calendar file that a calendar program reads."""

from __future__ import annotations

import datetime

import icalendar
import pandas as pd
import pytest

from dashboard.due_dates import calendar_file, with_status
from dashboard.words import words_of

TODAY = datetime.date(2026, 11, 22)
DUE = datetime.date(2026, 10, 31)


def rows(*given: tuple[str, int, datetime.date, str, datetime.date | None]) -> pd.DataFrame:
    columns = ["country_code", "reporting_year", "due_date", "report_status", "first_received_date"]
    table = pd.DataFrame(given, columns=columns)
    return table.assign(
        country_name=[f"Land {code}" for code in table.country_code], is_assumed=True
    )


@pytest.fixture
def table() -> pd.DataFrame:
    later = datetime.date(2027, 10, 31)
    return with_status(
        rows(
            ("AAA", 2026, DUE, "on_time", datetime.date(2026, 10, 1)),
            ("BBB", 2026, DUE, "late", datetime.date(2026, 11, 5)),
            ("CCC", 2026, DUE, "missing", None),
            ("DDD", 2026, DUE, "missing", None),
            ("CCC", 2027, later, "missing", None),
        ),
        {("DDD", 2026): datetime.date(2026, 11, 20)},
        TODAY,
    )


def test_status_days_and_arrival(table: pd.DataFrame) -> None:
    assert list(table.status) == ["on_time", "late", "missing", "in_review", "not_due"]
    # 31 October to 5, 22 and 20 November.
    assert [None if pd.isna(days) else int(days) for days in table.days_late] == [
        None, 5, 22, 20, None,
    ]  # fmt: skip
    assert list(table.received_date[:2]) == [datetime.date(2026, 10, 1), datetime.date(2026, 11, 5)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_calendar_holds_what_is_missing_or_to_come(table: pd.DataFrame, language: str) -> None:
    words = words_of(language)
    calendar = icalendar.Calendar.from_ical(calendar_file(table, words, TODAY))
    events = calendar.walk("VEVENT")
    assert [(str(event["uid"]), event["dtstart"].dt) for event in events] == [
        ("report-CCC-2026@pathfinder-progress", DUE),
        ("report-CCC-2027@pathfinder-progress", datetime.date(2027, 10, 31)),
    ]
    assert str(events[0]["summary"]) == words("review.due.event", country="Land CCC", year="2026")
    assert words("review.due.assumed") in str(events[0]["description"])
    alarms = [alarm["trigger"].dt.days for alarm in events[0].walk("VALARM")]
    assert alarms == [-30, -7]


def test_the_same_calendar_again_is_the_same_bytes(table: pd.DataFrame) -> None:
    words = words_of("en")
    assert calendar_file(table, words, TODAY) == calendar_file(table, words, TODAY)


def test_nothing_to_come_is_a_calendar_without_events(table: pd.DataFrame) -> None:
    calendar = icalendar.Calendar.from_ical(
        calendar_file(table[table.status == "late"], words_of("en"), TODAY)
    )
    assert calendar.walk("VEVENT") == []

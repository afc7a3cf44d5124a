"""The roadmap in time: bars from start to due date, slipped and overdue actions marked, today's line."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.charts import roadmap_gantt
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of

WORDS = words_of("en")
TODAY = datetime.date(2026, 11, 22)
DATES = ["start_date", "first_due_date", "current_due_date"]


def action(action_id: str, **cells: Any) -> dict[str, Any]:
    row = {
        "action_id": action_id,
        "action": f"Action {action_id}",
        "status": "limited",
        "start_date": "2026-01-01",
        "first_due_date": None,
        "current_due_date": "2026-12-31",
        "is_dropped": False,
        "is_overdue": False,
        "lead_body": "Ministry",
    } | cells
    return row | {"first_due_date": row["first_due_date"] or row["current_due_date"]}


def rows(*actions: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(actions, columns=list(action("A1")))
    return table.assign(**{name: pd.to_datetime(table[name]) for name in DATES}).astype(
        {"is_dropped": bool, "is_overdue": bool}
    )


TYPICAL = rows(
    action("A1", status="complete", current_due_date="2026-06-30"),
    action(
        "A2",
        status="substantial",
        first_due_date="2026-03-31",
        current_due_date="2026-09-30",
        is_overdue=True,
    ),
    action("A3", start_date=None, current_due_date="2027-03-01"),
    action("A4", current_due_date=None),  # nothing to draw: it stands in the table
    action("A5", status="not_started", current_due_date="2026-10-31", is_overdue=True),
    action("A6", status="no_report"),
    action("A7", status="complete", is_dropped=True),
)


def bars(data: pd.DataFrame, **options: Any) -> dict[str, tuple[str, str]]:
    """First and last day of each action's bar, by the action's place."""
    figure = roadmap_gantt.draw(data, WORDS, LIGHT, today=TODAY, **options)
    found = {}
    for trace in figure.data:
        if trace.type == "bar":
            for place, base, length in zip(trace.y, trace.base, trace.x, strict=True):
                start = pd.Timestamp(base)
                end = start + pd.Timedelta(milliseconds=int(length))
                found[int(place)] = (start.date().isoformat(), end.date().isoformat())
    return found


def trace(data: pd.DataFrame, name: str) -> Any:
    figure = roadmap_gantt.draw(data, WORDS, LIGHT, today=TODAY)
    (found,) = [one for one in figure.data if one.name == name]
    return found


@pytest.mark.parametrize("is_narrow", [False, True])
def test_bars_reach_from_start_to_current_due_date(is_narrow: bool) -> None:
    assert bars(TYPICAL, is_narrow=is_narrow) == {
        0: ("2026-01-01", "2026-06-30"),
        1: ("2026-01-01", "2026-09-30"),
        2: ("2026-12-31", "2027-03-01"),  # no start given: sixty days, hatched
        3: ("2026-01-01", "2026-10-31"),
        4: ("2026-01-01", "2026-12-31"),
        5: ("2026-01-01", "2026-12-31"),
    }


def test_each_status_has_its_colour_and_sign() -> None:
    complete = trace(TYPICAL, "● Complete")
    assert complete.marker.color == LIGHT.actions["complete"]
    assert list(complete.y) == [0]  # A7 was dropped: its last status says nothing any more
    dropped = trace(TYPICAL, "× dropped from the roadmap")
    assert list(dropped.y) == [5]
    assert list(dropped.marker.pattern.shape) == ["x"]
    assert list(trace(TYPICAL, "◌ No progress reported").y) == [4]


def test_unknown_start_is_hatched() -> None:
    limited = trace(TYPICAL, "◔ Limited")
    assert list(limited.y) == [2]
    assert list(limited.marker.pattern.shape) == ["/"]


def test_exactly_the_overdue_actions_are_marked() -> None:
    overdue = trace(TYPICAL, "overdue")
    assert list(overdue.y) == [1, 3]
    assert [str(day)[:10] for day in overdue.x] == ["2026-09-30", "2026-10-31"]


def test_first_promised_dates_of_exactly_the_slipped_actions() -> None:
    slipped = trace(TYPICAL, "First promised date")
    assert list(slipped.y) == [1]
    assert str(slipped.x[0])[:10] == "2026-03-31"
    assert slipped.hovertext[0] == "First promised for 31 Mar 2026"


def test_todays_line() -> None:
    figure = roadmap_gantt.draw(TYPICAL, WORDS, DARK, today=TODAY)
    (line,) = figure.layout.shapes
    assert pd.Timestamp(line.x0) == pd.Timestamp(line.x1) == pd.Timestamp(TODAY)
    assert "today, 22 Nov 2026" in [note.text for note in figure.layout.annotations]
    first, last = (pd.Timestamp(end) for end in figure.layout.xaxis.range)
    assert first < pd.Timestamp("2026-01-01")
    assert last > pd.Timestamp("2027-03-01")


def test_texts_of_reports_are_never_read_as_markup() -> None:
    link = '<a href="https://example.org">Win</a> & <5'
    data = rows(action("A1", action=link, lead_body=link))
    figure = roadmap_gantt.draw(data, WORDS, LIGHT, today=TODAY)
    (label,) = figure.layout.yaxis.ticktext
    for said in (label, figure.data[0].hovertext[0]):
        assert "<a" not in said
        assert "&lt;a" in said
        assert "&amp; &lt;5" in said


def test_labels_name_actions_and_stay_short() -> None:
    data = rows(action("A1", action="A very long action " * 20))
    (label,) = roadmap_gantt.draw(data, WORDS, LIGHT, today=TODAY).layout.yaxis.ticktext
    lines = label.split("<br>")
    assert lines[0].startswith("A1 · A very long")
    assert len(lines) == 2
    assert lines[1].endswith(" …")
    assert all(len(line) <= 48 for line in lines)


def test_one_row_and_nothing_to_mark() -> None:
    figure = roadmap_gantt.draw(rows(action("A1")), WORDS, LIGHT, today=TODAY)
    assert [one.name for one in figure.data] == ["◔ Limited"]
    assert figure.data[0].hovertext[0] == (
        "<b>A1</b> Action A1<br>◔ Limited<br>1 Jan 2026 → 31 Dec 2026<br>Ministry"
    )


@pytest.mark.parametrize("is_narrow", [False, True])
def test_one_row_without_a_date_draws_no_bar(is_narrow: bool) -> None:
    assert bars(rows(action("A4", current_due_date=None)), is_narrow=is_narrow) == {}


@pytest.mark.parametrize("is_narrow", [False, True])
def test_empty_data_draw_no_bar(is_narrow: bool) -> None:
    figure = roadmap_gantt.draw(rows(), WORDS, LIGHT, today=TODAY, is_narrow=is_narrow)
    assert not figure.data

"""Counts by status as stacked bars: every count is there once, unknowns have a look of their own."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import status_shares
from dashboard.theme import LIGHT, PROMISE_SIGNS, REPORT_SIGNS
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["label", "status", "count"])


ACTIONS = rows(
    ("Asia", "limited", 2),
    ("Africa", "complete", 1),
    ("Africa", "no_report", 3),
    ("Africa", "cancelled", 1),
)


def test_counts_stand_under_their_status_and_row() -> None:
    figure = status_shares.draw(ACTIONS, WORDS, LIGHT, kind="action")
    counts = {bar.name: dict(zip(bar.y, bar.x, strict=True)) for bar in figure.data}
    assert counts == {
        "● Complete": {"Asia": 0, "Africa": 1},
        "◔ Limited": {"Asia": 2, "Africa": 0},
        "✕ Cancelled": {"Asia": 0, "Africa": 1},
        "◌ No progress reported": {"Asia": 0, "Africa": 3},
    }
    assert figure.layout.barmode == "stack"


def test_shares_add_up_to_one_and_the_counts_stay_readable() -> None:
    figure = status_shares.draw(ACTIONS, WORDS, LIGHT, kind="action", as_share=True)
    for place in (0, 1):
        assert sum(bar.x[place] for bar in figure.data) == pytest.approx(1)
    complete = figure.data[0]
    assert list(complete.x) == [0, 0.2]
    assert list(complete.text) == ["", "1"]
    assert list(complete.customdata) == [0, 1]


def test_unknown_is_dotted_and_outlined() -> None:
    figure = status_shares.draw(ACTIONS, WORDS, LIGHT, kind="action")
    looks = {bar.name: (bar.marker.pattern.shape, bar.marker.line.width) for bar in figure.data}
    assert looks["◌ No progress reported"] == (".", 1)
    assert looks["● Complete"] == ("", 0)


def test_dropped_promise_is_crossed_out() -> None:
    data = rows(("Africa", "complete", 2), ("Africa", "dropped", 1))
    figure = status_shares.draw(data, WORDS, LIGHT, kind="action")
    dropped = figure.data[1]
    assert dropped.name == "× dropped from the roadmap"
    assert (list(dropped.x), dropped.marker.pattern.shape) == ([1], "x")


def test_reports_have_their_own_words() -> None:
    data = rows(("2026", "missing", 3), ("2026", "on_time", 4), ("2026", "late", 1))
    figure = status_shares.draw(data, words_of("fr"), LIGHT, kind="report")
    assert [bar.name for bar in figure.data] == ["● À temps", "◐ En retard", "◌ Manquant"]
    assert [bar.marker.color for bar in figure.data] == [
        LIGHT.reports[status] for status in ("on_time", "late", "missing")
    ]


def test_no_status_with_a_count_is_left_out() -> None:
    """Every status of the vocabulary that a query can give has its part in the bar."""
    for kind, signs in (("action", PROMISE_SIGNS), ("report", REPORT_SIGNS)):
        statuses = [status for status in signs if status != "not_due"]
        data = rows(*(("Row", status, 1) for status in statuses))
        figure = status_shares.draw(data, WORDS, LIGHT, kind=kind)
        assert sum(bar.x[0] for bar in figure.data) == len(statuses)


def test_one_row() -> None:
    figure = status_shares.draw(
        rows(("Kenya", "complete", 7)), WORDS, LIGHT, kind="action", as_share=True
    )
    (bar,) = figure.data
    assert (list(bar.y), list(bar.x), list(bar.text)) == (["Kenya"], [1.0], ["7"])


def test_empty_data_draw_no_bar() -> None:
    for kind in ("action", "report"):
        assert not status_shares.draw(rows(), WORDS, LIGHT, kind=kind, as_share=True).data


def test_knowledge_is_counted_with_its_own_words_and_what_is_unknown_is_hatched() -> None:
    known = rows(("16.2.1", "level", 22), ("16.2.1", "no_data", 25))
    figure = status_shares.draw(known, WORDS, LIGHT, kind="knowledge")
    assert [bar.name for bar in figure.data] == ["○ One level only", "▨ No data"]
    assert [bar.marker.pattern.shape for bar in figure.data] == ["", "/"]
    assert figure.data[0].marker.color == LIGHT.knowledge["level"]

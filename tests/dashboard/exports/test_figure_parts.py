"""A Plotly figure read for other programs: texts, ticks, axes, and what it can become."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.axes import count_axis, value_axis
from dashboard.exports.figure_parts import (
    Run,
    axis_of,
    kind_of,
    numbers,
    paragraphs,
    plain,
    row_names,
)
from dashboard.words import words_of


def test_texts_keep_bold_and_lines_and_nothing_else() -> None:
    assert paragraphs("<b>4.9%</b> (2020)<br>a &lt; b<i>!</i>") == [
        [Run("4.9%", True), Run(" (2020)", False)],
        [Run("a < b", False), Run("!", False)],
    ]
    assert plain("a<br><b>b</b>") == "a b"


def test_days_are_numbers_and_nothing_is_none() -> None:
    day = datetime.date(1970, 1, 11)
    assert numbers([day, pd.Timestamp(day), "1970-01-11", 3, None, float("nan"), pd.NaT]) == [
        10, 10, 10, 3, None, None, None,
    ]  # fmt: skip


def figure(**axis: Any) -> go.Figure:
    made = go.Figure(go.Scatter(x=[1, 2], y=[1, 2], mode="markers"))
    made.update_xaxes(**axis)
    return made


@pytest.mark.parametrize(
    ("language", "unit", "highest", "step", "pattern"),
    [
        ("en", "percent", 80.0, 20, '#,##0"%"'),
        ("fr", "percent", 80.0, 20, '#,##0"\N{NARROW NO-BREAK SPACE}%"'),
        ("fr", "percent", 2.0, 0.5, '#,##0.0"\N{NARROW NO-BREAK SPACE}%"'),
        ("fr", "number", 4_000.0, 1_000, "#,##0"),
        ("en", "number", 4_000.0, 1_000, "#,##0"),
    ],
)
def test_even_ticks_are_left_to_the_program(
    language: str, unit: str, highest: float, step: float, pattern: str
) -> None:
    axis = axis_of(figure(**value_axis(highest, unit, words_of(language))), "x")
    assert (axis.step, axis.pattern) == (step, pattern)
    # A program counts from the lower end: the axis begins at its first tick.
    assert axis.start == 0


def test_years_are_no_thousands_and_the_axis_begins_on_one() -> None:
    axis = axis_of(figure(range=[2014.2, 2031], tickvals=[2016, 2018, 2020], tickmode="array"), "x")
    assert (axis.start, axis.step, axis.pattern) == (2014, 2, "0")


def test_uneven_or_worded_ticks_are_written_beside() -> None:
    words = words_of("en")
    assert axis_of(figure(**count_axis(4_000.0, words)), "x").step is None
    worded = figure(range=[0, 2], tickvals=[0, 1], ticktext=["as promised", "1 year later"])
    assert axis_of(worded, "x").step is None
    assert [text for _, text in axis_of(worded, "x").ticks] == ["as promised", "1 year later"]


def test_a_reversed_axis_starts_at_its_high_end() -> None:
    made = figure()
    made.update_yaxes(range=[4.6, -0.6])
    axis = axis_of(made, "y")
    assert (axis.start, axis.end, axis.low, axis.high) == (4.6, -0.6, -0.6, 4.6)
    assert axis.share(-0.6) == 1


def bars(**values: Any) -> go.Figure:
    return go.Figure(go.Bar(**({"x": [1, 2], "y": ["a", "b"], "orientation": "h"} | values)))


def test_what_a_figure_can_become() -> None:
    assert kind_of(bars()) == "bars"
    assert kind_of(bars(base=[1, 1])) == "shapes"  # rows with names have no place to stand on
    assert kind_of(figure()) == "dots"
    assert kind_of(go.Figure()) == "table"
    assert kind_of(go.Figure(go.Scatter(x=[0, 1], y=[0, 1], fill="toself"))) == "table"
    assert kind_of(go.Figure(go.Heatmap(z=[[1] * 30] * 30))) == "shapes"
    assert kind_of(go.Figure(go.Heatmap(z=[[1] * 50] * 50))) == "table"
    # Cells without a value are none.
    assert kind_of(go.Figure(go.Heatmap(z=[[1] * 30 + [None] * 60] * 30))) == "shapes"
    panels = figure(visible=False)
    panels.update_yaxes(visible=False)
    assert kind_of(panels) == "drawing"
    many = go.Figure(go.Scatter(x=[0] * 200, y=[0] * 200, text=["a"] * 200, mode="text"))
    assert kind_of(many) == "table"


def test_rows_of_one_name_are_not_taken_for_one() -> None:
    made = bars(y=[0, 1])
    made.update_yaxes(tickvals=[0, 1], ticktext=["a", "<b>b</b>"])
    assert row_names(made) == ["a", "b"]
    made.update_yaxes(ticktext=["a", "a"])
    assert row_names(made) == []
    # Then rows are told by their places.
    assert kind_of(made) == "stack"


def test_bars_in_whole_rows_are_a_stack() -> None:
    spans = {"y": [0, 1], "x": [3, 4], "base": [1, 2], "width": 0.5}
    assert kind_of(bars(**spans)) == "stack"
    assert kind_of(bars(**spans, offset=-0.25)) == "stack"
    assert kind_of(bars(**spans, offset=0.1)) == "shapes"
    assert kind_of(bars(**spans | {"y": [0, 1.5]})) == "shapes"
    # Two bars that begin elsewhere in one row cannot be stacked.
    assert kind_of(bars(**spans | {"y": [0, 0]})) == "shapes"
    both = go.Figure([go.Bar(y=[0], x=[1], orientation="h"), go.Bar(y=[0], x=[2], orientation="h")])
    both.add_vline(1)
    assert kind_of(both) == "shapes"
    both.update_layout(barmode="stack")
    assert kind_of(both) == "stack"


def test_an_axis_without_a_range_holds_stacks_and_lines() -> None:
    made = go.Figure([go.Bar(y=[0], x=[2], orientation="h"), go.Bar(y=[0], x=[3], orientation="h")])
    made.update_layout(barmode="stack")
    assert axis_of(made, "x").end > 5
    made.add_vline(9)
    assert axis_of(made, "x").end > 9

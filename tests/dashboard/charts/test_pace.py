"""Points in time, the line through them, and the straight way to the promise."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.charts import pace
from dashboard.charts.pace import Projection, Promise
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")
TO_ZERO = Promise(0.0, 2030)


def points(*cells: tuple[int, float], **facts: Any) -> pd.DataFrame:
    """Rows as `queries.progress.points` gives them: years and values; the first is the base, the last the latest."""
    columns = {
        "is_modelled": False,
        "lower_bound": float("nan"),
        "upper_bound": float("nan"),
        "source_text": "Survey of households",
    }
    table = pd.DataFrame(cells, columns=["year", "value"]).astype({"year": int, "value": float})
    return table.assign(
        is_base=[place == 0 for place in range(len(table))],
        is_latest=[place == len(table) - 1 for place in range(len(table))],
        **(columns | facts),
    )


def names(figure: Any) -> list[str]:
    """The direct labels of the picture that belong to no point."""
    return [note.text for note in figure.layout.annotations]


@pytest.fixture
def judged() -> Any:
    """Two points that fall by 1.5 a year, where 2 are required."""
    rows = points((2015, 30.0), (2021, 21.0))
    return pace.draw(
        rows, WORDS, LIGHT, unit="percent", promise=TO_ZERO, word="acceleration_needed", slope=-1.5
    )


def test_a_judged_series_has_its_two_lines_and_the_promise(judged: Any) -> None:
    required, made, dots, promise = judged.data
    assert (list(required.x), list(required.y)) == ([2015, 2030], [30.0, 0.0])
    assert required.line.dash == "dash"
    assert (list(made.x), list(made.y)) == ([2015, 2021], [30.0, 21.0])
    assert made.line.color == LIGHT.outcomes["acceleration_needed"]
    assert (list(dots.x), list(dots.y)) == ([2015, 2021], [30.0, 21.0])
    assert (list(promise.x), list(promise.y)) == ([2030], [0.0])
    assert names(judged) == ["required", "actual", "Target<br><b>0.0%</b><br>2030"]
    assert not judged.layout.showlegend


def test_every_point_has_its_value_and_year(judged: Any) -> None:
    dots = judged.data[2]
    assert list(dots.text) == ["<b>30.0%</b><br>2015", "<b>21.0%</b><br>2021"]
    assert list(dots.textposition) == ["top right"] * 2
    assert dots.hovertext[0] == "<b>30.0%</b> · 2015<br>Survey of households"


def test_labels_stand_where_the_line_leaves_room() -> None:
    rising = pace.draw(
        points((2013, 6.4), (2018, 12.0)), WORDS, LIGHT, unit="percent", promise=TO_ZERO,
        word="moving_away", slope=1.12,
    )  # fmt: skip
    assert list(rising.data[2].textposition) == ["top left"] * 2
    required, actual, _ = rising.layout.annotations
    assert (required.xanchor, actual.xanchor) == ("right", "left")


def test_the_line_is_the_least_squares_one() -> None:
    # 30, 24 and 24 in 2015, 2018 and 2021: mean 26 in 2018, slope −1; 29 at the start, 23 at the end.
    rows = points((2015, 30.0), (2018, 24.0), (2021, 24.0))
    figure = pace.draw(
        rows, WORDS, LIGHT, unit="percent", promise=TO_ZERO, word="limited_progress", slope=-1.0
    )
    assert list(figure.data[1].y) == [29.0, 23.0]


def test_a_projection_is_drawn_with_its_interval_alone() -> None:
    rows = points((2015, 30.0), (2018, 24.0), (2021, 24.0))
    figure = pace.draw(
        rows, WORDS, LIGHT, unit="percent", promise=TO_ZERO, word="limited_progress", slope=-1.0,
        projection=Projection(2030, 14.0, 2.0, 26.0, 0.95),
    )  # fmt: skip
    line = figure.data[2]
    assert (list(line.x), list(line.y)) == ([2021, 2030], [23.0, 14.0])
    assert (list(line.error_y.array), list(line.error_y.arrayminus)) == ([0, 12.0], [0, 12.0])
    assert "projected: 14.0%<br>95% interval: 2.0% to 26.0%" in names(figure)


def test_what_is_not_judged_has_points_and_no_line() -> None:
    figure = pace.draw(points((2015, 318.0), (2018, 283.0)), WORDS, LIGHT, unit="number")
    (dots,) = figure.data
    assert dots.mode == "markers+text"
    assert list(dots.text) == ["<b>318</b><br>2015", "<b>283</b><br>2018"]
    assert names(figure) == []


def test_estimated_points_are_hollow_and_say_so() -> None:
    rows = points((2015, 30.0), (2021, 21.0), is_modelled=[False, True])
    (dots,) = pace.draw(rows, WORDS, LIGHT, unit="percent").data
    assert list(dots.marker.symbol) == ["circle", "circle-open"]
    assert "estimated or modelled" in dots.hovertext[1]


def test_published_bounds_are_bars() -> None:
    rows = points((2018, 21.4), lower_bound=14.1, upper_bound=31.0)
    figure = pace.draw(rows, WORDS, LIGHT, unit="percent")
    bars = figure.data[0].error_y
    assert bars.visible
    assert list(bars.array) == [pytest.approx(9.6)]
    assert list(bars.arrayminus) == [pytest.approx(7.3)]
    assert figure.layout.yaxis.range[1] > 31.0


def test_the_axis_shows_whole_years() -> None:
    figure = pace.draw(points((2018, 21.4)), WORDS, LIGHT, unit="percent", promise=TO_ZERO)
    assert list(figure.layout.xaxis.tickvals) == [2018, 2020, 2022, 2024, 2026, 2028, 2030]
    narrow = pace.draw(
        points((2018, 21.4)), WORDS, LIGHT, unit="percent", promise=TO_ZERO, is_narrow=True
    )
    assert list(narrow.layout.xaxis.tickvals) == [2020, 2025, 2030]


def test_many_points_on_a_phone_are_labelled_above_and_below_in_turn() -> None:
    rows = points(*((2010 + step, 100.0 + step) for step in range(6)))
    (dots,) = pace.draw(rows, WORDS, LIGHT, unit="number", is_narrow=True).data
    assert list(dots.textposition) == ["bottom center", "top center"] * 3


def test_one_row() -> None:
    figure = pace.draw(points((2016, 68.9)), WORDS, LIGHT, unit="percent", promise=TO_ZERO)
    assert list(figure.data[0].text) == ["<b>68.9%</b><br>2016"]
    # One point and a promise: no pace, so no line between them.
    assert [trace.mode for trace in figure.data] == ["markers+text", "markers"]


def test_empty_data_draw_no_point() -> None:
    assert list(pace.draw(points(), WORDS, LIGHT, unit="percent").data[0].x) == []

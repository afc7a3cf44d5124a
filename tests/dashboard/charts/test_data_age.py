"""The ages of the newest figures: a dot for each, none hidden behind another, those without a figure counted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import data_age
from dashboard.contents import gaps
from dashboard.shell import Run
from dashboard.theme import LIGHT
from dashboard.words import words_of

COLUMNS = ["label", "country_code", "country_name", "state", "shown_year", "shown_age"]
KENYA = ("16.2.1", "KEN", "Kenya", "insufficient_trend", 2018, "Y1T14")
JAMAICA = ("16.2.1", "JAM", "Jamaica", "not_comparable", 2011, "Y2T14")
FRANCE = ("16.2.1", "FRA", "France", "no_data", None, None)


def draw(*cells: tuple[Any, ...], is_narrow: bool = False) -> go.Figure:
    return data_age.draw(
        pd.DataFrame(list(cells), columns=COLUMNS), words_of("en"), LIGHT,
        reference_year=2026, ages=(5, 10), is_narrow=is_narrow,
    )  # fmt: skip


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_empty_data_draw_the_years_alone() -> None:
    assert [trace for trace in draw().data if len(trace.x)] == []


def test_one_row_is_one_dot_with_its_country() -> None:
    figure = draw(KENYA)
    (dots,) = figure.data
    assert list(dots.x) == [2018]
    assert "Kenya" in notes(figure)
    assert "<b>16.2.1</b><br>▨ 0 countries without any figure" in notes(figure)


def test_a_row_without_a_figure_is_counted_beside() -> None:
    figure = draw(KENYA, FRANCE)
    assert "<b>16.2.1</b><br>▨ 1 country without any figure" in notes(figure)
    assert len(figure.data[0].x) == 1


def test_another_age_band_is_a_hollow_diamond() -> None:
    (dots,) = draw(KENYA, JAMAICA).data
    assert dict(zip(dots.x, dots.marker.symbol, strict=True)) == {
        2018: "circle",
        2011: "diamond-open",
    }
    assert "2–14 years" in dots.hovertext[0]


def test_dots_of_one_year_stand_beside_and_above_each_other() -> None:
    cells = [("16.2.1", f"C{place}", f"Land {place}", "stale", 2018, "Y1T14") for place in range(6)]
    for is_narrow in (False, True):
        figure = draw(*cells, is_narrow=is_narrow)
        (dots,) = figure.data
        assert len(set(zip(dots.x, dots.y, strict=True))) == 6
        assert all(abs(x - 2018) < 0.5 for x in dots.x)
        assert "6 countries" in notes(figure)


def test_lines_stand_between_the_years() -> None:
    figure = draw(KENYA)
    lines = {shape.x0 for shape in figure.layout.shapes if shape.yref == "paper"}
    # In 2026 a figure of 2016 is ten years old and not older.
    assert lines == {2015.5, 2020.5}
    assert "← older than 10 years" in notes(figure)


def test_all_figures_of_the_47_are_there(run: Run) -> None:
    rows = gaps.cells(run)
    figure = data_age.draw(rows, run.words, run.style, reference_year=2026, ages=(5, 10))
    # 24 and 43 countries with any figure, 23 of women, 5 of men.
    assert [len(trace.x) for trace in figure.data] == [24, 43, 23, 5]

"""Countries at each step: reached, not reached and unknown, told apart."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import steps_reached
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of


def rows(*cells: tuple[str, int, int, int]) -> pd.DataFrame:
    columns = ["step", "reached_count", "not_reached_count", "no_report_count"]
    return pd.DataFrame(cells, columns=columns)


def test_three_parts_of_every_step() -> None:
    data = rows(("expression_of_interest", 36, 0, 11), ("roadmap_approved", 19, 17, 11))
    figure = steps_reached.draw(data, words_of("en"), LIGHT)
    reached, not_reached, no_report = figure.data
    assert (reached.name, list(reached.x)) == ("Reached", [36, 19])
    assert (not_reached.name, list(not_reached.x)) == ("Not reached", [0, 17])
    assert (no_report.name, list(no_report.x)) == ("No public report", [11, 11])
    assert list(reached.y) == ["Expression of interest", "Roadmap approved"]
    # Nothing is written where there is nothing.
    assert list(not_reached.text) == ["", "17"]
    # Not knowing is hatched, whatever the colours.
    assert no_report.marker.pattern.shape == "/"
    assert figure.layout.yaxis.autorange == "reversed"


def test_one_row() -> None:
    figure = steps_reached.draw(rows(("concluded", 1, 35, 11)), words_of("fr"), DARK)
    assert [list(part.x) for part in figure.data] == [[1], [35], [11]]
    assert list(figure.data[0].y) == ["Renouvelée ou conclue"]
    # Plotly leaves a text away that is wider than its bar, unless it is told not to.
    assert list(figure.data[0].text) == ["1"]
    assert figure.data[0].constraintext == "none"


def test_empty_data_draw_no_bar() -> None:
    figure = steps_reached.draw(rows(), words_of("en"), LIGHT)
    assert [list(part.x) for part in figure.data] == [[], [], []]

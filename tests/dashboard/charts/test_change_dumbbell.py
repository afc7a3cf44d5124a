"""Earlier and latest figures on a line per country: places, words, and which side is better."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.charts import change_dumbbell
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def changes(*cells: tuple[str, int, float, int, float], **values: Any) -> pd.DataFrame:
    """Rows as ``queries.peers.changes`` gives them; the first country is the chosen one."""
    names = ["country_name", "earlier_year", "earlier_value", "latest_year", "latest_value"]
    table = pd.DataFrame(list(cells), columns=names)
    shared = {"unit": "percent", "direction": "lower_is_better"} | values
    return table.assign(
        is_chosen=[place == 0 for place in range(len(table))],
        earlier_source_text="Survey of households",
        latest_source_text=None,
        **shared,
    )


TYPICAL = changes(("Kenya", 2017, 20.3, 2022, 12.5), ("Zimbabwe", 2014, 33.4, 2019, 33.7))


def test_dots_and_lines_stand_at_the_figures() -> None:
    figure = change_dumbbell.draw(TYPICAL, WORDS, LIGHT)
    earlier, latest = figure.data
    assert (list(earlier.x), list(latest.x)) == ([20.3, 33.4], [12.5, 33.7])
    assert (earlier.marker.symbol, latest.marker.symbol) == ("circle-open", "circle")
    assert [(line.x0, line.x1, line.y0) for line in figure.layout.shapes] == [
        (20.3, 12.5, 0),
        (33.4, 33.7, 1),
    ]
    # The chosen country alone has the accent.
    assert list(latest.marker.color) == [LIGHT.accent_text, LIGHT.secondary]


def test_both_figures_are_said_with_their_years() -> None:
    figure = change_dumbbell.draw(TYPICAL, WORDS, LIGHT)
    assert [note.text for note in figure.layout.annotations] == [
        "○ 20.3% (2017)<br>● <b>12.5%</b> (2022)",
        "○ 33.4% (2014)<br>● <b>33.7%</b> (2019)",
    ]
    assert list(figure.layout.yaxis.ticktext) == ["<b>Kenya</b>", "Zimbabwe"]
    assert figure.data[0].hovertext[0] == "<b>Kenya</b><br>20.3% (2017)<br>Survey of households"
    assert figure.data[1].hovertext[0] == "<b>Kenya</b><br>12.5% (2022)"


def test_better_side_is_hinted_where_one_is() -> None:
    for direction, said in (
        ("lower_is_better", "← better"),
        ("higher_is_better", "better →"),
        ("undefined", ""),
    ):
        figure = change_dumbbell.draw(TYPICAL.assign(direction=direction), WORDS, LIGHT)
        assert (figure.layout.xaxis.title.text or "") == said


def test_one_row_without_change() -> None:
    rows = changes(("Sweden", 2015, 0.0, 2020, 0.0), unit="per_100000", direction="undefined")
    figure = change_dumbbell.draw(rows, WORDS, LIGHT)
    assert [list(trace.x) for trace in figure.data] == [[0.0], [0.0]]


def test_empty_data_draw_no_dot() -> None:
    assert [list(trace.x) for trace in change_dumbbell.draw(changes(), WORDS, LIGHT).data] == [
        [],
        [],
    ]

"""Days of slippage: one dot an action, stacked in steps of thirty days, with the median."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts import slippage_dots
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["country_name", "slippage_kind", "slippage_days"])
    return table.assign(action="Train <b>all</b> judges", slippage_days=table.slippage_days)


SLIPPED = rows(
    ("Kenya", "done", -20),  # one step early
    ("Kenya", "done", 0),
    ("Uganda", "moved", 10),  # the same step
    ("Zambia", "overdue", 400),  # thirteen steps
    ("Kenya", "moved", 390),
)


def test_each_action_has_its_dot_and_none_hides_another() -> None:
    figure = slippage_dots.draw(SLIPPED, WORDS, LIGHT, is_narrow=False)
    dots = {trace.name: list(zip(trace.x, trace.y, strict=True)) for trace in figure.data}
    assert dots == {
        "complete": [(-30, 1), (0, 1)],
        "date now given": [(0, 2), (390, 1)],
        "overdue without a new date, and still slipping": [(390, 2)],
    }
    assert len({trace.marker.symbol for trace in figure.data}) == 3


def test_median_is_marked_and_said() -> None:
    figure = slippage_dots.draw(SLIPPED, WORDS, LIGHT, is_narrow=False)
    (note,) = figure.layout.annotations
    assert (note.x, note.text) == (10, "median 10 days")
    assert [line.x0 for line in figure.layout.shapes] == [0, 10]


def test_days_are_said_with_their_direction_and_texts_are_no_markup() -> None:
    figure = slippage_dots.draw(SLIPPED, WORDS, LIGHT, is_narrow=False)
    assert figure.data[0].hovertext[0] == (
        "<b>Kenya</b><br>Train &lt;b&gt;all&lt;/b&gt; judges<br>20 days earlier"
    )
    assert figure.data[2].hovertext[0].endswith("400 days later")


def test_years_are_ticks() -> None:
    figure = slippage_dots.draw(SLIPPED, words_of("fr"), LIGHT, is_narrow=True)
    assert list(figure.layout.xaxis.ticktext) == ["comme<br>promis", "1 an<br>plus<br>tard"]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_one_row(is_narrow: bool) -> None:
    figure = slippage_dots.draw(rows(("Kenya", "done", 45)), WORDS, LIGHT, is_narrow=is_narrow)
    (dot,) = figure.data
    assert (list(dot.x), list(dot.y)) == ([60], [1])
    assert not figure.layout.annotations  # one value has no median worth a line


def test_empty_data_draw_no_dot() -> None:
    assert not slippage_dots.draw(rows(), WORDS, LIGHT, is_narrow=False).data

"""Budget by INSPIRE strategy: bars as long as the money, and what is not costed said beside them."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import budget_bars
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["strategy", "budget_currency", "action_count", "budget"])
    return table.astype({"budget": "float"})


def test_bars_stand_in_the_order_of_inspire() -> None:
    data = rows(
        ("coordination", "EUR", 1, 10.0),
        ("laws", "EUR", 2, 1500.0),
        ("laws", "", 3, None),
        ("parents", "", 1, None),
    )
    figure = budget_bars.draw(data, WORDS, LIGHT)
    (bar,) = figure.data
    assert list(bar.y) == list(figure.layout.yaxis.tickvals) == [0, 1, 2]
    assert list(figure.layout.yaxis.ticktext) == [
        "Implementation and enforcement of<br>laws",
        "Parent and caregiver support",
        "Multisectoral coordination",
    ]
    assert list(bar.x) == [1500.0, 0.0, 10.0]
    # Without a budget a strategy has a word, and no amount of 0.
    assert list(bar.text) == [
        "1,500 EUR + 3 actions not costed",
        "1 action not costed",
        "10 EUR",
    ]


def test_axis_begins_at_zero() -> None:
    figure = budget_bars.draw(rows(("laws", "EUR", 1, 9e6)), WORDS, DARK)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 9e6


def test_a_long_label_beside_the_longest_bar_is_within_the_plot() -> None:
    data = rows(("parents", "KES", 1, 121_050_000.0), ("parents", "", 12, None))
    figure = budget_bars.draw(data, words_of("fr"), LIGHT)
    (bar,) = figure.data
    (name,) = figure.layout.yaxis.ticktext
    assert name == "Appui aux parents et aux personnes<br>ayant la charge des enfants"
    plot = 740 - 7 * len("Appui aux parents et aux personnes")
    end = figure.layout.xaxis.range[1]
    assert plot * (1 - bar.x[0] / end) >= 7 * len(bar.text[0])


def test_budget_of_zero_is_said_and_differs_from_none() -> None:
    (bar,) = budget_bars.draw(
        rows(("laws", "EUR", 1, 0.0), ("norms", "", 1, None)), WORDS, LIGHT
    ).data
    assert list(bar.text) == ["0 EUR", "1 action not costed"]


def test_narrow_screen_keeps_values_and_words() -> None:
    data = rows(("laws", "EUR", 2, 1500.0), ("norms", "EUR", 1, 40.0))
    figure = budget_bars.draw(data, WORDS, LIGHT, is_narrow=True)
    assert list(figure.data[0].x) == [1500.0, 40.0]
    said = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert said == [
        "Implementation and enforcement of laws · 1,500 EUR",
        "Norms and values · 40 EUR",
    ]


def test_one_row_that_is_not_costed() -> None:
    (bar,) = budget_bars.draw(rows(("laws", "", 4, None)), WORDS, LIGHT).data
    assert list(bar.x) == [0.0]
    assert list(bar.text) == ["4 actions not costed"]


def test_empty_data_draw_no_bar() -> None:
    for is_narrow in (False, True):
        figure = budget_bars.draw(rows(), WORDS, LIGHT, is_narrow=is_narrow)
        assert [len(trace.x) for trace in figure.data] == [0]

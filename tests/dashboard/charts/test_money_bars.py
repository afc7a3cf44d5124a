"""Money in one currency: three bars, the share of what was promised beside them, and no bar where nothing is given."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import money_bars
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, float | None, float | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["currency", "promised", "secured", "spent"])
    return table.astype({"promised": "float", "secured": "float", "spent": "float"})


def test_one_row_is_three_bars_with_their_share() -> None:
    figure = money_bars.draw(rows(("KES", 2000.0, 1500.0, 250.0)), WORDS, LIGHT)
    (bar,) = figure.data
    assert list(bar.x) == [2000.0, 1500.0, 250.0]
    assert list(figure.layout.yaxis.ticktext) == ["Promised", "Secured", "Spent"]
    assert list(bar.text) == [
        "2,000 KES",
        "1,500 KES · 75% of what was promised",
        "250 KES · 13% of what was promised",  # 12.5, half goes up
    ]
    assert figure.layout.xaxis.range[0] == 0


def test_nothing_secured_differs_from_nothing_known() -> None:
    (bar,) = money_bars.draw(rows(("EUR", 100.0, 0.0, None)), WORDS, DARK).data
    assert list(bar.x) == [100.0, 0.0, 0.0]
    assert list(bar.text)[1:] == ["0 EUR · 0% of what was promised", "not given"]


def test_spent_without_any_budget_has_no_share() -> None:
    (bar,) = money_bars.draw(rows(("EUR", None, None, 40.0)), WORDS, LIGHT).data
    assert list(bar.text) == ["not given", "not given", "40 EUR"]
    (bar,) = money_bars.draw(rows(("EUR", 0.0, 0.0, 40.0)), WORDS, LIGHT).data
    assert list(bar.text) == ["0 EUR", "0 EUR", "40 EUR"]


def test_more_spent_than_promised_is_said() -> None:
    (bar,) = money_bars.draw(rows(("EUR", 100.0, 100.0, 150.0)), WORDS, LIGHT).data
    assert bar.text[2] == "150 EUR · 150% of what was promised"


def test_narrow_screen_keeps_amounts_and_words() -> None:
    figure = money_bars.draw(rows(("KES", 2000.0, 1500.0, None)), WORDS, LIGHT, is_narrow=True)
    assert [note.text.replace("<br>", " ") for note in figure.layout.annotations] == [
        "Promised · 2,000 KES",
        "Secured · 1,500 KES · 75% of what was promised",
        "Spent · not given",
    ]


def test_empty_data_draw_no_bar() -> None:
    for is_narrow in (False, True):
        figure = money_bars.draw(rows(), WORDS, LIGHT, is_narrow=is_narrow)
        assert [len(trace.x) for trace in figure.data] == [0]

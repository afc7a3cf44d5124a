"""Money by currency: shares of each currency's own budgets, with the amount in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.charts import currency_bullets
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")
COLUMNS = ["currency", "promised", "funded", "spent"]


def rows(*cells: tuple[str, float | None, float, float | None]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=COLUMNS).astype({"promised": float, "spent": float})


MONEY = rows(("", None, 0, None), ("EUR", 200, 150, 250), ("KES", 1000, 0, None))


def said(data: pd.DataFrame, **options: Any) -> list[str]:
    figure = currency_bullets.draw(data, WORDS, LIGHT, **options)
    return [note.text for note in figure.layout.annotations]


def test_bars_are_shares_of_the_currencys_own_budget() -> None:
    figure = currency_bullets.draw(MONEY, WORDS, LIGHT, is_narrow=False)
    assert {bar.name: list(bar.x) for bar in figure.data} == {
        "Budget promised": [1, 1],
        "With a named funding source": [0.75, 0],
        "Spent, as reported": [1.25, 0],
    }
    assert list(figure.layout.yaxis.ticktext) == ["EUR", "KES"]


def test_unreported_spending_is_said_and_is_not_zero() -> None:
    assert said(MONEY, is_narrow=False) == [
        "<b>200 EUR</b> · source named 75%, spent 125%",
        "<b>1,000 KES</b> · source named 0%, spending not reported",
    ]


def test_words_beside_a_bar_have_room_in_a_narrow_picture() -> None:
    long = rows(("TZS", 27_005_000_000, 13_000_000_000, None))
    figure = currency_bullets.draw(long, words_of("fr"), LIGHT, is_narrow=False)
    (note,) = figure.layout.annotations
    letters = len(note.text.replace("<b>", "").replace("</b>", ""))
    # Beside the bar, which ends at 1, each letter has 7 of 690 pixels.
    assert 690 * (1 - 1 / figure.layout.xaxis.range[1]) >= 7 * letters


def test_words_of_large_texts_take_two_lines() -> None:
    assert said(MONEY, is_narrow=False, in_two_lines=True)[0] == (
        "<b>200 EUR</b><br>source named 75%, spent 125%"
    )


def test_phone_has_the_words_above_the_bars() -> None:
    figure = currency_bullets.draw(MONEY, WORDS, LIGHT, is_narrow=True)
    assert not figure.layout.yaxis.visible
    assert {note.x for note in figure.layout.annotations} == {0}


@pytest.mark.parametrize("is_narrow", [False, True])
def test_one_row(is_narrow: bool) -> None:
    (text,) = said(rows(("EUR", 10, 10, 0)), is_narrow=is_narrow)
    assert text.replace("<br>", " ") == "<b>10 EUR</b> · source named 100%, spent 0%"


def test_empty_data_draw_no_bar() -> None:
    figure = currency_bullets.draw(rows(), WORDS, LIGHT, is_narrow=False)
    assert not any(len(bar.x) for bar in figure.data)
    assert not figure.layout.annotations

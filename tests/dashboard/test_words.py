"""Texts, numbers, dates and money in English and French."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.words import MissingText, Words, words_of

THIN = "\N{NARROW NO-BREAK SPACE}"
ENGLISH, FRENCH = words_of("en"), words_of("fr")
EMPTY = [None, float("nan"), pd.NaT, pd.NA]


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        (0, 0, "0", "0"),
        (47, 0, "47", "47"),
        (1234567, 0, "1,234,567", f"1{THIN}234{THIN}567"),
        (4.96, 1, "5.0", "5,0"),
        (0.125, 2, "0.13", "0,13"),  # half away from zero, as Excel and PowerPoint round
        (0.65, 1, "0.7", "0,7"),
        (-2.5, 0, "\N{MINUS SIGN}3", "\N{MINUS SIGN}3"),
        (-3.5, 1, "\N{MINUS SIGN}3.5", "\N{MINUS SIGN}3,5"),
    ],
)
def test_numbers(value: float, decimals: int, english: str, french: str) -> None:
    assert ENGLISH.number(value, decimals) == english
    assert FRENCH.number(value, decimals) == french


def test_percentages_are_given_from_0_to_100() -> None:
    assert ENGLISH.percent(4.9) == "4.9%"
    assert FRENCH.percent(4.9) == f"4,9{THIN}%"
    assert FRENCH.percent(100, 0) == f"100{THIN}%"
    assert ENGLISH.percent(0) == "0.0%"
    assert ENGLISH.percent(4.45) == "4.5%"
    assert ENGLISH.percent(14.35) == "14.4%"
    assert FRENCH.percent(0.5, 0) == f"1{THIN}%"


def test_money_keeps_its_currency() -> None:
    assert ENGLISH.money(1250000, "KES") == "1,250,000 KES"
    assert FRENCH.money(1250000, "KES") == f"1{THIN}250{THIN}000 KES"


def test_dates() -> None:
    day = datetime.date(2026, 11, 2)
    assert ENGLISH.date(day) == "2 Nov 2026"
    assert FRENCH.date(day) == "2 nov. 2026"
    assert ENGLISH.month(day) == "Nov 2026"
    assert FRENCH.month(day) == "nov. 2026"
    assert FRENCH.date(pd.Timestamp(day)) == "2 nov. 2026"


@pytest.mark.parametrize("empty", EMPTY)
def test_what_is_missing_is_a_dash_and_never_zero(empty: Any) -> None:
    for words in (ENGLISH, FRENCH):
        said = [
            words.number(empty),
            words.percent(empty),
            words.money(empty, "EUR"),
            words.date(empty),
            words.month(empty),
            *(words.value(empty, unit) for unit in ("percent", "number", "per_100000")),
        ]
        assert set(said) == {"–"}


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (4.94, "percent", f"4,9{THIN}%"),
        (1234.0, "number", f"1{THIN}234"),
        (0.61, "per_100000", "0,6"),
        (0.04, "per_100000", "0,04"),  # with one decimal it would read as none
    ],
)
def test_values_in_their_unit(value: float, unit: str, said: str) -> None:
    assert FRENCH.value(value, unit) == said


def test_measure_says_its_unit() -> None:
    assert ENGLISH.measure(0.61, "per_100000") == "0.6 per 100,000"
    assert FRENCH.measure(0.61, "per_100000") == f"0,6 pour 100{THIN}000 habitants"
    assert FRENCH.measure(12, "number") == "12"


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 0, "0 actions not costed"),
        ("en", 1, "1 action not costed"),
        ("en", 2, "2 actions not costed"),
        ("fr", 0, "0 action non chiffrée"),  # French counts nought as one
        ("fr", 1, "1 action non chiffrée"),
        ("fr", 2, "2 actions non chiffrées"),
        ("fr", 1234, f"1{THIN}234 actions non chiffrées"),
    ],
)
def test_plurals(language: str, n: int, said: str) -> None:
    assert words_of(language)("budget.uncosted", n=n) == said


def test_missing_text_names_key_and_file() -> None:
    with pytest.raises(MissingText, match=r"no\.such_key has no text in locales/fr\.yml"):
        FRENCH("no.such_key")


def test_unknown_language_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="No texts in language 'xx'; available: en, fr"):
        Words("xx")


def test_values_are_filled_in_as_they_are() -> None:
    # A name with braces is no place to fill in.
    assert ENGLISH("show.source", source="{x}") == "Source: {x}"


def test_names_below_a_section_stand_once_and_in_order() -> None:
    assert ENGLISH.names_below("verification") == ["self_reported", "checked", "approved"]
    # What stands deeper is named by its first part.
    assert ENGLISH.names_below("assessment")[:3] == ["word", "chart_word", "explanation"]


def test_statements_are_set_apart_as_the_language_does() -> None:
    assert ENGLISH.listed(["one", "two", "three"]) == "one; two; three"
    assert FRENCH.listed(["un", "deux"]) == "un\N{NO-BREAK SPACE}; deux"
    assert ENGLISH.listed([]) == ""

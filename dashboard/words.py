"""Texts, numbers, dates and money in the reader's language."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

import locales

MINUS = "\N{MINUS SIGN}"
# French sets a thin no-break space in numbers, as in Babel's data, and before the percent sign, where they give a wide one.
_WIDE_SPACE, _THIN_SPACE = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
# Half a unit goes away from zero, as in Excel and PowerPoint, which round the same values in the exported files.
_ROUNDING = decimal.Context(prec=28, rounding=decimal.ROUND_HALF_UP)


class MissingText(KeyError):
    """A text key that a language's file does not have."""


class Words:
    """All words of one language. ``words("map.title")`` gives a text, the methods give numbers and dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = locales.texts(language)
        # Formats may differ from the language's most spoken form: English here writes dates as the UN does.
        self.formats = self("app.formats")
        self.locale = Locale.parse(self.formats)

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key, with {names} filled in; with ``n`` and no plain text, the plural form for n."""
        text = self._texts.get(key)
        if text is None and "n" in values:
            form = self.locale.plural_form(values["n"])
            text = self._texts.get(f"{key}.{form}", self._texts.get(f"{key}.other"))
        if text is None:
            raise MissingText(f"{key} has no text in locales/{self.language}.yml")
        if not values:
            return text
        if isinstance(values.get("n"), int | float):
            values = {**values, "n": self.number(values["n"])}
        return text.format_map(values)

    def counted(self, key: str, count: float) -> str:
        """The text of a key for a count; empty where there is none to speak of."""
        return self(key, n=int(count)) if count else ""

    def joined(self, parts: Iterable[str]) -> str:
        """The parts that say something, one after the other in one line; empty where none does."""
        said = [part for part in parts if part]
        return reduce(
            lambda first, second: self("app.both", first=first, second=second),
            said[1:],
            "".join(said[:1]),
        )

    def names_below(self, section: str) -> list[str]:
        """The names right below a section of the texts, in their order."""
        prefix = f"{section}."
        names = (
            key.removeprefix(prefix).split(".")[0] for key in self._texts if key.startswith(prefix)
        )
        return list(dict.fromkeys(names))

    def listed(self, parts: Iterable[str]) -> str:
        """Statements one after the other, with semicolons as the language sets them; empty where there are none."""
        said = ""
        for part in parts:
            said = self("app.semicolon", first=said, second=part) if said else part
        return said

    def number(self, value: Any, decimals: int = 0) -> str:
        """A number with the locale's separators; an en dash where there is none."""
        return "–" if _missing(value) else _number(self.formats, float(value), decimals)

    def percent(self, value: Any, decimals: int = 1) -> str:
        """A percentage given as 0 to 100, such as 4.9 -> ``4,9 %`` in French."""
        return "–" if _missing(value) else _percent(self.formats, float(value), decimals)

    def money(self, value: Any, currency: str) -> str:
        """An amount without minor units, with its ISO currency code."""
        return "–" if _missing(value) else f"{self.number(value)} {currency}"

    def date(self, value: datetime.date | None) -> str:
        """A day such as ``22 Nov 2026``; an en dash where there is none."""
        return "–" if _missing(value) else _date(self.formats, _day(value), "medium")

    def month(self, value: datetime.date | None) -> str:
        """A month such as ``Nov 2026``; an en dash where there is none."""
        return "–" if _missing(value) else _date(self.formats, _day(value), "MMM y")

    def value(self, value: Any, unit: str) -> str:
        """A measured value in its unit: percent, number or per_100000."""
        if unit == "percent":
            return self.percent(value)
        if unit == "per_100000":
            return self.number(value, 1 if not _missing(value) and abs(value) >= 0.1 else 2)
        return self.number(value)

    def measure(self, value: Any, unit: str) -> str:
        """A measured value as it is said in a sentence, such as ``0.6 per 100,000``."""
        return self(f"unit_phrase.{unit}", value=self.value(value, unit))


def _missing(value: Any) -> bool:
    """Whether a table's cell is empty: None, not a number, not a time."""
    return bool(pd.isna(value))


def _day(value: Any) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value


@lru_cache(maxsize=20_000)
def _number(language: str, value: float, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with decimal.localcontext(_ROUNDING):
        return format_decimal(value, format=pattern, locale=language).replace("-", MINUS)


@lru_cache(maxsize=20_000)
def _percent(language: str, value: float, decimals: int) -> str:
    pattern = Locale.parse(language).percent_formats[None].pattern
    pattern = pattern.replace("#,##0", "#,##0" + ("." + "0" * decimals if decimals else ""))
    # In decimals: divided as a binary number, half a unit may come out a little less.
    share = decimal.Decimal(str(value)) / 100
    with decimal.localcontext(_ROUNDING):
        said = format_percent(share, format=pattern, locale=language).replace("-", MINUS)
    return said.replace(_WIDE_SPACE, _THIN_SPACE)


@lru_cache(maxsize=20_000)
def _date(language: str, value: datetime.date, form: str) -> str:
    return format_date(value, format=form, locale=language)


def language_of(address: str | None, browser: str | None) -> str:
    """Code of the language to speak: the address's, else the browser's (such as ``fr-CA``), else the default."""
    wanted = (address, (browser or "").split("-")[0].lower())
    return next((code for code in wanted if code in locales.languages()), locales.DEFAULT)


@cache
def words_of(language: str) -> Words:
    """The words of a language, made once per process."""
    return Words(language)

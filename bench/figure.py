"""One measured figure: what it is, how much, how much was wanted, and whether that was met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple, Self

DECIMALS = {"ms": 0, "s": 2, "KB": 1, "MB": 1, "GiB": 2, "runs/s": 1, "×": 2}


class NotMeasured(RuntimeError):
    """A figure could not be measured; the message says what was found and what to do."""


class Figure(NamedTuple):
    """A median of repeated measurements in one unit, with its lowest and highest, and its goal if it has one."""

    name: str
    measured: float
    unit: str
    lowest: float | None = None
    highest: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @classmethod
    def of(
        cls,
        name: str,
        values: Sequence[float],
        unit: str,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> Self:
        """The median of values, with their range."""
        return cls(
            name, statistics.median(values), unit, min(values), max(values), at_most, at_least
        )

    @property
    def text(self) -> str:
        """The measured value, and the range of the single measurements where there are several."""
        text = f"{self._number(self.measured)} {self.unit}"
        if self.lowest is None or self.highest is None or self.lowest == self.highest:
            return text
        return f"{text} ({self._number(self.lowest)}–{self._number(self.highest)})"

    @property
    def goal(self) -> str:
        """The goal in words; empty for a figure that only stands beside another."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}"
        if self.at_least is not None:
            return f"≥ {self.at_least:g} {self.unit}"
        return ""

    @property
    def verdict(self) -> str:
        """``met`` or ``missed``, judged on the unrounded value; empty without a goal."""
        if self.at_most is not None:
            return "met" if self.measured <= self.at_most else "missed"
        if self.at_least is not None:
            return "met" if self.measured >= self.at_least else "missed"
        return ""

    def _number(self, value: float) -> str:
        return f"{value:,.{DECIMALS[self.unit]}f}"

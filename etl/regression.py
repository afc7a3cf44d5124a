"""The straight line through the points of a series: its slope, and where it leads, with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from etl.series import Point, Target

# The customary level of a prediction interval.
PREDICTION_LEVEL = 0.95
# Points nearer to their line than this share of their size lie on it.
_ON_THE_LINE = 1e-9


@dataclass(frozen=True)
class Projection:
    """Where the regression line stands in the target year, with its prediction interval.

    ``value``, ``lower`` and ``upper`` are in the indicator's unit, cut at 0 and, for percentages,
    at 100 (``is_clipped``). All three are None where no interval can be given, for a line without
    its uncertainty must not be drawn; ``note``, of PROJECTION_NOTES, then says why.
    """

    year: int
    value: float | None
    lower: float | None
    upper: float | None
    level: float
    is_clipped: bool
    note: str | None


def slope_of(points: Sequence[Point]) -> float:
    """Least-squares slope in units per year; needs points of at least two years."""
    _, slope = _line(points)
    return slope


def project(points: Sequence[Point], unit: str, target: Target) -> Projection:
    """The regression line in the target year, with its prediction interval.

    value ± t · s · √(1 + 1/n + (t* − t̄)² / Σ(t − t̄)²), with s² = Σ residual² / (n − 2) and t the
    quantile of Student's distribution with n − 2 degrees of freedom (any textbook on regression).
    Two points leave no degree of freedom (``needs_third_point``), and points exactly on a line show
    no scatter to measure, as interpolated figures do (``no_scatter``): both give no interval.
    """
    _, year = target.number()
    degrees_of_freedom = len(points) - 2
    note = None
    if year <= max(point.year for point in points):
        note = "target_year_reached"
    elif degrees_of_freedom < 1:
        note = "needs_third_point"
    else:
        scatter = _scatter(points)
        if scatter <= _ON_THE_LINE * max(abs(point.value) for point in points):
            note = "no_scatter"
    if note is not None:
        return Projection(year, None, None, None, PREDICTION_LEVEL, False, note)

    middle, slope = _line(points)
    mean_year = _mean([point.year for point in points])
    spread = sum((point.year - mean_year) ** 2 for point in points)
    width = (
        student_quantile(PREDICTION_LEVEL, degrees_of_freedom)
        * scatter
        * math.sqrt(1 + 1 / len(points) + (year - mean_year) ** 2 / spread)
    )
    value = middle + slope * (year - mean_year)
    found = (value, value - width, value + width)
    value, lower, upper = (_clip(number, unit) for number in found)
    return Projection(
        year=year,
        value=value,
        lower=lower,
        upper=upper,
        level=PREDICTION_LEVEL,
        is_clipped=(value, lower, upper) != found,
        note=None,
    )


@cache
def student_quantile(level: float, degrees_of_freedom: int) -> float:
    """The t for which Student's distribution has the share ``level`` between −t and t.

    By bisection of the closed form for whole degrees of freedom: Abramowitz and Stegun, Handbook of
    Mathematical Functions (1964), 26.7.3 and 26.7.4, in the angle θ = arctan(t / √ν).
    """
    low, high = 0.0, math.pi / 2
    for _ in range(200):
        angle = (low + high) / 2
        if _student_share(angle, degrees_of_freedom) < level:
            low = angle
        else:
            high = angle
    return math.sqrt(degrees_of_freedom) * math.tan(low)


def _student_share(angle: float, degrees_of_freedom: int) -> float:
    is_odd = degrees_of_freedom % 2 == 1
    term = total = math.cos(angle) if is_odd else 1.0
    # Odd: cos + 2/3 cos³ + …; even: 1 + 1/2 cos² + …; each up to the power ν − 2.
    for power in range(2 if is_odd else 1, degrees_of_freedom - 2, 2):
        term *= power / (power + 1) * math.cos(angle) ** 2
        total += term
    if not is_odd:
        return math.sin(angle) * total
    if degrees_of_freedom == 1:
        total = 0.0
    return 2 / math.pi * (angle + math.sin(angle) * total)


def _line(points: Sequence[Point]) -> tuple[float, float]:
    """Value in the mean year, and slope, of the least-squares line."""
    mean_year = _mean([point.year for point in points])
    mean_value = _mean([point.value for point in points])
    spread = sum((point.year - mean_year) ** 2 for point in points)
    together = sum((point.year - mean_year) * (point.value - mean_value) for point in points)
    return mean_value, together / spread


def _scatter(points: Sequence[Point]) -> float:
    """Residual standard deviation s around the least-squares line, with n − 2 degrees of freedom."""
    middle, slope = _line(points)
    mean_year = _mean([point.year for point in points])
    squares = [(point.value - middle - slope * (point.year - mean_year)) ** 2 for point in points]
    return math.sqrt(math.fsum(squares) / (len(points) - 2))


def _mean(numbers: Sequence[float]) -> float:
    return math.fsum(numbers) / len(numbers)


def _clip(value: float, unit: str) -> float:
    """No figure here can be negative, and no percentage more than 100."""
    return min(max(value, 0.0), 100.0 if unit == "percent" else math.inf)

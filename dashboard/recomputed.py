"""The arithmetic of a mark, worked out again from its points: for a page that shows every step.

Written apart from the build's own arithmetic, so that a test can set the two side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Recomputed(NamedTuple):
    """Every number on the way from points to the three ratios; values and linear paces in the indicator's unit.

    Growth is a share per year: -0.05 is 5 per cent less each year.
    """

    mean_year: float
    mean_value: float
    products: float
    """Sum over the points of (year - mean year) times (value - mean value)."""
    squares: float
    """Sum over the points of (year - mean year) squared."""
    required: float
    actual: float
    ratio: float
    start: float
    """The base as growth rates take it: the floor, where the base is smaller."""
    end: float
    """The target as growth rates take it."""
    growth_required: float
    growth_actual: float
    growth_ratio: float
    expected: float
    """Where the growth so far would lead by the target year."""
    chart_ratio: float


def recompute(
    points: Sequence[tuple[int, float]], target: float, target_year: int, floor: float
) -> Recomputed:
    """All three ratios from points of (year, value), base first, latest last; the base must not be at the target."""
    (base_year, base), (latest_year, latest) = points[0], points[-1]
    mean_year = sum(year for year, _ in points) / len(points)
    mean_value = sum(value for _, value in points) / len(points)
    products = sum((year - mean_year) * (value - mean_value) for year, value in points)
    squares = sum((year - mean_year) ** 2 for year, _ in points)
    required, actual = (target - base) / (target_year - base_year), products / squares
    start, end = max(base, floor), max(target, floor)
    growth_required = (end / start) ** (1 / (target_year - base_year)) - 1
    growth_actual = (latest / start) ** (1 / (latest_year - base_year)) - 1
    expected = latest * (1 + growth_actual) ** max(target_year - latest_year, 0)
    return Recomputed(
        mean_year=mean_year,
        mean_value=mean_value,
        products=products,
        squares=squares,
        required=required,
        actual=actual,
        ratio=actual / required,
        start=start,
        end=end,
        growth_required=growth_required,
        growth_actual=growth_actual,
        growth_ratio=growth_actual / growth_required,
        expected=expected,
        chart_ratio=(expected - base) / (target - base),
    )


class Band(NamedTuple):
    """The ratios for which a word holds: from ``lower`` on, below ``upper``; None where it is open."""

    word: str
    lower: float | None
    upper: float | None

    def holds(self, ratio: float) -> bool:
        """Whether the word holds for this ratio."""
        # As the build does it: a flat series must not move away by 0.0000000000000001.
        rounded = round(ratio, 9)
        return (self.lower is None or rounded >= self.lower) and (
            self.upper is None or rounded < self.upper
        )

    def overlaps(self, other: Band) -> bool:
        """Whether some ratio gives both words."""
        return _is_below(self.lower, other.upper) and _is_below(other.lower, self.upper)


def _is_below(lower: float | None, upper: float | None) -> bool:
    return lower is None or upper is None or lower < upper


def pace_bands(rules: Mapping[str, float]) -> tuple[Band, ...]:
    """The words of the linear pace and of compound growth, best first; ``target_met`` is not told by a ratio."""
    on_track, acceleration = rules["on_track_from"], rules["acceleration_from"]
    limited = rules["limited_from"]
    return (
        Band("on_track", on_track, None),
        Band("acceleration_needed", acceleration, on_track),
        Band("limited_progress", limited, acceleration),
        Band("moving_away", None, limited),
    )


def chart_bands(rules: Mapping[str, float]) -> tuple[Band, ...]:
    """The words of the Progress Chart, best first."""
    on_track, fair = rules["chart_on_track_from"], rules["chart_fair_from"]
    return (
        Band("met_or_on_track", on_track, None),
        Band("fair_progress", fair, on_track),
        Band("stagnation_or_regression", None, fair),
    )


def word_for(ratio: float, bands: Sequence[Band]) -> str:
    """The word that a ratio gives."""
    return next(band.word for band in bands if band.holds(ratio))


def agreeing_words(rules: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    """For each word of the linear pace, the words of the Progress Chart that some ratio gives together with it."""
    chart = chart_bands(rules)
    found = {
        band.word: tuple(other.word for other in chart if band.overlaps(other))
        for band in pace_bands(rules)
    }
    return {"target_met": (chart[0].word,), **found}

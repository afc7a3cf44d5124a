"""At what pace a series moves, by three methods: the straight line, compound growth, the UNSD Progress Chart.

Each gives the pace that was required, the pace that was made, their ratio, and a word for it. What
the keys of the references stand for is told in ``etl/progress.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.regression import slope_of
from etl.series import Point, Target

# Shares of the required pace. 0.95, 0.60 and 0 are Open SDG's, for indicators with a numeric target.
ON_TRACK_FROM = 0.95
ACCELERATION_FROM = 0.60
LIMITED_FROM = 0.0
# Shares of the required distance. 0.95 and 0.10 are the Progress Chart's, as EUSTAT gives them.
CHART_ON_TRACK_FROM = 0.95
CHART_FAIR_FROM = 0.10

# Growth rates know no zero. Open SDG replaces a target or base of zero by 0.001, in the indicator's
# unit, and warns that another replacement "could significantly impact the final progress assessment".
# The same number is taken here, so that this method says what Open SDG would say. It belongs to the
# unit: whoever rescales values rescales the floor.
COMPOUND_GROWTH_FLOOR = 0.001

# Ratios are rounded before they are compared: a flat series must not move away by 0.0000000000000001.
_RATIO_DIGITS = 9


@dataclass(frozen=True)
class Pace:
    """What one method says of the pace from the base to the latest point.

    ``required`` and ``actual`` are in the method's own measure: units per year (linear), share per
    year (compound growth; -0.05 is 5 per cent less each year), units between base and target year
    (Progress Chart). ``ratio`` = actual / required, rounded to nine digits: 1 is just enough, below
    0 the wrong way. It is None where the base already stood at the target, and where growth cannot
    be told below the floor. ``word`` is of vocabulary.JUDGED_WORDS, for the Progress Chart of
    PROGRESS_CHART_WORDS; None where the method gives no answer. ``note`` is of PACE_NOTES.

    The three thresholds are the least ratio of the best, the second and the third word; below the
    last of them stands the worst word. The Progress Chart has two.
    """

    method: str
    required: float | None
    actual: float | None
    ratio: float | None
    word: str | None
    note: str | None
    on_track_from: float
    middle_from: float
    limited_from: float | None
    reference_keys: tuple[str, ...]


def linear_pace(points: Sequence[Point], direction: str, target: Target) -> Pace:
    """The straight line: units per year that were made, beside those that were needed.

    required = (y* − y0) / (t* − t0); actual = the least-squares slope over the points (of two
    points: their slope); ratio = actual / required. y0, t0 are the first point's. It needs no floor
    and works for a target of zero. Source: after UN ESCAP's anticipated progress, with Open SDG's
    thresholds.
    """
    value, year = target.number()
    ordered = sorted(points, key=lambda point: point.year)
    base, latest = ordered[0], ordered[-1]
    required = (value - base.value) / (year - base.year)
    actual = slope_of(ordered)
    is_needed = _gap(base.value, direction, value) > 0
    ratio = _ratio(actual, required) if is_needed else None
    return Pace(
        method="linear",
        required=required,
        actual=actual,
        ratio=ratio,
        word=_word(latest.value, direction, value, ratio),
        note=None if is_needed else "base_at_target",
        on_track_from=ON_TRACK_FROM,
        middle_from=ACCELERATION_FROM,
        limited_from=LIMITED_FROM,
        reference_keys=("unescap", "open_sdg"),
    )


def compound_growth_pace(
    base: Point,
    latest: Point,
    direction: str,
    target: Target,
    floor: float = COMPOUND_GROWTH_FLOOR,
) -> Pace:
    """Growth by the same share each year, as Eurostat, Open SDG and Statistics Canada measure it.

    actual = (y / y0)^(1 / (t − t0)) − 1; required = (y* / y0)^(1 / (t* − t0)) − 1; ratio = actual /
    required. A target or base below ``floor`` is replaced by it, and the note says so: with a target
    of zero the replacement all but decides the answer. Growth from a base at or below the floor
    towards a target of zero cannot be told (``below_floor``), and then there is no word unless the
    target is met. Values must not be negative.
    """
    value, year = target.number()
    _require_not_negative(base.value, latest.value, value)
    start, end = max(base.value, floor), max(value, floor)
    required = _growth(start, end, year - base.year)
    actual = _growth(start, latest.value, latest.year - base.year)
    is_needed = _gap(base.value, direction, value) > 0
    is_told = is_needed and _gap(start, direction, end) > 0 and required != 0
    ratio = _ratio(actual, required) if is_told else None
    is_answered = is_told or not is_needed or _gap(latest.value, direction, value) <= 0
    replaced = {"target_floored": end != value, "base_floored": start != base.value}
    notes = {"base_at_target": not is_needed, "below_floor": not is_told} | replaced
    return Pace(
        method="compound_growth",
        required=required,
        actual=actual,
        ratio=ratio,
        word=_word(latest.value, direction, value, ratio) if is_answered else None,
        note=_first_that_holds(notes),
        on_track_from=ON_TRACK_FROM,
        middle_from=ACCELERATION_FROM,
        limited_from=LIMITED_FROM,
        reference_keys=("open_sdg",),
    )


def progress_chart_pace(
    base: Point,
    latest: Point,
    direction: str,
    target: Target,
    floor: float = COMPOUND_GROWTH_FLOOR,
) -> Pace:
    """The form of the UNSD Progress Chart: where the growth so far would lead by the target year.

    v = y (1 + g)^(t* − t) with g = (y / y0)^(1 / (t − t0)) − 1; actual = v − y0, required = y* − y0,
    both in the indicator's unit; ratio = actual / required. A target of zero needs no floor here, a
    base of zero does. In and after the target year v = y. Values must not be negative.
    """
    value, year = target.number()
    _require_not_negative(base.value, latest.value, value)
    start = max(base.value, floor)
    growth = _growth(start, latest.value, latest.year - base.year)
    expected = latest.value * (1 + growth) ** max(year - latest.year, 0)
    actual, required = expected - base.value, value - base.value
    is_needed = _gap(base.value, direction, value) > 0
    ratio = _ratio(actual, required) if is_needed else None
    if _gap(latest.value, direction, value) <= 0:
        word = "met_or_on_track"
    elif ratio is None or ratio < CHART_FAIR_FROM:
        word = "stagnation_or_regression"
    else:
        word = "met_or_on_track" if ratio >= CHART_ON_TRACK_FROM else "fair_progress"
    notes = {"base_at_target": not is_needed, "base_floored": start != base.value}
    return Pace(
        method="progress_chart",
        required=required,
        actual=actual,
        ratio=ratio,
        word=word,
        note=_first_that_holds(notes),
        on_track_from=CHART_ON_TRACK_FROM,
        middle_from=CHART_FAIR_FROM,
        limited_from=None,
        reference_keys=("unsd_progress_chart",),
    )


# Words of the Progress Chart that go with each word of the other two methods: those whose bands of
# ratio overlap. Three words cannot tell what five do; only what contradicts counts as a difference.
_CHART_WORDS_THAT_AGREE = {
    "target_met": {"met_or_on_track"},
    "on_track": {"met_or_on_track"},
    "acceleration_needed": {"fair_progress"},
    "limited_progress": {"fair_progress", "stagnation_or_regression"},
    "moving_away": {"stagnation_or_regression"},
}


def words_agree(linear_word: str, other_word: str) -> bool:
    """Whether another method's word says the same as the linear pace's (bands that overlap: ours)."""
    return other_word == linear_word or other_word in _CHART_WORDS_THAT_AGREE[linear_word]


def _require_not_negative(*values: float) -> None:
    if min(values) < 0:
        raise ValueError(f"Found {min(values)}; accepted are values of at least 0.")


def _gap(value: float, direction: str, target: float) -> float:
    """How far a value is from the target, in units; 0 or less where it has reached it."""
    if direction == "lower_is_better":
        return value - target
    if direction == "higher_is_better":
        return target - value
    raise ValueError(f"Direction {direction!r}: nothing is better here, so nothing is judged.")


def _first_that_holds(notes: Mapping[str, bool]) -> str | None:
    return next((note for note, holds in notes.items() if holds), None)


def _growth(start: float, end: float, years: int) -> float:
    return float((end / start) ** (1 / years) - 1)


def _ratio(actual: float, required: float) -> float:
    return round(actual / required, _RATIO_DIGITS)


def _word(latest: float, direction: str, target: float, ratio: float | None) -> str:
    """The word for a ratio. Without one the base was at the target: what is not there now has left it."""
    if _gap(latest, direction, target) <= 0:
        return "target_met"
    if ratio is None or ratio < LIMITED_FROM:
        return "moving_away"
    if ratio < ACCELERATION_FROM:
        return "limited_progress"
    return "acceleration_needed" if ratio < ON_TRACK_FROM else "on_track"

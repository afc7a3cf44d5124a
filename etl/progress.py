"""How the progress of one series is judged: the formulas of the methods, with their thresholds, as pure functions.

A series here is one country's comparable points of one indicator: same sex, age band and unit. What
is asked, in this order:

1. Can it be judged at all? ``unjudged_word`` climbs the ladder of reasons why not.
2. At what pace does it move? Three methods answer: ``linear_pace`` (the one the mark follows),
   ``compound_growth_pace`` and ``progress_chart_pace``. Where their words disagree, the mark depends
   on the method, and the assessment says so.
3. How strong is the evidence? ``evidence_of`` looks at the points behind the answer.
4. Where does the straight line lead? ``project`` answers with an interval, or not at all.

``assess`` asks all of it and keeps every input, so that anybody can work the answer out again.

References, by the keys used here (texts under ``assessment.reference``):

- ``unescap``: UN ESCAP, Asia and the Pacific SDG Progress Report, technical notes (linear regression).
- ``open_sdg``: Open SDG, Progress Measurement Methodology (Statistics Canada, after Eurostat).
- ``unsd_progress_chart``: UNSD, SDG Progress Chart, Technical Note (thresholds as EUSTAT gives them).
- ``unicef``: UNICEF, Progress for Every Child in the SDG Era (its category "insufficient trend").
- ``textbook``: any textbook on regression.
- ``ours``: decided by this project; the reason stands beside the constant.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

# ---------------------------------------------------------------------------------- thresholds

# The year in which the 2030 Agenda was adopted; Open SDG takes the same base year.
BASE_YEAR = 2015
# Ours: older points say little about a promise of 2015, and serve as base only where no later one can.
FIRST_YEAR = 2010
# Two points make a change; fewer make a level (UNICEF: "insufficient trend").
MINIMUM_POINTS = 2
# Ours: household surveys stand three to five years apart; a shorter step is mostly sampling error.
MINIMUM_YEARS = 3
# Ours: after more than ten years, two rounds of surveys are missing.
STALE_AFTER_YEARS = 10

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

# Ours: with four points the regression keeps two degrees of freedom, with three it keeps one; two
# points are always on their line, and nothing tells whether the line means anything.
STRONG_FROM_POINTS = 4
MODERATE_FROM_POINTS = 3
# Ours: one round of household surveys. An older point than two rounds is stale.
STRONG_UNTIL_YEARS = 5
# Ours: a second source can contradict the first.
STRONG_FROM_SOURCES = 2

# Ours: shares and rates are published rounded to this step, so that two equal ones may differ by it.
# A smaller change has no sure direction, whatever the word says. Counts are not rounded.
ROUNDING_STEPS = {"percent": 0.1, "per_100000": 0.1}

# The customary level of a prediction interval.
PREDICTION_LEVEL = 0.95

# SDMX CL_NATURE: country data, and country data adjusted by the publisher.
NATIONAL_NATURES = frozenset({"C", "CA"})
# SDMX CL_NATURE: estimated, modelled, and figures of global monitoring.
MODELLED_NATURES = frozenset({"E", "M", "G"})
MODELLED_STATUSES = frozenset({"estimated", "modelled"})


@dataclass(frozen=True)
class Rule:
    """One number of the methods: its name, value, what it counts, and the references it is taken from."""

    name: str
    value: float
    measure: str
    """year, years, points, sources, share, level, or unit: the indicator's own."""
    reference_keys: tuple[str, ...]


# What the warehouse keeps of the numbers above, so that every page says those that were used.
RULES = (
    Rule("base_year", BASE_YEAR, "year", ("open_sdg",)),
    Rule("first_year", FIRST_YEAR, "year", ("ours",)),
    Rule("minimum_points", MINIMUM_POINTS, "points", ("unicef",)),
    Rule("minimum_years", MINIMUM_YEARS, "years", ("ours",)),
    Rule("stale_after_years", STALE_AFTER_YEARS, "years", ("ours",)),
    Rule("on_track_from", ON_TRACK_FROM, "share", ("open_sdg",)),
    Rule("acceleration_from", ACCELERATION_FROM, "share", ("open_sdg",)),
    Rule("limited_from", LIMITED_FROM, "share", ("open_sdg",)),
    Rule("chart_on_track_from", CHART_ON_TRACK_FROM, "share", ("unsd_progress_chart",)),
    Rule("chart_fair_from", CHART_FAIR_FROM, "share", ("unsd_progress_chart",)),
    Rule("compound_growth_floor", COMPOUND_GROWTH_FLOOR, "unit", ("open_sdg",)),
    Rule("strong_from_points", STRONG_FROM_POINTS, "points", ("ours",)),
    Rule("moderate_from_points", MODERATE_FROM_POINTS, "points", ("ours",)),
    Rule("strong_until_years", STRONG_UNTIL_YEARS, "years", ("ours",)),
    Rule("strong_from_sources", STRONG_FROM_SOURCES, "sources", ("ours",)),
    Rule("rounding_percent", ROUNDING_STEPS["percent"], "unit", ("ours",)),
    Rule("rounding_per_100000", ROUNDING_STEPS["per_100000"], "unit", ("ours",)),
    Rule("prediction_level", PREDICTION_LEVEL, "level", ("textbook",)),
)

# Ratios are rounded before they are compared: a flat series must not move away by 0.0000000000000001.
_RATIO_DIGITS = 9
# Points nearer to their line than this share of their size lie on it.
_ON_THE_LINE = 1e-9

# ------------------------------------------------------------------------------------- inputs


@dataclass(frozen=True)
class Point:
    """One comparable figure: its year, its value in the indicator's unit, and where it comes from.

    ``value_status`` is the warehouse's (reported, estimated, ...), ``nature`` SDMX CL_NATURE as
    published, ``source_text`` the survey or register as published; the last two may be unknown.
    """

    year: int
    value: float
    value_status: str = "reported"
    nature: str | None = None
    source_text: str | None = None
    source_id: str = ""

    @property
    def is_modelled(self) -> bool:
        """Whether the publisher says that the figure was estimated or modelled."""
        return self.value_status in MODELLED_STATUSES or self.nature in MODELLED_NATURES

    @property
    def is_national(self) -> bool:
        """Whether the publisher says that the figure is the country's own."""
        return not self.is_modelled and self.nature in NATIONAL_NATURES


@dataclass(frozen=True)
class Target:
    """What was promised: a value in the indicator's unit, the year, and the text key of the reason.

    Where the promise names no number ("significantly reduce") value and year are None, and the
    reason says so. Without a number there is no required pace; one of our own would put words into
    the promise. Such a series is never judged: its word is ``no_target``.
    """

    value: float | None
    year: int | None
    reason_key: str

    def __post_init__(self) -> None:
        if (self.value is None) != (self.year is None):
            raise ValueError(
                f"A target has a value and a year, or neither; found {self.value} and {self.year}."
            )


# ------------------------------------------------------------------------------------ answers


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


@dataclass(frozen=True)
class Evidence:
    """How far the points carry a judgement: strong, moderate or weak. All thresholds are ours.

    ========  ==============  =================  ==========================  ====================
    strength  points          age of the latest  figures                     named sources
    ========  ==============  =================  ==========================  ====================
    strong    4 or more       up to 5 years      all the country's own       2 or more
    moderate  3               6 to 10 years      some modelled, or not said  1, or not said
    weak      2               –                  all modelled                –
    ========  ==============  =================  ==========================  ====================

    The weakest of the four is the strength: many modelled points are no strong evidence. A source
    is a survey or register as the publisher names it, so that several points read backwards from
    one survey count as one source.
    """

    strength: str
    by_points: str
    by_age: str
    by_nature: str
    by_sources: str
    source_count: int
    """Distinct surveys or registers named; 0 where the publisher names none."""
    modelled_count: int


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


@dataclass(frozen=True)
class Assessment:
    """The answer for one series, with everything it rests on.

    ``word`` is of vocabulary.UNJUDGED_WORDS or, where ``is_judged``, of JUDGED_WORDS: then it is
    the linear pace's. ``points`` are those from base to latest; where there is no base, all since
    2010; where there are none either, the latest. ``slope`` is their least-squares slope in units
    per year, a change that is shown for series that are never judged, too. ``paces``, ``evidence``
    and ``projection`` exist where the series is judged. ``differing_methods`` are those whose word
    does not go with the linear one's. ``cautions``, of CAUTIONS, must be said with the word.
    ``missing`` names, of MISSING_REASONS, what would have to be
    known to judge the series, or to judge it better.
    """

    word: str
    is_judged: bool
    direction: str
    unit: str
    target: Target
    reference_year: int
    comparable_count: int
    """Comparable points of any year."""
    points: tuple[Point, ...]
    base: Point | None
    latest: Point | None
    slope: float | None
    paces: tuple[Pace, ...]
    differing_methods: tuple[str, ...]
    evidence: Evidence | None
    projection: Projection | None
    cautions: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def depends_on_method(self) -> bool:
        """Whether another method says another word."""
        return bool(self.differing_methods)

    @property
    def latest_age_years(self) -> int | None:
        """Years between the latest point and the year of the build."""
        return None if self.latest is None else self.reference_year - self.latest.year


# ------------------------------------------------------------------------------- the whole way


def assess(
    points: Sequence[Point],
    direction: str,
    unit: str,
    target: Target,
    reference_year: int,
    other_figures: frozenset[str] = frozenset(),
    floor: float = COMPOUND_GROWTH_FLOOR,
) -> Assessment:
    """Judge one series as of ``reference_year``, or say why it cannot be judged.

    ``points``: the comparable figures that have a value, one per year, in any order. ``direction``,
    ``unit``: the warehouse's words. ``other_figures``: what else is published for the country: value
    statuses of comparable figures without a value (suppressed, conflicting, not_collected,
    not_applicable), and ``other_group`` where other sexes or age bands have figures. ``floor``: what
    stands for zero in growth rates, in the indicator's unit.

    Raises ValueError for two points of one year: which of them counts is not for a formula to say.
    """
    ordered = tuple(sorted(points, key=lambda point: point.year))
    years = [point.year for point in ordered]
    if repeated := {year for year in years if years.count(year) > 1}:
        raise ValueError(f"Points of {repeated} stand twice; accepted is one point per year.")

    recent = tuple(point for point in ordered if point.year >= FIRST_YEAR)
    latest = ordered[-1] if ordered else None
    base = base_point(recent)
    word = unjudged_word(ordered, direction, target, reference_year, other_figures)
    used = tuple(point for point in recent if base and point.year >= base.year)
    shown = used or recent or ordered[-1:]
    missing = _missing(ordered, direction, target, reference_year, other_figures)
    if word is not None or base is None or latest is None:
        assert word is not None, "where the ladder lets a series through, it has a base"
        return Assessment(
            word=word,
            is_judged=False,
            direction=direction,
            unit=unit,
            target=target,
            reference_year=reference_year,
            comparable_count=len(ordered),
            points=shown,
            base=base,
            latest=latest,
            slope=slope_of(used) if base else None,
            paces=(),
            differing_methods=(),
            evidence=None,
            projection=None,
            cautions=(),
            missing=missing,
        )

    linear = linear_pace(used, direction, target)
    paces = (
        linear,
        compound_growth_pace(base, latest, direction, target, floor),
        progress_chart_pace(base, latest, direction, target, floor),
    )
    assert linear.word is not None, "the linear pace always has an answer"
    differing = tuple(
        pace.method for pace in paces if pace.word and not words_agree(linear.word, pace.word)
    )
    evidence = evidence_of(used, reference_year)
    return Assessment(
        word=linear.word,
        is_judged=True,
        direction=direction,
        unit=unit,
        target=target,
        reference_year=reference_year,
        comparable_count=len(ordered),
        points=used,
        base=base,
        latest=latest,
        slope=linear.actual,
        paces=paces,
        differing_methods=differing,
        evidence=evidence,
        projection=project(used, unit, target),
        cautions=("within_rounding",) if is_within_rounding(base, latest, unit) else (),
        missing=missing + _missing_evidence(used, evidence),
    )


# ------------------------------------------------------------------------ can it be judged at all?


def unjudged_word(
    points: Sequence[Point],
    direction: str,
    target: Target,
    reference_year: int,
    other_figures: frozenset[str] = frozenset(),
) -> str | None:
    """The first rung of the ladder that holds, of vocabulary.UNJUDGED_WORDS; None: judge it.

    The ladder is the one of the methods: not applicable, no data, direction undefined, insufficient
    trend, stale. It has no rung of its own for a target without a number; the pace asks for one, so
    such a series cannot be judged either. ``no_target`` stands after the undefined direction, and
    before what a new survey could mend: no survey would make these two judgeable.
    """
    if not points:
        return "not_applicable" if "not_applicable" in other_figures else "no_data"
    if direction == "undefined":
        return "direction_undefined"
    if target.value is None or _is_target_year_passed(points, target):
        return "no_target"
    recent = [point.year for point in points if point.year >= FIRST_YEAR]
    if len(recent) < MINIMUM_POINTS or max(recent) - min(recent) < MINIMUM_YEARS:
        return "insufficient_trend"
    if reference_year - max(recent) > STALE_AFTER_YEARS:
        return "stale"
    return None


def base_point(points: Sequence[Point]) -> Point | None:
    """The point from which the pace is measured, of those since 2010; None where none can be.

    It is the first point at or after 2015, else the nearest before it. Our reading of "else": a base
    that leaves less than three years to the latest point is none, for the pace would rest on less
    than the ladder asks for. Points of 2011, 2016 and 2018 are measured from 2011.
    """
    ordered = sorted(points, key=lambda point: point.year)
    if not ordered:
        return None
    possible = [point for point in ordered if ordered[-1].year - point.year >= MINIMUM_YEARS]
    at_or_after = [point for point in possible if point.year >= BASE_YEAR]
    return at_or_after[0] if at_or_after else (possible[-1] if possible else None)


def _is_target_year_passed(points: Sequence[Point], target: Target) -> bool:
    """Whether all that could be measured lies at or beyond the target year: then nothing is required."""
    recent = [point for point in points if point.year >= FIRST_YEAR]
    base = base_point(recent)
    return target.year is not None and base is not None and base.year >= target.year


def _missing(
    points: Sequence[Point],
    direction: str,
    target: Target,
    reference_year: int,
    other_figures: frozenset[str],
) -> tuple[str, ...]:
    """What would have to be known to judge the series at all; every reason, not the first alone."""
    years = [point.year for point in points]
    recent = [year for year in years if year >= FIRST_YEAR]
    is_silent = not years
    reasons = {
        "direction_undefined": direction == "undefined",
        "target_missing": direction != "undefined" and target.value is None,
        "target_year_passed": _is_target_year_passed(points, target),
        "needs_first_point": is_silent and "not_applicable" not in other_figures,
        "only_other_groups": is_silent and "other_group" in other_figures,
        "only_suppressed": is_silent and "suppressed" in other_figures,
        "only_conflicting": is_silent and "conflicting" in other_figures,
        "only_not_collected": is_silent and "not_collected" in other_figures,
        "needs_second_point": bool(years) and len(recent) < MINIMUM_POINTS,
        "needs_three_years_between": len(recent) >= MINIMUM_POINTS
        and max(recent) - min(recent) < MINIMUM_YEARS,
        "latest_too_old": bool(years) and reference_year - max(years) > STALE_AFTER_YEARS,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


# ------------------------------------------------------------------------------------- the pace


def linear_pace(points: Sequence[Point], direction: str, target: Target) -> Pace:
    """The straight line: units per year that were made, beside those that were needed.

    required = (y* − y0) / (t* − t0); actual = the least-squares slope over the points (of two
    points: their slope); ratio = actual / required. y0, t0 are the first point's. It needs no floor
    and works for a target of zero. Source: after UN ESCAP's anticipated progress, with Open SDG's
    thresholds.
    """
    value, year = _promise(target)
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
    value, year = _promise(target)
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
    value, year = _promise(target)
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


def slope_of(points: Sequence[Point]) -> float:
    """Least-squares slope in units per year; needs points of at least two years."""
    _, slope = _line(points)
    return slope


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


def _promise(target: Target) -> tuple[float, int]:
    if target.value is None or target.year is None:
        raise ValueError("A pace needs a target; a series without one is never judged.")
    return target.value, target.year


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


# ------------------------------------------------------------------------------- the evidence


def evidence_of(points: Sequence[Point], reference_year: int) -> Evidence:
    """How far these points carry a judgement; the table stands at Evidence."""
    age = reference_year - max(point.year for point in points)
    modelled_count = sum(point.is_modelled for point in points)
    sources = {point.source_text for point in points if point.source_text}
    if len(points) >= STRONG_FROM_POINTS:
        by_points = "strong"
    else:
        by_points = "moderate" if len(points) >= MODERATE_FROM_POINTS else "weak"
    if modelled_count == len(points):
        by_nature = "weak"
    else:
        by_nature = "strong" if all(point.is_national for point in points) else "moderate"
    by_age = "strong" if age <= STRONG_UNTIL_YEARS else "moderate"
    by_sources = "strong" if len(sources) >= STRONG_FROM_SOURCES else "moderate"
    found = {by_points, by_age, by_nature, by_sources}
    return Evidence(
        strength=next(word for word in ("weak", "moderate", "strong") if word in found),
        by_points=by_points,
        by_age=by_age,
        by_nature=by_nature,
        by_sources=by_sources,
        source_count=len(sources),
        modelled_count=modelled_count,
    )


def is_within_rounding(base: Point, latest: Point, unit: str) -> bool:
    """Whether the change from base to latest is no larger than the step to which values are rounded."""
    if unit not in ROUNDING_STEPS:
        return False
    return abs(latest.value - base.value) <= ROUNDING_STEPS[unit] * (1 + _ON_THE_LINE)


def _missing_evidence(points: Sequence[Point], evidence: Evidence) -> tuple[str, ...]:
    """What would make the evidence of a judged series stronger."""
    reasons = {
        "needs_base_since_2015": min(point.year for point in points) < BASE_YEAR,
        "needs_third_point": len(points) < MODERATE_FROM_POINTS,
        "needs_newer_point": evidence.by_age != "strong",
        "needs_national_figures": evidence.by_nature != "strong",
        "needs_second_source": evidence.by_sources != "strong",
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


# ----------------------------------------------------------------------------- the projection


def project(points: Sequence[Point], unit: str, target: Target) -> Projection:
    """The regression line in the target year, with its prediction interval.

    value ± t · s · √(1 + 1/n + (t* − t̄)² / Σ(t − t̄)²), with s² = Σ residual² / (n − 2) and t the
    quantile of Student's distribution with n − 2 degrees of freedom (any textbook on regression).
    Two points leave no degree of freedom (``needs_third_point``), and points exactly on a line show
    no scatter to measure, as interpolated figures do (``no_scatter``): both give no interval.
    """
    _, year = _promise(target)
    note = None
    if year <= max(point.year for point in points):
        note = "target_year_reached"
    elif len(points) < MODERATE_FROM_POINTS:
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
        student_quantile(PREDICTION_LEVEL, len(points) - 2)
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

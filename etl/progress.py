"""How the progress of one series is judged, in pure functions: whether it can be, by what, and on what evidence.

A series here is one country's comparable points of one indicator: same sex, age band and unit. What
is asked, in this order:

1. Can it be judged at all? ``unjudged_word`` climbs the ladder of reasons why not.
2. At what pace does it move? Three methods of ``etl/pace.py`` answer: ``linear_pace`` (the one the
   mark follows), ``compound_growth_pace`` and ``progress_chart_pace``. Where their words disagree,
   the mark depends on the method, and the assessment says so.
3. How strong is the evidence? ``evidence_of`` looks at the points behind the answer.
4. Where does the straight line lead? ``project`` of ``etl/regression.py`` answers with an interval,
   or not at all.

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

from collections.abc import Sequence
from dataclasses import dataclass

from etl.pace import (
    ACCELERATION_FROM,
    CHART_FAIR_FROM,
    CHART_ON_TRACK_FROM,
    COMPOUND_GROWTH_FLOOR,
    LIMITED_FROM,
    ON_TRACK_FROM,
    Pace,
    compound_growth_pace,
    linear_pace,
    progress_chart_pace,
    words_agree,
)
from etl.regression import PREDICTION_LEVEL, Projection, project, slope_of
from etl.series import Point, Target

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
# As computers count, 30.3 − 30.2 is a little more than 0.1.
_ROUNDING_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Rule:
    """One number of the methods: its name, value, what it counts, and the references it is taken from."""

    name: str
    value: float
    measure: str
    """year, years, points, sources, share, level, or unit: the indicator's own."""
    reference_keys: tuple[str, ...]


# What the warehouse keeps of these numbers, and of those of the paces and the projection, so that
# every page says those that were used.
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


# ------------------------------------------------------------------------------------ answers


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
    return abs(latest.value - base.value) <= ROUNDING_STEPS[unit] * (1 + _ROUNDING_TOLERANCE)


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

"""How progress is judged: the ladder, the base, the evidence, and what must hold whatever the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import vocabulary
from etl.pace import COMPOUND_GROWTH_FLOOR
from etl.progress import assess, base_point, evidence_of
from etl.series import Point, Target
from tests.etl.judging import (
    FOR_ALL,
    NONE,
    PROMISES,
    PROPERTIES,
    SERIES,
    TO_END,
    VALUES,
    judge,
    points,
)

# ------------------------------------------------------------------------------------ the ladder


@pytest.mark.parametrize(
    ("values", "direction", "target", "others", "word", "missing"),
    [
        ({}, "lower_is_better", TO_END, {"not_applicable"}, "not_applicable", ()),
        ({}, "lower_is_better", TO_END, set(), "no_data", ("needs_first_point",)),
        (
            {},
            "lower_is_better",
            TO_END,
            {"other_group", "suppressed"},
            "no_data",
            ("needs_first_point", "only_other_groups", "only_suppressed"),
        ),
        # No data comes before the direction …
        ({}, "undefined", NONE, set(), "no_data", ("direction_undefined", "needs_first_point")),
        # … and the direction before what a survey could mend.
        (
            {2020: 5},
            "undefined",
            NONE,
            set(),
            "direction_undefined",
            ("direction_undefined", "needs_second_point"),
        ),
        ({2015: 5, 2020: 3}, "lower_is_better", NONE, set(), "no_target", ("target_missing",)),
        (
            {2012: 5},
            "lower_is_better",
            NONE,
            set(),
            "no_target",
            ("target_missing", "needs_second_point", "latest_too_old"),
        ),
        (
            {2020: 5},
            "lower_is_better",
            TO_END,
            set(),
            "insufficient_trend",
            ("needs_second_point",),
        ),
        (
            {2018: 5, 2020: 4},
            "lower_is_better",
            TO_END,
            set(),
            "insufficient_trend",
            ("needs_three_years_between",),
        ),
        # A point before 2010 makes no trend.
        (
            {2009: 9, 2020: 4},
            "lower_is_better",
            TO_END,
            set(),
            "insufficient_trend",
            ("needs_second_point",),
        ),
        # Insufficient comes before stale.
        (
            {2012: 5},
            "lower_is_better",
            TO_END,
            set(),
            "insufficient_trend",
            ("needs_second_point", "latest_too_old"),
        ),
        ({2010: 9, 2015: 4}, "lower_is_better", TO_END, set(), "stale", ("latest_too_old",)),
    ],
)
def test_the_ladder(
    values: dict[int, float],
    direction: str,
    target: Target,
    others: set[str],
    word: str,
    missing: tuple[str, ...],
) -> None:
    found = assess(points(values), direction, "percent", target, 2026, frozenset(others))
    assert (found.word, found.missing) == (word, missing)
    assert not found.is_judged
    assert (found.paces, found.evidence, found.projection) == ((), None, None)


def test_ten_years_old_is_not_stale_and_eleven_are() -> None:
    values = {2010: 9.0, 2016: 4.0}
    assert judge(values, reference_year=2026).is_judged
    assert judge(values, reference_year=2027).word == "stale"


def test_a_promise_of_a_past_year_is_no_target() -> None:
    past = Target(0.0, 2016, "indicator_target.end_child_labour")
    found = judge({2017: 9.0, 2022: 4.0}, target=past)
    assert (found.word, found.missing) == ("no_target", ("target_year_passed",))


def test_changes_are_shown_where_nothing_is_judged() -> None:
    for direction in ("undefined", "lower_is_better"):
        found = judge({2012: 9.0, 2016: 8.0, 2020: 4.0}, direction, NONE)
        assert not found.is_judged
        assert (found.base, found.latest) == (Point(2016, 8.0), Point(2020, 4.0))
        assert found.slope == -1.0


@pytest.mark.parametrize(
    ("years", "base"),
    [
        ([2012, 2015, 2020], 2015),
        ([2014, 2017, 2020], 2017),
        ([2012, 2014, 2017], 2014),  # 2017 is the latest itself
        ([2011, 2016, 2018], 2011),  # 2016 leaves two years only
        ([2013, 2014, 2016], 2013),  # and so does 2014
        ([2018, 2020], None),
        ([2020], None),
        ([], None),
    ],
)
def test_the_base(years: list[int], base: int | None) -> None:
    found = base_point(points(dict.fromkeys(years, 1.0)))
    assert (found and found.year) == base


def test_points_before_the_base_do_not_count() -> None:
    found = judge({2008: 90.0, 2012: 80.0, 2015: 30.0, 2020: 20.0})
    assert [point.year for point in found.points] == [2015, 2020]
    assert found.comparable_count == 4
    assert found.word == "on_track"


def test_without_a_base_the_points_are_those_since_2010_else_the_latest() -> None:
    assert [point.year for point in judge({2008: 9.0, 2018: 8.0, 2020: 7.0}).points] == [2018, 2020]
    assert [point.year for point in judge({2003: 9.0, 2008: 8.0}).points] == [2008]


def test_two_points_of_one_year_are_refused() -> None:
    with pytest.raises(ValueError, match="2020.* stand twice; accepted is one point per year"):
        assess([Point(2020, 1.0), Point(2020, 2.0)], "lower_is_better", "percent", TO_END, 2026)


# ---------------------------------------------------------------------------------- the evidence


def surveys(*years: int, nature: str | None = "C", source: str = "MICS {}") -> list[Point]:
    return [
        Point(year, 30.0 - index, nature=nature, source_text=source.format(year))
        for index, year in enumerate(years)
    ]


@pytest.mark.parametrize(
    ("found", "strength", "missing"),
    [
        (surveys(2015, 2017, 2019, 2022), "strong", ()),
        (surveys(2015, 2018, 2022), "moderate", ()),
        (surveys(2015, 2022), "weak", ("needs_third_point",)),
        (surveys(2015, 2016, 2017, 2020), "moderate", ("needs_newer_point",)),
        (surveys(2015, 2017, 2019, 2022, nature=None), "moderate", ("needs_national_figures",)),
        (surveys(2015, 2017, 2019, 2022, nature="N"), "moderate", ("needs_national_figures",)),
        (surveys(2015, 2017, 2019, 2022, nature="E"), "weak", ("needs_national_figures",)),
        # 2015 leaves two years to the latest, so 2014 is the base.
        (
            surveys(2014, 2015, 2016, 2017),
            "moderate",
            ("needs_base_since_2015", "needs_newer_point"),
        ),
        # Several points read backwards from one survey are one source.
        (
            surveys(2015, 2017, 2019, 2022, source="DHS 2022"),
            "moderate",
            ("needs_second_source",),
        ),
    ],
)
def test_the_weakest_criterion_is_the_strength(
    found: list[Point], strength: str, missing: tuple[str, ...]
) -> None:
    judged = assess(found, "lower_is_better", "percent", TO_END, 2026)
    assert judged.evidence is not None
    assert judged.evidence.strength == strength
    assert judged.missing == missing


def test_one_modelled_point_among_national_ones_is_moderate() -> None:
    mixed = [*surveys(2015, 2017, 2019), Point(2022, 20.0, "modelled", "C", "Model")]
    evidence = evidence_of(mixed, 2026)
    assert (evidence.by_nature, evidence.modelled_count, evidence.source_count) == (
        "moderate",
        1,
        4,
    )


@pytest.mark.parametrize(
    ("base", "latest", "unit", "expected"),
    [
        # Angola, child marriage: 30.24 and 30.25 are published as 30.2 and 30.3.
        (30.2, 30.3, "percent", True),
        # Honduras: more than two roundings of a half step can hide.
        (33.8, 34.0, "percent", False),
        # Counts are exact.
        (12.0, 12.0, "number", False),
        (5.0, 5.0, "per_100000", True),
    ],
)
def test_a_change_within_rounding_is_said(
    base: float, latest: float, unit: str, expected: bool
) -> None:
    judged = assess(
        [Point(2016, base), Point(2021, latest)],
        direction="lower_is_better",
        unit=unit,
        target=Target(0.0, 2030, "reason"),
        reference_year=2026,
    )
    assert ("within_rounding" in judged.cautions) is expected


# ------------------------------------------------------------------ whatever the figures may be

RANKS = {word: rank for rank, word in enumerate(vocabulary.JUDGED_WORDS)} | {
    word: rank for rank, word in enumerate(vocabulary.PROGRESS_CHART_WORDS)
}


@PROPERTIES
@given(SERIES, PROMISES, VALUES)
def test_a_better_last_value_never_worsens_the_word(
    values: dict[int, float], promise: tuple[str, Target], gain: float
) -> None:
    direction, target = promise
    last = max(values)
    sign = -1 if direction == "lower_is_better" else 1
    better = values | {last: min(max(values[last] + sign * gain, 0.0), 100.0)}
    before, after = judge(values, direction, target), judge(better, direction, target)
    assert before.is_judged == after.is_judged
    for one, other in zip(before.paces, after.paces, strict=True):
        if one.word and other.word:
            assert RANKS[other.word] <= RANKS[one.word], one.method


@PROPERTIES
@given(SERIES, PROMISES, st.sampled_from([0.01, 0.3, 7.0, 1000.0]))
def test_units_do_not_matter(
    values: dict[int, float], promise: tuple[str, Target], factor: float
) -> None:
    direction, target = promise
    assert target.value is not None
    floor = COMPOUND_GROWTH_FLOOR
    scaled_target = replace(target, value=target.value * factor)
    scaled = {year: value * factor for year, value in values.items()}
    one = assess(points(values), direction, "number", target, 2026, floor=floor)
    other = assess(points(scaled), direction, "number", scaled_target, 2026, floor=floor * factor)
    assert one.word == other.word
    assert one.differing_methods == other.differing_methods
    assert one.missing == other.missing
    for pace, scaled_pace in zip(one.paces, other.paces, strict=True):
        assert (pace.word, pace.note) == (scaled_pace.word, scaled_pace.note)
        if pace.ratio is None or scaled_pace.ratio is None:
            assert pace.ratio is scaled_pace.ratio
        else:
            assert pace.ratio == pytest.approx(scaled_pace.ratio, rel=1e-6, abs=1e-8)
    if one.projection and other.projection and one.projection.value is not None:
        assert other.projection.upper == pytest.approx(one.projection.upper * factor)


@PROPERTIES
@given(SERIES, PROMISES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    values: dict[int, float], promise: tuple[str, Target], random: object
) -> None:
    direction, target = promise
    rows = points(values)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assess(rows, direction, "percent", target, 2026) == assess(
        shuffled, direction, "percent", target, 2026
    )


@PROPERTIES
@given(SERIES, st.sampled_from(["undefined", "lower_is_better", "higher_is_better"]))
def test_without_direction_or_target_nothing_is_judged(
    values: dict[int, float], direction: str
) -> None:
    found = judge(values, direction, NONE)
    assert not found.is_judged
    assert found.word in ("direction_undefined", "no_target")
    assert found.paces == ()
    # Not even where a target was declared by mistake.
    assert judge(values, "undefined", TO_END).word == "direction_undefined"


@PROPERTIES
@given(SERIES)
def test_the_two_directions_are_each_other_s_mirror(values: dict[int, float]) -> None:
    falling = judge(values)
    rising = judge(
        {year: 100 - value for year, value in values.items()}, "higher_is_better", FOR_ALL
    )
    assert falling.word == rising.word


@PROPERTIES
@given(SERIES, PROMISES)
def test_every_answer_is_whole(values: dict[int, float], promise: tuple[str, Target]) -> None:
    direction, target = promise
    found = judge(values, direction, target)
    known = vocabulary.JUDGED_WORDS if found.is_judged else vocabulary.UNJUDGED_WORDS
    assert found.word in known
    assert set(found.missing) <= set(vocabulary.MISSING_REASONS)
    assert not found.missing or found.missing == tuple(dict.fromkeys(found.missing))
    if not found.is_judged:
        return
    assert found.base and found.latest and found.evidence and found.projection
    assert tuple(pace.method for pace in found.paces) == vocabulary.PACE_METHODS
    assert {pace.note for pace in found.paces} <= {None, *vocabulary.PACE_NOTES}
    assert found.evidence.strength in vocabulary.EVIDENCE_STRENGTHS
    seen = found.projection
    assert (seen.value is None) == (seen.note in vocabulary.PROJECTION_NOTES)
    if seen.value is not None and seen.lower is not None and seen.upper is not None:
        assert 0 <= seen.lower <= seen.value <= seen.upper <= 100

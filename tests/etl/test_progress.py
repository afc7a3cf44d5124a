"""How progress is judged: cases worked by hand, published examples, and what must hold whatever the figures."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import progress, vocabulary
from etl.progress import Point, Target, assess, base_point, project, student_quantile

TO_END = Target(0.0, 2030, "indicator_target.end_violence")
FOR_ALL = Target(100.0, 2030, "indicator_target.identity_for_all")
NONE = Target(None, None, "indicator_target.significantly_reduce")


def points(values: dict[int, float], **facts: str) -> list[Point]:
    return [Point(year, value, **facts) for year, value in values.items()]


def judge(
    values: dict[int, float],
    direction: str = "lower_is_better",
    target: Target = TO_END,
    reference_year: int = 2026,
    **facts: str,
) -> progress.Assessment:
    return assess(points(values, **facts), direction, "percent", target, reference_year)


def by_method(assessment: progress.Assessment) -> dict[str, progress.Pace]:
    return {pace.method: pace for pace in assessment.paces}


# --------------------------------------------------------------------- worked by hand: the paces


def test_two_points_towards_zero() -> None:
    found = judge({2015: 30.0, 2020: 20.0})
    paces = by_method(found)

    # required = (0 − 30) / (2030 − 2015) = −2; actual = (20 − 30) / 5 = −2; ratio 1
    linear = paces["linear"]
    assert (linear.required, linear.actual, linear.ratio) == (-2.0, -2.0, 1.0)
    assert found.word == linear.word == "on_track"

    # actual = (20/30)^(1/5) − 1 = e^(−0.405465/5) − 1 = −0.077892
    # required = (0.001/30)^(1/15) − 1 = e^(−10.308953/15) − 1 = −0.497050; ratio = 0.156709
    growth = paces["compound_growth"]
    assert growth.actual == pytest.approx(-0.077892, abs=1e-6)
    assert growth.required == pytest.approx(-0.497050, abs=1e-6)
    assert growth.ratio == pytest.approx(0.156709, abs=1e-6)
    assert (growth.word, growth.note) == ("limited_progress", "target_floored")

    # v = 20 × (20/30)^(10/5) = 20 × 4/9 = 8.888889; (8.888889 − 30) / (0 − 30) = 0.703704
    chart = paces["progress_chart"]
    assert chart.actual == pytest.approx(8.888889 - 30, abs=1e-6)
    assert chart.required == -30.0
    assert chart.ratio == pytest.approx(0.703704, abs=1e-6)
    assert (chart.word, chart.note) == ("fair_progress", None)

    assert found.depends_on_method
    assert found.differing_methods == ("compound_growth", "progress_chart")


def test_three_points_towards_a_hundred() -> None:
    found = judge({2016: 60.0, 2018: 70.0, 2022: 78.0}, "higher_is_better", FOR_ALL)
    paces = by_method(found)

    # required = 40 / 14 = 20/7. Least squares: mean year 2018 2/3, mean value 69 1/3;
    # Σ(t − t̄)(y − ȳ) = 24.8889 − 0.4444 + 28.8889 = 53.3333; Σ(t − t̄)² = 7.1111 + 0.4444 + 11.1111
    # = 18.6667; slope = 20/7, not the (78 − 60) / 6 = 3 from first to last
    linear = paces["linear"]
    assert linear.required == pytest.approx(20 / 7)
    assert linear.actual == pytest.approx(20 / 7)
    assert linear.ratio == 1.0

    # 1.3^(1/6) − 1 = 0.044697; (100/60)^(1/14) − 1 = 0.037162; ratio = 1.202769
    assert paces["compound_growth"].ratio == pytest.approx(1.2028, abs=1e-3)
    assert paces["compound_growth"].note is None
    # v = 78 × 1.3^(8/6) = 110.667; (110.667 − 60) / 40 = 1.26668
    assert paces["progress_chart"].ratio == pytest.approx(1.26668, abs=1e-4)
    assert [pace.word for pace in found.paces] == ["on_track", "on_track", "met_or_on_track"]
    assert not found.depends_on_method


@pytest.mark.parametrize(
    ("latest", "word"),
    [
        # From 30 in 2015, 10 less by 2020 is just the pace required: 0.95 of it leads to 20.5, 0.60 to 24.
        (0.0, "target_met"),
        (15.0, "on_track"),
        (20.5, "on_track"),
        (20.51, "acceleration_needed"),
        (24.0, "acceleration_needed"),
        (24.01, "limited_progress"),
        (30.0, "limited_progress"),
        (30.01, "moving_away"),
    ],
)
def test_words_and_their_thresholds(latest: float, word: str) -> None:
    assert judge({2015: 30.0, 2020: latest}).word == word


@pytest.mark.parametrize(
    ("latest", "word"),
    [
        # From 50 in 2015, y in 2020 leads to v = y × (y/50)^(10/5) in 2030, so y = 50 × (v/50)^(1/3).
        # 0.95 of the distance to 100 is v = 97.5: y = 62.4665; 0.10 of it is v = 55: y = 51.6140
        (62.47, "met_or_on_track"),
        (62.46, "fair_progress"),
        (51.62, "fair_progress"),
        (51.61, "stagnation_or_regression"),
        (49.0, "stagnation_or_regression"),
        (100.0, "met_or_on_track"),
    ],
)
def test_words_of_the_progress_chart(latest: float, word: str) -> None:
    found = judge({2015: 50.0, 2020: latest}, "higher_is_better", FOR_ALL)
    assert by_method(found)["progress_chart"].word == word


def test_a_flat_series_does_not_move_away() -> None:
    # Least squares may give −1e-17 here; that is no regression.
    values = {2015: 14.1, 2016: 14.1, 2018: 14.1, 2021: 14.1, 2023: 14.1}
    found = judge(values)
    assert found.word == "limited_progress"
    assert {pace.ratio for pace in found.paces} == {0.0}


def test_what_left_the_target_moves_away_and_has_no_ratio() -> None:
    for values, direction, target in (
        ({2015: 0.0, 2020: 5.0}, "lower_is_better", TO_END),
        ({2015: 100.0, 2020: 99.0}, "higher_is_better", FOR_ALL),
        # The line through these goes down; the target of 0 was left all the same.
        ({2015: 0.0, 2016: 100.0, 2024: 1.0}, "lower_is_better", TO_END),
    ):
        found = judge(values, direction, target)
        assert found.word == "moving_away"
        assert {(pace.ratio, pace.note) for pace in found.paces} == {(None, "base_at_target")}
        assert not found.depends_on_method


def test_what_stayed_at_the_target_has_met_it() -> None:
    found = judge({2015: 0.0, 2020: 0.0})
    assert [pace.word for pace in found.paces] == ["target_met", "target_met", "met_or_on_track"]


def test_a_base_of_zero_is_floored() -> None:
    found = judge({2015: 0.0, 2020: 50.0}, "higher_is_better", FOR_ALL)
    # linear: 10 a year where 100/15 were required = 1.5
    # (50/0.001)^(1/5) − 1 = 7.7063; (100/0.001)^(1/15) − 1 = 1.15443; ratio = 6.6754
    paces = by_method(found)
    assert paces["linear"].ratio == pytest.approx(1.5)
    assert paces["compound_growth"].ratio == pytest.approx(6.6754, abs=1e-3)
    assert {pace.note for pace in found.paces} == {None, "base_floored"}


def test_below_the_floor_growth_says_nothing() -> None:
    found = judge({2015: 0.0005, 2020: 0.0004})
    growth = by_method(found)["compound_growth"]
    assert (growth.word, growth.ratio, growth.note) == (None, None, "below_floor")
    assert "compound_growth" not in found.differing_methods


def test_negative_values_are_refused() -> None:
    with pytest.raises(ValueError, match="Found -1.0; accepted are values of at least 0"):
        judge({2015: 3.0, 2020: -1.0})


# ---------------------------------------------------------------------------- published examples


def test_open_sdg_s_own_test_case() -> None:
    """Indicator 3.3.3 of sdg-build's tests, with its published formula and thresholds.

    Source: open-sdg/sdg-build, tests/assets/progress-calculation (data/indicator_3-3-3.csv,
    indicator-config/3-3-3.yml: direction negative, target 0); formula and thresholds: Open SDG,
    Progress Measurement Methodology, https://open-sdg.readthedocs.io/en/latest/progress-methodology/:
    R = d × CAGR / |CAGR_T|, a target of zero replaced by 0.001, base year 2015, R < 0: deterioration.
    """
    values = [1.51, 1.51, 1.38, 1.4, 1.27, 1.55, 1.69, 1.65, 1.62, 1.82]
    found = judge(dict(zip(range(2010, 2020), values, strict=True)), reference_year=2021)
    assert found.base == Point(2015, 1.55)
    assert found.latest == Point(2019, 1.82)
    # CAGR = (1.82/1.55)^(1/4) − 1 = 0.040959; CAGR_T = (0.001/1.55)^(1/15) − 1 = −0.387214
    # R = −1 × 0.040959 / 0.387214 = −0.10578
    growth = by_method(found)["compound_growth"]
    assert growth.actual == pytest.approx(0.04096, abs=1e-4)
    assert growth.required == pytest.approx(-0.3872, abs=1e-4)
    assert growth.ratio == pytest.approx(-0.1058, abs=1e-4)
    assert growth.word == "moving_away"


def test_open_sdg_s_warning_about_the_floor() -> None:
    """ "a target of zero could be replaced by a suitably small number like 1 or 0.001 […] which could
    significantly impact the final progress assessment" (the same text): here from one word to another.
    """
    base, latest = points({2015: 30.0, 2020: 20.0})
    words = [
        progress.compound_growth_pace(base, latest, "lower_is_better", TO_END, floor).word
        for floor in (0.001, 10.0)
    ]
    assert words == ["limited_progress", "on_track"]


@pytest.mark.parametrize(
    ("degrees_of_freedom", "quantile"),
    # Any printed table of Student's distribution, two-sided 95 per cent.
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042)],
)
def test_student_quantiles(degrees_of_freedom: int, quantile: float) -> None:
    assert student_quantile(0.95, degrees_of_freedom) == pytest.approx(quantile, abs=5e-4)


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


def test_half_a_target_is_refused() -> None:
    with pytest.raises(ValueError, match="a value and a year, or neither"):
        Target(0.0, None, "indicator_target.end_violence")


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
    evidence = progress.evidence_of(mixed, 2026)
    assert (evidence.by_nature, evidence.modelled_count, evidence.source_count) == (
        "moderate",
        1,
        4,
    )


# -------------------------------------------------------------------------------- the projection


def test_a_projection_and_its_interval() -> None:
    # Mean year 2018, mean 35.5; slope = −32/20 = −1.6; residuals −0.3, 0.9, −0.9, 0.3: s² = 1.8/2 = 0.9
    # In 2030: 35.5 − 1.6 × 12 = 16.3. Half width = 4.302653 × √0.9 × √(1 + 1/4 + 12²/20) = 11.8654
    found = project(points({2015: 40, 2017: 38, 2019: 33, 2021: 31}), "percent", TO_END)
    assert found.value == pytest.approx(16.3)
    assert found.lower == pytest.approx(16.3 - 11.8654, abs=1e-3)
    assert found.upper == pytest.approx(16.3 + 11.8654, abs=1e-3)
    assert (found.year, found.is_clipped, found.note) == (2030, False, None)


def test_a_percentage_stays_between_0_and_100() -> None:
    # The line leads to 101.714, ± 12.706 × 3.20713 × 2.86606 = 116.79
    found = project(points({2016: 60, 2018: 70, 2022: 78}), "percent", FOR_ALL)
    assert (found.lower, found.value, found.upper) == (0.0, 100.0, 100.0)
    assert found.is_clipped
    number = project(points({2016: 60, 2018: 70, 2022: 78}), "number", FOR_ALL)
    assert number.lower == 0.0
    assert number.upper == pytest.approx(101.714 + 116.79, abs=0.05)


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({2015: 40, 2020: 30}, "needs_third_point"),
        ({2015: 40, 2020: 35, 2025: 30}, "no_scatter"),
        ({2015: 40, 2020: 35, 2030: 29}, "target_year_reached"),
    ],
)
def test_no_projection_without_its_uncertainty(values: dict[int, float], note: str) -> None:
    found = project(points(values), "percent", TO_END)
    assert (found.value, found.lower, found.upper, found.note) == (None, None, None, note)


# ------------------------------------------------------------------ whatever the figures may be

PROPERTIES = settings(max_examples=200, deadline=None)
VALUES = st.integers(0, 1000).map(lambda tenths: tenths / 10)
SERIES = st.dictionaries(st.integers(2010, 2026), VALUES, min_size=1, max_size=8)
TARGETS = {
    "lower_is_better": st.sampled_from([0.0, 5.0, 42.5]),
    "higher_is_better": st.sampled_from([100.0, 80.0]),
}
PROMISES = st.sampled_from(sorted(TARGETS)).flatmap(
    lambda direction: st.tuples(
        st.just(direction), TARGETS[direction].map(lambda value: Target(value, 2030, "reason"))
    )
)
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
    floor = progress.COMPOUND_GROWTH_FLOOR
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
def test_open_sdg_s_formula_gives_the_same_ratio(
    values: dict[int, float], promise: tuple[str, Target]
) -> None:
    """R = d × CAGR / |CAGR_T| (Open SDG, Progress Measurement Methodology), written down once more."""
    direction, target = promise
    found = judge(values, direction, target)
    growth = by_method(found).get("compound_growth")
    if growth is None or growth.ratio is None:
        return
    assert found.base and found.latest and target.value is not None
    start, end = found.base.value or 0.001, target.value or 0.001
    observed = (found.latest.value / start) ** (1 / (found.latest.year - found.base.year)) - 1
    required = (end / start) ** (1 / (2030 - found.base.year)) - 1
    sign = -1 if direction == "lower_is_better" else 1
    assert growth.ratio == pytest.approx(sign * observed / abs(required), abs=1e-8)


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


def test_words_agree_with_themselves_and_with_overlapping_bands_only() -> None:
    for one, other in itertools.product(vocabulary.JUDGED_WORDS, repeat=2):
        assert progress.words_agree(one, other) == (one == other)
    agreeing = {
        (one, other)
        for one in vocabulary.JUDGED_WORDS
        for other in vocabulary.PROGRESS_CHART_WORDS
        if progress.words_agree(one, other)
    }
    assert agreeing == {
        ("target_met", "met_or_on_track"),
        ("on_track", "met_or_on_track"),
        ("acceleration_needed", "fair_progress"),
        ("limited_progress", "fair_progress"),
        ("limited_progress", "stagnation_or_regression"),
        ("moving_away", "stagnation_or_regression"),
    }


def test_growth_needs_a_direction() -> None:
    with pytest.raises(ValueError, match="Direction 'undefined'"):
        progress.linear_pace(points({2015: 3.0, 2020: 2.0}), "undefined", TO_END)
    with pytest.raises(ValueError, match="never judged"):
        progress.linear_pace(points({2015: 3.0, 2020: 2.0}), "lower_is_better", NONE)


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

"""At what pace a series moves: cases worked by hand, and examples that Open SDG published."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from etl import vocabulary
from etl.pace import compound_growth_pace, linear_pace, words_agree
from etl.series import Point, Target
from tests.etl.judging import (
    FOR_ALL,
    NONE,
    PROMISES,
    PROPERTIES,
    SERIES,
    TO_END,
    by_method,
    judge,
    points,
)

# ----------------------------------------------------------------------------------- worked by hand


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


def test_growth_needs_a_direction() -> None:
    with pytest.raises(ValueError, match="Direction 'undefined'"):
        linear_pace(points({2015: 3.0, 2020: 2.0}), "undefined", TO_END)
    with pytest.raises(ValueError, match="never judged"):
        linear_pace(points({2015: 3.0, 2020: 2.0}), "lower_is_better", NONE)


def test_words_agree_with_themselves_and_with_overlapping_bands_only() -> None:
    for one, other in itertools.product(vocabulary.JUDGED_WORDS, repeat=2):
        assert words_agree(one, other) == (one == other)
    agreeing = {
        (one, other)
        for one in vocabulary.JUDGED_WORDS
        for other in vocabulary.PROGRESS_CHART_WORDS
        if words_agree(one, other)
    }
    assert agreeing == {
        ("target_met", "met_or_on_track"),
        ("on_track", "met_or_on_track"),
        ("acceleration_needed", "fair_progress"),
        ("limited_progress", "fair_progress"),
        ("limited_progress", "stagnation_or_regression"),
        ("moving_away", "stagnation_or_regression"),
    }


# ------------------------------------------------------------------------------- published examples


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
        compound_growth_pace(base, latest, "lower_is_better", TO_END, floor).word
        for floor in (0.001, 10.0)
    ]
    assert words == ["limited_progress", "on_track"]


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

"""The arithmetic of a mark on the page: by hand, and beside the build's own for every judged country."""

from __future__ import annotations

import pytest

from dashboard import queries
from dashboard.contents import methods_example
from dashboard.recomputed import Band, chart_bands, pace_bands, recompute, word_for

RULES = {
    "on_track_from": 0.95,
    "acceleration_from": 0.6,
    "limited_from": 0.0,
    "chart_on_track_from": 0.95,
    "chart_fair_from": 0.1,
}


def test_kenya_by_hand() -> None:
    # UNICEF 2025-03: 20.3 per cent in 2017, 12.5 in 2022; the target is 0 in 2030.
    found = recompute([(2017, 20.3), (2022, 12.5)], 0, 2030, 0.001)
    assert (found.mean_year, found.mean_value) == (2019.5, pytest.approx(16.4))
    # −2.5 × 3.9 + 2.5 × −3.9 = −19.5 and 2 × 2.5² = 12.5
    assert (found.products, found.squares) == (pytest.approx(-19.5), 12.5)
    # −20.3 / 13 and −19.5 / 12.5
    assert found.required == pytest.approx(-1.561538, abs=1e-6)
    assert found.actual == pytest.approx(-1.56)
    assert found.ratio == pytest.approx(0.999015, abs=1e-6)
    # (0.001 / 20.3)^(1/13) − 1 and (12.5 / 20.3)^(1/5) − 1
    assert (found.start, found.end) == (20.3, 0.001)
    assert found.growth_required == pytest.approx(-0.533712, abs=1e-6)
    assert found.growth_actual == pytest.approx(-0.092424, abs=1e-6)
    # 12.5 × 0.907576^8 = 5.754, and (5.754 − 20.3) / −20.3
    assert found.expected == pytest.approx(5.754, abs=1e-3)
    assert found.chart_ratio == pytest.approx(0.71655, abs=1e-5)


def test_three_points_by_hand() -> None:
    # Mean year 2018, mean 60: (−3)(−10) + 0 × −5 + 3 × 15 = 75 over 18; required (100 − 50) / 15.
    found = recompute([(2015, 50.0), (2018, 55.0), (2021, 75.0)], 100, 2030, 0.001)
    assert (found.products, found.squares) == (75, 18)
    assert found.actual == pytest.approx(4.166667, abs=1e-6)
    assert found.ratio == pytest.approx(1.25)


def test_a_base_of_zero_is_floored() -> None:
    found = recompute([(2015, 0.0), (2020, 10.0)], 100, 2030, 0.001)
    assert (found.start, found.end) == (0.001, 100)


def test_words_at_their_thresholds() -> None:
    pace, chart = pace_bands(RULES), chart_bands(RULES)
    said = [word_for(ratio, pace) for ratio in (0.95, 0.9499, 0.6, 0.5999, 0, -0.0001)]
    assert said == [
        "on_track",
        "acceleration_needed",
        "acceleration_needed",
        "limited_progress",
        "limited_progress",
        "moving_away",
    ]
    assert [word_for(ratio, chart) for ratio in (0.95, 0.1, 0.0999)] == [
        "met_or_on_track",
        "fair_progress",
        "stagnation_or_regression",
    ]
    # A flat series does not move away by the last digit of a computer's number.
    assert word_for(-1e-16, pace) == "limited_progress"


def test_bands_that_touch_do_not_overlap() -> None:
    assert not Band("a", 0.95, None).overlaps(Band("b", 0.6, 0.95))
    assert Band("a", 0.0, 0.6).overlaps(Band("b", None, 0.1))


def judged_countries() -> list[str]:
    rows = queries.progress.marks_of_series(methods_example.SERIES, methods_example.SEX, "en")
    return list(rows.country_code[rows.is_judged])


def test_every_judged_country_gives_the_stored_ratios_and_words() -> None:
    countries = judged_countries()
    assert len(countries) == 30
    for country in countries:
        mark, found = methods_example.worked(country)
        stored = queries.progress.methods(
            country, methods_example.SERIES, methods_example.SEX
        ).set_index("method")
        said = methods_example.worked_words(mark, found)
        assert methods_example.differing(said) == tuple(mark.differing_methods)
        for method, required, actual, ratio in (
            ("linear", found.required, found.actual, found.ratio),
            (
                "compound_growth",
                found.growth_required,
                found.growth_actual,
                found.growth_ratio,
            ),
            (
                "progress_chart",
                mark.target_value - mark.base_value,
                found.expected - mark.base_value,
                found.chart_ratio,
            ),
        ):
            row = stored.loc[method]
            assert required == pytest.approx(row.required, rel=1e-9), (country, method)
            assert actual == pytest.approx(row.actual, rel=1e-9), (country, method)
            assert ratio == pytest.approx(row.ratio, abs=2e-9), (country, method)
            assert said[method] == row.word, (country, method)

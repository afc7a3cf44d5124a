"""Where the straight line leads, and how far that is known: worked by hand, and from printed tables."""

from __future__ import annotations

import pytest

from etl.regression import project, student_quantile
from tests.etl.judging import FOR_ALL, TO_END, points


@pytest.mark.parametrize(
    ("degrees_of_freedom", "quantile"),
    # Any printed table of Student's distribution, two-sided 95 per cent.
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042)],
)
def test_student_quantiles(degrees_of_freedom: int, quantile: float) -> None:
    assert student_quantile(0.95, degrees_of_freedom) == pytest.approx(quantile, abs=5e-4)


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

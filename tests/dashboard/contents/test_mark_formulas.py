"""The formulas with their numbers: each step by hand, in both number formats."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from dashboard.contents import mark_formulas
from dashboard.words import words_of

ENGLISH, FRENCH = words_of("en"), words_of("fr")
# From 40 in 2015 to 20 in 2020, towards 0 in 2030.
MARK = SimpleNamespace(
    base_year=2015, base_value=40.0, latest_year=2020, latest_value=20.0,
    target_year=2030, target_value=0.0,
)  # fmt: skip
POINTS = pd.DataFrame({"year": [2015, 2020], "value": [40.0, 20.0]})
# Half in five years: (1/2)^(1/5) − 1
GROWTH = -0.12944943670387588


def steps(method: str, points: pd.DataFrame = POINTS, **facts: Any) -> list[str]:
    """The lines of a formula, from its first to its last."""
    row = SimpleNamespace(method=method, **facts)
    text = mark_formulas.typeset(row, MARK, points, GROWTH, 0.001, ENGLISH)
    text = text.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}")
    return [line.strip() for line in text.replace(r"\\[0.9em]", r"\\").split(r"\\")]


def test_linear() -> None:
    # −40/15 = −2.6667; −20/5 = −4; 1.5
    assert steps("linear", required=-40 / 15, actual=-4.0, ratio=1.5) == [
        r"\text{required} &= \frac{y^* - y_0}{t^* - t_0}",
        r"&= \frac{0 - 40}{2030 - 2015}",
        r"&\approx -2.6667",
        r"\text{actual} &= \frac{y - y_0}{t - t_0}",
        r"&= \frac{20 - 40}{2020 - 2015}",
        r"&= -4",
        r"\text{ratio} &= \frac{\text{actual}}{\text{required}}",
        r"&= \frac{-4}{-2.6667}",
        r"&= 1.5",
    ]


def test_linear_over_more_points_is_the_least_squares_slope() -> None:
    # 40, 26, 24 in 2015, 2017, 2021: means 30 and 2017.6667; Σ(t−t̄)(y−ȳ) = −26.6667+2.6667−20 = −44;
    # Σ(t−t̄)² = 7.1111+0.4444+11.1111 = 18.6667; −44/18.6667 = −2.3571
    points = pd.DataFrame({"year": [2015, 2017, 2021], "value": [40.0, 26.0, 24.0]})
    lines = steps("linear", points, required=-40 / 15, actual=-44 / (56 / 3), ratio=0.883928571)
    assert lines[4:6] == [r"&= \frac{-44}{18.6667}", r"&\approx -2.3571"]


def test_compound_growth_shows_what_stands_for_zero() -> None:
    # (0.001/40)^(1/15) − 1 = −0.5066
    lines = steps("compound_growth", required=-0.5066, actual=GROWTH, ratio=0.2555)
    assert r"&= \left(\frac{0.001}{40}\right)^{1/15} - 1" in lines
    assert r"&= \left(\frac{20}{40}\right)^{1/5} - 1" in lines
    assert lines[5] == r"&\approx -0.1294"


def test_progress_chart_carries_the_growth_on_to_the_target_year() -> None:
    # Half again in each of two further spans of five years: v = 20/4 = 5; (5 − 40)/(0 − 40) = 0.875
    lines = steps("progress_chart", required=-40.0, actual=-35.0, ratio=0.875)
    assert lines[3:] == [
        r"v &= y\,(1 + g)^{t^* - t}",
        r"&= 20 \times (1 -0.1294)^{10}",
        r"&= 5",
        r"\text{ratio} &= \frac{v - y_0}{y^* - y_0}",
        r"&= \frac{5 - 40}{0 - 40}",
        r"&= 0.875",
    ]


@pytest.mark.parametrize("method", ["linear", "compound_growth", "progress_chart"])
def test_without_a_ratio_there_is_no_line_for_it(method: str) -> None:
    nothing = float("nan")
    assert not [
        line for line in steps(method, required=0.0, actual=-1.0, ratio=nothing) if "ratio" in line
    ]


def test_numbers_are_set_as_the_reader_writes_them() -> None:
    assert mark_formulas.number(-1234.56789, ENGLISH) == "-1{,}234.5679"
    assert mark_formulas.number(-1234.56789, FRENCH) == r"-1\,234{,}5679"
    assert mark_formulas.number(20.0, ENGLISH) == "20"

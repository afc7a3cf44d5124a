"""Figures: medians, ranges, goals and verdicts."""

from __future__ import annotations

import pytest

from bench.figure import Figure


def test_a_figure_is_the_median_with_its_range():
    figure = Figure.of("run", [30.0, 10.0, 1200.4], "ms")
    assert figure.measured == 30.0
    assert figure.text == "30 ms (10–1,200)"
    assert (figure.goal, figure.verdict) == ("", "")


def test_a_single_measurement_has_no_range():
    assert Figure.of("run", [0.5], "s").text == "0.50 s"


@pytest.mark.parametrize(
    ("measured", "verdict"), [(39.9, "met"), (40.0, "met"), (40.01, "missed"), (400.0, "missed")]
)
def test_a_ceiling_is_judged_on_the_unrounded_value(measured, verdict):
    figure = Figure("run", measured, "ms", at_most=40.0)
    assert (figure.goal, figure.verdict) == ("≤ 40 ms", verdict)


@pytest.mark.parametrize(("measured", "verdict"), [(2.999, "missed"), (3.0, "met"), (5.0, "met")])
def test_a_floor_is_judged_on_the_unrounded_value(measured, verdict):
    figure = Figure("ratio", measured, "×", at_least=3.0)
    assert (figure.goal, figure.verdict) == ("≥ 3 ×", verdict)

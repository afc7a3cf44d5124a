"""Classes of a map: quantiles with round limits, and the stages of the process."""

from __future__ import annotations

import random

import pytest

from dashboard.classes import (
    STAGE_CLASSES,
    class_limits,
    class_of,
    decimals_of,
    roundest_between,
    stage_class,
)
from etl.vocabulary import STEPS


def test_every_step_has_a_class_in_the_order_of_the_process() -> None:
    places = [STAGE_CLASSES.index(stage_class(step)) for step in STEPS]
    assert places == sorted(places)
    assert set(places) == set(range(len(STAGE_CLASSES)))


@pytest.mark.parametrize("stage", ["none", "no_report"])
def test_what_is_no_step_keeps_its_word(stage: str) -> None:
    assert stage_class(stage) == stage


@pytest.mark.parametrize(
    ("low", "high", "number"),
    [
        (0, 0.3, 0.2),
        (54.1, 57.9, 55),
        (99.2, 99.9, 99.5),
        (99.98, 100, 100),
        (14, 15, 15),
        (187, 5212, 5000),
        (-3, -1, -2),
        (0.0151, 0.0153, 0.0152),
    ],
)
def test_roundest_number_between_two(low: float, high: float, number: float) -> None:
    assert roundest_between(low, high)[0] == number


@pytest.mark.parametrize(("low", "high"), [(2, 2), (3, 2)])
def test_nothing_lies_between_a_number_and_a_lower_one(low: float, high: float) -> None:
    with pytest.raises(ValueError, match=f"found {low} and {high}"):
        roundest_between(low, high)


def test_limits_part_the_values_into_five_classes_of_similar_size() -> None:
    values = [float(value) for value in range(1, 101)]
    limits = class_limits(values)
    sizes = [sum(class_of(value, limits) == place for value in values) for place in range(5)]
    assert len(limits) == 4
    assert max(sizes) - min(sizes) <= 10


def test_a_value_on_a_limit_belongs_to_the_class_above() -> None:
    assert [class_of(value, [10.0, 20.0]) for value in (9.9, 10, 19.9, 20)] == [0, 1, 1, 2]


@pytest.mark.parametrize("seed", range(20))
def test_rounding_a_limit_moves_few_values(seed: int) -> None:
    generator = random.Random(seed)
    values = [round(generator.lognormvariate(3, 1.5), 1) for _ in range(43)]
    limits = class_limits(values)
    assert limits == sorted(set(limits))
    for part, limit in enumerate(limits, start=1):
        below = sum(value < limit for value in values)
        assert abs(below - part * 43 / 5) <= 3


def test_equal_values_are_never_parted() -> None:
    limits = class_limits([50.0, 60.0, *[100.0] * 20])
    assert {class_of(100.0, limits)} == {len(limits)}
    assert all(limit <= 100 for limit in limits)


@pytest.mark.parametrize("values", [[], [7.0], [7.0, 7.0, 7.0]])
def test_too_few_different_values_have_no_limit(values: list[float]) -> None:
    assert class_limits(values) == []


@pytest.mark.parametrize(
    ("limits", "decimals"), [([], 0), ([10.0, 500.0], 0), ([0.05, 0.4], 2), ([98.5, 100.0], 1)]
)
def test_decimals_it_takes_to_print_the_limits(limits: list[float], decimals: int) -> None:
    assert decimals_of(limits) == decimals

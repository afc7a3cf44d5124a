"""A value axis: from zero, few round ticks, said in the reader's numbers."""

from __future__ import annotations

import pytest

from dashboard.charts.axes import count_axis, stretched, value_axis
from dashboard.words import words_of

ENGLISH, FRENCH = words_of("en"), words_of("fr")


@pytest.mark.parametrize(
    ("highest", "unit", "ticks"),
    [
        (93.0, "percent", [0, 25, 50, 75, 100]),
        (100.0, "percent", [0, 25, 50, 75, 100]),  # none above all
        (85.0, "percent", [0, 25, 50, 75, 100]),  # the highest lies between two ticks
        (78.0, "percent", [0, 20, 40, 60, 80]),
        (13.0, "percent", [0, 5, 10, 15]),
        (4.0, "per_100000", [0, 1, 2, 3, 4]),
        (1040.0, "number", [0, 500, 1000]),
        (0.0, "number", [0, 0.25, 0.5, 0.75, 1.0]),
    ],
)
def test_ticks_are_few_and_round(highest: float, unit: str, ticks: list[float]) -> None:
    axis = value_axis(highest, unit, ENGLISH)
    assert axis["tickvals"] == ticks
    assert axis["range"][0] <= 0 < highest <= axis["range"][1] or highest == 0
    assert len(axis["ticktext"]) == len(ticks)


def test_ticks_speak_the_readers_language() -> None:
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert value_axis(93.0, "percent", FRENCH)["ticktext"][1] == f"25{thin}%"
    assert value_axis(9000.0, "number", FRENCH)["ticktext"][1] == f"2{thin}500"


@pytest.mark.parametrize("highest", [0.003, 0.07, 0.9, 1.7, 9.99, 33.0, 480.0, 123456.0])
def test_no_two_ticks_read_alike(highest: float) -> None:
    for unit in ("percent", "number", "per_100000"):
        said = value_axis(min(highest, 100) if unit == "percent" else highest, unit, ENGLISH)
        assert 2 <= len(said["ticktext"]) <= 7
        assert len(set(said["ticktext"])) == len(said["ticktext"])


def test_counts_have_a_tick_at_each_power_of_ten_and_at_none() -> None:
    axis = count_axis(2883, ENGLISH)
    assert axis["ticktext"] == ["0", "1", "10", "100", "1,000"]
    assert axis["tickvals"][0] == stretched(0) == 0
    assert axis["range"][1] > stretched(2883)
    assert count_axis(0, ENGLISH)["ticktext"] == ["0", "1"]

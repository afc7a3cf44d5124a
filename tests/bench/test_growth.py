"""Growth: the verdicts on builds of growing figures, and the statements of pages."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bench.__main__ import _scales
from bench.growth import Growth, ask, beside_linear, figures
from tests.given import publish

SMALL = Growth(1, 1_000, 4.0, 5.0, 0.4, 0.5, 200.0)


def test_a_build_that_takes_as_much_longer_as_there_is_more_is_linear() -> None:
    assert beside_linear(SMALL, SMALL._replace(rows=10_000, seconds=40.0)) == 1.0
    assert beside_linear(SMALL, SMALL._replace(rows=10_000, seconds=10.0)) == 0.25


def test_each_scale_stands_beside_the_one_before_and_pages_beside_the_first() -> None:
    middle = Growth(10, 10_000, 20.0, 25.0, 1.0, 1.5, 300.0)
    large = Growth(100, 100_000, 220.0, 300.0, 8.5, 9.0, 400.1)
    verdicts = {one.name: (one.measured, one.verdict) for one in figures([SMALL, middle, large])}
    assert verdicts == {
        "all assessments of the bundled figures": (0.5, "met"),
        "build time, 1× to 10×: its growth ÷ that of the figures": (0.5, "met"),
        "build time, 10× to 100×: its growth ÷ that of the figures": (1.1, "missed"),
        "memory of a build at 1×": (0.4, "met"),
        "memory of a build at 10×": (1.0, "met"),
        "memory of a build at 100×": (8.5, "missed"),
        "page queries at 10× ÷ at 1×": (1.5, "met"),
        "page queries at 100× ÷ at 1×": (pytest.approx(2.0005), "missed"),
    }


def test_slow_assessments_are_a_missed_goal() -> None:
    (first, *_) = figures([SMALL._replace(assessment_seconds=2.1)])
    assert (first.goal, first.verdict) == ("≤ 2 s", "missed")


def test_the_bundled_figures_are_always_the_first_scale() -> None:
    assert _scales("100,10") == (1, 10, 100)


def test_statements_are_asked_with_their_parameters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, lambda given: given.country("JAM"))
    monkeypatch.setenv("PATHFINDER_WAREHOUSE", str(tmp_path))
    questions = [
        ("SELECT * FROM mart_pathfinder WHERE country_code = $country", {"country": "JAM"}),
        ("SELECT $day::DATE AS day", {"day": datetime.date(2026, 11, 22)}),
        ("SELECT 1", None),
    ]
    assert 0 < ask(questions, 3) < 1_000

"""Patterns drawn as lines and points: they stay inside, keep their distance, and leave holes empty."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.charts.hatching import dots, hatch, spans

SQUARE = np.array([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], dtype=float)
HOLE = np.array([(3, 3), (3, 7), (7, 7), (7, 3), (3, 3)], dtype=float)


def test_spans_run_from_edge_to_edge_and_around_a_hole() -> None:
    line, x = spans([SQUARE, HOLE], np.array([1.0, 5.0, 20.0]))
    assert line.tolist() == [0, 1, 1]
    assert x.tolist() == [[0, 10], [0, 3], [7, 10]]


def test_hatching_keeps_its_distance_and_its_angle() -> None:
    lines = hatch([SQUARE], 2.0, 45)
    slopes = np.diff(lines, axis=1)[:, 0]
    assert slopes[:, 0] == pytest.approx(slopes[:, 1])
    # y - x is the same along a line; from one to the next it grows by the period times the root of two.
    places = np.sort(np.unique((lines[:, 0, 1] - lines[:, 0, 0]).round(6)))
    assert np.diff(places) == pytest.approx(2 * np.sqrt(2))
    assert len(places) == 7
    assert lines.min() >= -1e-9
    assert lines.max() <= 10 + 1e-9


def test_lines_of_neighbours_meet() -> None:
    beside = SQUARE + np.array([10, 0])
    whole = hatch([np.array([(0, 0), (20, 0), (20, 10), (0, 10), (0, 0)], dtype=float)], 2.0, 45)
    length = np.hypot(*np.diff(whole, axis=1)[:, 0].T).sum()
    parts = np.concatenate([hatch([SQUARE], 2.0, 45), hatch([beside], 2.0, 45)])
    assert np.hypot(*np.diff(parts, axis=1)[:, 0].T).sum() == pytest.approx(length)


def test_points_stand_on_a_grid_outside_the_hole() -> None:
    found = {tuple(point) for point in dots([SQUARE, HOLE], 2.5).tolist()}
    assert (2.5, 2.5) in found
    assert (5.0, 5.0) not in found
    assert all(x % 2.5 == 0 and y % 2.5 == 0 for x, y in found)


def test_no_ring_has_no_pattern() -> None:
    assert not len(hatch([], 2.0, 45))
    assert not len(dots([], 2.0))

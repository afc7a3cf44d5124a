"""Patterns inside shapes as lines and points of their own, so that every format keeps them as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Rings = Sequence[np.ndarray]


def spans(rings: Rings, levels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where horizontal lines run inside closed rings (even-odd): the number of each line, and its spans' x, n by 2.

    ``rings`` are n by 2 arrays whose last corner is the first again; ``levels`` are the lines' y.
    """
    if not len(rings):
        return np.empty(0, dtype=int), np.empty((0, 2))
    begin = np.concatenate([ring[:-1] for ring in rings])
    end = np.concatenate([ring[1:] for ring in rings])
    line, edge = np.nonzero((begin[:, 1] <= levels[:, None]) != (end[:, 1] <= levels[:, None]))
    (x_0, y_0), (x_1, y_1) = begin[edge].T, end[edge].T
    x = x_0 + (levels[line] - y_0) * (x_1 - x_0) / (y_1 - y_0)
    order = np.lexsort((x, line))
    return line[order][::2], x[order].reshape(-1, 2)


def hatch(rings: Rings, period: float, degrees: float) -> np.ndarray:
    """Parallel lines inside the rings, ``period`` apart and turned by ``degrees``: n lines as (x, y) of two ends.

    Lines of neighbouring shapes meet: they lie at multiples of the period from the origin.
    """
    turn = np.radians(degrees)
    there = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    turned = [ring @ there for ring in rings]
    levels = _levels(turned, period)
    line, x = spans(turned, levels)
    ends = np.stack([x, np.repeat(levels[line][:, None], 2, axis=1)], axis=-1)
    return ends @ there.T


def dots(rings: Rings, period: float) -> np.ndarray:
    """Points inside the rings on a square grid, ``period`` apart: n by 2."""
    levels = _levels(rings, period)
    line, x = spans(rings, levels)
    found = [
        (place * period, levels[row])
        for row, (low, high) in zip(line, x, strict=True)
        for place in range(int(np.ceil(low / period)), int(np.floor(high / period)) + 1)
    ]
    return np.array(found, dtype=float).reshape(-1, 2)


def _levels(rings: Rings, period: float) -> np.ndarray:
    if not len(rings):
        return np.empty(0)
    heights = np.concatenate([ring[:, 1] for ring in rings])
    first, last = np.ceil(heights.min() / period), np.floor(heights.max() / period)
    return np.arange(first, last + 1) * period

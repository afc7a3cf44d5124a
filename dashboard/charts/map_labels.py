"""Finds room on a map for the names of countries: inside the country, else beside it with a line that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from dashboard.charts.hatching import Rings, spans

# Height of a line of text, in units of its letters' size.
LINE_HEIGHT = 1.3
# All lengths are pixels of the picture, x to the right and y upwards. The picture is looked at in cells this wide.
_CELL = 3
# How far a name may stand from its country, and in how many directions it is tried, the most readable first.
_FARTHEST, _STEP = 130, 6
_ANGLES = np.radians([0, 180, 90, 270, 30, 150, 330, 210, 60, 120, 300, 240])
# Nearer names need no line.
_NEAR = 12
# Where a name is tried inside its country, the nearest to its point first.
_OFFSETS = sorted(
    ((x, y) for x in range(-60, 61, 6) for y in range(-60, 61, 6)),
    key=lambda offset: offset[0] ** 2 + offset[1] ** 2,
)


@dataclass(frozen=True)
class Place:
    """A country on the map: its shape and point, its dot's radius (0 for none), and its name where it wants one.

    ``names`` are ways to break the name into lines, the first of which is taken where there is room for it. With
    ``is_aside`` it is not worth a line of its own: it is named inside its shape, or not at all.
    """

    rings: Rings
    point: tuple[float, float]
    radius: float
    names: Sequence[tuple[str, ...]]
    is_aside: bool = False


class Label(NamedTuple):
    """A name that found room: the number of its place, its lines, the middle of its box, its line's two ends.

    ``is_inside``: it stands on its own country alone; ``line`` is empty where no line is needed.
    """

    place: int
    lines: tuple[str, ...]
    x: float
    y: float
    is_inside: bool
    line: tuple[tuple[float, float], ...] = ()


def place_labels(
    places: Sequence[Place],
    blocked: Sequence[Rings],
    width: float,
    height: float,
    size: float,
) -> list[Label]:
    """Labels for as many places as there is room, those that come first in the list first.

    A name hides no other place, no dot, no other name and nothing ``blocked``, and stays inside the picture.
    ``size`` is the height of the letters in pixels.
    """
    rows, columns = int(height // _CELL) + 1, int(width // _CELL) + 1
    owner = np.zeros((rows, columns), dtype=int)
    for number, rings in enumerate([*blocked, *(place.rings for place in places)]):
        _fill(owner, rings, number - len(blocked) + 1 if number >= len(blocked) else -1)
    taken = np.zeros((rows, columns), dtype=bool)
    for place in places:
        if place.radius:
            x, y = place.point
            _take(taken, (x, y), 2 * place.radius + 4, 2 * place.radius + 4)
    labels: list[Label] = []
    # A line that crosses another country is better than no name, but the last resort.
    for look_for in (_inside, _beside, partial(_beside, crosses=True)):
        done = {label.place for label in labels}
        for number, place in enumerate(places):
            label = None if number in done else look_for(number, place, owner, taken, size)
            if label:
                labels.append(label)
                _take(taken, (label.x, label.y), *box(label.lines, size))
                for cell in _cells_along(label.line):
                    taken[cell] = True
    return labels


def box(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height in pixels of a text in Noto Sans, as measured on its letters, a little more than less."""
    return max(map(_width, lines)) * size + 4, len(lines) * size * LINE_HEIGHT + 2


def _width(text: str) -> float:
    """Width of a text in units of its letters' size."""
    return sum(
        0.28 if letter in "iljI.,’' ()-" else 0.92 if letter in "mwMW" else 0.68 if letter.isupper() else 0.57
        for letter in text
    )  # fmt: skip


def _fill(grid: np.ndarray, rings: Rings, number: int) -> None:
    rows, columns = grid.shape
    heights = np.concatenate([ring[:, 1] for ring in rings]) / _CELL
    first = int(np.clip(heights.min(), 0, rows))
    last = int(np.clip(heights.max() + 1, 0, rows))
    line, x = spans(rings, (np.arange(first, last) + 0.5) * _CELL)
    for row, (low, high) in zip(line + first, np.clip(x / _CELL, 0, columns), strict=True):
        grid[row, int(low) : int(np.ceil(high))] = number


def _window(
    shape: tuple[int, ...], middle: tuple[float, float], width: float, height: float
) -> tuple[slice, slice] | None:
    """The cells of a box; none where it leaves the picture."""
    left, bottom = (middle[0] - width / 2) / _CELL, (middle[1] - height / 2) / _CELL
    right, top = left + width / _CELL, bottom + height / _CELL
    if min(left, bottom) < 1 or right > shape[1] - 1 or top > shape[0] - 1:
        return None
    return slice(int(bottom), int(np.ceil(top))), slice(int(left), int(np.ceil(right)))


def _take(taken: np.ndarray, middle: tuple[float, float], width: float, height: float) -> None:
    left, bottom = (middle[0] - width / 2) / _CELL, (middle[1] - height / 2) / _CELL
    right, top = left + width / _CELL, bottom + height / _CELL
    rows = slice(max(0, int(bottom)), max(0, int(np.ceil(top))))
    taken[rows, max(0, int(left)) : max(0, int(np.ceil(right)))] = True


def _inside(
    number: int, place: Place, owner: np.ndarray, taken: np.ndarray, size: float
) -> Label | None:
    """The label nearest to the point of its country with nothing but the country under it."""
    if place.radius:
        return None
    for lines in place.names:
        width, height = box(lines, size)
        for x, y in _OFFSETS:
            middle = (place.point[0] + x, place.point[1] + y)
            window = _window(owner.shape, middle, width, height)
            if window and (owner[window] == number + 1).all() and not taken[window].any():
                return Label(number, lines, *middle, True)
    return None


def _beside(
    number: int,
    place: Place,
    owner: np.ndarray,
    taken: np.ndarray,
    size: float,
    crosses: bool = False,
) -> Label | None:
    """The label nearest to its country on sea or other land, with a clear way to it.

    With ``crosses`` the line that leads there may cross another of the places.
    """
    if place.is_aside:
        return None
    start = place.radius + 2
    for distance in np.arange(start, _FARTHEST, _STEP):
        for lines in place.names:
            width, height = box(lines, size)
            for angle in _ANGLES:
                toward = np.array([np.cos(angle), np.sin(angle)])
                x, y = place.point + toward * distance
                middle = (x + toward[0] * width / 2, y + toward[1] * height / 2)
                window = _window(owner.shape, middle, width, height)
                if window is None or owner[window].any() or taken[window].any():
                    continue
                line: tuple[tuple[float, float], ...] = ()
                if distance > start + _NEAR:
                    begin_x, begin_y = place.point + toward * place.radius
                    beyond_x, beyond_y = place.point + toward * (place.radius + 2 * _CELL)
                    way = _cells_along(((beyond_x, beyond_y), (x, y)))
                    if any(taken[cell] for cell in way):
                        continue
                    if not crosses and any(owner[cell] not in (0, number + 1) for cell in way):
                        continue
                    line = ((begin_x, begin_y), (x, y))
                return Label(number, lines, *middle, False, line)
    return None


def _cells_along(line: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    if not line:
        return []
    (x_0, y_0), (x_1, y_1) = line
    count = int(np.hypot(x_1 - x_0, y_1 - y_0) / _CELL) + 1
    points = np.linspace((y_0, x_0), (y_1, x_1), count) / _CELL
    return [(int(row), int(column)) for row, column in points]

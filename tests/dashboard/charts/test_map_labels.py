"""Names on a map: inside where they fit, beside with a line where not, never over another place or name."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.charts.map_labels import Label, Place, box, place_labels

SIZE = 13


def square(x: float, y: float, side: float) -> np.ndarray:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return np.array(corners) * side / 2 + (x, y)


def place(x: float, y: float, side: float, name: str = "Kenya", **values: Any) -> Place:
    given: dict[str, Any] = {"radius": 0.0, "names": [(name,)]}
    return Place([square(x, y, side)], (x, y), **(given | values))


def labels(*places: Place, blocked: Any = ()) -> list[Label]:
    return place_labels(places, blocked, 600, 400, SIZE)


def corners(label: Label) -> tuple[float, float, float, float]:
    width, height = box(label.lines, SIZE)
    return label.x - width / 2, label.y - height / 2, label.x + width / 2, label.y + height / 2


def overlap(one: Label, other: Label) -> bool:
    a, b = corners(one), corners(other)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_a_name_stands_inside_a_large_country() -> None:
    (label,) = labels(place(300, 200, 120))
    assert label.is_inside
    assert not label.line
    assert (label.x, label.y) == (300, 200)


def test_a_name_too_long_is_broken_before_it_leaves_its_country() -> None:
    name = [("United Republic of Tanzania",), ("United", "Republic", "of Tanzania")]
    (label,) = labels(place(300, 200, 110, names=name))
    assert label.is_inside
    assert label.lines == name[1]


def test_a_name_too_long_stands_beside_a_small_country() -> None:
    (label,) = labels(place(300, 200, 10, radius=6.5))
    assert not label.is_inside
    assert corners(label)[0] >= 306.5


def test_a_dot_is_not_covered_by_the_name_of_its_neighbour() -> None:
    # The dot lies on the larger country, where its name would stand.
    found = labels(place(300, 200, 120), place(300, 200, 4, "Lesotho", radius=6.5))
    large = next(label for label in found if label.place == 0)
    left, bottom, right, top = corners(large)
    assert not (left < 300 < right and bottom < 200 < top)


def test_crowded_countries_have_their_names_apart_and_lines_that_lead_there() -> None:
    places = [place(200 + 24 * number, 200, 20, f"Country {number}") for number in range(6)]
    found = labels(*places)
    assert len(found) == 6
    assert not any(overlap(a, b) for a in found for b in found if a.place < b.place)
    assert any(label.line for label in found)
    for label in found:
        if label.line:
            assert np.allclose(label.line[0], places[label.place].point)


def test_a_line_goes_around_another_country_where_it_can() -> None:
    # The neighbour lies around it; the way out, across its own land to the left, is the longest.
    own = np.array([(200, 185), (315, 185), (315, 215), (200, 215), (200, 185)])
    around = np.array(
        [(200, 155), (375, 155), (375, 245), (200, 245), (200, 215), (315, 215), (315, 185),
         (200, 185), (200, 155)]
    )  # fmt: skip
    # Its name is too long to stand on its land.
    country = Place([own], (300, 200), 0, [("A name of some length",)])
    neighbour = Place([around], (345, 200), 0, [("Neighbour",)], is_aside=True)
    (label,) = [label for label in labels(country, neighbour) if label.place == 0]
    assert corners(label)[2] < 200
    assert label.line


def test_nothing_is_written_over_a_blocked_area_or_beyond_the_edge() -> None:
    everywhere = [square(300, 200, 900)]
    assert labels(place(300, 200, 10), blocked=[everywhere]) == []
    (label,) = labels(place(590, 390, 10))
    left, bottom, right, top = corners(label)
    assert min(left, bottom) >= 0
    assert right <= 600
    assert top <= 400


def test_what_is_aside_is_named_inside_or_not_at_all() -> None:
    assert labels(place(300, 200, 10, is_aside=True)) == []
    assert labels(place(300, 200, 120, is_aside=True))[0].is_inside

"""The shapes of the map on their sheet: equal area, complete, disputed areas apart."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard import geometry
from etl.reference import Reference


def test_the_equator_is_as_long_as_the_projection_says() -> None:
    # Equal Earth: the plane is 2.05458 times as wide as it is high.
    edges = geometry.project(np.array([[-168.999, 0.0], [191.0, 0.0], [11.0, 90.0], [11.0, -90.0]]))
    width = edges[1, 0] - edges[0, 0]
    height = edges[2, 1] - edges[3, 1]
    assert width == pytest.approx(geometry.WIDTH, abs=0.1)
    assert width / height == pytest.approx(2.05458, abs=0.0005)


@pytest.mark.parametrize("latitude", [0.0, 30.0, 60.0, 75.0])
def test_equal_areas_stay_equal(latitude: float) -> None:
    """A small field of the same area has the same area on the sheet, wherever it lies."""

    def area(at: float) -> float:
        east = 0.5 / np.cos(np.radians(at))
        corners = np.array([[20, at - 0.25], [20 + east, at - 0.25], [20 + east, at + 0.25], [20, at + 0.25]])  # fmt: skip
        x, y = geometry.project(corners).T
        return 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))

    assert area(latitude) == pytest.approx(area(0.0), rel=0.01)


def test_a_point_beyond_the_strait_stands_on_the_other_side() -> None:
    there, here = geometry.project(np.array([[-175.0, -20.0], [185.0, -20.0]]))
    assert there == pytest.approx(here)


def test_every_pathfinder_has_a_shape_in_both_maps(reference: Reference) -> None:
    assert set(reference.pathfinders) <= {shape.code for shape in geometry.shapes()}
    assert set(reference.pathfinders) <= {outline.code for outline in geometry.outlines()}


def test_disputed_areas_are_shapes_of_their_own(reference: Reference) -> None:
    disputed = {shape.code for shape in geometry.shapes() if shape.kind == "disputed"}
    assert {"XJK", "XAC", "XAP", "XHT", "XBT", "XIT"} <= disputed
    assert not disputed & set(reference.countries.country_code)


def test_every_ring_is_closed_and_lies_on_the_sheet() -> None:
    for shape in geometry.shapes():
        for polygon in shape.geometry["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1], shape.code
                assert len(ring) >= 4, shape.code
                assert np.min(ring) >= 0, shape.code
                assert np.max(ring) <= geometry.WIDTH, shape.code


def test_the_extent_is_that_of_the_largest_part() -> None:
    far_island = [[[900.0, 0.0], [901.0, 0.0], [901.0, 1.0], [900.0, 0.0]]]
    main_land = [[[0.0, 0.0], [30.0, 0.0], [30.0, 20.0], [0.0, 0.0]]]
    shape = geometry.Shape(
        "XXX", "country", {"type": "MultiPolygon", "coordinates": [far_island, main_land]}
    )
    assert shape.extent == (30.0, 20.0)

"""The map's files: every pathfinder, its point inside it, disputed areas apart; and the script that makes them."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy
import pytest
import shapely
from shapely.geometry import Point, shape

from etl.boundaries import equal_earth, main, make_files, read_topology
from etl.reference import DATA_FOLDER, Reference

REFERENCE = DATA_FOLDER / "reference"
DISPUTED = {"XAC", "XAP", "XBT", "XHT", "XIT", "XJK"}


@pytest.fixture(scope="module")
def shapes() -> dict[str, shapely.Geometry]:
    features = json.loads((REFERENCE / "boundaries.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    return {one["properties"]["country_code"]: shape(one["geometry"]) for one in features}


@pytest.fixture(scope="module")
def points() -> dict[str, Point]:
    with (REFERENCE / "points.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["country_code"]: Point(float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        }


def test_every_pathfinder_has_a_valid_shape(
    shapes: dict[str, shapely.Geometry], reference: Reference
) -> None:
    assert len(reference.pathfinders) == 47
    assert not set(reference.pathfinders) - set(shapes)
    assert all(one.is_valid and not one.is_empty for one in shapes.values())


def test_every_pathfinders_point_lies_in_its_own_country(
    shapes: dict[str, shapely.Geometry], points: dict[str, Point], reference: Reference
) -> None:
    for code in reference.pathfinders:
        inside = [other for other, country in shapes.items() if country.contains(points[code])]
        assert inside == [code]


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    # Rough middles, from an atlas: a degree or two is all that a point needs.
    [
        ("KEN", 38, 0.5),
        ("JAM", -77.3, 18.1),
        ("MNE", 19.3, 42.8),
        ("TLS", 125.8, -8.8),
        ("SLV", -88.9, 13.7),
    ],
)
def test_points_are_where_an_atlas_has_the_country(
    points: dict[str, Point], code: str, longitude: float, latitude: float
) -> None:
    assert points[code].distance(Point(longitude, latitude)) < 1.5


def test_disputed_areas_stand_apart_and_in_no_country(
    shapes: dict[str, shapely.Geometry],
) -> None:
    features = json.loads((REFERENCE / "boundaries.geojson").read_text(encoding="utf-8"))[
        "features"
    ]
    kinds = {one["properties"]["country_code"]: one["properties"]["kind"] for one in features}
    assert {code for code, kind in kinds.items() if kind == "disputed"} == DISPUTED
    for code in DISPUTED:
        for other, country in shapes.items():
            if other != code:
                assert country.intersection(shapes[code]).area < 1e-6, (code, other)


def test_no_shape_is_drawn_across_the_whole_map(shapes: dict[str, shapely.Geometry]) -> None:
    # A shape cut at 180 degrees would come out as a streak from edge to edge.
    for code, one in shapes.items():
        for part in shapely.get_parts(one):
            west, _, east, _ = part.bounds
            assert east - west < 180, code
    everything = shapely.total_bounds(list(shapes.values()))
    assert everything[0] >= -169.5
    assert everything[2] <= 191.5


def test_files_are_small_enough_to_send() -> None:
    assert (REFERENCE / "boundaries.geojson").stat().st_size <= 200_000
    assert (REFERENCE / "boundaries_equal_earth.json").stat().st_size <= 60_000


def test_files_name_their_source_and_carry_the_un_text() -> None:
    for name in ("boundaries.geojson", "boundaries_equal_earth.json"):
        about = json.loads((REFERENCE / name).read_text(encoding="utf-8"))["metadata"]
        assert "plotly.js 4.1.1" in about["source"]
        assert (
            "do not imply official endorsement or acceptance by the United Nations"
            in about["caveat"]
        )


def test_the_picture_fits_its_canvas() -> None:
    picture = json.loads((REFERENCE / "boundaries_equal_earth.json").read_text(encoding="utf-8"))
    for one in picture["shapes"]:
        assert all(0 <= x <= picture["width"] for x in one["x"] if x is not None)
        assert all(0 <= y <= picture["height"] for y in one["y"] if y is not None)


def test_equal_earth_has_the_published_extent() -> None:
    # Savric, Patterson and Jenny (2018): the pole lies at y = 1.3173627591574, the equator's end at x = 2.7066299836.
    ends = equal_earth(numpy.array([[11.0, 90.0], [191.0, 0.0], [11.0, 0.0]]))
    assert ends[0] == pytest.approx([0, 1.3173627591574], abs=1e-9)
    assert ends[1] == pytest.approx([2.7066299836960748, 0], abs=1e-9)
    assert ends[2] == pytest.approx([0, 0])


def test_another_file_is_refused_with_what_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.js"
    other.write_text("export const nothing = {};", encoding="utf-8")
    assert main([str(other), "--to", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "No topology 'world_50m' in this file" in said
    assert "npm pack plotly.js@4.1.1" in said
    assert list(tmp_path.iterdir()) == [other]


def test_a_topology_is_read_from_the_scripts_own_notation() -> None:
    script = (
        '"dist/topojson/world_50m.json"(exports, module) {\n'
        '  module.exports = { type: "Topology", transform: { scale: [.5, -.25] } };\n'
    )
    assert read_topology(script) == {"type": "Topology", "transform": {"scale": [0.5, -0.25]}}


def test_the_script_makes_the_committed_files_again() -> None:
    source = os.environ.get("PLOTLY_GEO_ASSETS")
    if not source:
        pytest.skip("PLOTLY_GEO_ASSETS names no plotly-geo-assets.js of plotly.js 4.1.1")
    for name, text in make_files(Path(source)).items():
        assert (REFERENCE / name).read_text(encoding="utf-8") == text

"""Makes the map files of ``data/reference`` from the United Nations geometry that plotly.js carries.

They are made once and kept with the data. When the geometry changes, make them again (shapely comes with
``requirements-dev.txt``)::

    npm pack plotly.js@4.1.1
    tar -xzf plotly.js-4.1.1.tgz package/dist/plotly-geo-assets.js
    python -m etl.boundaries package/dist/plotly-geo-assets.js
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
import shapely
from shapely.affinity import scale, translate
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.polygon import orient

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
MAP_FILE = "boundaries.geojson"
PICTURE_FILE = "boundaries_equal_earth.json"
POINTS_FILE = "points.csv"

# Shapes that the United Nations geometry keeps apart from every country, with its codes.
DISPUTED = {
    "XAC": "Aksai Chin",
    "XAP": "Arunachal Pradesh",
    "XBT": "Bir Tawil",
    "XHT": "Hala'ib Triangle",
    "XIT": "Ilemi Triangle",
    "XJK": "Jammu and Kashmir",
}
# Antarctica is no country of the figures, and a Mercator map cannot show the pole.
LEFT_OUT = {"ATA"}

# The world is opened in the Bering Strait instead of at 180 degrees, so that no land is cut in two: longitudes run
# from 169 degrees west to 191 degrees east around this middle, as on the UN's own world maps.
CENTRAL_LONGITUDE = 11.0

# Tolerances are lengths in degrees of a great circle (111 km). A corner goes when the triangle it makes with its
# neighbours is smaller than the square of the tolerance; so does an island, unless it is its country's largest.
MAP_TOLERANCE = 0.23
MAP_DECIMALS = 2
# The picture is a thumbnail: whole units on a canvas this wide.
PICTURE_TOLERANCE = 0.55
PICTURE_WIDTH = 2000

# The source's borders differ by some metres from one side to the other: gaps below this many degrees are closed.
GAP_WIDTH = 0.02
SNAPPING_DISTANCE = 0.001

METADATA = {
    "title": "Countries and areas after the United Nations geometry, simplified for display",
    "source": "UN Geodata simplified (United Nations Geospatial), as carried by plotly.js {version} in "
    "dist/plotly-geo-assets.js, world_50m",
    "licence": "plotly.js: MIT, Copyright (c) Plotly Technologies Inc. Geometry: United Nations Geospatial.",
    "caveat": "The boundaries and names shown and the designations used on this map do not imply official "
    "endorsement or acceptance by the United Nations. Simplified for display, not for measurement.",
    "disputed": "; ".join(f"{code} {name}" for code, name in DISPUTED.items()),
    "made_by": "python -m etl.boundaries",
}

Shapes = dict[str, MultiPolygon]


def read_topology(script: str, name: str = "world_50m") -> dict[str, Any]:
    """Return one TopoJSON topology out of the text of plotly-geo-assets.js.

    The file is a script, not JSON: names stand without quotes and numbers may begin with their point.
    Raises ValueError when the topology is not in it.
    """
    opening = re.escape(f'"dist/topojson/{name}.json"(exports, module)')
    found = re.search(opening + r"\s*\{\s*module\.exports = (\{.*?\});\n", script, re.DOTALL)
    if found is None:
        raise ValueError(
            f"No topology {name!r} in this file. Accepted: dist/plotly-geo-assets.js of plotly.js 4.1; "
            "`npm pack plotly.js@4.1.1` brings it."
        )
    quoted = re.sub(r"([{,]\s*)([A-Za-z_$][\w$]*):", r'\1"\2":', found[1])
    topology: dict[str, Any] = json.loads(re.sub(r"(?<!\d)\.(\d)", r"0.\1", quoted))
    return topology


def country_shapes(topology: dict[str, Any]) -> Shapes:
    """Return one shape per code, sorted, in degrees; neighbours share their borders, no shape is cut at 180 degrees."""
    factor, offset = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [numpy.cumsum(arc, axis=0) * factor + offset for arc in topology["arcs"]]

    def ring(indexes: Sequence[float]) -> numpy.ndarray:
        parts = [arcs[int(i)] if i >= 0 else arcs[~int(i)][::-1] for i in indexes]
        corners = numpy.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        # A ring that crosses 180 degrees jumps by 360 there: follow it beyond instead.
        corners[:, 0] = numpy.unwrap(corners[:, 0], period=360)
        return corners

    polygons: dict[str, list[Polygon]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["id"] in LEFT_OUT:
            continue
        members = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for exterior, *holes in members:
            polygon = Polygon(ring(exterior), [ring(hole) for hole in holes])
            turns = math.floor((polygon.centroid.x - CENTRAL_LONGITUDE + 180) / 360)
            polygons.setdefault(geometry["id"], []).append(translate(polygon, -360 * turns))
    codes = sorted(polygons)
    return dict(zip(codes, _clean([MultiPolygon(polygons[code]) for code in codes]), strict=True))


def simplify(shapes: Shapes, tolerance: float, decimals: int) -> Shapes:
    """Return the shapes in degrees with fewer corners, rounded; borders stay common and every code keeps a shape.

    What may go is decided on the Equal Earth plane, where a square kilometre weighs the same everywhere.
    """
    degrees = shapely.get_coordinates(list(shapes.values()))
    plane = numpy.degrees(equal_earth(degrees))
    back = {tuple(on_plane): corner for on_plane, corner in zip(plane, degrees, strict=True)}
    flat = shapely.transform(
        list(shapes.values()), lambda corners: numpy.degrees(equal_earth(corners))
    )
    worth_keeping = [
        MultiPolygon(
            [island for island in shape.geoms if island.area > tolerance**2] or [_largest(shape)]
        )
        for shape in flat
    ]
    simple = shapely.coverage_simplify(worth_keeping, tolerance)
    rounded = shapely.transform(
        simple, lambda corners: numpy.round([back[tuple(corner)] for corner in corners], decimals)
    )
    # Rounding can make a border touch itself; cleaning once more sets that right.
    cleaned = shapely.transform(_clean(rounded), lambda corners: numpy.round(corners, decimals))
    return dict(zip(shapes, map(_multipolygon, cleaned), strict=True))


def equal_earth(degrees: numpy.ndarray) -> numpy.ndarray:
    """Return Equal Earth coordinates on the unit sphere of an array of (longitude, latitude) in degrees.

    Šavrič, Patterson and Jenny (2018), The Equal Earth map projection, doi:10.1080/13658816.2018.1504949.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    longitude = numpy.radians(degrees[:, 0] - CENTRAL_LONGITUDE)
    t = numpy.arcsin(math.sqrt(3) / 2 * numpy.sin(numpy.radians(degrees[:, 1])))
    slope = a1 + 3 * a2 * t**2 + 7 * a3 * t**6 + 9 * a4 * t**8
    x = 2 * math.sqrt(3) / 3 * longitude * numpy.cos(t) / slope
    y = a1 * t + a2 * t**3 + a3 * t**7 + a4 * t**9
    return numpy.column_stack([x, y])


def representative_point(shape: MultiPolygon) -> Point:
    """Return the centre of the largest circle inside the shape's largest polygon, in degrees."""
    main_land = _largest(shape)
    shrink = math.cos(math.radians(main_land.centroid.y))
    flat = scale(main_land, xfact=shrink, origin=(0, 0))
    centre = shapely.get_point(shapely.maximum_inscribed_circle(flat, tolerance=0.005), 0)
    return Point(centre.x / shrink, centre.y)


def map_text(shapes: Shapes, metadata: dict[str, Any]) -> str:
    """Return the shapes as GeoJSON, one feature a line, with ``country_code`` and ``kind`` (country or disputed)."""
    features = []
    for code, shape in shapes.items():
        polygons = [[ring.coords[:] for ring in _rings(polygon)] for polygon in shape.geoms]
        features.append(
            {
                "type": "Feature",
                "properties": {"country_code": code, "kind": _kind(code)},
                "geometry": {"type": "Polygon", "coordinates": polygons[0]}
                if len(polygons) == 1
                else {"type": "MultiPolygon", "coordinates": polygons},
            }
        )
    return _text({"type": "FeatureCollection", "metadata": metadata}, features=features)


def picture_text(shapes: Shapes, points: dict[str, Point], metadata: dict[str, Any]) -> str:
    """Return the shapes as JSON paths on the Equal Earth plane, ready for a filled line: rings divided by null.

    One shape a line: ``country_code``, ``kind``, ``x`` and ``y`` (path, y upwards) and ``point`` (where a small state
    gets its dot), in whole units of a canvas ``width`` by ``height``.
    """
    plane = equal_earth(shapely.get_coordinates(list(shapes.values())))
    (left, bottom), (right, top) = plane.min(axis=0), plane.max(axis=0)
    unit = PICTURE_WIDTH / (right - left)

    def units(corners: Sequence[tuple[float, ...]]) -> list[list[int]]:
        placed = (equal_earth(numpy.array(corners)) - (left, bottom)) * unit
        return [list(map(int, corner)) for corner in placed.round()]

    paths = []
    for code, shape in shapes.items():
        path: list[Sequence[int | None]] = []
        for ring in (ring for polygon in shape.geoms for ring in _rings(polygon)):
            if path:
                path.append((None, None))
            path += units(ring.coords[:])
        paths.append(
            {
                "country_code": code,
                "kind": _kind(code),
                "point": units(points[code].coords[:])[0],
                "x": [x for x, _ in path],
                "y": [y for _, y in path],
            }
        )
    canvas = {"width": PICTURE_WIDTH, "height": math.ceil((top - bottom) * unit)}
    return _text({"metadata": metadata | {"projection": "Equal Earth"}, **canvas}, shapes=paths)


def points_text(points: dict[str, Point]) -> str:
    """Return the points of the countries as CSV: country_code, longitude (-180 to 180), latitude."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["country_code", "longitude", "latitude"])
    for code, point in points.items():
        if _kind(code) == "country":
            longitude = (point.x + 180) % 360 - 180
            writer.writerow([code, f"{longitude:.{MAP_DECIMALS}f}", f"{point.y:.{MAP_DECIMALS}f}"])
    return text.getvalue()


def make_files(source: Path) -> dict[str, str]:
    """Return the text of every map file by its name. Raises ValueError when the source is not what is expected."""
    script = source.read_text(encoding="utf-8")
    version = re.search(r"plotly\.js v([\d.]+)", script)
    detailed = country_shapes(read_topology(script))
    metadata = {
        name: text.format(version=version[1] if version else "of unknown version")
        for name, text in METADATA.items()
    }
    on_the_map = simplify(detailed, MAP_TOLERANCE, MAP_DECIMALS)
    points = {code: representative_point(shape) for code, shape in on_the_map.items()}
    return {
        MAP_FILE: map_text(on_the_map, metadata),
        PICTURE_FILE: picture_text(
            simplify(detailed, PICTURE_TOLERANCE, MAP_DECIMALS), points, metadata
        ),
        POINTS_FILE: points_text(points),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the map files from the command line and print their sizes; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m etl.boundaries",
        description="Make the map files of data/reference from plotly.js's plotly-geo-assets.js.",
        epilog="Example: npm pack plotly.js@4.1.1 && tar -xzf plotly.js-4.1.1.tgz && "
        "python -m etl.boundaries package/dist/plotly-geo-assets.js",
    )
    parser.add_argument("source", type=Path, help="dist/plotly-geo-assets.js of plotly.js 4.1.1")
    parser.add_argument("--to", type=Path, default=REFERENCE, help="folder to write to")
    choice = parser.parse_args(arguments)
    try:
        files = make_files(choice.source)
    except (OSError, ValueError) as problem:
        print(f"{choice.source}: {problem}", file=sys.stderr)
        return 1
    for name, text in files.items():
        (choice.to / name).write_text(text, encoding="utf-8")
        print(f"{choice.to / name}: {len(text.encode()):,} bytes")
    return 0


def _clean(shapes: Sequence[shapely.Geometry]) -> list[MultiPolygon]:
    valid = [shapely.make_valid(shape, method="structure") for shape in shapes]
    cleaned = shapely.coverage_clean(
        valid, gap_width=GAP_WIDTH, snapping_distance=SNAPPING_DISTANCE
    )
    return [_multipolygon(shape) for shape in cleaned]


def _multipolygon(shape: shapely.Geometry) -> MultiPolygon:
    return shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape])


def _largest(shape: MultiPolygon) -> Polygon:
    return max(shape.geoms, key=lambda polygon: polygon.area)


def _rings(polygon: Polygon) -> Iterator[shapely.LinearRing]:
    # Outlines anticlockwise, holes clockwise: every renderer agrees on what is inside.
    turned = orient(polygon)
    yield turned.exterior
    yield from turned.interiors


def _kind(code: str) -> str:
    return "disputed" if code in DISPUTED else "country"


def _text(head: dict[str, Any], **items: list[dict[str, Any]]) -> str:
    """Compact JSON with one item of the closing list a line, so that a change shows as a change of lines."""
    ((name, rows),) = items.items()
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return f'{dump(head)[:-1]},"{name}":[\n' + ",\n".join(map(dump, rows)) + "\n]}\n"


if __name__ == "__main__":
    sys.exit(main())

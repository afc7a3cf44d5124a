"""The shapes of the map, read once from ``data/reference`` and laid flat by the Equal Earth projection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from dashboard.warehouse import ROOT

REFERENCE = ROOT / "data" / "reference"

# The sheet both maps are drawn on: x runs to the right, y upwards, from 0.
WIDTH = 2000.0
# The world is opened in the Bering Strait, as on the UN's own world maps, so that no land is cut in two.
CENTRAL_LONGITUDE = 11.0

# Šavrič, Patterson and Jenny (2018), The Equal Earth map projection, doi:10.1080/13658816.2018.1504949.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3) / 2
_UNITS_PER_RADIUS = WIDTH * _M * _A1 / (2 * np.pi)

# The corners of what is looked at, as longitudes and latitudes: west, south, east, north (M49 region code -> frame).
FRAMES = {
    "1": (-168.0, -55.0, 190.0, 83.0),
    "2": (-26.0, -36.0, 60.0, 39.0),
    "19": (-140.0, -56.0, -32.0, 78.0),
    "142": (25.0, -12.0, 146.0, 55.0),
    "150": (-25.0, 34.0, 45.0, 71.0),
    "9": (110.0, -48.0, 180.0, 12.0),
}
# A frame this much larger than what it holds, so that nothing touches the edge.
_AIR = 1.02


class Frame(NamedTuple):
    """A piece of the sheet: its middle, and its width and height, in units of the sheet."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Shape:
    """One country or area: ISO code (or X.. for a disputed area), kind (country, disputed), and its GeoJSON geometry.

    The geometry's coordinates are on the sheet, to a tenth of a unit (two kilometres).
    """

    code: str
    kind: str
    geometry: dict[str, Any]

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the largest part, on the sheet."""
        boxes = [np.ptp(np.asarray(polygon[0]), axis=0) for polygon in self.geometry["coordinates"]]
        width, height = max(boxes, key=lambda box: box[0] * box[1])
        return float(width), float(height)


@dataclass(frozen=True)
class Outline:
    """One country or area of the small picture: closed rings as x and y, None between rings, and a point inside."""

    code: str
    kind: str
    x: list[int | None]
    y: list[int | None]
    point: tuple[int, int]


def project(degrees: np.ndarray) -> np.ndarray:
    """Places on the sheet of an array of (longitude, latitude) in degrees, by the Equal Earth projection.

    The shapes' longitudes run from 169 degrees west to 191 degrees east; a point's may lie beyond -169.
    """
    east = np.where(degrees[:, 0] < CENTRAL_LONGITUDE - 180, degrees[:, 0] + 360, degrees[:, 0])
    theta = np.arcsin(_M * np.sin(np.radians(degrees[:, 1])))
    square = theta**2
    slope = _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
    x = np.radians(east - CENTRAL_LONGITUDE) * np.cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))
    return np.column_stack([x, y]) * _UNITS_PER_RADIUS + [WIDTH / 2, WIDTH / 4]


def frame_of(region: str) -> Frame:
    """The piece of the sheet that a region (M49 code) takes."""
    west, south, east, north = FRAMES[region]
    longitudes = np.linspace(west, east, 21)
    latitudes = np.linspace(south, north, 21)
    edges = np.array(
        [(x, y) for x in longitudes for y in (south, north)]
        + [(x, y) for x in (west, east) for y in latitudes]
    )
    low, high = project(edges).min(axis=0), project(edges).max(axis=0)
    (x, y), (width, height) = (low + high) / 2, (high - low) * _AIR
    return Frame(float(x), float(y), float(width), float(height))


@cache
def shapes() -> tuple[Shape, ...]:
    """Every country and disputed area of the map."""
    collection = json.loads((REFERENCE / "boundaries.geojson").read_text(encoding="utf-8"))
    return tuple(
        Shape(
            feature["properties"]["country_code"],
            feature["properties"]["kind"],
            {"type": "MultiPolygon", "coordinates": _flat(feature["geometry"])},
        )
        for feature in collection["features"]
    )


@cache
def outlines() -> tuple[Outline, ...]:
    """Every country and disputed area of the small picture."""
    picture = json.loads((REFERENCE / "boundaries_equal_earth.json").read_text(encoding="utf-8"))
    return tuple(
        Outline(shape["country_code"], shape["kind"], shape["x"], shape["y"], tuple(shape["point"]))
        for shape in picture["shapes"]
    )


def _flat(geometry: dict[str, Any]) -> list[list[list[list[float]]]]:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [
        [project(np.asarray(ring, dtype=float)).round(1).tolist() for ring in polygon]
        for polygon in polygons
    ]

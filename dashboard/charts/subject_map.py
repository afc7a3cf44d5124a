"""The 47 on a map of the world or a region, filled as the map page fills them: for pictures, slides and print."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import geometry
from dashboard.charts.hatching import Rings, dots, hatch
from dashboard.charts.map_labels import LINE_HEIGHT, Label, Place, box, place_labels
from dashboard.charts.texts import wrapped
from dashboard.classes import Look
from dashboard.theme import Style, new_figure, text_on
from dashboard.words import Words

# The room in pixels that a map and its legend take where nobody asks for another.
ROOM = {"width": 1100, "height": 460}
# Sizes in pixels of the picture. The legend's texts, and the names on the map.
_LEGEND_SIZE, _LABEL_SIZE = 14, 13
# The legend: letters in a line where it is a column, a line's and a gap's height, a swatch's width and height, the room beside it.
_LETTERS, _LINE, _GAP = 32, 19, 6
_SWATCH, _AIR = (24, 15), 8
# A country whose shape is narrower than this is shown as a dot as well, as on the page.
_SMALL, _DOT = 16, 6.5
# Distance between the lines or points of a pattern, and how they are turned.
_PERIOD = 5.6
_TURNS = {"hatch": (45.0,), "cross": (45.0, -45.0)}
# Width of a point.
_POINT = 2.6
_DASHES = {"dashed": "5px,3px", "dotted": "1.5px,2px"}
_DISPUTED_DASH = "3px,2px"
# How much of a region's neighbours a wide picture shows, as a multiple of the region's own width.
_NEIGHBOURS = 1.4
# Islands up to this size, in units of the sheet, may lie under the legend of the world.
_ISLAND = 12
_UNSEEN = "rgba(0,0,0,0)"
_BLANK = pd.DataFrame(
    columns=["country_code", "country_name", "region_code", "longitude", "latitude", "look"]
)


class Entry(NamedTuple):
    """One line of the legend: its text, and how its swatch is drawn."""

    text: str
    fill: str
    pattern: str
    line: dict[str, Any]


class Spot(NamedTuple):
    """Where one entry of the legend stands, in pixels from the legend's upper left corner downwards, and its lines."""

    x: float
    y: float
    lines: list[str]


class Pane(NamedTuple):
    """Where the map and its legend lie in a picture, and which piece of the sheet the map shows.

    ``left`` and ``bottom`` in pixels: the margins with the legend; ``width`` and ``height`` of the map in pixels;
    ``west`` and ``south`` its corner on the sheet; ``scale`` in pixels a unit. ``legend`` is the legend's top, measured
    from the map's top where ``hangs``, else from its bottom; ``spots`` has the place of each of its entries.
    """

    left: float
    bottom: float
    width: float
    height: float
    west: float
    south: float
    scale: float
    legend: float
    hangs: bool
    spots: list[Spot]

    def pixels(self, sheet: np.ndarray) -> np.ndarray:
        """Places of the sheet as pixels of the map, y upwards."""
        return (sheet - [self.west, self.south]) * self.scale

    def sheet(self, pixels: np.ndarray) -> np.ndarray:
        """Pixels of the map as places of the sheet, to a hundredth."""
        return (pixels / self.scale + [self.west, self.south]).round(2)


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    *,
    looks: Sequence[Look] = (),
    region: str = "1",
    width: int = ROOM["width"],
    height: int = ROOM["height"],
) -> go.Figure:
    """The map from rows of country_code, country_name, region_code, longitude, latitude and look (place in ``looks``).

    ``region`` is an M49 code of `geometry.FRAMES`; a region's countries are named where there is room. ``width`` and
    ``height`` in pixels are the room of the map with its legend: another room is laid out anew. All lines of patterns
    are paths, no picture and no font is used, and nothing is fetched. ``meta`` of a look's trace lists its countries.
    """
    data = _BLANK if data.empty else data
    entries = _entries(looks, words, style)
    pane = _lay_out(region, entries, width, height)
    figure = new_figure(style, height)
    seen = _in_sight(pane)
    members = set(data.country_code)
    others = [rings for code, kind, rings in seen if kind == "country" and code not in members]
    _fill(figure, others, style.land, {"color": style.ground, "width": 0.8})
    disputed = [rings for _, kind, rings in seen if kind == "disputed"]
    dashed = {"color": style.secondary, "width": 1, "dash": _DISPUTED_DASH}
    _fill(figure, disputed, style.disputed, dashed, name=words("map.disputed"))
    outlines = {code: rings for code, _, rings in seen if code in members}
    for place, look in sorted(enumerate(looks), key=lambda item: item[1].pattern in _DASHES):
        codes = [code for code in data.country_code[data["look"] == place] if code in outlines]
        _fill(
            figure,
            [outlines[code] for code in codes],
            look.fill,
            _line(look, style),
            name=look.label,
            meta=codes,
        )
        _pattern(figure, [outlines[code] for code in codes], look, pane, style)
    rows = _placed(data, pane)
    _dots(figure, rows, looks, style)
    shapes, texts = _legend(entries, pane, style)
    if region != "1":
        texts += _labels(figure, rows, outlines, disputed, looks, region, pane, style)
        shapes.append(_border(style))
    x_end, y_end = pane.west + pane.width / pane.scale, pane.south + pane.height / pane.scale
    # In another room than asked for, more of the sheet is seen; nothing is stretched, and the legend keeps its room.
    figure.update_xaxes(visible=False, range=[pane.west, x_end], constraintoward="right")
    figure.update_yaxes(
        visible=False, range=[pane.south, y_end], scaleanchor="x", constraintoward="middle"
    )
    figure.update_layout(
        shapes=shapes,
        annotations=texts,
        width=width,
        margin={
            "l": pane.left,
            "r": max(0, width - pane.left - pane.width),
            "t": 0,
            "b": pane.bottom,
        },
        hovermode=False,
    )
    return figure


def _entries(looks: Sequence[Look], words: Words, style: Style) -> list[Entry]:
    entries = [
        Entry(
            words("map.legend_entry", label=look.label, count=words.number(look.count)),
            look.fill,
            look.pattern,
            _line(look, style),
        )
        for look in looks
    ]
    dashed = {"color": style.secondary, "width": 1, "dash": _DISPUTED_DASH}
    return [
        *entries,
        Entry(words("map.others"), style.land, "", {"width": 0}),
        Entry(words("map.disputed"), style.disputed, "", dashed),
    ]


def _line(look: Look, style: Style) -> dict[str, Any]:
    if look.pattern in _DASHES:
        return {"color": style.ink, "width": 1.3, "dash": _DASHES[look.pattern]}
    return {"color": style.secondary, "width": 0.8}


def _lay_out(region: str, entries: Sequence[Entry], width: int, height: int) -> Pane:
    """The largest map: beside its legend or above it; the world's legend may stand in the empty Pacific."""
    is_world = region == "1"
    frame = _world() if is_world else geometry.frame_of(region)
    stack, column, tall = _stacked(entries)
    rows, low = _in_rows(entries, width)
    above = min(width / frame.width, (height - low) / frame.height)
    beside = (
        _scale_over_pacific(frame, column, tall, width, height)
        if is_world
        else min((width - column) / frame.width, height / frame.height)
    )
    if above >= beside:
        corner = (frame.x - width / above / 2, frame.y - (height - low) / above / 2)
        return Pane(0, low, width, height - low, *corner, above, -_AIR, False, rows)
    south = frame.y - height / beside / 2
    if is_world:
        # What a wide room shows beyond the world lies on the legend's side.
        west = frame.x + frame.width / 2 - width / beside
        return Pane(0, 0, width, height, west, south, beside, tall, False, stack)
    wide = min(width - column, frame.width * beside * _NEIGHBOURS)
    left = column + (width - column - wide) / 2
    west = frame.x - wide / beside / 2
    return Pane(left, 0, wide, height, west, south, beside, -2, True, stack)


def _stacked(entries: Sequence[Entry]) -> tuple[list[Spot], float, float]:
    """The legend's entries one below the other, and its width and height in pixels."""
    texts = [_lines(entry.text, _LETTERS) for entry in entries]
    ends = list(accumulate((len(lines) * _LINE + _GAP for lines in texts), initial=0.0))
    spots = [Spot(0, y, lines) for y, lines in zip(ends, texts, strict=False)]
    return spots, max(map(_wide, texts)), ends[-1]


def _in_rows(entries: Sequence[Entry], width: int) -> tuple[list[Spot], float]:
    """The legend's entries one after the other in rows of this width, and its height in pixels with air above."""
    spots: list[Spot] = []
    x = y = 0.0
    for entry in entries:
        across = _wide([entry.text])
        if x and x + across > width:
            x, y = 0.0, y + _LINE + _GAP
        spots.append(Spot(x, y, [escape(entry.text, quote=False)]))
        x += across
    return spots, y + _LINE + _GAP + _AIR


def _wide(lines: Sequence[str]) -> float:
    """Width in pixels of an entry of the legend with the air that keeps it from the next."""
    return box(lines, _LEGEND_SIZE)[0] + _SWATCH[0] + 3 * _AIR


def _scale_over_pacific(
    frame: geometry.Frame, column: float, tall: float, width: int, height: int
) -> float:
    """Pixels a unit of the largest world whose land, small islands left out, keeps clear of the lower left corner."""
    land = _mainland()
    scale = min(width / frame.width, height / frame.height)
    while True:
        x = (land[:, 0] - frame.x - frame.width / 2) * scale + width
        y = (land[:, 1] - frame.y) * scale + height / 2
        if not ((x < column) & (y < tall + _AIR)).any() or x.min() > column:
            return scale
        scale *= 0.98


@cache
def _world() -> geometry.Frame:
    """The piece of the sheet that holds all land: its corners hold none."""
    corners = np.concatenate([rings[0] for _, _, polygons in _polygons() for rings in polygons])
    (x, y), (width, height) = corners.min(axis=0), np.ptp(corners, axis=0)
    return geometry.Frame(x + width / 2, y + height / 2, width, height)


@cache
def _mainland() -> np.ndarray:
    rings = [rings[0] for _, _, polygons in _polygons() for rings in polygons]
    return np.concatenate([ring for ring in rings if np.ptp(ring, axis=0).max() > _ISLAND])


@cache
def _polygons() -> tuple[tuple[str, str, tuple[tuple[np.ndarray, ...], ...]], ...]:
    """Code, kind and polygons (each its rings, as arrays) of every shape of the sheet."""
    return tuple(
        (
            shape.code,
            shape.kind,
            tuple(
                tuple(np.asarray(ring, dtype=float) for ring in polygon)
                for polygon in shape.geometry["coordinates"]
            ),
        )
        for shape in geometry.shapes()
    )


@cache
def _extents() -> dict[str, float]:
    """The larger side of each shape's largest part, on the sheet."""
    return {shape.code: max(shape.extent) for shape in geometry.shapes()}


def _in_sight(pane: Pane) -> list[tuple[str, str, list[np.ndarray]]]:
    """Code, kind and rings of what lies in the pane or reaches into it."""
    low = np.array([pane.west, pane.south])
    high = low + np.array([pane.width, pane.height]) / pane.scale
    shapes = []
    for code, kind, polygons in _polygons():
        seen = [
            rings
            for rings in polygons
            if (rings[0].max(axis=0) > low).all() and (rings[0].min(axis=0) < high).all()
        ]
        if seen:
            shapes.append((code, kind, [ring for rings in seen for ring in rings]))
    return shapes


def _fill(
    figure: go.Figure,
    shapes: Sequence[Rings],
    colour: str,
    line: dict[str, Any],
    name: str = "",
    meta: list[str] | None = None,
) -> None:
    """One trace of closed paths; rings are divided by gaps, and holes turn the other way. None without shapes."""
    if not shapes:
        return
    corners = _joined([ring for rings in shapes for ring in rings])
    figure.add_scatter(
        x=corners[:, 0],
        y=corners[:, 1],
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"simplify": False, **line},
        name=name,
        meta=meta,
        hoverinfo="skip",
    )


def _add_lines(
    figure: go.Figure, lines: Sequence[np.ndarray], pane: Pane, look: dict[str, Any]
) -> None:
    """One trace of lines given in pixels of the map."""
    ends = pane.sheet(_joined(lines))
    figure.add_scatter(
        x=ends[:, 0],
        y=ends[:, 1],
        mode="lines",
        line={"simplify": False, **look},
        hoverinfo="skip",
    )


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Paths one after the other, divided by a row without numbers; at least one path."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([row for part in parts for row in (part, gap)][:-1])


def _pattern(
    figure: go.Figure, shapes: Sequence[Rings], look: Look, pane: Pane, style: Style
) -> None:
    """Draw hatching or points inside the shapes; the lines have an equal distance in every shape."""
    if not shapes:
        return
    drawn = [[pane.pixels(ring) for ring in rings] for rings in shapes]
    if look.pattern in _TURNS:
        lines = [
            line
            for rings in drawn
            for turn in _TURNS[look.pattern]
            for line in hatch(rings, _PERIOD, turn)
        ]
        if lines:
            _add_lines(figure, lines, pane, {"color": style.hatch, "width": 1.3})
    elif look.pattern == "dots":
        points = pane.sheet(_joined([dots(rings, _PERIOD) for rings in drawn]))
        figure.add_scatter(
            x=points[:, 0],
            y=points[:, 1],
            mode="markers",
            marker={"size": _POINT, "color": style.hatch},
            hoverinfo="skip",
        )


def _placed(data: pd.DataFrame, pane: Pane) -> pd.DataFrame:
    """The rows whose point lies in the pane, with ``x`` and ``y`` on the sheet and whether they need a dot."""
    points = geometry.project(data[["longitude", "latitude"]].to_numpy(dtype=float))
    extents = _extents()
    rows = data.assign(
        x=points[:, 0].round(1),
        y=points[:, 1].round(1),
        is_small=[extents[code] * pane.scale < _SMALL for code in data.country_code],
    )
    at = pane.pixels(points)
    is_seen = ((at > 0) & (at < [pane.width, pane.height])).all(axis=1)
    return rows[is_seen]


def _dots(figure: go.Figure, rows: pd.DataFrame, looks: Sequence[Look], style: Style) -> None:
    """A dot for each country whose shape is too small; hollow where nothing is known."""
    small = rows[rows.is_small.astype(bool)]
    if small.empty:
        return
    chosen = [looks[place] for place in small["look"]]
    figure.add_scatter(
        x=small.x,
        y=small.y,
        mode="markers",
        marker={
            "size": 2 * _DOT,
            "color": [style.ground if look.pattern else look.fill for look in chosen],
            "line": {"color": style.ink, "width": 1.6},
            "opacity": 1,
        },
        meta=list(small.country_code),
        hoverinfo="skip",
    )


def _labels(
    figure: go.Figure,
    rows: pd.DataFrame,
    outlines: dict[str, list[np.ndarray]],
    disputed: Sequence[Rings],
    looks: Sequence[Look],
    region: str,
    pane: Pane,
    style: Style,
) -> list[dict[str, Any]]:
    """Names of the countries where there is room, with lines that lead to those of the region."""
    # The region's own names come first.
    rows = rows.sort_values("region_code", key=lambda codes: codes != region, kind="stable")
    places = [
        Place(
            [pane.pixels(ring) for ring in outlines[row.country_code]],
            tuple(pane.pixels(np.array([row.x, row.y]))),
            _DOT if row.is_small else 0,
            _broken(row.country_name),
            is_aside=row.region_code != region,
        )
        for row in rows.itertuples(index=False)
    ]
    known = set(rows.country_code)
    edge = [rings for code, rings in outlines.items() if code not in known]
    blocked = [[pane.pixels(ring) for ring in rings] for rings in (*disputed, *edge)]
    labels = place_labels(places, blocked, pane.width, pane.height, _LABEL_SIZE)
    lines = [np.array(label.line) for label in labels if label.line]
    if lines:
        _add_lines(figure, lines, pane, {"color": style.ink, "width": 0.9})
    return [
        name
        for label in labels
        for name in _name(label, looks[rows["look"].iloc[label.place]], pane, style)
    ]


def _name(label: Label, look: Look, pane: Pane, style: Style) -> list[dict[str, Any]]:
    """A text for each line: not every program that reads SVG sets lines one below the other."""
    x, y = pane.sheet(np.array([label.x, label.y]))
    is_patterned = look.pattern in (*_TURNS, "dots")
    middle = (len(label.lines) - 1) / 2
    return [
        {
            "x": x,
            "y": y,
            "yshift": (middle - number) * _LABEL_SIZE * LINE_HEIGHT,
            "text": line,
            "showarrow": False,
            "font": {
                "size": _LABEL_SIZE,
                "color": text_on(look.fill) if label.is_inside else style.ink,
            },
            # No name has a line of a pattern through it.
            "bgcolor": look.fill if label.is_inside and is_patterned else _UNSEEN,
            "borderpad": 0,
        }
        for number, line in enumerate(label.lines)
    ]


def _border(style: Style) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x domain",
        "yref": "y domain",
        "x0": 0,
        "x1": 1,
        "y0": 0,
        "y1": 1,
        "line": {"color": style.hairline, "width": 1},
    }


def _broken(name: str) -> list[tuple[str, ...]]:
    """A name in one line where it is short, and in more lines."""
    ways = [tuple(_lines(name, letters)) for letters in (18, 11)]
    return list(dict.fromkeys(ways))


def _lines(text: str, letters: int) -> list[str]:
    return wrapped(text, letters).split("<br>")


def _legend(
    entries: Sequence[Entry], pane: Pane, style: Style
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The legend's swatches and texts, in pixels from a corner of the map: another size leaves them as they are."""
    anchor = 1 if pane.hangs else 0
    shapes: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for entry, spot in zip(entries, pane.spots, strict=True):
        x, y = 1 - pane.left + spot.x, pane.legend - spot.y
        lower_left = (x, y - 1 - (_LINE + _SWATCH[1]) / 2)
        shapes += _swatch(entry, lower_left, anchor, style)
        texts += [
            {
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": anchor,
                "xshift": x + _SWATCH[0] + _AIR,
                "yshift": y + 1 - place * _LINE,
                "xanchor": "left",
                "yanchor": "top",
                "text": line,
                "showarrow": False,
                "font": {"size": _LEGEND_SIZE, "color": style.ink},
                "borderpad": 0,
            }
            for place, line in enumerate(spot.lines)
        ]
    return shapes, texts


def _swatch(
    entry: Entry, lower_left: tuple[float, float], anchor: int, style: Style
) -> list[dict[str, Any]]:
    """A small piece of a country's look."""
    ring = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * _SWATCH + lower_left
    unlined = {"width": 0}
    shapes = [_path([ring], anchor, fillcolor=entry.fill, line=unlined)]
    if entry.pattern in _TURNS:
        lines = [line for turn in _TURNS[entry.pattern] for line in hatch([ring], _PERIOD, turn)]
        shapes.append(_path(lines, anchor, line={"color": style.hatch, "width": 1.3}))
    elif entry.pattern == "dots":
        square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * _POINT / 2
        points = [square + point for point in dots([ring], _PERIOD)]
        shapes.append(_path(points, anchor, fillcolor=style.hatch, line=unlined))
    return [*shapes, _path([ring], anchor, line=entry.line)]


def _path(parts: Sequence[np.ndarray], anchor: int, **look: Any) -> dict[str, Any]:
    """Paths given in pixels, y upwards, from the map's left edge and its top (``anchor`` 1) or bottom (0)."""
    path = " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in part) for part in parts)
    return {
        "type": "path",
        "path": path,
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0,
        "yanchor": anchor,
        "layer": "above",
        **look,
    }

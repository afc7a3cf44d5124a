"""The big map: deck.gl layers on a flat sheet, the region to look at, its legend, and the way to a country."""

from __future__ import annotations

import hashlib
import html
import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pydeck as pdk
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

from dashboard import collecting, geometry, shell
from dashboard.classes import Look
from dashboard.contents import map as contents
from dashboard.contents.map import Choice, View
from dashboard.geometry import Frame, frame_of
from dashboard.shell import Run
from dashboard.theme import Style
from dashboard.warehouse import remembered

# Height of the box: the world's share of its width, within these pixels; the same for every region, so that the page
# does not jump when another one is chosen.
_LOWEST, _HIGHEST = 240, 620
# A country whose shape is narrower than this in pixels is shown as a dot as well; both shrink on a small screen.
_SMALL_PIXELS = 16
_DOT_PIXELS = 7
_SMALLEST_SHARE = 0.6
# The box's width on a laptop and on a phone, taken until the browser has measured it.
_LAPTOP_WIDTH = 980
_PHONE_WIDTH = 358

_PATTERNS = {
    "hatch": {"type": "hatch", "strokeWidth": 1.4, "gap": 4.2, "angle": 45},
    "dots": {"type": "dots", "radius": 1.3, "gap": 3.4},
    "cross": {"type": "cross-hatch", "strokeWidth": 1.1, "gap": 4.6},
}
_DASHES = {"dashed": [5, 3], "dotted": [1.4, 1.8]}

_HATCHING = {"@@type": "FillStyleExtension", "proceduralPattern": True}
_DASHING = {"@@type": "PathStyleExtension", "dash": True}


class Deck(pdk.Deck):
    """A finished pydeck map. Streamlit asks for its JSON at every run; this one answers from memory, in one line."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(map_provider=None, **parts)
        serialize = pdk.bindings.json_tools.default_serialize
        self._text = json.dumps(self, default=serialize, separators=(",", ":"))

    def to_json(self) -> str:
        """The map as deck.gl reads it."""
        return self._text


def height_of(width: int) -> int:
    """Height in pixels of the box for a map of this width."""
    world = frame_of("1")
    return min(_HIGHEST, max(_LOWEST, round(width * world.height / world.width)))


@remembered
def deck(run: Run, choice: Choice, region: str, width: int) -> Deck:
    """The map of a choice for a box of this width in pixels.

    Only the 47 travel with the message; the other countries are a file that the browser keeps.
    """
    view, style, frame = contents.view(run, choice), run.style, frame_of(region)
    height = height_of(width)
    scale = min(width / frame.width, height / frame.height)
    share = min(1.0, max(_SMALLEST_SHARE, width / _LAPTOP_WIDTH))
    features = _features(view, style, frame)
    dots = [
        {"position": point, "properties": feature["properties"]}
        for feature, point, extent in features
        if max(extent) * scale < _SMALL_PIXELS * share and np.isfinite(point).all()
    ]
    return Deck(
        layers=[
            _others(style),
            _disputed(style),
            {
                "@@type": "GeoJsonLayer",
                "id": "pathfinders",
                "data": [feature for feature, _, _ in features],
                "pickable": True,
                "filled": True,
                "stroked": True,
                "getFillColor": "@@=properties.fill",
                "getLineColor": "@@=properties.line",
                "getLineWidth": "@@=properties.width",
                "lineWidthUnits": "pixels",
                "getDashArray": "@@=properties.dash",
                "dashJustified": True,
                "getFillPattern": "@@=properties.pattern",
                "getFillPatternBackgroundColor": "@@=properties.ground",
                "fillPatternMapping": _PATTERNS,
                "fillPatternSizeUnits": "pixels",
                "extensions": [_HATCHING, _DASHING],
                # The pointer finds the surface; to look for the outline as well takes several times as long.
                "_subLayerProps": {"polygons-stroke": {"pickable": False}},
                "autoHighlight": True,
                "highlightColor": [*_rgb(style.accent), 110],
            },
            {
                "@@type": "ScatterplotLayer",
                "id": "dots",
                "data": dots,
                "pickable": True,
                "stroked": True,
                "getPosition": "@@=position",
                "getRadius": round(_DOT_PIXELS * share, 1),
                "radiusUnits": "pixels",
                "getFillColor": "@@=properties.dot",
                "getLineColor": "@@=properties.ring",
                "getLineWidth": 1.6,
                "lineWidthUnits": "pixels",
                "autoHighlight": True,
                "highlightColor": [*_rgb(style.accent), 110],
            },
        ],
        views=[
            {
                "@@type": "OrthographicView",
                "id": "sheet",
                "flipY": False,
                "controller": {"scrollZoom": False, "doubleClickZoom": True, "keyboard": True},
            }
        ],
        initial_view_state={
            "target": [round(frame.x, 1), round(frame.y, 1), 0],
            "zoom": round(float(np.log2(scale)), 3),
            "minZoom": -4,
            "maxZoom": 5,
        },
        tooltip={"html": _TOOLTIP, "style": {"padding": "0", "background": "none", "zIndex": "5"}},
    )


_TOOLTIP = (
    '<div class="pp-tip pp-tip-{side}" data-country="{country_code}"><b>{name}</b>'
    "<span>{line_1}</span><span>{line_2}</span><span>{line_3}</span><span>{line_4}</span></div>"
)


def _features(
    view: View, style: Style, frame: Frame
) -> list[tuple[dict[str, Any], list[float], tuple[float, float]]]:
    """The 47 as GeoJSON features with their colours and words, each with its point and extent on the sheet."""
    shapes = {shape.code: shape for shape in geometry.shapes()}
    points = geometry.project(view.rows[["longitude", "latitude"]].to_numpy(dtype=float)).round(1)
    features = []
    for row, point in zip(view.rows.itertuples(index=False), points.tolist(), strict=True):
        shape = shapes[row.country_code]
        details = [*row.details, "", "", "", ""]
        properties = {
            "country_code": row.country_code,
            "name": row.country_name,
            **{f"line_{place + 1}": details[place] for place in range(4)},
            # The words stand towards the middle of the picture, so that its edge does not cut them.
            "side": f"{'left' if point[0] > frame.x else 'right'}-{'down' if point[1] > frame.y else 'up'}",
            **_paint(view.looks[row.look], style),
        }
        feature = {"type": "Feature", "geometry": shape.geometry, "properties": properties}
        features.append((feature, point, shape.extent))
    return features


def _paint(look: Look, style: Style) -> dict[str, Any]:
    is_pattern = look.pattern in _PATTERNS
    is_outline = look.pattern in _DASHES
    return {
        "pattern": look.pattern if is_pattern else "none",
        "fill": _rgb(style.hatch if is_pattern else look.fill),
        "ground": _rgb(look.fill),
        "line": _rgb(style.ink if is_outline else style.secondary),
        "width": 1.3 if is_outline else 0.8,
        "dash": _DASHES.get(look.pattern, [0, 0]),
        # A dot has no room for a pattern: what is not known is hollow.
        "dot": _rgb(style.ground if look.pattern else look.fill),
        "ring": _rgb(style.ink),
    }


def _others(style: Style) -> dict[str, Any]:
    return {
        "@@type": "GeoJsonLayer",
        "id": "others",
        "data": land_address(),
        "pickable": False,
        "filled": True,
        "stroked": True,
        "getFillColor": _rgb(style.land),
        "getLineColor": _rgb(style.ground),
        "getLineWidth": 0.8,
        "lineWidthUnits": "pixels",
    }


def _disputed(style: Style) -> dict[str, Any]:
    return {
        "@@type": "GeoJsonLayer",
        "id": "disputed",
        "data": [
            {"type": "Feature", "geometry": shape.geometry, "properties": {}}
            for shape in geometry.shapes()
            if shape.kind == "disputed"
        ],
        "pickable": False,
        "filled": True,
        "stroked": True,
        "getFillColor": _rgb(style.disputed),
        "getLineColor": _rgb(style.secondary),
        "getLineWidth": 1,
        "lineWidthUnits": "pixels",
        "getDashArray": [3, 2],
        "extensions": [_DASHING],
    }


def _rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


@cache
def land() -> bytes:
    """Every country on the sheet, as GeoJSON: the file the browser keeps."""
    features = [
        {"type": "Feature", "geometry": shape.geometry, "properties": {}}
        for shape in geometry.shapes()
        if shape.kind == "country"
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")).encode()


@cache
def land_address() -> str:
    """Where the browser finds the other countries; a new content has a new address."""
    return f"{LAND_ROUTE.strip('/')}?v={hashlib.sha256(land()).hexdigest()[:12]}"


LAND_ROUTE = "/land.geojson"


async def serve_land(request: Request) -> Response:
    """Answer a request for the other countries; the browser may keep the answer for a year."""
    return Response(
        land(),
        media_type="application/geo+json",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def show(run: Run, choice: Choice, region: str) -> None:
    """Draw the map; a click on a country or its dot opens the country's page."""
    if collecting.is_on():
        return
    told = _told_by_the_browser(run)
    height = height_of(told.width)
    opened = st.session_state.setdefault("countries_opened", 0)
    event = st.pydeck_chart(
        deck(run, choice, region, told.width),
        height=height,
        # deck.gl keeps the size it was made with, and the browser what was clicked: another key is another map.
        key=f"map_{height}_{opened}",
        alt=contents.view(run, choice).alt,
        on_select="rerun",
        selection_mode="single-object",
    )
    st.html(f'<p class="pp-foot">{html.escape(run.words("map.hint"))}</p>')
    clicked = [item for items in event["selection"]["objects"].values() for item in items]
    if clicked or told.pressed:
        st.session_state["countries_opened"] = opened + 1
        shell.open_country(
            run, [item["properties"]["country_code"] for item in clicked] or [told.pressed]
        )


class Told(NamedTuple):
    """What the reader's browser tells of the map: its box's width in pixels, and the country pressed for long."""

    width: int
    pressed: str | None


def _told_by_the_browser(run: Run) -> Told:
    """Ask the browser for the width of the box this is called in, and for a country that deck.gl does not open.

    deck.gl takes a scale in pixels, not a frame to fill, so the scale has to be known here. Until the browser has
    answered, a usual width is taken; it answers only when that is far off, which costs one more run.
    """
    usual = _PHONE_WIDTH if run.is_narrow else _LAPTOP_WIDTH
    # The browser's answer goes with its box; what it said is kept for the next visit of the page.
    answer = st.session_state.get("map_box", {}).get("width")
    width = int(answer or st.session_state.get("map_width", usual))
    st.session_state["map_width"] = width
    box = _box(
        key="map_box",
        data={"width": width},
        on_width_change=lambda: None,
        on_country_change=lambda: None,
        height=1,
    )
    return Told(width, box.get("country"))


_box = st.components.v2.component(
    "map_box", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def legend(view: View, run: Run) -> None:
    """Draw the legend: a swatch and words for each class, then other countries and disputed areas."""
    words, style = run.words, run.style
    entries = [
        (
            _swatch(look, style),
            words("map.legend_entry", label=look.label, count=words.number(look.count)),
        )
        for look in view.looks
    ]
    entries += [
        (_swatch(Look("", 0, style.land), style), words("map.others")),
        (f"background:{style.disputed};border:1px dashed {style.secondary}", words("map.disputed")),
    ]
    items = "".join(
        f'<div role="listitem"><span class="pp-swatch" style="{look}"></span>{html.escape(text)}</div>'
        for look, text in entries
    )
    st.html(
        f'<div class="pp-legend" role="list">{items}</div><p class="pp-foot">{html.escape(view.method)}</p>'
    )


def _swatch(look: Look, style: Style) -> str:
    ink = style.hatch
    return {
        "hatch": f"background:repeating-linear-gradient(135deg,{ink} 0 1.4px,{look.fill} 1.4px 5.6px)",
        "dots": f"background:{look.fill} radial-gradient(circle at 3px 3px,{ink} 1.4px,transparent 1.5px) 0 0/6px 6px",
        "cross": f"background:repeating-linear-gradient(45deg,{ink} 0 1.1px,transparent 1.1px 5.7px),"
        f"repeating-linear-gradient(135deg,{ink} 0 1.1px,{look.fill} 1.1px 5.7px)",
        "dashed": f"background:{look.fill};border:1.5px dashed {style.ink}",
        "dotted": f"background:{look.fill};border:1.5px dotted {style.ink}",
    }.get(look.pattern, f"background:{look.fill};border:1px solid {style.secondary}")

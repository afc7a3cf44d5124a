"""The big map as deck.gl reads it: what travels, how it is painted, and where a region lies."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.requests import Request

from dashboard import geometry, maps
from dashboard.contents import map as contents
from dashboard.contents.map import Choice
from dashboard.shell import Run
from dashboard.theme import DARK
from tests.asynchronous import finish
from tests.dashboard.conftest import make_run

CHOICES = [
    Choice("stage"),
    Choice("report", year="2026"),
    Choice("VC_VAW_PHYPYV", sex="_Z"),
    Choice("GLOTIP_DETECTED_VICTIMS_OTHER_FORMS", sex="_T"),
]


def layers(deck: maps.Deck) -> dict[str, dict[str, Any]]:
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.subject)
def test_the_47_travel_with_words_and_colours(run: Run, choice: Choice) -> None:
    deck = maps.deck(run, choice, "1", 980)
    assert len(deck.to_json()) <= 120 * 1024
    features = layers(deck)["pathfinders"]["data"]
    assert len(features) == 47
    for feature in features:
        properties = feature["properties"]
        assert properties["name"]
        assert properties["line_1"]
        assert len(properties["fill"]) == 3


def test_nothing_is_asked_of_another_host(run: Run) -> None:
    text = maps.deck(run, CHOICES[0], "1", 980).to_json()
    spec = json.loads(text)
    # pydeck's word for "none chosen": Streamlit asks for a background only where there is a map style or a MapView.
    assert spec["mapStyle"] == "__MAP_STYLE__"
    assert {view["@@type"] for view in spec["views"]} == {"OrthographicView"}
    assert spec.get("mapProvider") is None
    assert "http" not in text
    assert layers(maps.deck(run, CHOICES[0], "1", 980))["others"]["data"] == maps.land_address()


def test_small_countries_have_a_dot_at_every_width(run: Run) -> None:
    for width in (358, 980, 1400):
        dots = {
            dot["properties"]["country_code"]
            for dot in layers(maps.deck(run, CHOICES[0], "1", width))["dots"]["data"]
        }
        assert {"JAM", "MNE", "SLV", "TLS"} <= dots
        assert "BRA" not in dots


def test_what_is_not_known_is_hatched_and_its_dot_hollow() -> None:
    run = make_run(style=DARK)
    data = layers(maps.deck(run, Choice("VC_VAW_PHYPYV", sex="_Z"), "1", 980))
    painted = {
        f["properties"]["country_code"]: f["properties"] for f in data["pathfinders"]["data"]
    }
    assert painted["BRA"]["pattern"] == "hatch"
    assert painted["JAM"]["dash"] != [0, 0]  # another age band: a broken outline
    assert painted["JAM"]["dot"] == [16, 22, 29]  # the ground's colour
    assert painted["KHM"]["pattern"] == "none"


def test_disputed_areas_are_a_layer_of_their_own(run: Run) -> None:
    data = layers(maps.deck(run, CHOICES[0], "1", 980))
    assert len(data["disputed"]["data"]) == 6
    assert data["disputed"]["getDashArray"] != [0, 0]
    assert not data["disputed"]["pickable"]


@pytest.mark.parametrize("region", contents.REGIONS)
@pytest.mark.parametrize("width", [358, 980, 1400])
def test_a_region_fits_into_its_box(run: Run, region: str, width: int) -> None:
    spec = json.loads(maps.deck(run, CHOICES[0], region, width).to_json())
    scale = 2 ** spec["initialViewState"]["zoom"]
    frame = geometry.frame_of(region)
    assert frame.width * scale <= width * 1.001
    assert frame.height * scale <= maps.height_of(width) * 1.001


def test_every_region_holds_its_pathfinders(run: Run) -> None:
    view = contents.view(run, CHOICES[0])
    points = geometry.project(view.rows[["longitude", "latitude"]].to_numpy(dtype=float))
    for code, region, (x, y) in zip(
        view.rows.country_code, view.rows.region_code, points, strict=True
    ):
        for name in ("1", region):
            frame = geometry.frame_of(name)
            assert abs(x - frame.x) <= frame.width / 2, (code, name)
            assert abs(y - frame.y) <= frame.height / 2, (code, name)


def test_the_browser_keeps_the_other_countries() -> None:
    response = finish(maps.serve_land(Request({"type": "http"})))
    assert "immutable" in response.headers["cache-control"]
    collection = json.loads(response.body)
    assert len(collection["features"]) == sum(
        shape.kind == "country" for shape in geometry.shapes()
    )
    assert maps.land_address().startswith("land.geojson?v=")

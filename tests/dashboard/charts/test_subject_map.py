"""Any subject of the map as a picture: the page's own colours, all of the 47, nothing fetched, nothing lost."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import maps
from dashboard.charts import subject_map
from dashboard.classes import Look
from dashboard.contents import map as contents
from dashboard.contents.map import Choice
from dashboard.queries import peers
from dashboard.shell import Run
from dashboard.theme import LIGHT
from dashboard.words import words_of
from tests.dashboard.conftest import make_run

LOOKS = (
    Look("below 5", 1, LIGHT.levels[0]),
    Look("5 and above", 0, LIGHT.levels[4]),
    Look("No data", 1, LIGHT.no_data, "hatch"),
    Look("Suppressed", 1, LIGHT.no_data, "dots"),
    Look("Conflicting", 1, LIGHT.no_data, "cross"),
    Look("Not comparable", 1, LIGHT.ground, "dashed"),
)
ROW = ("KEN", "Kenya", "2", 37.8, 0.5)


def rows(*countries: tuple[str, str, str, float, float, int]) -> pd.DataFrame:
    columns = ["country_code", "country_name", "region_code", "longitude", "latitude", "look"]
    return pd.DataFrame(countries, columns=columns)


def drawn(data: pd.DataFrame, **options: Any) -> go.Figure:
    return subject_map.draw(data, words_of("en"), LIGHT, **({"looks": LOOKS} | options))


def traces(figure: go.Figure) -> dict[str, Any]:
    """The shapes by the name of their look, dots as ``dots``."""
    return {trace.name or trace.mode: trace for trace in figure.data if trace.meta or trace.name}


def texts(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def choices(run: Run) -> list[Choice]:
    found = []
    for subject in contents.subjects(run):
        years, sexes = contents.years(run, subject), contents.sexes(subject)
        found.append(Choice(subject, years[0] if years else "", sexes[0] if sexes else ""))
    return found


def test_empty_data_leave_the_world_and_the_legend() -> None:
    figure = drawn(pd.DataFrame(), looks=())
    assert texts(figure) == ["Other countries", "Disputed areas"]
    assert len(figure.data[0].x) > 5000


def test_one_row_is_filled_and_stands_in_the_legend_with_its_count() -> None:
    figure = drawn(rows((*ROW, 0)))
    assert "below 5 (1)" in texts(figure)
    filled = traces(figure)["below 5"]
    assert (filled.fillcolor, list(filled.meta)) == (LIGHT.levels[0], ["KEN"])


@pytest.mark.parametrize(
    ("look", "mode"), [(2, "lines"), (3, "markers"), (4, "lines")], ids=["hatch", "dots", "cross"]
)
def test_a_pattern_is_drawn_as_lines_or_points_of_its_own(look: int, mode: str) -> None:
    plain, patterned = drawn(rows((*ROW, 0)), region="2"), drawn(rows((*ROW, look)), region="2")
    assert len(patterned.data) == len(plain.data) + 1
    colours = {
        (trace.line if mode == "lines" else trace.marker).color: trace
        for trace in patterned.data
        if trace.mode == mode
    }
    assert len(colours[LIGHT.hatch].x) > 20
    assert "pattern" not in patterned.to_json()


def test_an_island_between_two_lines_of_its_pattern_is_drawn_all_the_same() -> None:
    figure = drawn(rows(("MDV", "Maldives", "142", 73.5, 4.2, 2)), width=700, height=420)
    assert list(traces(figure)["No data"].meta) == ["MDV"]
    assert list(traces(figure)["markers"].meta) == ["MDV"]


def test_an_outline_alone_is_broken_and_a_small_country_hollow() -> None:
    figure = drawn(rows(("JAM", "Jamaica", "19", -77.3, 18.1, 5)))
    assert traces(figure)["Not comparable"].line.dash == "5px,3px"
    assert traces(figure)["markers"].marker.color == (LIGHT.ground,)
    assert list(traces(figure)["markers"].meta) == ["JAM"]


def test_a_name_has_no_pattern_behind_it_and_can_be_read_on_its_colour() -> None:
    # Of the three, Brazil has room for its name at this size.
    brazil = ("BRA", "Brazil", "19", -52.0, -10.0)
    for look, ink, ground in [(1, "#FFFFFF", "rgba(0,0,0,0)"), (2, "#10161D", LIGHT.no_data)]:
        figure = drawn(rows((*brazil, look)), region="19")
        (name,) = [text for text in figure.layout.annotations if text.text == "Brazil"]
        assert (name.font.color, name.bgcolor) == (ink, ground)


def test_a_long_name_is_set_line_by_line() -> None:
    tanzania = ("TZA", "United Republic of Tanzania", "2", 34.8, -6.4, 1)
    assert {"United Republic of", "Tanzania"} <= set(texts(drawn(rows(tanzania), region="2")))


@pytest.mark.parametrize(
    ("width", "height"), [(1200, 600), (1600, 640), (900, 900), (700, 420)], ids=str
)
@pytest.mark.parametrize("region", contents.REGIONS)
def test_map_and_legend_fill_the_room_and_nothing_is_stretched(
    region: str, width: int, height: int
) -> None:
    layout = drawn(rows((*ROW, 2)), region=region, width=width, height=height).layout
    (x_0, x_1), (y_0, y_1) = layout.xaxis.range, layout.yaxis.range
    across = (width - layout.margin.l - layout.margin.r) / (x_1 - x_0)
    along = (height - layout.margin.b) / (y_1 - y_0)
    assert across == pytest.approx(along)
    legend = [text for text in layout.annotations if text.xref == "paper"]
    bottom = layout.margin.b
    tops = [text.yshift + (height if text.y == 1 else bottom) for text in legend]
    assert min(tops) >= 14
    assert max(tops) <= height
    assert min(text.xshift + layout.margin.l for text in legend) >= 24
    assert min(text.font.size for text in layout.annotations) >= 13


@pytest.mark.parametrize(("width", "height"), [(1200, 600), (1600, 640), (1000, 500)], ids=str)
def test_the_worlds_legend_hides_no_country(width: int, height: int, run: Run) -> None:
    view = contents.export_view(run, Choice("stage"))
    options = {**view.options, "width": width, "height": height}
    figure = subject_map.draw(view.data, run.words, LIGHT, **options)
    layout = figure.layout
    legend = [text for text in layout.annotations if text.xref == "paper"]
    right = max(text.xshift + 7 * len(text.text) for text in legend)
    top = max(text.yshift for text in legend)
    scale = width / (layout.xaxis.range[1] - layout.xaxis.range[0])
    for trace in (trace for trace in figure.data if trace.meta):
        x = (pd.Series(trace.x).dropna() - layout.xaxis.range[0]) * scale
        y = (pd.Series(trace.y).dropna() - layout.yaxis.range[0]) * scale
        assert not ((x < right) & (y < top)).any(), trace.name


def test_every_subject_is_drawn_as_on_the_page_with_all_47() -> None:
    run = make_run()
    series = set(peers.indicators().series_code)
    assert series <= {choice.subject for choice in choices(run)}
    for choice in choices(run):
        view = contents.export_view(run, choice)
        figure = view.figure()
        codes = [
            code for trace in figure.data if trace.fill == "toself" for code in trace.meta or ()
        ]
        assert sorted(codes) == sorted(view.data.country_code), choice
        assert len(codes) == 47
        deck = json.loads(maps.deck(run, choice, "1", 980).to_json())
        layers = {layer["id"]: layer for layer in deck["layers"]}
        page = {
            feature["properties"]["country_code"]: feature["properties"]
            for feature in layers["pathfinders"]["data"]
        }
        for trace in figure.data:
            for code in trace.meta or () if trace.fill == "toself" else ():
                fill = [int(trace.fillcolor[place : place + 2], 16) for place in (1, 3, 5)]
                assert fill == page[code]["ground"], (choice, code)
                assert (trace.line.dash is not None) == (page[code]["dash"] != [0, 0])


@pytest.mark.parametrize("region", contents.REGIONS)
def test_every_subject_is_drawn_for_a_region_with_its_countries_named(
    run: Run, region: str
) -> None:
    # Each subject meets one region here, each region several subjects.
    places = itertools.cycle(contents.REGIONS)
    for choice in [choice for choice, place in zip(choices(run), places, strict=False) if place == region]:  # fmt: skip
        view = contents.export_view(run, choice, region)
        figure = view.figure()
        text = " ".join(texts(figure)).replace("- ", "-")
        for row in view.data.itertuples():
            if row.region_code == region:
                assert all(part in text for part in row.country_name.split("’")), row.country_name


def test_disputed_areas_are_apart_and_drawn_as_on_the_page(run: Run) -> None:
    figure = contents.export_view(run, Choice("stage")).figure()
    disputed = traces(figure)[run.words("map.disputed")]
    assert (disputed.fillcolor, disputed.line.dash) == (LIGHT.disputed, "3px,2px")
    assert disputed.meta is None
    assert pd.Series(disputed.x).isna().sum() == 5  # six areas
    assert run.words("map.disputed") in texts(figure)


def test_no_map_is_large_and_none_asks_for_anything(run: Run) -> None:
    for choice in choices(run):
        figure = contents.export_view(run, choice).figure()
        assert {trace.type for trace in figure.data} == {"scatter"}
        text = figure.to_json()
        assert "http" not in text
        # A corner takes some twenty letters of an SVG, once in its surface and once in its line.
        assert sum(len(trace.x) for trace in figure.data) <= 30_000

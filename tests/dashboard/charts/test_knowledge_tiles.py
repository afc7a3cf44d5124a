"""A tile a country, by region: colour, hatch and word for how much is known."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import knowledge_tiles
from dashboard.theme import KNOWLEDGE_SIGNS, LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, str, int | None, int | None]) -> pd.DataFrame:
    columns = ["country_code", "region_code", "knowledge", "first_year", "last_year"]
    table = pd.DataFrame(cells, columns=columns).astype(
        {"first_year": "Int64", "last_year": "Int64"}
    )
    return table.assign(country_name="Land " + table.country_code)


TYPICAL = rows(
    ("KEN", "2", "level", 2020, 2020),
    ("UGA", "2", "trend", 2011, 2021),
    ("SLE", "2", "no_data", None, None),
    ("JAM", "19", "not_comparable", 2022, 2022),
)


def test_each_state_has_its_colour_pattern_and_word() -> None:
    figure = knowledge_tiles.draw(TYPICAL, WORDS, LIGHT)
    tiles = {trace.name: trace for trace in figure.data}
    assert list(tiles) == [
        "● Series over time",
        "○ One level only",
        "◇ Not comparable",
        "▨ No data",
    ]
    for state, tile in zip(KNOWLEDGE_SIGNS, figure.data, strict=True):
        assert tile.marker.color == LIGHT.knowledge[state]
    assert tiles["▨ No data"].marker.pattern.shape == "/"
    assert tiles["◇ Not comparable"].marker.pattern.shape == "x"
    assert not tiles["○ One level only"].marker.pattern.shape


def test_tile_names_its_country_and_its_years() -> None:
    tiles = {trace.text[0]: trace for trace in knowledge_tiles.draw(TYPICAL, WORDS, LIGHT).data}
    assert list(tiles["KEN"].customdata) == ["KEN"]
    assert tiles["KEN"].hovertext[0] == "<b>Land KEN</b><br>One level only: 2020"
    assert tiles["UGA"].hovertext[0] == "<b>Land UGA</b><br>Series over time: 2011–2021"
    assert tiles["SLE"].hovertext[0] == "<b>Land SLE</b><br>No data"


def test_regions_stand_below_one_another_by_name() -> None:
    figure = knowledge_tiles.draw(TYPICAL, WORDS, LIGHT)
    assert [note.text for note in figure.layout.annotations] == ["Africa", "Americas"]
    rows_of = {trace.text[0]: trace.base[0] for trace in figure.data}
    assert rows_of["KEN"] == rows_of["UGA"] == rows_of["SLE"] < rows_of["JAM"]


def test_no_two_tiles_share_a_place() -> None:
    many = rows(*((f"C{n:02}", "2" if n % 3 else "142", "level", 2020, 2020) for n in range(47)))
    (tiles,) = knowledge_tiles.draw(many, WORDS, LIGHT).data
    places = set(zip(tiles.x, tiles.base, strict=True))
    assert len(places) == 47
    assert max(tiles.x) < knowledge_tiles.COLUMNS


def test_one_row() -> None:
    figure = knowledge_tiles.draw(TYPICAL.head(1), WORDS, LIGHT)
    assert [list(trace.customdata) for trace in figure.data] == [["KEN"]]


def test_empty_data_draw_no_tile() -> None:
    assert len(knowledge_tiles.draw(rows(), WORDS, LIGHT).data) == 0

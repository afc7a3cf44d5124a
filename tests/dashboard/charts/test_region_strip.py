"""A strip for each region: a dot a country, median and middle half where there are enough figures."""

from __future__ import annotations

import math

import pandas as pd

from dashboard.charts import region_strip
from dashboard.charts.axes import better_side
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(
    *cells: tuple[str, str, float | None, str], unit: str = "percent", chosen: str = ""
) -> pd.DataFrame:
    """Rows of code, region, value and state."""
    table = pd.DataFrame(cells, columns=["country_code", "region_code", "value", "state"])
    return table.astype({"value": "float"}).assign(
        country_name="Land " + table.country_code,
        year=2020,
        age="Y1T14",
        unit=unit,
        direction="lower_is_better",
        source_text="Survey",
        is_chosen=table.country_code == chosen,
    )


AFRICA = (
    ("KEN", "2", 50.0, "value"),
    ("SLE", "2", 10.0, "value"),
    ("UGA", "2", 20.0, "value"),
    ("ZMB", "2", 80.0, "value"),
    ("EGY", "2", None, "suppressed"),
    ("TZA", "2", None, "no_data"),
)
AMERICAS = (("JAM", "19", 68.0, "not_comparable"), ("PRY", "19", 52.0, "value"))


def test_each_region_is_a_strip_by_name() -> None:
    figure = region_strip.draw(rows(*AFRICA, *AMERICAS), WORDS, LIGHT)
    africa, americas = figure.data
    assert list(africa.x) == [10.0, 20.0, 50.0, 80.0]
    assert list(africa.y) == [0, 0, 0, 0]
    assert list(africa.customdata) == ["SLE", "UGA", "KEN", "ZMB"]
    assert list(americas.y) == [1, 1]
    assert list(americas.marker.symbol) == ["circle", "diamond-open"]


def test_heads_count_what_is_known_and_what_is_not() -> None:
    figure = region_strip.draw(rows(*AFRICA, *AMERICAS), WORDS, LIGHT)
    heads = [note.text for note in figure.layout.annotations if note.xref == "paper"]
    assert heads == [
        "<b>Africa</b>  4 of 6 · < Suppressed (fewer than 5): 1 · ▨ No data: 1",
        "<b>Americas</b>  1 of 2 · ◇ Not comparable: 1",
    ]


def test_median_from_three_and_middle_half_from_four() -> None:
    # 10 20 50 80: median 35, quartiles 17.5 and 57.5.
    figure = region_strip.draw(rows(*AFRICA, *AMERICAS), WORDS, LIGHT)
    (band,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (band.x0, band.x1) == (17.5, 57.5)
    lines = [shape.x0 for shape in figure.layout.shapes if shape.x0 == shape.x1]
    assert lines == [35.0]
    assert "median 35.0% (4 of 6)" in [note.text for note in figure.layout.annotations]
    three = region_strip.draw(rows(*AFRICA[:3]), WORDS, LIGHT)
    assert not [shape for shape in three.layout.shapes if shape.type == "rect"]
    two = region_strip.draw(rows(*AFRICA[:2]), WORDS, LIGHT)
    assert not [note for note in two.layout.annotations if "median" in note.text]


def test_names_stand_at_the_extremes_and_at_the_chosen_country() -> None:
    figure = region_strip.draw(rows(*AFRICA, chosen="KEN"), WORDS, LIGHT)
    named = [
        note.text for note in figure.layout.annotations if note.text.strip("<b>")[:5] == "Land "
    ]
    assert named == ["<b>Land KEN 50.0%</b>", "Land ZMB 80.0%", "Land SLE 10.0%"]
    # The chosen country alone has the accent.
    (dots,) = figure.data
    assert list(dots.marker.color).count(LIGHT.accent_text) == 1
    assert dots.marker.color[2] == LIGHT.accent_text


def test_dots_that_would_cover_one_another_are_moved_apart() -> None:
    figure = region_strip.draw(rows(*((code, "2", 50.0, "value") for code in "ABC")), WORDS, LIGHT)
    shifts = list(figure.data[0].y)
    assert shifts[0] == 0
    assert shifts[1] == -shifts[2] != 0


def test_counts_stand_on_a_logarithmic_axis_with_a_place_for_none() -> None:
    figure = region_strip.draw(
        rows(("A", "2", 0.0, "value"), ("B", "2", 999.0, "value"), unit="number"), WORDS, LIGHT
    )
    assert [round(x, 9) for x in figure.data[0].x] == [0, 3]
    assert list(figure.layout.xaxis.ticktext) == ["0", "1", "10", "100", "1,000"]
    assert math.isclose(figure.layout.xaxis.tickvals[2], math.log10(11))


def test_hover_gives_year_age_and_survey() -> None:
    (dots,) = region_strip.draw(rows(*AMERICAS[:1]), WORDS, LIGHT).data
    assert dots.hovertext[0] == (
        "<b>Land JAM</b><br>68.0% · 2020 · 1–14 years<br>Not comparable<br>Survey"
    )


def test_axis_says_where_better_figures_lie() -> None:
    figure = region_strip.draw(rows(*AFRICA), WORDS, LIGHT)
    assert figure.layout.xaxis.title.text == better_side("lower_is_better", WORDS)
    undefined = region_strip.draw(rows(*AFRICA).assign(direction="undefined"), WORDS, LIGHT)
    assert undefined.layout.xaxis.title.text == ""


def test_one_row() -> None:
    figure = region_strip.draw(rows(AFRICA[0]), WORDS, LIGHT)
    assert list(figure.data[0].x) == [50.0]


def test_one_row_without_a_figure() -> None:
    figure = region_strip.draw(rows(AFRICA[5]), WORDS, LIGHT)
    assert list(figure.data[0].x) == []


def test_empty_data_draw_nothing() -> None:
    assert not region_strip.draw(rows(), WORDS, LIGHT).data

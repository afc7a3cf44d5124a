"""A panel a country: lines, gaps, other age bands, scales."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import small_trends
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int, float | None, str], unit: str = "percent") -> pd.DataFrame:
    """Rows of code, region, year, value and state."""
    table = pd.DataFrame(cells, columns=["country_code", "region_code", "year", "value", "state"])
    return table.astype({"value": "float", "year": "int64"}).assign(
        country_name="Land " + table.country_code, age="Y1T14", unit=unit, source_text=None
    )


YEARLY = (
    ("KEN", "2", 2015, 10.0, "value"),
    ("KEN", "2", 2016, 20.0, "value"),
    ("KEN", "2", 2018, 40.0, "value"),
    ("KEN", "2", 2019, None, "suppressed"),
)


def lines(figure: object) -> list[int]:
    """How many points each piece of line joins."""
    trace = figure.data[2]  # type: ignore[attr-defined]
    pieces, count = [], 0
    for x in trace.x:
        if x is None:
            pieces.append(count)
            count = 0
        else:
            count += 1
    return pieces


def test_a_missing_year_of_a_yearly_series_is_a_gap() -> None:
    assert lines(small_trends.draw(rows(*YEARLY), WORDS, LIGHT, is_yearly=True)) == [2, 1]


def test_surveys_years_apart_are_joined() -> None:
    assert lines(small_trends.draw(rows(*YEARLY), WORDS, LIGHT)) == [3]


def test_another_age_band_is_a_diamond_that_no_line_joins() -> None:
    data = rows(*YEARLY[:2], ("KEN", "2", 2017, 30.0, "not_comparable"))
    figure = small_trends.draw(data, WORDS, LIGHT)
    assert lines(figure) == [2]
    (other,) = [trace for trace in figure.data if trace.name == "Not comparable"]
    assert other.marker.symbol == "diamond-open"
    assert other.hovertext == ("<b>Land KEN</b> 2017: 30.0%, 1–14 years",)


def test_what_has_no_value_stands_below_the_line_of_nought() -> None:
    figure = small_trends.draw(rows(*YEARLY), WORDS, LIGHT)
    (hidden,) = [trace for trace in figure.data if trace.name == "Published without a value"]
    nought = figure.data[1].y[0]
    assert hidden.y[0] < nought


def test_panels_stand_by_region_and_name() -> None:
    data = rows(
        ("PRY", "19", 2015, 1.0, "value"), *YEARLY, ("ZMB", "2", 2015, 80.0, "value"),
    )  # fmt: skip
    figure = small_trends.draw(data, WORDS, LIGHT)
    names = next(trace for trace in figure.data if trace.text and "Land" in trace.text[0])
    assert list(names.text) == ["<b>Land KEN</b>", "<b>Land ZMB</b>", "<b>Land PRY</b>"]
    assert names.y[0] == names.y[1] > names.y[2]
    assert [note.text for note in figure.layout.annotations] == ["<b>Africa</b>", "<b>Americas</b>"]


def test_percentages_share_a_scale_and_counts_do_not() -> None:
    cells = (("KEN", "2", 2015, 10.0, "value"), ("ZMB", "2", 2015, 80.0, "value"))
    shared = small_trends.draw(rows(*cells), WORDS, LIGHT)
    own = small_trends.draw(rows(*cells, unit="number"), WORDS, LIGHT)
    dots = [
        next(trace for trace in figure.data if trace.name == "Value").y for figure in (shared, own)
    ]
    assert dots[0][0] < dots[0][1]
    assert dots[1][0] == dots[1][1]


def test_first_and_latest_figure_are_said() -> None:
    figure = small_trends.draw(rows(*YEARLY), WORDS, LIGHT)
    said = [trace.text[0] for trace in figure.data if trace.mode == "text"]
    assert said == ["<b>Land KEN</b>", "10.0% (2015) → 40.0% (2018)", "2015–2019", "40.0%"]
    narrow = small_trends.draw(rows(*YEARLY), WORDS, LIGHT, is_narrow=True)
    assert [trace.text[0] for trace in narrow.data if trace.mode == "text"][1] == "40.0% (2018)"


def test_one_row() -> None:
    assert lines(small_trends.draw(rows(YEARLY[0]), WORDS, LIGHT)) == [1]


def test_empty_data_draw_no_panel() -> None:
    assert lines(small_trends.draw(rows(), WORDS, LIGHT)) == []

"""The matrix of gaps: one cell each, with its sign, word and year, and a look for each way of not knowing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts import gap_matrix
from dashboard.contents import gaps
from dashboard.shell import Run
from dashboard.theme import DARK, GAP_SIGNS, LIGHT
from dashboard.words import words_of
from etl.vocabulary import JUDGED_WORDS, UNJUDGED_WORDS

WORDS = words_of("en")
COLUMNS = [
    "label", "country_code", "country_name", "region_code", "state", "is_judged", "shown_year",
    "shown_age", "source_text",
]  # fmt: skip
KENYA = ("16.2.1", "KEN", "Kenya", "2", "insufficient_trend", False, 2018, "Y1T14", "MICS 2018")
JAMAICA = ("16.2.1", "JAM", "Jamaica", "19", "not_comparable", False, 2011, "Y2T14", "MICS 2011")
FRANCE = ("16.2.1", "FRA", "France", "150", "no_data", False, None, None, None)
FRANCE_VICTIMS = ("16.2.2", "FRA", "France", "150", "direction_undefined", False, 2020, "_T", None)
ANGOLA = ("16.2.1", "AGO", "Angola", "2", "on_track", True, 2022, "Y1T14", "DHS 2022")


def rows(*cells: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(cells), columns=COLUMNS)


def texts(figure: go.Figure) -> dict[str, str]:
    """The text of each cell, by country and column."""
    return {
        f"{code} {figure.layout.xaxis.ticktext[x][:6]}": text
        for bar in figure.data
        if bar.type == "bar"
        for code, x, text in zip(bar.customdata, bar.x, bar.text, strict=True)
    }


def test_empty_data_are_an_empty_picture() -> None:
    figure = gap_matrix.draw(rows(), WORDS, LIGHT)
    assert texts(figure) == {}


def test_one_row_is_one_cell_with_sign_word_and_year() -> None:
    figure = gap_matrix.draw(rows(KENYA), WORDS, LIGHT)
    assert texts(figure) == {"KEN 16.2.1": "○ Insufficient trend · 2018"}
    assert figure.layout.yaxis.ticktext == ("Kenya",)


def test_each_cell_says_what_is_known() -> None:
    figure = gap_matrix.draw(rows(KENYA, JAMAICA, FRANCE, FRANCE_VICTIMS, ANGOLA), WORDS, LIGHT)
    assert texts(figure) == {
        "KEN 16.2.1": "○ Insufficient trend · 2018",
        "JAM 16.2.1": "◇ Not comparable · 2011 · 2–14 years",
        "FRA 16.2.1": "▨ No data",
        "FRA 16.2.2": "↕ Never judged · 2020",
        "AGO 16.2.1": "▲ On track · 2022",
    }


def test_a_column_says_how_many_are_judged() -> None:
    figure = gap_matrix.draw(rows(KENYA, JAMAICA, FRANCE, FRANCE_VICTIMS, ANGOLA), WORDS, LIGHT)
    assert figure.layout.xaxis.ticktext == (
        "16.2.1<br><b>1 of 4 judged</b>",
        "16.2.2<br><b>0 of 1 judged</b>",
    )


def test_countries_stand_by_region() -> None:
    figure = gap_matrix.draw(rows(KENYA, JAMAICA, FRANCE, ANGOLA), WORDS, LIGHT)
    assert figure.layout.yaxis.ticktext == ("Kenya", "Angola", "Jamaica", "France")
    titles = [note.text for note in figure.layout.annotations]
    assert titles == ["<b>Africa</b>", "<b>Americas</b>", "<b>Europe</b>"]


@pytest.mark.parametrize("style", [LIGHT, DARK])
def test_each_way_of_not_knowing_has_a_look_of_its_own(style: Any) -> None:
    figure = gap_matrix.draw(rows(KENYA, JAMAICA, FRANCE, FRANCE_VICTIMS), WORDS, style)
    bars = {bar.name[:1]: bar for bar in figure.data if bar.type == "bar"}
    assert bars["▨"].marker.pattern.shape == "/"
    assert bars["○"].marker.color == style.ground and bars["○"].marker.line.width > 1
    (outline,) = (trace for trace in figure.data if trace.type == "scatter")
    assert outline.line.dash == "dash"
    # One closed box, around Jamaica's cell.
    assert len([x for x in outline.x if x is not None]) == 5
    jamaica = bars["◇"]
    assert min(y for y in outline.y if y is not None) == jamaica.base[0]


def test_on_a_phone_a_cell_holds_sign_and_year_beside_a_legend() -> None:
    figure = gap_matrix.draw(rows(KENYA, JAMAICA, FRANCE), WORDS, LIGHT, is_narrow=True)
    assert texts(figure) == {
        "KEN 16.2.1": "○ 2018",
        "JAM 16.2.1": "◇ 2011<br>2–14 years",
        "FRA 16.2.1": "▨",
    }
    assert figure.layout.showlegend


def test_every_state_has_its_sign_and_word() -> None:
    assert set(GAP_SIGNS) == {*JUDGED_WORDS, *UNJUDGED_WORDS, "not_comparable"}
    words = {gap_matrix.state_word(state, WORDS) for state in GAP_SIGNS}
    assert len(words) == len(GAP_SIGNS)


@pytest.mark.parametrize("is_narrow", [False, True])
def test_all_cells_of_the_47_are_there_and_fit_into_the_message(run: Run, is_narrow: bool) -> None:
    figure = gap_matrix.draw(gaps.cells(run), run.words, run.style, is_narrow=is_narrow)
    assert sum(len(bar.x) for bar in figure.data if bar.type == "bar") == 4 * 47
    assert len(figure.layout.yaxis.ticktext) == 47
    assert len(str(figure.to_json())) < 60_000


def test_it_asks_for_the_width_of_its_longest_words() -> None:
    short = gap_matrix.draw(rows(FRANCE), WORDS, LIGHT).layout.meta["narrowest"]
    long = gap_matrix.draw(rows(FRANCE, JAMAICA), WORDS, LIGHT).layout.meta["narrowest"]
    two = gap_matrix.draw(rows(JAMAICA, FRANCE_VICTIMS), WORDS, LIGHT).layout.meta["narrowest"]
    assert short < long < two
    # Letters of 7 pixels at the least.
    said = texts(gap_matrix.draw(rows(JAMAICA), WORDS, LIGHT))["JAM 16.2.1"]
    assert long > 7 * (len(said) + len("Jamaica"))

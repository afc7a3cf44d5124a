"""The matrix of what is known: one cell each, groups in order, a sign beside each colour."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from dashboard.charts import coverage_matrix
from dashboard.queries import alliance, peers
from dashboard.shell import Run
from dashboard.theme import KNOWLEDGE_SIGNS, LIGHT
from dashboard.words import words_of

COLUMNS = [
    "series_code",
    "sdg_code",
    "country_code",
    "country_name",
    "region_code",
    "knowledge",
    "first_year",
    "last_year",
]


def rows(*cells: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(cells), columns=COLUMNS)


def drawn(data: pd.DataFrame, **options: Any) -> dict[str, Any]:
    return json.loads(coverage_matrix.draw(data, words_of("en"), LIGHT, **options).to_json())


def cells(figure: dict[str, Any], state: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Sign and years of each filled cell of one state, by row and column."""
    place = list(KNOWLEDGE_SIGNS).index(state)
    trace = [trace for trace in figure["data"] if trace["type"] == "heatmap"][place]
    return {
        (trace["y"][y], trace["x"][x]): (trace["text"][y][x], trace["customdata"][y][x])
        for y, line in enumerate(trace["z"])
        for x, value in enumerate(line)
        if value is not None
    }


KENYA = ("VC_VAW_PHYPYV", "16.2.1", "KEN", "Kenya", "2", "level", 2020, 2020)
ANGOLA = ("VC_VAW_PHYPYV", "16.2.1", "AGO", "Angola", "2", "no_data", None, None)
BRAZIL = ("VC_VAW_PHYPYV", "16.2.1", "BRA", "Brazil", "19", "not_comparable", 2015, 2015)
KENYA_TRAFFICKING = ("VC_HTF_DETV", "16.2.2", "KEN", "Kenya", "2", "trend", 2011, 2021)
DISCIPLINE = "16.2.1 · Violent discipline by caregivers"


def test_empty_data_are_an_empty_picture() -> None:
    figure = drawn(rows())
    assert all(cells(figure, state) == {} for state in KNOWLEDGE_SIGNS)


def test_one_row_is_one_cell_with_its_sign_and_year() -> None:
    figure = drawn(rows(KENYA))
    assert cells(figure, "level") == {(DISCIPLINE, "Kenya"): ("○", "(2020)")}
    assert cells(figure, "no_data") == {}


def test_each_state_has_a_sign_of_its_own() -> None:
    figure = drawn(rows(ANGOLA, KENYA, BRAZIL, KENYA_TRAFFICKING))
    signs = {
        state: [cell[0] for cell in cells(figure, state).values()] for state in KNOWLEDGE_SIGNS
    }
    assert signs == {"trend": ["●"], "level": ["○"], "not_comparable": ["◇"], "no_data": ["╱"]}
    names = [trace["name"] for trace in figure["data"] if trace["type"] == "scatter"]
    assert names == ["● Series over time", "○ One level only", "◇ Not comparable", "▨ No data"]


def test_countries_stand_by_region_then_as_they_come() -> None:
    figure = drawn(rows(KENYA, BRAZIL, ANGOLA))
    assert figure["layout"]["xaxis"]["categoryarray"] == ["Kenya", "Angola", "Brazil"]
    (line,) = figure["layout"]["shapes"]  # between Africa and the Americas
    assert line["x0"] == 1.5


def test_series_of_one_indicator_stand_together() -> None:
    unicef = ("PT_CHLD_1-14_PS-PSY-V_CGVR", "16.2.1", "KEN", "Kenya", "2", "level", 2020, 2020)
    labels = drawn(rows(KENYA, KENYA_TRAFFICKING, unicef))["layout"]["yaxis"]["categoryarray"]
    assert [label.split(" ")[0] for label in labels] == ["16.2.1", "16.2.1", "16.2.2"]


def test_on_a_phone_countries_stand_down_the_side() -> None:
    layout = drawn(rows(KENYA, KENYA_TRAFFICKING), is_narrow=True)["layout"]
    assert layout["yaxis"]["categoryarray"] == ["Kenya"]
    assert layout["xaxis"]["ticktext"] == ["16.2.1", "16.2.2"]


@pytest.mark.parametrize("is_narrow", [False, True])
def test_all_pairs_fit_into_the_message(run: Run, is_narrow: bool) -> None:
    data = alliance.knowledge(run.language, tuple(peers.indicators().series_code))
    text = coverage_matrix.draw(data, run.words, run.style, is_narrow=is_narrow).to_json()
    figure = json.loads(text)
    assert sum(len(cells(figure, state)) for state in KNOWLEDGE_SIGNS) == len(data)
    assert len(text) <= 110 * 1024

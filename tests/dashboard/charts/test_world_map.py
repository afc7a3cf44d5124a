"""The small world map: classes of stages, a point for each country, small enough to send."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from dashboard.charts import world_map
from dashboard.queries import alliance
from dashboard.shell import Run
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of


def rows(*stages: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, f"Land {code}", stage) for code, stage in stages],
        columns=["country_code", "country_name", "stage"],
    )


def drawn(data: pd.DataFrame, **options: Any) -> dict[str, Any]:
    return json.loads(world_map.draw(data, words_of("en"), LIGHT, **options).to_json())


def legend(figure: dict[str, Any]) -> list[str]:
    return [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)]


def points(figure: dict[str, Any]) -> dict[str, Any]:
    return next(trace for trace in figure["data"] if trace["mode"] == "markers")


def test_empty_data_leave_the_world_and_the_scale() -> None:
    figure = drawn(rows())
    assert legend(figure)[0] == "Preparing a roadmap (0)"
    assert len(figure["data"][0]["x"]) > 1000  # all countries are others


def test_one_row_is_filled_counted_and_can_be_clicked() -> None:
    figure = drawn(rows(("KEN", "implementing")))
    assert "Implementing (1)" in legend(figure)
    (filled,) = [trace for trace in figure["data"] if trace.get("name") == "Implementing (1)"]
    assert filled["fillcolor"] == LIGHT.levels[3]
    assert points(figure)["customdata"] == ["KEN"]
    assert points(figure)["hovertext"] == ["<b>Land KEN</b><br>Implementing"]


def test_steps_that_overlap_in_time_are_one_class() -> None:
    figure = drawn(
        rows(("KEN", "expression_of_interest"), ("UGA", "children_consulted"), ("JAM", "none"))
    )
    assert {"Preparing a roadmap (2)", "No step reported (1)"} <= set(legend(figure))


def test_a_country_without_a_report_is_a_dotted_outline() -> None:
    figure = drawn(rows(("BRA", "no_report")))
    (outline,) = [trace for trace in figure["data"] if trace.get("name") == "No public report (1)"]
    assert outline["line"]["dash"] == "dot"
    assert outline["fillcolor"] == LIGHT.ground


def test_a_small_country_has_a_visible_point_a_large_one_only_a_felt_one() -> None:
    marker = points(drawn(rows(("JAM", "implementing"), ("BRA", "implementing"))))["marker"]
    assert marker["color"][0] == LIGHT.levels[3]
    assert marker["color"][1] == "rgba(0,0,0,0)"
    assert marker["size"][1] > marker["size"][0]


@pytest.mark.parametrize("style", [LIGHT, DARK], ids=["light", "dark"])
def test_all_47_fit_into_the_message(run: Run, style: Any) -> None:
    data = alliance.pathfinders(run.language)
    text = world_map.draw(data, run.words, style).to_json()
    figure = json.loads(text)
    assert sorted(points(figure)["customdata"]) == sorted(data.country_code)
    assert len(points(figure)["customdata"]) == 47
    assert len(text) <= 60 * 1024

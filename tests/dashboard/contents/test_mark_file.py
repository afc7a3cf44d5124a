"""The file of a mark: from it alone, with other code than ours, the same ratios and words come out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dashboard import queries
from dashboard.contents import mark_file
from dashboard.shell import Run
from dashboard.warehouse import current_build
from tests.dashboard.conftest import make_run

TREND = "PT_F_20-24_MRD_U18_TND"
# Of every word, and one that is within rounding.
JUDGED = ("KEN", "ARM", "NGA", "ETH", "UZB", "TZA", "SLE", "MNG", "AGO")


def opened(country: str, series: str = TREND, sex: str = "F", run: Run | None = None) -> Any:
    """The file as a stranger's program reads it."""
    run = run or make_run("en", current_build())
    return json.loads(mark_file.content(run, country, series, sex))


def recomputed(file: Any) -> dict[str, tuple[float, str]]:
    """Ratio and word of each method, worked out from what stands in the file, by its own instructions."""
    rule = {entry["rule"]: entry["value"] for entry in file["rules"]}
    points = sorted((point["year"], point["value"]) for point in file["points"])
    (t0, y0), (t, y) = points[0], points[-1]
    goal, year = file["target"]["value"], file["target"]["year"]
    is_reached = y <= goal if file["series"]["direction"] == "lower_is_better" else y >= goal

    # Least squares by the normal equations.
    n = len(points)
    sum_t, sum_y = sum(a for a, _ in points), sum(b for _, b in points)
    sum_tt, sum_ty = sum(a * a for a, _ in points), sum(a * b for a, b in points)
    slope = (n * sum_ty - sum_t * sum_y) / (n * sum_tt - sum_t**2)

    floor = rule["compound_growth_floor"]
    start, end = max(y0, floor), max(goal, floor)
    growth = (y / start) ** (1 / (t - t0)) - 1
    needed = (end / start) ** (1 / (year - t0)) - 1
    expected = y * (1 + growth) ** (year - t)
    ratios = {
        "linear": slope / ((goal - y0) / (year - t0)),
        "compound_growth": growth / needed,
        "progress_chart": (expected - y0) / (goal - y0),
    }
    steps = [(rule["on_track_from"], "on_track"), (rule["acceleration_from"], "acceleration_needed"),
             (rule["limited_from"], "limited_progress"), (-1e9, "moving_away")]  # fmt: skip
    chart = [(rule["chart_on_track_from"], "met_or_on_track"),
             (rule["chart_fair_from"], "fair_progress"),
             (-1e9, "stagnation_or_regression")]  # fmt: skip

    def word(method: str, ratio: float) -> str:
        if is_reached:
            return "met_or_on_track" if method == "progress_chart" else "target_met"
        ladder = chart if method == "progress_chart" else steps
        return next(name for least, name in ladder if round(ratio, 9) >= least)

    return {method: (ratio, word(method, ratio)) for method, ratio in ratios.items()}


@pytest.mark.parametrize("country", JUDGED)
def test_anyone_can_recompute_the_mark(country: str) -> None:
    file = opened(country)
    found = recomputed(file)
    assert set(found) == {method["method"] for method in file["methods"]}
    for method in file["methods"]:
        ratio, word = found[method["method"]]
        assert ratio == pytest.approx(method["ratio"], abs=1e-8)
        assert word == method["word"]
    assert file["mark"]["word"] == found["linear"][1]
    assert {word for _, word in found.values()} <= {
        step["word"] for method in file["methods"] for step in method["thresholds"]
    }


def test_every_judged_mark_can_be_recomputed() -> None:
    marks = queries.progress.marks_of_series(TREND, "F", "en")
    judged = marks.country_code[marks.is_judged.astype(bool)]
    assert len(judged) == 30
    for country in judged:
        file = opened(country)
        words = {method["method"]: method["word"] for method in file["methods"]}
        assert {method: word for method, (_, word) in recomputed(file).items()} == words


def test_the_file_says_what_it_holds(run: Run) -> None:
    file = opened("KEN", run=run)
    assert tuple(file) == mark_file.PARTS == tuple(file["about"]["parts"])
    assert len(file["about"]["how_to_recompute"]) == 6
    assert file["build"] == {
        "name": run.build,
        "built_on": "2026-11-22",
        "reference_year": 2026,
    }
    assert file["series"]["unit"] == {"code": "percent", "name": run.words("unit.percent")}
    assert file["series"]["age"]["code"] == "Y20T24"
    assert len(file["rules"]) == len(queries.progress.rules())
    (source,) = file["sources"]
    assert source["source_id"] == "UNICEF_DW_2025-03"
    assert all(source[name] for name in ("citation", "licence", "vintage", "caveat"))
    assert {point["source_id"] for point in file["points"]} == {"UNICEF_DW_2025-03"}
    assert [criterion["count"] for criterion in file["evidence"]["criteria"]] == [2, 4, 2, 1]
    assert file["projection"]["note"] == "needs_third_point"
    assert file["projection"]["value"] is None


def test_inputs_are_those_of_the_formulas() -> None:
    inputs = {method["method"]: method["inputs"] for method in opened("KEN")["methods"]}
    # Growth rates know no zero: its replacement stands in the file.
    assert inputs["linear"]["target_value"] == inputs["progress_chart"]["target_value"] == 0
    assert inputs["compound_growth"]["target_value"] == 0.001
    assert inputs["compound_growth"]["base_value"] == 20.3


def test_what_is_not_judged_has_its_file_too() -> None:
    file = opened("KEN", "VC_HTF_DETV", "_T")
    assert file["mark"]["word"] == "direction_undefined"
    assert [point["value"] for point in file["points"]] == [318, 187, 352, 283]
    assert file["methods"] == []
    assert file["evidence"] is None
    assert file["target"]["value"] is None
    nothing = opened("KEN", "VC_VAW_PHYPYV", "_Z")
    assert nothing["points"] == []
    assert list(nothing["mark"]["missing"]) == ["needs_first_point"]
    # Without a point, the data sets in which one would stand.
    assert nothing["sources"]


def test_bounds_stand_in_the_file_as_published() -> None:
    # Kenya, WHO's estimate for 2018 of women aged 15 and over.
    file = opened("KEN", "VC_VAW_MARR", "F")
    assert file["series"]["age"]["code"] == "Y_GE15"
    (point,) = file["points"]
    assert (point["value"], point["lower_bound"], point["upper_bound"]) == (21.4, 14.1, 31)
    assert point["is_modelled"] is True

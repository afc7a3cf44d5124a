"""From the publisher's figure to the text on the page: marks worked out by hand, from their source to the reader."""

from __future__ import annotations

import csv
import html
import re
from typing import NamedTuple

import pytest

from dashboard.words import words_of
from tests.conftest import ROOT
from tests.dashboard.conftest import OpenPage, View

TREND = "PT_F_20-24_MRD_U18_TND"
WORDS = words_of("en")


class Walk(NamedTuple):
    """One country's mark: base and latest as published, and what the page must say."""

    country: str
    base: tuple[int, str]
    latest: tuple[int, str]
    line: str
    required: str
    actual: str
    ratio: str


WEAK = "■□□ weak evidence"
DEPENDS = f"depends on the method · {WEAK}"
# Target 0 in 2030. required = −base / (2030 − base year); actual = (latest − base) / years between; ratio = actual /
# required. All points are estimates of UNICEF and each country has two since its base: the evidence is weak.
WALKS = (
    # −20.3/13 = −1.5615; (12.5 − 20.3)/5 = −1.56; 0.9990 ≥ 0.95
    Walk("KEN", (2017, "20.3"), (2022, "12.5"), f"▲ On track · {DEPENDS}", "−1.56", "−1.56", "0.999"),
    # −7.4/19 = −0.3895; (5.3 − 7.4)/5 = −0.42; 1.0784
    Walk("ARM", (2011, "7.4"), (2016, "5.3"), f"▲ On track · {DEPENDS}", "−0.39", "−0.42", "1.078"),
    # −16.6/13 = −1.2769; (9.4 − 16.6)/5 = −1.44; 1.1277
    Walk("PHL", (2017, "16.6"), (2022, "9.4"), f"▲ On track · {DEPENDS}", "−1.28", "−1.44", "1.128"),
    # −43.7/14 = −3.1214; (30.3 − 43.7)/5 = −2.68; 0.8586: at least 0.60, less than 0.95
    Walk(
        "NGA", (2016, "43.7"), (2021, "30.3"),
        f"◐ Progress, acceleration needed · {DEPENDS}", "−3.12", "−2.68", "0.859",
    ),
    # −49.3/19 = −2.5947; (40.3 − 49.3)/5 = −1.80; 0.6937
    Walk(
        "ETH", (2011, "49.3"), (2016, "40.3"),
        f"◐ Progress, acceleration needed · {DEPENDS}", "−2.59", "−1.80", "0.694",
    ),
    # −29.8/13 = −2.2923; (29.1 − 29.8)/5 = −0.14; 0.0611: at least 0, less than 0.60
    Walk("TZA", (2017, "29.8"), (2022, "29.1"), f"▬ Limited progress · {WEAK}", "−2.29", "−0.14", "0.061"),
    # −34.8/16 = −2.175; (29.6 − 34.8)/5 = −1.04; 0.4782
    Walk("SLE", (2014, "34.8"), (2019, "29.6"), f"▬ Limited progress · {WEAK}", "−2.18", "−1.04", "0.478"),
    # −6.4/17 = −0.3765; (12.0 − 6.4)/5 = 1.12; −2.975
    Walk("MNG", (2013, "6.4"), (2018, "12.0"), f"▼ Moving away · {WEAK}", "−0.38", "1.12", "−2.975"),
    # −16.8/13 = −1.2923; (17.9 − 16.8)/5 = 0.22; −0.1702
    Walk("KHM", (2017, "16.8"), (2022, "17.9"), f"▼ Moving away · {WEAK}", "−1.29", "0.22", "−0.170"),
    # −30.2/19 = −1.5895; (30.3 − 30.2)/5 = 0.02; −0.0126. The change of 0.1 is the step of rounding.
    Walk("AGO", (2011, "30.2"), (2016, "30.3"), f"▼ Moving away · ≈ change within rounding · {WEAK}", "−1.59", "0.02", "−0.013"),
    # −33.8/16 = −2.1125; (34.0 − 33.8)/5 = 0.04; −0.0189. 0.2 is more than the rounding.
    Walk("HND", (2014, "33.8"), (2019, "34.0"), f"▼ Moving away · {WEAK}", "−2.11", "0.04", "−0.019"),
)  # fmt: skip
WITHIN_ROUNDING = {"AGO"}


def published(file: str, country: str, sex: str, age: str) -> dict[int, str]:
    """A country's figures of one sex and age band in a bundled file: value by year, as the publisher wrote it."""
    with (ROOT / "data" / file).open(encoding="utf-8") as lines:
        return {
            int(row["year"]): row["value"]
            for row in csv.DictReader(lines)
            if (row["country_code"], row["sex"], row["age"]) == (country, sex, age)
        }


def mark_line(view: View) -> str:
    """The line of the mark, as it is read."""
    (body,) = [body for body in view.bodies if body.startswith('<p class="pp-mark">')]
    return html.unescape(re.sub(r"<[^>]*>", "", body.partition("</p>")[0]))


def linear_facts(view: View) -> dict[str, str]:
    """What stands under the first method's formula, by its name."""
    first = next(body for body in view.bodies if body.startswith('<dl class="pp-facts">'))
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", first)
    return {name: html.unescape(text) for name, text in found}


def opened(open_page: OpenPage, country: str, mark: str) -> View:
    """The country page with one mark opened."""
    return open_page("country", country=country, section="progress", mark=mark, lang="en")


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.country)
def test_from_the_published_figure_to_the_page(open_page: OpenPage, walk: Walk) -> None:
    figures = published(f"unicef/{TREND}.csv", walk.country, "F", "Y20T24")
    (base_year, base), (latest_year, latest) = walk.base, walk.latest
    assert (figures[base_year], figures[latest_year]) == (base, latest)
    # No other point stands between the two, and none is newer.
    assert [year for year in figures if year >= base_year] == [base_year, latest_year]

    view = opened(open_page, walk.country, f"{TREND}.F")
    assert mark_line(view) == walk.line
    facts = linear_facts(view)
    assert facts["Required"] == f"{walk.required} percentage points a year"
    assert facts["Actual"] == f"{walk.actual} percentage points a year"
    assert facts["Ratio"] == walk.ratio
    assert facts["Word"] == walk.line.partition(" · ")[0]
    said = view.texts
    since = "It is the first comparable point since 2015 that leaves at least 3 years"
    before = "No point since 2015 leaves at least 3 years to the latest one"
    reason = next(text for text in said if text.startswith(f"{base}% ({base_year}). "))
    assert (since if base_year >= 2015 else before) in reason
    assert said[said.index("Latest", said.index(reason)) + 1] == f"{latest}% ({latest_year})"
    # Four criteria: two points, the age, both estimated, one list of surveys.
    age = 2026 - latest_year
    assert "2 points" in said
    assert f"{age} years: from {latest_year} to 2026" in said
    assert "2 of 2 estimated or modelled" in said
    assert "1 named" in said
    assert ("A figure of the last five years." in said) is (age > 5)
    rounding = WORDS("assessment.caution.within_rounding")
    assert (rounding in said) is (walk.country in WITHIN_ROUNDING)
    linear, growth, _ = (element.value for element in view.test.latex)
    difference = rf"\frac{{0 - {float(base):g}}}{{2030 - {base_year}}}"
    assert difference in linear
    assert rf"\frac{{0.001}}{{{float(base):g}}}" in growth


def test_insufficient_trend_says_the_level(open_page: OpenPage) -> None:
    # Armenia, survey of 2015–16: one point since 2010, so a level and no trend.
    assert published("sdg/VC_VAW_PHYPYV.csv", "ARM", "_Z", "Y1T14") == {2016: "68.9"}
    view = opened(open_page, "ARM", "VC_VAW_PHYPYV._Z")
    assert mark_line(view) == "○ Insufficient trend"
    assert "One point: 68.9% (2016)" in view.text
    assert "Level known, trend unknown" in view.text
    assert "A second comparable point since 2010." in view.texts
    assert not view.test.latex
    # The point and the promise are drawn, and no line.
    drawn = view.figures["mark_country"]["data"]
    assert [trace["mode"] for trace in drawn] == ["markers+text", "markers"]


def test_a_series_without_a_better_direction_is_shown_and_not_judged(open_page: OpenPage) -> None:
    figures = published("sdg/VC_HTF_DETV.csv", "KEN", "_T", "_T")
    assert {year: figures[year] for year in (2015, 2018)} == {2015: "318", 2018: "283"}
    view = opened(open_page, "KEN", "VC_HTF_DETV._T")
    assert mark_line(view) == "↕ Never judged: no direction is better"
    assert "From 318 (2015) to 283 (2018)" in view.text
    assert "No target: detected victims measure detection" in view.text
    (points,) = view.figures["mark_country"]["data"]
    assert points["mode"] == "markers+text"
    assert not view.test.latex


def test_no_data_says_what_would_change_that(open_page: OpenPage) -> None:
    assert published("sdg/VC_VAW_PHYPYV.csv", "KEN", "_Z", "Y1T14") == {}
    view = opened(open_page, "KEN", "VC_VAW_PHYPYV._Z")
    assert mark_line(view) == "▨ No data"
    assert "A first comparable figure." in view.texts
    assert WORDS("mark.chart.empty") in view.texts
    assert view.figures == {}


def test_stale_is_not_judged(open_page: OpenPage) -> None:
    # Burkina Faso: 51.3 in 2015, eleven years before 2026; more than ten.
    figures = published(f"unicef/{TREND}.csv", "BFA", "F", "Y20T24")
    assert (figures[2010], figures[2015], max(figures)) == ("50.1", "51.3", 2015)
    view = opened(open_page, "BFA", f"{TREND}.F")
    assert mark_line(view) == "◷ Too old to judge"
    assert "From 50.1% (2010) to 51.3% (2015)" in view.texts
    assert "A figure of the last ten years." in view.texts
    assert not view.test.latex


def test_the_mark_stands_under_the_headline_of_the_compare_page(open_page: OpenPage) -> None:
    view = open_page("compare", country="NGA", indicator=TREND, sex="F", lang="en")
    assert mark_line(view) == f"◐ Progress, acceleration needed · {DEPENDS}"
    # What stands behind the click is not worked out before it.
    assert not view.test.latex
    view.test.session_state["mark_compare"] = True
    view.test.run()
    assert not view.test.exception
    assert len(view.test.latex) == 3
    assert linear_facts(view)["Ratio"] == "0.859"

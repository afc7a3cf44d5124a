"""Kinds of peers on the published figures, by hand for some countries and worked out again for all 47."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from dashboard import queries
from dashboard.contents import compare, figures
from dashboard.peers import Choice
from tests.dashboard.conftest import OpenPage, make_run

ENGLISH = make_run("en")
MARRIAGE = ("PT_F_20-24_MRD_U18_TND", "F")
VICTIMS = ("VC_HTF_DETVR", "_T")

Countries = dict[str, dict[str, str]]
Points = dict[str, dict[int, float]]


def rows_of(facts: Path, name: str) -> list[dict[str, str]]:
    with (facts / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def countries(facts: Path) -> Countries:
    """The 47 with their groups and populations."""
    known = {row["iso3"] for row in rows_of(facts, "pathfinders.csv")}
    return {row["iso3"]: row for row in rows_of(facts, "countries.csv") if row["iso3"] in known}


@pytest.fixture(scope="module")
def marriage(facts: Path, countries: Countries) -> Points:
    """Child marriage before 18 of the 47, by country and year."""
    found: Points = defaultdict(dict)
    for row in rows_of(facts, "unicef_observations.csv"):
        if row["indicator_code"] == MARRIAGE[0] and row["iso3"] in countries:
            found[row["iso3"]][int(row["year"])] = float(row["value"])
    return found


def said(country: str, kind: str, series: tuple[str, str] = MARRIAGE) -> tuple[str, str]:
    """The group that is shown, and its countries in one word."""
    rows = queries.peers.beside(country, *series, "en", Choice(kind))
    return rows.peer_group[0], " ".join(sorted(rows.country_code))


LOWER_MIDDLE = "AGO CIV GIN HND JOR KEN KHM LKA NAM NGA PHL PNG TLS TZA UZB ZMB ZWE"


@pytest.mark.parametrize(
    ("country", "kind", "group", "codes"),
    [
        ("KEN", "income", "income", LOWER_MIDDLE),
        ("PHL", "income", "income", LOWER_MIDDLE),
        # Montenegro is of upper middle income.
        (
            "MNE",
            "income",
            "income",
            "ARM BRA BWA COL GEO IDN IRQ JAM MEX MNE MNG PER PRY SLV TUR ZAF",
        ),
        # 24.2 m children: from 12.1 m (Uzbekistan has 12.07) to 48.5 m (Brazil has 53.0).
        ("KEN", "population", "population", "AGO CIV COL FRA IRQ JPN KEN MEX PHL TUR TZA UGA ZAF"),
        # 41.7 m: from 20.85 m (South Africa has 20.1) to 83.4 m (Indonesia has 83.1).
        ("PHL", "population", "population", "BRA ETH IDN KEN MEX PHL TUR TZA UGA"),
        # 57.3 m: from 28.6 m to 114.6 m (Nigeria has 108.7).
        ("ETH", "population", "population", "BRA ETH IDN MEX NGA PHL TZA"),
        # 20.3 per cent in 2017: from 15.225 to 25.375 in 2015 to 2019. Timor-Leste had 14.9 in 2016.
        ("KEN", "level", "level", "COL IDN KEN KHM MEX PER PHL PRY"),
        # 49.3 in 2011: from 36.975 to 61.625 in 2009 to 2013.
        ("ETH", "level", "level", "BFA ETH GIN NGA SLE UGA"),
        # 7.8 in 2008: two points (Mongolia had 5.8) are more than a quarter; Uzbekistan had 5.6 in 2007.
        ("NAM", "level", "level", "ARM JAM MNG NAM ZAF"),
    ],
)
def test_peers_by_hand(country: str, kind: str, group: str, codes: str) -> None:
    assert said(country, kind) == (group, codes)


@pytest.mark.parametrize(
    ("country", "kind", "series", "group", "caveat"),
    [
        # Unclassified at present.
        ("ETH", "income", MARRIAGE, "Sub-Saharan Africa", "The World Bank puts Ethiopia in no"),
        # Of low income there are but Sierra Leone and Uganda beside it.
        ("BFA", "income", MARRIAGE, "Sub-Saharan Africa", "the same income group as Burkina Faso"),
        # 82,728 children: Montenegro alone is similar. Northern Europe has two more: Europe, then.
        ("ISL", "population", VICTIMS, "Europe", "a population under 18 like that of Iceland"),
        # 10.4 in 2013: Jamaica had 7.9 and Sri Lanka 11.2 in 2011, nobody else between 7.8 and 13.
        ("JOR", "level", MARRIAGE, "Western Asia", "stood at a level like that of Jordan"),
        ("KEN", "level", ("VC_VAW_PHYPYV", "_Z"), "Sub-Saharan Africa", "is published for Kenya"),
    ],
)
def test_fallbacks_by_hand(
    country: str, kind: str, series: tuple[str, str], group: str, caveat: str
) -> None:
    figure = figures.beside(ENGLISH, country, *series, Choice(kind))
    assert figure.group == f"pathfinders of {group}"
    assert caveat in figure.caveat
    assert f"these are pathfinders of {group} instead." in figure.caveat


def earlier(points: dict[int, float], aim: int) -> float | None:
    """The figure nearest to a year, within two years; of two as near, the later."""
    near = [year for year in points if abs(year - aim) <= 2]
    return points[min(near, key=lambda year: (abs(year - aim), -year))] if near else None


def similar(country: str, kind: str, countries: Countries, points: Points) -> set[str]:
    """The peers of one kind, itself left out, worked out from the facts."""
    mine = countries[country]
    others = set(countries) - {country}
    if kind == "income":
        group = mine["wb_income_group"]
        return {code for code in others if group and countries[code]["wb_income_group"] == group}
    if kind == "population":
        children = int(mine["population_under18"])
        return {
            code
            for code in others
            if children <= 2 * int(countries[code]["population_under18"]) <= 4 * children
        }
    if country not in points:
        return set()
    aim = max(points[country]) - 5
    level = earlier(points[country], aim)
    if level is None:
        return set()
    levels = {code: earlier(points[code], aim) for code in others & set(points)}
    return {
        code
        for code, value in levels.items()
        if value is not None and round(abs(value - level), 9) <= max(level / 4, 2)
    }


@pytest.mark.parametrize("kind", ["income", "population", "level"])
def test_peers_of_all_47(kind: str, countries: Countries, marriage: Points) -> None:
    shown = {}
    for country in countries:
        expected = similar(country, kind, countries, marriage)
        group, codes = said(country, kind)
        if len(expected & set(marriage)) >= 3:
            assert (group, set(codes.split()) - {country}) == (kind, expected), country
        else:
            assert group in ("un_subregion", "un_region", "alliance"), country
        shown[country] = group
    assert list(shown.values()).count(kind) >= 20


def test_changes_of_all_47(countries: Countries, marriage: Points) -> None:
    rows = queries.peers.changes("KEN", tuple(countries), *MARRIAGE, "en").set_index("country_code")
    assert len(rows) == 47
    for country in countries:
        points = marriage.get(country, {})
        row = rows.loc[country]
        if points:
            assert (row.latest_year, row.latest_value) == (max(points), points[max(points)])
            assert row.earlier_value == earlier(points, max(points) - 5), country
        else:
            assert row[["earlier_value", "latest_value"]].isna().all(), country


def test_changes_of_kenya_and_its_peers_by_hand() -> None:
    # South-eastern Asia: Cambodia 16.8 to 17.9, Indonesia 17.4 to 16.3, Philippines 16.6 to 9.4, Timor-Leste 17.9 to 14.9.
    peers = figures.beside(ENGLISH, "PHL", *MARRIAGE).peers
    told = compare.change(ENGLISH, "PHL", *MARRIAGE, peers)
    assert told.title == "Lower than about five years before in 3 of 4 countries, higher in 1"
    differences = told.table.set_index("Country")["Difference (percentage points)"].to_dict()
    assert differences == {
        "Cambodia": 1.1,
        "Indonesia": -1.1,
        "Philippines": -7.2,
        "Timor-Leste": -3.0,
    }


def test_compare_page_shows_marks_and_the_united_nations_figure(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", indicator=MARRIAGE[0], lang="en")
    assert "▲ On track · depends on the method · ■□□ weak evidence" in view.text
    assert {"peers", "peer_changes"} <= set(view.figures)
    # UNICEF gives no regional figure here; the UN's own series of the same custodian does, of 2023.
    united = open_page("compare", country="KEN", indicator="SP_DYN_MRBF18", lang="en")
    notes = [note["text"] for note in united.figures["peers"]["layout"]["annotations"]]
    assert "UN figure for Sub-Saharan<br>Africa: 31.0% (2023)" in notes
    # A single point per country: nothing can be said of change.
    assert "so nothing can be said of change" in united.text
    assert "peer_changes" not in united.figures

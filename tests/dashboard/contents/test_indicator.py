"""What the indicator page says, against the sourced facts worked out again from their CSV files."""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import queries, show
from dashboard.contents import indicator as contents
from dashboard.contents import indicator_about as about
from dashboard.contents import indicator_breakdown as breakdown
from dashboard.contents import indicator_coverage as coverage
from dashboard.contents import indicator_sources as sources
from dashboard.contents import indicator_trend as trend
from dashboard.queries.indicator import twin_of
from dashboard.shell import Run
from tests.dashboard.conftest import make_run, table_cells

ENGLISH, FRENCH = make_run("en"), make_run("fr")
MARRIAGE = "PT_F_20-24_MRD_U18_TND"
GLOTIP = "GLOTIP_DETECTED_VICTIMS"


def rows_of(facts: Path, name: str) -> Iterator[dict[str, str]]:
    with (facts / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def pathfinders(facts: Path) -> set[str]:
    return {row["iso3"] for row in rows_of(facts, "pathfinders.csv")}


def newest(
    facts: Path, pathfinders: set[str], series: str, sex: str, age: str
) -> dict[str, tuple[int, float]]:
    """Year and value of each pathfinder's newest figure of one sex and age."""
    found: dict[str, tuple[int, float]] = {}
    for row in rows_of(facts, "sdg_observations.csv"):
        if (row["series_code"], row["sex"], row["age"]) == (series, sex, age):
            point = (int(row["year"]), float(row["value"]))
            if row["iso3"] in pathfinders:
                found[row["iso3"]] = max(found.get(row["iso3"], point), point)
    return found


@pytest.mark.parametrize(
    ("series", "sex", "fact_sex", "age"),
    [
        ("VC_VAW_PHYPYV", "_Z", "", "1-14"),
        ("VC_HTF_DETV", "_T", "BOTHSEX", "ALLAGE"),
        ("VC_VAW_SXVLN", "F", "FEMALE", "18-29"),
        ("VC_VAW_SXVLN", "M", "MALE", "18-29"),
    ],
)
def test_headline_against_the_facts(
    facts: Path, pathfinders: set[str], series: str, sex: str, fact_sex: str, age: str
) -> None:
    found = newest(facts, pathfinders, series, fact_sex, age)
    values = [value for _, value in found.values()]
    years = [year for year, _ in found.values()]
    unit = "number" if series == "VC_HTF_DETV" else "percent"
    words = ENGLISH.words
    said = contents.headline(ENGLISH, series, sex)
    assert f": {len(found)} of 47 countries have a comparable figure." in said
    median = words.value(statistics.median(values), unit)
    assert f"with data: {median} ({len(found)} of 47)" in said
    ends = f"from {words.value(min(values), unit)} to {words.value(max(values), unit)}"
    assert f"{ends}, figures of {min(years)}–{max(years)}." in said


def test_headline_in_french() -> None:
    thin, wide = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    assert contents.headline(FRENCH, "VC_VAW_SXVLN", "M") == (
        "Population âgée de 18 à 29 ans ayant subi des violences sexuelles avant l’âge de 18 ans, "
        f"garçons et hommes{wide}: 4 pays sur 47 ont un chiffre comparable. Médiane de ceux qui ont "
        f"des données{wide}: 0,9{thin}% (4 sur 47){wide}; de 0,3{thin}% à 2,6{thin}%, chiffres de "
        "2013–2022."
    )


def test_figures_without_a_value_are_counted_and_named() -> None:
    # GLOTIP 2025-04-14: the newest count of these four is "<5".
    assert contents.headline(ENGLISH, GLOTIP, "_T").endswith(
        "The latest figures of 4 more countries are published without a value (suppressed or "
        "contradictory)."
    )
    assert contents.level_caveat(ENGLISH, GLOTIP, "_T") == (
        "< Suppressed (fewer than 5): Ethiopia, Timor-Leste, Zambia, Zimbabwe."
    )


def test_other_age_bands_are_named_as_not_comparable() -> None:
    assert contents.level_caveat(ENGLISH, "VC_VAW_PHYPYV", "_Z") == (
        "◇ Not comparable: Chile, Jamaica."
    )
    rows = contents.level_rows(ENGLISH, "VC_VAW_PHYPYV", "_Z", "KEN")
    assert len(rows) == 47
    assert list(rows.country_code[rows.is_chosen]) == ["KEN"]


def test_no_direction_means_no_word_of_judgement() -> None:
    tiles = trend.mark_tiles(ENGLISH, "VC_HTF_DETV", "_T")
    assert [(tile.label, tile.figure) for tile in tiles] == [
        ("↕ Never judged: no direction is better", "43 of 47"),
        ("▨ No data", "4 of 47"),
    ]
    assert trend.change_rows(ENGLISH, "VC_HTF_DETV", "_T").empty


def test_child_marriage_is_judged_in_thirty_countries() -> None:
    tiles = trend.mark_tiles(ENGLISH, MARRIAGE, "F")
    counts = [int(tile.figure.split()[0]) for tile in tiles]
    assert sum(counts) == 47
    assert sum(counts[:4]) == 30
    rows = trend.change_rows(ENGLISH, MARRIAGE, "F")
    assert rows.label.nunique() == 30
    kenya = rows[rows.label == "Kenya"]
    # UNICEF 2025-03: 20.3 per cent in 2017, 12.5 in 2022; the methods differ.
    assert list(kenya.value) == [20.3, 12.5]
    assert set(kenya.said) == {"20.3% (2017) → 12.5% (2022) †"}
    # By name within each mark, never by value.
    for _, part in rows.groupby("heading", sort=False):
        assert list(part.label) == sorted(part.label, key=lambda name: name.replace("ô", "o"))


def test_base_and_latest_against_the_facts(facts: Path) -> None:
    points = {
        (row["iso3"], int(row["year"])): float(row["value"])
        for row in rows_of(facts, "unicef_observations.csv")
        if row["indicator_code"] == MARRIAGE
    }
    marks = queries.progress.marks_of_series(MARRIAGE, "F", "en")
    table = trend.change_table(ENGLISH, MARRIAGE, "F").set_index("Country")
    for mark in marks[marks.is_judged].itertuples():
        row = table.loc[mark.country_name]
        assert row["Base"] == points[mark.country_code, int(row["Base year"])]
        assert row["Latest"] == points[mark.country_code, int(row["Latest year"])]


def test_changes_within_rounding_are_said() -> None:
    note = trend.change_note(ENGLISH, MARRIAGE, "F")
    assert "≈ in 2 countries the change is no larger than the rounding" in note
    rows = trend.change_rows(ENGLISH, MARRIAGE, "F")
    assert rows[rows.said.str.contains("≈")].label.nunique() == 2


def test_one_point_is_no_trend() -> None:
    assert trend.trend_rows(ENGLISH, "VC_VAW_PHYPYV", "_Z").empty
    assert trend.missing_counts(ENGLISH, "VC_VAW_PHYPYV", "_Z") == [
        ("A first comparable figure.", "25 countries"),
        ("A second comparable point since 2010.", "22 countries"),
        ("A figure for the comparable age band and sex; there are figures for others.", "2 countries"),
    ]  # fmt: skip


def test_yearly_series_and_surveys_are_told_apart() -> None:
    assert trend.is_yearly(ENGLISH, "VC_HTF_DETV", "_T")
    assert not trend.is_yearly(ENGLISH, MARRIAGE, "F")
    assert trend.trend_rows(ENGLISH, MARRIAGE, "F").country_code.nunique() == 36


def test_sexes_of_different_years_are_not_set_side_by_side() -> None:
    # 16.2.3: Colombia 2015, Kenya 2022, Uganda 2016; Sierra Leone's women 2019 and men 2013; Sweden 18-74.
    rows = breakdown.sex_rows(ENGLISH, "VC_VAW_SXVLN")
    assert list(dict.fromkeys(rows.said)) == [
        "2.2% · 0.3% (2015)",
        "4.9% · 2.6% (2022)",
        "5.2% · 1.3% (2016)",
    ]
    assert breakdown._apart(ENGLISH, "VC_VAW_SXVLN", "sex").endswith("Sierra Leone.")


def test_forms_that_exceed_the_total_and_forms_not_stated() -> None:
    # The SDG Database: Finland 2021 68 + 105 + 70 = 243, as the total; Canada 2018 129 + 10 of 238;
    # Zambia 2019 18 of 8; France 2019 1,052 + 72 + 663 of 1,486.
    bars = breakdown.forms(ENGLISH, "VC_HTF_DETV")
    table = bars.table.set_index("Country")
    columns = ["Year", "Total", "Form not stated", "Parts beyond the total"]
    assert list(table.loc["Finland", columns]) == [2021, "243", "0", "0"]
    assert list(table.loc["Canada", columns]) == [2018, "238", "99", "0"]
    assert list(table.loc["Zambia", columns]) == [2019, "8", "0", "10"]
    assert list(table.loc["France", columns]) == [2019, "1,486", "0", "301"]
    said = bars.rows.drop_duplicates("label").set_index("label").said
    assert said["Zambia"] == "<b>8</b> (2019) · parts exceed the total by 10"
    assert bars.caveat.endswith("of the same year (2): Burkina Faso, Cambodia.")


def test_suppressed_forms_are_seen_and_never_nought() -> None:
    # GLOTIP 2022: Angola 18 victims, 18 of them for sexual exploitation, other forms "<5".
    bars = breakdown.forms(ENGLISH, GLOTIP)
    angola = bars.rows[bars.rows.label == "Angola"]
    assert list(angola.part) == ["Sexual exploitation"]
    assert angola.said.iloc[0] == ("<b>18</b> (2022)<br>< Other forms: suppressed (fewer than 5)")
    assert bars.table.set_index("Country").loc["Angola", "Other forms"] == (
        "Suppressed (fewer than 5)"
    )


def test_unknown_sex_is_a_part_of_its_own() -> None:
    # GLOTIP, Colombia 2020: 84 women, 15 men and 5 of unknown sex are the 104.
    points = queries.indicator.points((GLOTIP,), "en")
    assert len(points[(points.country_code == "COL") & (points.sex == "_U")])
    bars = breakdown.by_sex(ENGLISH, GLOTIP)
    assert "Unknown sex" in bars.table.columns


def test_publishers_that_differ(facts: Path, pathfinders: set[str]) -> None:
    unsd = {
        (row["iso3"], row["year"]): float(row["value"])
        for row in rows_of(facts, "sdg_observations.csv")
        if (row["series_code"], row["sex"], row["age"]) == ("VC_HTF_DETV", "BOTHSEX", "ALLAGE")
        and row["iso3"] in pathfinders
    }
    assert len(unsd) == 376
    twin = twin_of("VC_HTF_DETV", "_T")
    assert twin is not None
    shared = queries.indicator.shared(twin, "en")
    assert (len(shared), int(shared.differs.sum())) == (376, 41)
    assert all(unsd[row.country_code, str(row.year)] == row.value for row in shared.itertuples())
    # Colombia 2019: 218 and 124.
    rows = sources.differing_rows(ENGLISH, twin)
    colombia = rows[rows.label == "Colombia 2019"]
    assert list(zip(colombia.kind, colombia.value, strict=True)) == [
        ("UNSD (SDG Database)", 218.0),
        ("UNODC (GLOTIP)", 124.0),
    ]
    assert len(rows) == 2 * 41
    assert "335 are the same, 41 differ" in sources.sources_note(ENGLISH, twin)


@pytest.mark.parametrize(
    ("series", "sex", "agreeing"),
    [("VC_VAW_PHYPYV", "_Z", 22), ("VC_VAW_SXVLN", "F", 22), ("SP_DYN_MRBF18", "F", 35)],
)
def test_publishers_that_agree(series: str, sex: str, agreeing: int) -> None:
    twin = twin_of(series, sex)
    assert twin is not None
    assert sources.differing_rows(ENGLISH, twin).empty
    assert f"{agreeing} are the same, 0 differ" in sources.sources_note(ENGLISH, twin)


def test_exchanged_sexes_are_a_warning_where_victims_are_shown_by_sex() -> None:
    # Philippines 2016: the SDG Database's copy has 112 women and 491 men, UNODC 491 women and 112 men.
    points = queries.indicator.points(("VC_HTF_DETV", GLOTIP), "en").query(
        "country_code == 'PHL' and year == 2016 and age == '_T'"
    )
    found = {(row.series_code, row.sex): row.value for row in points.itertuples()}
    assert found["VC_HTF_DETV", "F"] == found[GLOTIP, "M"] == 112
    assert found["VC_HTF_DETV", "M"] == found[GLOTIP, "F"] == 491
    warned = show.series_foot(ENGLISH, "VC_HTF_DETV").caveat
    assert warned.startswith("Caution: in 191 of 216 cases")
    assert "in only 3 of 201 the women’s" in warned


def test_coverage_and_recency() -> None:
    assert coverage.knowledge_note(ENGLISH, "VC_VAW_PHYPYV") == (
        "47 countries; ● series over time: 0, ○ one level only: 22, ◇ not comparable: 2, "
        "▨ no data: 23."
    )
    rows = coverage.recency_rows(ENGLISH, "VC_VAW_PHYPYV", "_Z")
    assert len(rows) == 24
    assert (rows.year.min(), rows.year.max()) == (2011, 2022)
    # As of 2026, a figure of 2020 is more than five years old.
    assert int((rows.year <= 2020).sum()) == 15
    assert "15 of the figures are more than five years old" in coverage.recency_note(
        ENGLISH, "VC_VAW_PHYPYV", "_Z"
    )


def test_metadata_of_every_series_are_told(run: Run) -> None:
    for series in queries.peers.indicators().series_code:
        cells = table_cells(about._facts(run, series))
        assert all(said for row in cells for said in row)
        assert table_cells(about._sources(run, series))
    facts = dict(table_cells(about._facts(ENGLISH, "VC_VAW_PHYPYV")))
    assert facts["SDG indicator"] == "16.2.1"
    assert facts["Target"].startswith("0.0% in 2030. ")
    assert facts["Comparable age band"] == "1–14 years"
    assert dict(table_cells(about._facts(ENGLISH, "VC_HTF_DETV")))["Direction"].startswith(
        "Undefined"
    )

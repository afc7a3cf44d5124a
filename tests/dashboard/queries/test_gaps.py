"""The question about gaps, asked about the eight countries."""

from __future__ import annotations

from dashboard.queries import gaps
from dashboard.queries.peers import PANEL


def test_there_is_a_row_for_every_country_and_figure_of_the_panel() -> None:
    rows = gaps.panel("en")
    pairs = list(zip(rows.series_code, rows.sex, strict=True))
    assert list(dict.fromkeys(pairs)) == list(PANEL)
    assert {pairs.count(pair) for pair in PANEL} == {8}
    # By name, accents aside; France is no pathfinder.
    assert list(rows.country_name[:8]) == [
        "Égypte", "Jamaica", "Kenya", "Philippines", "Sierra Leone", "Sri Lanka", "Uganda", "Zambia",
    ]  # fmt: skip


def test_it_says_what_is_known_of_each() -> None:
    rows = gaps.panel("en").set_index(["country_code", "series_code", "sex"])
    jamaica = rows.loc[("JAM", "VC_VAW_PHYPYV", "_Z")]
    assert (jamaica.state, jamaica.shown_age, jamaica.shown_year) == (
        "not_comparable",
        "Y2T14",
        2022,
    )
    sierra_leone = rows.loc[("SLE", "VC_VAW_SXVLN", "M")]
    assert (sierra_leone.latest_year, sierra_leone.latest_age_years) == (2013, 13)
    assert sierra_leone.survey_family == "not_stated"
    assert rows.loc[("KEN", "VC_HTF_DETVR", "_T")].state == "no_data"

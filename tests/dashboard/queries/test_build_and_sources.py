"""Questions about builds and sources, asked about the hand-made build."""

from __future__ import annotations

import datetime

from dashboard.queries import build, sources
from tests.given import SOURCE


def test_current_build_is_the_newest_row() -> None:
    (current,) = build.current().itertuples()
    built_on, is_illustrative = build.facts()
    assert built_on == current.built_at.date() == datetime.datetime.now(datetime.UTC).date()
    assert is_illustrative is False
    assert list(build.history().build_name) == [current.build_name]


def test_sources_of_membership_facts() -> None:
    (source,) = sources.of_membership().itertuples()
    assert source.citation == "Publisher, Data set, 2026"


def test_sources_of_a_series() -> None:
    (source,) = sources.of_series("VC_VAW_PHYPYV").itertuples()
    assert (source.source_id, source.vintage) == (SOURCE, "2026-01-31")
    assert sources.of_series("VC_IHR_PSRC").empty


def test_sources_of_a_country_s_laws() -> None:
    (source,) = sources.of_laws("KEN").itertuples()  # one for both of its rows
    assert source.source_id == SOURCE
    assert sources.of_laws("XXX").empty

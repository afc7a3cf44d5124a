"""mart_series_source: the data sets of each series."""

from __future__ import annotations

from tests.given import SOURCE, Given


def test_each_series_with_the_data_sets_of_its_figures(given: Given) -> None:
    given.country("JAM")
    given.indicator("COUNTED")
    given.indicator("ASKED")
    given.indicator("EMPTY")
    given.add("source", source_id="OTHER")
    given.observe("JAM", 2012, 80.0, series_code="COUNTED")
    given.observe("JAM", 2015, 70.0, series_code="COUNTED")
    given.observe("JAM", 2015, 3.0, series_code="ASKED", source_id="OTHER")
    assert given.mart("mart_series_source", "series_code, source_id, figure_count") == [
        ("ASKED", "OTHER", 1),
        ("COUNTED", SOURCE, 2),
    ]

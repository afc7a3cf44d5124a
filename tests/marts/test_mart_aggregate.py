"""mart_aggregate: the newest figure that the publisher gives for each UN aggregate."""

from __future__ import annotations

from tests.given import Given


def test_newest_figure_of_each_aggregate(given: Given) -> None:
    given.country("KEN")
    given.indicator()
    for area_code, year, value in (("1", 2020, 78.0), ("1", 2023, 77.7), ("202", 2023, 81.0)):
        given.add(
            "observation",
            series_code="VC_VAW_PHYPYV",
            area_code=area_code,
            area_type="aggregate",
            year=year,
            value=value,
        )
    given.observe("KEN", 2024, 50.0)
    assert given.mart("mart_aggregate", "area_code, year, value") == [
        ("1", 2023, 77.7),
        ("202", 2023, 81.0),
    ]

"""mart_legal: the status with the newest as-of date, never taken for application."""

from __future__ import annotations

from tests.given import Given

COLUMNS = "country_code, instrument, status, as_of_date, application"


def test_newest_as_of_date_wins(given: Given) -> None:
    given.country("KEN")
    for status, as_of_date in (("signatory", "2014-01-01"), ("state_party", "2022-01-01")):
        given.add(
            "legal_status",
            country_code="KEN",
            instrument="CRC",
            status=status,
            as_of_date=as_of_date,
        )
    # Without a date nothing says that it is newer than a dated one.
    given.add("legal_status", country_code="KEN", instrument="CRC", status="not_stated")
    assert given.mart("mart_legal", COLUMNS) == [
        ("KEN", "CRC", "state_party", "2022-01-01", "not_assessed")
    ]


def test_undated_status_is_shown_where_it_is_all_there_is(given: Given) -> None:
    given.country("KEN")
    given.add("legal_status", country_code="KEN", instrument="CRC")
    assert given.mart("mart_legal", COLUMNS) == [
        ("KEN", "CRC", "state_party", None, "not_assessed")
    ]


def test_missing_status_is_no_data_not_a_no(given: Given) -> None:
    given.country("KEN")
    given.country("UGA")
    given.country("FRA", is_pathfinder=False)
    given.add("legal_status", country_code="KEN", instrument="CRC", as_of_date="2022-01-01")
    given.add("legal_status", country_code="FRA", instrument="CRC_OPIC", as_of_date="2022-01-01")
    assert given.mart("mart_legal", "country_code, instrument, status") == [
        ("KEN", "CRC", "state_party"),
        ("KEN", "CRC_OPIC", "no_data"),
        ("UGA", "CRC", "no_data"),
        ("UGA", "CRC_OPIC", "no_data"),
    ]

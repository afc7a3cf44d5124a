"""mart_pathfinder: the pathfinders alone, each with its groups."""

from __future__ import annotations

from tests.given import Given


def test_only_pathfinders_with_their_groups(given: Given) -> None:
    given.country("KEN", "2", "202", "lower_middle", population_under18=25, population_year=2022)
    given.country("FRA", "150", "155", "high", is_pathfinder=False)
    # Groups of other schemes must not multiply the rows.
    given.add("country_group", scheme="alliance", group_code="pathfinder", country_code="KEN")
    given.add("country_group", scheme="un_intermediate_region", group_code="14", country_code="KEN")
    columns = "country_code, region_code, subregion_code, income_group, population_under18"
    assert given.mart("mart_pathfinder", columns) == [("KEN", "2", "202", "lower_middle", 25)]


def test_country_without_a_group_stays(given: Given) -> None:
    # Ethiopia is temporarily unclassified by the World Bank: a pathfinder all the same.
    given.country("ETH")
    given.connection.execute("DELETE FROM country_group WHERE scheme = 'income_group'")
    assert given.mart("mart_pathfinder", "country_code, income_group") == [("ETH", None)]

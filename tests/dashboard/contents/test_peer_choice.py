"""The choice of peers: read from the address, shown, written, and taken along from page to page."""

from __future__ import annotations

import pytest

from dashboard.peers import KINDS
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage, View


def box(view: View, language: str = "en") -> str:
    """The kind of peers that the page's list shows."""
    label = words_of(language)("peer_choice.label")
    (value,) = [box.value for box in view.test.selectbox if box.label == label]
    return str(value)


def links(view: View) -> dict[str, dict[str, str]]:
    """Where the page's links lead, each with its choices."""
    return {
        link.proto.page: dict(pair.split("=") for pair in link.proto.query_string.split("&"))
        for link in view.test.get("page_link")
    }


@pytest.mark.parametrize("page", ["country", "compare"])
def test_default_stands_in_no_address(open_page: OpenPage, page: str) -> None:
    view = open_page(page, country="KEN", lang="en")
    assert box(view) == "subregion"
    assert not view.test.multiselect
    assert view.address == {"country": "KEN", "lang": "en"}


@pytest.mark.parametrize("page", ["country", "compare"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown_with_what_it_means(open_page: OpenPage, page: str, kind: str) -> None:
    view = open_page(page, country="KEN", by=kind, lang="fr")
    assert view.warnings == []
    assert box(view, "fr") == kind
    assert words_of("fr")(f"peer_choice.meaning.{kind}") in view.text
    assert bool(view.test.multiselect) is (kind == "picked")


@pytest.mark.parametrize("page", ["country", "compare"])
def test_unknown_kind_gives_a_notice_and_the_default(open_page: OpenPage, page: str) -> None:
    view = open_page(page, country="KEN", by="continent", lang="en")
    (notice,) = view.warnings
    assert "`continent`" in notice
    assert "subregion, income, population, level, picked" in notice
    assert box(view) == "subregion"


def test_old_link_with_peers_alone_means_picked_ones(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", peers="UGA,ZMB", lang="en")
    assert box(view) == "picked"
    assert view.test.multiselect[0].value == ["UGA", "ZMB"]
    assert "countries picked" in view.lead


def test_countries_of_another_kind_are_not_picked(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", by="income", peers="UGA", lang="en")
    assert not view.test.multiselect
    assert "the same income group (lower middle income)" in view.lead


def test_another_kind_frees_the_countries_picked(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", peers="UGA,ZMB", lang="en")
    view.test.selectbox[3].set_value("population").run()
    assert view.address == {"country": "KEN", "by": "population", "lang": "en"}
    assert "with half to double the population under 18" in view.lead


def test_choice_goes_from_compare_to_country_and_back(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", lang="en")
    view.test.selectbox[3].set_value("income").run()
    there = links(view)["country"]
    assert there == {"lang": "en", "country": "KEN", "by": "income"}
    country = open_page("country", **there)
    assert box(country) == "income"
    assert "the same income group (lower middle income)" in country.text
    back = open_page("compare", **links(country)["compare"])
    assert box(back) == "income"
    assert back.lead == view.lead


def test_picked_countries_go_along(open_page: OpenPage) -> None:
    view = open_page("compare", country="KEN", by="picked", peers="UGA,ZMB", lang="en")
    there = links(view)["country"]
    assert there["by"] == "picked"
    assert there["peers"].replace("%2C", ",") == "UGA,ZMB"
    country = open_page("country", country="KEN", by="picked", peers="UGA,ZMB", lang="en")
    assert country.test.multiselect[0].value == ["UGA", "ZMB"]
    assert "countries picked" in country.text


def test_links_within_tables_take_the_choice_along(open_page: OpenPage) -> None:
    view = open_page("country", country="KEN", section="reports", by="income", lang="en")
    assert "/report?by=income&amp;report=KEN-2026-1&amp;lang=en" in "".join(view.bodies)
    plain = open_page("country", country="KEN", section="reports", by="income2", lang="en")
    assert "/report?report=KEN-2026-1&amp;lang=en" in "".join(plain.bodies)

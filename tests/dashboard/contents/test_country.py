"""What the country page says: headlines for every kind of country, and its tables."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from dashboard.contents import country
from dashboard.shell import Run
from dashboard.show import Tile
from tests.dashboard.conftest import make_run, table_cells

pytestmark = pytest.mark.usefixtures("eight_countries_build")
ENGLISH = make_run("en")


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("KEN", "Stage: Implementing. Actions due by today and complete: 1 of 3."),
        ("EGY", "Stage: Renewed or concluded. The roadmap has 4 actions; none is due yet."),
        ("JAM", "Stage: No step reported. No roadmap has been reported yet."),
        ("SLE", "The reports of this country are for the Alliance only;"),
        ("PHL", "No report from this country has been received;"),
    ],
)
def test_headline_of_every_kind_of_country(code: str, headline: str) -> None:
    assert country.about(ENGLISH, code).headline.startswith(headline)


def test_tiles() -> None:
    assert country.about(ENGLISH, "KEN").tiles == (
        Tile("Stage", "Implementing", "Oct 2025"),
        Tile("Actions in the roadmap", "6", "5 are not costed"),
        Tile("Due actions completed", "1 of 3", "1 is overdue"),
        Tile("Children under 18", "26.0 m", "2022, United Nations estimate"),
    )


@pytest.mark.parametrize(
    ("code", "why"), [("SLE", "Reported to the Alliance only"), ("PHL", "No report received")]
)
def test_tiles_without_a_public_report_know_nothing(code: str, why: str) -> None:
    tiles = country.about(ENGLISH, code).tiles
    assert [(tile.figure, tile.note) for tile in tiles[:3]] == [("–", why)] * 3
    assert tiles[3] == Tile("Children under 18", "–", "No data")


def test_law_is_never_said_to_be_applied() -> None:
    (row,) = table_cells(country._law_table(ENGLISH, "KEN"))
    assert row == [
        "Convention on the Rights of the Child",
        "● State party",
        "2022",
        "Not assessed",
        "1 Jan 2022",
        "Depositary",
    ]
    (unknown,) = table_cells(country._law_table(ENGLISH, "PHL"))
    assert unknown[1:] == ["▨ No data", "–", "Not assessed", "undated", "–"]


def test_membership_facts_lead_to_their_page() -> None:
    facts = country._membership_table(ENGLISH, "KEN")
    assert facts
    assert [row[0] for row in table_cells(facts)] == ["Listed as pathfinding", "Pledge at Bogotá"]
    assert facts.html().count('href="https://example.org"') == 2
    # In a file, where nobody can click, the address itself.
    assert list(facts.frame("Unit")["Source"]) == ["https://example.org"] * 2
    assert country._membership_table(ENGLISH, "PHL") is None


def test_report_history() -> None:
    kept = [row[:5] + row[6:8] for row in table_cells(country._reports_table(ENGLISH, "KEN"))]
    assert kept == [
        ["2027", "· Not yet due", "31 Oct 2027", "–", "–", "–", "–"],
        ["2026", "● On time", "31 Oct 2026", "1 Oct 2026", "0", "2", "Everyone"],
        ["2025", "◐ Late", "31 Oct 2025", "10 Nov 2025", "10", "0", "Everyone"],
    ]


def test_report_for_the_alliance_shows_only_that_it_came() -> None:
    rows = table_cells(country._reports_table(ENGLISH, "SLE"))
    assert rows[1][:2] == ["2026", "● On time"]
    assert rows[1][7] == "The Alliance only"
    assert country._practices(ENGLISH, "SLE") == country._support(ENGLISH, "SLE") == ()


def test_practices_and_support() -> None:
    assert country._practices(ENGLISH, "KEN") == (("Newest", "What was done"),)
    assert [lead for lead, _ in country._support(ENGLISH, "KEN")] == ["Need", "Offer"]


def test_what_is_due_depends_on_the_day() -> None:
    earlier = dataclasses.replace(ENGLISH, today=datetime.date(2026, 1, 31))
    # A5, due that day, is cancelled: nothing else was due.
    assert "none is due yet" in country.about(earlier, "KEN").headline


def test_sections_are_those_of_the_address(run: Run) -> None:
    for section in country.SECTIONS:
        assert run.words(f"country.section.{section}")

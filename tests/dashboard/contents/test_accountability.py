"""What is said of promises at the head of the page: headline, tiles, and whose reports are not known."""

from __future__ import annotations

import pytest

from dashboard.contents import accountability as contents
from dashboard.shell import Run
from tests.dashboard.conftest import make_run
from tests.dashboard.five_countries import EARLY, SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def test_headline_counts_every_promise() -> None:
    assert contents.headline(ENGLISH, SCOPE) == (
        "7 actions had been promised for 22 Nov 2026 or earlier. Of these: 2 complete, 1 moved to a date after "
        "that day, 1 overdue without a new date."
    )
    assert contents.headline(ENGLISH, EARLY).startswith("In the reports received by 30 Sept 2025")


def test_headline_of_one_promise_in_both_languages(run: Run) -> None:
    said = contents.headline(run, SCOPE._replace(regions=("142",)))
    assert said.startswith({"en": "1 action had", "fr": "1 action était"}[run.language])


def test_tiles() -> None:
    tiles = contents.tiles(ENGLISH, SCOPE)
    assert [(tile.figure, tile.note) for tile in tiles] == [
        ("2 of 7", "0 without evidence given"),
        ("1 of 7", "1 date of any action moved later since 20 May 2026"),
        ("1 of 7", "0 newly overdue since 20 May 2026"),
        ("2", "of all actions; 1 moved back"),
        ("3 of 5", "received, of which late: 2; missing: 2"),
    ]
    early = contents.tiles(ENGLISH, EARLY)
    assert [tile.figure for tile in early] == ["–"] * 5
    assert early[0].note == "none was promised by then"
    assert early[3].note == "no report that can be shown came since"


def test_countries_without_a_public_report_are_named() -> None:
    said = contents.caveat(ENGLISH, SCOPE)
    assert "No public report by then from 3 countries: Égypte, Sierra Leone, Uganda." in said
    assert said.endswith("The dates of the PCG's meetings are assumed; none are public.")
    assert contents.caveat(ENGLISH, EARLY).startswith(
        "No report that can be shown had come by then from any of the countries chosen."
    )
    assert "Égypte" not in contents.caveat(ENGLISH, SCOPE._replace(regions=("142",)))

"""What is said of promises: headline, figures, groups, what moved, late reports, and the countries' own words."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from dashboard.contents import accountability as contents
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from tests.dashboard import five_countries
from tests.dashboard.conftest import make_run, reading, table_cells
from tests.dashboard.five_countries import DAY, SINCE
from tests.given import publish

SCOPE = Scope(DAY, SINCE)
# Nothing had been received by then.
EARLY = Scope(datetime.date(2025, 9, 30), datetime.date(2025, 5, 21))
ENGLISH = make_run("en")


@pytest.fixture(scope="module", autouse=True)
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The dashboard reads the five countries, for all tests of this module."""
    folder = tmp_path_factory.mktemp("five_countries")
    publish(folder, five_countries.rows)
    with reading(folder):
        yield


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


def counted(group: str, scope: Scope = SCOPE) -> dict[tuple[str, str], int]:
    rows = contents.grouped(ENGLISH, scope, group)
    return {
        (row.label, row.status): row.n for row in rows.rename(columns={"count": "n"}).itertuples()
    }


def test_groups_count_every_promise() -> None:
    assert counted("region") == {
        ("Africa", "complete"): 1,
        ("Africa", "limited"): 2,
        ("Africa", "cancelled"): 1,
        ("Africa", "dropped"): 1,
        ("Africa", "no_report"): 1,
        ("Asia", "complete"): 1,
    }
    assert sum(counted("stage").values()) == 7


def test_action_that_serves_two_strategies_counts_in_each() -> None:
    in_parents = {key: n for key, n in counted("strategy").items() if key[0].startswith("Parent")}
    assert list(in_parents.values()) == [1]
    assert sum(counted("strategy").values()) == 8
    # Asked about one strategy, no other one is shown.
    assert list(counted("strategy", SCOPE._replace(strategies=("parents",))).values()) == [1]


def test_slippage_in_words(run: Run) -> None:
    # 166, 184, 236 and 0 days.
    assert list(contents.slipped(run, SCOPE).slippage_days.sort_values()) == [0, 166, 184, 236]
    title = contents._slippage_title(run, SCOPE)
    assert "175" in title and "236" in title
    assert "175" not in contents._slippage_title(
        run, SCOPE._replace(day=datetime.date(2025, 12, 31))
    )
    assert "175" not in contents._slippage_title(run, EARLY)
    assert contents._slippage_caveat(ENGLISH, SCOPE) == (
        "1 action is left out: no progress or no day of completion is reported. 2 more were cancelled or dropped."
    )


def test_flows_hold_every_action_once() -> None:
    rows = contents.flows(ENGLISH, SCOPE)
    assert rows.action_count.sum() == 8
    assert ("not_known", "complete", 1) in set(
        zip(rows.since_state, rows.state, rows.action_count, strict=True)
    )


def test_goalposts_stand_in_one_row_an_action() -> None:
    found = table_cells(contents._goalposts(ENGLISH, SCOPE))
    assert found == [
        [
            "A2",
            "Action",
            "Due date: 30 Jun 2026 → 31 Dec 2026 (184 days later); Target: 10 → 8",
            "15 Nov 2026",
        ],
        ["A5", "Action", "Action dropped", "15 Nov 2026"],
    ]
    assert "<summary>Kenya <span>2 actions</span></summary>" in contents._goalposts(ENGLISH, SCOPE)
    assert contents._goalposts(ENGLISH, EARLY) == ""
    assert len(contents._goalposts_table(ENGLISH, SCOPE)) == 3


def test_late_and_missing_reports_by_year_and_name() -> None:
    found = table_cells(contents._late(ENGLISH, SCOPE))
    assert found[:4] == [
        ["2026", "Égypte", "◌ Missing", "31 Oct 2026", "–", "22"],
        ["2026", "Kenya", "◐ Late", "31 Oct 2026", "15 Nov 2026", "15"],
        ["2026", "Philippines", "◐ Late", "31 Oct 2026", "22 Nov 2026", "22"],
        ["2026", "Uganda", "◌ Missing", "31 Oct 2026", "–", "22"],
    ]
    assert len(found) == 8
    assert contents._late(ENGLISH, EARLY) == ""


def test_reports_chart_has_the_newest_year_first() -> None:
    rows = contents.timeliness(ENGLISH, SCOPE)
    assert rows.label.tolist()[0] == "2026 (due 31 Oct 2026)"
    assert rows["count"].sum() == 10
    assert (
        contents._reports_title(ENGLISH, SCOPE)
        == "3 of the reports due have come since 20 May 2026"
    )


def test_single_actions_say_state_dates_and_own_words() -> None:
    found = {row[1]: row for row in table_cells(contents._actions(ENGLISH, SCOPE, "", ()))}
    assert len(found) == 6  # two countries number an action A1 alike, and both say Action
    assert found["A2 · Action"][3] == "30 Jun 2026 → 31 Dec 2026"
    assert found["A3 · Action"][2] == "◔ Limited · overdue · progress claimed without evidence"
    assert found["A3 · Action"][4] == "Behind schedule. Barriers: Judges on strike"
    assert found["A5 · Action"][2] == "× dropped from the roadmap"
    assert found["A7 · Action"][4] == "not given"


def test_chosen_country_shows_all_its_actions() -> None:
    assert len(contents._kept(ENGLISH, SCOPE, "KEN", ())) == 7
    assert list(contents._kept(ENGLISH, SCOPE, "KEN", ("dropped",)).action_id) == ["A5"]
    assert contents._kept(ENGLISH, SCOPE, "UGA", ()).empty
    assert len(contents._actions_table(ENGLISH, SCOPE, "KEN", ())) == 7


def test_money_says_how_much_stands_in_no_bar() -> None:
    assert contents._money_caveat(ENGLISH, SCOPE).startswith(
        "3 of 6 actions have no budget and stand in no bar."
    )
    table = contents._money_table(ENGLISH, SCOPE)
    assert list(table["Currency"]) == ["not costed", "EUR", "KES"]

"""The Alliance's counts worked out again from the report tables with plain Python, without any mart."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

import pandas as pd
import pytest

from dashboard import queries
from dashboard.contents import country as country_contents
from dashboard.queries.accountability import Scope
from dashboard.warehouse import fetch
from etl.vocabulary import STEPS
from tests.dashboard.conftest import TODAY, make_run

Row = dict[str, Any]


def table(name: str) -> list[Row]:
    rows = fetch(f"SELECT * FROM {name}").to_dict("records")
    return [{key: _plain(cell) for key, cell in row.items()} for row in rows]


def _plain(cell: Any) -> Any:
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return (
        None
        if not isinstance(cell, list) and pd.api.types.is_scalar(cell) and pd.isna(cell)
        else cell
    )


@pytest.fixture(scope="module")
def pathfinders() -> set[str]:
    return {row["country_code"] for row in table("country") if row["is_pathfinder"]}


@pytest.fixture(scope="module")
def newest_public() -> dict[str, Row]:
    """Each country's newest public report."""
    found: dict[str, Row] = {}
    for report in table("report"):
        known = found.get(report["country_code"])
        order = (report["reporting_year"], report["revision"])
        if report["visibility"] == "public" and (
            known is None or order > (known["reporting_year"], known["revision"])
        ):
            found[report["country_code"]] = report
    return found


@pytest.fixture(scope="module")
def in_force() -> dict[str, list[Row]]:
    """Each country's actions in its newest public report with a roadmap, with what is said of them."""
    public = {row["report_id"] for row in table("report") if row["visibility"] == "public"}
    newest: dict[str, Row] = {}
    for roadmap in table("roadmap"):
        known = newest.get(roadmap["country_code"])
        if roadmap["report_id"] in public and (
            known is None or roadmap["version"] > known["version"]
        ):
            newest[roadmap["country_code"]] = roadmap
    said = {(row["report_id"], row["action_id"]): row for row in table("action_progress")}
    reports = {row["roadmap_id"]: row["report_id"] for row in newest.values()}
    actions = defaultdict(list)
    for action in table("roadmap_action"):
        if action["roadmap_id"] in reports:
            progress = said.get((reports[action["roadmap_id"]], action["action_id"]), {})
            due = progress.get("revised_due_date") or action["due_date"]
            status = progress.get("status", "no_report")
            actions[action["country_code"]].append(
                action | {**progress, "due": due, "status": status}
            )
    return dict(actions)


def is_due(action: Row) -> bool:
    return action["due"] is not None and action["due"] <= TODAY and action["status"] != "cancelled"


def test_actions_due_of_the_alliance(in_force: dict[str, list[Row]]) -> None:
    due = [action for actions in in_force.values() for action in actions if is_due(action)]
    glance = queries.alliance.glance(TODAY).iloc[0]
    assert glance.due_count == len(due) > 20
    assert glance.due_complete_count == sum(action["status"] == "complete" for action in due)
    assert glance.due_country_count == len({action["country_code"] for action in due})


def test_every_country_page_counts_its_actions(in_force: dict[str, list[Row]]) -> None:
    for country, name in queries.alliance.names("en").items():
        actions = in_force.get(country, [])
        due = [action for action in actions if is_due(action)]
        complete = sum(action["status"] == "complete" for action in due)
        overdue = [
            action for action in due if action["status"] != "complete" and action["due"] < TODAY
        ]
        about = country_contents.about(make_run("en"), country)
        assert about.name == name
        if not actions:
            assert "Actions due" not in about.headline
            continue
        assert about.tiles[1].figure == str(len(actions))
        if due:
            assert f"Actions due by today and complete: {complete} of {len(due)}." in about.headline
            assert about.tiles[2].note.startswith(f"{len(overdue)} ")
        else:
            assert "due yet" in about.headline
        drawn = queries.country.actions(country, TODAY)
        assert set(drawn.action_id[drawn.is_overdue]) == {row["action_id"] for row in overdue}


def test_stages_and_steps(pathfinders: set[str], newest_public: dict[str, Row]) -> None:
    reached = defaultdict(set)
    for milestone in table("milestone"):
        report = newest_public.get(milestone["country_code"])
        if report and milestone["report_id"] == report["report_id"]:
            reached[milestone["step"]].add(milestone["country_code"])
    steps = queries.alliance.stage_steps().set_index("step")
    assert {step: len(reached[step]) for step in STEPS} == steps.reached_count.to_dict()
    assert set(steps.no_report_count) == {len(pathfinders - set(newest_public))}

    def stage(country: str) -> str:
        if country not in newest_public:
            return "no_report"
        return next((step for step in reversed(STEPS) if country in reached[step]), "none")

    stages = queries.alliance.pathfinders("en").set_index("country_code").stage.to_dict()
    assert stages == {country: stage(country) for country in pathfinders}
    glance = queries.alliance.glance(TODAY).iloc[0]
    assert glance.approved_roadmap_count == len(reached["roadmap_approved"])
    assert glance.implementing_count == Counter(stages.values())["implementing"]


def test_timeliness_of_reports(pathfinders: set[str]) -> None:
    due_dates = {row["reporting_year"]: row["due_date"] for row in table("reporting_calendar")}
    first: dict[tuple[str, int], datetime.date] = {}
    for report in table("report"):
        key = (report["country_code"], report["reporting_year"])
        first[key] = min(first.get(key, report["submitted_date"]), report["submitted_date"])
    expected: Counter[tuple[int, str]] = Counter()
    for year, due_date in due_dates.items():
        for country in pathfinders if due_date < TODAY else ():
            came = first.get((country, year))
            status = "missing" if came is None else "on_time" if came <= due_date else "late"
            expected[year, status] += 1
    rows = queries.alliance.report_timeliness(TODAY)
    found = {
        (row.reporting_year, row.report_status): row.country_count for row in rows.itertuples()
    }
    assert found == expected
    assert sum(expected.values()) == 2 * 47


def test_budgets_of_every_country(in_force: dict[str, list[Row]]) -> None:
    for country, actions in in_force.items():
        expected: Counter[str] = Counter()
        for action in actions:
            if action["budget"] is not None and action["status"] != "cancelled":
                expected[action["budget_currency"]] += action["budget"]
        rows = queries.country.budget_by_strategy(country)
        found = rows[rows.budget_currency != ""].groupby("budget_currency").budget.sum()
        assert found.to_dict() == pytest.approx(dict(expected))


def test_implementation_of_every_country(in_force: dict[str, list[Row]]) -> None:
    public = {row["report_id"] for row in table("report") if row["visibility"] == "public"}
    first: dict[tuple[str, str], datetime.date] = {}
    versions = {row["roadmap_id"]: row for row in table("roadmap") if row["report_id"] in public}
    told = [action for action in table("roadmap_action") if action["roadmap_id"] in versions]
    for action in sorted(told, key=lambda action: versions[action["roadmap_id"]]["version"]):
        if action["due_date"] is not None:
            first.setdefault((action["country_code"], action["action_id"]), action["due_date"])
    marks = queries.implementation.marks(tuple(in_force), TODAY).set_index("country_code")
    money = queries.implementation.money(tuple(in_force)).set_index(["country_code", "currency"])
    assert set(marks.index) == set(in_force)
    for country, actions in in_force.items():
        kept = [action for action in actions if action["status"] != "cancelled"]
        promised = [
            (action, first[country, action["action_id"]])
            for action in kept
            if first.get((country, action["action_id"]), datetime.date.max) <= TODAY
        ]
        on_time = [
            action
            for action, day in promised
            if action["status"] == "complete" and (action.get("completed_date") or TODAY) <= day
        ]
        slips = sorted(
            # What is overdue has slipped to today at least.
            (
                (
                    action.get("completed_date")
                    or (TODAY if action["due"] < TODAY else action["due"])
                )
                - day
            ).days
            for action in kept
            if (day := first.get((country, action["action_id"])))
            and (action["status"] != "complete" or action.get("completed_date"))
        )
        mark = marks.loc[country]
        assert (mark.promised_count, mark.on_time_count) == (len(promised), len(on_time))
        assert mark.due_count == sum(map(is_due, actions))
        assert mark.slippage_count == len(slips)
        assert mark.worst_slippage_days == slips[-1]
        assert mark.later_count == sum(slip > 0 for slip in slips)
        assert mark.evidence_gap_count == sum(
            action.get("has_evidence_gap", False) for action in kept
        )
        secured: Counter[str] = Counter()
        spent: Counter[str] = Counter()
        for action in kept:
            if action["budget"] is not None and action["funding_source"] is not None:
                secured[action["budget_currency"]] += action["budget"]
            spent[action["budget_currency"]] += action.get("spent") or 0
        for currency, row in money.loc[country].iterrows():
            assert row.secured == pytest.approx(secured[str(currency)])
            assert (0 if pd.isna(row.spent) else row.spent) == pytest.approx(spent[str(currency)])


@pytest.mark.parametrize("day", [TODAY, datetime.date(2026, 5, 20), datetime.date(2025, 9, 30)])
def test_promises_as_known_on_a_day(day: datetime.date) -> None:
    received = {
        row["report_id"]: row["received_date"]
        for row in table("report")
        if row["visibility"] == "public"
    }
    order = {
        row["roadmap_id"]: row["version"]
        for row in table("roadmap")
        if row["report_id"] in received and received[row["report_id"]] <= day
    }
    said = {(row["report_id"], row["action_id"]): row["status"] for row in table("action_progress")}
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    newest: Counter[str] = Counter()
    for action in table("roadmap_action"):
        if action["roadmap_id"] in order:
            country = action["country_code"]
            versions[country, action["action_id"]].append(action)
            newest[country] = max(newest[country], order[action["roadmap_id"]])
    expected: Counter[str] = Counter()
    for (country, action_id), known in versions.items():
        known.sort(key=lambda action: order[action["roadmap_id"]])
        first_due = next((row["due_date"] for row in known if row["due_date"]), None)
        if first_due is None or first_due > day:
            continue
        last = known[-1]
        is_dropped = order[last["roadmap_id"]] < newest[country]
        status = said.get((last["roadmap_id"], action_id), "no_report")
        expected["dropped" if is_dropped else status] += 1
    rows = queries.accountability.actions(Scope(day, datetime.date(2024, 11, 8)), "en")
    assert rows[rows.is_promised].state.value_counts().to_dict() == dict(expected)
    assert len(rows) == len(versions)

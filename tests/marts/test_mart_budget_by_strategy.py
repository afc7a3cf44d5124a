"""mart_budget_by_strategy: an action's budget shared equally among the strategies it serves."""

from __future__ import annotations

from tests.given import Given

COLUMNS = "strategy, budget_currency, action_count, budget"


def test_shared_budgets_and_uncosted_actions(given: Given) -> None:
    given.country("KEN")
    given.report(
        "KEN",
        2026,
        {
            "action_id": "A1",
            "inspire_strategies": ["laws", "norms", "parents"],
            "budget": 300.0,
            "budget_currency": "EUR",
        },
        {
            "action_id": "A2",
            "inspire_strategies": ["laws"],
            "budget": 50.0,
            "budget_currency": "EUR",
        },
        {
            "action_id": "A3",
            "inspire_strategies": ["laws"],
            "budget": 7.0,
            "budget_currency": "USD",
        },
        {"action_id": "A4", "inspire_strategies": ["laws", "norms"]},
    )
    assert given.mart("mart_budget_by_strategy", COLUMNS) == [
        # Uncosted: counted, without an amount and never as 0.
        ("laws", "", 1, None),
        # A third of A1 and the whole of A2; dollars are never added to euros.
        ("laws", "EUR", 2, 150.0),
        ("laws", "USD", 1, 7.0),
        ("norms", "", 1, None),
        ("norms", "EUR", 1, 100.0),
        ("parents", "EUR", 1, 100.0),
    ]
    # Shared or not, all of the money is there once.
    assert given.mart("mart_budget_by_strategy", "sum(budget)") == [(357.0,)]


def test_budget_of_zero_is_not_uncosted(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, {"action_id": "A1", "budget": 0.0, "budget_currency": "EUR"})
    assert given.mart("mart_budget_by_strategy", COLUMNS) == [("laws", "EUR", 1, 0.0)]


def test_currency_without_an_amount_is_uncosted(given: Given) -> None:
    given.country("KEN")
    given.report("KEN", 2026, {"action_id": "A1", "budget_currency": "EUR"})
    assert given.mart("mart_budget_by_strategy", COLUMNS) == [("laws", "", 1, None)]


def test_cancelled_actions_are_left_out(given: Given) -> None:
    money = {"budget": 10.0, "budget_currency": "EUR"}
    given.country("KEN")
    given.report(
        "KEN",
        2026,
        {"action_id": "A1", **money, "status": "limited"},
        {"action_id": "A2", **money, "status": "cancelled"},
        {"action_id": "A3", "status": "cancelled"},
        # Nothing is reported of it: it is in force.
        {"action_id": "A4", "budget": 5.0, "budget_currency": "EUR"},
    )
    assert given.mart("mart_budget_by_strategy", COLUMNS) == [("laws", "EUR", 2, 15.0)]


def test_dropped_and_alliance_only_actions_are_left_out(given: Given) -> None:
    money = {"budget": 10.0, "budget_currency": "EUR"}
    given.country("KEN")
    given.report("KEN", 2025, {"action_id": "A1", **money})
    given.report("KEN", 2026, {"action_id": "A2", **money})
    given.country("UGA")
    given.report("UGA", 2026, {"action_id": "A1", **money}, visibility="alliance_only")
    assert given.mart("mart_budget_by_strategy", f"country_code, {COLUMNS}") == [
        ("KEN", "laws", "EUR", 1, 10.0)
    ]

"""The budgets of promises, and those without one."""

from __future__ import annotations

import pytest

from dashboard.contents import accountability_money as money
from tests.dashboard.conftest import make_run
from tests.dashboard.five_countries import SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def test_money_says_how_much_stands_in_no_bar() -> None:
    assert money._money_caveat(ENGLISH, SCOPE).startswith(
        "3 of 6 actions have no budget and stand in no bar."
    )
    table = money._money_table(ENGLISH, SCOPE)
    assert list(table["Currency"]) == ["not costed", "EUR", "KES"]

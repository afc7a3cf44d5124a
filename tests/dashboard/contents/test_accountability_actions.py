"""Single actions, with the countries' own words."""

from __future__ import annotations

import pytest

from dashboard.contents import accountability_actions as actions
from tests.dashboard.conftest import make_run, table_cells
from tests.dashboard.five_countries import SCOPE

pytestmark = pytest.mark.usefixtures("five_countries_build")
ENGLISH = make_run("en")


def test_single_actions_say_state_dates_and_own_words() -> None:
    found = {row[1]: row for row in table_cells(actions._actions(ENGLISH, SCOPE, "", ()))}
    assert len(found) == 6  # two countries number an action A1 alike, and both say Action
    assert found["A2 · Action"][3] == "30 Jun 2026 → 31 Dec 2026"
    assert found["A3 · Action"][2] == "◔ Limited · overdue · progress claimed without evidence"
    assert found["A3 · Action"][4] == "Behind schedule. Barriers: Judges on strike"
    assert found["A5 · Action"][2] == "× dropped from the roadmap"
    assert found["A7 · Action"][4] == "not given"


def test_chosen_country_shows_all_its_actions() -> None:
    assert len(actions._kept(ENGLISH, SCOPE, "KEN", ())) == 7
    assert list(actions._kept(ENGLISH, SCOPE, "KEN", ("dropped",)).action_id) == ["A5"]
    assert actions._kept(ENGLISH, SCOPE, "UGA", ()).empty
    assert len(actions._actions_table(ENGLISH, SCOPE, "KEN", ())) == 7

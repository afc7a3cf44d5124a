"""What a screen of a meeting says: the same numbers as the pages, what is not known, and what is real."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from dashboard import queries
from dashboard.contents import accountability
from dashboard.contents.meeting_screens import TOPICS, Fact, Screen, screen, topic_code
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from tests.dashboard.conftest import TODAY, make_run

SCOPE = Scope(TODAY, datetime.date(2026, 5, 20))
# Four days before: no report came since.
RECENT = Scope(TODAY, datetime.date(2026, 11, 18))
SINCE = "Since 20 May 2026 (assumed meeting)"


def of(code: str, run: Run | None = None, scope: Scope = SCOPE) -> Screen:
    return screen(run or make_run("en"), scope, SINCE, code)


def least_text(said: Screen) -> float:
    """The smallest text of a screen's chart, in pixels."""
    assert said.figure is not None
    sizes: list[float] = []

    def collect(part: object, is_font: bool = False) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                if is_font and key == "size":
                    sizes.append(value)
                collect(value, str(key).endswith("font"))
        elif isinstance(part, list | tuple):
            for one in part:
                collect(one)

    collect(said.figure.to_dict())
    return min(sizes)


def test_every_country_and_topic_has_a_screen_of_three_facts_with_large_texts(run: Run) -> None:
    for code in (*queries.alliance.names("en"), *map(topic_code, TOPICS)):
        said = of(code, run)
        assert said.title and said.lead and said.big.figure and said.chart_title
        assert len(said.facts) == 3
        assert said.figure is None or least_text(said) >= 24
        assert said.sources[0]


def test_country_with_a_roadmap_says_what_was_promised_and_what_moved() -> None:
    said = of("KEN")
    rows = queries.accountability.actions(SCOPE, "en")
    rows = rows[rows.country_code == "KEN"]
    promised = rows[rows.is_promised]
    assert said.big.figure == f"{(promised.state == 'complete').sum()} of {len(promised)}"
    rest, since, measured = said.facts
    assert rest.figure == (
        f"{promised.is_moved_past.sum()} dated later, {promised.is_overdue.sum()} overdue"
    )
    forward, back = ((rows.move == f"status_{way}").sum() for way in ("forward", "back"))
    assert since == Fact(
        SINCE, f"{forward} forward, {back} back", f"{rows.is_later.sum()} dates moved later"
    )
    # The one figure that is real is told apart from those that are not.
    assert [fact.is_reported for fact in (said.big, *said.facts)] == [True, True, True, False]
    assert (measured.figure, measured.note) == ("4.9%", "of 2022 · peers’ median 3.6%")
    assert said.kinds == {True, False}


def test_report_that_says_nothing_of_progress_is_not_said_to_have_stood_still() -> None:
    said = of("TZA")
    assert said.facts[1].figure == "No progress reported"
    # What was given up is not silently missing among what was promised.
    assert said.big.figure == "0 of 1"
    assert said.facts[0].note.endswith("1 cancelled or dropped")


def test_chart_of_a_country_counts_its_actions_on_both_days() -> None:
    figure = of("KEN").figure
    assert figure is not None
    bars = figure.to_dict()["data"]
    assert list(bars[0]["y"]) == ["20 May 2026", "22 Nov 2026"]
    totals = [sum(bar["customdata"][day] for bar in bars) for day in (0, 1)]
    rows = queries.accountability.actions(SCOPE, "en")
    rows = rows[rows.country_code == "KEN"]
    assert totals == [rows.since_state.notna().sum(), len(rows)]


def test_where_no_report_came_since_the_change_before_is_told() -> None:
    said, earlier = of("KEN", scope=RECENT), of("KEN")
    assert said.facts[1].figure == "No public report came"
    # Kenya's newest report came between the meetings of May and November.
    moved = earlier.facts[1].figure
    assert said.facts[1].note == f"Newest report: 28 Oct 2026 ({moved} since 20 May 2026)"
    assert said.figure is not None and earlier.figure is not None
    assert said.figure.to_dict()["data"] == earlier.figure.to_dict()["data"]
    assert "No report came since 18 Nov 2026" in said.chart_note
    actions, reports = (of(topic_code(topic), scope=RECENT) for topic in ("actions", "reports"))
    forward = accountability.tiles(make_run("en"), SCOPE)[3].figure
    assert actions.facts[2].figure == "No public report came"
    assert actions.facts[2].note == f"{forward} moved forward since 20 May 2026"
    rows = queries.accountability.reports(SCOPE, "en")
    came = (rows.received_date > "2026-05-20").sum()
    assert reports.facts[2].figure == "0 reports came"
    assert reports.facts[2].note == f"{came} came since 20 May 2026"


def test_first_roadmap_has_no_change_before_and_says_so() -> None:
    said = of("FIN", scope=RECENT)
    assert said.figure is not None
    assert [list(bar["y"]) for bar in said.figure.to_dict()["data"]] == [["22 Nov 2026"]]
    assert "None of them was known by 20 May 2026" in said.chart_note
    assert said.caveat == ""
    assert said.facts[1].note == "Newest report: 22 Sept 2026"


def test_few_peers_are_named_and_many_are_dots_on_a_line() -> None:
    few, many = of("TLS").figure, of("ETH").figure
    assert few is not None and many is not None
    names = ["Armenia", "Cambodia", "Philippines", "<b>Timor-Leste</b>"]
    assert list(few.to_dict()["layout"]["yaxis"]["ticktext"]) == names
    assert many.to_dict()["layout"]["yaxis"]["visible"] is False


def test_chart_in_the_hand_is_not_enlarged() -> None:
    phone = dataclasses.replace(make_run("en"), is_narrow=True)
    on_phone, on_wall = of("KEN", phone).figure, of("KEN").figure
    assert on_phone is not None and on_wall is not None
    sizes = [figure.to_dict()["data"][0]["textfont"]["size"] for figure in (on_phone, on_wall)]
    assert sizes == [15, 28]


@pytest.mark.parametrize(
    ("country", "word", "status"),
    [
        ("FRA", "No report received", "◌ Missing"),
        # It came in time, but not for everybody: neither missing nor nothing.
        ("ETH", "Reported to the Alliance only", "● On time"),
        ("CHL", "Interest", "● On time"),
    ],
)
def test_country_without_a_roadmap_shows_what_is_known(
    country: str, word: str, status: str
) -> None:
    said = of(country)
    assert said.is_word
    assert said.big.figure == word
    assert said.facts[0].figure == status
    law = said.facts[2]
    assert not law.is_reported
    assert not said.chart_is_reported


def test_topics_say_what_the_pages_say() -> None:
    run = make_run("en")
    tiles = accountability.tiles(run, SCOPE)
    assert of(topic_code("actions")).big.figure == tiles[0].figure
    assert of(topic_code("reports")).big.figure == tiles[-1].figure
    money = queries.accountability.money(SCOPE, "en")
    costed = money.action_count[money.currency != ""].sum()
    said = of(topic_code("money"))
    assert said.big.figure == f"{costed} of {money.action_count.sum()}"
    assert said.facts[1].figure == f"{money.spent_count.sum()} of {costed}"
    assert said.kinds == {True}


def test_gaps_are_real_and_counted() -> None:
    said = of(topic_code("gaps"))
    assert said.kinds == {False}
    rows = queries.alliance.knowledge("en", ("VC_VAW_PHYPYV", "VC_HTF_DETV", "VC_VAW_SXVLN"))
    missing = rows.country_code[rows.knowledge == "no_data"].nunique()
    assert said.facts[2].figure == f"{missing} of 47"
    assert said.figure is not None
    counted = [sum(bar["customdata"]) for bar in said.figure.to_dict()["data"]]
    assert sum(counted) == 3 * 47

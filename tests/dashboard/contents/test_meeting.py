"""The meeting page: an agenda from the address or from choices, all its screens at once, and broken links."""

from __future__ import annotations

import json

import pytest

from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage, View
from tests.dashboard.test_pages import assert_french, assert_whole

AGENDA = "KEN,FRA,ETH,CHL,topic:reports,topic:actions,topic:money,topic:gaps"
KEYS = [f"screen_{code.replace(':', '_')}" for code in AGENDA.split(",")]
# A later meeting leaves nothing that came since, an earlier one does.
SINCE = "2026-05-20"


def bar(view: View) -> dict:
    """What the bar's script is told."""
    (said,) = [
        one.proto
        for one in view.test.get("bidi_component")
        if one.proto.component_name.endswith("meeting_bar")
    ]
    return json.loads(said.json)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_screens_of_the_agenda_are_there_at_once(open_page: OpenPage, language: str) -> None:
    view = open_page("meeting", agenda=AGENDA, item="2", since=SINCE, minutes="5", lang=language)
    assert view.warnings == []
    assert list(view.figures) == KEYS
    told = bar(view)
    assert [item["key"] for item in told["items"]] == KEYS
    assert (told["at"], told["minutes"]) == (1, 5)
    # Every country and topic can be jumped to.
    assert len(told["places"]) == 47 + 4
    assert_whole(view)
    if language == "fr":
        assert_french(view)


def test_each_screen_says_whether_its_figures_are_real(open_page: OpenPage) -> None:
    view = open_page("meeting", agenda="KEN,topic:gaps", item="1", lang="en")
    words = words_of("en")
    agenda, *heads = [body for body in view.bodies if "pp-screen-title" in body]
    assert len(heads) == 2
    assert "pp-screen-illustrative" in agenda
    assert words("meeting.illustrative") in view.text
    assert "pp-screen-illustrative" in heads[0]
    assert "pp-screen-real" in heads[1]
    # Beside the real figure of the country, each of the others is marked.
    (facts, _) = [body for body in view.bodies if "pp-screen-first" in body]
    assert facts.count("pp-illustrative") == 3


def test_screen_asked_for_is_made_first_and_stands_in_its_place(open_page: OpenPage) -> None:
    view = open_page("meeting", agenda="KEN,FRA,topic:gaps", item="2", lang="en")
    # As they come; the places on the page are those of the agenda.
    assert list(view.figures) == ["screen_KEN", "screen_FRA", "screen_topic_gaps"]
    assert [item["code"] for item in bar(view)["items"]] == ["KEN", "FRA", "topic:gaps"]


def test_handout_begins_with_the_agenda(open_page: OpenPage) -> None:
    view = open_page("meeting", agenda="topic:gaps,KEN", item="2", minutes="5", lang="en")
    (listed,) = [body for body in view.bodies if "pp-paper-agenda" in body]
    assert "<ol><li>Alliance: what is not known</li><li>Kenya</li></ol>" in listed
    assert "2 items · 5 minutes each, 10 in all · Since 18 Nov 2026 (assumed meeting)" in listed
    assert "/meeting?agenda=topic:gaps,KEN&amp;item=1&amp;minutes=5&amp;lang=en" in listed


def test_real_reports_carry_no_mark(open_page: OpenPage, hand_made: object) -> None:
    view = open_page(
        "meeting", agenda="topic:reports,topic:actions,topic:gaps", item="1", lang="en"
    )
    assert "illustrative" not in "".join(view.bodies).lower()
    assert_whole(view)


def test_without_an_item_the_agenda_is_made(open_page: OpenPage) -> None:
    view = open_page("meeting", agenda="UGA,KEN,topic:gaps", minutes="5", lang="en")
    assert view.warnings == []
    assert view.figures == {}
    # The order is kept, and stands in the address to share.
    assert list(view.test.multiselect[0].value) == ["UGA", "KEN", "topic:gaps"]
    (address,) = view.test.code
    assert "agenda=UGA,KEN,topic:gaps&item=1&minutes=5" in address.value


def test_choices_are_written_into_the_address(open_page: OpenPage) -> None:
    view = open_page("meeting", lang="en")
    view.test.multiselect[0].set_value(["topic:money", "KEN"]).run()
    view.test.selectbox[1].set_value("10").run()
    assert view.address["agenda"] == "topic:money,KEN"
    assert view.address["minutes"] == "10"


def test_empty_agenda_offers_some(open_page: OpenPage) -> None:
    view = open_page("meeting", since=SINCE, lang="en")
    links = [link.proto.label for link in view.test.get("page_link")]
    assert "The Alliance in 4 topics: reports, actions due, money, gaps" in links
    assert any(label.endswith("whose newest report that was due is missing") for label in links)
    assert any("whose report came since the meeting" in label for label in links)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"agenda": "KEN,USA"}, "USA"),
        ({"agenda": "KEN", "item": "9"}, "9"),
        ({"agenda": "KEN", "minutes": "soon"}, "soon"),
        ({"agenda": "KEN", "since": "2026-02-30"}, "2026-02-30"),
    ],
)
def test_broken_link_opens_no_meeting_and_says_why(
    open_page: OpenPage, wrong: dict[str, str], found: str
) -> None:
    view = open_page("meeting", **{"item": "1", "lang": "en", **wrong})
    (notice,) = view.warnings
    assert f"`{found}`" in notice
    assert view.figures == {}
    assert list(view.test.multiselect[0].value) == ["KEN"]

"""The map page in both languages, for everything it can show."""

from __future__ import annotations

import json

import pytest

from tests.dashboard.conftest import OpenPage, View


def map_of(view: View) -> dict[str, object]:
    (element,) = view.test.get("deck_gl_json_chart")
    return json.loads(element.proto.json)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "address",
    [
        {},
        {"show": "report"},
        {"show": "report", "year": "2025", "region": "2"},
        {"show": "VC_VAW_PHYPYV", "region": "19"},
        {"show": "VC_VAW_SXVLN", "sex": "M"},
        {"show": "VC_HTF_DETV", "region": "150"},
        {"show": "GLOTIP_DETECTED_VICTIMS_OTHER_FORMS"},
        {"show": "SG_REG_BRTH", "region": "142"},
    ],
    ids=str,
)
def test_every_choice_is_drawn(open_page: OpenPage, language: str, address: dict[str, str]) -> None:
    view = open_page("map", lang=language, **address)
    assert len(map_of(view)["layers"]) == 4  # type: ignore[arg-type]
    assert "47" in view.lead
    assert not view.warnings
    (element,) = view.test.get("deck_gl_json_chart")
    assert "47" in element.proto.alt


def test_figures_of_discipline(open_page: OpenPage) -> None:
    view = open_page("map", lang="en", show="VC_VAW_PHYPYV")
    # 24 of the 47 have a figure; Chile's and Jamaica's are of other age bands.
    assert view.lead.startswith("22 of the 47 pathfinding countries have a comparable figure")
    assert "Not comparable (2)" in view.texts
    assert "No data (23)" in view.texts


def test_the_un_text_stands_under_the_map(open_page: OpenPage) -> None:
    view = open_page("map", lang="en", show="VC_VAW_PHYPYV")
    assert "do not imply official endorsement or acceptance by the United Nations" in view.text


def test_stages_are_marked_as_illustrative(open_page: OpenPage) -> None:
    assert "illustrative reports" in open_page("map", lang="en", show="stage").texts


def test_an_unknown_choice_gives_a_notice_and_the_default(open_page: OpenPage) -> None:
    view = open_page("map", lang="en", show="NOTHING", region="77")
    assert len(view.warnings) == 2
    assert "NOTHING" in view.warnings[0]
    assert "Stage of the pathfinding process" in view.texts


def test_the_table_opens_with_all_47(open_page: OpenPage) -> None:
    view = open_page("map", lang="en", show="VC_VAW_PHYPYV")
    assert not view.test.dataframe
    view.test.session_state["table_map"] = True
    view.test.run()
    (table,) = view.test.dataframe
    assert len(table.value) == 47

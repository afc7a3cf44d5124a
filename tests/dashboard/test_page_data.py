"""The data page in both languages, part by part."""

from __future__ import annotations

import pytest

from dashboard.contents.data import SECTIONS
from tests.dashboard.conftest import OpenPage


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("part", list(SECTIONS))
def test_every_part_is_drawn(open_page: OpenPage, language: str, part: str) -> None:
    view = open_page("data", lang=language, part=part)
    assert not view.warnings
    assert "1\u202f504" in view.lead if language == "fr" else "1,504" in view.lead


def test_the_matrix_shows_all_pairs(open_page: OpenPage) -> None:
    view = open_page("data", lang="en")
    (figure,) = view.figures.values()
    cells = [
        value
        for trace in figure["data"]
        if trace["type"] == "heatmap"
        for line in trace["z"]
        for value in line
        if value is not None
    ]
    assert len(cells) == 1504


def test_sources_stand_with_citation_licence_and_age(open_page: OpenPage) -> None:
    view = open_page("data", lang="en", part="sources")
    assert "CC BY 4.0 (Gapminder's copy)" in view.texts
    assert "17 Dec 2023 (35 months old)" in view.texts


def test_a_table_is_offered_twice_and_marked(open_page: OpenPage) -> None:
    view = open_page("data", lang="en", part="tables", table="mart_stage")
    labels = [button.proto.label for button in view.test.get("download_button")]
    assert labels == ["Download CSV", "Download Parquet"]
    assert any("ILLUSTRATIVE_" in text for text in view.texts)


def test_repairs_and_conflicts_are_listed(open_page: OpenPage) -> None:
    view = open_page("data", lang="en", part="problems")
    assert "Declared repair" in view.texts
    assert any(text.startswith("Published several times with different") for text in view.texts)

"""The briefs of the Alliance and of its regions: pages, counts, marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import queries
from dashboard.exports.briefs import alliance_brief, regional_brief
from dashboard.words import words_of
from tests.dashboard.conftest import TODAY
from tests.dashboard.exports.briefs.reading import (
    NBSP,
    SITE,
    alternatives,
    edition,
    of_alliance,
    of_region,
    opened,
    texts,
)


@pytest.fixture(scope="module", params=["en", "fr"])
def alliance(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, of_alliance(request.param)


def test_the_alliance_has_four_pages_and_names_all_47(alliance: tuple[str, bytes]) -> None:
    language, content = alliance
    pages = texts(content)
    assert len(pages) == 4
    assert opened(content).trailer["/Root"]["/Lang"] == language
    for name in queries.alliance.names(language).values():
        assert name in pages[1]
        assert name in pages[3]
    assert f"{SITE}/overview?lang={language}" in pages[0]


def test_pages_with_reports_are_marked_and_the_others_are_not(alliance: tuple[str, bytes]) -> None:
    language, content = alliance
    words = words_of(language)
    pages = texts(content)
    for page in pages[:2]:
        assert words("ribbon.title") in page
        assert words("brief.watermark") in page
    for page in pages[2:]:
        assert words("brief.watermark") not in page
        assert words("brief.real").replace(NBSP, " ")[:40] in page.replace(NBSP, " ")


def test_the_alliance_counts_as_the_warehouse_does() -> None:
    first, second, third, fourth = texts(of_alliance())
    glance = queries.alliance.glance(TODAY).iloc[0]
    assert f"{glance.approved_roadmap_count} of the 47 pathfinders report an approved" in first
    assert f"{glance.due_complete_count} of {glance.due_count}" in first
    counts = queries.alliance.change_counts().set_index("change")
    forward = counts.loc["status_forward"]
    assert f"Status moved forward {forward.change_count} {forward.country_count}" in second
    assert f"{glance.discipline_known_count} of 47 countries have a comparable figure" in third
    assert f"first promised by today: {glance.promised_count}" in first.replace(NBSP, " ")
    assert "Source: United Nations Statistics Division" in third
    assert "4.9% (2022) 2.6% (2022)" in fourth  # Kenya
    assert "◇ 62.5% (2017)" in fourth  # Chile: another age band


def test_marks_of_the_alliance_are_heard_too() -> None:
    told = alternatives(of_alliance())
    assert len(told) == 8  # steps, reports, actions due, four figures, marks
    steps = queries.alliance.stage_steps().set_index("step").reached_count
    assert f"Roadmap approved: {steps['roadmap_approved']}" in told[0]
    words = queries.progress.word_counts()
    on_track = words[(words.series_code == "PT_F_20-24_MRD_U18_TND") & (words.word == "on_track")]
    assert f"On track {on_track.country_count.iloc[0]}" in told[-1]
    # Two countries have a figure of another age band alone: neither a level, nor nothing.
    states = queries.gaps.panel("en").query("series_code == 'VC_VAW_PHYPYV'").state.value_counts()
    assert f"No data {states['no_data']}; Not comparable {states['not_comparable']}" in told[-1]


def test_marks_say_how_strong_their_evidence_is() -> None:
    judged = queries.progress.marks_of_series("PT_F_20-24_MRD_U18_TND", "F", "en")
    weak = int((judged.evidence_strength == "weak").sum())
    assert f"behind the marks given: ■□□ weak evidence ({weak})." in texts(of_alliance())[2]


def test_a_region_of_one_country_is_not_told_as_many() -> None:
    first, second = texts(of_region("9"))
    assert "Roadmaps reported as approved: 0 of 1." in first
    assert "The country has a comparable figure: 6.9% (2018)." in second
    assert "median" not in second.replace("Line: the median", "")  # of one figure there is none


@pytest.mark.parametrize(
    ("region", "pages"), [("2", 3), ("9", 2), ("19", 3), ("142", 3), ("150", 2)]
)
def test_a_region_has_two_to_four_pages_and_its_own_countries(region: str, pages: int) -> None:
    shown = texts(of_region(region))
    assert len(shown) == pages
    assert all(f"{number} of {pages}" in text for number, text in enumerate(shown, 1))
    rows = queries.alliance.pathfinders("en")
    text = " ".join(shown)
    for name in rows.country_name[rows.region_code == region]:
        assert text.count(name) >= 2
    others = set(rows.country_name[rows.region_code != region]) - {"Guinea"}  # Papua New Guinea
    assert not {name for name in others if f" {name} " in text}
    assert f"accountability?region={region}" in shown[0]
    codes = rows.country_code[rows.region_code == region]
    reporting = queries.alliance.verification("").country_code.isin(codes).sum()
    assert f"({reporting} self-reported)" in shown[0]


def test_a_region_in_french() -> None:
    content = of_region("150", "fr")
    assert opened(content).metadata.title == f"Europe{NBSP}: Note régionale"
    first, second = texts(content)
    assert "FICTIF" in first
    assert "FICTIF" not in second
    assert "7 pays pionniers" in first


def test_a_region_without_pathfinders_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Regions: 142, 150, 19, 2, 9"):
        regional_brief("010", edition())


def test_few_real_reports_make_a_brief_without_illustrative_marks(hand_made: Path) -> None:
    pages = texts(alliance_brief(edition()))
    assert len(pages) == 4
    assert "llustrative" not in " ".join(pages)

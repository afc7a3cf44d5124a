"""The page of one report: the country's words, its figures, what changed."""

from __future__ import annotations

import pytest

from tests.dashboard.conftest import OpenPage


@pytest.mark.usefixtures("hand_made")
class TestOnEightCountries:
    """Values a person put there."""

    def test_what_changed_stands_beside_the_year_before(self, open_page: OpenPage) -> None:
        view = open_page("report", report="EGY-2026-1", lang="en")
        assert view.lead == "4 actions in the roadmap, of which complete: 0."
        assert "Against the report for 2025" in view.text
        assert "Target: 10 → 8" in view.text

    def test_a_first_report_has_nothing_to_compare(self, open_page: OpenPage) -> None:
        view = open_page("report", report="EGY-2025-1", lang="en")
        assert "There is no earlier report to compare with." in view.text

    def test_a_report_without_a_roadmap_says_so(self, open_page: OpenPage) -> None:
        view = open_page("report", report="JAM-2026-1", lang="fr")
        assert view.lead == "Ce rapport ne contient pas de feuille de route."
        assert "Le rapport ne décrit aucune bonne pratique." in view.text


def test_bundled_reports_are_marked_and_tell_who_vouches(open_page: OpenPage) -> None:
    view = open_page("report", report="KEN-2026-1", lang="en")
    assert "Kenya: progress report 2026" in view.text
    assert "(report for 2026, self-reported)" in view.text
    body = "".join(view.bodies)
    # Under each part with content, and on the ribbon.
    assert body.count('class="pp-illustrative"') >= 3
    assert "pp-ribbon" in body
    # The country's own words.
    assert "Responsibilities between ministries are not settled." in view.text


def test_an_unknown_report_gives_a_notice_and_another(open_page: OpenPage) -> None:
    view = open_page("report", report="XYZ-1999-9", lang="en")
    assert "XYZ-1999-9" in view.warnings[0]
    assert "Angola: progress report" in view.text

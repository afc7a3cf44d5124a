"""Who sees what is reported to the Alliance only: on pages, in tables, in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import queries, show
from dashboard.contents import data
from dashboard.warehouse import pinned
from etl.warehouse import list_builds
from tests.dashboard.conftest import make_run
from tests.dashboard.practice import NOBODY, SECRETARIAT, VIEWER, focal_point, open_as

# In the eight countries, Sierra Leone's only report (2026) is for the Alliance only.
HIDDEN = {"country": "SLE", "lang": "en"}


@pytest.fixture(autouse=True)
def practice(hand_made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.setenv("PATHFINDER_SIGN_IN", "development")
    monkeypatch.setenv("PATHFINDER_STORE", str(tmp_path / "received"))
    return hand_made


@pytest.mark.parametrize("person", [NOBODY, VIEWER])
@pytest.mark.parametrize("section", ["glance", "roadmap", "reports"])
def test_the_public_learns_that_it_came_and_nothing_more(person: object, section: str) -> None:
    view = open_as(person, "country", section=section, **HIDDEN)  # type: ignore[arg-type]
    assert view.lead.startswith("The reports of this country are for the Alliance only;")
    assert "A1" not in view.texts
    assert "pp-alliance" not in "".join(view.bodies)
    assert "/report?report=SLE" not in "".join(view.bodies)


@pytest.mark.parametrize("person", [SECRETARIAT, focal_point("UGA")])
def test_the_alliance_reads_it(person: object) -> None:
    view = open_as(person, "country", section="reports", **HIDDEN)  # type: ignore[arg-type]
    assert view.lead == "Stage: Implementing. Actions due by today and complete: 0 of 1."
    body = "".join(view.bodies)
    assert 'class="pp-alliance"' in body
    assert 'href="/report?report=SLE-2026-1&amp;lang=en"' in body


def test_the_report_page_lists_and_opens_it_for_the_alliance_only() -> None:
    view = open_as(NOBODY, "report", report="SLE-2026-1", lang="en")
    assert "SLE-2026-1" in view.warnings[0]  # not among the known ones: another is shown
    assert "Sierra Leone" not in view.text
    view = open_as(SECRETARIAT, "report", report="SLE-2026-1", lang="en")
    assert "Sierra Leone: progress report 2026" in view.text
    assert view.lead == "1 action in the roadmap, of which complete: 0."


def test_tables_and_files_follow_the_audience(practice: Path) -> None:
    (build,) = list_builds(practice)
    for audience, expected in (("public", 0), ("alliance", 1)):
        run = make_run("en", build, audience=audience)
        with pinned(build, audience):  # type: ignore[arg-type]
            for table in ("roadmap_action", "good_practice", "support_item", "mart_action"):
                rows = queries.catalogue.rows(table).to_pandas()
                assert (rows.country_code == "SLE").sum() == expected, table
        content = data.csv_file(run, "roadmap_action", False).decode("utf-8-sig")
        assert ("SLE" in content) == (expected == 1)


def test_files_for_the_alliance_say_so_in_their_name() -> None:
    public, alliance = make_run(), make_run(audience="alliance")
    name = "2026-11-22_roadmap_en.csv"
    assert show.file_name(public, "roadmap", "csv", False) == name
    assert show.file_name(alliance, "roadmap", "csv", False) == f"ALLIANCE_ONLY_{name}"
    assert show.file_name(alliance, "roadmap", "csv", True) == f"ILLUSTRATIVE_ALLIANCE_ONLY_{name}"
    # Figures that rest on no report are everybody's.
    assert show.file_name(alliance, "roadmap", "csv", False, rests_on_reports=False) == name

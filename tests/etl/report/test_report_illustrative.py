"""The illustrative reports: marked, faultless, always the same, and as varied as real life."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.reference import Reference
from etl.report import Words, check_file, read_reports, read_workbook
from etl.report.illustrative import FOLDER, draw_scenarios, load_bank, write_illustrative
from etl.vocabulary import ACTION_STATUSES, INSPIRE_STRATEGIES, STEPS

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def written(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("illustrative")
    write_illustrative(folder, reference)
    return folder


@pytest.fixture(scope="module")
def tables(reference: Reference) -> dict[str, pd.DataFrame]:
    return read_reports(FOLDER, reference, is_illustrative=True)


def test_same_bytes_every_time_and_nothing_left_of_an_earlier_draw(
    written: Path, reference: Reference, tmp_path: Path
) -> None:
    (tmp_path / "ILLUSTRATIVE_ZZZ_2026.xlsx").write_bytes(b"from an earlier draw")
    (tmp_path / "README.md").write_text("kept")
    write_illustrative(tmp_path, reference)
    first = {path.name: path.read_bytes() for path in written.iterdir()}
    second = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(first) == 74
    assert second == first | {"README.md": b"kept"}


def test_bundled_reports_are_those_the_texts_give(written: Path, reference: Reference) -> None:
    """Compared in codes, so that a reworded list does not ask for 74 new files.

    When this fails: python -m etl.report.illustrative
    """
    words = Words(reference)
    names = sorted(path.name for path in written.iterdir())
    assert sorted(path.name for path in FOLDER.glob("*.xlsx")) == names
    for name in names:
        assert read_workbook(FOLDER / name, words) == read_workbook(written / name, words), name


def test_every_workbook_passes_and_is_marked(reference: Reference) -> None:
    words = Words(reference)
    for path in sorted(FOLDER.glob("*.xlsx")):
        result = check_file(path, reference, is_illustrative=True, words=words)
        assert result.errors == [], path.name
        assert result.report is not None and result.report.is_illustrative
        assert path.name == (
            f"ILLUSTRATIVE_{result.report.country_code}_{result.report.reporting_year}.xlsx"
        )


def test_all_rows_are_marked_illustrative(tables: dict[str, pd.DataFrame]) -> None:
    for name, frame in tables.items():
        if name not in ("problem", "review_decision"):
            assert len(frame) > 0 and frame["is_illustrative"].eq(True).all(), name


def test_size_of_all_workbooks_is_below_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.xlsx")) < 3_000_000


def test_who_reported_when(reference: Reference, tables: dict[str, pd.DataFrame]) -> None:
    reports = tables["report"]
    years = reports.groupby("country_code")["reporting_year"].agg(tuple)
    assert len(reference.pathfinders) == 47
    assert Counter(years) == {(2025, 2026): 32, (2025,): 6, (2026,): 4}
    assert len(set(reference.pathfinders) - set(years.index)) == 5
    late = {
        2025: [5, 19, 41, 80],
        2026: [6, 12, 18],
    }
    for year, expected in late.items():
        due = reference.calendar[year].due_date
        days = [
            (row.submitted_date - due).days
            for row in reports.itertuples()
            if row.reporting_year == year
        ]
        assert sorted(day for day in days if day > 0) == expected
    assert set(reports["visibility"]) == {"public", "alliance_only"}
    assert set(reports.loc[reports["language"] == "fr", "country_code"]) <= {
        "BFA",
        "CIV",
        "FRA",
        "GIN",
    }
    assert (reports["language"] == "fr").sum() >= 5


def test_countries_stand_at_every_stage(
    reference: Reference, tables: dict[str, pd.DataFrame]
) -> None:
    drawn = Counter(scenario.stages[2026] for scenario in draw_scenarios(reference).values())
    assert drawn == {
        "expression_of_interest": 3,
        "focal_point_appointed": 5,
        "consultation_held": 4,
        "children_consulted": 4,
        "roadmap_submitted": 7,
        "roadmap_approved": 6,
        "implementing": 17,
        "concluded": 1,
    }
    milestones = tables["milestone"]
    reached = milestones.groupby("report_id")["step"].agg(
        lambda steps: max(map(STEPS.index, steps))
    )
    of_2026 = reached[reached.index.str.contains("-2026-")]
    assert set(of_2026) == set(range(len(STEPS)))
    with_roadmap = set(tables["roadmap"]["report_id"])
    assert with_roadmap == set(reached[reached >= STEPS.index("roadmap_submitted")].index)


def test_nothing_is_dated_after_today(
    reference: Reference, tables: dict[str, pd.DataFrame]
) -> None:
    submitted = tables["report"].set_index("report_id")["submitted_date"]
    assert submitted.max() <= date(2026, 11, 20)
    for table, column in (
        ("milestone", "milestone_date"),
        ("milestone", "last_checked_date"),
        ("action_progress", "completed_date"),
    ):
        dated = tables[table].dropna(subset=[column])
        assert (dated[column].to_numpy() <= submitted.loc[dated["report_id"]].to_numpy()).all()
    due = tables["roadmap_action"]["due_date"].dropna()
    assert due.min() >= date(2025, 1, 31) and due.max() <= date(2030, 12, 31)


def test_roadmaps_are_as_varied_as_real_ones(tables: dict[str, pd.DataFrame]) -> None:
    actions = tables["roadmap_action"]
    sizes = tables["roadmap"]["action_count"]
    assert (sizes.min(), sizes.max()) == (6, 20)
    assert set().union(*actions["inspire_strategies"]) == set(INSPIRE_STRATEGIES)
    assert 0.2 <= actions["budget"].isna().mean() <= 0.4
    assert actions["budget_currency"].dropna().nunique() >= 15
    assert actions["action"].nunique() >= 120  # English, French, and other counts in the same text
    for _, pair in actions.groupby("roadmap_id")["action"]:
        assert pair.is_unique
    assert 10 <= actions["due_date"].isna().sum() <= 40


def test_what_changed_between_the_two_reports(tables: dict[str, pd.DataFrame]) -> None:
    roadmaps = tables["roadmap"]
    twice = roadmaps.loc[roadmaps["version"] == 2, "country_code"]
    assert len(twice) == 18
    actions = tables["roadmap_action"]
    actions = actions[actions["country_code"].isin(twice)]
    before, after = (
        actions[actions["roadmap_id"].str.contains(f"-{year}-")].set_index(
            ["country_code", "action_id"]
        )
        for year in (2025, 2026)
    )
    kept = before.index.intersection(after.index)
    assert len(before.index.difference(after.index)) == 17  # dropped
    assert len(after.index.difference(before.index)) == 22  # added

    def changed(column: str) -> int:
        pairs = zip(before.loc[kept, column], after.loc[kept, column], strict=True)
        return sum(old is not None and new is not None and old != new for old, new in pairs)

    assert (changed("due_date"), changed("target"), changed("budget")) == (20, 12, 17)
    assert changed("action") == changed("start_date") == 0

    progress = tables["action_progress"].set_index(["country_code", "action_id"])
    old, new = (
        progress[progress["report_id"].str.contains(f"-{year}-")]["status"] for year in (2025, 2026)
    )
    moves = Counter(
        "back" if ACTION_STATUSES.index(new[key]) < ACTION_STATUSES.index(old[key]) else
        "same" if new[key] == old[key] else "on"
        for key in old.index.intersection(new.index)
    )  # fmt: skip
    assert moves["back"] == 3 and moves["on"] > moves["same"] > 20
    assert tables["action_progress"]["revised_due_date"].notna().sum() >= 50


def test_statuses_and_warnings(tables: dict[str, pd.DataFrame]) -> None:
    progress = tables["action_progress"]
    assert set(progress["status"]) == set(ACTION_STATUSES)
    complete = progress[progress["status"] == "complete"]
    assert (complete["has_evidence_gap"].sum(), len(complete)) == (7, 42)
    problems = tables["problem"]
    assert set(problems["severity"]) == {"warning"}
    assert set(problems["rule"]) == {
        "missing_expected",
        "no_evidence",
        "action_without_progress",
        "complete_below_100",
        "complete_without_date",
        "spent_above_budget",
    }


def test_nothing_points_to_the_real_world(tables: dict[str, pd.DataFrame]) -> None:
    for table, column in (
        ("milestone", "evidence_url"),
        ("action_progress", "evidence_url"),
        ("good_practice", "evidence_url"),
        ("national_observation", "url"),
    ):
        links = tables[table][column].dropna()
        assert len(links) > 0 and links.str.startswith("https://example.org/illustrative/").all()
    sources = tables["national_observation"]["source_text"]
    assert sources.str.contains("not a real survey|enquête fictive").all()


def test_national_figures_are_later_than_the_published_ones(
    tables: dict[str, pd.DataFrame],
) -> None:
    figures = tables["national_observation"]
    assert 10 <= len(figures) <= 20
    for row in figures.itertuples():
        published = pd.read_csv(
            ROOT / "data" / "sdg" / f"{row.series_code}.csv", keep_default_na=False
        )
        own = published[
            (published["country_code"] == row.country_code) & (published["age"] == row.age)
        ]
        assert row.year > own["year"].max()


def test_bank_of_texts_is_whole_in_both_languages() -> None:
    bank = load_bank()
    assert len(bank["actions"]) == 72
    assert Counter(action["strategies"][0] for action in bank["actions"]) == dict.fromkeys(
        INSPIRE_STRATEGIES, 8
    )
    for action in bank["actions"]:
        assert set(action["strategies"]) <= set(INSPIRE_STRATEGIES)
        for language in ("en", "fr"):
            assert set(action[language]) == {"action", "output", "indicator"}
            assert ("{n}" in action[language]["action"]) == ("n" in action)
    for language in ("en", "fr"):
        assert len({action[language]["action"] for action in bank["actions"]}) == 72
    assert not {practice["fr"]["title"] for practice in bank["practices"]} & {
        practice["en"]["title"] for practice in bank["practices"]
    }


def test_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "etl.report.illustrative"]
    shown = subprocess.run(
        [*command, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "Example: python -m etl.report.illustrative" in shown.stdout
    done = subprocess.run(
        [*command, str(tmp_path / "new")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Wrote 74 workbooks (")
    (tmp_path / "taken").write_text("a file, not a folder")
    refused = subprocess.run(
        [*command, str(tmp_path / "taken")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1 and "Nothing more was written" in refused.stderr

"""No two rows of a mart share its key, and no pathfinder is missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.build import MARTS_FOLDER

# What one row of each mart stands for, as its first line says.
KEYS = {
    "mart_action": "country_code, action_id",
    "mart_action_change": "country_code, action_id, from_year, to_year, change",
    "mart_action_version": "country_code, action_id, report_id",
    "mart_aggregate": "series_code, area_code, sex, age",
    "mart_assessment": "country_code, series_code, sex",
    "mart_budget_by_strategy": "country_code, strategy, budget_currency",
    "mart_coverage": "country_code, series_code",
    "mart_gap": "country_code, series_code, sex",
    "mart_legal": "country_code, instrument",
    "mart_pathfinder": "country_code",
    "mart_report_latest": "country_code, reporting_year",
    "mart_report_status": "country_code, reporting_year",
    "mart_roadmap_quality": "country_code",
    "mart_series_point": "series_code, country_code, year, sex, age",
    "mart_series_source": "series_code, source_id",
    "mart_shown_value": "series_code, country_code, sex",
    "mart_source": "source_id",
    "mart_stage": "country_code",
    "mart_stage_step": "country_code, step",
}
MARTS = sorted(path.stem for path in MARTS_FOLDER.glob("*.sql"))


@pytest.mark.parametrize("mart", MARTS)
def test_grain_holds_on_the_bundled_data(
    bundled_build: duckdb.DuckDBPyConnection, mart: str
) -> None:
    assert mart in KEYS, f"say in {Path(__file__).name} what one row of {mart} stands for"
    rows, keys = bundled_build.execute(
        f"SELECT count(*), count(DISTINCT ({KEYS[mart]})) FROM {mart}"
    ).fetchone()
    assert rows == keys > 0


def test_rows_per_pathfinder(bundled_build: duckdb.DuckDBPyConnection) -> None:
    """Marts that stand for the 47 have them all, whatever is known of each."""
    for mart, rows_each in (
        ("mart_pathfinder", 1),
        ("mart_stage", 1),
        ("mart_stage_step", 8),
        ("mart_coverage", None),
        ("mart_assessment", None),
        ("mart_gap", 9),
        ("mart_legal", None),
        ("mart_report_status", None),
    ):
        rows, countries = bundled_build.execute(
            f"SELECT count(*), count(DISTINCT country_code) FROM {mart}"
        ).fetchone()
        assert countries == 47
        assert rows % 47 == 0
        assert rows_each is None or rows == 47 * rows_each

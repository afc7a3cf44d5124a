"""Questions about the warehouse itself, asked about the eight countries; what is not public never comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.queries import catalogue
from tests.dashboard.conftest import reading
from tests.given import Given, publish

HIDDEN = "SLE-2026-1"  # Sierra Leone's report is for the Alliance only


def test_sources_with_their_rows() -> None:
    (row,) = catalogue.sources().to_dict("records")
    assert (row["source_id"], row["licence"], row["vintage"]) == (
        "SOURCE",
        "CC BY 4.0",
        "2026-01-31",
    )


def test_sources_of_figures() -> None:
    assert list(catalogue.observation_sources().source_id) == ["SOURCE"]


def test_knowledge_counts_every_pair_once() -> None:
    rows = catalogue.knowledge_counts().set_index("knowledge").pair_count
    assert rows.sum() == 8 * 4
    assert rows["trend"] == 1  # Kenya, detected victims in 2015 and 2019
    assert rows["not_comparable"] == 1  # Jamaica, another age band
    assert rows["level"] == 7  # five of discipline, one of sexual violence, one suppressed count


def test_knowledge_by_series_in_the_order_of_display() -> None:
    rows = catalogue.knowledge_by_series()
    assert list(rows.series_code) == [
        "VC_VAW_PHYPYV",
        "VC_HTF_DETV",
        "VC_HTF_DETVR",
        "VC_VAW_SXVLN",
    ]
    first = rows.iloc[0]
    assert (first.trend_count, first.level_count, first.not_comparable_count) == (0, 5, 1)
    assert (first.no_data_count, first.last_year) == (2, 2022)


def test_problems_by_rule() -> None:
    rows = catalogue.problem_counts()
    assert list(zip(rows.severity, rows.problem_count, strict=True)) == [
        ("repair", 1),
        ("warning", 2),
    ]
    assert len(catalogue.problems()) == 3


def test_tables_count_public_rows_only() -> None:
    rows = catalogue.tables().set_index("table_name")
    for table in rows.index:
        assert rows.row_count[table] == catalogue.rows(table).num_rows
    assert rows.row_count["report"] == 9  # ten were sent
    assert not rows.is_illustrative.any()


def test_base_tables_stand_before_marts() -> None:
    names = list(catalogue.tables().table_name)
    is_mart = [name.startswith("mart_") for name in names]
    assert is_mart == sorted(is_mart)
    assert {"observation", "mart_coverage"} <= set(names)


def test_no_table_gives_a_row_of_a_report_that_is_not_public() -> None:
    for table in catalogue.tables().table_name:
        for row in catalogue.rows(table).to_pylist():
            assert HIDDEN not in [value for value in row.values() if isinstance(value, str)], table


def test_a_year_withdrawn_from_the_public_is_withdrawn_whole(tmp_path: Path) -> None:
    def given_rows(given: Given) -> None:
        given.country("KEN")
        given.report("KEN", 2025, {"action_id": "A1", "status": "limited"})
        given.report("KEN", 2026, {"action_id": "A2", "status": "complete"})
        given.report("KEN", 2026, revision=2, visibility="alliance_only")

    publish(tmp_path, given_rows)
    with reading(tmp_path):
        for table in ("report", "roadmap", "roadmap_action", "action_progress", "mart_action"):
            ids = {row.get("report_id", row.get("roadmap_id")) for row in rows_of(table)}
            assert ids == {"KEN-2025-1"}, table
        assert catalogue.tables().set_index("table_name").row_count["action_progress"] == 1


def rows_of(table: str) -> list[dict[str, Any]]:
    return catalogue.rows(table).to_pylist()


def test_a_missing_report_stays_in_the_status_table() -> None:
    rows = catalogue.rows("mart_report_status").to_pylist()
    seen = {(row["country_code"], row["reporting_year"]): row["report_status"] for row in rows}
    assert seen["PHL", 2026] == "missing"
    assert ("SLE", 2026) not in seen


def test_an_unknown_table_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"No table 'secret'.*observation"):
        catalogue.rows("secret")

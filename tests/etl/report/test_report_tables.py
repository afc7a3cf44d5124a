"""The tables: whole workbooks in, the warehouse's rows out."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import duckdb
import pytest

from etl.reference import Reference
from etl.report import Report, Words, read_reports, write_workbook
from etl.report.tables import COLUMNS
from locales import texts

SCHEMA = Path(__file__).parents[3] / "etl" / "schema.sql"


@pytest.fixture
def warehouse() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with the tables of the schema."""
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    return connection


def load(connection: duckdb.DuckDBPyConnection, tables: dict) -> None:
    first = ("report", "roadmap")  # the others refer to them
    for table in (*first, *(name for name in tables if name not in first)):
        frame = tables[table]
        assert connection.register("frame", frame)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame")
        connection.unregister("frame")


def test_columns_are_those_of_the_schema(warehouse: duckdb.DuckDBPyConnection) -> None:
    for table, columns in COLUMNS.items():
        expected = {row[0] for row in warehouse.execute(f"DESCRIBE {table}").fetchall()}
        assert set(columns) == expected, table


def test_folder_that_is_missing_or_empty_gives_empty_tables(
    reference: Reference, tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    for folder in (tmp_path / "missing", tmp_path):
        tables = read_reports(folder, reference, is_illustrative=False)
        assert set(tables) == set(COLUMNS)
        assert all(len(frame) == 0 for frame in tables.values())
        load(warehouse, tables)


def test_one_report_becomes_these_rows(
    report: Report, reference: Reference, tmp_path: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    path = write_workbook(tmp_path / "kenya.xlsx", report, "fr", reference)
    load(warehouse, read_reports(tmp_path, reference, is_illustrative=False))
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    assert warehouse.execute("SELECT * FROM report").fetchall() == [
        (
            "KEN-2026-1",
            "KEN",
            2026,
            1,
            date(2025, 9, 1),
            date(2026, 8, 31),
            "Ministry responsible for children",
            date(2026, 10, 20),
            date(2026, 10, 20),
            date(2026, 10, 20),
            "en",
            "alliance_only",
            "self_reported",
            False,
            "kenya.xlsx",
            checksum,
        )
    ]
    assert warehouse.execute("SELECT * FROM roadmap").fetchall() == [
        ("KEN-2026-1", "KEN-2026-1", "KEN", 1, 2, False)
    ]
    assert warehouse.execute(
        "SELECT action_id, inspire_strategies, start_date, baseline, target, budget, "
        "budget_currency FROM roadmap_action ORDER BY action_id"
    ).fetchall() == [
        ("A01", ["laws"], date(2025, 1, 1), 0.0, 1.0, 1_250_000.5, "KES"),
        ("A02", ["coordination", "monitoring"], date(2025, 1, 1), 0.0, 1.0, 90_000.0, "USD"),
    ]
    assert warehouse.execute(
        "SELECT report_id, action_id, status, has_evidence_gap, percent_complete, spent, "
        "revised_due_date, completed_date FROM action_progress ORDER BY action_id"
    ).fetchall() == [
        ("KEN-2026-1", "A01", "complete", False, 100.0, 1_000_000.0, None, date(2026, 5, 4)),
        ("KEN-2026-1", "A02", "not_started", False, 0.0, None, date(2027, 6, 30), None),
    ]
    assert warehouse.execute(
        "SELECT step, milestone_date, verified_by FROM milestone ORDER BY milestone_date"
    ).fetchall() == [
        ("expression_of_interest", date(2024, 11, 8), "Secretariat"),
        ("implementing", date(2025, 6, 2), None),
    ]
    assert warehouse.execute(
        "SELECT series_code, year, value, sex, age, source_text, url FROM national_observation"
    ).fetchall() == [
        ("VC_VAW_PHYPYV", 2025, 47.5, "_Z", "Y1T14", "National household survey 2025", None)
    ]
    assert warehouse.execute(
        "SELECT practice_id, inspire_strategies FROM good_practice"
    ).fetchall() == [("GP1", ["laws", "services"])]
    assert warehouse.execute("SELECT item_id, kind FROM support_item").fetchall() == [
        ("S1", "offer")
    ]
    assert warehouse.execute("SELECT count(*) FROM problem").fetchall() == [(0,)]


def test_evidence_gap_stands_beside_the_self_report(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    report.rows["progress"][0].values["evidence_url"] = None
    write_workbook(tmp_path / "kenya.xlsx", report, "en", reference)
    tables = read_reports(tmp_path, reference, is_illustrative=False)
    progress = tables["action_progress"].set_index("action_id")
    assert progress.loc["A01", "status"] == "complete"
    assert progress["has_evidence_gap"].to_dict() == {"A01": True, "A02": False}
    (problem,) = tables["problem"].to_dict("records")
    assert problem == {
        "origin": "report",
        "file_name": "kenya.xlsx",
        "report_id": "KEN-2026-1",
        "source_id": None,
        "severity": "warning",
        "rule": "no_evidence",
        "sheet": "Progress",
        "cell": "H4",
        "found": texts("en")["action_status.complete"],
        "accepted": "https://example.org/report.pdf",
    }


def test_revisions_follow_submission_dates_and_versions_the_reports(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    words = Words(reference)

    def send(name: str, year: int, submitted: date) -> None:
        form = report.form.values
        form["reporting_year"], form["submitted_date"] = year, submitted
        form["period_start"] = reference.calendar[year].period_start
        form["period_end"] = reference.calendar[year].period_end
        write_workbook(tmp_path / name, report, "en", reference, words)

    report.rows["national_data"] = []
    report.rows["milestones"][0].values["last_checked_date"] = None
    send("b_corrected.xlsx", 2026, date(2026, 11, 15))
    send("c_first.xlsx", 2026, date(2026, 10, 1))
    report.rows["progress"] = []
    report.rows["milestones"] = report.rows["milestones"][:1]
    send("a_earlier.xlsx", 2025, date(2025, 10, 1))
    report.rows["roadmap"] = []
    send("d_before_any_roadmap.xlsx", 2025, date(2025, 9, 1))

    tables = read_reports(tmp_path, reference, is_illustrative=False)
    found = tables["report"].set_index("file_name")["report_id"].to_dict()
    assert found == {
        "d_before_any_roadmap.xlsx": "KEN-2025-1",
        "a_earlier.xlsx": "KEN-2025-2",
        "c_first.xlsx": "KEN-2026-1",
        "b_corrected.xlsx": "KEN-2026-2",
    }
    versions = tables["roadmap"].set_index("report_id")["version"].to_dict()
    assert versions == {"KEN-2025-2": 1, "KEN-2026-1": 2, "KEN-2026-2": 3}


def test_report_with_an_error_is_not_loaded_and_the_others_are(
    report: Report, reference: Reference, tmp_path: Path
) -> None:
    write_workbook(tmp_path / "kenya.xlsx", report, "en", reference)
    report.form.values |= {"country_code": "UGA", "submitting_office": None}
    write_workbook(tmp_path / "uganda.xlsx", report, "en", reference)
    (tmp_path / "notes.txt").write_text("call back")
    (tmp_path / "README.md").write_text("What this folder is for")
    (tmp_path / "~$kenya.xlsx").write_bytes(b"left by Excel")
    (tmp_path / ".hidden").write_bytes(b"")
    tables = read_reports(tmp_path, reference, is_illustrative=False)
    assert tables["report"]["country_code"].tolist() == ["KEN"]
    for table, frame in tables.items():
        if table not in ("problem", "review_decision"):
            assert set(frame["country_code"]) == {"KEN"}, table
    problems = tables["problem"][["file_name", "report_id", "rule", "cell"]]
    assert problems.astype(object).values.tolist() == [
        ["notes.txt", None, "not_a_workbook", None],
        ["uganda.xlsx", None, "missing_value", "B8"],
    ]

"""Turns checked reports into the rows of the warehouse's report tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from etl.reference import Reference
from etl.report.check import CheckResult, check_file, has_evidence_gap
from etl.report.problem import Problem
from etl.report.workbook import SHEETS, Report, Words

# Columns the tables have beside those of the workbook's sheets.
BEFORE = {
    "report": ("report_id",),
    "roadmap_action": ("roadmap_id", "country_code"),
}
DERIVED = {
    "report": ("revision", "verification_level", "file_name", "checksum_sha256"),
    "action_progress": ("has_evidence_gap",),
}
ROADMAP = ("roadmap_id", "report_id", "country_code", "version", "action_count", "is_illustrative")
PROBLEM = (
    "origin",
    "file_name",
    "report_id",
    "source_id",
    "severity",
    "rule",
    "sheet",
    "cell",
    "found",
    "accepted",
)

COLUMNS: dict[str, tuple[str, ...]] = {
    sheet.table: tuple(
        dict.fromkeys(
            (
                *BEFORE.get(sheet.table, ("report_id", "country_code")),
                *(column.key for column in sheet.columns),
                *DERIVED.get(sheet.table, ()),
                "is_illustrative",
            )
        )
    )
    for sheet in SHEETS
} | {"roadmap": ROADMAP, "problem": PROBLEM}


@dataclass(frozen=True)
class _Loaded:
    """A report without errors, and the file it came in."""

    report: Report
    file_name: str
    checksum: str

    @property
    def order(self) -> tuple[Any, ...]:
        form = self.report.form
        return (
            form.text("country_code"),
            self.report.reporting_year,
            form.date("submitted_date"),
            self.file_name,
        )


def read_reports(
    folder: Path, reference: Reference, is_illustrative: bool
) -> dict[str, pd.DataFrame]:
    """All report tables of one folder of workbooks, with the columns of ``etl/schema.sql``.

    A report with an error is not loaded, its problems are. Two reports of a country and year are
    revisions 1 and 2, in the order of submission date and file name; a byte-identical copy counts
    once. A roadmap's version is the order of the country's reports that carry one. A folder that is
    missing or empty gives empty tables. A file of the folder that is not a workbook is a problem.
    """
    words = Words(reference)
    checksums: dict[str, str] = {}
    loaded: list[_Loaded] = []
    problems: list[tuple[str, Problem]] = []
    for path in report_files(folder):
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        first = checksums.setdefault(checksum, path.name)
        if first != path.name:
            problems.append((path.name, Problem("duplicate_file", found=first)))
            continue
        result: CheckResult = check_file(path, reference, is_illustrative, words)
        problems += [(path.name, problem) for problem in result.problems]
        if result.report is not None and not result.errors:
            loaded.append(_Loaded(result.report, path.name, checksum))
    return _tables(sorted(loaded, key=lambda one: one.order), problems)


def report_files(folder: Path) -> list[Path]:
    """The files of a folder that are taken for reports, by name; none where there is no folder.

    All but texts (.md) and those whose name begins with a dot or ``~$`` (left by Excel): a report
    in the wrong format has arrived too, and is to be refused aloud.
    """
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith((".", "~$")) and path.suffix != ".md"
    )


def _tables(loaded: list[_Loaded], problems: list[tuple[str, Problem]]) -> dict[str, pd.DataFrame]:
    records: dict[str, list[dict[str, Any]]] = {table: [] for table in COLUMNS}
    revisions: dict[tuple[Any, ...], int] = defaultdict(int)
    versions: dict[str, int] = defaultdict(int)
    report_ids: dict[str, str] = {}
    for one in loaded:
        form = one.report.form.values
        country_code, year = str(form["country_code"]), form["reporting_year"]
        revisions[country_code, year] += 1
        revision = revisions[country_code, year]
        report_id = f"{country_code}-{year}-{revision}"
        report_ids[one.file_name] = report_id
        common = {
            "report_id": report_id,
            "country_code": country_code,
            "is_illustrative": form["is_illustrative"],
        }
        records["report"].append(
            form
            | common
            | {
                "revision": revision,
                "verification_level": "self_reported",
                "file_name": one.file_name,
                "checksum_sha256": one.checksum,
            }
        )
        actions = one.report.rows["roadmap"]
        if actions:
            versions[country_code] += 1
            records["roadmap"].append(
                common
                | {
                    "roadmap_id": report_id,
                    "version": versions[country_code],
                    "action_count": len(actions),
                }
            )
        for sheet in SHEETS:
            if sheet.is_form:
                continue
            for row in one.report.rows[sheet.key]:
                record = row.values | common
                if sheet.table == "roadmap_action":
                    record["roadmap_id"] = report_id
                if sheet.table == "action_progress":
                    record["has_evidence_gap"] = has_evidence_gap(row)
                records[sheet.table].append(record)
    records["problem"] = [
        {
            "origin": "report",
            "file_name": file_name,
            "report_id": report_ids.get(file_name),
            "source_id": None,
            "severity": problem.severity,
            "rule": problem.rule,
            "sheet": problem.sheet or None,
            "cell": problem.cell or None,
            "found": problem.found or None,
            "accepted": problem.accepted or None,
        }
        for file_name, problem in problems
    ]
    # Object columns: a missing date or number stays None, and a list of strategies stays a list.
    return {
        table: pd.DataFrame(
            {
                column: pd.Series(
                    [_plain(record.get(column)) for record in records[table]], dtype=object
                )
                for column in columns
            },
            columns=list(columns),
        )
        for table, columns in COLUMNS.items()
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

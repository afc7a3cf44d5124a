"""Turns checked reports into the rows of the warehouse's report tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    "report": (
        "revision",
        "verification_level",
        "received_date",
        "first_received_date",
        "file_name",
        "checksum_sha256",
    ),
    "action_progress": ("has_evidence_gap",),
}
REVIEW_DECISION = (
    "decision_id",
    "report_id",
    "decision",
    "decided_at",
    "decided_by_role",
    "is_illustrative",
)
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
} | {"roadmap": ROADMAP, "review_decision": REVIEW_DECISION, "problem": PROBLEM}


@dataclass(frozen=True)
class Decision:
    """A decision that stands on a report, without the person who took it."""

    decision_id: str
    decision: str
    decided_at: datetime
    decided_by_role: str


@dataclass(frozen=True)
class Arrived:
    """A report file and what the store knows of its way.

    ``sent_number`` counts what was sent for the country and year, from 1, so that a revision keeps its
    number whatever is decided later.
    """

    path: Path
    sent_number: int
    received_date: date
    first_received_date: date
    verification_level: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class _Loaded:
    """A report without errors, the file it came in, and its way there (None for a file of a folder)."""

    report: Report
    file_name: str
    checksum: str
    arrived: Arrived | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        form = self.report.form
        return (
            form.text("country_code"),
            self.report.reporting_year,
            0 if self.arrived is None else self.arrived.sent_number,
            form.date("submitted_date"),
            self.file_name,
        )


def read_reports(
    folder: Path, reference: Reference, is_illustrative: bool, sent: Sequence[Arrived] = ()
) -> dict[str, pd.DataFrame]:
    """All report tables of a folder of workbooks and of those ``sent``, as ``etl/schema.sql`` has them.

    A report with an error is not loaded, its problems are. Several reports of a country and year are
    revisions: first those of the folder, by submission date and file name, then those sent, by the
    number each got when it came. A byte-identical copy counts once. A roadmap's version is the order
    of the country's reports that carry one. A folder that is missing or empty gives no rows. A file
    of the folder that is not a workbook is a problem.
    """
    words = Words(reference)
    checksums: dict[str, str] = {}
    loaded: list[_Loaded] = []
    problems: list[tuple[str, Problem]] = []
    ways = {one.path: one for one in sent}
    for path in [*report_files(folder), *ways]:
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
        first = checksums.setdefault(checksum, path.name)
        if first != path.name:
            problems.append((path.name, Problem("duplicate_file", found=first)))
            continue
        result: CheckResult = check_file(path, reference, is_illustrative, words)
        problems += [(path.name, problem) for problem in result.problems]
        if result.report is not None and not result.errors:
            loaded.append(_Loaded(result.report, path.name, checksum, ways.get(path)))
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
        if one.arrived is None:
            revisions[country_code, year] += 1
            revision = revisions[country_code, year]
        else:
            # Those of the folder come first (see ``order``), and are all counted by now.
            revision = revisions[country_code, year] + one.arrived.sent_number
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
                "file_name": one.file_name,
                "checksum_sha256": one.checksum,
            }
            | _way(one)
        )
        records["review_decision"] += [
            common
            | {
                "decision_id": decision.decision_id,
                "decision": decision.decision,
                "decided_at": decision.decided_at,
                "decided_by_role": decision.decided_by_role,
            }
            for decision in (one.arrived.decisions if one.arrived else ())
        ]
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


def _way(one: _Loaded) -> dict[str, Any]:
    """When a report came and how far it was verified; nobody has vouched for a file of a folder."""
    if one.arrived is None:
        submitted_date = one.report.form.date("submitted_date")
        return {
            "verification_level": "self_reported",
            "received_date": submitted_date,
            "first_received_date": submitted_date,
        }
    return {
        "verification_level": one.arrived.verification_level,
        "received_date": one.arrived.received_date,
        "first_received_date": one.arrived.first_received_date,
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

"""A small warehouse from rows written by hand: tables, the marts made of them, a build to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl import warehouse
from etl.build import SCHEMA_FILE, load_assessments, make_marts

SOURCE = "SOURCE"
# The year as of which progress is judged.
REFERENCE_YEAR = 2026
CALENDAR = {2025: "2025-10-31", 2026: "2026-10-31", 2027: "2027-10-31"}

# What a row says where the test does not care. Columns that may be NULL are NULL unless named.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "source": {
        "source_id": SOURCE,
        "publisher": "Publisher",
        "title": "Data set",
        "citation": "Publisher, Data set, 2026",
        "licence": "CC BY 4.0",
        "vintage": "2026-01-31",
        "vintage_date": "2026-01-31",
    },
    "country": {"is_pathfinder": True, "source_id": SOURCE},
    "indicator": {
        "sdg_code": "16.2.1",
        "unit": "percent",
        "direction": "lower_is_better",
        "custodian": "UNICEF",
        "publisher": "unsd",
        "comparable_sexes": ["_Z"],
        "comparable_ages": ["Y1T14"],
        "is_headline": True,
        "target_reason_key": "indicator_target.end_violence",
    },
    "observation": {
        "area_type": "country",
        "year": 2020,
        "sex": "_Z",
        "age": "Y1T14",
        "value_status": "reported",
        "unit": "percent",
        "source_id": SOURCE,
    },
    "legal_status": {
        "status": "state_party",
        "status_text": "ratified",
        "source_text": "Depositary",
        "source_id": SOURCE,
    },
    "membership_fact": {"url": "https://example.org", "source_id": SOURCE},
    "reporting_calendar": {"is_illustrative": False},
    "report": {
        "revision": 1,
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "submitting_office": "Ministry",
        "language": "en",
        "visibility": "public",
        "verification_level": "self_reported",
        "is_illustrative": False,
        "file_name": "report.xlsx",
        "checksum_sha256": "0" * 64,
    },
    "milestone": {"is_illustrative": False},
    "roadmap": {"is_illustrative": False},
    "roadmap_action": {
        "priority": "Priority",
        "inspire_strategies": ["laws"],
        "action": "Action",
        "is_illustrative": False,
    },
    "action_progress": {"has_evidence_gap": False, "is_illustrative": False},
    "good_practice": {
        "title": "Practice",
        "inspire_strategies": ["laws"],
        "description": "What was done",
        "is_illustrative": False,
    },
    "support_item": {
        "kind": "need",
        "inspire_strategies": ["laws"],
        "description": "What is needed",
        "is_illustrative": False,
    },
    "problem": {
        "origin": "report",
        "file_name": "report.xlsx",
        "severity": "warning",
        "rule": "problem.no_evidence",
    },
}
_PROGRESS_COLUMNS = {
    "status",
    "has_evidence_gap",
    "percent_complete",
    "spent",
    "revised_due_date",
    "completed_date",
    "done_text",
    "evidence_url",
    "barriers",
    "support_needed",
}


class Given:
    """Rows of the schema's tables, added one by one; ``mart`` then gives what is made of them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._versions: dict[str, int] = defaultdict(int)
        self._countries = 0
        self._indicators = 0
        self._is_made = False
        connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        self.add("source")
        for year, due_date in CALENDAR.items():
            self.add(
                "reporting_calendar",
                reporting_year=year,
                period_start=f"{year - 1}-09-01",
                period_end=f"{year}-08-31",
                due_date=due_date,
            )

    def add(self, table: str, **values: Any) -> None:
        """One row; what is not named is the table's default, else NULL."""
        row = _DEFAULTS.get(table, {}) | values
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())
        )

    def country(
        self,
        code: str,
        region: str = "2",
        subregion: str = "202",
        income: str = "low",
        name: str | None = None,
        **values: Any,
    ) -> str:
        """A pathfinder (unless said otherwise) with its groups and names; its code."""
        self._countries += 1
        self.add(
            "country",
            country_code=code,
            iso2_code=code[:2] + str(self._countries),
            area_code=str(9000 + self._countries),
            **values,
        )
        for scheme, group in (
            ("un_region", region),
            ("un_subregion", subregion),
            ("income_group", income),
        ):
            self.add("country_group", scheme=scheme, group_code=group, country_code=code)
        for language in ("en", "fr"):
            self.add(
                "country_name", country_code=code, language=language, name=name or f"Land {code}"
            )
        return code

    def indicator(self, series: str = "VC_VAW_PHYPYV", **values: Any) -> str:
        """A series, comparable for ages 1 to 14 without sexes unless said otherwise; its code."""
        self._indicators += 1
        row = {"position": self._indicators, "title_key": f"indicator.{series}.title"} | values
        self.add("indicator", series_code=series, **row)
        return series

    def observe(self, country: str, year: int, value: float | None, **values: Any) -> None:
        """A country's figure, of VC_VAW_PHYPYV unless said otherwise."""
        row = {"series_code": "VC_VAW_PHYPYV", "area_code": country} | values
        self.add("observation", country_code=country, year=year, value=value, **row)

    def report(
        self,
        country: str,
        year: int,
        *actions: Mapping[str, Any],
        revision: int = 1,
        submitted: str | None = None,
        steps: Mapping[str, str] | None = None,
        **values: Any,
    ) -> str:
        """A report, in time unless said otherwise, with dated steps and a roadmap; its id.

        As in the ETL, a report without any action carries no roadmap. An action is a mapping with
        ``action_id`` and columns of roadmap_action and action_progress; without ``status`` nothing
        is reported on it.
        """
        report_id = f"{country}-{year}-{revision}"
        common = {"report_id": report_id, "country_code": country}
        day = submitted or f"{year}-10-01"
        self.add(
            "report",
            **common,
            reporting_year=year,
            revision=revision,
            **{"submitted_date": day, "received_date": day, "first_received_date": day},
            **values,
        )
        for step, day in (steps or {}).items():
            self.add("milestone", **common, step=step, milestone_date=day)
        if actions:
            self._versions[country] += 1
            version = self._versions[country]
            self.add(
                "roadmap",
                **common,
                roadmap_id=report_id,
                version=version,
                action_count=len(actions),
            )
        for action in actions:
            promised = {
                name: cell for name, cell in action.items() if name not in _PROGRESS_COLUMNS
            }
            said = {name: cell for name, cell in action.items() if name in _PROGRESS_COLUMNS}
            self.add("roadmap_action", roadmap_id=report_id, country_code=country, **promised)
            if said:
                self.add("action_progress", **common, action_id=action["action_id"], **said)
        return report_id

    def make(self) -> None:
        """Judge progress and make the marts."""
        load_assessments(self.connection, REFERENCE_YEAR)
        make_marts(self.connection)
        self._is_made = True

    def mart(self, name: str, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
        """Rows of a mart: the columns named, sorted; dates and lists as text."""
        if not self._is_made:
            self.make()
        rows = self.connection.execute(
            f"SELECT {columns} FROM {name} WHERE {where} ORDER BY ALL"
        ).fetchall()
        return [tuple(_plain(cell) for cell in row) for row in rows]


def publish(folder: Path, given_rows: Any, **record: Any) -> str:
    """Publish a build of the rows that ``given_rows(Given)`` adds; its name."""
    with warehouse.draft_build(folder) as draft:
        # One transaction: row by row, each would wait for the disk.
        draft.connection.begin()
        given = Given(draft.connection)
        given_rows(given)
        given.make()
        draft.connection.commit()
        row = {
            "reports_mode": "received",
            "is_illustrative": False,
            "input_checksum": "0" * 64,
            "decisions_checksum": "0" * 64,
            "row_count": 1,
            "warning_count": 0,
            "duration_seconds": 0.1,
        }
        return warehouse.publish(folder, draft, row | record).name


def _plain(cell: Any) -> Any:
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return list(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else cell

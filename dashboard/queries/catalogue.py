"""Questions about the warehouse itself: its sources, what is known, what was wrong, its tables."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from dashboard.warehouse import fetch, fetch_arrow, remembered

# Tables that rest on country reports without saying so in a column of their own.
_REST_ON_REPORTS = frozenset(
    {
        "mart_action_change",
        "mart_budget_by_strategy",
        "mart_roadmap_quality",
        "mart_stage",
        "mart_stage_step",
    }
)
# Reports the reader may see, without those of a year whose newest revision is not for them: that year is withdrawn
# whole.
_SEEN = """(
    SELECT report.report_id
    FROM report
    INNER JOIN mart_report_latest AS latest
        ON latest.country_code = report.country_code AND latest.reporting_year = report.reporting_year
    WHERE report.visibility IN (SELECT visibility FROM audience) AND latest.is_visible
)"""


@remembered
def sources() -> pd.DataFrame:
    """One row per publisher's data set and vintage: citation, licence, files and rows loaded; largest first."""
    return fetch(
        """
        SELECT mart_source.*, source.caveat_key
        FROM mart_source
        INNER JOIN source ON source.source_id = mart_source.source_id
        ORDER BY mart_source.row_count DESC, mart_source.source_id
        """
    )


@remembered
def observation_sources() -> pd.DataFrame:
    """One row per data set that figures of series come from: its id."""
    return fetch("SELECT DISTINCT source_id FROM mart_series_source ORDER BY source_id")


@remembered
def knowledge_counts() -> pd.DataFrame:
    """One row per state of knowledge (trend, level, not_comparable, no_data): pairs of pathfinder and series."""
    return fetch(
        "SELECT knowledge, COUNT(*) AS pair_count FROM mart_coverage GROUP BY knowledge ORDER BY knowledge"
    )


@remembered
def knowledge_by_series() -> pd.DataFrame:
    """One row per series in the order of display: pathfinders per state of knowledge, and the newest year."""
    return fetch(
        """
        SELECT
            indicator.series_code,
            indicator.sdg_code,
            COUNT(*) FILTER (WHERE knowledge = 'trend') AS trend_count,
            COUNT(*) FILTER (WHERE knowledge = 'level') AS level_count,
            COUNT(*) FILTER (WHERE knowledge = 'not_comparable') AS not_comparable_count,
            COUNT(*) FILTER (WHERE knowledge = 'no_data') AS no_data_count,
            MAX(last_year) AS last_year
        FROM mart_coverage
        INNER JOIN indicator ON indicator.series_code = mart_coverage.series_code
        GROUP BY indicator.series_code, indicator.sdg_code, indicator.position
        ORDER BY indicator.position
        """
    )


@remembered
def problem_counts() -> pd.DataFrame:
    """One row per origin, severity and rule: problems found, the files they stand in, and one as an example.

    Problems of reports that the reader may not see are left out, and so are those of report files that were refused.
    """
    return fetch(
        f"""
        SELECT
            origin,
            severity,
            rule,
            COUNT(*) AS problem_count,
            COUNT(DISTINCT file_name) AS file_count,
            ANY_VALUE(sheet ORDER BY file_name, sheet, cell) AS sheet,
            ANY_VALUE(cell ORDER BY file_name, sheet, cell) AS cell,
            ANY_VALUE(found ORDER BY file_name, sheet, cell) AS found,
            ANY_VALUE(accepted ORDER BY file_name, sheet, cell) AS accepted
        FROM problem
        WHERE {_visible(["origin", "report_id"])}
        GROUP BY origin, severity, rule
        ORDER BY origin DESC, severity, problem_count DESC, rule
        """
    )


@remembered
def problems() -> pd.DataFrame:
    """One row per problem found in a source or in a report that the reader may see, with the place and what was found."""
    return fetch(
        f"""
        SELECT origin, file_name, severity, rule, sheet, cell, found, accepted
        FROM problem
        WHERE {_visible(["origin", "report_id"])}
        ORDER BY origin DESC, file_name, rule, sheet, cell
        """
    )


@remembered
def tables() -> pd.DataFrame:
    """One row per table of the warehouse: its rows that the reader may see, and whether it rests on reports.

    ``is_illustrative``: some of these rows come from illustrative reports.
    """
    marks = {name: _illustrative(name, columns) for name, columns in _columns().items()}
    rows = [
        fetch(
            f"""
            SELECT
                $name AS table_name,
                COUNT(*) AS row_count,
                $rests AS rests_on_reports,
                COALESCE({marks[name]}, FALSE) AS is_illustrative
            FROM {_quoted(name)}
            WHERE {_visible(columns)}
            """,
            name=name,
            rests=marks[name] != "FALSE",
        )
        for name, columns in _columns().items()
    ]
    return pd.concat(rows, ignore_index=True)


def rows(table: str) -> pa.Table:
    """The rows of one table that the reader may see, in the warehouse's own types.

    Raises ValueError for a name that is no table, listing those that are.
    """
    known = _columns()
    if table not in known:
        raise ValueError(f"No table {table!r} in the warehouse. Tables: {', '.join(known)}.")
    return fetch_arrow(f"SELECT * FROM {_quoted(table)} WHERE {_visible(known[table])}")


def _columns() -> dict[str, list[str]]:
    """The columns of each table, tables by name: base tables first, then marts."""
    found = fetch(
        """
        SELECT table_name, column_name
        FROM duckdb_columns()
        WHERE NOT internal AND schema_name = 'main'
        ORDER BY STARTS_WITH(table_name, 'mart_'), table_name, column_index
        """
    )
    return {
        str(name): list(part.column_name) for name, part in found.groupby("table_name", sort=False)
    }


def _visible(columns: list[str]) -> str:
    """The condition under which a row with these columns may be seen by this reader."""
    conditions = ["TRUE"]
    if "visibility" in columns:
        conditions.append("(visibility IS NULL OR visibility IN (SELECT visibility FROM audience))")
    conditions += [
        f"({key} IS NULL OR {key} IN {_SEEN})"
        for key in ("report_id", "roadmap_id")
        if key in columns
    ]
    if "origin" in columns:
        conditions.append("(origin = 'source' OR report_id IS NOT NULL)")
    return " AND ".join(conditions)


def _illustrative(name: str, columns: list[str]) -> str:
    if "is_illustrative" in columns:
        return "BOOL_OR(is_illustrative)"
    if name in _REST_ON_REPORTS:
        return "(SELECT BOOL_OR(is_illustrative) FROM report) AND COUNT(*) > 0"
    if name == "problem":
        return "(SELECT BOOL_OR(is_illustrative) FROM report) AND BOOL_OR(origin = 'report')"
    return "FALSE"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

"""Questions about one country report: what it says, as its peers read it."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def listed(language: str) -> pd.DataFrame:
    """One row per report that the reader may see (newest revision of each year): id, country, year; by name, newest first."""
    return fetch(
        """
        SELECT newest.report_id, newest.country_code, country_name.name AS country_name, newest.reporting_year
        FROM mart_report_latest AS newest
        INNER JOIN country_name
            ON country_name.country_code = newest.country_code AND country_name.language = $language
        WHERE newest.is_visible
        ORDER BY STRIP_ACCENTS(country_name.name), newest.reporting_year DESC
        """,
        language=language,
    )


@remembered
def about(report_id: str) -> pd.DataFrame:
    """One row: the report's own facts, its decisions' days, the number of warnings, and the year of the one before."""
    return fetch(
        """
        SELECT
            report.*,
            (
                SELECT MAX(earlier.reporting_year) FROM mart_report_latest AS earlier
                WHERE earlier.country_code = report.country_code
                AND earlier.is_visible AND earlier.reporting_year < report.reporting_year
            ) AS previous_year,
            (
                SELECT MAX(decided_at) FROM review_decision
                WHERE review_decision.report_id = report.report_id
            ) AS decided_at,
            (
                SELECT COUNT(*) FROM problem
                WHERE problem.report_id = report.report_id AND severity = 'warning'
            ) AS warning_count
        FROM mart_report_latest AS newest
        INNER JOIN report ON report.report_id = newest.report_id
        WHERE newest.is_visible AND report.report_id = $report
        """,
        report=report_id,
    )


@remembered
def steps(report_id: str) -> pd.DataFrame:
    """One row per step of the process that the report gives a date for, by date."""
    return fetch(
        "SELECT * FROM milestone WHERE report_id = $report ORDER BY milestone_date, step",
        report=report_id,
    )


@remembered
def actions(report_id: str) -> pd.DataFrame:
    """One row per action of the report's roadmap with what it says of its progress; by priority and due date."""
    return fetch(
        """
        SELECT
            action.priority,
            action.action_id,
            action.action,
            action.lead_body,
            action.indicator,
            action.baseline,
            action.target,
            action.unit,
            action.budget,
            action.budget_currency,
            progress.spent,
            COALESCE(progress.revised_due_date, action.due_date) AS due_date,
            progress.completed_date,
            COALESCE(progress.status, 'no_report') AS status,
            COALESCE(progress.has_evidence_gap, FALSE) AS has_evidence_gap,
            progress.percent_complete,
            progress.done_text,
            progress.evidence_url,
            progress.barriers,
            progress.support_needed
        FROM roadmap_action AS action
        LEFT JOIN action_progress AS progress
            ON progress.report_id = action.roadmap_id AND progress.action_id = action.action_id
        WHERE action.roadmap_id = $report
        ORDER BY MIN(action.action_id) OVER (PARTITION BY action.priority), due_date NULLS LAST, action.action_id
        """,
        report=report_id,
    )


@remembered
def changes(report_id: str) -> pd.DataFrame:
    """One row per change of this report against the country's one before that the reader may see."""
    return fetch(
        """
        SELECT change.*
        FROM mart_action_change AS change
        INNER JOIN report
            ON report.country_code = change.country_code AND report.reporting_year = change.to_year
        WHERE report.report_id = $report
        ORDER BY change.action_id, change.change
        """,
        report=report_id,
    )


@remembered
def figures(report_id: str) -> pd.DataFrame:
    """One row per figure that the country gives itself in this report."""
    return fetch(
        """
        SELECT figure.*, indicator.unit
        FROM national_observation AS figure
        INNER JOIN indicator ON indicator.series_code = figure.series_code
        WHERE figure.report_id = $report
        ORDER BY indicator.position, figure.year DESC, figure.sex, figure.age
        """,
        report=report_id,
    )


@remembered
def practices(report_id: str) -> pd.DataFrame:
    """One row per good practice of the report."""
    return fetch(
        "SELECT * FROM good_practice WHERE report_id = $report ORDER BY practice_id",
        report=report_id,
    )


@remembered
def support(report_id: str) -> pd.DataFrame:
    """One row per need or offer of support in the report."""
    return fetch(
        "SELECT * FROM support_item WHERE report_id = $report ORDER BY kind, item_id",
        report=report_id,
    )

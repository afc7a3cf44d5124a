"""Questions about one country: steps, roadmap, money, law, membership, reports."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.theme import INSPIRE_ORDER
from dashboard.warehouse import fetch, remembered


@remembered
def summary(country: str, today: datetime.date) -> pd.DataFrame:
    """One row: stage, newest report, and counts of the roadmap's actions by today.

    ``overdue_count``: current due date passed, neither complete nor cancelled.
    """
    return fetch(
        """
        SELECT
            mart_pathfinder.*,
            mart_stage.stage,
            mart_stage.stage_date,
            newest.reporting_year,
            newest.submitted_date,
            newest.verification_level,
            EXISTS (SELECT 1 FROM report WHERE report.country_code = $country) AS has_report,
            COUNT(action.action_id) AS action_count,
            COUNT(action.action_id) FILTER (WHERE action.status = 'complete') AS complete_count,
            COUNT(action.action_id) FILTER (
                WHERE action.current_due_date <= $today AND action.status <> 'cancelled'
            ) AS due_count,
            COUNT(action.action_id) FILTER (
                WHERE action.current_due_date <= $today AND action.status = 'complete'
            ) AS due_complete_count,
            COUNT(action.action_id) FILTER (
                WHERE action.current_due_date < $today AND action.status NOT IN ('complete', 'cancelled')
            ) AS overdue_count,
            COUNT(action.action_id) FILTER (WHERE action.budget IS NULL) AS uncosted_count,
            COUNT(action.action_id) FILTER (WHERE action.has_evidence_gap) AS evidence_gap_count
        FROM mart_pathfinder
        INNER JOIN mart_stage ON mart_stage.country_code = mart_pathfinder.country_code
        LEFT JOIN mart_report_latest AS newest
            ON newest.country_code = mart_pathfinder.country_code
            AND newest.recency = 1
        LEFT JOIN mart_action AS action
            ON action.country_code = mart_pathfinder.country_code
            AND NOT action.is_dropped
        WHERE mart_pathfinder.country_code = $country
        GROUP BY ALL
        """,
        country=country,
        today=today,
    )


@remembered
def steps(country: str) -> pd.DataFrame:
    """One row per step of the process: reached, not reached or no report, with date and evidence."""
    return fetch(
        "SELECT * FROM mart_stage_step WHERE country_code = $country ORDER BY step_position",
        country=country,
    )


@remembered
def actions(country: str, today: datetime.date) -> pd.DataFrame:
    """One row per action of the roadmap in force and of those dropped from it, by due date.

    ``is_overdue``: current due date passed, neither complete, cancelled nor dropped.
    """
    return fetch(
        """
        SELECT
            *,
            COALESCE(
                NOT is_dropped
                AND current_due_date < $today
                AND status NOT IN ('complete', 'cancelled'),
                FALSE
            ) AS is_overdue
        FROM mart_action
        WHERE country_code = $country
        ORDER BY is_dropped, current_due_date NULLS LAST, action_id
        """,
        country=country,
        today=today,
    )


@remembered
def budget_by_strategy(country: str) -> pd.DataFrame:
    """One row per INSPIRE strategy and currency (empty: uncosted actions): budget and number of actions."""
    return fetch(
        """
        SELECT strategy, budget_currency, action_count, budget
        FROM mart_budget_by_strategy
        WHERE country_code = $country
        ORDER BY budget_currency, LIST_POSITION($strategies, strategy)
        """,
        country=country,
        strategies=list(INSPIRE_ORDER),
    )


@remembered
def changes(country: str) -> pd.DataFrame:
    """One row per change between two successive reports of the country, newest first."""
    return fetch(
        """
        SELECT action_id, action, from_year, to_year, change, old_value, new_value, old_currency, new_currency
        FROM mart_action_change
        WHERE country_code = $country
        ORDER BY to_year DESC, action_id, change
        """,
        country=country,
    )


@remembered
def legal(country: str) -> pd.DataFrame:
    """One row per legal instrument: status, dates, as-of date, source; application is never assumed."""
    return fetch(
        "SELECT * FROM mart_legal WHERE country_code = $country ORDER BY instrument",
        country=country,
    )


@remembered
def membership(country: str) -> pd.DataFrame:
    """One row per dated public fact on the country's membership, with its address."""
    return fetch(
        """
        SELECT fact, value, evidence_date_text, url
        FROM membership_fact
        WHERE country_code = $country
        ORDER BY evidence_year NULLS FIRST, fact, evidence_date_text
        """,
        country=country,
    )


@remembered
def reports(country: str, today: datetime.date) -> pd.DataFrame:
    """One row per reporting year: due date, when the report came, status as of today (`not_due` before its day).

    ``report_id`` of a report that the reader may see.
    """
    return fetch(
        """
        SELECT
            CASE WHEN status.is_visible THEN status.report_id END AS report_id,
            status.reporting_year,
            status.due_date,
            CASE
                WHEN status.report_status = 'missing' AND status.due_date >= $today THEN 'not_due'
                ELSE status.report_status
            END AS report_status,
            status.first_received_date,
            status.days_after_due,
            status.verification_level,
            newest.revision,
            newest.language,
            newest.visibility,
            (SELECT COUNT(*) FROM problem WHERE problem.report_id = status.report_id AND severity = 'warning')
                AS warning_count
        FROM mart_report_status AS status
        LEFT JOIN mart_report_latest AS newest ON newest.report_id = status.report_id
        WHERE status.country_code = $country
        ORDER BY status.reporting_year DESC
        """,
        country=country,
        today=today,
    )


@remembered
def practices(country: str) -> pd.DataFrame:
    """One row per good practice in the country's newest report that the reader may see."""
    return fetch(
        """
        SELECT good_practice.*
        FROM good_practice
        INNER JOIN mart_report_latest AS newest ON newest.report_id = good_practice.report_id
        WHERE newest.country_code = $country AND newest.recency = 1
        ORDER BY practice_id
        """,
        country=country,
    )


@remembered
def support(country: str) -> pd.DataFrame:
    """One row per need or offer of support in the country's newest report that the reader may see."""
    return fetch(
        """
        SELECT support_item.*
        FROM support_item
        INNER JOIN mart_report_latest AS newest ON newest.report_id = support_item.report_id
        WHERE newest.country_code = $country AND newest.recency = 1
        ORDER BY kind, item_id
        """,
        country=country,
    )

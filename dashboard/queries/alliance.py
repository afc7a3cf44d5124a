"""Questions about the Alliance as a whole: stages, reports, actions due, changes, knowledge."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def glance(today: datetime.date) -> pd.DataFrame:
    """One row: the counts of the overview's headline and tiles.

    ``report_year`` is the newest reporting year whose due date has passed (NULL before the first).
    Actions due are those of roadmaps in force whose current due date is today or has passed, cancelled ones left
    out; ``promised_count`` are those first promised by then, whatever became of the date or the action.
    ``implementing_count`` leaves out those that have concluded, which ``concluded_count`` are. Of the
    ``no_stage_count`` whose stage the reader may not know, ``not_public_count`` have sent a report.
    """
    return fetch(
        """
        WITH due_year AS (
            SELECT MAX(reporting_year) AS report_year FROM reporting_calendar WHERE due_date < $today
        ),
        due_action AS (
            SELECT * FROM mart_action
            WHERE NOT is_dropped AND status <> 'cancelled' AND current_due_date <= $today
        )
        SELECT
            (SELECT COUNT(*) FROM mart_pathfinder) AS pathfinder_count,
            due_year.report_year,
            (SELECT due_date FROM reporting_calendar WHERE reporting_year = due_year.report_year) AS report_due_date,
            COUNT(*) FILTER (WHERE status.report_status = 'on_time') AS on_time_count,
            COUNT(*) FILTER (WHERE status.report_status = 'late') AS late_count,
            COUNT(*) FILTER (WHERE status.report_status = 'missing') AS missing_count,
            (SELECT COUNT(*) FROM mart_stage_step WHERE step = 'roadmap_approved' AND step_status = 'reached')
                AS approved_roadmap_count,
            (SELECT COUNT(*) FROM mart_stage WHERE stage = 'implementing') AS implementing_count,
            (SELECT COUNT(*) FROM mart_stage WHERE stage = 'concluded') AS concluded_count,
            (SELECT COUNT(*) FROM mart_stage WHERE stage = 'no_report') AS no_stage_count,
            (
                SELECT COUNT(*) FROM mart_stage
                WHERE stage = 'no_report' AND country_code IN (SELECT country_code FROM mart_report_latest)
            ) AS not_public_count,
            (SELECT COUNT(*) FROM due_action) AS due_count,
            (SELECT COUNT(*) FROM mart_action WHERE first_due_date <= $today) AS promised_count,
            (SELECT COUNT(*) FROM due_action WHERE status = 'complete') AS due_complete_count,
            (SELECT COUNT(DISTINCT country_code) FROM due_action) AS due_country_count,
            (SELECT COUNT(*) FROM mart_coverage WHERE series_code = 'VC_VAW_PHYPYV' AND knowledge IN ('trend', 'level'))
                AS discipline_known_count,
            (SELECT COUNT(*) FROM mart_coverage WHERE series_code = 'VC_VAW_SXVLN' AND knowledge IN ('trend', 'level'))
                AS sexual_known_count,
            (SELECT COUNT(*) FROM mart_coverage WHERE series_code = 'VC_VAW_PHYPYV' AND knowledge = 'trend')
                AS discipline_trend_count,
            (SELECT COUNT(*) FROM mart_coverage WHERE series_code = 'VC_VAW_SXVLN' AND knowledge = 'trend')
                AS sexual_trend_count
        FROM due_year
        LEFT JOIN mart_report_status AS status ON status.reporting_year = due_year.report_year
        GROUP BY due_year.report_year
        """,
        today=today,
    )


@remembered
def stage_steps() -> pd.DataFrame:
    """One row per step of the process: how many pathfinders have reached it, have not, or sent no report."""
    return fetch(
        """
        SELECT
            step,
            step_position,
            COUNT(*) FILTER (WHERE step_status = 'reached') AS reached_count,
            COUNT(*) FILTER (WHERE step_status = 'not_reached') AS not_reached_count,
            COUNT(*) FILTER (WHERE step_status = 'no_report') AS no_report_count,
            COUNT(*) AS pathfinder_count
        FROM mart_stage_step
        GROUP BY step, step_position
        ORDER BY step_position
        """
    )


@remembered
def report_timeliness(today: datetime.date) -> pd.DataFrame:
    """One row per reporting year that is due and status (on_time, late, missing): number of pathfinders."""
    return fetch(
        """
        SELECT reporting_year, due_date, report_status, COUNT(*) AS country_count
        FROM mart_report_status
        WHERE due_date < $today
        GROUP BY reporting_year, due_date, report_status
        ORDER BY reporting_year
        """,
        today=today,
    )


@remembered
def actions_due(today: datetime.date) -> pd.DataFrame:
    """One row per UN region and status of the actions due by today: how many. Dropped actions are left out."""
    return fetch(
        """
        SELECT mart_pathfinder.region_code, mart_action.status, COUNT(*) AS action_count
        FROM mart_action
        INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = mart_action.country_code
        WHERE NOT mart_action.is_dropped AND mart_action.current_due_date <= $today
        GROUP BY mart_pathfinder.region_code, mart_action.status
        ORDER BY mart_pathfinder.region_code
        """,
        today=today,
    )


@remembered
def change_counts(country: str = "") -> pd.DataFrame:
    """One row per kind of change between each country's (or the one named) last two reports: changes and countries.

    A status counts as ``status_forward`` or ``status_back`` by the order not started, limited, substantial, complete;
    what was or is not reported, and what was cancelled, has neither direction and a kind of its own.
    """
    return fetch(
        """
        WITH newest AS (
            SELECT country_code, MAX(to_year) AS to_year
            FROM mart_action_change
            WHERE $country = '' OR country_code = $country
            GROUP BY country_code
        ),
        named AS (
            SELECT
                country_code,
                CASE
                    WHEN change = 'status' AND new_value IS NULL THEN 'status_unreported'
                    WHEN change = 'status' AND new_value = 'cancelled' THEN 'cancelled'
                    WHEN change = 'status' AND old_value IS NULL THEN 'status_first'
                    WHEN change = 'status' AND old_value = 'cancelled' THEN 'resumed'
                    WHEN change = 'status'
                        AND LIST_POSITION(['not_started', 'limited', 'substantial', 'complete'], new_value)
                        > LIST_POSITION(['not_started', 'limited', 'substantial', 'complete'], old_value)
                        THEN 'status_forward'
                    WHEN change = 'status' THEN 'status_back'
                    WHEN change = 'due_date' AND old_value IS NULL THEN 'due_date_set'
                    WHEN change = 'due_date' AND new_value IS NULL THEN 'due_date_removed'
                    WHEN change = 'due_date' AND new_value > old_value THEN 'due_date_later'
                    WHEN change = 'due_date' THEN 'due_date_earlier'
                    ELSE change
                END AS change
            FROM mart_action_change
            INNER JOIN newest USING (country_code, to_year)
        )
        SELECT change, COUNT(*) AS change_count, COUNT(DISTINCT country_code) AS country_count
        FROM named
        GROUP BY change
        ORDER BY change
        """,
        country=country,
    )


@remembered
def knowledge(language: str, series: tuple[str, ...]) -> pd.DataFrame:
    """One row per pathfinder and series: how much is known, with region and name in the language; by name."""
    return fetch(
        """
        SELECT
            mart_coverage.series_code,
            indicator.sdg_code,
            mart_coverage.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            mart_coverage.knowledge,
            mart_coverage.point_count,
            mart_coverage.first_year,
            mart_coverage.last_year
        FROM mart_coverage
        INNER JOIN indicator ON indicator.series_code = mart_coverage.series_code
        INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = mart_coverage.country_code
        INNER JOIN country_name
            ON country_name.country_code = mart_coverage.country_code AND country_name.language = $language
        WHERE LIST_CONTAINS($series, mart_coverage.series_code)
        ORDER BY indicator.position, mart_pathfinder.region_code, STRIP_ACCENTS(country_name.name)
        """,
        language=language,
        series=list(series),
    )


@remembered
def next_due(today: datetime.date) -> pd.DataFrame:
    """The next reporting year whose due date has not passed: one row, or none."""
    return fetch(
        """
        SELECT reporting_year, due_date, is_illustrative
        FROM reporting_calendar
        WHERE due_date >= $today
        ORDER BY due_date
        LIMIT 1
        """,
        today=today,
    )


@remembered
def due_reports(language: str) -> pd.DataFrame:
    """One row per pathfinder and reporting year: name, due date, and what is published; by year and name."""
    return fetch(
        """
        SELECT
            status.country_code,
            country_name.name AS country_name,
            status.reporting_year,
            status.due_date,
            calendar.is_illustrative AS is_assumed,
            status.report_status,
            status.first_received_date
        FROM mart_report_status AS status
        INNER JOIN reporting_calendar AS calendar ON calendar.reporting_year = status.reporting_year
        INNER JOIN country_name
            ON country_name.country_code = status.country_code AND country_name.language = $language
        ORDER BY status.reporting_year DESC, STRIP_ACCENTS(country_name.name)
        """,
        language=language,
    )


@remembered
def verification(country: str) -> pd.DataFrame:
    """One row per country (or the one named) with a report: year and level of the newest, and when it was vouched for."""
    return fetch(
        """
        SELECT
            newest.country_code,
            newest.reporting_year,
            newest.verification_level,
            MAX(review_decision.decided_at) AS decided_at
        FROM mart_report_latest AS newest
        LEFT JOIN review_decision ON review_decision.report_id = newest.report_id
        WHERE newest.recency = 1 AND ($country = '' OR newest.country_code = $country)
        GROUP BY newest.country_code, newest.reporting_year, newest.verification_level
        """,
        country=country,
    )


@remembered
def names(language: str) -> dict[str, str]:
    """The 47 by name in a language: ISO code to name, in the order of the names."""
    rows = pathfinders(language)
    return dict(zip(rows.country_code, rows.country_name, strict=True))


@remembered
def pathfinders(language: str) -> pd.DataFrame:
    """One row per pathfinder: code, name in the language, groups, stage; by name."""
    return fetch(
        """
        SELECT
            mart_pathfinder.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            mart_pathfinder.subregion_code,
            mart_pathfinder.income_group,
            mart_pathfinder.population_under18,
            mart_pathfinder.population_year,
            mart_stage.stage,
            mart_stage.step_position,
            mart_pathfinder.longitude,
            mart_pathfinder.latitude
        FROM mart_pathfinder
        INNER JOIN country_name
            ON country_name.country_code = mart_pathfinder.country_code AND country_name.language = $language
        INNER JOIN mart_stage ON mart_stage.country_code = mart_pathfinder.country_code
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        language=language,
    )

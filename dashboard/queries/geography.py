"""Questions about the 47 side by side on a map: one row each, whatever is or is not known."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def figures(series: str, sex: str, language: str) -> pd.DataFrame:
    """One row per pathfinder: its shown figure of a series and sex, or the state that stands for it; by name.

    ``state``: value, not_comparable, no_data, or the status of a figure published without a value (suppressed, ...).
    """
    return fetch(
        """
        SELECT
            mart_pathfinder.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            mart_pathfinder.longitude,
            mart_pathfinder.latitude,
            CASE
                WHEN shown.series_code IS NULL THEN 'no_data'
                WHEN shown.value IS NULL THEN shown.value_status
                WHEN NOT shown.is_comparable THEN 'not_comparable'
                ELSE 'value'
            END AS state,
            shown.value,
            shown.year,
            shown.age,
            shown.source_text,
            source.publisher,
            source.vintage
        FROM mart_pathfinder
        INNER JOIN country_name
            ON country_name.country_code = mart_pathfinder.country_code AND country_name.language = $language
        LEFT JOIN mart_shown_value AS shown
            ON shown.country_code = mart_pathfinder.country_code
            AND shown.series_code = $series
            AND shown.sex = $sex
        LEFT JOIN source ON source.source_id = shown.source_id
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        series=series,
        sex=sex,
        language=language,
    )


@remembered
def stages(language: str) -> pd.DataFrame:
    """One row per pathfinder: the stage that its newest public report gives, with its date and the report's year."""
    return fetch(
        """
        SELECT
            mart_pathfinder.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            mart_pathfinder.longitude,
            mart_pathfinder.latitude,
            mart_stage.stage,
            mart_stage.stage_date,
            newest.reporting_year
        FROM mart_pathfinder
        INNER JOIN country_name
            ON country_name.country_code = mart_pathfinder.country_code AND country_name.language = $language
        INNER JOIN mart_stage ON mart_stage.country_code = mart_pathfinder.country_code
        LEFT JOIN mart_report_latest AS newest
            ON newest.country_code = mart_pathfinder.country_code
            AND newest.recency = 1
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        language=language,
    )


@remembered
def reports(year: int, language: str, today: datetime.date) -> pd.DataFrame:
    """One row per pathfinder: whether and when its report for a year came (`not_due` before the due date)."""
    return fetch(
        """
        SELECT
            mart_pathfinder.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            mart_pathfinder.longitude,
            mart_pathfinder.latitude,
            CASE
                WHEN status.report_status = 'missing' AND status.due_date >= $today THEN 'not_due'
                ELSE status.report_status
            END AS report_status,
            status.due_date,
            status.first_received_date,
            status.days_after_due
        FROM mart_pathfinder
        INNER JOIN country_name
            ON country_name.country_code = mart_pathfinder.country_code AND country_name.language = $language
        INNER JOIN mart_report_status AS status
            ON status.country_code = mart_pathfinder.country_code AND status.reporting_year = $year
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        year=year,
        language=language,
        today=today,
    )


@remembered
def reporting_years(today: datetime.date) -> pd.DataFrame:
    """One row per reporting year that has begun, newest first: its due date and whether that has passed."""
    return fetch(
        """
        SELECT reporting_year, due_date, due_date < $today AS is_due
        FROM reporting_calendar
        WHERE period_start <= $today
        ORDER BY reporting_year DESC
        """,
        today=today,
    )

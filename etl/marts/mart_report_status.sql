-- one row per pathfinding country and reporting year; whether a missing report is due yet is the reader's date's matter
SELECT
    mart_pathfinder.country_code,
    reporting_calendar.reporting_year,
    reporting_calendar.due_date,
    latest.report_id,
    latest.first_received_date,
    latest.received_date,
    latest.verification_level,
    latest.visibility,
    COALESCE(latest.is_visible, FALSE) AS is_visible,
    DATE_DIFF('day', reporting_calendar.due_date, latest.first_received_date) AS days_after_due,
    CASE
        WHEN latest.report_id IS NULL THEN 'missing'
        WHEN latest.first_received_date <= reporting_calendar.due_date THEN 'on_time'
        ELSE 'late'
    END AS report_status,
    COALESCE(latest.is_illustrative, FALSE) AS is_illustrative
FROM mart_pathfinder
CROSS JOIN reporting_calendar
LEFT JOIN mart_report_latest AS latest
    ON latest.country_code = mart_pathfinder.country_code
    AND latest.reporting_year = reporting_calendar.reporting_year

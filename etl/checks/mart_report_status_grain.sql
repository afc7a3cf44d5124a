-- mart_report_status has one row per pathfinding country and reporting year.
SELECT
    mart_pathfinder.country_code,
    reporting_calendar.reporting_year,
    COUNT(mart_report_status.country_code) AS row_count
FROM mart_pathfinder
CROSS JOIN reporting_calendar
LEFT JOIN mart_report_status
    ON mart_report_status.country_code = mart_pathfinder.country_code
    AND mart_report_status.reporting_year = reporting_calendar.reporting_year
GROUP BY mart_pathfinder.country_code, reporting_calendar.reporting_year
HAVING COUNT(mart_report_status.country_code) <> 1

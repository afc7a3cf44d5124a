-- Every report is a pathfinding country's, for a year of the calendar.
SELECT
    report.report_id,
    report.country_code,
    report.reporting_year
FROM report
LEFT JOIN country ON country.country_code = report.country_code AND country.is_pathfinder
LEFT JOIN reporting_calendar ON reporting_calendar.reporting_year = report.reporting_year
WHERE country.country_code IS NULL OR reporting_calendar.reporting_year IS NULL

-- mart_action_version has one row per country, action and report.
SELECT
    country_code,
    action_id,
    report_id,
    COUNT(*) AS row_count
FROM mart_action_version
GROUP BY country_code, action_id, report_id
HAVING COUNT(*) > 1

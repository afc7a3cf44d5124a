-- mart_action has one row per country and action.
SELECT
    country_code,
    action_id,
    COUNT(*) AS row_count
FROM mart_action
GROUP BY country_code, action_id
HAVING COUNT(*) > 1

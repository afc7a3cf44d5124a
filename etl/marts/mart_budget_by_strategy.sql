-- one row per country, INSPIRE strategy and currency ('' = uncosted): an action that serves several shares its budget equally; cancelled and dropped ones are left out
WITH served AS (
    SELECT
        country_code,
        action_id,
        budget,
        COALESCE(budget_currency, '') AS budget_currency,
        LEN(inspire_strategies) AS strategy_count,
        UNNEST(inspire_strategies) AS strategy
    FROM mart_action
    WHERE NOT is_dropped AND status <> 'cancelled'
)

SELECT
    country_code,
    strategy,
    CASE WHEN budget IS NULL THEN '' ELSE budget_currency END AS budget_currency,
    COUNT(*) AS action_count,
    SUM(budget / strategy_count) AS budget
FROM served
GROUP BY country_code, strategy, CASE WHEN budget IS NULL THEN '' ELSE budget_currency END

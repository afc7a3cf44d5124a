-- one row per country with a roadmap in force that this audience may see: how many of its actions have each field filled
WITH filled AS (
    SELECT
        country_code,
        due_date IS NOT NULL AS has_due_date,
        lead_body IS NOT NULL AS has_lead_body,
        indicator IS NOT NULL AS has_indicator,
        baseline IS NOT NULL AS has_baseline,
        target IS NOT NULL AS has_target,
        budget IS NOT NULL AS has_budget,
        baseline IS NOT NULL AND target IS NOT NULL AS has_baseline_and_target,
        funding_source IS NOT NULL AS has_funding_source,
        output IS NOT NULL AS has_output,
        start_date IS NOT NULL AS has_start_date
    FROM mart_action
    -- What was cancelled stands in the roadmap still; what was dropped does not.
    WHERE NOT is_dropped
),

counted AS (
    SELECT
        country_code,
        COUNT(*) AS action_count,
        COUNT(*) FILTER (WHERE has_due_date) AS due_date_count,
        COUNT(*) FILTER (WHERE has_lead_body) AS lead_body_count,
        COUNT(*) FILTER (WHERE has_indicator) AS indicator_count,
        COUNT(*) FILTER (WHERE has_baseline) AS baseline_count,
        COUNT(*) FILTER (WHERE has_target) AS target_count,
        COUNT(*) FILTER (WHERE has_budget) AS budget_count,
        COUNT(*) FILTER (WHERE has_baseline_and_target) AS baseline_and_target_count,
        COUNT(*) FILTER (WHERE has_funding_source) AS funding_source_count,
        COUNT(*) FILTER (WHERE has_output) AS output_count,
        COUNT(*) FILTER (WHERE has_start_date) AS start_date_count
    FROM filled
    GROUP BY country_code
)

-- The required fields are named and counted here, and nowhere else.
SELECT
    *,
    ['due_date', 'lead_body', 'indicator', 'baseline', 'target', 'budget'] AS required_fields,
    due_date_count
    + lead_body_count
    + indicator_count
    + baseline_count
    + target_count
    + budget_count AS required_filled_count,
    action_count * 6 AS required_cell_count
FROM counted

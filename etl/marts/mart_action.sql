-- one row per country and action of any version of its roadmap that this audience may see: its newest state, and what was first promised
WITH seen_action AS (
    SELECT
        roadmap_action.*,
        roadmap.version,
        MAX(roadmap.version) OVER (PARTITION BY roadmap.country_code) AS newest_version,
        report.reporting_year
    FROM roadmap_action
    INNER JOIN roadmap ON roadmap.roadmap_id = roadmap_action.roadmap_id
    INNER JOIN report ON report.report_id = roadmap.report_id
    INNER JOIN audience ON audience.visibility = report.visibility
    -- A year whose newest revision is for the Alliance only is withdrawn from the public whole.
    INNER JOIN mart_report_latest AS latest
        ON latest.country_code = report.country_code
        AND latest.reporting_year = report.reporting_year
    WHERE latest.is_visible
),

ranked AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY country_code, action_id ORDER BY version DESC) AS newness,
        FIRST_VALUE(due_date IGNORE NULLS) OVER (
            PARTITION BY country_code, action_id ORDER BY version
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS first_due_date
    FROM seen_action
)

SELECT
    ranked.country_code,
    ranked.action_id,
    ranked.roadmap_id AS report_id,
    ranked.reporting_year,
    ranked.priority,
    ranked.inspire_strategies,
    ranked.action,
    ranked.output,
    ranked.lead_body,
    ranked.partners,
    ranked.start_date,
    ranked.first_due_date,
    ranked.due_date,
    COALESCE(progress.revised_due_date, ranked.due_date) AS current_due_date,
    progress.completed_date,
    DATE_DIFF(
        'day',
        ranked.first_due_date,
        COALESCE(progress.completed_date, progress.revised_due_date, ranked.due_date)
    ) AS slippage_days,
    ranked.indicator,
    ranked.baseline,
    ranked.target,
    ranked.unit,
    ranked.budget,
    ranked.budget_currency,
    ranked.funding_source,
    progress.spent,
    COALESCE(progress.status, 'no_report') AS status,
    COALESCE(progress.has_evidence_gap, FALSE) AS has_evidence_gap,
    progress.percent_complete,
    progress.done_text,
    progress.evidence_url,
    progress.barriers,
    progress.support_needed,
    ranked.version < ranked.newest_version AS is_dropped,
    ranked.is_illustrative
FROM ranked
LEFT JOIN action_progress AS progress
    ON progress.report_id = ranked.roadmap_id
    AND progress.action_id = ranked.action_id
WHERE ranked.newness = 1

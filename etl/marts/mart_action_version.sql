-- one row per country, action and report (each revision) that this audience may see: what its roadmap said, and when it came
WITH said AS (
    SELECT
        roadmap_action.*,
        roadmap.version,
        report.reporting_year,
        report.received_date,
        progress.status,
        progress.has_evidence_gap,
        progress.percent_complete,
        progress.spent,
        progress.revised_due_date,
        progress.completed_date,
        progress.done_text,
        progress.evidence_url,
        progress.barriers,
        progress.support_needed
    FROM roadmap_action
    INNER JOIN roadmap ON roadmap.roadmap_id = roadmap_action.roadmap_id
    INNER JOIN report ON report.report_id = roadmap.report_id
    INNER JOIN audience ON audience.visibility = report.visibility
    -- A year whose newest revision is for the Alliance only is withdrawn from the public whole.
    INNER JOIN mart_report_latest AS latest
        ON latest.country_code = report.country_code
        AND latest.reporting_year = report.reporting_year
    LEFT JOIN action_progress AS progress
        ON progress.report_id = roadmap.report_id
        AND progress.action_id = roadmap_action.action_id
    WHERE latest.is_visible
),

next_report AS (
    SELECT
        country_code,
        version,
        LEAD(version) OVER (PARTITION BY country_code ORDER BY version) AS next_version,
        LEAD(received_date) OVER (PARTITION BY country_code ORDER BY version) AS next_received_date
    FROM (SELECT DISTINCT country_code, version, received_date FROM said) AS versions
)

SELECT
    said.country_code,
    said.action_id,
    said.roadmap_id AS report_id,
    said.reporting_year,
    said.version,
    said.received_date,
    next_report.next_version,
    next_report.next_received_date,
    ROW_NUMBER() OVER (action ORDER BY said.version) = 1 AS is_first,
    ROW_NUMBER() OVER (action ORDER BY said.version DESC) = 1 AS is_last,
    next_report.next_version IS NULL AS is_in_force,
    said.priority,
    said.inspire_strategies,
    said.action,
    said.output,
    said.lead_body,
    said.partners,
    said.start_date,
    -- The first date that was given, in this version or one before it.
    FIRST_VALUE(said.due_date IGNORE NULLS) OVER (
        action ORDER BY said.version ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS first_due_date,
    said.due_date,
    COALESCE(said.revised_due_date, said.due_date) AS current_due_date,
    said.completed_date,
    said.indicator,
    said.baseline,
    said.target,
    said.unit,
    said.budget,
    said.budget_currency,
    said.funding_source,
    said.spent,
    COALESCE(said.status, 'no_report') AS status,
    COALESCE(said.has_evidence_gap, FALSE) AS has_evidence_gap,
    said.percent_complete,
    said.done_text,
    said.evidence_url,
    said.barriers,
    said.support_needed,
    said.is_illustrative
FROM said
INNER JOIN next_report
    ON next_report.country_code = said.country_code
    AND next_report.version = said.version
WINDOW action AS (PARTITION BY said.country_code, said.action_id)

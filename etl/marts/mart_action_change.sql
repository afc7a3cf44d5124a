-- one row per country, action and thing that changed between two successive reports that this audience may see (the newest revision of each year)
WITH said AS (
    SELECT
        report.country_code,
        roadmap.version,
        report.reporting_year,
        roadmap_action.action_id,
        roadmap_action.action,
        COALESCE(progress.revised_due_date, roadmap_action.due_date) AS due_date,
        roadmap_action.target,
        roadmap_action.budget,
        roadmap_action.budget_currency,
        progress.status
    FROM roadmap
    -- The newest revision of each year: what a correction undoes within the year is no change between reports.
    INNER JOIN mart_report_latest AS report ON report.report_id = roadmap.report_id
    INNER JOIN roadmap_action ON roadmap_action.roadmap_id = roadmap.roadmap_id
    LEFT JOIN action_progress AS progress
        ON progress.report_id = roadmap.report_id
        AND progress.action_id = roadmap_action.action_id
    WHERE report.is_visible
),

versions AS (
    SELECT
        country_code,
        version,
        reporting_year,
        LEAD(version) OVER (PARTITION BY country_code ORDER BY version) AS next_version,
        LEAD(reporting_year) OVER (PARTITION BY country_code ORDER BY version) AS next_year
    FROM (SELECT DISTINCT country_code, version, reporting_year FROM said) AS distinct_versions
),

paired AS (
    SELECT
        versions.country_code,
        versions.reporting_year AS from_year,
        versions.next_year AS to_year,
        COALESCE(older.action_id, newer.action_id) AS action_id,
        COALESCE(newer.action, older.action) AS action,
        older.action_id IS NULL AS is_added,
        newer.action_id IS NULL AS is_dropped,
        older.due_date AS old_due_date,
        newer.due_date AS new_due_date,
        older.target AS old_target,
        newer.target AS new_target,
        older.budget AS old_budget,
        newer.budget AS new_budget,
        older.budget_currency AS old_currency,
        newer.budget_currency AS new_currency,
        older.status AS old_status,
        newer.status AS new_status
    FROM versions
    INNER JOIN (
        SELECT country_code, version, action_id FROM said
        UNION
        SELECT said.country_code, earlier.version, said.action_id
        FROM said
        INNER JOIN versions AS earlier
            ON earlier.country_code = said.country_code
            AND earlier.next_version = said.version
    ) AS keys ON keys.country_code = versions.country_code AND keys.version = versions.version
    LEFT JOIN said AS older
        ON older.country_code = versions.country_code
        AND older.version = versions.version
        AND older.action_id = keys.action_id
    LEFT JOIN said AS newer
        ON newer.country_code = versions.country_code
        AND newer.version = versions.next_version
        AND newer.action_id = keys.action_id
    WHERE versions.next_version IS NOT NULL
)

SELECT
    country_code,
    action_id,
    action,
    from_year,
    to_year,
    'added' AS change,
    CAST(NULL AS VARCHAR) AS old_value,
    CAST(NULL AS VARCHAR) AS new_value,
    CAST(NULL AS VARCHAR) AS old_currency,
    CAST(NULL AS VARCHAR) AS new_currency
FROM paired
WHERE is_added
UNION ALL
SELECT country_code, action_id, action, from_year, to_year, 'dropped', NULL, NULL, NULL, NULL
FROM paired
WHERE is_dropped
UNION ALL
SELECT
    country_code,
    action_id,
    action,
    from_year,
    to_year,
    'due_date',
    CAST(old_due_date AS VARCHAR),
    CAST(new_due_date AS VARCHAR),
    NULL,
    NULL
FROM paired
WHERE NOT is_added AND NOT is_dropped AND old_due_date IS DISTINCT FROM new_due_date
UNION ALL
SELECT
    country_code,
    action_id,
    action,
    from_year,
    to_year,
    'target',
    CAST(old_target AS VARCHAR),
    CAST(new_target AS VARCHAR),
    NULL,
    NULL
FROM paired
WHERE NOT is_added AND NOT is_dropped AND old_target IS DISTINCT FROM new_target
UNION ALL
SELECT
    country_code,
    action_id,
    action,
    from_year,
    to_year,
    'budget',
    CAST(old_budget AS VARCHAR),
    CAST(new_budget AS VARCHAR),
    old_currency,
    new_currency
FROM paired
WHERE
    NOT is_added
    AND NOT is_dropped
    AND (old_budget IS DISTINCT FROM new_budget OR old_currency IS DISTINCT FROM new_currency)
UNION ALL
SELECT country_code, action_id, action, from_year, to_year, 'status', old_status, new_status, NULL, NULL
FROM paired
WHERE NOT is_added AND NOT is_dropped AND old_status IS DISTINCT FROM new_status

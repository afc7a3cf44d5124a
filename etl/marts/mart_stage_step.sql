-- one row per pathfinding country and step of the pathfinding process, as the newest report that this audience may see says
WITH steps AS (
    SELECT 1 AS step_position, 'expression_of_interest' AS step
    UNION ALL SELECT 2, 'focal_point_appointed'
    UNION ALL SELECT 3, 'consultation_held'
    UNION ALL SELECT 4, 'children_consulted'
    UNION ALL SELECT 5, 'roadmap_submitted'
    UNION ALL SELECT 6, 'roadmap_approved'
    UNION ALL SELECT 7, 'implementing'
    UNION ALL SELECT 8, 'concluded'
),

newest AS (
    SELECT
        report_id,
        country_code
    FROM mart_report_latest
    WHERE recency = 1
)

SELECT
    mart_pathfinder.country_code,
    steps.step,
    steps.step_position,
    newest.report_id,
    milestone.milestone_date,
    milestone.evidence_url,
    milestone.verified_by,
    milestone.last_checked_date,
    CASE
        WHEN newest.report_id IS NULL THEN 'no_report'
        WHEN milestone.step IS NULL THEN 'not_reached'
        ELSE 'reached'
    END AS step_status
FROM mart_pathfinder
CROSS JOIN steps
LEFT JOIN newest ON newest.country_code = mart_pathfinder.country_code
LEFT JOIN milestone
    ON milestone.report_id = newest.report_id
    AND milestone.step = steps.step

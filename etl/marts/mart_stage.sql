-- one row per pathfinding country: the furthest step the newest report seen here gives a date for, else no_report or none
WITH reached AS (
    SELECT
        country_code,
        MAX(step_position) AS step_position
    FROM mart_stage_step
    WHERE step_status = 'reached'
    GROUP BY country_code
),

reporting AS (
    SELECT DISTINCT country_code
    FROM mart_stage_step
    WHERE step_status <> 'no_report'
)

SELECT
    mart_pathfinder.country_code,
    COALESCE(
        step.step, CASE WHEN reporting.country_code IS NULL THEN 'no_report' ELSE 'none' END
    ) AS stage,
    COALESCE(reached.step_position, 0) AS step_position,
    step.milestone_date AS stage_date
FROM mart_pathfinder
LEFT JOIN reached ON reached.country_code = mart_pathfinder.country_code
LEFT JOIN reporting ON reporting.country_code = mart_pathfinder.country_code
LEFT JOIN mart_stage_step AS step
    ON step.country_code = reached.country_code
    AND step.step_position = reached.step_position

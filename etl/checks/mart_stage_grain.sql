-- mart_stage has one row per pathfinding country.
SELECT
    mart_pathfinder.country_code,
    COUNT(mart_stage.country_code) AS row_count
FROM mart_pathfinder
LEFT JOIN mart_stage ON mart_stage.country_code = mart_pathfinder.country_code
GROUP BY mart_pathfinder.country_code
HAVING COUNT(mart_stage.country_code) <> 1

-- mart_coverage has one row per pathfinding country and series.
SELECT
    mart_pathfinder.country_code,
    indicator.series_code,
    COUNT(mart_coverage.country_code) AS row_count
FROM mart_pathfinder
CROSS JOIN indicator
LEFT JOIN mart_coverage
    ON mart_coverage.country_code = mart_pathfinder.country_code
    AND mart_coverage.series_code = indicator.series_code
GROUP BY mart_pathfinder.country_code, indicator.series_code
HAVING COUNT(mart_coverage.country_code) <> 1

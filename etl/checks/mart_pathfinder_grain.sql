-- mart_pathfinder has one row per pathfinding country.
SELECT
    country.country_code,
    COUNT(mart_pathfinder.country_code) AS row_count
FROM country
LEFT JOIN mart_pathfinder ON mart_pathfinder.country_code = country.country_code
WHERE country.is_pathfinder
GROUP BY country.country_code
HAVING COUNT(mart_pathfinder.country_code) <> 1

-- The Alliance's founding document lists 47 pathfinding countries.
SELECT COUNT(*) AS pathfinder_count
FROM country
WHERE is_pathfinder
HAVING COUNT(*) <> 47

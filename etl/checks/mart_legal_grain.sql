-- mart_legal has at most one row per pathfinding country and instrument.
SELECT
    country_code,
    instrument,
    COUNT(*) AS row_count
FROM mart_legal
GROUP BY country_code, instrument
HAVING COUNT(*) > 1

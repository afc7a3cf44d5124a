-- A series comes from one vintage of one publisher: a refresh replaces its figures, and never mixes them.
SELECT
    series_code,
    COUNT(DISTINCT source_id) AS source_count
FROM observation
GROUP BY series_code
HAVING COUNT(DISTINCT source_id) > 1

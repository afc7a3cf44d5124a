-- The reports of one build are all illustrative or all real.
SELECT
    COUNT(*) FILTER (WHERE is_illustrative) AS illustrative_count,
    COUNT(*) FILTER (WHERE NOT is_illustrative) AS real_count
FROM report
HAVING COUNT(DISTINCT is_illustrative) > 1

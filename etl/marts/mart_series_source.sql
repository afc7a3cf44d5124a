-- one row per series and data set that its figures come from
SELECT
    series_code,
    source_id,
    COUNT(*) AS figure_count
FROM observation
GROUP BY series_code, source_id

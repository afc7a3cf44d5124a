-- mart_shown_value has at most one row per series, country and sex.
SELECT
    series_code,
    country_code,
    sex,
    COUNT(*) AS row_count
FROM mart_shown_value
GROUP BY series_code, country_code, sex
HAVING COUNT(*) > 1

-- mart_series_point has at most one row per country, series, year, sex and age band.
SELECT
    country_code,
    series_code,
    year,
    sex,
    age,
    COUNT(*) AS row_count
FROM mart_series_point
GROUP BY country_code, series_code, year, sex, age
HAVING COUNT(*) > 1

-- A figure stands between its bounds.
SELECT
    series_code,
    area_code,
    year,
    sex,
    age,
    value,
    lower_bound,
    upper_bound
FROM observation
WHERE value < lower_bound OR value > upper_bound

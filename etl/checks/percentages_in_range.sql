-- A percentage and its bounds stand between 0 and 100, and a count or rate is not negative.
SELECT
    series_code,
    area_code,
    year,
    value,
    lower_bound,
    upper_bound
FROM observation
WHERE
    value < 0 OR lower_bound < 0 OR upper_bound < 0
    OR (unit = 'percent' AND (value > 100 OR lower_bound > 100 OR upper_bound > 100))

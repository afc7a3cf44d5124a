-- A judged series has two points, the base not before 2010, the latest three years later and at most ten years old.
SELECT
    country_code,
    series_code,
    sex,
    word,
    base_year,
    latest_year,
    point_count,
    reference_year
FROM assessment
WHERE
    is_judged
    AND (
        point_count < 2
        OR latest_year - base_year < 3
        OR base_year < 2010
        OR reference_year - latest_year > 10
    )

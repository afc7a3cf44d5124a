-- one row per series, UN aggregate, sex and age band: the newest figure the publisher gives
WITH ranked AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY series_code, area_code, sex, age ORDER BY year DESC) AS newness
    FROM observation
    WHERE area_type = 'aggregate'
)

SELECT
    series_code,
    area_code,
    sex,
    age,
    year,
    value,
    value_status,
    footnote,
    source_id
FROM ranked
WHERE newness = 1

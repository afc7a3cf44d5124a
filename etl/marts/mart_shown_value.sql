-- one row per series, country and comparable sex with data: the newest figure of the series' first age band, the one in
-- which countries are set side by side, else of another one, which is then not comparable
WITH ranked AS (
    SELECT
        observation.series_code,
        observation.country_code,
        observation.sex,
        observation.age,
        observation.year,
        observation.value,
        observation.value_status,
        observation.unit,
        observation.nature,
        observation.lower_bound,
        observation.upper_bound,
        observation.source_text,
        observation.footnote,
        observation.source_id,
        observation.age = indicator.comparable_ages[1] AS is_comparable,
        ROW_NUMBER() OVER (
            PARTITION BY observation.series_code, observation.country_code, observation.sex
            ORDER BY
                CASE
                    WHEN observation.age = indicator.comparable_ages[1] THEN 0
                    WHEN LIST_CONTAINS(indicator.comparable_ages, observation.age) THEN 1
                    ELSE 2
                END,
                observation.year DESC,
                observation.age
        ) AS newness
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    WHERE
        observation.area_type = 'country'
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex)
)

SELECT
    series_code,
    country_code,
    sex,
    age,
    year,
    value,
    value_status,
    unit,
    nature,
    lower_bound,
    upper_bound,
    source_text,
    footnote,
    source_id,
    is_comparable
FROM ranked
WHERE newness = 1

-- one row per pathfinding country, series, year, sex and age band with a published figure, of the newest vintage
WITH ranked AS (
    SELECT
        observation.country_code,
        observation.series_code,
        observation.year,
        observation.sex,
        observation.age,
        observation.value,
        observation.value_status,
        observation.unit,
        observation.nature,
        observation.lower_bound,
        observation.upper_bound,
        observation.source_text,
        observation.footnote,
        observation.source_id,
        -- The series' first age band is the one in which countries are set side by side.
        observation.age = indicator.comparable_ages[1]
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex) AS is_comparable,
        ROW_NUMBER() OVER (
            PARTITION BY
                observation.country_code,
                observation.series_code,
                observation.year,
                observation.sex,
                observation.age
            ORDER BY source.vintage_date DESC NULLS LAST, observation.source_id
        ) AS newness
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = observation.country_code
    INNER JOIN source ON source.source_id = observation.source_id
    WHERE observation.area_type = 'country'
)

SELECT
    country_code,
    series_code,
    year,
    sex,
    age,
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
-- A page asks for one series at a time: its rows lie together.
ORDER BY series_code, country_code, year, sex, age

-- one row per pathfinding country and series: how much is known (trend, level, not_comparable, no_data)
WITH points AS (
    SELECT
        observation.series_code,
        observation.country_code,
        -- The series' first age band is the one in which countries are set side by side.
        observation.age = indicator.comparable_ages[1]
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex) AS is_comparable,
        observation.sex,
        observation.age,
        observation.year,
        observation.value,
        -- A suppressed count is a known level: between nothing and the publisher's threshold.
        observation.value IS NOT NULL OR observation.value_status = 'suppressed' AS has_level
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    WHERE observation.area_type = 'country'
),

-- A trend needs two comparable points of one sex and age band, three years apart, since 2010.
spans AS (
    SELECT
        series_code,
        country_code,
        MAX(year) - MIN(year) AS span_years,
        COUNT(*) AS point_count
    FROM points
    WHERE is_comparable AND value IS NOT NULL AND year >= 2010
    GROUP BY series_code, country_code, sex, age
),

trends AS (
    SELECT DISTINCT
        series_code,
        country_code
    FROM spans
    WHERE point_count >= 2 AND span_years >= 3
),

known AS (
    SELECT
        series_code,
        country_code,
        COUNT(*) AS point_count,
        COUNT(DISTINCT year) AS year_count,
        MIN(year) AS first_year,
        MAX(year) AS last_year,
        BOOL_OR(is_comparable AND has_level) AS has_comparable
    FROM points
    GROUP BY series_code, country_code
)

SELECT
    mart_pathfinder.country_code,
    indicator.series_code,
    CASE
        WHEN known.country_code IS NULL THEN 'no_data'
        WHEN trends.country_code IS NOT NULL THEN 'trend'
        WHEN known.has_comparable THEN 'level'
        ELSE 'not_comparable'
    END AS knowledge,
    COALESCE(known.point_count, 0) AS point_count,
    COALESCE(known.year_count, 0) AS year_count,
    known.first_year,
    known.last_year
FROM mart_pathfinder
CROSS JOIN indicator
LEFT JOIN known
    ON known.country_code = mart_pathfinder.country_code
    AND known.series_code = indicator.series_code
LEFT JOIN trends
    ON trends.country_code = mart_pathfinder.country_code
    AND trends.series_code = indicator.series_code

-- one row per pathfinding country, series, year, sex and age band: the figure of the newest vintage, and whether it is of
-- the sex and age band in which countries are set side by side
WITH sources AS (
    SELECT
        mart_series_source.series_code,
        mart_series_source.source_id,
        ROW_NUMBER() OVER (
            PARTITION BY mart_series_source.series_code
            ORDER BY source.vintage_date DESC NULLS LAST, source.source_id
        ) AS newness,
        COUNT(*) OVER (PARTITION BY mart_series_source.series_code) AS source_count
    FROM mart_series_source
    INNER JOIN source ON source.source_id = mart_series_source.source_id
),

points AS (
    SELECT
        observation.series_code,
        observation.country_code,
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
        observation.age = indicator.comparable_ages[1]
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex) AS is_comparable,
        sources.newness,
        sources.source_count
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    INNER JOIN country ON country.country_code = observation.country_code
    INNER JOIN sources ON sources.series_code = observation.series_code AND sources.source_id = observation.source_id
    WHERE country.is_pathfinder AND observation.area_type = 'country'
),

-- Nearly every series comes from one data set, and has nothing to choose from.
newest AS (
    SELECT * FROM points WHERE source_count = 1
    UNION ALL
    (
        SELECT DISTINCT ON (series_code, country_code, year, sex, age) *
        FROM points
        WHERE source_count > 1
        ORDER BY newness
    )
)

-- What pages ask for lies together, however many other figures there are: comparable ones first, series by series.
SELECT * EXCLUDE (newness, source_count)
FROM newest
ORDER BY is_comparable DESC, series_code, country_code, sex, age, year

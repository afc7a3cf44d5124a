-- one row per pathfinding country, series, year, sex and age band: the figure of the newest vintage, and whether it is of
-- the sex and age band in which countries are set side by side
SELECT DISTINCT ON (
    observation.series_code,
    observation.country_code,
    observation.year,
    observation.sex,
    observation.age
)
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
    AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex) AS is_comparable
FROM observation
INNER JOIN indicator ON indicator.series_code = observation.series_code
INNER JOIN country ON country.country_code = observation.country_code
INNER JOIN source ON source.source_id = observation.source_id
WHERE country.is_pathfinder AND observation.area_type = 'country'
ORDER BY source.vintage_date DESC NULLS LAST, observation.source_id

-- No figure is of a year after the vintage of its source.
SELECT
    observation.series_code,
    observation.area_code,
    observation.year,
    source.vintage
FROM observation
INNER JOIN source ON source.source_id = observation.source_id
WHERE observation.year > EXTRACT(YEAR FROM source.vintage_date)

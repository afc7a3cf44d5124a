-- A figure of a country carries that country's M49 code, and a figure of another area carries no country.
SELECT
    observation.series_code,
    observation.area_code,
    observation.country_code,
    observation.area_type
FROM observation
LEFT JOIN country ON country.area_code = observation.area_code
WHERE
    observation.country_code IS DISTINCT FROM country.country_code
    OR (observation.area_type = 'country') <> (observation.country_code IS NOT NULL)
    OR observation.area_type NOT IN ('country', 'aggregate', 'other_area')

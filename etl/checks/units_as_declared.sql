-- Every figure of a series has the unit declared for the series.
SELECT
    observation.series_code,
    observation.unit,
    indicator.unit AS declared_unit,
    COUNT(*) AS row_count
FROM observation
INNER JOIN indicator ON indicator.series_code = observation.series_code
WHERE observation.unit <> indicator.unit
GROUP BY observation.series_code, observation.unit, indicator.unit

-- Every figure is of a declared series.
SELECT DISTINCT observation.series_code
FROM observation
LEFT JOIN indicator ON indicator.series_code = observation.series_code
WHERE indicator.series_code IS NULL

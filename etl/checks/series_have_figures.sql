-- Every declared series has figures.
SELECT indicator.series_code
FROM indicator
LEFT JOIN observation ON observation.series_code = indicator.series_code
WHERE observation.series_code IS NULL

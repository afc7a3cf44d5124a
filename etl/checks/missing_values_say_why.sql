-- A suppressed, conflicting, not collected or not applicable figure has no value; every other one has a value.
SELECT
    series_code,
    area_code,
    year,
    value,
    value_status
FROM observation
WHERE
    (value IS NULL)
    <> (value_status IN ('suppressed', 'conflicting', 'not_collected', 'not_applicable'))

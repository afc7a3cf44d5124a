-- A country has one status per instrument and as-of date.
SELECT
    country_code,
    instrument,
    as_of_date,
    COUNT(*) AS row_count
FROM legal_status
GROUP BY country_code, instrument, as_of_date
HAVING COUNT(*) > 1

-- A legal status is not later than the date at which it was looked up.
SELECT
    country_code,
    instrument,
    year,
    status_date,
    as_of_date
FROM legal_status
WHERE year > EXTRACT(YEAR FROM as_of_date) OR status_date > as_of_date

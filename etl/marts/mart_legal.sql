-- one row per pathfinding country and instrument: the status with the newest as-of date
WITH ranked AS (
    SELECT
        legal_status.*,
        ROW_NUMBER() OVER (
            PARTITION BY legal_status.country_code, legal_status.instrument
            ORDER BY legal_status.as_of_date DESC NULLS LAST
        ) AS newness
    FROM legal_status
    INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = legal_status.country_code
),

instruments AS (
    SELECT DISTINCT instrument
    FROM legal_status
)

SELECT
    mart_pathfinder.country_code,
    instruments.instrument,
    COALESCE(ranked.status, 'no_data') AS status,
    ranked.status_text,
    ranked.year,
    ranked.status_date,
    ranked.action,
    ranked.as_of_date,
    ranked.source_text,
    ranked.note,
    -- No source loaded here says whether a law is applied; a law on paper is never taken for one that is.
    'not_assessed' AS application
FROM mart_pathfinder
CROSS JOIN instruments
LEFT JOIN ranked
    ON ranked.country_code = mart_pathfinder.country_code
    AND ranked.instrument = instruments.instrument
    AND ranked.newness = 1

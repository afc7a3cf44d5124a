-- A data set gives one figure per series, area, year, sex and age band.
WITH hashed AS (
    -- Rows of one key have one hash: of many millions of rows, only those with a shared one need be compared.
    SELECT HASH(series_code, area_code, year, sex, age, source_id) AS key_hash
    FROM observation
    GROUP BY ALL
    HAVING COUNT(*) > 1
)

SELECT
    series_code,
    area_code,
    year,
    sex,
    age,
    source_id,
    COUNT(*) AS row_count
FROM observation
WHERE HASH(series_code, area_code, year, sex, age, source_id) IN (SELECT key_hash FROM hashed)
GROUP BY ALL
HAVING COUNT(*) > 1

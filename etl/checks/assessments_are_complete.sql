-- Every pathfinder, series and comparable sex has one assessment, of the series' first comparable age band.
WITH asked AS (
    SELECT
        mart_pathfinder.country_code,
        indicator.series_code,
        sexes.sex,
        indicator.comparable_ages[1] AS age
    FROM mart_pathfinder
    CROSS JOIN indicator
    CROSS JOIN UNNEST(indicator.comparable_sexes) AS sexes (sex)
)

SELECT
    asked.country_code AS asked_country_code,
    asked.series_code AS asked_series_code,
    asked.sex AS asked_sex,
    assessment.country_code,
    assessment.series_code,
    assessment.sex,
    assessment.age
FROM asked
FULL OUTER JOIN assessment
    ON assessment.country_code = asked.country_code
    AND assessment.series_code = asked.series_code
    AND assessment.sex = asked.sex
    AND assessment.age = asked.age
WHERE asked.country_code IS NULL OR assessment.country_code IS NULL

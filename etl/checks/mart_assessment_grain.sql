-- mart_assessment has one row per assessment.
SELECT
    assessment.country_code,
    assessment.series_code,
    assessment.sex,
    COUNT(mart_assessment.country_code) AS row_count
FROM assessment
LEFT JOIN mart_assessment
    ON mart_assessment.country_code = assessment.country_code
    AND mart_assessment.series_code = assessment.series_code
    AND mart_assessment.sex = assessment.sex
GROUP BY assessment.country_code, assessment.series_code, assessment.sex
HAVING COUNT(mart_assessment.country_code) <> 1

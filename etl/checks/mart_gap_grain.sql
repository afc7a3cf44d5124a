-- mart_gap has one row per pathfinding country, headline series and comparable sex, as mart_assessment.
SELECT
    mart_assessment.country_code,
    mart_assessment.series_code,
    mart_assessment.sex,
    COUNT(mart_gap.country_code) AS row_count
FROM mart_assessment
LEFT JOIN mart_gap
    ON mart_gap.country_code = mart_assessment.country_code
    AND mart_gap.series_code = mart_assessment.series_code
    AND mart_gap.sex = mart_assessment.sex
WHERE mart_assessment.is_headline
GROUP BY mart_assessment.country_code, mart_assessment.series_code, mart_assessment.sex
HAVING COUNT(mart_gap.country_code) <> 1

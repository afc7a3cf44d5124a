-- A series without a direction or without a target is never judged.
SELECT
    assessment.country_code,
    assessment.series_code,
    assessment.sex,
    assessment.word,
    indicator.direction,
    indicator.target_value
FROM assessment
INNER JOIN indicator ON indicator.series_code = assessment.series_code
LEFT JOIN assessment_method
    ON assessment_method.country_code = assessment.country_code
    AND assessment_method.series_code = assessment.series_code
    AND assessment_method.sex = assessment.sex
WHERE
    (indicator.direction = 'undefined' OR indicator.target_value IS NULL)
    AND (assessment.is_judged OR assessment_method.method IS NOT NULL)

-- Every point of an assessment is a figure of the warehouse, with its value and source.
SELECT
    assessment_point.country_code,
    assessment_point.series_code,
    assessment_point.sex,
    assessment_point.year,
    assessment_point.value
FROM assessment_point
LEFT JOIN observation
    ON observation.country_code = assessment_point.country_code
    AND observation.series_code = assessment_point.series_code
    AND observation.sex = assessment_point.sex
    AND observation.age = assessment_point.age
    AND observation.year = assessment_point.year
    AND observation.source_id = assessment_point.source_id
    AND observation.value = assessment_point.value
WHERE observation.country_code IS NULL

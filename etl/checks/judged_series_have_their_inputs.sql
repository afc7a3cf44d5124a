-- A judged series has base, latest point, target, all methods and the strength of its evidence; no other has a method.
WITH counted AS (
    SELECT
        assessment.country_code,
        assessment.series_code,
        assessment.sex,
        (
            SELECT COUNT(*)
            FROM assessment_method
            WHERE
                assessment_method.country_code = assessment.country_code
                AND assessment_method.series_code = assessment.series_code
                AND assessment_method.sex = assessment.sex
        ) AS method_count,
        (
            SELECT COUNT(*)
            FROM assessment_point
            WHERE
                assessment_point.country_code = assessment.country_code
                AND assessment_point.series_code = assessment.series_code
                AND assessment_point.sex = assessment.sex
        ) AS found_point_count
    FROM assessment
)

SELECT
    assessment.country_code,
    assessment.series_code,
    assessment.sex,
    assessment.word,
    counted.method_count,
    counted.found_point_count
FROM assessment
INNER JOIN counted
    ON counted.country_code = assessment.country_code
    AND counted.series_code = assessment.series_code
    AND counted.sex = assessment.sex
WHERE
    counted.found_point_count <> assessment.point_count
    OR (assessment.is_judged AND counted.method_count <> 3)
    OR (NOT assessment.is_judged AND counted.method_count <> 0)
    OR (
        assessment.is_judged
        AND (
            assessment.base_value IS NULL
            OR assessment.latest_value IS NULL
            OR assessment.target_value IS NULL
            OR assessment.target_year IS NULL
            OR assessment.evidence_strength IS NULL
            OR assessment.depends_on_method IS NULL
            OR assessment.slope_per_year IS NULL
        )
    )

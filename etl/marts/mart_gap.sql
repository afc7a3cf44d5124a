-- one row per pathfinding country, headline series and comparable sex: whether it can be judged, what is missing, how
-- old its latest figure is, of which age band, and from which family of surveys
WITH figures AS (
    SELECT
        observation.country_code,
        observation.series_code,
        observation.sex,
        observation.age,
        observation.year,
        observation.source_text,
        observation.age = indicator.comparable_ages[1] AS is_comparable
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    WHERE
        indicator.is_headline
        AND observation.area_type = 'country'
        AND observation.value IS NOT NULL
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex)
),

-- The newest comparable figure, else the newest of another age band.
ranked AS (
    SELECT
        figures.*,
        ROW_NUMBER() OVER (
            PARTITION BY country_code, series_code, sex
            ORDER BY CASE WHEN is_comparable THEN 0 ELSE 1 END, year DESC, age
        ) AS newness
    FROM figures
),

others AS (
    SELECT
        country_code,
        series_code,
        sex,
        LIST_SORT(LIST(DISTINCT age)) AS other_ages,
        MAX(year) AS other_latest_year
    FROM figures
    WHERE NOT is_comparable
    GROUP BY country_code, series_code, sex
),

-- Two patterns of one family may meet the same text.
families AS (
    SELECT
        texts.source_text,
        MIN(survey_family.survey_family) AS survey_family
    FROM (SELECT DISTINCT source_text FROM figures) AS texts
    INNER JOIN survey_family ON LOWER(texts.source_text) LIKE LOWER(survey_family.pattern)
    GROUP BY texts.source_text
)

SELECT
    mart_assessment.country_code,
    mart_assessment.region_code,
    mart_assessment.series_code,
    mart_assessment.sdg_code,
    mart_assessment.series_position,
    mart_assessment.sex,
    mart_assessment.age AS comparable_age,
    mart_assessment.reference_year,
    mart_assessment.word,
    mart_assessment.is_judged,
    CASE
        WHEN mart_assessment.word = 'no_data' AND LIST_CONTAINS(mart_assessment.missing, 'only_other_groups')
            THEN 'not_comparable'
        ELSE mart_assessment.word
    END AS state,
    mart_assessment.missing,
    mart_assessment.comparable_count,
    mart_assessment.latest_year,
    mart_assessment.latest_age_years,
    others.other_ages,
    others.other_latest_year,
    ranked.age AS shown_age,
    ranked.year AS shown_year,
    ranked.source_text,
    CASE
        WHEN ranked.country_code IS NULL THEN NULL
        WHEN ranked.source_text IS NULL THEN 'not_stated'
        ELSE COALESCE(families.survey_family, 'other')
    END AS survey_family
FROM mart_assessment
LEFT JOIN ranked
    ON ranked.country_code = mart_assessment.country_code
    AND ranked.series_code = mart_assessment.series_code
    AND ranked.sex = mart_assessment.sex
    AND ranked.newness = 1
LEFT JOIN others
    ON others.country_code = mart_assessment.country_code
    AND others.series_code = mart_assessment.series_code
    AND others.sex = mart_assessment.sex
LEFT JOIN families ON families.source_text = ranked.source_text
WHERE mart_assessment.is_headline

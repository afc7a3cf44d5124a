-- one row per pathfinding country, series and comparable sex: the mark on its progress and what explains it, with what
-- each method says; the points stand in assessment_point
WITH methods AS (
    SELECT
        country_code,
        series_code,
        sex,
        MAX(CASE WHEN method = 'linear' THEN required END) AS linear_required,
        MAX(CASE WHEN method = 'linear' THEN actual END) AS linear_actual,
        MAX(CASE WHEN method = 'linear' THEN ratio END) AS linear_ratio,
        MAX(CASE WHEN method = 'linear' THEN word END) AS linear_word,
        MAX(CASE WHEN method = 'compound_growth' THEN ratio END) AS compound_growth_ratio,
        MAX(CASE WHEN method = 'compound_growth' THEN word END) AS compound_growth_word,
        MAX(CASE WHEN method = 'progress_chart' THEN ratio END) AS progress_chart_ratio,
        MAX(CASE WHEN method = 'progress_chart' THEN word END) AS progress_chart_word
    FROM assessment_method
    GROUP BY country_code, series_code, sex
)

SELECT
    assessment.country_code,
    mart_pathfinder.region_code,
    mart_pathfinder.subregion_code,
    assessment.series_code,
    indicator.sdg_code,
    indicator.position AS series_position,
    indicator.is_headline,
    assessment.sex,
    assessment.age,
    -- The series' first sex is the one shown where there is room for one.
    assessment.sex = indicator.comparable_sexes[1] AS is_first_sex,
    assessment.unit,
    assessment.direction,
    assessment.reference_year,
    assessment.word,
    assessment.is_judged,
    assessment.depends_on_method,
    assessment.differing_methods,
    assessment.comparable_count,
    assessment.point_count,
    assessment.base_year,
    assessment.base_value,
    assessment.latest_year,
    assessment.latest_value,
    assessment.latest_age_years,
    assessment.slope_per_year,
    assessment.target_value,
    assessment.target_year,
    assessment.target_reason_key,
    methods.linear_required,
    methods.linear_actual,
    methods.linear_ratio,
    methods.linear_word,
    methods.compound_growth_ratio,
    methods.compound_growth_word,
    methods.progress_chart_ratio,
    methods.progress_chart_word,
    assessment.evidence_strength,
    assessment.evidence_points,
    assessment.evidence_age,
    assessment.evidence_nature,
    assessment.evidence_sources,
    assessment.source_count,
    assessment.modelled_count,
    assessment.projected_year,
    assessment.projected_value,
    assessment.projected_lower,
    assessment.projected_upper,
    assessment.projection_level,
    assessment.is_projection_clipped,
    assessment.projection_note,
    assessment.cautions,
    assessment.missing
FROM assessment
INNER JOIN indicator ON indicator.series_code = assessment.series_code
INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = assessment.country_code
LEFT JOIN methods
    ON methods.country_code = assessment.country_code
    AND methods.series_code = assessment.series_code
    AND methods.sex = assessment.sex

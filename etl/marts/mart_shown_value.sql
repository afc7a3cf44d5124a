-- one row per series, country and comparable sex with data: the newest figure of the series' first age band, the one in
-- which countries are set side by side, else of another one, which is then not comparable
WITH figures AS (
    SELECT
        observation.series_code,
        observation.country_code,
        observation.sex,
        observation.age,
        observation.year,
        observation.value,
        observation.value_status,
        observation.unit,
        observation.nature,
        observation.lower_bound,
        observation.upper_bound,
        observation.source_text,
        observation.footnote,
        observation.source_id,
        observation.age = indicator.comparable_ages[1] AS is_comparable,
        CASE
            WHEN observation.age = indicator.comparable_ages[1] THEN 0
            WHEN LIST_CONTAINS(indicator.comparable_ages, observation.age) THEN 1
            ELSE 2
        END AS age_preference
    FROM observation
    INNER JOIN indicator ON indicator.series_code = observation.series_code
    WHERE
        observation.area_type = 'country'
        AND LIST_CONTAINS(indicator.comparable_sexes, observation.sex)
),

-- The one to show is kept while reading: sorting all figures to take the first of each would need memory for all.
shown AS (
    SELECT ARG_MIN(figures, ROW(age_preference, -year, age)) AS figure
    FROM figures
    GROUP BY series_code, country_code, sex
)

SELECT
    figure.series_code,
    figure.country_code,
    figure.sex,
    figure.age,
    figure.year,
    figure.value,
    figure.value_status,
    figure.unit,
    figure.nature,
    figure.lower_bound,
    figure.upper_bound,
    figure.source_text,
    figure.footnote,
    figure.source_id,
    figure.is_comparable
FROM shown

-- one row per country and reporting year with a report: its newest revision, when the first one came, whether this
-- audience may see it, and how recent the year is among those the audience may see (1 = newest, else NULL)
SELECT
    newest.* EXCLUDE (newness),
    audience.visibility IS NOT NULL AS is_visible,
    CASE
        WHEN audience.visibility IS NOT NULL
            THEN ROW_NUMBER() OVER (
                PARTITION BY newest.country_code, audience.visibility IS NOT NULL
                ORDER BY newest.reporting_year DESC
            )
    END AS recency
FROM (
    SELECT
        report_id,
        country_code,
        reporting_year,
        revision,
        MIN(first_received_date) OVER (PARTITION BY country_code, reporting_year) AS first_received_date,
        received_date,
        submitted_date,
        period_start,
        period_end,
        submitting_office,
        language,
        visibility,
        verification_level,
        is_illustrative,
        ROW_NUMBER() OVER (PARTITION BY country_code, reporting_year ORDER BY revision DESC) AS newness
    FROM report
) AS newest
LEFT JOIN audience ON audience.visibility = newest.visibility
WHERE newest.newness = 1

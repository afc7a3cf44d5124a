-- one row per country and reporting year with a report: its newest revision, when the first one came, and how recent
-- the year is among the country's reports of the same visibility (1 = newest)
SELECT
    report_id,
    country_code,
    reporting_year,
    revision,
    first_submitted_date,
    submitted_date,
    period_start,
    period_end,
    submitting_office,
    language,
    visibility,
    verification_level,
    is_illustrative,
    DENSE_RANK() OVER (PARTITION BY country_code, visibility ORDER BY reporting_year DESC) AS recency
FROM (
    SELECT
        *,
        MIN(submitted_date) OVER (PARTITION BY country_code, reporting_year) AS first_submitted_date,
        ROW_NUMBER() OVER (PARTITION BY country_code, reporting_year ORDER BY revision DESC) AS newness
    FROM report
) AS revisions
WHERE newness = 1

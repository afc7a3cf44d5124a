-- A reporting year ends after it begins, is due after it ends, and begins after the one before has ended.
WITH ordered AS (
    SELECT
        *,
        LAG(period_end) OVER (ORDER BY reporting_year) AS previous_end
    FROM reporting_calendar
)

SELECT
    reporting_year,
    period_start,
    period_end,
    due_date
FROM ordered
WHERE period_end <= period_start OR due_date <= period_end OR period_start <= previous_end

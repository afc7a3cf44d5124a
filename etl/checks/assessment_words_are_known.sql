-- An assessment says one of the words with a fixed meaning, and the words for judged series stand at judged ones alone.
SELECT
    country_code,
    series_code,
    sex,
    word,
    is_judged
FROM assessment
WHERE
    (
        is_judged
        AND word NOT IN ('target_met', 'on_track', 'acceleration_needed', 'limited_progress', 'moving_away')
    )
    OR (
        NOT is_judged
        AND word NOT IN (
            'not_applicable', 'no_data', 'direction_undefined', 'no_target', 'insufficient_trend', 'stale'
        )
    )

-- A budget names its currency.
SELECT
    roadmap_id,
    action_id,
    budget
FROM roadmap_action
WHERE budget IS NOT NULL AND budget_currency IS NULL

-- Progress is reported on actions of the same report's roadmap.
SELECT
    action_progress.report_id,
    action_progress.action_id
FROM action_progress
LEFT JOIN roadmap_action
    ON roadmap_action.roadmap_id = action_progress.report_id
    AND roadmap_action.action_id = action_progress.action_id
WHERE roadmap_action.action_id IS NULL

-- Every row that comes from an illustrative report is marked as such, and no other row is.
WITH marked AS (
    SELECT 'milestone' AS table_name, report_id, is_illustrative FROM milestone
    UNION ALL
    SELECT 'roadmap', report_id, is_illustrative FROM roadmap
    UNION ALL
    SELECT 'roadmap_action', roadmap_id, is_illustrative FROM roadmap_action
    UNION ALL
    SELECT 'action_progress', report_id, is_illustrative FROM action_progress
    UNION ALL
    SELECT 'national_observation', report_id, is_illustrative FROM national_observation
    UNION ALL
    SELECT 'good_practice', report_id, is_illustrative FROM good_practice
    UNION ALL
    SELECT 'support_item', report_id, is_illustrative FROM support_item
)

SELECT
    marked.table_name,
    marked.report_id,
    COUNT(*) AS row_count
FROM marked
LEFT JOIN report ON report.report_id = marked.report_id
WHERE marked.is_illustrative IS DISTINCT FROM report.is_illustrative
GROUP BY marked.table_name, marked.report_id

-- Every figure, law and fact names a source that is declared, and every declared source has been used.
WITH used AS (
    SELECT source_id FROM observation
    UNION ALL
    SELECT source_id FROM legal_status
    UNION ALL
    SELECT source_id FROM membership_fact
    UNION ALL
    SELECT source_id FROM country
    UNION ALL
    SELECT source_id FROM source_file
)

SELECT
    source.source_id AS declared_source_id,
    used.source_id AS used_source_id
FROM source
FULL OUTER JOIN (SELECT DISTINCT source_id FROM used) AS used ON used.source_id = source.source_id
WHERE source.source_id IS NULL OR used.source_id IS NULL

-- one row per publisher's data set and vintage: its citation, and the files and rows loaded from it
SELECT
    source.source_id,
    source.publisher,
    source.title,
    source.citation,
    source.licence,
    source.url,
    source.vintage,
    source.vintage_date,
    COUNT(source_file.file_path) AS file_count,
    COALESCE(SUM(source_file.row_count), 0) AS row_count
FROM source
LEFT JOIN source_file ON source_file.source_id = source.source_id
GROUP BY
    source.source_id,
    source.publisher,
    source.title,
    source.citation,
    source.licence,
    source.url,
    source.vintage,
    source.vintage_date

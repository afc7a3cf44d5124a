-- No survey's text, as published, meets the patterns of two families.
SELECT
    texts.source_text,
    COUNT(DISTINCT survey_family.survey_family) AS family_count
FROM (SELECT DISTINCT source_text FROM observation WHERE source_text IS NOT NULL) AS texts
INNER JOIN survey_family ON LOWER(texts.source_text) LIKE LOWER(survey_family.pattern)
GROUP BY texts.source_text
HAVING COUNT(DISTINCT survey_family.survey_family) > 1

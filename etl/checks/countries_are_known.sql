-- Every country named in a figure, fact, law or report is a country of the M49 list.
WITH named AS (
    SELECT 'observation' AS table_name, country_code FROM observation WHERE country_code IS NOT NULL
    UNION ALL
    SELECT 'country_name', country_code FROM country_name
    UNION ALL
    SELECT 'country_group', country_code FROM country_group
    UNION ALL
    SELECT 'legal_status', country_code FROM legal_status
    UNION ALL
    SELECT 'membership_fact', country_code FROM membership_fact
)

SELECT DISTINCT
    named.table_name,
    named.country_code
FROM named
LEFT JOIN country ON country.country_code = named.country_code
WHERE country.country_code IS NULL

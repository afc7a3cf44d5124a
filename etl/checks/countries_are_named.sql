-- Every country has a name in every language.
SELECT
    country.country_code,
    COUNT(country_name.language) AS language_count
FROM country
LEFT JOIN country_name ON country_name.country_code = country.country_code
GROUP BY country.country_code
HAVING COUNT(country_name.language) <> (SELECT COUNT(DISTINCT language) FROM country_name)

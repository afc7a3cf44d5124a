-- one row per pathfinding country: its groups, for peers and regions
SELECT
    country.country_code,
    country.iso2_code,
    country.area_code,
    region.group_code AS region_code,
    subregion.group_code AS subregion_code,
    income.group_code AS income_group,
    country.population_under18,
    country.population_year,
    country.longitude,
    country.latitude
FROM country
LEFT JOIN country_group AS region
    ON region.country_code = country.country_code AND region.scheme = 'un_region'
LEFT JOIN country_group AS subregion
    ON subregion.country_code = country.country_code AND subregion.scheme = 'un_subregion'
LEFT JOIN country_group AS income
    ON income.country_code = country.country_code AND income.scheme = 'income_group'
WHERE country.is_pathfinder

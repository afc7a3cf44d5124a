"""Questions that set a country beside its peers."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.peers import (
    EARLIER_LEEWAY,
    EARLIER_YEARS,
    ENOUGH_PEERS,
    LEVEL_POINTS,
    LEVEL_SHARE,
    POPULATION_RATIO,
    Choice,
)
from dashboard.warehouse import fetch, remembered

# The sets of figures that the 16.2 panel shows: series and sex.
PANEL = (
    ("VC_VAW_PHYPYV", "_Z"),
    ("VC_HTF_DETVR", "_T"),
    ("VC_VAW_SXVLN", "F"),
    ("VC_VAW_SXVLN", "M"),
)
_DEFAULT = Choice()
# Every comparable figure of one series and sex that has a value.
_COMPARABLE_POINTS = """
            SELECT country_code, year, value, source_text
            FROM mart_series_point
            WHERE series_code = $series AND sex = $sex AND is_comparable AND value IS NOT NULL
        """


@remembered
def beside(
    country: str, series: str, sex: str, language: str, choice: Choice = _DEFAULT
) -> pd.DataFrame:
    """One row per country of the peer group, itself included: its shown figure or none, by name.

    The kinds of peers (thresholds and their reasons: ``dashboard.peers``), of pathfinders only:

    - ``subregion``: of the same UN sub-region; with fewer than three comparable figures among them, of the same UN
      region; with fewer than three there, all pathfinders.
    - ``income``: of the same World Bank income group.
    - ``population``: whose population under 18 is between half and double the country's.
    - ``level``: whose comparable figure of about five years before the country's latest one (the nearest within two
      years of that year) lies within a quarter of the country's own level then, or within two percentage points.
    - ``picked``: the countries picked, whatever is known of them.

    Where a kind has fewer than three peers with a comparable figure, or cannot be told for the country, the
    sub-region's ladder takes its place. ``peer_group`` says who the rows are (income, population, level, picked,
    un_subregion, un_region, alliance), ``group_code`` which: M49 code, income group, or the earlier year aimed at;
    ``fallback`` why they are not of ``asked_kind`` (too_few, no_basis), NULL where they are.
    ``state``: value, suppressed, conflicting, not_comparable, no_data.
    """
    return fetch(
        f"""
        WITH figure AS (
            SELECT * FROM mart_shown_value WHERE series_code = $series AND sex = $sex
        ),
        me AS (
            SELECT * FROM mart_pathfinder WHERE country_code = $country
        ),
        point AS ({_COMPARABLE_POINTS}),
        aim AS (
            SELECT MAX(year) - $earlier_years AS year FROM point WHERE country_code = $country
        ),
        earlier AS (
            SELECT DISTINCT ON (point.country_code) point.country_code, point.value, aim.year AS aim_year
            FROM point
            INNER JOIN aim ON ABS(point.year - aim.year) <= $leeway
            ORDER BY ABS(point.year - aim.year), point.year DESC
        ),
        candidate AS (
            SELECT 0 AS preference, 'income' AS peer_group, me.income_group AS group_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.income_group = peer.income_group
            WHERE $kind = 'income'
            UNION ALL
            SELECT 0, 'population', NULL, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me
                ON peer.population_under18
                BETWEEN me.population_under18 / $population_ratio AND me.population_under18 * $population_ratio
            WHERE $kind = 'population'
            UNION ALL
            SELECT 0, 'level', CAST(mine.aim_year AS VARCHAR), peer.country_code
            FROM earlier AS peer
            INNER JOIN indicator ON indicator.series_code = $series
            INNER JOIN earlier AS mine
                ON mine.country_code = $country
                -- Rounded: of 10.3 and 8.3, binary fractions make the difference more than 2.
                AND ROUND(ABS(peer.value - mine.value), 9) <= ROUND(
                    GREATEST(
                        mine.value * $level_share,
                        CASE WHEN indicator.unit = 'percent' THEN $level_points ELSE 0 END
                    ),
                    9
                )
            WHERE $kind = 'level'
            UNION ALL
            SELECT 0, 'picked', NULL, peer.country_code
            FROM mart_pathfinder AS peer
            WHERE
                $kind = 'picked'
                AND LEN($picked) > 0
                AND (LIST_CONTAINS($picked, peer.country_code) OR peer.country_code = $country)
            UNION ALL
            SELECT 1, 'un_subregion', me.subregion_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.subregion_code = peer.subregion_code
            UNION ALL
            SELECT 2, 'un_region', me.region_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.region_code = peer.region_code
            UNION ALL
            SELECT 3, 'alliance', NULL, peer.country_code
            FROM mart_pathfinder AS peer
        ),
        known AS (
            SELECT candidate.preference, COUNT(figure.value) AS peer_count
            FROM candidate
            LEFT JOIN figure
                ON figure.country_code = candidate.country_code
                AND figure.is_comparable
                AND candidate.country_code <> $country
            GROUP BY candidate.preference
        ),
        chosen AS (
            -- The country itself is a candidate of every kind that can be told for it.
            SELECT
                MIN(preference) FILTER (
                    WHERE peer_count >= $enough OR preference = 3 OR (preference = 0 AND $kind = 'picked')
                ) AS preference,
                COUNT_IF(preference = 0) > 0 AS has_basis
            FROM known
        )
        SELECT
            candidate.country_code,
            country_name.name AS country_name,
            candidate.country_code = $country AS is_chosen,
            candidate.peer_group,
            candidate.group_code,
            $kind AS asked_kind,
            CASE
                WHEN $kind = 'subregion' OR chosen.preference = 0 THEN NULL
                WHEN chosen.has_basis THEN 'too_few'
                ELSE 'no_basis'
            END AS fallback,
            figure.value,
            figure.year,
            figure.age,
            indicator.unit,
            indicator.direction,
            figure.nature,
            figure.source_text,
            figure.footnote,
            source.citation,
            source.vintage,
            CASE
                WHEN figure.series_code IS NULL THEN 'no_data'
                WHEN figure.value IS NULL THEN figure.value_status
                WHEN NOT figure.is_comparable THEN 'not_comparable'
                ELSE 'value'
            END AS state
        FROM candidate
        INNER JOIN chosen ON chosen.preference = candidate.preference
        INNER JOIN indicator ON indicator.series_code = $series
        INNER JOIN country_name
            ON country_name.country_code = candidate.country_code AND country_name.language = $language
        LEFT JOIN figure ON figure.country_code = candidate.country_code
        LEFT JOIN source ON source.source_id = figure.source_id
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        country=country,
        series=series,
        sex=sex,
        language=language,
        kind=choice.by,
        picked=list(choice.picked),
        enough=ENOUGH_PEERS,
        population_ratio=POPULATION_RATIO,
        earlier_years=EARLIER_YEARS,
        leeway=EARLIER_LEEWAY,
        level_share=LEVEL_SHARE,
        level_points=LEVEL_POINTS,
    )


@remembered
def changes(
    country: str, countries: tuple[str, ...], series: str, sex: str, language: str
) -> pd.DataFrame:
    """One row per country of ``countries``: its latest comparable figure and one about five years older, by name.

    The older one is the nearest to five years before the latest, within two years of that (of two as near, the
    later), so that the two stand three to seven years apart; NULL where there is none, as is the latest.
    """
    return fetch(
        f"""
        WITH point AS ({_COMPARABLE_POINTS}),
        latest AS (
            SELECT DISTINCT ON (country_code) * FROM point ORDER BY year DESC
        ),
        earlier AS (
            SELECT DISTINCT ON (point.country_code) point.*
            FROM point
            INNER JOIN latest ON latest.country_code = point.country_code
            WHERE ABS(point.year - (latest.year - $earlier_years)) <= $leeway
            ORDER BY ABS(point.year - (latest.year - $earlier_years)), point.year DESC
        )
        SELECT
            country_name.country_code,
            country_name.name AS country_name,
            country_name.country_code = $country AS is_chosen,
            indicator.unit,
            indicator.direction,
            earlier.year AS earlier_year,
            earlier.value AS earlier_value,
            earlier.source_text AS earlier_source_text,
            latest.year AS latest_year,
            latest.value AS latest_value,
            latest.source_text AS latest_source_text
        FROM country_name
        INNER JOIN indicator ON indicator.series_code = $series
        LEFT JOIN latest ON latest.country_code = country_name.country_code
        LEFT JOIN earlier ON earlier.country_code = country_name.country_code
        WHERE country_name.language = $language AND LIST_CONTAINS($countries, country_name.country_code)
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        country=country,
        countries=list(countries),
        series=series,
        sex=sex,
        language=language,
        earlier_years=EARLIER_YEARS,
        leeway=EARLIER_LEEWAY,
    )


@remembered
def roadmap_states(countries: tuple[str, ...], language: str, today: datetime.date) -> pd.DataFrame:
    """One row per country and status: number of actions of the roadmap in force; one row without status for none.

    ``stage`` is the country's stage, so that a missing roadmap explains itself.
    """
    return fetch(
        """
        SELECT
            country_name.country_code,
            country_name.name AS country_name,
            mart_stage.stage,
            action.status,
            COUNT(action.action_id) AS action_count,
            COUNT(action.action_id) FILTER (
                WHERE action.current_due_date < $today AND action.status NOT IN ('complete', 'cancelled')
            ) AS overdue_count
        FROM country_name
        INNER JOIN mart_stage ON mart_stage.country_code = country_name.country_code
        LEFT JOIN mart_action AS action
            ON action.country_code = country_name.country_code
            AND NOT action.is_dropped
        WHERE country_name.language = $language AND LIST_CONTAINS($countries, country_name.country_code)
        GROUP BY country_name.country_code, country_name.name, mart_stage.stage, action.status
        ORDER BY STRIP_ACCENTS(country_name.name), action.status
        """,
        countries=list(countries),
        language=language,
        today=today,
    )


@remembered
def aggregate(country: str, series: str, sex: str) -> pd.DataFrame:
    """The newest figure the publisher gives for the country's UN sub-region, else its region; often no row.

    Only for the series' first comparable age band; never computed from the countries.
    """
    return fetch(
        """
        SELECT mart_aggregate.area_code, mart_aggregate.value, mart_aggregate.year, indicator.unit
        FROM mart_aggregate
        INNER JOIN indicator ON indicator.series_code = mart_aggregate.series_code
        INNER JOIN mart_pathfinder
            ON mart_aggregate.area_code IN (mart_pathfinder.subregion_code, mart_pathfinder.region_code)
        WHERE mart_pathfinder.country_code = $country
            AND mart_aggregate.series_code = $series
            AND mart_aggregate.sex = $sex
            AND mart_aggregate.age = indicator.comparable_ages[1]
            AND mart_aggregate.value IS NOT NULL
        ORDER BY mart_aggregate.area_code = mart_pathfinder.subregion_code DESC
        LIMIT 1
        """,
        country=country,
        series=series,
        sex=sex,
    )


@remembered
def indicators() -> pd.DataFrame:
    """One row per series in the order of display, with unit, direction, target and metadata."""
    return fetch("SELECT * FROM indicator ORDER BY position")


@remembered
def figures(country: str) -> pd.DataFrame:
    """One row per series and sex with data for the country: the shown figure, its state, source and coverage."""
    return fetch(
        """
        SELECT
            indicator.series_code,
            indicator.sdg_code,
            indicator.unit,
            indicator.direction,
            shown.sex,
            shown.age,
            shown.year,
            shown.value,
            shown.lower_bound,
            shown.upper_bound,
            shown.nature,
            shown.source_text,
            shown.footnote,
            source.publisher,
            source.vintage,
            mart_coverage.year_count,
            mart_coverage.first_year,
            CASE
                WHEN shown.series_code IS NULL THEN 'no_data'
                WHEN shown.value IS NULL THEN shown.value_status
                WHEN NOT shown.is_comparable THEN 'not_comparable'
                ELSE 'value'
            END AS state
        FROM indicator
        INNER JOIN mart_coverage
            ON mart_coverage.series_code = indicator.series_code
            AND mart_coverage.country_code = $country
        LEFT JOIN mart_shown_value AS shown
            ON shown.series_code = indicator.series_code
            AND shown.country_code = $country
        LEFT JOIN source ON source.source_id = shown.source_id
        ORDER BY indicator.position, shown.sex
        """,
        country=country,
    )

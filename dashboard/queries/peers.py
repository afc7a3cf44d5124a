"""Questions that set a country beside its peers."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.warehouse import fetch, remembered

# The sets of figures that the 16.2 panel shows: series and sex.
PANEL = (
    ("VC_VAW_PHYPYV", "_Z"),
    ("VC_HTF_DETVR", "_T"),
    ("VC_VAW_SXVLN", "F"),
    ("VC_VAW_SXVLN", "M"),
)


@remembered
def beside(
    country: str, series: str, sex: str, language: str, picked: tuple[str, ...] = ()
) -> pd.DataFrame:
    """One row per country of the peer group, itself included: its shown figure or none, by name.

    Peers are the picked countries, else the pathfinders of the same UN sub-region; where fewer than three of those
    have a comparable figure, of the same UN region; where that does not help, all pathfinders. ``peer_group`` says
    which (picked, un_subregion, un_region, alliance), ``group_code`` gives its M49 code.
    ``state``: value, suppressed, conflicting, not_comparable, no_data.
    """
    return fetch(
        """
        WITH figure AS (
            SELECT * FROM mart_shown_value WHERE series_code = $series AND sex = $sex
        ),
        me AS (
            SELECT * FROM mart_pathfinder WHERE country_code = $country
        ),
        candidate AS (
            SELECT 1 AS preference, 'un_subregion' AS peer_group, me.subregion_code AS group_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.subregion_code = peer.subregion_code
            UNION ALL
            SELECT 2, 'un_region', me.region_code, peer.country_code
            FROM mart_pathfinder AS peer
            INNER JOIN me ON me.region_code = peer.region_code
            UNION ALL
            SELECT 3, 'alliance', NULL, peer.country_code
            FROM mart_pathfinder AS peer
            UNION ALL
            SELECT 0, 'picked', NULL, peer.country_code
            FROM mart_pathfinder AS peer
            WHERE LEN($picked) > 0 AND (LIST_CONTAINS($picked, peer.country_code) OR peer.country_code = $country)
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
            SELECT MIN(preference) AS preference
            FROM known
            WHERE preference IN (0, 3) OR peer_count >= 3
        )
        SELECT
            candidate.country_code,
            country_name.name AS country_name,
            candidate.country_code = $country AS is_chosen,
            candidate.peer_group,
            candidate.group_code,
            figure.value,
            figure.year,
            figure.age,
            indicator.unit,
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
        picked=list(picked),
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

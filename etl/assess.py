"""Judge every pathfinder's series from the figures in the warehouse: rows in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import duckdb
import pandas as pd

from etl.progress import RULES, Assessment, assess
from etl.series import Point, Target

KEY = ("country_code", "series_code", "sex", "age")

# One row per pathfinder, series, comparable sex and comparable figure; one with an empty year where
# there is none. Comparable are figures of the series' first age band and declared unit, as the
# figures are that pages show (mart_shown_value, mart_coverage). Two vintages for one year are
# refused later, by the check one_vintage_per_series; until then the newer one counts.
_COMPARABLE_FIGURES = """
WITH asked AS (
    SELECT
        country.country_code,
        indicator.series_code,
        indicator.position,
        sexes.sex,
        indicator.comparable_ages[1] AS age,
        indicator.comparable_sexes,
        indicator.unit,
        indicator.direction,
        indicator.target_value,
        indicator.target_year,
        indicator.target_reason_key
    FROM country
    CROSS JOIN indicator
    CROSS JOIN unnest(indicator.comparable_sexes) AS sexes (sex)
    WHERE country.is_pathfinder
),

figures AS (
    SELECT DISTINCT ON (
        observation.series_code,
        observation.country_code,
        observation.sex,
        observation.age,
        observation.year
    )
        observation.series_code,
        observation.country_code,
        observation.year,
        observation.sex,
        observation.age,
        observation.value,
        observation.value_status,
        observation.unit,
        observation.nature,
        observation.source_text,
        observation.source_id
    FROM observation
    INNER JOIN asked
        ON asked.country_code = observation.country_code
        AND asked.series_code = observation.series_code
        AND asked.sex = observation.sex
        AND asked.age = observation.age
    INNER JOIN source ON source.source_id = observation.source_id
    WHERE observation.area_type = 'country'
    ORDER BY source.vintage_date DESC NULLS LAST, observation.source_id
),

groups AS (
    SELECT DISTINCT country_code, series_code, sex, age
    FROM observation
    WHERE area_type = 'country' AND value IS NOT NULL
),

-- Figures of other age bands, or of sexes that are not set side by side: there is something, but not to compare.
others AS (
    SELECT DISTINCT asked.country_code, asked.series_code, asked.sex
    FROM asked
    INNER JOIN groups
        ON groups.country_code = asked.country_code
        AND groups.series_code = asked.series_code
    WHERE
        (groups.sex = asked.sex AND groups.age <> asked.age)
        OR NOT list_contains(asked.comparable_sexes, groups.sex)
)

SELECT
    asked.country_code,
    asked.series_code,
    asked.sex,
    asked.age,
    asked.unit,
    asked.direction,
    asked.target_value,
    asked.target_year,
    asked.target_reason_key,
    others.country_code IS NOT NULL AS has_other_group,
    figures.year,
    figures.value,
    figures.value_status,
    figures.nature,
    figures.source_text,
    figures.source_id
FROM asked
LEFT JOIN figures
    ON figures.country_code = asked.country_code
    AND figures.series_code = asked.series_code
    AND figures.sex = asked.sex
    AND figures.age = asked.age
    AND figures.unit = asked.unit
LEFT JOIN others
    ON others.country_code = asked.country_code
    AND others.series_code = asked.series_code
    AND others.sex = asked.sex
ORDER BY asked.country_code, asked.position, asked.sex, figures.year
"""


def assess_observations(
    connection: duckdb.DuckDBPyConnection, reference_year: int
) -> dict[str, pd.DataFrame]:
    """Rows of the tables ``assessment``, ``assessment_point``, ``assessment_method`` and ``assessment_rule``.

    One assessment per pathfinder, series and comparable sex, whatever is known of it, as of
    ``reference_year``. The warehouse's tables up to ``observation`` must have been loaded.
    """
    assessments: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    methods: list[dict[str, Any]] = []
    for rows in _series(connection):
        first = rows[0]
        key = {name: first[name] for name in KEY}
        judged = _assess_series(rows, reference_year)
        assessments.append(key | _assessment_row(judged))
        points += [key | row for row in _point_rows(judged)]
        methods += [key | row for row in _method_rows(judged)]
    return {
        "assessment": pd.DataFrame(assessments),
        "assessment_point": pd.DataFrame(points),
        "assessment_method": pd.DataFrame(methods),
        "assessment_rule": pd.DataFrame(_rule_rows()),
    }


def _series(connection: duckdb.DuckDBPyConnection) -> Iterator[list[dict[str, Any]]]:
    """The rows of one series after the other."""
    found = connection.execute(_COMPARABLE_FIGURES)
    names = [column[0] for column in found.description]
    rows = (dict(zip(names, row, strict=True)) for row in _rows(found))
    for _, group in groupby(rows, key=lambda row: tuple(row[name] for name in KEY)):
        yield list(group)


def _rows(found: duckdb.DuckDBPyConnection) -> Iterable[tuple[Any, ...]]:
    # Not all at once: of a larger warehouse, only the answers need fit the memory.
    while rows := found.fetchmany(50_000):
        yield from rows


def _assess_series(rows: Sequence[dict[str, Any]], reference_year: int) -> Assessment:
    first = rows[0]
    figures = [row for row in rows if row["year"] is not None]
    others = {row["value_status"] for row in figures if row["value"] is None}
    if first["has_other_group"]:
        others.add("other_group")
    names = ("year", "value", "value_status", "nature", "source_text", "source_id")
    return assess(
        points=[
            Point(**{name: row[name] for name in names})
            for row in figures
            if row["value"] is not None
        ],
        direction=first["direction"],
        unit=first["unit"],
        target=Target(first["target_value"], first["target_year"], first["target_reason_key"]),
        reference_year=reference_year,
        other_figures=frozenset(others),
    )


def _assessment_row(judged: Assessment) -> dict[str, Any]:
    base, latest, target = judged.base, judged.latest, judged.target
    evidence, projection = judged.evidence, judged.projection
    return {
        "unit": judged.unit,
        "direction": judged.direction,
        "reference_year": judged.reference_year,
        "word": judged.word,
        "is_judged": judged.is_judged,
        "depends_on_method": judged.depends_on_method if judged.is_judged else None,
        "differing_methods": list(judged.differing_methods),
        "comparable_count": judged.comparable_count,
        "point_count": len(judged.points),
        "base_year": base and base.year,
        "base_value": base and base.value,
        "latest_year": latest and latest.year,
        "latest_value": latest and latest.value,
        "latest_age_years": judged.latest_age_years,
        "slope_per_year": judged.slope,
        "target_value": target.value,
        "target_year": target.year,
        "target_reason_key": target.reason_key,
        "evidence_strength": evidence and evidence.strength,
        "evidence_points": evidence and evidence.by_points,
        "evidence_age": evidence and evidence.by_age,
        "evidence_nature": evidence and evidence.by_nature,
        "evidence_sources": evidence and evidence.by_sources,
        "source_count": evidence and evidence.source_count,
        "modelled_count": evidence and evidence.modelled_count,
        "projected_year": projection and projection.year,
        "projected_value": projection and projection.value,
        "projected_lower": projection and projection.lower,
        "projected_upper": projection and projection.upper,
        "projection_level": projection and projection.level,
        "is_projection_clipped": projection and projection.is_clipped,
        "projection_note": projection and projection.note,
        "cautions": list(judged.cautions),
        "missing": list(judged.missing),
    }


def _point_rows(judged: Assessment) -> Iterator[dict[str, Any]]:
    for point in judged.points:
        yield {
            "year": point.year,
            "value": point.value,
            "value_status": point.value_status,
            "nature": point.nature,
            "source_text": point.source_text,
            "source_id": point.source_id,
            "is_modelled": point.is_modelled,
            "is_base": point == judged.base,
            "is_latest": point == judged.latest,
        }


def _method_rows(judged: Assessment) -> Iterator[dict[str, Any]]:
    for position, pace in enumerate(judged.paces, start=1):
        yield {
            "method": pace.method,
            "position": position,
            "required": pace.required,
            "actual": pace.actual,
            "ratio": pace.ratio,
            "word": pace.word,
            "agrees": pace.method not in judged.differing_methods if pace.word else None,
            "note": pace.note,
            "on_track_from": pace.on_track_from,
            "middle_from": pace.middle_from,
            "limited_from": pace.limited_from,
            "reference_keys": list(pace.reference_keys),
        }


def _rule_rows() -> Iterator[dict[str, Any]]:
    for position, rule in enumerate(RULES, start=1):
        yield {
            "rule": rule.name,
            "position": position,
            "value": rule.value,
            "measure": rule.measure,
            "reference_keys": list(rule.reference_keys),
        }

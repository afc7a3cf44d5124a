"""Questions about the marks on progress: the words, and everything that they rest on."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def marks_of_series(series: str, sex: str, language: str) -> pd.DataFrame:
    """One row per pathfinder: the mark of one series and sex (columns of mart_assessment) with its name; by name."""
    return fetch(
        """
        SELECT country_name.name AS country_name, mart_assessment.*
        FROM mart_assessment
        INNER JOIN country_name
            ON country_name.country_code = mart_assessment.country_code AND country_name.language = $language
        WHERE mart_assessment.series_code = $series AND mart_assessment.sex = $sex
        ORDER BY STRIP_ACCENTS(country_name.name)
        """,
        series=series,
        sex=sex,
        language=language,
    )


@remembered
def marks_of_country(country: str) -> pd.DataFrame:
    """One row per series and comparable sex: the country's marks (columns of mart_assessment), in display order."""
    return fetch(
        """
        SELECT mart_assessment.*
        FROM mart_assessment
        INNER JOIN indicator ON indicator.series_code = mart_assessment.series_code
        WHERE mart_assessment.country_code = $country
        ORDER BY
            mart_assessment.series_position,
            LIST_POSITION(indicator.comparable_sexes, mart_assessment.sex)
        """,
        country=country,
    )


@remembered
def word_counts() -> pd.DataFrame:
    """One row per series, comparable sex and word: how many of the 47 have it; series in the order of display."""
    return fetch(
        """
        SELECT
            mart_assessment.series_code,
            mart_assessment.sdg_code,
            mart_assessment.sex,
            mart_assessment.word,
            mart_assessment.is_judged,
            COUNT(*) AS country_count
        FROM mart_assessment
        INNER JOIN indicator ON indicator.series_code = mart_assessment.series_code
        GROUP BY ALL
        ORDER BY
            ANY_VALUE(mart_assessment.series_position),
            ANY_VALUE(LIST_POSITION(indicator.comparable_sexes, mart_assessment.sex)),
            mart_assessment.word
        """
    )


@remembered
def points(country: str, series: str, sex: str) -> pd.DataFrame:
    """One row per figure that a mark rests on, by year: value with its published bounds, status, nature, survey,
    footnote, data set, whether it was modelled, whether it is the base or the latest.
    """
    return fetch(
        """
        SELECT
            assessment_point.*,
            published.lower_bound,
            published.upper_bound,
            published.footnote,
            source.citation,
            source.vintage
        FROM assessment_point
        INNER JOIN source ON source.source_id = assessment_point.source_id
        INNER JOIN mart_series_point AS published
            ON published.country_code = assessment_point.country_code
            AND published.series_code = assessment_point.series_code
            AND published.sex = assessment_point.sex
            AND published.age = assessment_point.age
            AND published.year = assessment_point.year
            AND published.source_id = assessment_point.source_id
            AND published.is_comparable
        WHERE
            assessment_point.country_code = $country
            AND assessment_point.series_code = $series
            AND assessment_point.sex = $sex
        ORDER BY assessment_point.year
        """,
        country=country,
        series=series,
        sex=sex,
    )


@remembered
def methods(country: str, series: str, sex: str) -> pd.DataFrame:
    """One row per method, the linear one first: required and actual pace, ratio, word, thresholds, references."""
    return fetch(
        """
        SELECT *
        FROM assessment_method
        WHERE country_code = $country AND series_code = $series AND sex = $sex
        ORDER BY position
        """,
        country=country,
        series=series,
        sex=sex,
    )


@remembered
def rules() -> pd.DataFrame:
    """One row per number of the methods, in the order of display: rule, value, measure, reference_keys."""
    return fetch("SELECT * FROM assessment_rule ORDER BY position")


@remembered
def numbers() -> dict[str, float]:
    """The numbers of the methods by the name of their rule."""
    rows = rules()
    return dict(zip(rows.rule, rows.value.astype(float), strict=True))

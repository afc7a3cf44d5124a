"""Questions about one series for the 47: its points, its breakdowns, and the same measure by another publisher."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard.warehouse import fetch, remembered


class Twin(NamedTuple):
    """The same measure as another publisher gives it: a series and its sex on either side."""

    series: str
    sex: str
    other_series: str
    other_sex: str


# UNSD's series beside the custodian's own; the values are set side by side, never blended.
SAME_MEASURE = (
    *(
        Twin(f"VC_HTF_DETV{form}", sex, f"GLOTIP_DETECTED_VICTIMS{other_form}", sex)
        for form, other_form in (("", ""), ("SX", "_SEXUAL_EXPLOITATION"), ("FL", "_FORCED_LABOUR"))
        for sex in ("_T", "F", "M")
    ),
    Twin("VC_VAW_PHYPYV", "_Z", "PT_CHLD_1-14_PS-PSY-V_CGVR", "_T"),
    Twin("VC_VAW_SXVLN", "F", "PT_F_18-29_SX-V_AGE-18", "F"),
    Twin("VC_VAW_SXVLN", "M", "PT_M_18-29_SX-V_AGE-18", "M"),
    Twin("SP_DYN_MRBF18", "F", "PT_F_20-24_MRD_U18_TND", "F"),
    Twin("SH_STA_FGMS", "F", "PT_F_15-49_FGM", "F"),
    Twin("SL_TLF_CHLDEC", "_T", "PT_CHLD_5-17_LBR_ECON-HC", "_T"),
    Twin("SG_REG_BRTH", "_Z", "PT_CHLD_Y0T4_REG", "_T"),
)


def twin_of(series: str, sex: str) -> Twin | None:
    """The pair in which a series of this sex stands, on either side; None where no other publisher gives it."""
    for twin in SAME_MEASURE:
        if (series, sex) in ((twin.series, twin.sex), (twin.other_series, twin.other_sex)):
            return twin
    return None


@remembered
def years(series: str, sex: str, language: str) -> pd.DataFrame:
    """One row per pathfinder and year with a figure of this sex: the comparable one, else one of another age band.

    By name and year. ``state``: value, not_comparable, or the status of a figure published without a value. Of a year
    with several other bands, a declared one is preferred; figures of unknown age are left out.
    """
    return fetch(
        """
        SELECT
            point.country_code,
            country_name.name AS country_name,
            mart_pathfinder.region_code,
            point.year,
            point.age,
            point.value,
            point.unit,
            point.source_text,
            CASE
                WHEN NOT point.is_comparable THEN 'not_comparable'
                WHEN point.value IS NULL THEN point.value_status
                ELSE 'value'
            END AS state
        FROM mart_series_point AS point
        INNER JOIN indicator ON indicator.series_code = point.series_code
        INNER JOIN mart_pathfinder ON mart_pathfinder.country_code = point.country_code
        INNER JOIN country_name
            ON country_name.country_code = point.country_code AND country_name.language = $language
        WHERE
            point.series_code = $series
            AND point.sex = $sex
            AND point.age <> '_U'
            AND (point.is_comparable OR point.value IS NOT NULL)
        QUALIFY ROW_NUMBER() OVER (
            PARTITION BY point.country_code, point.year
            ORDER BY
                point.is_comparable DESC,
                COALESCE(LIST_POSITION(indicator.comparable_ages, point.age), 99),
                point.age
        ) = 1
        ORDER BY STRIP_ACCENTS(country_name.name), point.year
        """,
        series=series,
        sex=sex,
        language=language,
    )


@remembered
def points(series: tuple[str, ...], language: str) -> pd.DataFrame:
    """One row per published figure of these series for the 47: series, country, year, sex, age, value, status; by name."""
    return fetch(
        """
        SELECT
            point.series_code,
            point.country_code,
            country_name.name AS country_name,
            point.year,
            point.sex,
            point.age,
            point.value,
            point.value_status,
            point.unit
        FROM mart_series_point AS point
        INNER JOIN country_name
            ON country_name.country_code = point.country_code AND country_name.language = $language
        WHERE LIST_CONTAINS($series, point.series_code)
        ORDER BY STRIP_ACCENTS(country_name.name), point.year, point.series_code, point.sex, point.age
        """,
        series=list(series),
        language=language,
    )


@remembered
def shared(twin: Twin, language: str) -> pd.DataFrame:
    """One row per pathfinder and year for which both publishers give a comparable value; by name and year.

    ``differs``: at the decimals that pages show (one for percentages, none for counts), the values are not the same.
    """
    return fetch(
        """
        SELECT
            one.country_code,
            country_name.name AS country_name,
            one.year,
            one.age,
            one.unit,
            one.value,
            other.value AS other_value,
            ROUND(one.value, IF(one.unit = 'percent', 1, 0)) <> ROUND(other.value, IF(one.unit = 'percent', 1, 0)) AS differs
        FROM mart_series_point AS one
        INNER JOIN mart_series_point AS other
            ON other.country_code = one.country_code
            AND other.year = one.year
            AND other.age = one.age
        INNER JOIN country_name
            ON country_name.country_code = one.country_code AND country_name.language = $language
        WHERE
            one.series_code = $series
            AND one.sex = $sex
            AND other.series_code = $other_series
            AND other.sex = $other_sex
            AND one.is_comparable
            AND one.value IS NOT NULL
            AND other.value IS NOT NULL
        ORDER BY STRIP_ACCENTS(country_name.name), one.year
        """,
        language=language,
        **twin._asdict(),
    )


class Crossing(NamedTuple):
    """How often a publisher's women's figure is the other's men's figure, and how often its women's; of how many."""

    crosswise: int
    crosswise_total: int
    straight: int
    straight_total: int

    @property
    def looks_exchanged(self) -> bool:
        """Whether the sexes agree crosswise more often than straight."""
        return self.crosswise > self.straight


@remembered
def crossing() -> Crossing:
    """UNSD's figures of women among detected victims of trafficking against UNODC's: of men, and of women."""
    straight = Twin("VC_HTF_DETV", "F", "GLOTIP_DETECTED_VICTIMS", "F")
    counts = []
    for twin in (straight._replace(other_sex="M"), straight):
        differs = shared(twin, "en").differs.astype(bool)
        counts += [int((~differs).sum()), len(differs)]
    return Crossing(*counts)

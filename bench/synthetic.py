"""Synthetic figures: a copy of the data folder in which UNSD's series have grown by whole multiples.

What grows is what a statistics house sees grow. Each bundled figure of ``data/sdg`` gets companions, by turns

- figures of **smaller areas**: provinces and districts of the same country or aggregate, as areas without an ISO code
  (``other_area``), declared in the copy's ``areas.csv``. Marts of countries leave them out;
- figures of the **same area in finer detail**: for the published age band 34 and 68 years before, then for age bands
  that nobody publishes yet, declared in the copy's ``published_codes.csv``, of the same and of those earlier years. The
  47 have their share of these, so that marts, assessments and checks must find the comparable figures among all others.

A companion's value is the bundled one times a factor between a half and one that follows from its key: no two runs
differ, columns compress no better than real ones, and percentages stay percentages. Figures that the bundled files give
twice, without a number or with a garbled text have no companions: there is more to count, not more to mend. Reports,
laws and the series of other publishers stay as they are.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd

from etl.observations import FILE_COLUMNS, GARBLED, KEY
from etl.reference import DATA_FOLDER, read_text_table

SERIES_FOLDER = "sdg"
FOLDERS = ("reference", "sdg", "glotip", "unicef", "legal", "membership", "illustrative")
OLDEST_AGE = 60
# No bundled series of this folder spans more years: a figure of earlier years meets no other.
YEARS_BEFORE = 34
PERIODS = 3
MEMORY = "2GB"

# One row per age band and period that figures can be detailed by, in the order in which they are used.
_DETAILS = f"""
SELECT row_number() OVER (ORDER BY period, youngest, oldest) AS slot, period, youngest, oldest, age
FROM (
    SELECT period, youngest, oldest, 'Y' || youngest || 'T' || oldest AS age
    FROM range({PERIODS}) AS periods (period),
        range({OLDEST_AGE + 1}) AS lower_ends (youngest),
        range({OLDEST_AGE + 1}) AS upper_ends (oldest)
    WHERE youngest <= oldest
)
WHERE age NOT IN (SELECT code FROM known_ages)
"""

# One row per companion of the figures in the table ``figures``; columns of an observation file.
_COMPANIONS = f"""
WITH ranked AS (
    -- Age bands of one group must not get the same new ones.
    SELECT
        *,
        dense_rank() OVER (PARTITION BY series_code, area_code, year, sex ORDER BY age) AS age_rank
    FROM figures
),

numbered AS (
    SELECT ranked.*, turn // 2 + 1 AS number, turn % 2 = 0 AS is_part
    FROM ranked, range({{turns}}) AS turns (turn)
),

slotted AS (
    SELECT *, (number - {PERIODS}) * {{ages}} + age_rank AS slot FROM numbered
),

keyed AS (
    SELECT
        slotted.* REPLACE (
            CASE WHEN is_part THEN area_code || lpad(number::VARCHAR, 4, '0') ELSE area_code END AS area_code,
            CASE WHEN is_part THEN '' ELSE country_code END AS country_code,
            CASE
                WHEN is_part THEN year::INTEGER
                ELSE year::INTEGER - {YEARS_BEFORE} * coalesce(details.period, number)
            END AS year,
            CASE WHEN is_part THEN slotted.age ELSE coalesce(details.age, slotted.age) END AS age
        )
    FROM slotted
    LEFT JOIN details ON details.slot = slotted.slot AND number >= {PERIODS}
),

scaled AS (
    SELECT
        *,
        0.5 + hash(series_code, area_code, year, sex, age) % 5001 / 10000 AS factor,
        CASE WHEN unit = 'number' THEN 0 ELSE 4 END AS decimals
    FROM keyed
)

SELECT {", ".join(FILE_COLUMNS)}
FROM (
    SELECT
        * REPLACE (
            round(value::DOUBLE * factor, decimals)::VARCHAR AS value,
            coalesce(round(nullif(lower_bound, '')::DOUBLE * factor, decimals)::VARCHAR, '') AS lower_bound,
            coalesce(round(nullif(upper_bound, '')::DOUBLE * factor, decimals)::VARCHAR, '') AS upper_bound
        )
    FROM scaled
)
"""


def grow(target: Path, scale: int, source: Path = DATA_FOLDER) -> int:
    """Make ``target`` a copy of a data folder with ``scale`` times the figures of its UNSD series; all its figures' rows.

    With scale 1 it is the folder itself, file by file. Raises ValueError for a scale that finds too few age bands.
    """
    for name in FOLDERS:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name)
    if scale == 1:
        return count_figures(target)
    connection = duckdb.connect(config={"memory_limit": MEMORY})
    try:
        connection.execute("SET enable_progress_bar = false")
        _declare_ages(connection, target / "reference")
        for path in sorted((target / SERIES_FOLDER).glob("*.csv")):
            _grow_file(connection, path, scale)
        _declare_areas(target / "reference", scale)
    finally:
        connection.close()
    return count_figures(target)


def count_figures(data_folder: Path) -> int:
    """Rows of all observation files of a data folder."""
    paths = [
        str(path)
        for name in ("sdg", "glotip", "unicef")
        for path in (data_folder / name).glob("*.csv")
    ]
    row = duckdb.execute("SELECT count(*) FROM read_csv(?, all_varchar = true)", [paths]).fetchone()
    assert row is not None
    return int(row[0])


def _declare_ages(connection: duckdb.DuckDBPyConnection, reference: Path) -> None:
    """Declare the age bands that companions may have, and make the table ``details`` of them."""
    codes = read_text_table(reference / "published_codes.csv")
    connection.register("known_ages", codes.loc[codes["dimension"] == "age", ["code"]])
    connection.execute(f"CREATE TABLE details AS {_DETAILS}")
    ages = connection.execute(
        "SELECT DISTINCT 'unsd' AS publisher, 'age' AS dimension, youngest || '-' || oldest AS published, age AS code "
        "FROM details ORDER BY code"
    ).df()
    pd.concat([codes, ages]).to_csv(reference / "published_codes.csv", index=False)


def _declare_areas(reference: Path, scale: int) -> None:
    areas = read_text_table(reference / "areas.csv")
    whole = [*read_text_table(reference / "countries.csv")["area_code"], *areas["area_code"]]
    parts = pd.DataFrame(
        [
            (f"{area}{number:04}", "other_area", "", f"Part {number} of {area}")
            for area in whole
            for number in range(1, scale // 2 + 1)
        ],
        columns=areas.columns,
    )
    pd.concat([areas, parts]).to_csv(reference / "areas.csv", index=False)


def _grow_file(connection: duckdb.DuckDBPyConnection, path: Path, scale: int) -> None:
    published = read_text_table(path)
    texts = published["source_text"] + published["footnote"]
    is_whole = ~published.duplicated(KEY, keep=False) & (published["value"] != "")
    figures = published[is_whole & ~texts.str.contains(GARBLED)]
    connection.register("published", published)
    connection.register("figures", figures)
    ages = figures["age"].nunique()
    companions = _COMPANIONS.format(turns=scale - 1, ages=ages)
    (slots,) = connection.execute("SELECT count(*) FROM details").fetchall()[0]
    # Half of the companions are detailed, and each age band of a group takes a slot of its own.
    largest = 2 * (slots // max(ages, 1) + PERIODS - 1) + 1
    if scale > largest:
        raise ValueError(
            f"A scale of {scale} is too large for {path.name}; accepted is up to {largest}."
        )
    quoted = str(path).replace("'", "''")
    connection.execute(
        f"COPY (FROM published UNION ALL ({companions})) TO '{quoted}' (FORMAT csv, HEADER)"
    )

"""The declared families of surveys: each text of 16.2 has one, and what is declared wrongly is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.build import CHECKS_FOLDER, BuildError, run_checks
from etl.bundled import read_bundled
from etl.reference import ReferenceDataError, load_reference
from tests.given import Given


def test_every_survey_text_of_16_2_has_one_family(bundled_build: duckdb.DuckDBPyConnection) -> None:
    rows = bundled_build.execute(
        """
        SELECT observation.source_text, count(DISTINCT survey_family.survey_family)
        FROM observation
        INNER JOIN indicator ON indicator.series_code = observation.series_code
        LEFT JOIN survey_family ON lower(observation.source_text) LIKE lower(survey_family.pattern)
        WHERE
            indicator.sdg_code LIKE '16.2.%'
            AND observation.area_type = 'country'
            AND observation.source_text IS NOT NULL
        GROUP BY observation.source_text
        """
    ).fetchall()
    assert len(rows) > 60
    assert [text for text, families in rows if families != 1] == []


def test_unknown_family_is_refused(small_data: Path) -> None:
    file = small_data / "reference" / "survey_families.csv"
    file.write_text(file.read_text(encoding="utf-8") + "Panel %,panel\n", encoding="utf-8")
    with (
        duckdb.connect() as connection,
        pytest.raises(ReferenceDataError, match="found the family 'panel'; accepted are mics"),
    ):
        read_bundled(small_data, load_reference(small_data), connection, "figure")


def test_text_of_two_families_stops_the_build(tmp_path: Path) -> None:
    name = "survey_texts_have_one_family.sql"
    shutil.copy(CHECKS_FOLDER / name, tmp_path / name)
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        given = Given(connection)
        given.country("KEN")
        given.indicator()
        given.observe("KEN", 2020, 50.0, source_text="DHS 2020 (MICS)")
        given.add("survey_family", pattern="DHS %", survey_family="dhs")
        run_checks(connection, tmp_path)
        given.add("survey_family", pattern="%(MICS)", survey_family="mics")
        with pytest.raises(BuildError, match="meets the patterns of two families"):
            run_checks(connection, tmp_path)

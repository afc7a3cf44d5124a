"""Figures read in parts are the figures read at once, repeats across parts included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import observations
from etl.build import CHECKS_FOLDER
from etl.figures import stage_figures, staged_figures
from etl.observations import check_observations, read_observation_files
from etl.reference import DATA_FOLDER, Reference, read_text_table
from tests.given import Given

FILES = [
    # Repeated and conflicting figures, a garbled text, and a series with aggregates.
    DATA_FOLDER / "glotip" / "GLOTIP_DETECTED_VICTIMS_OTHER_FORMS.csv",
    DATA_FOLDER / "sdg" / "VC_VAW_PHYPYV.csv",
]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observations, "BYTES_AT_ONCE", 20_000)


@pytest.mark.usefixtures("small_parts")
def test_a_file_is_read_in_parts_with_its_lines_counted_on() -> None:
    parts = list(read_observation_files(FILES, DATA_FOLDER))
    assert len(parts) > 10
    whole = pd.concat(parts)
    for path in FILES:
        rows = whole[whole["file_name"] == path.relative_to(DATA_FOLDER).as_posix()]
        assert list(rows["row"]) == list(range(2, len(rows) + 2))
        published = read_text_table(path)
        assert rows[list(published.columns)].to_numpy().tolist() == published.to_numpy().tolist()


@pytest.mark.usefixtures("small_parts")
def test_parts_give_what_all_rows_give_at_once(reference: Reference) -> None:
    sources = list(read_text_table(DATA_FOLDER / "reference" / "sources.csv")["source_id"])
    rows = pd.concat(read_observation_files(FILES, DATA_FOLDER), ignore_index=True)
    expected, expected_problems = check_observations(rows, reference, sources)
    with duckdb.connect() as connection:
        counts, problems = stage_figures(
            connection, "figure", FILES, DATA_FOLDER, reference, sources
        )
        connection.register("expected", expected)
        found, at_once = (
            [
                tuple(map(_missing, row))
                for row in connection.execute(staged_figures(table)).fetchall()
            ]
            for table in ("figure", "expected")
        )
    assert found == at_once
    assert _sorted(problems) == _sorted(expected_problems)
    assert {"conflicting_values", "repeated_value"} <= set(problems["rule"])
    assert sum(counts["row_count"]) == len(rows)


def test_a_repeat_far_from_the_first_is_settled(
    tmp_path: Path, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = FILES[1].read_text(encoding="utf-8").splitlines()
    path = tmp_path / "sdg" / "VC_VAW_PHYPYV.csv"
    path.parent.mkdir()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    monkeypatch.setattr(observations, "BYTES_AT_ONCE", 2_000)
    with duckdb.connect() as connection:
        source = lines[1].rpartition(",")[2]
        _, problems = stage_figures(connection, "figure", [path], tmp_path, reference, [source])
        staged = connection.execute("SELECT count(*) FROM figure").fetchone()
    (problem,) = problems[problems["rule"] == "repeated_value"].to_dict("records")
    assert problem["cell"] == f"rows 2, {len(lines) + 1}, column value"
    assert staged == (len(lines) - 1,)


def _missing(cell: object) -> object:
    return None if pd.isna(cell) else cell


def _sorted(problems: pd.DataFrame) -> list[list[object]]:
    texts = problems.astype(object).where(problems.notna(), None)
    return sorted(texts.to_numpy().tolist(), key=str)


# --------------------------------------------------------- what the table's keys would have held


@pytest.fixture
def given() -> Iterator[Given]:
    with duckdb.connect() as connection:
        yield Given(connection)


def test_two_figures_of_one_key_are_found(given: Given) -> None:
    given.country("JAM")
    given.indicator()
    for value in (80.0, 75.0):
        given.observe("JAM", 2012, value)
    given.observe("JAM", 2013, 70.0)
    assert offending(given, "one_figure_per_key") == [
        ("VC_VAW_PHYPYV", "JAM", 2012, "_Z", "Y1T14", "SOURCE", 2)
    ]


def test_figures_of_an_undeclared_series_are_found(given: Given) -> None:
    given.country("JAM")
    given.indicator()
    given.observe("JAM", 2012, 80.0)
    given.observe("JAM", 2012, 80.0, series_code="VC_VAW_UNKNOWN")
    assert offending(given, "series_are_known") == [("VC_VAW_UNKNOWN",)]


def offending(given: Given, check: str) -> list[tuple[object, ...]]:
    text = (CHECKS_FOLDER / f"{check}.sql").read_text(encoding="utf-8")
    return given.connection.execute(text).fetchall()

"""What the data page gives away: files that keep every row, say where it comes from, and hide what is not public."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet
import pytest

from dashboard import queries, warehouse
from dashboard.contents import data as contents
from dashboard.shell import Run
from tests.dashboard.conftest import make_run, reading
from tests.given import Given, publish


@pytest.fixture
def run(hand_made: Path) -> Run:
    return make_run(build=warehouse.current_build(), is_illustrative=False)


def read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), keep_default_na=False, dtype=str)


def test_the_headline_counts_pairs(run: Run) -> None:
    assert contents.headline(run) == (
        "1 data set feeds this dashboard. Of 32 pairs of country and series, 3% can be followed "
        "over time; for 72% nothing is published."
    )


def test_csv_has_every_public_row(run: Run) -> None:
    for table in queries.catalogue.tables().itertuples():
        assert len(read_csv(contents.csv_file(run, table.table_name, False))) == table.row_count


def test_csv_keeps_lists_dates_and_missing_values(run: Run) -> None:
    rows = read_csv(contents.csv_file(run, "roadmap_action", False))
    kenya = rows[(rows.roadmap_id == "KEN-2026-2") & (rows.action_id == "A3")].iloc[0]
    assert kenya.inspire_strategies == "laws;parents"
    assert kenya.due_date == "2026-03-31"
    assert kenya.output == ""


def test_csv_runs_no_formula(tmp_path: Path) -> None:
    def rows(given: Given) -> None:
        given.country("KEN")
        given.report(
            "KEN",
            2026,
            {"action_id": "A1", "status": "limited", "done_text": "=1+1", "spent": -5.0},
        )

    publish(tmp_path, rows)
    with reading(tmp_path):
        run = make_run(build=warehouse.current_build())
        row = read_csv(contents.csv_file(run, "action_progress", False)).iloc[0]
        parquet = pyarrow.parquet.read_table(
            io.BytesIO(contents.parquet_file(run, "action_progress", False))
        )
    assert row.done_text == "'=1+1"
    assert row.spent == "-5.0"  # a number stays one
    assert parquet.column("done_text").to_pylist() == ["=1+1"]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_csv_keeps_a_text_of_several_lines_in_its_cell(tmp_path: Path, line_end: str) -> None:
    # In a row of its own, the second line would be a formula.
    text = f"Two lines{line_end}=1+1"

    def rows(given: Given) -> None:
        given.country("KEN")
        given.report("KEN", 2026, {"action_id": "A1", "status": "limited", "done_text": text})

    publish(tmp_path, rows)
    with reading(tmp_path):
        run = make_run(build=warehouse.current_build())
        content = contents.csv_file(run, "action_progress", False)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row["done_text"] == text


def test_files_are_of_the_build_whose_page_offered_them(tmp_path: Path) -> None:
    publish(tmp_path, lambda given: given.country("KEN"))
    with reading(tmp_path):
        run = make_run(build=warehouse.current_build())
        publish(tmp_path, lambda given: given.country("UGA"))
        csv_rows = read_csv(contents.csv_file(run, "country", False))
        parquet = pyarrow.parquet.read_table(
            io.BytesIO(contents.parquet_file(run, "country", False))
        )
    assert list(csv_rows.country_code) == parquet.column("country_code").to_pylist() == ["KEN"]


def test_parquet_keeps_types_and_says_where_it_comes_from(run: Run) -> None:
    table = pyarrow.parquet.read_table(io.BytesIO(contents.parquet_file(run, "observation", False)))
    assert str(table.schema.field("value").type) == "double"
    facts = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert facts["build"] == run.build
    assert facts["is_illustrative"] == "false"
    (source,) = json.loads(facts["sources"])
    assert source["licence"] == "CC BY 4.0"
    assert source["citation"] == "Publisher, Data set, 2026"
    assert "One row per series" in facts["grain"]


def test_files_of_illustrative_rows_say_so(served_build: str) -> None:
    run = make_run(build=served_build)
    is_marked = queries.catalogue.tables().set_index("table_name").is_illustrative
    for table in ("report", "mart_stage", "mart_stage_step", "mart_action_change", "problem"):
        assert is_marked[table], table
        rows = read_csv(contents.csv_file(run, table, True))
        assert set(rows.is_illustrative) <= {"True", "False"}
        assert "True" in set(rows.is_illustrative)
    assert not is_marked["observation"]
    assert not is_marked["mart_coverage"]


def test_every_table_says_its_grain_in_both_languages(served_build: str) -> None:
    for language in ("en", "fr"):
        words = make_run(language).words
        for table in queries.catalogue.tables().table_name:
            assert words(f"data.grain.{table}").endswith(".")


def test_every_problem_is_told_without_blanks(served_build: str) -> None:
    for language in ("en", "fr"):
        told = contents.problems_list(make_run(language, served_build)).iloc[:, -1]
        assert len(told) > 300
        assert not told.str.contains(r"[{}]").any()


def test_coverage_table_has_every_pair(run: Run) -> None:
    table = contents.coverage_table(run)
    assert len(table) == 32
    assert (table["What is known"] == "● Series over time").sum() == 1

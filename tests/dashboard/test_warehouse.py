"""The published build: read-only, switched without a restart, remembered per build, never mixed in one run."""

from __future__ import annotations

import contextvars
import threading
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard import warehouse
from dashboard.warehouse import NoBuild, fetch, pin_build, remembered
from etl import warehouse as store
from tests.dashboard.conftest import reading
from tests.given import Given, publish


def with_country(code: str) -> object:
    def rows(given: Given) -> None:
        given.country(code)

    return rows


def countries() -> list[str]:
    return list(fetch("SELECT country_code FROM mart_pathfinder").country_code)


@remembered
def remembered_countries(suffix: str = "") -> pd.DataFrame:
    return fetch("SELECT country_code || $suffix AS code FROM mart_pathfinder", suffix=suffix)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two builds, Kenya's and then Uganda's, that the dashboard reads."""
    publish(tmp_path, with_country("KEN"))
    publish(tmp_path, with_country("UGA"))
    return tmp_path


@pytest.fixture(autouse=True)
def _read_the_folder(folder: Path, request: pytest.FixtureRequest) -> None:
    context = reading(folder)
    context.__enter__()
    request.addfinalizer(lambda: context.__exit__(None, None, None))


def test_roll_back_and_new_build_show_without_a_restart(folder: Path) -> None:
    assert countries() == list(remembered_countries().code) == ["UGA"]
    store.roll_back(folder)
    assert countries() == list(remembered_countries().code) == ["KEN"]
    newest = publish(folder, with_country("ZMB"))
    assert warehouse.current_build() == newest
    assert countries() == list(remembered_countries().code) == ["ZMB"]


def test_run_keeps_its_build_while_another_is_published(folder: Path) -> None:
    def run() -> tuple[list[str], list[str]]:
        pin_build()
        before = countries()
        publish(folder, with_country("ZMB"))
        return before, [*countries(), *remembered_countries().code]

    before, after = contextvars.copy_context().run(run)
    assert before == ["UGA"]
    assert after == ["UGA", "UGA"]
    assert countries() == ["ZMB"]


def test_answer_of_one_build_is_not_remembered_for_another(folder: Path) -> None:
    published = warehouse.current_build()

    @remembered
    def asked_while_another_is_published() -> list[str]:
        publish(folder, with_country("ZMB"))
        return countries()

    assert asked_while_another_is_published() == ["UGA"]
    assert countries() == ["ZMB"]
    store.roll_back(folder, published)
    assert asked_while_another_is_published() == ["UGA"]


def test_questions_go_to_the_build_they_are_pinned_to(folder: Path) -> None:
    older, newer = store.list_builds(folder)
    with warehouse.pinned(older, "public"):
        assert countries() == list(remembered_countries().code) == ["KEN"]
        with warehouse.pinned(newer, "public"):
            assert countries() == ["UGA"]
        assert countries() == ["KEN"]
    assert countries() == ["UGA"]


def test_no_build_says_how_to_make_one(tmp_path: Path) -> None:
    with (
        reading(tmp_path / "empty"),
        pytest.raises(NoBuild, match=r"No build in .*empty\. Make one with: python -m etl build"),
    ):
        countries()


@pytest.mark.parametrize("named", ["2020-01-01T000000-000000.duckdb", "", "../elsewhere"])
def test_missing_build_says_how_to_go_back(folder: Path, named: str) -> None:
    (folder / "CURRENT").write_text(f"{named}\n", encoding="utf-8")
    with pytest.raises(NoBuild, match=r"cannot be opened .* python -m etl rollback"):
        countries()


def test_broken_build_says_how_to_go_back(folder: Path) -> None:
    broken = folder / "2099-01-01T000000-000000.duckdb"
    broken.write_bytes(b"not a database" * 1000)
    (folder / "CURRENT").write_text(f"{broken.name}\n", encoding="utf-8")
    with pytest.raises(NoBuild, match=r"2099-01-01T000000-000000\.duckdb, which cannot be opened"):
        countries()
    store.roll_back(folder, store.list_builds(folder)[0])
    assert countries() == ["KEN"]


def test_external_access_is_off(folder: Path) -> None:
    (folder / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    for sql in (
        f"SELECT * FROM read_csv('{folder / 'secret.csv'}')",
        f"COPY mart_pathfinder TO '{folder / 'stolen.csv'}'",
        f"ATTACH '{folder / 'other.duckdb'}'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            fetch(sql)
    assert not (folder / "stolen.csv").exists()


def test_build_cannot_be_written() -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        fetch("DELETE FROM country")


def test_parameters_are_bound_and_never_read_as_sql() -> None:
    assert list(remembered_countries("'; DROP TABLE country; --").code) == [
        "UGA'; DROP TABLE country; --"
    ]


def test_copies_are_independent() -> None:
    first = remembered_countries()
    first["code"] = "changed"
    first.loc[0, "code"] = "changed again"
    first["more"] = 1
    assert remembered_countries().to_dict("list") == {"code": ["UGA"]}


def test_answers_differ_by_argument() -> None:
    assert list(remembered_countries("-1").code) == ["UGA-1"]
    assert list(remembered_countries(suffix="-2").code) == ["UGA-2"]


def test_readers_do_not_wait_for_each_other() -> None:
    answers: list[list[str]] = []
    readers = [threading.Thread(target=lambda: answers.append(countries())) for _ in range(16)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(timeout=30)
    assert answers == [["UGA"]] * 16


def test_folder_of_builds_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert warehouse.folder() == tmp_path
    monkeypatch.setenv("PATHFINDER_DATA", str(tmp_path / "data"))
    assert warehouse.folder() == tmp_path  # the more exact one wins
    monkeypatch.delenv("PATHFINDER_WAREHOUSE")
    assert warehouse.folder() == tmp_path / "data" / "warehouse"
    monkeypatch.delenv("PATHFINDER_DATA")
    assert warehouse.folder() == warehouse.ROOT / "data" / "warehouse"

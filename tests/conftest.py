"""What all tests share: the reference data, a full build, a small one, and the folder of facts."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml
from _pytest.nodeid import coerce_node_id

from etl import warehouse
from etl.build import Summary, build
from etl.reference import DATA_FOLDER, Reference, load_reference, read_text_table

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# Enough for every kind of row: one point per country, two sexes, conflicting values.
SMALL_SERIES = {
    "VC_VAW_PHYPYV": "sdg",
    "VC_VAW_SXVLN": "sdg",
    "GLOTIP_DETECTED_VICTIMS_OTHER_FORMS": "glotip",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tell xdist which tests stay together: 3.8 writes their group where pytest 9.2 no longer reads it."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = next(item.iter_markers("xdist_group"), None)
        if group is not None and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = coerce_node_id(f"{item.nodeid}@{group.args[0]}")


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The bundled reference data."""
    return load_reference()


@pytest.fixture(scope="session")
def facts() -> Path:
    """The folder of sourced facts; the test is skipped where it is absent."""
    folder = SHARED / "facts"
    if not folder.is_dir():
        pytest.skip("the folder of facts is not here")
    return folder


@pytest.fixture(scope="session")
def publishers_files() -> Path:
    """The folder of files as publishers give them; the test is skipped where it is absent."""
    folder = SHARED / "raw"
    if not folder.is_dir():
        pytest.skip("the publishers' files are not here")
    return folder


@pytest.fixture(scope="session")
def bundled_warehouse(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A warehouse folder with one full build of the bundled data, and its summary; to be read only.

    Whichever of the test processes comes first makes it, for all of them.
    """
    place = tmp_path_factory.getbasetemp()
    shared = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place
    folder, made = shared / "bundled_warehouse", shared / "bundled_warehouse.summary"
    with (shared / "bundled_warehouse.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_bytes(pickle.dumps(build(DATA_FOLDER, folder, reports="illustrative")))
        summary: Summary = pickle.loads(made.read_bytes())
    return folder, summary


@pytest.fixture
def bundled_build(bundled_warehouse: tuple[Path, Summary]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the full build of the bundled data."""
    folder, summary = bundled_warehouse
    with warehouse.open_build(folder, summary.name) as connection:
        yield connection


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A data folder of real files that builds in well under a second."""
    return make_small_data(tmp_path / "data")


def make_small_data(folder: Path, series: Mapping[str, str] = SMALL_SERIES) -> Path:
    """Fill a new data folder with the real files of these series, which build in about a second; gives the folder."""
    shutil.copytree(DATA_FOLDER / "reference", folder / "reference")
    used = {"UNSD_M49_2023-12", "WB_CLASS_FY2026", "FOUNDING_DOCUMENT_2024-11"}
    files = [f"{folder_name}/{name}.csv" for name, folder_name in series.items()]
    for name in (*files, "legal/corporal_punishment.csv", "membership/facts.csv"):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(DATA_FOLDER / name, target)
        used |= set(read_text_table(target)["source_id"])

    indicators = yaml.safe_load((folder / "reference" / "indicators.yml").read_text("utf-8"))
    kept = {name: indicators[name] for name in series}
    (folder / "reference" / "indicators.yml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    sources = read_text_table(folder / "reference" / "sources.csv")
    sources = sources[sources["source_id"].isin(used)]
    sources.to_csv(folder / "reference" / "sources.csv", index=False)
    return folder


def edit_csv(path: Path, line: int, **cells: str) -> None:
    """Write texts into cells of one line of a CSV file (the header is line 1)."""
    table: pd.DataFrame = read_text_table(path)
    for column, text in cells.items():
        table.loc[line - 2, column] = text
    table.to_csv(path, index=False)

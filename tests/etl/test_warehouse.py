"""The store of builds: publishing, history, going back, leftovers, kills, two at once."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import random
import time
from pathlib import Path

import duckdb
import pytest

from etl import warehouse
from etl.build import SCHEMA_FILE, build
from tests.etl.killed_build import build_forever, build_times, build_until

RECORD = {
    "reports_mode": "none",
    "is_illustrative": False,
    "input_checksum": "0" * 64,
    "decisions_checksum": "0" * 64,
    "row_count": 1,
    "warning_count": 0,
    "duration_seconds": 0.1,
}


def publish_one(folder: Path, keep: int = warehouse.BUILDS_TO_KEEP) -> str:
    with warehouse.draft_build(folder) as draft:
        draft.connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        return warehouse.publish(folder, draft, RECORD, keep).name


def leftovers(folder: Path) -> list[str]:
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix != ".duckdb" and path.name not in ("CURRENT", "LOCK")
    )


def history(folder: Path, name: str) -> list[str]:
    with warehouse.open_build(folder, name) as connection:
        rows = connection.execute("SELECT build_name FROM build ORDER BY built_at").fetchall()
    return [row[0] for row in rows]


def test_nothing_published_yet(tmp_path: Path) -> None:
    assert warehouse.list_builds(tmp_path / "none") == []
    assert warehouse.current_build(tmp_path / "none") is None


def test_published_build_is_current(tmp_path: Path) -> None:
    name = publish_one(tmp_path)
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == f"{name}.duckdb\n"
    assert warehouse.current_build(tmp_path) == name
    assert warehouse.list_builds(tmp_path) == [name]
    assert leftovers(tmp_path) == []


def test_draft_is_invisible_and_gone_when_it_fails(tmp_path: Path) -> None:
    first = publish_one(tmp_path)
    with pytest.raises(RuntimeError, match="stop"), warehouse.draft_build(tmp_path) as draft:
        draft.connection.execute("CREATE TABLE half_done AS SELECT 1 AS one")
        assert warehouse.list_builds(tmp_path) == [first]
        raise RuntimeError("stop")
    assert warehouse.current_build(tmp_path) == first
    assert leftovers(tmp_path) == []


def test_history_is_carried_forward(tmp_path: Path) -> None:
    names = [publish_one(tmp_path) for _ in range(3)]
    assert history(tmp_path, names[-1]) == names
    # An earlier build does not learn of later ones.
    assert history(tmp_path, names[0]) == names[:1]


def test_history_outlives_the_files(tmp_path: Path) -> None:
    names = [publish_one(tmp_path, keep=2) for _ in range(4)]
    assert warehouse.list_builds(tmp_path) == names[-2:]
    assert history(tmp_path, names[-1]) == names


def test_newest_row_is_the_builds_own_even_when_builds_overlap(tmp_path: Path) -> None:
    with warehouse.draft_build(tmp_path) as early:
        early.connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        late = publish_one(tmp_path)
        early_name = warehouse.publish(tmp_path, early, RECORD).name
    assert warehouse.list_builds(tmp_path) == [late, early_name]
    assert warehouse.current_build(tmp_path) == early_name
    assert history(tmp_path, early_name) == [late, early_name]
    assert warehouse.roll_back(tmp_path) == late


def test_roll_back_to_the_build_before(tmp_path: Path) -> None:
    names = [publish_one(tmp_path) for _ in range(3)]
    assert warehouse.roll_back(tmp_path) == names[1]
    assert warehouse.current_build(tmp_path) == names[1]
    assert warehouse.roll_back(tmp_path) == names[0]
    assert warehouse.roll_back(tmp_path, f"{names[2]}.duckdb") == names[2]
    assert warehouse.list_builds(tmp_path) == names


def test_roll_back_names_what_there_is(tmp_path: Path) -> None:
    name = publish_one(tmp_path)
    with pytest.raises(warehouse.WarehouseError, match=f"Builds there are: {name}"):
        warehouse.roll_back(tmp_path)
    with pytest.raises(warehouse.WarehouseError, match=f"no build 'x'. Builds there are: {name}"):
        warehouse.roll_back(tmp_path, "x")
    assert warehouse.current_build(tmp_path) == name


def test_roll_back_refuses_a_damaged_build(tmp_path: Path) -> None:
    names = [publish_one(tmp_path) for _ in range(2)]
    warehouse.build_path(tmp_path, names[0]).write_bytes(b"not a database")
    with pytest.raises(warehouse.WarehouseError, match="cannot be opened"):
        warehouse.roll_back(tmp_path)
    assert warehouse.current_build(tmp_path) == names[1]


def test_damaged_build_hinders_no_new_one(tmp_path: Path) -> None:
    damaged = publish_one(tmp_path)
    warehouse.build_path(tmp_path, damaged).write_bytes(b"not a database")
    with warehouse.draft_build(tmp_path) as draft:
        draft.connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
        published = warehouse.publish(tmp_path, draft, RECORD)
    assert published.unreadable_builds == [damaged]
    assert warehouse.current_build(tmp_path) == published.name


def test_reader_keeps_its_build_while_a_new_one_is_published(tmp_path: Path) -> None:
    first = publish_one(tmp_path, keep=1)
    with warehouse.open_build(tmp_path, first) as reader:
        second = publish_one(tmp_path, keep=1)
        third = publish_one(tmp_path, keep=1)
        assert first not in warehouse.list_builds(tmp_path)
        assert reader.execute("SELECT build_name FROM build").fetchall() == [(first,)]
    assert history(tmp_path, third) == [first, second, third]


def test_leftovers_of_the_dead_go_and_of_the_living_stay(tmp_path: Path) -> None:
    dead, living = tmp_path / "dead.draft", tmp_path / "living.draft"
    for path in (dead, living):
        path.write_bytes(b"half")
        path.with_name(f"{path.name}.wal").write_bytes(b"half")
        path.with_name(f"{path.name}.lock").touch()
    (tmp_path / "CURRENT.dead").write_text("dead", encoding="utf-8")
    with living.with_name("living.draft.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        publish_one(tmp_path)
    assert leftovers(tmp_path) == ["living.draft", "living.draft.lock", "living.draft.wal"]


# ------------------------------------------------------------------ killed, and two at once


@pytest.fixture(scope="module")
def workers() -> multiprocessing.context.ForkServerContext:
    """Processes that start with the ETL already imported, so that a test can afford many."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.etl.killed_build"])
    return context


def require_whole(data_folder: Path, expected_rows: int) -> str:
    """The current build opens, has all its rows and its own record; its name."""
    folder = data_folder / "warehouse"
    name = warehouse.current_build(folder)
    assert name is not None
    with warehouse.open_build(folder, name) as connection:
        assert connection.execute("SELECT count(*) FROM observation").fetchone() == (expected_rows,)
        assert connection.execute("SELECT count(*) FROM mart_pathfinder").fetchone() == (47,)
        own = "SELECT count(*) FROM build WHERE build_name = ?"
        assert connection.execute(own, [name]).fetchone() == (1,)
    return name


def test_build_killed_before_its_file_operations(
    small_data: Path, tmp_path: Path, workers: multiprocessing.context.ForkServerContext
) -> None:
    expected = build(small_data, reports="none").row_counts["observation"]
    outcomes: list[bool] = []
    # Every third one, and with PATHFINDER_KILLS every one: each costs a build.
    for operation in range(1, 100, 1 if "PATHFINDER_KILLS" in os.environ else 3):
        before = require_whole(small_data, expected)
        marker = tmp_path / f"finished-{operation}"
        worker = workers.Process(target=build_until, args=(small_data, operation, marker))
        worker.start()
        worker.join()
        after = require_whole(small_data, expected)
        outcomes.append(after != before)
        if marker.exists():
            assert worker.exitcode == 0
            break
        assert worker.exitcode == -9
    # Locks, drafts, the two renames and more: a build touches the store at many points.
    assert len(outcomes) > 6
    assert outcomes[0] is False
    assert outcomes[-1] is True
    # The last build has cleaned up behind all killed ones.
    assert leftovers(small_data / "warehouse") == []


def test_build_killed_at_random_moments(
    small_data: Path, workers: multiprocessing.context.ForkServerContext
) -> None:
    expected = build(small_data, reports="none").row_counts["observation"]
    moments = random.Random(20261122)
    for _ in range(int(os.environ.get("PATHFINDER_KILLS", "6"))):
        worker = workers.Process(target=build_forever, args=(small_data,))
        worker.start()
        time.sleep(moments.uniform(0.05, 1.5))
        worker.kill()
        worker.join()
        require_whole(small_data, expected)
    name = build(small_data, reports="none").name
    assert require_whole(small_data, expected) == name
    assert leftovers(small_data / "warehouse") == []


def test_two_builds_at_once(
    small_data: Path, workers: multiprocessing.context.ForkServerContext
) -> None:
    expected = build(small_data, reports="none").row_counts["observation"]
    folder = small_data / "warehouse"
    pair = [workers.Process(target=build_times, args=(small_data, 2)) for _ in range(2)]
    for worker in pair:
        worker.start()
    while any(worker.is_alive() for worker in pair):
        require_whole(small_data, expected)
        time.sleep(0.02)
    for worker in pair:
        worker.join()
        assert worker.exitcode == 0
    name = require_whole(small_data, expected)
    assert len(warehouse.list_builds(folder)) == 5
    assert len(history(folder, name)) == 5
    assert leftovers(folder) == []
    for build_name in warehouse.list_builds(folder):
        with duckdb.connect(str(warehouse.build_path(folder, build_name)), read_only=True) as one:
            assert one.execute("SELECT count(*) FROM observation").fetchone() == (expected,)


def test_a_scratch_file_is_gone_when_it_was_used(tmp_path: Path) -> None:
    with warehouse.draft_build(tmp_path) as draft:
        with warehouse.scratch(draft) as scratch:
            draft.connection.execute(f"CREATE TABLE {scratch}.rows AS SELECT 1 AS number")
            draft.connection.execute(f"CREATE TABLE kept AS FROM {scratch}.rows")
            assert list(tmp_path.glob("*.scratch"))
        assert not list(tmp_path.glob("*.scratch*"))
        assert draft.connection.execute("FROM kept").fetchall() == [(1,)]


def test_a_scratch_file_of_a_failed_build_is_gone_with_its_draft(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="stop"),
        warehouse.draft_build(tmp_path) as draft,
        warehouse.scratch(draft),
    ):
        raise RuntimeError("stop")
    assert {path.name for path in tmp_path.iterdir()} == {"LOCK"}

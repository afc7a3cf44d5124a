"""The store of builds: each build a new file, published by one atomic rename of CURRENT.

    2026-11-22T101530-0b2c3d.duckdb        a finished build, named by the moment of its publishing
    2026-11-22T101528-0a1b2c.draft         a build being made; .draft.lock is held by its maker
    CURRENT                                the file name of the build that readers open
    LOCK                                   held for the moment of starting, publishing or going back

A draft whose lock nobody holds was left by a killed build, and is removed by the next one. A build
killed between its two renames leaves a finished, checked file that CURRENT does not name: it harms
nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

SUFFIX = ".duckdb"
DRAFT_SUFFIX = ".draft"
BUILDS_TO_KEEP = 10
# What a build needs beyond it goes to disk, beside the draft. More hardly makes it faster.
MEMORY_AT_MOST = "3GB"


class WarehouseError(RuntimeError):
    """The store cannot do what was asked; the message says what was found and what to do."""


@dataclass(frozen=True)
class Draft:
    """A build being made: its file and its only writable connection."""

    path: Path
    connection: duckdb.DuckDBPyConnection


def list_builds(folder: Path) -> list[str]:
    """Names of the finished builds, oldest first."""
    return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}"))


def current_build(folder: Path) -> str | None:
    """Name of the published build, or None where nothing was published yet."""
    try:
        return (folder / "CURRENT").read_text(encoding="utf-8").strip().removesuffix(SUFFIX)
    except FileNotFoundError:
        return None


def build_path(folder: Path, name: str) -> Path:
    """The file of a build."""
    return folder / f"{name}{SUFFIX}"


def open_build(folder: Path, name: str) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a build. Raises WarehouseError where it cannot be opened."""
    path = build_path(folder, name)
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(
            f"Build {name} cannot be opened ({error}). Builds there are: "
            f"{', '.join(list_builds(folder)) or 'none'}. Make one with: python -m etl build"
        ) from error


@dataclass(frozen=True)
class Published:
    """A build that readers now open, and earlier ones that could not be read for its history."""

    name: str
    unreadable_builds: list[str]


@contextmanager
def draft_build(folder: Path) -> Iterator[Draft]:
    """A new, empty build to fill and then ``publish``; gone at the end unless it was published.

    Removes what killed builds have left. Any number may be made at once.
    """
    with _folder_lock(folder):
        _remove_leftovers(folder)
        path = folder / f"{_name(datetime.now(UTC))}{DRAFT_SUFFIX}"
        lock = _lock_of(path).open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    connection = duckdb.connect(str(path), config={"memory_limit": MEMORY_AT_MOST})
    try:
        yield Draft(path, connection)
    finally:
        connection.close()
        _remove_draft(path)
        lock.close()


@contextmanager
def scratch(draft: Draft) -> Iterator[str]:
    """A file beside a draft for what is on its way into it; the name to address its tables with. Gone at the end."""
    path = draft.path.with_name(f"{draft.path.name}.scratch")
    draft.connection.execute(f"ATTACH '{_quoted(path)}' AS scratch")
    yield "scratch"
    # After a failure the whole draft goes, and this file with it.
    draft.connection.execute("DETACH scratch")
    path.unlink()


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[str]:
    """Another build's file within a connection, read-only; the name to address its tables with."""
    connection.execute(f"ATTACH '{_quoted(path)}' AS other_build (READ_ONLY)")
    try:
        yield "other_build"
    finally:
        connection.execute("DETACH other_build")


def publish(
    folder: Path, draft: Draft, record: Mapping[str, object], keep: int = BUILDS_TO_KEEP
) -> Published:
    """Make a draft the build that readers open, and remove the oldest builds beyond ``keep``.

    Its table ``build`` takes over the rows of the builds still there and gets ``record`` as its
    own. Name and ``built_at`` are the moment of publishing: builds stand in the order in which they
    became current, and the newest row is the build's own. Nothing is visible to readers before the
    rename of CURRENT, and after it everything is.
    """
    with _folder_lock(folder):
        unreadable = _carry_history(folder, draft)
        now = datetime.now(UTC)
        name = _name(now)
        _record(draft, {"build_name": name, "built_at": now.replace(tzinfo=None), **record})
        draft.connection.execute("CHECKPOINT")
        draft.connection.close()
        _sync(draft.path)
        os.rename(draft.path, build_path(folder, name))
        _set_current(folder, name)
        current_and_newest = {name, *list_builds(folder)[-keep:]}
        for old in list_builds(folder):
            if old not in current_and_newest:
                build_path(folder, old).unlink()
    return Published(name, unreadable)


def roll_back(folder: Path, name: str | None = None) -> str:
    """Publish an earlier build again (unless named: the one before the current); its name."""
    with _folder_lock(folder):
        builds, current = list_builds(folder), current_build(folder)
        if name is None:
            earlier = [build for build in builds if current is not None and build < current]
            if not earlier:
                raise WarehouseError(
                    f"There is no build before the current one ({current or 'none'}). "
                    f"Builds there are: {', '.join(builds) or 'none'}. "
                    "Make one with: python -m etl build"
                )
            name = earlier[-1]
        name = name.removesuffix(SUFFIX)
        if name not in builds:
            raise WarehouseError(
                f"There is no build {name!r}. Builds there are: {', '.join(builds) or 'none'}. "
                "See them with: python -m etl status"
            )
        open_build(folder, name).close()
        _set_current(folder, name)
    return name


@contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _name(moment: datetime) -> str:
    # Microseconds in hexadecimal: short, and in the order of time. Names are given under the lock.
    return f"{moment:%Y-%m-%dT%H%M%S}-{moment.microsecond:06x}"


def _lock_of(draft_path: Path) -> Path:
    return draft_path.with_name(f"{draft_path.name}.lock")


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"*{DRAFT_SUFFIX}.lock"):
        with path.open("r+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its maker lives
            _remove_draft(path.with_name(path.name.removesuffix(".lock")))
    for path in folder.glob("CURRENT.*"):
        path.unlink()


def _remove_draft(path: Path) -> None:
    # The lock goes last: without it the rest would not be recognised as a leftover.
    for leftover in path.parent.glob(f"{path.name}*"):
        if leftover == _lock_of(path):
            continue
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    _lock_of(path).unlink(missing_ok=True)


def _carry_history(folder: Path, draft: Draft) -> list[str]:
    # Each file knows the builds before it: the newest alone would do, if builds never overlapped.
    unreadable = []
    for name in list_builds(folder):
        try:
            with attached(draft.connection, build_path(folder, name)) as earlier:
                draft.connection.execute(
                    f"INSERT OR IGNORE INTO build BY NAME FROM {earlier}.build ORDER BY built_at"
                )
        except duckdb.Error:
            unreadable.append(name)
    return unreadable


def _record(draft: Draft, row: Mapping[str, object]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" for _ in row)
    draft.connection.execute(f"INSERT INTO build ({columns}) VALUES ({marks})", list(row.values()))


def _set_current(folder: Path, name: str) -> None:
    new = folder / f"CURRENT.{name}"
    with new.open("w", encoding="utf-8") as file:
        file.write(f"{name}{SUFFIX}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, folder / "CURRENT")
    _sync(folder)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

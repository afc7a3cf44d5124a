"""Read-only access to the published build: one connection per build, answers remembered per build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

ROOT = Path(__file__).resolve().parent.parent
P = ParamSpec("P")
T = TypeVar("T")

# A page must not mix two builds when a new one is published while it is drawn: the shell pins one per run.
_pinned: ContextVar[str | None] = ContextVar("pinned_file", default=None)


class NoBuild(RuntimeError):
    """There is no published build to read."""


def folder() -> Path:
    """The folder of builds: PATHFINDER_WAREHOUSE, else `warehouse` in PATHFINDER_DATA, else data/warehouse."""
    data = Path(os.environ.get("PATHFINDER_DATA", ROOT / "data"))
    return Path(os.environ.get("PATHFINDER_WAREHOUSE", data / "warehouse"))


def current_build() -> str:
    """Name of the published build. Raises NoBuild with the command that makes one."""
    try:
        name = (folder() / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBuild(f"No build in {folder()}. Make one with: python -m etl build") from None
    return name.removesuffix(".duckdb")


def pin_build() -> str:
    """Pin the published build for this script run (thread) and return its name."""
    name = current_build()
    _pinned.set(_file_of(name))
    return name


@contextmanager
def pinned(build: str) -> Iterator[None]:
    """Within it, every question goes to this build: for files made after the run of the page that offers them."""
    with _pinned_to(_file_of(build)):
        yield


@contextmanager
def _pinned_to(file: str) -> Iterator[None]:
    token = _pinned.set(file)
    try:
        yield
    finally:
        _pinned.reset(token)


def _file_of(build: str) -> str:
    return str(folder() / f"{build}.duckdb")


def _file() -> str:
    """The file of the pinned build, else of the published one."""
    return _pinned.get() or _file_of(current_build())


@lru_cache(maxsize=4)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise NoBuild(
            f"CURRENT names {Path(path).name}, which cannot be opened ({error}). "
            "See the builds with: python -m etl status; go back with: python -m etl rollback"
        ) from error
    connection.execute("SET enable_external_access = false")
    return connection


def fetch(sql: str, **parameters: Any) -> pd.DataFrame:
    """Rows of one SQL query on the pinned (else the published) build; parameters are bound by name."""
    cursor = _connection(_file()).cursor()
    try:
        return cursor.execute(sql, parameters or None).df()
    finally:
        cursor.close()


def fetch_arrow(sql: str) -> pa.Table:
    """The same rows as ``fetch`` with the warehouse's own types: for files that readers take away."""
    cursor = _connection(_file()).cursor()
    try:
        return cursor.sql(sql).to_arrow_table()
    finally:
        cursor.close()


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function makes of the build, per build and (hashable) arguments: the last 512 answers.

    Each caller gets its own shallow copy of a table: pandas copies on write, so nobody can change another's.
    """

    @lru_cache(maxsize=512)
    def answer(file: str, arguments: tuple, named: tuple) -> Any:
        # Outside a page's run nothing is pinned: a build published in between must not answer under this one's name.
        with _pinned_to(file):
            return function(*arguments, **dict(named))

    @wraps(function)
    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        said = answer(_file(), arguments, tuple(sorted(named.items())))
        return said.copy(deep=False) if isinstance(said, pd.DataFrame) else said

    return ask

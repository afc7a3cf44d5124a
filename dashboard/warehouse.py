"""Read-only access to the published build: one connection per build, answers remembered per build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

ROOT = Path(__file__).resolve().parent.parent
P = ParamSpec("P")
T = TypeVar("T")

# Who reads: everybody, or those who may see what countries report to the Alliance only.
Audience = Literal["public", "alliance"]


class _View(NamedTuple):
    """What answers a question: the file of a build, and whose marts of it."""

    file: str
    audience: Audience


# A page must not mix two builds when a new one is published while it is drawn: the shell pins one per run.
_pinned: ContextVar[_View | None] = ContextVar("pinned_view", default=None)


class NoBuild(RuntimeError):
    """There is no published build to read."""


def folder() -> Path:
    """The folder of builds: PATHFINDER_WAREHOUSE, else `warehouse` in PATHFINDER_DATA, else data/warehouse.

    With the development sign-in everything is practice, and lies in practice/ (as in etl/places.py).
    """
    data = Path(os.environ.get("PATHFINDER_DATA") or ROOT / "data")
    home = data / "practice" if os.environ.get("PATHFINDER_SIGN_IN") == "development" else data
    return Path(os.environ.get("PATHFINDER_WAREHOUSE") or home / "warehouse")


def current_build() -> str:
    """Name of the published build. Raises NoBuild with the command that makes one."""
    try:
        name = (folder() / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBuild(f"No build in {folder()}. Make one with: python -m etl build") from None
    return name.removesuffix(".duckdb")


def pin_build(audience: Audience = "public", build: str = "") -> str:
    """Pin a build, the published one if none is named, for this script run (thread) and audience; return its name."""
    name = build or current_build()
    _pinned.set(_View(_file_of(name), audience))
    return name


@contextmanager
def pinned(build: str, audience: Audience) -> Iterator[None]:
    """Within it, every question goes to this build: for files made after the run of the page that offers them."""
    with _pinned_to(_View(_file_of(build), audience)):
        yield


@contextmanager
def _pinned_to(view: _View) -> Iterator[None]:
    token = _pinned.set(view)
    try:
        yield
    finally:
        _pinned.reset(token)


def _file_of(build: str) -> str:
    return str(folder() / f"{build}.duckdb")


def _view() -> _View:
    """The pinned build and audience, else the published one for everybody."""
    return _pinned.get() or _View(_file_of(current_build()), "public")


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


def _cursor() -> duckdb.DuckDBPyConnection:
    view = _view()
    cursor = _connection(view.file).cursor()
    if view.audience == "alliance":
        # The marts of this schema stand before those of everybody; a cursor's path is its own.
        cursor.execute("SET search_path = 'alliance,main'")
    return cursor


def fetch(sql: str, **parameters: Any) -> pd.DataFrame:
    """Rows of one SQL query on the pinned (else the published) build; parameters are bound by name."""
    cursor = _cursor()
    try:
        return cursor.execute(sql, parameters or None).df()
    finally:
        cursor.close()


def fetch_arrow(sql: str) -> pa.Table:
    """The same rows as ``fetch`` with the warehouse's own types: for files that readers take away."""
    cursor = _cursor()
    try:
        return cursor.sql(sql).to_arrow_table()
    finally:
        cursor.close()


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function makes of the build, per build, audience and (hashable) arguments: 512 answers.

    Each caller gets its own shallow copy of a table: pandas copies on write, so nobody can change another's.
    """

    @lru_cache(maxsize=512)
    def answer(view: _View, arguments: tuple, named: tuple) -> Any:
        # Outside a page's run nothing is pinned: a build published in between must not answer under this one's name.
        with _pinned_to(view):
            return function(*arguments, **dict(named))

    @wraps(function)
    def ask(*arguments: P.args, **named: P.kwargs) -> T:
        said = answer(_view(), arguments, tuple(sorted(named.items())))
        return said.copy(deep=False) if isinstance(said, pd.DataFrame) else said

    return ask

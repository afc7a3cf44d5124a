"""A DuckDB file with the schema, to be filled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.given import Given


@pytest.fixture
def given(tmp_path: Path) -> Iterator[Given]:
    """An empty warehouse with the reporting calendar 2025 to 2027, due each year on 31 October."""
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        # One transaction: nothing of it outlives the test, so nothing need reach the disk.
        connection.begin()
        yield Given(connection)

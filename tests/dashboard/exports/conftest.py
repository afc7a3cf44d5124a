"""One warm browser for all tests of pictures: to start one costs more than to draw."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.exports.engine import Engine
from tests.dashboard.exports.processes import assert_ended


@pytest.fixture(scope="session")
def warm_engine() -> Iterator[Engine]:
    """An engine that is closed when all tests are done, and leaves no process."""
    one = Engine()
    yield one
    groups = one.processes()
    one.close()
    assert_ended(groups)

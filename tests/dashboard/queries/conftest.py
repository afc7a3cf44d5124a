"""Every question of this folder is asked about the eight countries written by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.dashboard import eight_countries
from tests.dashboard.conftest import reading
from tests.given import publish


@pytest.fixture(scope="module", autouse=True)
def hand_made_build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A build of the eight countries, for all tests of one module."""
    folder = tmp_path_factory.mktemp("eight_countries")
    publish(folder, eight_countries.rows)
    with reading(folder):
        yield

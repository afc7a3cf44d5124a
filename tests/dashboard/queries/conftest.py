"""Every question of this folder is asked about the eight countries written by hand."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", autouse=True)
def _hand_made_build(eight_countries_build: None) -> None:
    """For all tests of one module."""

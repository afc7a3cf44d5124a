"""Rows as `queries.peers.beside` gives them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

BesideRows = Callable[..., pd.DataFrame]


@pytest.fixture
def beside() -> BesideRows:
    """``beside(("KEN", 50.0, 2020, "value"), ...)``: the first country is the chosen one."""
    return beside_rows


def beside_rows(
    *cells: tuple[str, float | None, int | None, str],
    unit: str = "percent",
    direction: str = "lower_is_better",
) -> pd.DataFrame:
    table = pd.DataFrame(cells, columns=["country_code", "value", "year", "state"])
    return table.astype({"value": "float", "year": "Int64"}).assign(
        country_name="Land " + table.country_code,
        is_chosen=[place == 0 for place in range(len(table))],
        unit=unit,
        direction=direction,
        age="Y1T14",
        source_text="Survey of households",
        peer_group="un_subregion",
        group_code="202",
    )

"""Questions about where figures come from."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def of_series(series: str) -> pd.DataFrame:
    """One row per data set that a series' figures come from: citation, licence, vintage, key of its standing caveat."""
    return fetch(
        """
        SELECT source_id, publisher, citation, licence, url, vintage, caveat_key
        FROM source
        WHERE source_id IN (SELECT source_id FROM mart_series_source WHERE series_code = $series)
        ORDER BY source_id
        """,
        series=series,
    )

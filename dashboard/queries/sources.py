"""Questions about where figures come from."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def of_series(series: str) -> pd.DataFrame:
    """One row per data set that a series' figures come from: citation, vintage, key of its standing caveat."""
    return fetch(
        """
        SELECT source.source_id, source.publisher, source.citation, source.vintage, source.caveat_key
        FROM source
        INNER JOIN mart_series_source ON mart_series_source.source_id = source.source_id
        WHERE mart_series_source.series_code = $series
        ORDER BY source.source_id
        """,
        series=series,
    )

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


@remembered
def of_laws(country: str) -> pd.DataFrame:
    """One row per data set that the legal facts shown for a country come from: citation, key of its standing caveat."""
    return fetch(
        """
        SELECT DISTINCT source.source_id, source.citation, source.caveat_key
        FROM mart_legal
        INNER JOIN legal_status
            ON legal_status.country_code = mart_legal.country_code
            AND legal_status.instrument = mart_legal.instrument
            AND legal_status.as_of_date IS NOT DISTINCT FROM mart_legal.as_of_date
            AND legal_status.source_text IS NOT DISTINCT FROM mart_legal.source_text
        INNER JOIN source ON source.source_id = legal_status.source_id
        WHERE mart_legal.country_code = $country
        ORDER BY source.source_id
        """,
        country=country,
    )

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
def of_law() -> pd.DataFrame:
    """One row per data set that says which pathfinder is bound by which instrument: citation, key of its caveat."""
    return fetch(
        """
        SELECT citation, caveat_key
        FROM source
        WHERE source_id IN (
            SELECT legal_status.source_id
            FROM legal_status
            INNER JOIN mart_legal
                ON mart_legal.country_code = legal_status.country_code
                AND mart_legal.instrument = legal_status.instrument
                AND mart_legal.as_of_date IS NOT DISTINCT FROM legal_status.as_of_date
        )
        ORDER BY source_id
        """
    )


@remembered
def of_membership() -> pd.DataFrame:
    """One row per data set of public facts on membership: citation, key of its standing caveat."""
    return fetch(
        """
        SELECT citation, caveat_key
        FROM source
        WHERE source_id IN (SELECT source_id FROM membership_fact)
        ORDER BY source_id
        """
    )

"""Questions about what is not known of the 16.2 figures, and why."""

from __future__ import annotations

import pandas as pd

from dashboard.queries.peers import PANEL
from dashboard.warehouse import fetch, remembered


@remembered
def panel(language: str) -> pd.DataFrame:
    """One row per pathfinder and figure of the 16.2 panel (columns of mart_gap) with its name; by figure, then name."""
    return fetch(
        """
        SELECT country_name.name AS country_name, mart_gap.*
        FROM mart_gap
        INNER JOIN country_name
            ON country_name.country_code = mart_gap.country_code AND country_name.language = $language
        WHERE LIST_CONTAINS($figures, mart_gap.series_code || ' ' || mart_gap.sex)
        ORDER BY
            LIST_POSITION($figures, mart_gap.series_code || ' ' || mart_gap.sex),
            STRIP_ACCENTS(country_name.name)
        """,
        language=language,
        figures=[f"{series} {sex}" for series, sex in PANEL],
    )

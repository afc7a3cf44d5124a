"""What the compare page says: its choices, its sentence, and the peers' roadmaps."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.shell import Run



def series() -> list[str]:
    """Codes of the series that can be compared, in the order of display."""
    return list(queries.peers.indicators().series_code)


def sexes(series_code: str) -> list[str]:
    """SDMX codes of the comparable sexes of a series, the default one first."""
    rows = queries.peers.indicators().set_index("series_code")
    return list(rows.comparable_sexes[series_code])


def roadmap_rows(run: Run, peers: pd.DataFrame) -> pd.DataFrame:
    """Rows for the roadmap chart: a country's name, status, count; countries without a roadmap are left out."""
    rows = queries.peers.roadmap_states(tuple(peers.country_code), run.language, run.today)
    known = rows[rows.status.notna()]
    return pd.DataFrame(
        {"label": known.country_name, "status": known.status, "count": known.action_count}
    )


def without_roadmap(run: Run, peers: pd.DataFrame) -> str:
    """The countries that have no roadmap to show, each with its stage or the word that there is no report."""
    rows = queries.peers.roadmap_states(tuple(peers.country_code), run.language, run.today)
    missing = rows[rows.status.isna()]
    if missing.empty:
        return ""
    listed = "; ".join(
        f"{row.country_name} ({run.words(f'stage.{row.stage}').lower()})"
        for row in missing.itertuples()
    )
    return run.words("compare.without_roadmap", countries=listed)

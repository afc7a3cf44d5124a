"""What the compare page says: its choices, and the peers' roadmaps."""

from __future__ import annotations

import pandas as pd

from dashboard import queries
from dashboard.shell import Run
from dashboard.warehouse import remembered


@remembered
def series() -> dict[str, list[str]]:
    """The series that can be compared, in the order of display, each with its comparable sexes, the default first."""
    rows = queries.peers.indicators()
    return {
        code: list(sexes)
        for code, sexes in zip(rows.series_code, rows.comparable_sexes, strict=True)
    }


@remembered
def roadmap_rows(run: Run, countries: tuple[str, ...]) -> pd.DataFrame:
    """Rows for the roadmap chart: a country's name, status, count; countries without a roadmap are left out."""
    rows = queries.peers.roadmap_states(countries, run.language, run.today)
    known = rows[rows.status.notna()]
    return pd.DataFrame(
        {"label": known.country_name, "status": known.status, "count": known.action_count}
    )


@remembered
def without_roadmap(run: Run, countries: tuple[str, ...]) -> str:
    """The countries that have no roadmap to show, each with its stage or the word that there is no report."""
    rows = queries.peers.roadmap_states(countries, run.language, run.today)
    missing = rows[rows.status.isna()]
    if missing.empty:
        return ""
    listed = ", ".join(
        f"{row.country_name} ({run.words(f'stage.{row.stage}').lower()})"
        for row in missing.itertuples()
    )
    return run.words("compare.without_roadmap", countries=listed)

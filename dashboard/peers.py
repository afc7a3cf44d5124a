"""What a country's peers say together: median, quartiles, and which figures may be set side by side."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

# Figures whose years differ by more than this are marked (shared methods: "years apart").
YEARS_APART = 5
# Quartiles of fewer figures than this would only repeat them.
QUARTILES_FROM = 4


class PeerSummary(NamedTuple):
    """The peers' comparable figures, the chosen country left out: how many of how many, median, quartiles, range."""

    known_count: int
    peer_count: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    lowest: float | None
    highest: float | None


def summarise(rows: pd.DataFrame) -> PeerSummary:
    """Summary of ``queries.peers.beside`` rows. Quartiles by linear interpolation, None with fewer than four figures."""
    peers = rows[~rows.is_chosen.astype(bool)]
    values = peers.loc[peers.state == "value", "value"]
    if values.empty:
        return PeerSummary(0, len(peers), None, None, None, None, None)
    has_quartiles = len(values) >= QUARTILES_FROM
    return PeerSummary(
        known_count=len(values),
        peer_count=len(peers),
        median=float(values.median()),
        lower_quartile=float(values.quantile(0.25)) if has_quartiles else None,
        upper_quartile=float(values.quantile(0.75)) if has_quartiles else None,
        lowest=float(values.min()),
        highest=float(values.max()),
    )


def years_apart(rows: pd.DataFrame) -> pd.Series:
    """Per row, whether its year is more than five from the chosen country's (False where either is missing)."""
    chosen = rows.loc[rows.is_chosen.astype(bool), "year"]
    if chosen.empty or chosen.isna().all():
        return pd.Series(False, index=rows.index)
    return (rows.year - chosen.iloc[0]).abs().gt(YEARS_APART).fillna(False).astype(bool)

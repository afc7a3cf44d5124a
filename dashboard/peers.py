"""Who a country's peers are, what they say together, and which figures may be set side by side."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

# The ways to choose peers, the default first.
KINDS = ("subregion", "income", "population", "level", "picked")
# Where the choice lives in an address: the kind, and the codes of the countries picked.
IN_ADDRESS = ("by", "peers")
# With fewer peers that have a comparable figure, the next wider group takes their place (shared methods).
ENOUGH_PEERS = 3
# Ours: a similar population is between half and double the country's; twice as many children are another task.
POPULATION_RATIO = 2.0
# "About five years earlier" (shared methods: "similar level five years ago") is this many years before the latest
# figure. Ours: two years more or less, since household surveys stand three to five years apart.
EARLIER_YEARS = 5
EARLIER_LEEWAY = 2
# Ours: a similar level differs by at most a quarter of the country's, or by two percentage points where that is more:
# of a level near zero, a quarter is less than a survey can tell.
LEVEL_SHARE = 0.25
LEVEL_POINTS = 2.0

# Figures whose years differ by more than this are marked (shared methods: "years apart").
YEARS_APART = 5
# Quartiles of fewer figures than this would only repeat them.
QUARTILES_FROM = 4


class Choice(NamedTuple):
    """Whom a country is compared with: a kind of peers, and the countries where they are picked by hand."""

    by: str = KINDS[0]
    picked: tuple[str, ...] = ()


def default_kind(picked: Sequence[str]) -> str:
    """The kind that an address means without naming one: countries in it are picked ones, else the default."""
    return "picked" if picked else KINDS[0]


def in_address(address: Mapping[str, str], known: Container[str]) -> tuple[tuple[str, str], ...]:
    """The choice of peers in an address as pairs to put into another one: none for the default, nothing unknown."""
    picked = [code for code in address.get("peers", "").split(",") if code in known]
    by = address.get("by")
    if by not in KINDS:
        by = default_kind(picked)
    pairs = {
        "by": by if by != KINDS[0] else "",
        "peers": ",".join(picked) if by == "picked" else "",
    }
    return tuple((name, value) for name, value in pairs.items() if value)


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

"""Questions about the builds of the warehouse."""

from __future__ import annotations

import datetime

import pandas as pd

from dashboard.warehouse import fetch, remembered


@remembered
def current() -> pd.DataFrame:
    """The published build: one row of table `build`."""
    return fetch("SELECT * FROM build ORDER BY built_at DESC LIMIT 1")


@remembered
def facts() -> tuple[datetime.date, bool]:
    """The published build's day (UTC), and whether some of its rows are illustrative."""
    row = current().iloc[0]
    return row.built_at.date(), bool(row.is_illustrative)


@remembered
def history() -> pd.DataFrame:
    """One row per build the current one knows of, newest first."""
    return fetch("SELECT * FROM build ORDER BY built_at DESC")

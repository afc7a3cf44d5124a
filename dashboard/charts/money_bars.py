"""A roadmap's money in one currency: promised, of it secured, and spent, each with its share of what was promised."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.bars import labelled_bars
from dashboard.theme import Style
from dashboard.words import Words

AMOUNTS = ("promised", "secured", "spent")


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Three bars from the `queries.implementation.money` row of one currency; an amount not given has a word, no bar."""
    parts = [(name, row) for row in data.itertuples() for name in AMOUNTS]
    amounts = [getattr(row, name) for name, row in parts]
    return labelled_bars(
        [words(f"implementation.money.{name}") for name, _ in parts],
        [0.0 if pd.isna(amount) else float(amount) for amount in amounts],
        [_label(row, name, words) for name, row in parts],
        style,
        is_narrow=is_narrow,
    )


def _label(row: Any, name: str, words: Words) -> str:
    amount = getattr(row, name)
    if pd.isna(amount):
        return words("state.not_given")
    said = words.money(amount, row.currency)
    if name == "promised" or pd.isna(row.promised) or not row.promised:
        return said
    share = words.percent(100 * amount / row.promised, 0)
    return words("implementation.money.share", amount=said, share=share)

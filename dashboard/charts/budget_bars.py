"""A roadmap's budget by INSPIRE strategy, one panel per currency; strategies without any money stay visible."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.bars import labelled_bars
from dashboard.theme import INSPIRE_ORDER, Style
from dashboard.words import Words


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Bars from `queries.country.budget_by_strategy` rows of one currency and the uncosted ones (empty currency)."""
    currency = next((code for code in data.budget_currency if code), "")
    strategies = [name for name in INSPIRE_ORDER if name in set(data.strategy)]
    budget = data[data.budget_currency == currency].set_index("strategy")
    uncosted = data[data.budget_currency == ""].set_index("strategy").action_count
    costed = [budget.budget.get(strategy) if currency else None for strategy in strategies]
    return labelled_bars(
        [words(f"inspire.{strategy}") for strategy in strategies],
        [0.0 if amount is None else float(amount) for amount in costed],
        [
            _label(amount, int(uncosted.get(strategy, 0)), currency, words)
            for strategy, amount in zip(strategies, costed, strict=True)
        ],
        style,
        is_narrow=is_narrow,
    )


def _label(amount: float | None, uncosted: int, currency: str, words: Words) -> str:
    parts = [] if amount is None else [words.money(amount, currency)]
    if uncosted:
        parts.append(words("budget.uncosted", n=uncosted))
    return " + ".join(parts)

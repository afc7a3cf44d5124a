"""A roadmap's budget by INSPIRE strategy, one panel per currency; strategies without any money stay visible."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import INSPIRE_ORDER, Style, new_figure
from dashboard.words import Words


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Bars from `queries.country.budget_by_strategy` rows of one currency and the uncosted ones (empty currency)."""
    currency = next((code for code in data.budget_currency if code), "")
    strategies = [name for name in INSPIRE_ORDER if name in set(data.strategy)]
    budget = data[data.budget_currency == currency].set_index("strategy")
    uncosted = data[data.budget_currency == ""].set_index("strategy").action_count
    figure = new_figure(style, 44 * max(len(strategies), 1) + 30)
    amounts = [
        float(budget.budget.get(strategy, 0) or 0) if currency else 0.0 for strategy in strategies
    ]
    figure.add_bar(
        x=amounts,
        y=[words(f"inspire.{strategy}") for strategy in strategies],
        orientation="h",
        marker={"color": style.accent_text},
        text=[
            _label(amount, int(uncosted.get(strategy, 0)), currency, words)
            for strategy, amount in zip(strategies, amounts, strict=True)
        ],
        textposition="outside",
        textfont={"size": 14, "color": style.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    # Room at the right for the longest label, which stands outside its bar.
    figure.update_xaxes(visible=False, range=[0, (max(amounts, default=0) or 1) * 1.9])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_layout(bargap=0.35)
    return figure


def _label(amount: float, uncosted: int, currency: str, words: Words) -> str:
    parts = [words.money(amount, currency)] if amount else []
    if uncosted:
        parts.append(words("budget.uncosted", n=uncosted))
    return " + ".join(parts)

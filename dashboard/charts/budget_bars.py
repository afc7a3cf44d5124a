"""A roadmap's budget by INSPIRE strategy, one panel per currency; strategies without any money stay visible."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import INSPIRE_ORDER, Style, new_figure
from dashboard.words import Words


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Bars from `queries.country.budget_by_strategy` rows of one currency and the uncosted ones (empty currency)."""
    currency = next((code for code in data.budget_currency if code), "")
    strategies = [name for name in INSPIRE_ORDER if name in set(data.strategy)]
    budget = data[data.budget_currency == currency].set_index("strategy")
    uncosted = data[data.budget_currency == ""].set_index("strategy").action_count
    figure = new_figure(style, (72 if is_narrow else 44) * max(len(strategies), 1) + 30)
    costed = [budget.budget.get(strategy) if currency else None for strategy in strategies]
    amounts = [0.0 if amount is None else float(amount) for amount in costed]
    names = [words(f"inspire.{strategy}") for strategy in strategies]
    labels = [
        _label(amount, int(uncosted.get(strategy, 0)), currency, words)
        for strategy, amount in zip(strategies, costed, strict=True)
    ]
    highest = max(amounts, default=0) or 1
    figure.add_bar(
        x=amounts,
        y=list(range(len(strategies))),
        orientation="h",
        width=0.3 if is_narrow else 0.62,
        offset=0.04 if is_narrow else -0.31,
        marker={"color": style.accent_text},
        text=None if is_narrow else labels,
        textposition=None if is_narrow else "outside",
        textfont={"size": 14, "color": style.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_yaxes(range=[len(strategies) - 0.5, -0.7], showgrid=False)
    if is_narrow:
        # No room beside the bars: name and amount stand above them.
        figure.update_yaxes(visible=False)
        figure.update_xaxes(visible=False, range=[0, highest])
        for place, (name, label) in enumerate(zip(names, labels, strict=True)):
            figure.add_annotation(
                x=0, xref="paper", xanchor="left", y=place, yanchor="bottom", align="left",
                text="<br>".join(textwrap.wrap(f"{name} · {label}", 46)), showarrow=False,
                font={"size": 14, "color": style.ink},
            )  # fmt: skip
        return figure
    # Room at the right for the longest label, which stands outside its bar.
    figure.update_xaxes(visible=False, range=[0, highest * 1.9])
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(names))), ticktext=names)
    return figure


def _label(amount: float | None, uncosted: int, currency: str, words: Words) -> str:
    parts = [] if amount is None else [words.money(amount, currency)]
    if uncosted:
        parts.append(words("budget.uncosted", n=uncosted))
    return " + ".join(parts)

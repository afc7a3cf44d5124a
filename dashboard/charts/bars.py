"""Horizontal bars with what is said of each beside it, or above it on a phone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure

# Letters in a line on a phone, and of a name beside its bar.
_LINE, _NAME = 46, 36
# Pixels of the narrowest figure that is no phone's, and of a letter, with some air.
_PLOT, _LETTER = 740, 7.6


def labelled_bars(
    names: Sequence[str],
    amounts: Sequence[float],
    labels: Sequence[str],
    style: Style,
    *,
    is_narrow: bool,
) -> go.Figure:
    """One bar from zero per name, in the order given, as long as its amount."""
    # On a phone name and amount stand above their bar, in as many lines as they need.
    above = [
        textwrap.wrap(f"{name} · {label}", _LINE) for name, label in zip(names, labels, strict=True)
    ]
    row = 34 + 19 * max(map(len, above), default=1) if is_narrow else 44
    figure = new_figure(style, row * max(len(names), 1) + 30)
    highest = max(amounts, default=0) or 1
    figure.add_bar(
        x=list(amounts),
        y=list(range(len(names))),
        orientation="h",
        width=0.3 if is_narrow else 0.62,
        offset=0.04 if is_narrow else -0.31,
        marker={"color": style.accent_text},
        text=None if is_narrow else list(labels),
        textposition=None if is_narrow else "outside",
        textfont={"size": 14, "color": style.ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_yaxes(range=[len(names) - 0.5, -0.7], showgrid=False)
    if is_narrow:
        figure.update_yaxes(visible=False)
        figure.update_xaxes(visible=False, range=[0, highest])
        for place, lines in enumerate(above):
            figure.add_annotation(
                x=0, xref="paper", xanchor="left", y=place, yanchor="bottom", align="left",
                text="<br>".join(lines), showarrow=False,
                font={"size": 14, "color": style.ink},
            )  # fmt: skip
        return figure
    # Names in two lines leave the bars their room.
    lines = [wrapped(name, _NAME) for name in names]
    end = _end(amounts, labels, _PLOT - _LETTER * _longest(lines))
    figure.update_xaxes(visible=False, range=[0, max(end, highest * 1.9)])
    figure.update_yaxes(tickmode="array", tickvals=list(range(len(names))), ticktext=lines)
    return figure


def _end(amounts: Sequence[float], labels: Sequence[str], room: float) -> float:
    """Where the axis ends so that in ``room`` pixels each label, which stands outside its bar, is within the plot."""
    return max(
        (
            amount * room / max(room - _LETTER * len(label), room / 4)
            for amount, label in zip(amounts, labels, strict=True)
        ),
        default=0,
    )


def _longest(texts: Sequence[str]) -> int:
    return max((len(line) for text in texts for line in text.split("<br>")), default=0)

"""How many countries have which mark: one bar a figure, judged words first, then why there is no judgement."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import OUTCOME_SIGNS, UNJUDGED_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

_SIGNS = {**OUTCOME_SIGNS, **UNJUDGED_SIGNS}
# Letters in a line of the legend.
_LETTERS_OF_WORD = 26


class _Look(NamedTuple):
    """Fill, hatch and outline of one word's part of a bar."""

    fill: str
    hatch: str
    outline: str


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Bars from rows of ``label``, ``word``, ``count``: rows keep their order, every bar is as long as its total."""
    labels = list(dict.fromkeys(data.label))
    row = 88 if is_narrow else 52
    figure = new_figure(style, row * max(len(labels), 1) + (230 if is_narrow else 92))
    for word, sign in _SIGNS.items():
        part = data[data.word == word].set_index("label")["count"]
        if part.sum() == 0:
            continue
        look = _look(word, style)
        counts = [int(part.get(label, 0)) for label in labels]
        figure.add_bar(
            x=counts,
            y=list(range(len(labels))),
            orientation="h",
            width=0.5 if is_narrow else 0.62,
            offset=-0.1 if is_narrow else -0.31,
            name=wrapped(f"{sign} {words(f'assessment.word.{word}')}", _LETTERS_OF_WORD),
            marker={
                "color": look.fill,
                "line": {"color": look.outline, "width": 1.5},
                "pattern": {
                    "shape": look.hatch,
                    "fgcolor": style.hatch,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.18,
                },
            },
            # A sign beside the number where there is room: the bars must be read in grey, too.
            text=[_said(sign, count, words) for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 15, "color": text_on(look.fill)},
            hovertemplate="%{fullData.name}: %{x}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack", showlegend=True, legend_traceorder="normal",
        legend_orientation="v" if is_narrow else "h", margin_t=210 if is_narrow else 72,
    )  # fmt: skip
    figure.update_xaxes(visible=False)
    figure.update_yaxes(
        range=[len(labels) - 0.4, -0.6], showgrid=False,
        tickmode="array", tickvals=list(range(len(labels))),
        ticktext=[wrapped(label, 40) for label in labels], showticklabels=not is_narrow,
    )  # fmt: skip
    for place, label in enumerate(labels if is_narrow else ()):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place - 0.12, yanchor="bottom", showarrow=False,
            text=wrapped(label, 46), font={"size": 14, "color": style.ink}, align="left",
        )  # fmt: skip
    return figure


def _said(sign: str, count: int, words: Words) -> str:
    if not count:
        return ""
    return words.number(count) if count < 3 else f"{sign} {words.number(count)}"


def _look(word: str, style: Style) -> _Look:
    """What is not judged is never a pale version of a judgement: hollow, plain or hatched."""
    if word in style.outcomes:
        return _Look(style.outcomes[word], "", style.ground)
    if word in ("insufficient_trend", "stale"):
        return _Look(style.ground, "", style.accent_text)
    if word == "no_data":
        return _Look(style.no_data, "/", style.ground)
    return _Look(style.panel, "", style.hairline)

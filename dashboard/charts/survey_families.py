"""Which surveys the newest figures come from: a bar for each family, grouped by figure."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

# A row's height in pixels, and of that how much each line of a figure's name takes.
_ROW_WIDE, _ROW_NARROW = 30, 38
_LINE = 20


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Bars from rows of `contents.gaps.families`: ``label`` (the figure), ``family`` (its name), and two counts.

    Rows keep their order. Behind the ``comparable_count`` stands, hatched, the ``other_count`` of figures of another
    age band; every bar has its numbers.
    """
    height, width = (_ROW_NARROW, 26) if is_narrow else (_ROW_WIDE, 90)
    places: list[float] = []
    row = 0.0
    figure = new_figure(style, height)
    for place, label in enumerate(data.label):
        if not place or label != data.label.iloc[place - 1]:
            title = wrapped(label, width)
            row += 0.6 + _LINE * (1 + title.count("<br>")) / height
            figure.add_annotation(
                x=0, xref="paper", xanchor="left", align="left", y=row - 0.45, yanchor="bottom",
                text=f"<b>{title}</b>", showarrow=False, font={"size": 14, "color": style.ink},
            )  # fmt: skip
        places.append(row)
        row += 1
    for column, is_other in (("comparable_count", False), ("other_count", True)):
        figure.add_bar(
            x=data[column],
            y=places,
            orientation="h",
            width=0.66,
            marker={
                "color": style.ground if is_other else style.accent_text,
                "line": {"color": style.accent_text, "width": 1},
                "pattern": {
                    "shape": "/" if is_other else "", "fgcolor": style.accent_text,
                    "fillmode": "overlay", "size": 6, "solidity": 0.15,
                },
            },
            hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=data.comparable_count + data.other_count,
        y=places,
        mode="text",
        text=[
            "\N{NO-BREAK SPACE}" + wrapped(_counts(row, words), 22 if is_narrow else 60)
            for row in data.itertuples()
        ],
        textposition="middle right",
        textfont={"size": 13 if is_narrow else 14},
        cliponaxis=False,
        hoverinfo="skip",
    )
    highest = max([1, *(data.comparable_count + data.other_count)])
    figure.update_xaxes(visible=False, range=[0, highest * (1.6 if is_narrow else 1.35)])
    figure.update_yaxes(
        tickmode="array", tickvals=places,
        ticktext=[wrapped(family, 20 if is_narrow else 40, 2) for family in data.family],
        range=[max(row, 1) - 0.4, -0.5], showgrid=False,
    )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        height=int(height * (max(row, 1) + 0.5)) + 16,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
    )
    return figure


def _counts(row: Any, words: Words) -> str:
    count = words.number(row.comparable_count)
    if not row.other_count:
        return count
    return words("gaps.families.with_others", count=count, n=int(row.other_count))

"""How old the newest figures are: a dot for each country at its year, one lane a figure."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

# Dots side by side within a year, wide and on a phone; and a row's height in pixels.
_DOTS_WIDE, _DOTS_NARROW = 4, 2
_ROW = 15
# Rows left free above a lane's dots for its name and the names of the oldest and the newest.
_HEAD_WIDE, _HEAD_NARROW = 4.8, 6.6


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    *,
    reference_year: int,
    ages: tuple[int, ...],
    is_narrow: bool = False,
) -> go.Figure:
    """Dots from rows of `contents.gaps.cells`: ``label``, country, ``state``, ``shown_year`` (NULL without a figure).

    A figure of another age band is a hollow diamond. ``ages`` in years, counted back from the reference year, get a
    line each: left of it stand the figures that are older.
    """
    side_by_side = _DOTS_NARROW if is_narrow else _DOTS_WIDE
    known = data[data.shown_year.notna()]
    floor = 0.0
    figure = new_figure(style, 100)
    first = int(min([*known.shown_year, reference_year - max(ages)])) - 2
    for label in dict.fromkeys(data.label):
        lane = data[data.label == label]
        dots = _stack(lane[lane.shown_year.notna()], side_by_side)
        rows = int(dots.stacked.max()) + 1 if len(dots) else 1
        floor += (_HEAD_NARROW if is_narrow else _HEAD_WIDE) + rows
        _add_dots(figure, dots, floor, words, style)
        _add_ends(figure, dots, floor, words, style)
        without = words("gaps.age.without", n=int(lane.shown_year.isna().sum()))
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", align="left", y=floor - rows - 2, yanchor="bottom",
            text=f"<b>{wrapped(label, 44 if is_narrow else 100)}</b><br>▨ {without}",
            showarrow=False, font={"size": 14, "color": style.ink},
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=0, x1=1, xref="paper", y0=floor + 0.1, y1=floor + 0.1,
            line={"color": style.hairline, "width": 1}, layer="below",
        )  # fmt: skip
    # On a phone the lines are too near for their words to stand on one height.
    rise = 18 if is_narrow else 0
    for place, age in enumerate(ages):
        # Between two years: a figure of exactly that age is not older.
        x = reference_year - age - 0.5
        figure.add_shape(
            type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", layer="below",
            line={"color": style.alarm, "width": 1.5, "dash": "dash"},
        )  # fmt: skip
        figure.add_annotation(
            x=x, xanchor="right", y=1, yref="paper", yanchor="bottom", yshift=rise * place,
            showarrow=False,
            text=f"← {words('gaps.age.older', n=age)}", font={"size": 13, "color": style.alarm},
        )  # fmt: skip
    step = 4 if is_narrow else 1
    years = [
        year for year in range(first, reference_year + 1) if (reference_year - year) % step == 0
    ]
    figure.update_xaxes(
        range=[first - 0.5, reference_year + 0.6],
        tickmode="array", tickvals=years, ticktext=[str(year) for year in years],
        tickfont={"size": 13}, showgrid=False,
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[floor + 0.6, 0])
    top = 26 + rise * (len(ages) - 1)
    figure.update_layout(
        height=int(_ROW * floor) + top + 44, margin={"l": 4, "r": 4, "t": top, "b": 4}
    )
    return figure


def _stack(rows: pd.DataFrame, side_by_side: int) -> pd.DataFrame:
    """Give each dot a place beside its year and a row above the floor; those of another age band come last."""
    rows = rows.assign(is_other=rows.state == "not_comparable").sort_values(
        ["shown_year", "is_other"], kind="stable"
    )
    place = rows.groupby("shown_year").cumcount()
    count = rows.groupby("shown_year").country_code.transform("size").clip(upper=side_by_side)
    aside = (place % side_by_side - (count - 1) / 2) * 0.8 / side_by_side
    return rows.assign(x=rows.shown_year.astype(float) + aside, stacked=place // side_by_side)


def _add_dots(
    figure: go.Figure, dots: pd.DataFrame, floor: float, words: Words, style: Style
) -> None:
    figure.add_scatter(
        x=dots.x,
        y=floor - 0.5 - dots.stacked,
        mode="markers",
        marker={
            "size": 11,
            "symbol": ["diamond-open" if other else "circle" for other in dots.is_other],
            "color": style.accent_text,
            "line": {
                "width": [1.8 if other else 0 for other in dots.is_other],
                "color": style.accent_text,
            },
        },
        hovertext=[_hover(row, words) for row in dots.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _add_ends(
    figure: go.Figure, dots: pd.DataFrame, floor: float, words: Words, style: Style
) -> None:
    """Name what stands at the oldest and the newest year: the country, or how many there are."""
    for year in sorted({dots.shown_year.min(), dots.shown_year.max()} if len(dots) else ()):
        there = dots[dots.shown_year == year]
        name = (
            str(there.country_name.iloc[0])
            if len(there) == 1
            else words("gaps.age.countries", n=len(there))
        )
        figure.add_annotation(
            x=year, y=floor - float(there.stacked.max()) - 1.1, yanchor="bottom", showarrow=False,
            text=wrapped(name, 14, 2), font={"size": 13, "color": style.accent_text},
        )  # fmt: skip


def _hover(row: Any, words: Words) -> str:
    lines = [f"<b>{row.country_name}</b>", str(int(row.shown_year))]
    if row.is_other:
        lines.append(f"◇ {words('state.not_comparable')}: {words(f'age.{row.shown_age}')}")
    return "<br>".join(lines)

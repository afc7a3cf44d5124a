"""One indicator for a country and its peers, a row each, by name: value, year, and what may not be compared."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import anchor_at, better_side, value_axis
from dashboard.charts.peer_strip import add_spread
from dashboard.charts.texts import wrapped
from dashboard.peers import summarise, years_apart
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 36
# The plot in rows: the spread begins above the first; over it stand the median's label, and the reference's.
_TOP, _OVER_MEDIAN, _OVER_REFERENCE = -0.6, -1.25, -2.5


class Reference(NamedTuple):
    """A published figure of a whole area, of the same sex and age band: area's name, value in the unit, year."""

    area: str
    value: float
    year: int
    unit: str


def draw(
    data: pd.DataFrame, words: Words, style: Style, reference: Reference | None = None
) -> go.Figure:
    """Dot plot from `queries.peers.beside`: the chosen country in the accent, peers grey, figures in a column.

    The ``reference`` is a dashed line with its words, never a dot among countries.
    """
    rows = data.assign(is_apart=years_apart(data)).reset_index(drop=True)
    unit = str(rows.unit.iloc[0]) if len(rows) else "number"
    direction = str(rows.direction.iloc[0]) if len(rows) else "undefined"
    known = rows[rows.value.notna()]
    highest = max([*known.value, *([reference.value] if reference else [])], default=1.0)
    bottom = len(rows) - 0.4
    over = _OVER_REFERENCE if reference else _OVER_MEDIAN
    figure = new_figure(style, round(_ROW * (max(len(rows), 1) - over)) + 66)
    add_spread(figure, rows, words, style, highest=highest, top=_TOP, bottom=bottom)
    has_band = _add_band_label(figure, rows, words, style, highest, bottom)
    if reference:
        _add_reference(figure, reference, words, style, highest, bottom)
    figure.add_scatter(
        x=known.value,
        y=known.index,
        mode="markers",
        marker={
            "size": [19 if chosen else 14 for chosen in known.is_chosen],
            "symbol": ["circle" if state == "value" else "diamond-open" for state in known.state],
            "color": [
                style.accent_text if chosen else style.secondary for chosen in known.is_chosen
            ],
            "line": {"width": 2},
        },
        hovertext=[_hover(row, words, unit) for row in known.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=known.country_code,
    )
    # What is said of each country stands in a column of its own: beside the dots it would cover the median.
    for row in rows.itertuples():
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=12, y=row.Index, showarrow=False, align="left",
            text=_said(row, words, unit),
            font={
                "size": 14,
                "color": style.accent_text
                if row.is_chosen
                else style.ink
                if pd.notna(row.value)
                else style.secondary,
            },
        )  # fmt: skip
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary},
        title_text=better_side(direction, words),
        **value_axis(highest, unit, words, 0.05),
    )
    figure.update_yaxes(
        range=[bottom + (0.7 if has_band else 0), over], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=list(rows.index),
        ticktext=[_name(row) for row in rows.itertuples()],
    )  # fmt: skip
    widest = max(
        (len(line) for row in rows.itertuples() for line in _plain(row, words, unit)), default=0
    )
    figure.update_layout(margin_r=24 + 8 * widest)
    return figure


def _add_band_label(
    figure: go.Figure, rows: pd.DataFrame, words: Words, style: Style, highest: float, bottom: float
) -> bool:
    """Say under the quartile band what it is; whether there is one."""
    low, high = summarise(rows)[3:5]
    if low is None or high is None:
        return False
    unit = str(rows.unit.iloc[0])
    figure.add_annotation(
        x=(low + high) / 2, y=bottom, yanchor="top", showarrow=False,
        xanchor=anchor_at((low + high) / 2 / highest if highest else 0.0),
        text=words("peer_choice.band", low=words.value(low, unit), high=words.value(high, unit)),
        font={"size": 13, "color": style.secondary},
    )  # fmt: skip
    return True


def _add_reference(
    figure: go.Figure,
    reference: Reference,
    words: Words,
    style: Style,
    highest: float,
    bottom: float,
) -> None:
    figure.add_shape(
        type="line", layer="below", x0=reference.value, x1=reference.value, y0=bottom, y1=_OVER_MEDIAN,
        line={"width": 2, "color": style.ink, "dash": "dash"},
    )  # fmt: skip
    said = words(
        "peer_choice.reference",
        area=reference.area,
        value=words.value(reference.value, reference.unit),
        year=reference.year,
    )
    figure.add_annotation(
        x=reference.value, y=_OVER_MEDIAN, yanchor="bottom", showarrow=False, align="left",
        xanchor=anchor_at(reference.value / highest if highest else 0.0),
        text=wrapped(said, 34), font={"size": 14, "color": style.ink},
    )  # fmt: skip


def _name(row: Any) -> str:
    name = wrapped(row.country_name, 17)
    return f"<b>{name}</b>" if row.is_chosen else name


def _plain(row: Any, words: Words, unit: str) -> list[str]:
    if pd.isna(row.value):
        sign = {"no_data": "▨ ", "suppressed": "", "conflicting": "≠ "}.get(row.state, "")
        return textwrap.wrap(sign + words(f"state.{row.state}"), 18)
    line = f"{words.value(row.value, unit)} ({int(row.year)})"
    if row.state == "not_comparable":
        return [line, f"◇ {words('state.not_comparable')}"]
    return [f"{line} ↔" if row.is_apart else line]


def _said(row: Any, words: Words, unit: str) -> str:
    first, *more = _plain(row, words, unit)
    if pd.notna(row.value):
        first = f"<b>{first.replace(' (', '</b> (', 1)}"
    return "<br>".join([first, *more])


def _hover(row: Any, words: Words, unit: str) -> str:
    lines = [
        f"<b>{row.country_name}</b>",
        f"{words.value(row.value, unit)} · {int(row.year)} · {words(f'age.{row.age}')}",
    ]
    if isinstance(row.source_text, str):
        lines.append(wrapped(row.source_text, 60))
    return "<br>".join(lines)

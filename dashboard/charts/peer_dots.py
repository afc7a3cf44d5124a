"""One indicator for a country and its peers, a row each, by name: value, year, and what may not be compared."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import anchor_at, better_side, value_axis
from dashboard.charts.peer_strip import add_spread
from dashboard.charts.texts import wrapped
from dashboard.peers import PeerSummary, summarise, years_apart
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_ROW = 36
# The plot in rows: the spread begins above the first; over it stand the median's label, and the reference's.
_TOP, _OVER_MEDIAN, _OVER_REFERENCE = -0.6, -1.8, -3.4
# Letters in a line of these labels: more would not fit a phone.
_WIDTH = 28


class Reference(NamedTuple):
    """A published figure of a whole area, of the same sex and age band: area's name, value in the unit, year."""

    area: str
    value: float
    year: int
    unit: str


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    reference: Reference | None = None,
    *,
    in_one_line: bool = False,
) -> go.Figure:
    """Dot plot from `queries.peers.beside`: the chosen country in the accent, peers grey, figures in a column.

    The ``reference`` is a dashed line with its words, never a dot among countries. ``in_one_line`` breaks no
    text, for rows that stand close.
    """
    rows = data.assign(is_apart=years_apart(data)).reset_index(drop=True)
    unit = str(rows.unit.iloc[0]) if len(rows) else "number"
    direction = str(rows.direction.iloc[0]) if len(rows) else "undefined"
    known = rows[rows.value.notna()]
    highest = max([*known.value, *([reference.value] if reference else [])], default=1.0)
    bottom = len(rows) - 0.4
    summary = summarise(rows)
    over = _OVER_REFERENCE if reference else _OVER_MEDIAN
    figure = new_figure(style, round(_ROW * (max(len(rows), 1) - over)) + 66)
    _add_words(
        figure,
        summary,
        reference,
        words,
        style,
        unit=unit,
        highest=highest,
        bottom=bottom,
        in_one_line=in_one_line,
    )
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
            text=_said(row, words, unit, in_one_line),
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
        range=[bottom + (0.7 if summary.lower_quartile is not None else 0), over], showgrid=True, gridcolor=style.hairline, griddash="dot",
        tickmode="array", tickvals=list(rows.index),
        ticktext=[_name(row, in_one_line) for row in rows.itertuples()],
    )  # fmt: skip
    widest = max(
        (len(line) for row in rows.itertuples() for line in _plain(row, words, unit, in_one_line)),
        default=0,
    )
    figure.update_layout(margin_r=24 + 8 * widest)
    return figure


def _add_words(
    figure: go.Figure,
    summary: PeerSummary,
    reference: Reference | None,
    words: Words,
    style: Style,
    *,
    unit: str,
    highest: float,
    bottom: float,
    in_one_line: bool,
) -> None:
    """Draw the spread, and the reference's line; each says what it is."""

    def anchor(value: float) -> str:
        return anchor_at(value / highest if highest else 0.0)

    median, low, high = summary.median, summary.lower_quartile, summary.upper_quartile
    said = words(
        "peer_choice.median",
        value=words.value(median, unit),
        known=words.number(summary.known_count),
        peers=words.number(summary.peer_count),
    )
    add_spread(
        figure, summary, style,
        label=said if in_one_line else wrapped(said, _WIDTH), top=_TOP, bottom=bottom, xanchor=anchor(median or 0.0),
    )  # fmt: skip
    if low is not None and high is not None:
        figure.add_annotation(
            x=(low + high) / 2, y=bottom, xanchor=anchor((low + high) / 2), yanchor="top", showarrow=False,
            text=words("peer_choice.band", low=words.value(low, unit), high=words.value(high, unit)),
            font={"size": 13, "color": style.secondary},
        )  # fmt: skip
    if reference is None:
        return
    figure.add_shape(
        type="line", layer="below", x0=reference.value, x1=reference.value, y0=bottom, y1=_OVER_MEDIAN,
        line={"width": 2, "color": style.ink, "dash": "dash"},
    )  # fmt: skip
    said = words(
        "peer_choice.reference",
        area=reference.area,
        value=words.value(reference.value, unit),
        year=reference.year,
    )
    figure.add_annotation(
        x=reference.value, y=_OVER_MEDIAN, xanchor=anchor(reference.value), yanchor="bottom",
        showarrow=False, text=wrapped(said, _WIDTH), font={"size": 14, "color": style.ink},
    )  # fmt: skip


def _name(row: Any, in_one_line: bool) -> str:
    name = row.country_name if in_one_line else wrapped(row.country_name, 17)
    return f"<b>{name}</b>" if row.is_chosen else name


def _plain(row: Any, words: Words, unit: str, in_one_line: bool) -> list[str]:
    lines = _lines(row, words, unit)
    return [" ".join(lines)] if in_one_line else lines


def _lines(row: Any, words: Words, unit: str) -> list[str]:
    if pd.isna(row.value):
        sign = {"no_data": "▨ ", "suppressed": "", "conflicting": "≠ "}.get(row.state, "")
        return textwrap.wrap(sign + words(f"state.{row.state}"), 18)
    line = f"{words.value(row.value, unit)} ({int(row.year)})"
    if row.state == "not_comparable":
        return [line, f"◇ {words('state.not_comparable')}"]
    return [f"{line} ↔" if row.is_apart else line]


def _said(row: Any, words: Words, unit: str, in_one_line: bool) -> str:
    first, *more = _plain(row, words, unit, in_one_line)
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

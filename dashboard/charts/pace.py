"""One series of one country in time: its points, the pace it made, and the pace that its target requires."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import value_axis
from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure
from dashboard.words import Words

_HEIGHT = {False: 380, True: 340}
# Room beside the first and the last year, as shares of the years shown: for labels.
_ROOM = {False: (0.07, 0.13), True: (0.2, 0.32)}
# Where the required way is named, as a share of it: past the points, and before its end.
_NAMED_AT = 0.62
# More labels than this touch each other on a phone: there they stand above and below in turn.
_LABELS_IN_A_ROW = 4


class Projection(NamedTuple):
    """Where the least-squares line leads in a year, with the ends of its prediction interval, in the unit."""

    year: int
    value: float
    lower: float
    upper: float
    level: float


class Promise(NamedTuple):
    """What was promised: a value in the unit, by a year."""

    value: float
    year: int


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    *,
    unit: str,
    promise: Promise | None = None,
    word: str | None = None,
    slope: float | None = None,
    projection: Projection | None = None,
    is_narrow: bool = False,
) -> go.Figure:
    """Points of `queries.progress.points`, each with value and year; hollow where estimated or modelled.

    With ``word``, one of the judged ones, the lines: the least-squares line of ``slope`` in that word's colour and,
    dashed, the straight way from the base to the ``promise``. Without a word nothing is judged, and no line is drawn:
    what lies between two points is not known.
    """
    figure = new_figure(style, _HEIGHT[is_narrow])
    if word and slope is not None and promise:
        base = data[data.is_base.astype(bool)].iloc[0]
        _draw_required(figure, base, promise, words, style)
        _draw_slope(figure, data, slope, style.outcomes[word], words, style)
        if projection:
            _draw_projection(figure, data, slope, projection, unit, words, style)
    _draw_points(figure, data, unit, slope or 0.0, words, style, is_narrow)
    if promise:
        _draw_promise(figure, promise, unit, words, style)
    _frame(figure, data, unit, promise, projection, words, style, is_narrow)
    return figure


def _draw_points(
    figure: go.Figure,
    data: pd.DataFrame,
    unit: str,
    slope: float,
    words: Words,
    style: Style,
    is_narrow: bool,
) -> None:
    # On the side of the line where it leaves room: above it to the right where it falls, to the left where it rises.
    place = "top right" if slope < 0 else "top left" if slope > 0 else "top center"
    is_crowded = is_narrow and len(data) > _LABELS_IN_A_ROW
    places = [
        ("top center" if row % 2 else "bottom center") if is_crowded else place
        for row in range(len(data))
    ]
    figure.add_scatter(
        x=data.year,
        y=data.value,
        mode="markers+text",
        marker={
            "size": 13,
            "symbol": ["circle-open" if modelled else "circle" for modelled in data.is_modelled],
            "color": style.accent_text,
            "line": {"width": 2.5, "color": style.accent_text},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": (data.upper_bound - data.value).fillna(0),
            "arrayminus": (data.value - data.lower_bound).fillna(0),
            "visible": bool(data.upper_bound.notna().any() or data.lower_bound.notna().any()),
            "color": style.secondary,
            "thickness": 1.5,
        },
        text=[f"<b>{words.value(row.value, unit)}</b><br>{row.year}" for row in data.itertuples()],
        textposition=places,
        textfont={"size": 14, "color": style.ink},
        hovertext=[_hover(row, unit, words) for row in data.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _on_line(data: pd.DataFrame, slope: float, year: int) -> float:
    """Where the least-squares line stands in a year: it goes through the mean of years and values."""
    return float(data.value.mean() + slope * (year - data.year.mean()))


def _draw_slope(
    figure: go.Figure, data: pd.DataFrame, slope: float, colour: str, words: Words, style: Style
) -> None:
    ends = [int(data.year.min()), int(data.year.max())]
    figure.add_scatter(
        x=ends,
        y=[_on_line(data, slope, year) for year in ends],
        mode="lines",
        line={"width": 3, "color": colour},
        hoverinfo="skip",
    )
    _name_line(figure, data.year.mean(), data.value.mean(), slope, words("mark.actual"), style.ink)


def _draw_required(
    figure: go.Figure, base: Any, promise: Promise, words: Words, style: Style
) -> None:
    figure.add_scatter(
        x=[int(base.year), promise.year],
        y=[float(base.value), promise.value],
        mode="lines",
        line={"width": 2, "color": style.secondary, "dash": "dash"},
        hoverinfo="skip",
    )
    rise = promise.value - base.value
    year = base.year + _NAMED_AT * (promise.year - base.year)
    value = base.value + _NAMED_AT * rise
    _name_line(figure, year, value, rise, words("mark.required"), style.secondary)


def _name_line(
    figure: go.Figure, year: float, value: float, rise: float, name: str, colour: str
) -> None:
    """A line's name below it, on the side where it leaves room; the points' labels stand on the other."""
    figure.add_annotation(
        x=year,
        y=value,
        text=name.lower(),
        showarrow=False,
        xanchor="right" if rise < 0 else "left",
        yanchor="top",
        font={"size": 14, "color": colour},
    )


def _draw_projection(
    figure: go.Figure,
    data: pd.DataFrame,
    slope: float,
    projection: Projection,
    unit: str,
    words: Words,
    style: Style,
) -> None:
    latest_year = int(data.year.max())
    figure.add_scatter(
        x=[latest_year, projection.year],
        y=[_on_line(data, slope, latest_year), projection.value],
        mode="lines+markers",
        line={"width": 2, "color": style.accent_text, "dash": "dot"},
        marker={"size": [0, 11], "symbol": "diamond-open", "color": style.accent_text},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0, projection.upper - projection.value],
            "arrayminus": [0, projection.value - projection.lower],
            "color": style.accent_text,
            "thickness": 1.5,
        },
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=projection.year,
        y=projection.upper,
        text="<br>".join(
            (
                words("mark.chart.projected", value=words.value(projection.value, unit)),
                words(
                    "mark.chart.interval",
                    lower=words.value(projection.lower, unit),
                    upper=words.value(projection.upper, unit),
                    level=words.percent(100 * projection.level, 0),
                ),
            )
        ),
        showarrow=False,
        align="right",
        xanchor="right",
        yanchor="bottom",
        font={"size": 14, "color": style.accent_text},
    )


def _draw_promise(
    figure: go.Figure, promise: Promise, unit: str, words: Words, style: Style
) -> None:
    figure.add_scatter(
        x=[promise.year],
        y=[promise.value],
        mode="markers",
        marker={"size": 14, "symbol": "x-thin", "line": {"width": 3, "color": style.ink}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.add_annotation(
        x=promise.year,
        y=promise.value,
        text=f"{words('mark.target')}<br><b>{words.value(promise.value, unit)}</b><br>{promise.year}",
        showarrow=False,
        align="left",
        xanchor="left",
        xshift=11,
        # A target of zero stands on the floor of the picture, one of 100 per cent under its ceiling.
        yanchor="top" if promise.value else "bottom",
        font={"size": 14, "color": style.ink},
    )


def _frame(
    figure: go.Figure,
    data: pd.DataFrame,
    unit: str,
    promise: Promise | None,
    projection: Projection | None,
    words: Words,
    style: Style,
    is_narrow: bool,
) -> None:
    years = [int(year) for year in data.year] + [place.year for place in (promise, projection) if place]  # fmt: skip
    values = pd.concat([data.value, data.upper_bound]).dropna().tolist()
    values += [promise.value] if promise else []
    values += [projection.upper] if projection else []
    first, last = (min(years), max(years)) if years else (0, 1)
    # A single year needs some years around it, or its axis would show parts of a year.
    span = max(last - first, 4)
    before, after = _ROOM[is_narrow]
    step = next(step for step in (1, 2, 5, 10) if span / step <= (5 if is_narrow else 10))
    figure.update_xaxes(
        range=[first - before * span, last + after * span],
        tickmode="array",
        tickvals=[year for year in range(first - first % step, last + 1, step) if year >= first],
        tickformat="d",
        showgrid=False,
        tickfont={"size": 14, "color": style.secondary},
    )
    figure.update_yaxes(
        tickfont={"size": 14, "color": style.secondary},
        **value_axis(max(values, default=1.0), unit, words, 0.22),
    )
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})


def _hover(row: Any, unit: str, words: Words) -> str:
    lines = [f"<b>{words.value(row.value, unit)}</b> · {row.year}"]
    if pd.notna(row.lower_bound) and pd.notna(row.upper_bound):
        lines.append(f"{words.value(row.lower_bound, unit)}–{words.value(row.upper_bound, unit)}")
    if row.is_modelled:
        lines.append(words("mark.modelled"))
    if isinstance(row.source_text, str):
        lines.append(wrapped(row.source_text, 60))
    return "<br>".join(lines)

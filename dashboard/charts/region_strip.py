"""One series for the 47, a strip for each UN region: a dot a country, with the region's median and spread."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.axes import better_side, count_axis, stretched, value_axis
from dashboard.charts.texts import wrapped
from dashboard.peers import summarise
from dashboard.theme import Style, new_figure
from dashboard.words import Words

# A median of fewer figures than this would stand for one or two countries.
MEDIAN_FROM = 3
# On a phone a region's head takes two lines.
_ROW, _ROW_ON_PHONE = 118, 168
# Dots nearer than this share of the axis stand above one another; on a phone the same dot takes a larger share.
_NEAR, _NEAR_ON_PHONE = 0.012, 0.045
# The share of the axis that a name takes.
_ROOM, _ROOM_ON_PHONE = 0.2, 0.5
# From one dot to the next above it, and the furthest from the strip's middle, as shares of a row.
_STEP, _FURTHEST = 0.125, 0.3


def draw(data: pd.DataFrame, words: Words, style: Style, is_narrow: bool = False) -> go.Figure:
    """Strips from one row per pathfinder: region_code, state, value, year, age, unit, direction, is_chosen.

    Regions stand by name. Counts stand on a logarithmic axis. ``customdata`` of a dot is the country's code.
    """
    unit = str(data.unit.iloc[0]) if len(data) else "number"
    is_count = unit == "number"
    place = stretched if is_count else float
    regions = sorted(data.region_code.unique(), key=lambda code: words(f"area.{code}"))
    known = data[data.value.notna()]
    highest = float(known.value.max()) if len(known) else 1.0
    axis = count_axis(highest, words) if is_count else value_axis(highest, unit, words, 0.06)
    height = _ROW_ON_PHONE if is_narrow else _ROW
    figure = new_figure(style, height * max(len(regions), 1) + 64)
    near = (axis["range"][1] - axis["range"][0]) * (_NEAR_ON_PHONE if is_narrow else _NEAR)
    for row, region in enumerate(regions):
        members = data[data.region_code == region]
        _add_head(figure, row, region, members, words, style, is_narrow)
        _add_spread(figure, row, members, place, axis["range"][1], unit, words, style)
        dots = members[members.value.notna()].assign(
            x=[place(value) for value in members.value.dropna()]
        )
        _add_dots(figure, row, dots, near, unit, words, style)
        room = _ROOM_ON_PHONE if is_narrow else _ROOM
        _add_labels(figure, row, dots, axis["range"][1], room, unit, words, style)
    direction = str(data.direction.iloc[0]) if len(data) else "undefined"
    figure.update_xaxes(
        tickfont={"size": 13, "color": style.secondary},
        title_text=better_side(direction, words),
        **axis,
    )
    figure.update_yaxes(visible=False, range=[max(len(regions), 1) - 0.42, -0.72])
    figure.update_layout(margin={"l": 4, "r": 8, "t": 4, "b": 4})
    return figure


def _add_head(
    figure: go.Figure,
    row: int,
    region: str,
    members: pd.DataFrame,
    words: Words,
    style: Style,
    is_narrow: bool,
) -> None:
    """The region's name, how many have a comparable figure, and what is not known of the others."""
    counts = members.state.value_counts()
    parts = [words("indicator_page.of", n=int(counts.get("value", 0)), total=len(members))]
    parts += [
        words(
            "indicator_page.told",
            what=f"{sign} {words(f'state.{state}')}",
            said=words.number(counts[state]),
        )
        for state, sign in _STATE_SIGNS.items()
        if state in counts
    ]
    name = words(f"area.{region}")
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=row - 0.55, showarrow=False, align="left",
        text=f"<b>{name}</b>{'<br>' if is_narrow else '  '}{' · '.join(parts)}", font={"size": 14, "color": style.ink},
    )  # fmt: skip
    figure.add_shape(
        type="line", layer="below", xref="paper", x0=0, x1=1, y0=row, y1=row,
        line={"width": 1, "color": style.hairline},
    )  # fmt: skip


def _add_spread(
    figure: go.Figure,
    row: int,
    members: pd.DataFrame,
    place: Any,
    end: float,
    unit: str,
    words: Words,
    style: Style,
) -> None:
    summary = summarise(members.assign(is_chosen=False))
    if summary.median is None or summary.known_count < MEDIAN_FROM:
        return
    if summary.lower_quartile is not None and summary.upper_quartile is not None:
        figure.add_shape(
            type="rect", layer="below", x0=place(summary.lower_quartile),
            x1=place(summary.upper_quartile), y0=row - 0.22, y1=row + 0.22,
            fillcolor=style.no_data, line={"width": 1, "color": style.hairline},
        )  # fmt: skip
    figure.add_shape(
        type="line", layer="below", x0=place(summary.median), x1=place(summary.median),
        y0=row - 0.3, y1=row + 0.3, line={"width": 2, "color": style.ink},
    )  # fmt: skip
    figure.add_annotation(
        x=place(summary.median), y=row - 0.3, yanchor="bottom",
        xanchor=_anchor(place(summary.median) / end, "center"), yshift=-3, showarrow=False,
        text=words("indicator_page.median_label", value=words.value(summary.median, unit),
                   n=summary.known_count, total=summary.peer_count),
        font={"size": 13, "color": style.ink},
    )  # fmt: skip


def _add_dots(
    figure: go.Figure,
    row: int,
    dots: pd.DataFrame,
    near: float,
    unit: str,
    words: Words,
    style: Style,
) -> None:
    dots = dots.sort_values("x", kind="stable")
    chosen = list(dots.is_chosen.astype(bool))
    figure.add_scatter(
        x=dots.x,
        y=[row + shift for shift in _shifts(list(dots.x), near)],
        mode="markers",
        marker={
            "size": [17 if mine else 12 for mine in chosen],
            "symbol": ["circle" if state == "value" else "diamond-open" for state in dots.state],
            "color": [style.accent_text if mine else style.secondary for mine in chosen],
            "opacity": 0.9,
            "line": {"width": [1 if state == "value" else 2 for state in dots.state]},
        },
        customdata=dots.country_code,
        hovertext=[_hover(dot, unit, words) for dot in dots.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _add_labels(
    figure: go.Figure,
    row: int,
    dots: pd.DataFrame,
    end: float,
    room: float,
    unit: str,
    words: Words,
    style: Style,
) -> None:
    """Names at the chosen country's and the region's highest and lowest comparable figures, where there is room."""
    comparable = dots[dots.state == "value"]
    chosen = dots[dots.is_chosen.astype(bool)]
    taken: list[tuple[float, float]] = []
    # The extremes' names stand away from one another; the chosen country's goes first.
    for part, side in (
        (chosen, "center"),
        (comparable.nlargest(1, "x"), "left"),
        # A lone figure is named once.
        (comparable.nsmallest(1, "x") if len(comparable) > 1 else comparable.head(0), "right"),
    ):
        for dot in part.itertuples():
            share = float(dot.x) / end
            anchor = _anchor(share, side)
            start = share - room * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
            if any(start < stop and begin < start + room for begin, stop in taken):
                continue
            taken.append((start, start + room))
            text = f"{dot.country_name} {words.value(dot.value, unit)}"
            figure.add_annotation(
                x=dot.x, y=row + 0.3, yanchor="middle", showarrow=False, xanchor=anchor,
                text=f"<b>{text}</b>" if part is chosen else text,
                font={"size": 13,
                      "color": style.accent_text if part is chosen else style.secondary},
            )  # fmt: skip


def _anchor(share: float, otherwise: str) -> str:
    """Where a name at this share of the axis has room: within the picture, else as asked."""
    return "left" if share < 0.15 else "right" if share > 0.85 else otherwise


def _shifts(places: list[float], near: float) -> list[float]:
    """How far each dot of a sorted row moves off the middle so that none covers the one before."""
    taken: dict[int, int] = defaultdict(int)
    shifts, start, bin_number = [], float("-inf"), -1
    for x in places:
        if x - start > near:
            start, bin_number = x, bin_number + 1
        count = taken[bin_number]
        taken[bin_number] += 1
        # 0, one up, one down, two up, ...
        step = (count + 1) // 2 * (-1 if count % 2 else 1) * _STEP
        shifts.append(max(-_FURTHEST, min(_FURTHEST, step)))
    return shifts


def _hover(dot: Any, unit: str, words: Words) -> str:
    lines = [
        f"<b>{dot.country_name}</b>",
        f"{words.value(dot.value, unit)} · {int(dot.year)} · {words(f'age.{dot.age}')}",
    ]
    if dot.state != "value":
        lines.append(words(f"state.{dot.state}"))
    if isinstance(dot.source_text, str):
        lines.append(wrapped(dot.source_text, 60))
    return "<br>".join(lines)


_STATE_SIGNS = {
    "not_comparable": "◇",
    "suppressed": "<",
    "conflicting": "≠",
    "below_threshold": "<",
    "not_collected": "▨",
    "not_applicable": "–",
    "no_data": "▨",
}

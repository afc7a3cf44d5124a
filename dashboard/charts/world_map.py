"""The 47 on a small map of the world, filled by the stage of the process they have reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.classes import STAGE_CLASSES, stage_class
from dashboard.geometry import Outline, outlines
from dashboard.theme import Style, new_figure
from dashboard.words import Words

# A country whose shape is smaller than this on the sheet (2000 units wide) is shown as a dot as well.
_SMALL = 24


def draw(data: pd.DataFrame, words: Words, style: Style, height: int = 350) -> go.Figure:
    """The map from rows of country_code, country_name and stage; ``customdata`` of a point is the country's code."""
    stages = {row.country_code: stage_class(row.stage) for row in data.itertuples(index=False)}
    figure = new_figure(style, height)
    others = [shape for shape in outlines() if shape.kind == "country" and shape.code not in stages]
    _fill(figure, others, style.land, {"color": style.ground, "width": 0.6})
    disputed = [shape for shape in outlines() if shape.kind == "disputed"]
    _fill(figure, disputed, style.disputed, {"color": style.secondary, "width": 0.8, "dash": "dot"})
    members = {shape.code: shape for shape in outlines() if shape.code in stages}
    colours = _colours(style)
    for name in (*STAGE_CLASSES, "none", "no_report"):
        codes = [code for code, stage in stages.items() if stage == name and code in members]
        if not codes and name == "none":
            continue
        _fill(
            figure,
            [members[code] for code in codes],
            colours[name],
            _line(name, style),
            name=words(
                "map.legend_entry", label=_label(name, words), count=words.number(len(codes))
            ),
        )
    _points(figure, data, members, stages, colours, words, style)
    figure.update_layout(
        showlegend=True,
        legend={"y": 0, "yanchor": "top", "font": {"size": 13}, "traceorder": "normal"},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
    )
    figure.update_xaxes(visible=False, range=[50, 1990], constrain="domain")
    figure.update_yaxes(
        visible=False, range=[0, 900], scaleanchor="x", constrain="domain", constraintoward="top"
    )
    return figure


def _colours(style: Style) -> dict[str, str]:
    return {
        **dict(zip(STAGE_CLASSES, style.levels, strict=True)),
        "none": style.no_data,
        "no_report": style.ground,
    }


def _label(name: str, words: Words) -> str:
    return words(f"map.stage.{name}" if name in ("preparing", "no_report") else f"stage.{name}")


def _line(name: str, style: Style) -> dict[str, object]:
    if name == "no_report":
        return {"color": style.secondary, "width": 1.2, "dash": "dot"}
    return {"color": style.secondary, "width": 0.7}


def _fill(
    figure: go.Figure,
    shapes: Iterable[Outline],
    colour: str,
    line: dict[str, object],
    name: str = "",
) -> None:
    x: list[int | None] = []
    y: list[int | None] = []
    for shape in shapes:
        x += [*shape.x, None]
        y += [*shape.y, None]
    figure.add_scatter(
        x=x or [None],
        y=y or [None],
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line=line,
        name=name,
        showlegend=bool(name),
        hoverinfo="skip",
    )


def _points(
    figure: go.Figure,
    data: pd.DataFrame,
    members: dict[str, Outline],
    stages: dict[str, str],
    colours: dict[str, str],
    words: Words,
    style: Style,
) -> None:
    """One point a country: seen where the shape is too small, felt by the pointer everywhere."""
    rows = [row for row in data.itertuples(index=False) if row.country_code in members]
    small = [_is_small(members[row.country_code].x, members[row.country_code].y) for row in rows]
    unseen = "rgba(0,0,0,0)"
    figure.add_scatter(
        x=[members[row.country_code].point[0] for row in rows],
        y=[members[row.country_code].point[1] for row in rows],
        mode="markers",
        marker={
            "size": [11 if dot else 22 for dot in small],
            "color": [
                colours[stages[row.country_code]] if dot else unseen
                for row, dot in zip(rows, small, strict=True)
            ],
            "line": {"color": [style.ink if dot else unseen for dot in small], "width": 1.2},
            "opacity": 1,
        },
        # A click leads to the country; nothing fades on the way.
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[row.country_code for row in rows],
        hovertext=[f"<b>{row.country_name}</b><br>{words(f'stage.{row.stage}')}" for row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def _is_small(x: Sequence[int | None], y: Sequence[int | None]) -> bool:
    across = [value for value in x if value is not None]
    along = [value for value in y if value is not None]
    return max(max(across) - min(across), max(along) - min(along)) < _SMALL

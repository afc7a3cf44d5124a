"""Why progress cannot be judged: countries down by region, the 16.2 figures across, one cell each with its word."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import GAP_SIGNS, OUTCOME_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

# In pixels: a row for one line in a cell or, on a phone, for two; and all that stands above and below the rows.
_ROW_WIDE, _ROW_NARROW = 25, 36
_AROUND_WIDE, _AROUND_NARROW = 84, 220
# In rows: the room for a region's name; and, of 1, the size of a cell.
_REGION = 1.1
_WIDTH, _HEIGHT = 0.96, 0.86
# In pixels: a letter in a cell, and the air beside its words.
_LETTER, _AIR = 7.1, 8.0


def draw(data: pd.DataFrame, words: Words, style: Style, *, is_narrow: bool = False) -> go.Figure:
    """Cells from rows of `contents.gaps.cells`; ``customdata`` of a cell is the country's code.

    On a phone a cell holds sign and year, the words stand in a legend.
    """
    labels = list(dict.fromkeys(data.label))
    places, names, titles, bottom = _rows(data, words, is_narrow)
    row, around = (_ROW_NARROW, _AROUND_NARROW) if is_narrow else (_ROW_WIDE, _AROUND_WIDE)
    figure = new_figure(style, int(row * bottom) + around)
    for state in GAP_SIGNS:
        part = data[data.state == state]
        if part.empty:
            continue
        look = _look(state, style)
        figure.add_bar(
            x=[labels.index(label) for label in part.label],
            y=[_HEIGHT] * len(part),
            base=[places[code] for code in part.country_code],
            width=_WIDTH,
            name=f"{GAP_SIGNS[state]} {state_word(state, words)}",
            marker=look,
            text=[_cell_text(row, words, is_narrow) for row in part.itertuples()],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={
                "size": 13,
                "color": text_on(look["color"]) if state in style.outcomes else style.ink,
            },
            customdata=part.country_code,
            hovertext=[_hover(row, words) for row in part.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _add_broken_outlines(figure, data[data.state == "not_comparable"], labels, places, style)
    for y, title in titles:
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=y, yanchor="bottom", text=f"<b>{title}</b>",
            showarrow=False, font={"size": 14, "color": style.secondary},
        )  # fmt: skip
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[
            _column_head(data[data.label == label], label, words, 14 if is_narrow else 34)
            for label in labels
        ],
        tickangle=0,
        tickfont={"size": 13},
        range=[-0.5, max(len(labels), 1) - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=[place + _HEIGHT / 2 for place in places.values()],
        ticktext=[wrapped(name, 18 if is_narrow else 40, 2) for name in names],
        tickfont={"size": 13},
        range=[bottom, 0],
        showgrid=False,
    )
    figure.update_layout(
        barmode="overlay",
        showlegend=is_narrow,
        legend={"y": 0, "yanchor": "top", "font": {"size": 13}},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        meta={} if is_narrow else {"narrowest": _narrowest(figure, names, labels)},
    )
    return figure


def _narrowest(figure: go.Figure, names: list[str], labels: list[str]) -> float:
    """Pixels in which every cell's words are within it, beside the names."""
    said = [len(text) for trace in figure.data for text in trace.text or ()]
    cell = (max(said, default=0) * _LETTER + _AIR) / _WIDTH
    return max(map(len, names), default=0) * _LETTER + len(labels) * cell


def state_word(state: str, words: Words) -> str:
    """The word of a state: the mark's, or in short why there is none."""
    return words(f"assessment.word.{state}" if state in OUTCOME_SIGNS else f"gaps.state.{state}")


def _rows(
    data: pd.DataFrame, words: Words, is_narrow: bool
) -> tuple[dict[str, float], list[str], list[tuple[float, str]], float]:
    """Each country's row, the names in that order, the regions' names with their rows, and where the last row ends."""
    countries = data.drop_duplicates("country_code")
    regions = {words(f"area.{code}"): part for code, part in countries.groupby("region_code")}
    places: dict[str, float] = {}
    names: list[str] = []
    titles: list[tuple[float, str]] = []
    row = 0.0
    for region in sorted(regions):
        row += _REGION
        titles.append((row, region))
        for country in regions[region].itertuples():
            places[str(country.country_code)] = row
            names.append(str(country.country_name))
            row += 1
    return places, names, titles, max(row, 1.0)


def _look(state: str, style: Style) -> dict[str, Any]:
    """Filled for a mark; hatched for no data; hollow for a level without a trend; pale for what is never judged."""
    if state in style.outcomes:
        return {"color": style.outcomes[state]}
    if state == "no_data":
        return {
            "color": style.no_data,
            "pattern": {
                "shape": "/", "fgcolor": style.hatch, "fillmode": "overlay", "size": 8, "solidity": 0.08,
            },
        }  # fmt: skip
    outlines = {"insufficient_trend": style.accent_text, "stale": style.secondary}
    if state in outlines:
        return {"color": style.ground, "line": {"color": outlines[state], "width": 1.6}}
    # The outline of what is not comparable is broken: a bar cannot have one, it is drawn by itself.
    ground = style.ground if state == "not_comparable" else style.panel
    return {"color": ground, "line": {"width": 0}}


def _add_broken_outlines(
    figure: go.Figure,
    cells: pd.DataFrame,
    labels: list[str],
    places: dict[str, float],
    style: Style,
) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for cell in cells.itertuples():
        middle, top = labels.index(str(cell.label)), places[str(cell.country_code)]
        left, right, bottom = middle - _WIDTH / 2, middle + _WIDTH / 2, top + _HEIGHT
        x += [left, right, right, left, left, None]
        y += [top, top, bottom, bottom, top, None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": style.ink, "width": 1.6, "dash": "dash"},
        hoverinfo="skip",
        showlegend=False,
    )


def _cell_text(row: Any, words: Words, is_narrow: bool) -> str:
    sign = GAP_SIGNS[row.state]
    parts = [sign] if is_narrow else [f"{sign} {state_word(row.state, words)}"]
    if pd.notna(row.shown_year):
        parts.append(str(int(row.shown_year)))
    text = (" " if is_narrow else " · ").join(parts)
    if row.state == "not_comparable" and isinstance(row.shown_age, str):
        text += f"{'<br>' if is_narrow else ' · '}{words(f'age.{row.shown_age}')}"
    return text


def _hover(row: Any, words: Words) -> str:
    lines = [f"<b>{row.country_name}</b>", row.label, state_word(row.state, words)]
    if pd.notna(row.shown_year):
        lines.append(f"{int(row.shown_year)} · {words(f'age.{row.shown_age}')}")
    if isinstance(row.source_text, str):
        lines.append(wrapped(row.source_text, 50))
    return "<br>".join(lines)


def _column_head(column: pd.DataFrame, label: str, words: Words, width: int) -> str:
    judged = words(
        "gaps.matrix.judged",
        judged=words.number(int(column.is_judged.sum())),
        total=words.number(len(column)),
    )
    return f"{wrapped(label, width)}<br><b>{wrapped(judged, width)}</b>"

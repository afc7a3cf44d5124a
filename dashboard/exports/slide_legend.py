"""The legend of a figure on a slide: its entries, and the row of marks and words at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Inches

from dashboard.exports.slide_pen import (
    GAP,
    TICK_SIZE,
    Box,
    add_line,
    add_mark,
    add_text,
    is_colour,
    width_of,
)
from dashboard.theme import Style

_ROW = Inches(0.3)


@dataclass(frozen=True)
class Entry:
    """An entry of a legend: its words, and the mark or line they stand for, with its outline and Plotly's pattern."""

    text: str
    symbol: str
    colour: str
    outline: str
    pattern: str = ""


def legend_of(figure: go.Figure) -> list[Entry]:
    """The entries of a figure's legend, in the order of its traces; none where it has none."""
    if not figure.layout.showlegend:
        return []
    entries = []
    for trace in figure.data:
        if trace.showlegend is False or not trace.name:
            continue
        marker = trace.marker
        colour, symbol = _first(marker.color), "square"
        if trace.type == "scatter":
            is_line = "markers" not in (trace.mode or "")
            symbol = "line" if is_line else _first(marker.symbol) or "circle"
            colour = trace.line.color if is_line else colour
        outline = _first(marker.line.color)
        if trace.type == "scatter" and trace.fill == "toself":
            symbol, colour, outline = "square", trace.fillcolor, trace.line.color
        colour = next((one for one in (colour, outline) if is_colour(one)), None)
        patterns = set() if trace.type == "scatter" else _all(marker.pattern.shape)
        if colour:
            entries.append(
                Entry(
                    str(trace.name), str(symbol), str(colour),
                    str(outline) if is_colour(outline) else str(colour),
                    # Where single bars are hatched, the whole is not.
                    str(patterns.pop() or "") if len(patterns) == 1 else "",
                )
            )  # fmt: skip
    return entries


def _all(value: Any) -> set[Any]:
    return set(value) if isinstance(value, list | tuple) else {value}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list | tuple) and len(value) else value


def add_legend(shapes: SlideShapes, entries: Sequence[Entry], box: Box, style: Style) -> int:
    """A row of marks with their words at the top of a box, in as many lines as it takes; returns its height in EMU."""
    x, row = box.left, 0
    for entry in entries:
        width = width_of(entry.text, TICK_SIZE) + Inches(0.55)
        if x > box.left and x + width > box.right:
            x, row = box.left, row + 1
        middle = box.top + row * _ROW + _ROW // 2
        at = x + Inches(0.1)
        if entry.symbol == "line":
            add_line(shapes, (x, middle, x + Inches(0.22), middle), entry.colour, 2)
        else:
            # A mark as pale as the ground keeps an edge.
            is_pale = entry.outline.upper() == style.ground.upper()
            edge = style.hatch if is_pale else entry.outline
            width_of_edge = 0.75 if entry.symbol == "square" else 1.5
            add_mark(
                shapes, entry.symbol, at, middle, 10, entry.colour, width_of_edge,
                outline=edge, pattern=entry.pattern,
            )  # fmt: skip
        add_text(shapes, entry.text, x + Inches(0.28), middle, TICK_SIZE, style.ink)
        x += width
    return (row + 1) * _ROW + GAP if entries else 0

"""The same figure with everything larger: for a screen that is read from the back of the room."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go

# Lengths in pixels, by the part of the figure they stand in; a bar's own width counts in units of its axis.
_PIXELS = {
    "size": ("font", "marker", "pattern"),
    "width": ("line",),
    "gridwidth": (),
    "ticklabelstandoff": (),
    "standoff": (),
    "ticklen": (),
    "xshift": (),
    "yshift": (),
    "xgap": (),
    "ygap": (),
    "l": ("margin",),
    "r": ("margin",),
    "t": ("margin",),
    "b": ("margin",),
    "height": ("layout",),
}


def enlarged(figure: go.Figure, factor: float) -> go.Figure:
    """A new figure in which every length in pixels (texts, marks, lines, margins, height) is ``factor`` times as long, rounded up."""
    parts = figure.to_dict()
    return go.Figure({name: _larger(part, name, factor) for name, part in parts.items()})


def _larger(part: Any, name: str, factor: float) -> Any:
    if isinstance(part, dict):
        return {
            key: _scaled(value, factor) if _is_length(key, name) else _larger(value, key, factor)
            for key, value in part.items()
        }
    if isinstance(part, list | tuple):
        return [_larger(one, name, factor) for one in part]
    return part


def _is_length(key: str, part: str) -> bool:
    if key not in _PIXELS:
        return False
    places = _PIXELS[key]
    return not places or any(part.endswith(place) for place in places)


def _scaled(value: Any, factor: float) -> Any:
    if isinstance(value, list | tuple):
        return [_scaled(one, factor) for one in value]
    return math.ceil(value * factor) if isinstance(value, int | float) else value

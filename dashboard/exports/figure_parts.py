"""A Plotly figure read for other programs: its axes as numbers, its texts as runs, and what kind of chart it is."""

from __future__ import annotations

import datetime
import html
import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

# From this many texts within a figure on, nobody would edit them one by one.
_TEXTS_AT_MOST = 120
# And this many cells, each a shape of its own.
_CELLS_AT_MOST = 2_000
# Texts that are turned by more degrees run upwards.
_STEEP = 45
# A first tick this near to the axis' start, in steps, is its start.
_NEAR = 0.3


class Run(NamedTuple):
    """A piece of text of one weight."""

    text: str
    is_bold: bool


@dataclass(frozen=True)
class Axis:
    """One axis in numbers: what stands at its ``start`` (left or bottom) and ``end``, and its ticks with their texts.

    ``is_upright``: its texts run upwards. ``step`` is the distance of ticks that a spreadsheet program can label by itself with ``pattern``; else None.
    """

    start: float
    end: float
    ticks: list[tuple[float, str]]
    is_visible: bool
    has_grid: bool
    is_opposite: bool
    title: str
    is_upright: bool = False
    step: float | None = None
    pattern: str = "General"

    @property
    def low(self) -> float:
        """The smaller end."""
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        """The larger end."""
        return max(self.start, self.end)

    def share(self, value: float) -> float:
        """Where a value stands, from 0 at the start to 1 at the end."""
        return (value - self.start) / ((self.end - self.start) or 1.0)


def paragraphs(markup: str) -> list[list[Run]]:
    """The lines of a Plotly text, each as runs; only ``<b>`` and ``<br>`` are known, other tags are left out."""
    lines: list[list[Run]] = [[]]
    is_bold = False
    for piece in re.split(r"(<[^>]*>)", str(markup)):
        if piece.startswith("<") and piece.endswith(">"):
            tag = piece.strip("<>/ ").lower()
            if tag == "br":
                lines.append([])
            elif tag == "b":
                is_bold = not piece.startswith("</")
        elif piece:
            lines[-1].append(Run(html.unescape(piece), is_bold))
    return lines


def plain(markup: str) -> str:
    """A Plotly text without its tags, in one line."""
    return " ".join("".join(run.text for run in line).strip() for line in paragraphs(markup))


def numbers(values: Any) -> list[float | None]:
    """Values as numbers, days as days since 1970; None where there is none."""
    return [_number(value) for value in ([] if values is None else values)]


def _number(value: Any) -> float | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, str | datetime.date) or hasattr(value, "asm8"):
        return pd.Timestamp(value).timestamp() / 86_400
    if hasattr(value, "dtype") and value.dtype.kind == "M":
        return pd.Timestamp(value).timestamp() / 86_400
    return float(value)


def kind_of(figure: go.Figure) -> str:
    """What a figure can become.

    ``bars`` or ``dots``: a native chart. ``stack``: a native chart of bars with marks and words beside it. ``shapes``: one
    by one. ``drawing``: areas, lines and words without axes. Else its ``table``.
    """
    traces = figure.data
    types = {trace.type for trace in traces}
    if not types or not types <= {"bar", "scatter", "heatmap"}:
        return "table"
    scatters = [trace for trace in traces if trace.type == "scatter"]
    if types == {"scatter"} and _is_drawing(figure):
        return "drawing"
    texts = sum(len(trace.text) for trace in scatters if "text" in (trace.mode or "") and not isinstance(trace.text, str) and trace.text is not None)  # fmt: skip
    if texts > _TEXTS_AT_MOST or any(trace.fill for trace in scatters):
        return "table"
    if types == {"bar"} and all(_is_plain_bar(trace) for trace in traces):
        is_stacked = figure.layout.barmode in ("stack", "relative")
        if (is_stacked or len(traces) == 1) and not figure.layout.shapes and row_names(figure):
            return "bars"
    if types == {"scatter"}:
        return "dots"
    if "heatmap" not in types and _are_rows(figure):
        return "stack"
    cells = sum(_cell_count(trace) for trace in traces if trace.type != "scatter")
    return "shapes" if cells <= _CELLS_AT_MOST else "table"


def _is_drawing(figure: go.Figure) -> bool:
    """Whether it has no axis to read, such as a map or a drawing of many small panels."""
    layout = figure.layout
    return layout.xaxis.visible is False and layout.yaxis.visible is False


def _are_rows(figure: go.Figure) -> bool:
    """Whether its bars lie across in whole rows, in each either one or a stack: a program can draw them by itself."""
    bars = [trace for trace in figure.data if trace.type == "bar"]
    widths = {trace.width for trace in bars if isinstance(trace.width, int | float | None)}
    is_centred = all(trace.offset is None or trace.offset == -(trace.width or 0) / 2 for trace in bars)  # fmt: skip
    rows = [row for trace in bars for row in numbers_or_none(trace.y)]
    if (
        any(trace.orientation != "h" for trace in bars)
        or len(widths) != 1
        or not is_centred
        or any(row is None or not float(row).is_integer() for row in rows)
    ):
        return False
    has_bases = [trace.base is not None for trace in bars]
    if any(has_bases):
        return all(has_bases) and len(set(rows)) == len(rows)
    return len(bars) == 1 or figure.layout.barmode in ("stack", "relative")


def numbers_or_none(values: Any) -> list[float | None]:
    """Values as numbers; None for a text, which is a name."""
    return [None if isinstance(value, str) else _number(value) for value in ([] if values is None else values)]  # fmt: skip


def _is_plain_bar(trace: Any) -> bool:
    return trace.orientation == "h" and trace.base is None


def _cell_count(trace: Any) -> int:
    if trace.type == "heatmap":
        return sum(pd.notna(value) for row in trace.z for value in row)
    return len(trace.x)


def row_names(figure: go.Figure) -> list[str]:
    """The names of the rows of a chart of bars, from above; none where bars have no name of their own each."""
    first = list(figure.data[0].y)
    if all(isinstance(place, str) for place in first):
        return list(dict.fromkeys(place for trace in figure.data for place in trace.y))
    axis = figure.layout.yaxis
    named = dict(zip(axis.tickvals or (), axis.ticktext or (), strict=True))
    said = [plain(named[place]) for place in first if place in named]
    return said if len(set(said)) == len(first) else []


def axis_of(figure: go.Figure, letter: str) -> Axis:
    """The x or y axis of a figure whose axes have a range, or whose places are names."""
    axis = figure.layout[f"{letter}axis"]
    names = _names(figure, letter)
    if axis.range:
        start, end = numbers(axis.range)
    elif names:
        start, end = -0.5, len(names) - 0.5
    else:
        found = [0.0, *_places(figure, letter)]
        start, end = min(found), (max(found) or 1.0) * 1.02
    assert start is not None and end is not None
    if axis.autorange == "reversed":
        start, end = end, start
    made = Axis(
        start=start,
        end=end,
        ticks=_ticks(axis, names, min(start, end), max(start, end)),
        is_visible=axis.visible is not False and axis.showticklabels is not False,
        has_grid=axis.visible is not False and axis.showgrid is not False,
        is_opposite=axis.side in ("top", "right"),
        title=plain(axis.title.text or ""),
        is_upright=abs(axis.tickangle or 0) > _STEEP,
    )
    return _with_steps(made)


def place_of(figure: go.Figure, letter: str, values: Iterable[Any]) -> list[float | None]:
    """Places on an axis as numbers; of names, their order."""
    names = {name: float(place) for place, name in enumerate(_names(figure, letter))}
    return [names[value] if isinstance(value, str) and value in names else _number(value) for value in values]  # fmt: skip


def _names(figure: go.Figure, letter: str) -> list[str]:
    axis = figure.layout[f"{letter}axis"]
    if axis.categoryarray is not None:
        return [str(name) for name in axis.categoryarray]
    if axis.type == "date":
        return []
    found = [place for trace in figure.data for place in (() if trace[letter] is None else trace[letter])]  # fmt: skip
    texts = [place for place in found if isinstance(place, str)]
    is_date = any(re.match(r"\d{4}-\d\d-\d\d", text) for text in texts)
    return [] if is_date else list(dict.fromkeys(texts))


def _places(figure: go.Figure, letter: str) -> list[float]:
    """Where something stands along an axis: points, the ends of stacks, lines."""
    found = [place for trace in figure.data for place in numbers(trace[letter])]
    other = "y" if letter == "x" else "x"
    ends: dict[Any, float] = {}
    for trace in figure.data if figure.layout.barmode in ("stack", "relative") else ():
        if trace.type == "bar":
            for place, length in zip(trace[other], numbers(trace[letter]), strict=True):
                ends[place] = ends.get(place, 0.0) + (length or 0.0)
    lines = [_number(shape[f"{letter}1"]) for shape in figure.layout.shapes if shape[f"{letter}ref"] == letter]  # fmt: skip
    return [place for place in [*found, *ends.values(), *lines] if place is not None]


def _ticks(axis: Any, names: Sequence[str], low: float, high: float) -> list[tuple[float, str]]:
    if names and axis.ticktext is None:
        return [(float(place), name) for place, name in enumerate(names)]
    if axis.tickvals is not None:
        values = [names.index(value) if value in names else _number(value) for value in axis.tickvals]  # fmt: skip
        texts = axis.ticktext
        if texts is None:
            texts = [f"{value:g}" for value in values if value is not None]
        return [
            (float(value), str(text))
            for value, text in zip(values, texts, strict=True)
            if value is not None
        ]
    if axis.type == "date":
        first, last = (datetime.date(1970, 1, 1) + datetime.timedelta(days=day) for day in (low, high))  # fmt: skip
        years = range(first.year + 1, last.year + 1)
        return [(pd.Timestamp(year, 1, 1).timestamp() / 86_400, str(year)) for year in years]
    return []


def _with_steps(axis: Axis) -> Axis:
    """The axis with its step and pattern where its ticks are evenly spaced numbers; its ends then lie on ticks."""
    values = [value for value, _ in axis.ticks]
    if not axis.is_visible or len(values) < 2:
        return axis
    step = values[1] - values[0]
    gaps = [second - first for first, second in itertools.pairwise(values)]
    pattern = _pattern([text for _, text in axis.ticks], values)
    if step <= 0 or pattern is None or any(abs(gap - step) > 1e-6 * step for gap in gaps):
        return axis
    # A program counts its ticks from the axis' lower end.
    before = (values[0] - axis.low) / step
    low = values[0] - (0 if before < _NEAR else math.ceil(before)) * step
    start, end = (low, axis.end) if axis.start < axis.end else (axis.start, low)
    return replace(axis, start=start, end=end, step=step, pattern=pattern)


def _pattern(texts: Sequence[str], values: Sequence[float]) -> str | None:
    """The number format in which ticks are written as these texts; None where they are other words."""
    if any(re.search(r"[^\d\s.,%\u2212\u202f\u00a0-]", text) for text in texts):
        return None
    if any(_read(text) is None for text in texts):
        return None
    said = [float(_read(text) or 0) for text in texts]
    if any(abs(read - value) > 1e-6 * max(1, abs(value)) for read, value in zip(said, values, strict=True)):  # fmt: skip
        return None
    decimals = max(_decimals(text) for text in texts)
    is_year = all("%" not in text and text == f"{value:g}" for text, value in zip(texts, values, strict=True))  # fmt: skip
    whole = "0" if is_year else "#,##0"
    gap = re.search(r"\d(\D?)%", texts[-1])
    percent = f'"{gap.group(1)}%"' if gap else ""
    return f"{whole}{'.' + '0' * decimals if decimals else ''}{percent}"


def _read(text: str) -> float | None:
    """The number a text says, whether its decimals follow a point or a comma; None where it says none."""
    digits = re.sub(r"[\s\u202f\u00a0%]", "", text).replace("\u2212", "-")
    # A group of three after a comma or a point is one of thousands.
    digits = re.sub(r"[.,](?=\d{3}(\D|$))", "", digits).replace(",", ".")
    return float(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def _decimals(text: str) -> int:
    found = re.search(r"[.,](\d{1,2})\D*$", text)
    return len(found.group(1)) if found else 0

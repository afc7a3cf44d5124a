"""A view set anew for a format: bands, title, subtitle, plot and foot, each in the room that it needs."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.exports.faces import lines, width
from dashboard.exports.view import View
from dashboard.theme import FONT, LIGHT

# Lines of a title and of a subtitle; what is longer is set smaller, or stands below the figure.
_TITLE_LINES, _NOTE_LINES = 3, 3
# How much smaller a title is set that is long, or that has little room.
_SMALLER = 0.8
# Where a sentence of a subtitle begins: no abbreviation of a month stands before it.
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[^\W\da-z]|[◇▨○●]|\d+\.\d+\.)")
# A plot may be this much higher than on the page before its bars grow clumsy.
_STRETCH = 1.7
# How much lower than on the page a plot without rows of names may be.
_LOWEST = 0.6
# And one that is drawn anew for its room.
_LOWEST_ANEW = 0.8
# Pixels that an axis and margins take beside the rows.
_AROUND_ROWS = 60.0
# Pixels of plot beside the names, as a legend sees it; of an entry's sign; of a line of it.
_LEGEND_ROOM, _LEGEND_SIGN, _LEGEND_LINE = 620.0, 44.0, 19.0
# Room for a figure in a cell, in sizes of its type.
_CELL = 1.5
# Pixels that a legend takes under a map.
_AROUND_MAP = 80.0
# Pixels of a figure that does not say its own height, as Plotly draws it.
_HEIGHT = 450
_LINE_HEIGHT = 1.36
# Plotly's distance between the lines of a text, in sizes of its type.
_PLOT_LINE_HEIGHT = 1.3
_MEDIUM, _BOLD = 540, 650
_HEAVY = 800
_WATERMARK_DEGREES = 18
_UNDER = f'fill="{LIGHT.ink}" fill-opacity="0.09"'
_OUTLINE = (
    f'fill="none" stroke="{LIGHT.ink}" stroke-opacity="0.34" stroke-width="1.5" aria-hidden="true"'
)
_AMBER, _AMBER_GROUND = "#C48A0A", "#FCF3DF"
_PURPLE, _PURPLE_GROUND = "#7A4FA3", "#F1EBF7"


class NoRoom(ValueError):
    """The view does not fit the format in a readable size; the message, in the view's language, names what fits."""


@dataclass(frozen=True)
class Format:
    """A picture's size: ``width`` × ``height`` units (no height: as high as needed), each ``scale`` pixels.

    Sizes of type in units; ``smallest`` is the floor of all type. ``plot_width``: pixels of the page for which the plot
    is drawn at least; narrower, its labels crowd it. ``paper_width`` in millimetres, for printed formats.
    """

    name: str
    width: int
    height: int | None
    scale: int
    margin: int
    title: float
    note: float
    foot: float
    smallest: float
    plot_width: int = 900
    paper_width: float | None = None

    @property
    def dots_per_inch(self) -> float | None:
        """Pixels per inch of paper, None for a screen's formats."""
        return self.width * self.scale / self.paper_width * 25.4 if self.paper_width else None


FORMATS = {
    one.name: one
    for one in (
        Format("screen", 1600, 900, 2, 48, 34, 20, 14, 13),
        # A4, 300 dots per inch; the floor is seven points on paper.
        Format("print", 1754, 1240, 2, 70, 40, 24, 17, 14.6, paper_width=297),
        Format("slide", 1920, 1080, 2, 64, 44, 26, 16, 16),
        Format("square", 1080, 1080, 2, 44, 33, 20, 13, 13, plot_width=760),
        # As high as its rows need: for charts that fit no fixed format.
        Format("full", 1600, None, 2, 48, 34, 20, 14, 12),
    )
}


@dataclass(frozen=True)
class Sheet:
    """A finished sheet: its size in units, the figure in its place, and the SVG before and after it."""

    format: Format
    width: int
    height: int
    title: str
    language: str
    # Of script: ltr or rtl.
    direction: str
    before: str
    after: str
    figure: go.Figure

    def drawn(self) -> dict[str, Any]:
        """What the drawing page is told in the figure's ``meta`` (see sheet.js)."""
        return {
            "width": self.width,
            "height": self.height,
            "title": self.title,
            "language": self.language,
            "direction": self.direction,
            "before": self.before,
            "after": self.after,
            "plotWidth": self.figure.layout.width,
            "plotHeight": self.figure.layout.height,
        }


@dataclass(frozen=True)
class _Paragraph:
    """Lines of one size and colour, set from their first baseline downwards."""

    texts: list[str]
    size: float
    colour: str
    weight: int = 400

    @property
    def height(self) -> float:
        return len(self.texts) * self.size * _LINE_HEIGHT

    def svg(self, x: float, y: float) -> str:
        """The lines with their upper edge at ``y``."""
        return "".join(
            f'<text x="{x:g}" y="{y + self.size * (_LINE_HEIGHT * count + 1.06):g}" '
            f'font-size="{self.size:g}" font-weight="{self.weight}" fill="{self.colour}">'
            f"{escape(text)}</text>"
            for count, text in enumerate(self.texts)
        )


@dataclass(frozen=True)
class _Plan:
    """How a view stands in a format: the SVG above the plot, its foot, and the room of the plot, ``zoom`` units a pixel."""

    format: Format
    before: str
    foot: list[_Paragraph]
    below: float
    top: float
    plot: float
    zoom: float
    height: int


def lay_out(view: View, form: Format) -> Sheet:
    """The view on a sheet of this format, on a light ground.

    Raises NoRoom where its type would be smaller than the format's floor, ValueError for a table alone.
    """
    figure = view.figure(LIGHT)
    plan = _plan(view, figure, form)
    if plan:
        return _sheet(view, figure, plan)
    words = view.words
    raise NoRoom(
        words(
            "export.no_room",
            title=view.title,
            format=words(f"export.format.{form.name}"),
            fitting=", ".join(words(f"export.format.{name}") for name in _fitting(view, figure)),
        )
    )


def lay_out_if_it_fits(view: View, form: Format) -> Sheet | None:
    """As `lay_out`, but None where its type would be smaller than the format's floor."""
    figure = view.figure(LIGHT)
    plan = _plan(view, figure, form)
    return _sheet(view, figure, plan) if plan else None


def fitting(view: View) -> list[str]:
    """Names of the formats in which the view has room; ValueError for a table alone."""
    return _fitting(view, view.figure(LIGHT))


def _fitting(view: View, figure: go.Figure) -> list[str]:
    return [form.name for form in FORMATS.values() if _plan(view, figure, form)]


def _plan(view: View, figure: go.Figure, form: Format) -> _Plan | None:
    """The plan with title and foot as large as can be; None where even the smallest leave too little room."""
    sizes = [form.title, form.title * _SMALLER]
    if len(_title(view, form).texts) > _TITLE_LINES:
        sizes = sizes[1:]
    for foot in (form.foot, form.smallest):
        for title in sizes:
            plan = _try(view, figure, replace(form, foot=foot, title=title))
            if plan:
                return plan
    return None


def _title(view: View, form: Format) -> _Paragraph:
    room = form.width - 2 * form.margin
    return _Paragraph(lines(view.title, form.title, room, _BOLD), form.title, LIGHT.ink, _BOLD)


def _note(view: View, form: Format) -> tuple[_Paragraph, str]:
    """The subtitle, and the sentences of it that are too many to stand there."""
    room = form.width - 2 * form.margin
    sentences = _SENTENCE.split(view.note)
    count = len(sentences)
    while count > 1 and len(lines(" ".join(sentences[:count]), form.note, room)) > _NOTE_LINES:
        count -= 1
    said, left = " ".join(sentences[:count]), " ".join(sentences[count:])
    return _Paragraph(lines(said, form.note, room), form.note, LIGHT.secondary), left


def _try(view: View, figure: go.Figure, form: Format) -> _Plan | None:
    margin, room = form.margin, form.width - 2 * form.margin
    before, top = _bands(view, form)
    top += margin * 0.7
    note, left = _note(view, form)
    for part in (_title(view, form), note):
        before += part.svg(margin, top)
        top += part.height
    top += form.note * 0.8
    foot = _foot(view, form, left)
    below = sum(part.height for part in foot) + margin * 0.6 + form.foot
    largest = room / max(form.plot_width, _narrowest(figure))
    least = form.smallest / smallest_type(figure)
    natural = figure.layout.height or _HEIGHT
    if form.height is None:
        zoom = max(largest, least)
        plot = natural * zoom
        height = round(top + plot + below)
    else:
        height = form.height
        free = height - top - below
        zoom = min(largest, free / (natural * _lowest_share(view, figure)))
        if zoom < least:
            return None
        plot = min(free, _highest(figure, room / zoom) * zoom)
        # What is left over lies above and below, more of it below.
        top += (free - plot) * 0.4
    return _Plan(form, before, foot, below, top, plot, zoom, height)


def _sheet(view: View, figure: go.Figure, plan: _Plan) -> Sheet:
    form, top, plot, height = plan.format, plan.top, plan.plot, plan.height
    margin, room = form.margin, form.width - 2 * form.margin
    under = _watermark(view, form, top, plot, _UNDER) if view.is_illustrative else ""
    before = (
        f"<title>{escape(view.title)}</title><desc>{escape(view.alt)}</desc>"
        f'<rect width="{form.width}" height="{height}" fill="{LIGHT.ground}"/>'
        f'<g font-family="{FONT}">{plan.before}{under}</g>'
        f'<g class="plot" transform="translate({margin:g} {top:g}) scale({plan.zoom:.5f})">'
    )
    line = height - plan.below + form.foot * 0.5
    after = f'</g><g font-family="{FONT}">'
    if view.is_illustrative:
        after += _watermark(view, form, top, plot, _OUTLINE)
    after += f'<path d="M{margin} {line:g}h{room}" stroke="{LIGHT.hairline}" stroke-width="1.5"/>'
    line += form.foot * 0.5
    for part in plan.foot:
        after += part.svg(margin, line)
        line += part.height
    return Sheet(
        format=form,
        width=form.width,
        height=height,
        title=view.title,
        language=view.words.language,
        direction=view.words.locale.text_direction,
        before=before,
        after=f"{after}</g>",
        figure=_placed(view, figure, round(room / plan.zoom), round(plot / plan.zoom)),
    )


def _placed(view: View, figure: go.Figure, wide: int, high: int) -> go.Figure:
    """The figure in its room, in its own pixels: drawn anew where the chart lays itself out, such as a map."""
    if _lays_itself_out(view):
        return replace(view, options={**view.options, "width": wide, "height": high}).figure(LIGHT)
    placed = _in_vectors(figure)
    placed.update_layout(width=wide, height=high, template=figure.layout.template)
    return placed


def _narrowest(figure: go.Figure) -> float:
    """Pixels that the figure says it needs from side to side; 0 where it says nothing."""
    return (figure.layout.meta or {}).get("narrowest", 0)


def _in_vectors(figure: go.Figure) -> go.Figure:
    """A new figure with its heatmaps, each of one colour, as shapes and texts: Plotly draws them as coarse pictures."""
    drawn = go.Figure(figure)
    tables = [trace for trace in figure.data if trace.type == "heatmap"]
    if not tables:
        return drawn
    drawn.data = [trace for trace in drawn.data if trace.type != "heatmap"]
    for table in tables:
        cells = [
            (x, y)
            for y, row in enumerate(table.z)
            for x, value in enumerate(row)
            if value is not None and not math.isnan(value)
        ]
        path = "".join(f"M{x - 0.5},{y - 0.5}H{x + 0.5}V{y + 0.5}H{x - 0.5}Z" for x, y in cells)
        if not cells:
            continue
        drawn.add_shape(
            type="path",
            path=path,
            layer="below",
            fillcolor=table.colorscale[0][1],
            # Half of it lies on the cell.
            line={"color": LIGHT.ground, "width": table.xgap or 0},
        )
        drawn.add_scatter(
            x=[table.x[x] for x, _ in cells],
            y=[table.y[y] for _, y in cells],
            mode="text",
            text=[table.text[y][x] for x, y in cells],
            textfont=table.textfont.to_plotly_json(),
            showlegend=False,
        )
    first = tables[0]
    drawn.update_xaxes(range=[-0.5, len(first.x) - 0.5])
    drawn.update_yaxes(range=[len(first.y) - 0.5, -0.5], autorange=False)
    return drawn


def _lays_itself_out(view: View) -> bool:
    return {"width", "height"} <= view.options.keys()


def _bands(view: View, form: Format) -> tuple[str, float]:
    """The bands across the top that warn, and their height together."""
    words = view.words
    bands = []
    if view.is_illustrative:
        text = f"{words('ribbon.title')} {words('ribbon.text')}"
        bands.append((text, _AMBER, _AMBER_GROUND))
    if view.is_alliance_only:
        bands.append((words("export.alliance_only"), _PURPLE, _PURPLE_GROUND))
    svg, top, size = "", 0.0, form.foot * 1.08
    for text, colour, ground in bands:
        room = form.width - 2 * form.margin
        said = _Paragraph(lines(text, size, room, _MEDIUM), size, LIGHT.ink, _MEDIUM)
        height = said.height + size
        svg += (
            f'<rect y="{top:g}" width="{form.width}" height="{height:g}" fill="{ground}"/>'
            f'<rect y="{top:g}" width="{form.margin / 4:g}" height="{height:g}" fill="{colour}"/>'
            + said.svg(form.margin, top + size * 0.45)
        )
        top += height
    return svg, top


def _watermark(view: View, form: Format, top: float, height: float, paint: str) -> str:
    """The word twice across the plot, so that a part cut out still says it.

    Grey under the plot and a line upon it: it is seen on bars and on land, and changes no colour.
    """
    word = view.words("export.watermark")
    # Each stays within its half of the sheet, and within the plot's height.
    slope = math.radians(_WATERMARK_DEGREES)
    wide = width(word, 1, _HEAVY)
    size = min(
        form.width * 0.4 / (wide * math.cos(slope)),
        height * 0.8 / (wide * math.sin(slope) + math.cos(slope)),
        form.width / 11,
    )
    return "".join(
        f'<text class="watermark" transform="translate({form.width * share:g} {top + height / 2:g}) '
        f'rotate(-{_WATERMARK_DEGREES})" text-anchor="middle" dominant-baseline="central" '
        f'font-size="{size:g}" font-weight="{_HEAVY}" {paint}>{escape(word)}</text>'
        for share in (0.28, 0.74)
    )


def _foot(view: View, form: Format, note: str) -> list[_Paragraph]:
    """What the subtitle had no room for, source, caveat, the UN's text under a map, dates and address."""
    words = view.words
    made = words(
        "export.made",
        built_on=words.date(view.built_on),
        made_on=words.date(view.made_on),
        address=view.address,
    )
    boundaries = words("footer.boundaries")
    said = [
        note,
        words("show.source", source=view.source),
        view.caveat,
        boundaries if view.has_boundaries and boundaries not in view.caveat else "",
        made,
    ]
    room = form.width - 2 * form.margin
    return [
        _Paragraph(lines(text, form.foot, room), form.foot, LIGHT.secondary)
        for text in said
        if text
    ]


def smallest_type(figure: go.Figure) -> float:
    """The smallest size of type that the figure asks for; a template's 14 where it asks for none."""
    return min(_sizes(figure.to_plotly_json()), default=14)


def _sizes(node: Any, key: str = "") -> Iterator[float]:
    if isinstance(node, dict):
        if "font" in key and isinstance(node.get("size"), int | float):
            yield node["size"]
        for name, child in node.items():
            # A sign in a cell is no text to read.
            is_sign = name == "textfont" and _are_signs(node.get("text"))
            if name not in ("template", "hoverlabel") and not is_sign:
                yield from _sizes(child, name)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _sizes(child, key)


def _are_signs(texts: Any) -> bool:
    """Whether a trace's texts, however they are nested, are one character each."""
    if isinstance(texts, list | tuple):
        return all(map(_are_signs, texts))
    return isinstance(texts, str) and len(texts) < 2


def _rows(figure: go.Figure) -> list[tuple[float, int]]:
    """Place and number of lines of each name along the first vertical axis, upwards; none where it has no names."""
    axis = figure.layout.yaxis
    if axis.visible is False:
        return []
    # As a list of the names themselves where they are the values.
    named = {
        str(value): float(place)
        for trace in figure.data
        for place, value in enumerate(_texts(getattr(trace, "y", None)))
    }
    if axis.ticktext is None:
        return sorted((place, _lines_of(name)) for name, place in named.items())
    return sorted(
        (named.get(str(place), count) if isinstance(place, str) else float(place), _lines_of(text))
        for count, (place, text) in enumerate(zip(axis.tickvals, axis.ticktext, strict=False))
    )


def _texts(values: Any) -> list[str]:
    """The different texts among the values, in their order; none where they are numbers or dates."""
    found = [value for value in values if isinstance(value, str)] if values is not None else []
    return list(dict.fromkeys(found))


def _lines_of(text: Any) -> int:
    return str(text).count("<br>") + 1


def _lowest_share(view: View, figure: go.Figure) -> float:
    """How low the plot may be, as a share of its height on the page: rows of names must not touch one another."""
    if _lays_itself_out(view):
        return _LOWEST_ANEW
    rows = _rows(figure)
    layout = figure.layout
    # What a chart without a vertical axis sets beside its rows is not known here: those keep their distance.
    if layout.yaxis.visible is False or any(
        "<br>" in str(note.text) and note.yref != "paper" for note in layout.annotations
    ):
        return 1.0
    if sum(1 for _ in figure.select_yaxes()) > 1:
        return 0.9
    if len(rows) < 2:
        return _LOWEST
    size = layout.yaxis.tickfont.size or 14
    ends = layout.yaxis.range or (rows[0][0] - 0.5, rows[-1][0] + 0.5)
    span = abs(float(ends[1]) - float(ends[0]))
    around = min(_around(figure), layout.height * 0.6)
    cell = _CELL * max(map(_cell_type, figure.data))
    needed = max(
        max((_row_height(above[1]) + _row_height(below[1])) / 2 * size, cell)
        / (below[0] - above[0])
        for above, below in itertools.pairwise(rows)
        if below[0] > above[0]
    )
    return min(1.0, max(0.4, (needed * span + around) / layout.height))


def _row_height(lines_of_name: int) -> float:
    """Room for a name, in sizes of its type: names of several lines must be told from the next ones."""
    return _PLOT_LINE_HEIGHT * lines_of_name + (0.3 if lines_of_name > 1 else -0.1)


def _cell_type(trace: Any) -> float:
    """Size of the figures that a table's cells or a row's bars hold; 0 where they hold none."""
    is_inside = trace.type == "heatmap" or getattr(trace, "textposition", None) == "inside"
    if not is_inside or trace.text is None or _are_signs(trace.text):
        return 0
    return trace.textfont.size or 0


def _around(figure: go.Figure) -> float:
    """Pixels that names across, legend and margins take beside the rows, whatever the plot's height."""
    across, taken = figure.layout.xaxis, _AROUND_ROWS
    if figure.layout.showlegend:
        taken += _legend_height(figure)
    if across.side == "top" and not across.tickangle:
        names = map(_lines_of, across.ticktext or ())
        taken += max(names, default=1) * _PLOT_LINE_HEIGHT * (across.tickfont.size or 14)
    if abs(across.tickangle or 0) > 45:
        named = across.ticktext if across.ticktext is not None else ()
        taken += max((width(str(name), across.tickfont.size or 14) for name in named), default=0)
    return taken


def _legend_height(figure: go.Figure) -> float:
    """Pixels of a legend across: its entries stand in columns as wide as the widest."""
    names = [
        trace.name.split("<br>")
        for trace in figure.data
        if trace.showlegend is not False and trace.name
    ]
    if not names:
        return 0.0
    wide = max(width(line, 14) for name in names for line in name) + _LEGEND_SIGN
    high = max(map(len, names)) * _LEGEND_LINE
    return math.ceil(len(names) / max(1, _LEGEND_ROOM // wide)) * high


def _highest(figure: go.Figure, wide: float) -> float:
    """How high a plot of this width may be: rows and maps in proportion, curves as high as there is room."""
    layout = figure.layout
    if layout.yaxis.scaleanchor and layout.xaxis.range and layout.yaxis.range:
        across, along = (
            abs(float(axis.range[1]) - float(axis.range[0]))
            for axis in (layout.xaxis, layout.yaxis)
        )
        return wide * along / across + _AROUND_MAP
    # Without a vertical axis its height says nothing, and a strip stretched is empty.
    has_curve = layout.yaxis.visible is not False and not _rows(figure)
    return math.inf if has_curve else (layout.height or _HEIGHT) * _STRETCH

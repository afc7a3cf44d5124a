"""A view set anew for a format: bands, title, subtitle, plot and foot, each in the room that it needs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.exports.faces import lines
from dashboard.exports.view import View
from dashboard.theme import FONT, LIGHT

# Charts are drawn for a page about this wide; narrower, their labels crowd the plot.
_PLOT_WIDTH = 900
# A plot may be this much higher than on the page before its bars grow clumsy.
_STRETCH = 1.7
# How much lower than on the page a plot without rows of names may be.
_LOWEST = 0.6
_LINE_HEIGHT = 1.36
_BOLD = 650
_AMBER, _AMBER_GROUND = "#C48A0A", "#FCF3DF"
_PURPLE, _PURPLE_GROUND = "#7A4FA3", "#F1EBF7"


class NoRoom(ValueError):
    """The view does not fit the format in a readable size; the message, in the view's language, names what fits."""


@dataclass(frozen=True)
class Format:
    """A picture's size: ``width`` × ``height`` units (no height: as high as needed), each ``scale`` pixels.

    Sizes of type in units; ``smallest`` is the floor of all type. ``paper_width`` in millimetres, for printed formats.
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
    paper_width: float | None = None

    @property
    def dots_per_inch(self) -> float | None:
        """Pixels per inch of paper, None for a screen's formats."""
        return self.width * self.scale / self.paper_width * 25.4 if self.paper_width else None


FORMATS = {
    one.name: one
    for one in (
        Format("screen", 1600, 900, 2, 48, 34, 20, 14, 12),
        # A4, 300 dots per inch; the floor is seven points on paper.
        Format("print", 1754, 1240, 2, 70, 40, 24, 17, 14.6, paper_width=297),
        Format("slide", 1920, 1080, 2, 64, 44, 26, 16, 13),
        Format("square", 1080, 1080, 2, 44, 33, 20, 13, 12),
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


def lay_out(view: View, form: Format) -> Sheet:
    """The view on a sheet of this format, on a light ground.

    Raises NoRoom where its type would be smaller than the format's floor, ValueError for a table alone.
    """
    figure = view.figure(LIGHT)
    sheet = _try(view, figure, form)
    if sheet:
        return sheet
    fitting = [
        other.name for other in FORMATS.values() if other is not form and _try(view, figure, other)
    ]
    words = view.words
    raise NoRoom(
        words(
            "export.no_room",
            title=view.title,
            format=words(f"export.format.{form.name}"),
            fitting=", ".join(words(f"export.format.{name}") for name in fitting),
        )
    )


def _try(view: View, figure: go.Figure, form: Format) -> Sheet | None:
    """The sheet with its foot as large as can be; None where even the smallest leaves too little room."""
    for foot in (form.foot, form.smallest):
        for title in (form.title, form.title * 0.8):
            sheet = _sheet(view, figure, replace(form, foot=foot, title=title))
            if sheet:
                return sheet
    return None


def _sheet(view: View, figure: go.Figure, form: Format) -> Sheet | None:
    margin, room = form.margin, form.width - 2 * form.margin
    before, top = _bands(view, form)
    top += margin * 0.7
    for part in (
        _Paragraph(lines(view.title, form.title, room, _BOLD), form.title, LIGHT.ink, _BOLD),
        _Paragraph(lines(view.note, form.note, room), form.note, LIGHT.secondary),
    ):
        before += part.svg(margin, top)
        top += part.height
    top += form.note * 0.8
    foot = _foot(view, form)
    below = sum(part.height for part in foot) + margin * 0.6 + form.foot
    largest = room / _PLOT_WIDTH
    least = form.smallest / _smallest_type(figure)
    needed = (figure.layout.height or 450) * _lowest_share(figure)
    if form.height is None:
        zoom = max(largest, least)
        plot = (figure.layout.height or 450) * zoom
        height = round(top + plot + below)
    else:
        height = form.height
        free = height - top - below
        zoom = min(largest, free / needed)
        if zoom < least:
            return None
        plot = min(free, (figure.layout.height or 450) * zoom * _stretch(figure))
    placed = go.Figure(figure)
    placed.update_layout(
        width=round(room / zoom), height=round(plot / zoom), template=figure.layout.template
    )
    before = (
        f"<title>{escape(view.title)}</title><desc>{escape(view.alt)}</desc>"
        f'<rect width="{form.width}" height="{height}" fill="{LIGHT.ground}"/>'
        f'<g font-family="{FONT}">{before}</g>'
        f'<g class="plot" transform="translate({margin:g} {top:g}) scale({zoom:.5f})">'
    )
    line = height - below + form.foot * 0.5
    after = f'</g><g font-family="{FONT}">'
    if view.is_illustrative:
        after += _watermark(view, form, top, plot)
    after += f'<path d="M{margin} {line:g}h{room}" stroke="{LIGHT.hairline}" stroke-width="1.5"/>'
    line += form.foot * 0.5
    for part in foot:
        after += part.svg(margin, line)
        line += part.height
    return Sheet(
        format=form,
        width=form.width,
        height=height,
        title=view.title,
        language=view.words.language,
        before=before,
        after=f"{after}</g>",
        figure=placed,
    )


def _bands(view: View, form: Format) -> tuple[str, float]:
    """The bands across the top that warn, and their height together."""
    words = view.words
    bands = []
    if view.is_illustrative:
        text = f"{words('ribbon.title')} {words('ribbon.text')}"
        bands.append((f"{words('export.watermark')} · {text}", _AMBER, _AMBER_GROUND))
    if view.is_alliance_only:
        bands.append((words("export.alliance_only"), _PURPLE, _PURPLE_GROUND))
    svg, top, size = "", 0.0, form.foot * 1.08
    for text, colour, ground in bands:
        room = form.width - 2 * form.margin
        said = _Paragraph(lines(text, size, room, _BOLD), size, LIGHT.ink, _BOLD)
        height = said.height + size
        svg += (
            f'<rect y="{top:g}" width="{form.width}" height="{height:g}" fill="{ground}"/>'
            f'<rect y="{top:g}" width="{form.margin / 4:g}" height="{height:g}" fill="{colour}"/>'
            + said.svg(form.margin, top + size * 0.45)
        )
        top += height
    return svg, top


def _watermark(view: View, form: Format, top: float, height: float) -> str:
    """The word across the plot, so that a part cut out still says it."""
    word = escape(view.words("export.watermark"))
    size = min(form.width / 11, height / 3)
    middle = top + height / 2
    return "".join(
        f'<text class="watermark" transform="translate({form.width * share:g} {middle:g}) rotate(-18)" '
        f'text-anchor="middle" font-size="{size:g}" font-weight="800" fill="{_AMBER}" '
        f'fill-opacity="0.2" dominant-baseline="central">{word}</text>'
        for share in (0.27, 0.75)
    )


def _foot(view: View, form: Format) -> list[_Paragraph]:
    """Source, caveat, the UN's text under a map, dates and address."""
    words = view.words
    made = words(
        "export.made",
        built_on=words.date(view.built_on),
        made_on=words.date(view.made_on),
        address=view.address,
    )
    said = [
        words("show.source", source=view.source),
        view.caveat,
        words("footer.boundaries") if view.has_boundaries else "",
        made,
    ]
    room = form.width - 2 * form.margin
    return [
        _Paragraph(lines(text, form.foot, room), form.foot, LIGHT.secondary)
        for text in said
        if text
    ]


def _smallest_type(figure: go.Figure) -> float:
    """The smallest size of type that the figure asks for; a template's 14 where it asks for none."""
    return min(_sizes(figure.to_plotly_json()), default=14)


def _sizes(node: Any, key: str = "") -> Iterator[float]:
    if isinstance(node, dict):
        if "font" in key and isinstance(node.get("size"), int | float):
            yield node["size"]
        for name, child in node.items():
            if name not in ("template", "hoverlabel"):
                yield from _sizes(child, name)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from _sizes(child, key)


def _rows(figure: go.Figure) -> list[tuple[float, int]]:
    """Place and number of lines of each name along the first vertical axis; none where it has no names."""
    axis = figure.layout.yaxis
    if axis.tickvals is not None and axis.ticktext is not None and axis.visible is not False:
        pairs = zip(axis.tickvals, axis.ticktext, strict=False)
        if all(isinstance(place, int | float) or hasattr(place, "__float__") for place in axis.tickvals):
            return sorted((float(place), str(text).count("<br>") + 1) for place, text in pairs)
    return []


def _lowest_share(figure: go.Figure) -> float:
    """How low the plot may be, as a share of its height on the page: rows of names must not touch one another."""
    rows = _rows(figure)
    layout = figure.layout
    if any("<br>" in str(note.text) and note.yref != "paper" for note in layout.annotations):
        return 1.0
    if layout.yaxis2.domain is not None or layout.yaxis2.anchor is not None:
        return 0.9
    if len(rows) < 2 or layout.yaxis.range is None:
        return _LOWEST
    size = layout.yaxis.tickfont.size or 14
    span = abs(float(layout.yaxis.range[1]) - float(layout.yaxis.range[0]))
    # Margins, axis and legend around the rows stay as they are.
    around = min(80.0, layout.height * 0.3)
    needed = max(
        (above[1] + below[1]) / 2 * size * 1.3 / (below[0] - above[0])
        for above, below in itertools.pairwise(rows)
        if below[0] > above[0]
    )
    return min(1.0, max(0.4, (needed * span + around) / layout.height))


def _stretch(figure: go.Figure) -> float:
    """How much higher than on the page the plot may be: rows grow a little, maps and curves as they like."""
    return _STRETCH if _rows(figure) else 10.0

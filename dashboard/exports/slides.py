"""Views as PowerPoint slides: native charts, shapes, and tables where nothing else will do."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import plotly.graph_objects as go
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.shapetree import SlideShapes
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.charts import small_trends
from dashboard.exports.figure_parts import kind_of, row_names
from dashboard.exports.slide_bars import add_bars, add_stack, rows_that_fit
from dashboard.exports.slide_chart import add_dots
from dashboard.exports.slide_drawing import add_drawing, drawing_plane
from dashboard.exports.slide_legend import add_legend, legend_of
from dashboard.exports.slide_pen import PIXEL, Box, make_flat, rgb, shortened, width_of, write
from dashboard.exports.slide_plane import Plane, plane_of
from dashboard.exports.slide_shapes import add_shapes
from dashboard.exports.slide_table import add_table, pages_of, said_in_cell, widths_of
from dashboard.exports.slide_template import (
    BODY,
    CONTENT,
    FOOT,
    FOOT_BOX,
    LAYOUTS,
    MARKS,
    NOTE,
    new_deck,
)
from dashboard.exports.slide_windows import height_of_window, windows
from dashboard.exports.statements import statements, warnings
from dashboard.exports.view import View
from dashboard.theme import LIGHT, Style
from dashboard.words import Words

_COLUMNS = 8
_WATERMARK = "#F3E4DD"
_PROPERTY_LETTERS = 250
# Letters that a heading may have at a size in points, the largest that holds it is taken.
_TITLE_SIZES = ((110, 26.0), (150, 22.0), (1_000, 18.0))
_NOTE_SIZES = ((230, 14.0), (390, 12.0))
# The foot's size in points, and how many lines it has.
_FOOT_SIZE, _FOOT_LINES = 10.0, 5
_NOTES_LETTERS = 1_900
# Small panels side by side, so that their words are large enough.
_PANELS_ACROSS = 4
# What an axis with its title takes beside the rows.
_AROUND = Inches(0.45)
# A longer table is for a spreadsheet.
_TABLE_PAGES = 6


def slide(view: View) -> bytes:
    """The content of a ``.pptx`` file with one view, on as many slides as it needs: its figure, or its table.

    The table stands for what has no figure, and for a figure that has no form in PowerPoint, which is said there.
    """
    made = new_deck(view.words)
    _add_view(made, view)
    return _content(made, view.words, view.title, [view])


def deck(
    views: Sequence[View],
    words: Words,
    *,
    title: str,
    subtitle: str = "",
) -> bytes:
    """The content of a ``.pptx`` file: a title, the views one after the other, and what is to be said of each at the end."""
    made = new_deck(words)
    _add_title(made, views, words, title, subtitle)
    for view in views:
        _add_view(made, view)
    _add_sources(made, views, words)
    return _content(made, words, title, views)


def _content(made: Deck, words: Words, title: str, views: Sequence[View]) -> bytes:
    language = words("export_office.language_tag")
    about = made.core_properties
    about.title, about.language = shortened(title, _PROPERTY_LETTERS), language
    about.author = words("app.title")
    about.subject = " ".join(dict.fromkeys(text for view in views for text in warnings(view, is_short=True)))  # fmt: skip
    if views:
        made_on = datetime.datetime.combine(max(view.made_on for view in views), datetime.time())
        about.created = about.modified = made_on
    _speak(made, words, language)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _speak(made: Deck, words: Words, language: str) -> None:
    """Say the language, and the direction of script, of every run: programs check the spelling by it and read it out."""
    is_rightward = words.locale.text_direction != "rtl"
    roots = [made.slide_master._element, *(layout._element for layout in made.slide_layouts)]
    for page in made.slides:
        roots += [page._element, page.notes_slide._element]
        roots += [chart._chartSpace for chart in _charts(page.shapes)]
    for root in roots:
        for run in root.iter(qn("a:r")):
            run.get_or_add_rPr()
        for look in root.iter(*(qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr"))):
            look.set("lang", language)
        for paragraph in () if is_rightward else root.iter(qn("a:p")):
            paragraph.get_or_add_pPr().set("rtl", "1")


def _charts(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if getattr(shape, "has_chart", False):
            yield shape.chart
        elif hasattr(shape, "shapes"):
            yield from _charts(shape.shapes)


def _layout(made: Deck, name: str) -> Any:
    return made.slide_layouts[LAYOUTS.index(name)]


def _add_title(made: Deck, views: Sequence[View], words: Words, title: str, subtitle: str) -> None:
    page = made.slides.add_slide(_layout(made, "title"))
    page.shapes.title.text = title
    _fill(page, NOTE, subtitle)
    said = list(dict.fromkeys(text for view in views for text in warnings(view)))
    if views:
        built = max(view.built_on for view in views)
        made_on = max(view.made_on for view in views)
        said.insert(0, words("export_office.made", made=words.date(made_on), built=words.date(built)))  # fmt: skip
    _fill(page, BODY, "\n".join(said))
    _add_marks(page, views, words)


def _fill(page: Slide, index: int, text: str, size: float | None = None) -> None:
    """Write a text into a placeholder; without one, the placeholder goes: it would say what it is for.

    ``size`` in points where it differs from the layout's.
    """
    holder = next(shape for shape in page.placeholders if shape.placeholder_format.idx == index)
    if not text:
        holder._element.getparent().remove(holder._element)
        return
    holder.text_frame.text = text
    for paragraph in holder.text_frame.paragraphs if size else ():
        paragraph.font.size = Pt(size)


def _size_for(text: str, sizes: Sequence[tuple[int, float]]) -> tuple[int, float]:
    """The largest size in which a text has room, with the letters that have; else the last of the sizes."""
    return next((pair for pair in sizes if len(text) <= pair[0]), sizes[-1])


def _head(page: Slide, title: str, note: str, notice: str) -> None:
    """Write title and subtitle as large as they have room; one too long for all is cut (speaker notes have it whole).

    A ``notice`` below the subtitle is never cut.
    """
    most, size = _size_for(title, _TITLE_SIZES)
    page.shapes.title.text = shortened(title, most)
    for paragraph in page.shapes.title.text_frame.paragraphs:
        paragraph.font.size = Pt(size)
    most, size = _size_for(note, _NOTE_SIZES)
    if notice:
        # It takes one line of three.
        most, size = _NOTE_SIZES[-1]
        most = most * 2 // 3
    _fill(page, NOTE, "\n".join(filter(None, [shortened(note, most), notice])), size)


def _add_marks(page: Slide, views: Sequence[View], words: Words) -> None:
    """Marks at the upper right that the content is illustrative, or for the Alliance only."""
    marks = []
    if any(view.is_illustrative for view in views):
        marks.append((words("export_office.illustrative_mark"), LIGHT.alarm))
    if any(view.is_alliance_only for view in views):
        marks.append((words("export_office.alliance_only_mark"), LIGHT.ink))
    right = MARKS.right
    for text, colour in marks:
        width = width_of(text, 12) + Inches(0.36)
        mark = page.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(right - width), Emu(MARKS.top), Emu(width), Emu(MARKS.height)
        )
        mark.name = text
        make_flat(mark)
        mark.fill.solid()
        mark.fill.fore_color.rgb = rgb(colour)
        mark.line.fill.background()
        write(mark.text_frame, f"<b>{text}</b>", 12, "#FFFFFF", align="center")
        right -= width + Inches(0.12)


def _add_watermark(page: Slide, view: View) -> None:
    """The word itself, large and pale, behind the figure."""
    if not view.is_illustrative:
        return
    text = view.words("export_office.illustrative_mark")
    box = page.shapes.add_textbox(
        Emu(CONTENT.left), Emu(CONTENT.top + Inches(1.4)), Emu(CONTENT.width), Inches(1.8)
    )
    box.rotation, box.name = -14.0, text
    write(box.text_frame, f"<b>{text}</b>", 96, _WATERMARK, align="center")


def _add_page(made: Deck, view: View, layout: str, title: str, notice: str = "") -> Slide:
    """A slide with all that must stand on it: title, subtitle, source and days, marks, speaker notes."""
    words = view.words
    page = made.slides.add_slide(_layout(made, layout))
    _head(page, title, view.note, notice)
    said = [words("show.source", source=view.source) if view.source else "", view.caveat]
    whole = " · ".join(filter(None, said))
    dated = words("export_office.foot", date=words.date(view.built_on))
    # The day, the address and the boundaries' text are never cut.
    last = " · ".join(
        filter(None, [dated, view.address, *warnings(view, is_short=True)])
    )  # fmt: skip
    boundaries = words("footer.boundaries") if view.has_boundaries else ""
    short = _in_lines(
        whole.replace(boundaries, "").strip(" ·"),
        _FOOT_LINES - sum(map(_foot_lines, filter(None, [boundaries, last]))),
        words("export_office.in_notes"),
    )
    _fill(page, FOOT, "\n".join(filter(None, [short, boundaries, last])))
    if layout == "figure":
        _add_watermark(page, view)
    _add_marks(page, [view], words)
    page.notes_slide.notes_text_frame.text = speaker_notes(view)
    return page


def _foot_lines(text: str) -> int:
    """How many lines a text takes in the foot."""
    # Lines of many letters are narrower than the widest ones.
    return -(-round(width_of(text, _FOOT_SIZE) * 0.9) // FOOT_BOX.width)


def _in_lines(text: str, lines: int, otherwise: str) -> str:
    """A text for so many lines of the foot; a longer one is cut and says so in the words of ``otherwise``."""
    if _foot_lines(text) <= lines:
        return text
    words = text.split(" ")
    while words and _foot_lines(f"{' '.join(words)} … {otherwise}") > lines:
        words.pop()
    return f"{' '.join(words)} … {otherwise}"


def speaker_notes(view: View) -> str:
    """All that is said of a view, a paragraph each; what it shows in words comes last."""
    said = [
        f"{one.label}: {view.words.date(one.text) if isinstance(one.text, datetime.date) else one.text}"
        for one in statements(view)
    ]
    return "\n".join(filter(None, [*said, view.alt]))


def _add_view(made: Deck, view: View) -> None:
    if view.draw is None or view.data.empty:
        # A figure of nothing is not drawn on the page either.
        _add_table(made, view, view.title)
        return
    view = replace(view, options=_for_slide(view))
    figure = view.figure(LIGHT)
    kind = kind_of(figure)
    if kind == "table":
        _add_table(made, view, view.title, view.words("export_office.figure_as_table"))
        return
    for number, total, draw in _parts(figure, kind, view):
        page = _add_page(made, view, "figure", _numbered(view, number, total))
        draw(page)


def _for_slide(view: View) -> dict[str, Any]:
    """The options of a figure that is laid out for a slide anew, whatever room it had."""
    options = dict(view.options)
    if "is_narrow" in options:
        options["is_narrow"] = False
    if {"width", "height"} <= options.keys():
        options |= {"width": CONTENT.width // PIXEL, "height": CONTENT.height // PIXEL}
    if view.draw is small_trends.draw:
        options["across"] = _PANELS_ACROSS
    return options


def _numbered(view: View, number: int, total: int, title: str = "") -> str:
    title = title or view.title
    if total == 1:
        return title
    words = view.words
    return words(
        "export_office.continued", title=title, n=number, total=words.number(total)
    )  # fmt: skip


def _parts(
    figure: go.Figure, kind: str, view: View
) -> Iterator[tuple[int, int, Callable[[Slide], None]]]:
    """What each slide of a figure shows: its number, how many there are, and what draws it."""
    if kind == "bars":
        fitting = rows_that_fit(CONTENT.height - Inches(0.5))
        count = max(len(row_names(figure)), 1)
        total = -(-count // fitting)
        each = -(-count // total)
        for number in range(total):
            rows = slice(number * each, (number + 1) * each)
            draw = partial(_place_bars, figure=figure, view=view, rows=rows)
            yield number + 1, total, draw
        return
    around = _AROUND + (Inches(0.4) if legend_of(figure) else 0)
    found = windows(figure, CONTENT.height - around)
    for number, window in enumerate(found, 1):
        place = partial(_place_plane, figure=figure, view=view, kind=kind, window=window)
        yield number, len(found), place


def _place_bars(page: Slide, figure: go.Figure, view: View, rows: slice) -> None:
    names = row_names(figure)[rows]
    # Few bars do not become fat ones.
    height = min(CONTENT.height, Inches(0.62) * len(names) + Inches(0.7))
    box = Box(CONTENT.left, CONTENT.top, CONTENT.width, height)
    _describe(add_bars(page.shapes, figure, box, view.words, LIGHT, rows), view)


def _place_plane(
    page: Slide,
    figure: go.Figure,
    view: View,
    kind: str,
    window: tuple[float, float] | None,
    style: Style = LIGHT,
) -> None:
    shapes = page.shapes
    # Numbers for so many shapes are not looked for one by one.
    shapes.turbo_add_enabled = True
    before = len(shapes)
    used = add_legend(shapes, legend_of(figure), CONTENT, style)
    box = Box(CONTENT.left, CONTENT.top + used, CONTENT.width, CONTENT.height - used)
    if kind == "dots" and window and figure.layout.yaxis.visible is False:
        # Lanes are no higher than on the page.
        height = height_of_window(figure, window) + _AROUND
        box = replace(box, height=min(box.height, height))
    plane = (drawing_plane if kind == "drawing" else plane_of)(figure, box, window)
    if kind == "dots":
        add_dots(shapes, figure, plane, style)
    elif kind == "drawing":
        add_drawing(shapes, figure, plane, style)
    elif kind == "stack":
        add_chart = partial(_add_stack, figure=figure, words=view.words, style=style)
        add_shapes(shapes, figure, plane, style, add_chart)
    else:
        add_shapes(shapes, figure, plane, style)
    # A chart and its words are moved and copied as one.
    _describe(shapes.add_group_shape(list(shapes)[before:]), view)


def _add_stack(
    shapes: SlideShapes, plane: Plane, figure: go.Figure, words: Words, style: Style
) -> None:
    add_stack(shapes, figure, plane, words, style)


def _describe(shape: Any, view: View) -> None:
    """Name and alternative text of a figure, and of the charts within it."""
    for element in shape._element.iter(qn("p:cNvPr")):
        is_own = element.getparent().getparent() is shape._element
        if is_own or element.getparent().tag == qn("p:nvGraphicFramePr"):
            element.set("name", view.title)
            element.set("descr", view.alt or view.title)


def _add_table(made: Deck, view: View, title: str, notice: str = "") -> None:
    """The table of a view, as many rows a slide as can be read; its head stands on each."""
    table = view.table.reset_index(drop=True)
    shown = table.iloc[:, :_COLUMNS]
    cells = [
        [said_in_cell(cell, view.words) for cell in row] for row in shown.itertuples(index=False)
    ]
    heads = [str(column) for column in shown.columns]
    widths = widths_of(heads, cells)
    words = view.words
    pages = list(pages_of(heads, cells, widths)) or [[]]
    if left := sum(map(len, pages[_TABLE_PAGES:])):
        notice = f"{notice} {words('export_office.more_rows', n=left)}".strip()
    notice = notice if cells else words("export_office.empty")
    pages = pages[:_TABLE_PAGES]
    for number, rows in enumerate(pages, 1):
        page = _add_page(made, view, "table", _numbered(view, number, len(pages), title), notice)
        if cells:
            _describe(add_table(page.shapes, heads, rows, widths), view)


def _add_sources(made: Deck, views: Sequence[View], words: Words) -> None:
    """At the end, each source with its caveat once, under all views that rest on it, on as many slides as they need."""
    resting: dict[tuple[str, ...], list[View]] = {}
    for view in views:
        alike = (view.source, view.caveat, *warnings(view, is_short=True))
        resting.setdefault(alike, []).append(view)
    said = {_source_of(group): group[0] for group in resting.values()}
    pages: list[list[str]] = []
    for text in said:
        if not pages or sum(map(len, pages[-1])) + len(text) > _NOTES_LETTERS:
            pages.append([])
        pages[-1].append(text)
    for number, texts in enumerate(pages, 1):
        shown = [said[text] for text in texts]
        page = made.slides.add_slide(_layout(made, "notes"))
        title = words("export_office.notes_title")
        page.shapes.title.text = _numbered(shown[0], number, len(pages), title)
        _fill(page, NOTE, "")
        _fill(page, FOOT, "")
        body = next(shape for shape in page.placeholders if shape.placeholder_format.idx == BODY)
        body.text_frame.text = "\n".join(texts)
        firsts = {text.split("\n")[0] for text in texts}
        for paragraph in body.text_frame.paragraphs:
            is_heading = paragraph.text in firsts
            paragraph.font.bold = is_heading
            paragraph.space_before = Pt(8 if is_heading else 0)
        _add_marks(page, shown, words)


def _source_of(views: Sequence[View]) -> str:
    """What stands of views alike among the sources: a line each for their titles with warnings, source, caveat."""
    view = views[0]
    titles = dict.fromkeys(one.title for one in views)
    heading = " · ".join([*titles, *warnings(view, is_short=True)])
    source = view.words("show.source", source=view.source)
    return "\n".join(filter(None, [heading, source, view.caveat]))

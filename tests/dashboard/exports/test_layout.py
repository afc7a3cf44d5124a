"""Sheets: everything that must stand on them, inside them, in a size that can be read."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pandas as pd
import pytest

import locales
from dashboard.exports.faces import width
from dashboard.exports.layout import FORMATS, NoRoom, Sheet, fitting, lay_out
from dashboard.exports.view import View
from dashboard.theme import new_figure
from dashboard.words import words_of
from tests.dashboard.exports.charts import bars, map_view, region_view, view

FIXED = [form for form in FORMATS.values() if form.height]
TEXT = re.compile(
    r'<text x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" font-size="(?P<size>[\d.]+)" '
    r'font-weight="(?P<weight>\d+)"[^>]*>(?P<text>[^<]*)</text>'
)


def texts(sheet: Sheet) -> list[str]:
    return [html.unescape(found["text"]) for found in TEXT.finditer(sheet.before + sheet.after)]


def said(sheet: Sheet) -> str:
    return " ".join(texts(sheet))


def assert_nothing_is_clipped(sheet: Sheet) -> None:
    found = list(TEXT.finditer(sheet.before + sheet.after))
    assert found
    for text in found:
        wide = width(html.unescape(text["text"]), float(text["size"]), int(text["weight"]))
        assert float(text["x"]) + wide <= sheet.width - sheet.format.margin + 0.5
        assert float(text["size"]) <= float(text["y"]) <= sheet.height - 4
        assert float(text["size"]) >= sheet.format.smallest
    _, y, zoom = place(sheet)
    assert y + sheet.figure.layout.height * zoom <= sheet.height
    assert sheet.figure.layout.width * zoom == pytest.approx(
        sheet.width - 2 * sheet.format.margin, abs=2
    )


def place(sheet: Sheet) -> tuple[float, float, float]:
    """Where the plot stands, and how many units its pixels are."""
    found = re.search(r"translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)", sheet.before)
    assert found
    x, y, zoom = map(float, found.groups())
    return x, y, zoom


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_sheet_says_all_that_must_stand_on_it(form) -> None:
    sheet = lay_out(view(), form)
    whole = said(sheet)
    for must in (
        "Où en sont les promesses de la Côte d’Ivoire\N{NO-BREAK SPACE}?",
        "Nombre d’actions · 2026",
        "Source\N{NO-BREAK SPACE}: Division de statistique",
        "Les tranches d’âge diffèrent.",
        "Données du 20 nov. 2026",
        "établi le 22 nov. 2026",
        "http://localhost:8501/country?country=CIV&lang=fr",
    ):
        assert must in whole
    assert "FICTIF" not in sheet.before + sheet.after
    assert words_of("fr")("footer.boundaries") not in whole
    assert "<desc>Huit barres, de 1 à 8.</desc>" in sheet.before
    assert_nothing_is_clipped(sheet)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("language", locales.languages())
def test_an_illustrative_sheet_says_so_twice_over(form, language: str) -> None:
    words = words_of(language)
    sheet = lay_out(view(words=words, is_illustrative=True), form)
    word = {"en": "ILLUSTRATIVE", "fr": "FICTIF"}[language]
    # Under the plot and upon it, left and right: what is cut out of the plot still says it.
    marks = re.findall(
        r'class="watermark"[^>]*translate\(([\d.]+) ([\d.]+)\)[^>]*>(\w+)<', sheet.before
    )
    marks += re.findall(
        r'class="watermark"[^>]*translate\(([\d.]+) ([\d.]+)\)[^>]*>(\w+)<', sheet.after
    )
    assert [mark[2] for mark in marks] == [word] * 4
    _, top, zoom = place(sheet)
    for _, y, _ in marks:
        assert top < float(y) < top + sheet.figure.layout.height * zoom
    # And in a band above the title, far from the foot.
    assert texts(sheet)[0].startswith(words("ribbon.title"))
    assert words("ribbon.text") in said(sheet)
    assert_nothing_is_clipped(sheet)


def test_a_sheet_for_the_alliance_says_so() -> None:
    sheet = lay_out(view(is_alliance_only=True), FORMATS["slide"])
    assert texts(sheet)[0].startswith("Réservé aux membres de l’Alliance")


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_map_carries_the_un_text_once_and_keeps_its_proportions(form) -> None:
    boundaries = words_of("fr")("footer.boundaries")
    for caveat in ("", f"Remarque. {boundaries}"):
        sheet = lay_out(map_view(caveat=caveat), form)
        assert said(sheet).count(boundaries) == 1
        assert_nothing_is_clipped(sheet)
    if form.height:
        assert sheet.figure.layout.height < sheet.figure.layout.width * 0.65


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("region", ["1", "2"])
def test_a_map_that_lays_itself_out_is_drawn_for_its_room(form, region: str) -> None:
    shown = region_view(region)
    sheet = lay_out(shown, form)
    wide, high = sheet.figure.layout.width, sheet.figure.layout.height
    anew = replace(shown, options={**shown.options, "width": wide, "height": high}).figure()
    assert sheet.figure == anew
    assert (wide, high) != (shown.options["width"], shown.options["height"])
    assert_nothing_is_clipped(sheet)
    _, _, zoom = place(sheet)
    # Names are 13 pixels high.
    assert zoom * 13 >= form.smallest


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_sentences_beyond_three_lines_of_a_subtitle_stand_below(form) -> None:
    first = "Actions dues le 22 nov. 2026, par état déclaré."
    others = [
        f"16.2.{count} · Une remarque de plus, et assez longue pour cela." for count in range(12)
    ]
    note = " ".join([first, *others])
    sheet = lay_out(view(note=note), form)
    above, below = (
        " ".join(
            html.unescape(found["text"])
            for found in TEXT.finditer(part)
            if found["weight"] == "400"
        )
        for part in (sheet.before, sheet.after)
    )
    assert above.startswith(first)
    assert f"{above} {below}".startswith(note)
    assert below.startswith("16.2.")
    rows = [found for found in TEXT.finditer(sheet.before) if found["weight"] == "400"]
    assert len(rows) <= 3
    assert_nothing_is_clipped(sheet)


def test_a_long_title_is_set_smaller() -> None:
    form = FORMATS["square"]
    title = "Enfants ayant subi des châtiments corporels ou des agressions psychologiques " * 2
    sheet = lay_out(view(title=f"{title}chez soi ou à l’école"), form)
    sizes = [
        float(found["size"]) for found in TEXT.finditer(sheet.before) if found["weight"] == "650"
    ]
    assert sizes == pytest.approx([form.title * 0.8] * 3)


def test_formats_with_room_are_named_without_setting_them() -> None:
    assert fitting(view()) == list(FORMATS)
    assert fitting(view(data=bars(120))) == ["full"]
    with pytest.raises(ValueError, match="has no figure"):
        fitting(view(draw=None))


def test_cells_of_a_table_are_shapes_and_texts_not_a_raster() -> None:
    def draw(data, words, style):
        figure = new_figure(style, 300)
        figure.add_heatmap(
            x=["un", "deux"], y=["a", "b", "c"], z=[[1, None], [None, 1], [1, 1]],
            text=[["4", ""], ["", "5"], ["6", "7"]], texttemplate="%{text}",
            textfont={"size": 15, "color": "#123456"}, xgap=2,
            colorscale=[[0, "#0B4F8A"], [1, "#0B4F8A"]],
        )  # fmt: skip
        return figure

    placed = lay_out(view(draw=draw), FORMATS["slide"]).figure
    (texts_of_cells,) = placed.data
    assert (texts_of_cells.type, texts_of_cells.mode) == ("scatter", "text")
    assert list(zip(texts_of_cells.x, texts_of_cells.y, texts_of_cells.text, strict=True)) == [
        ("un", "a", "4"),
        ("deux", "b", "5"),
        ("un", "c", "6"),
        ("deux", "c", "7"),
    ]
    (shape,) = placed.layout.shapes
    assert shape.fillcolor == "#0B4F8A"
    assert shape.path.count("M") == 4
    assert shape.path.startswith("M-0.5,-0.5H0.5V0.5H-0.5Z")
    assert list(placed.layout.xaxis.range) == [-0.5, 1.5]
    assert list(placed.layout.yaxis.range) == [2.5, -0.5]


def test_a_figure_gets_the_width_that_it_asks_for() -> None:
    def draw(data, words, style):
        return view().figure(style).update_layout(meta={"narrowest": 1300})

    assert lay_out(view(draw=draw), FORMATS["full"]).figure.layout.width == 1300
    # Thirteen hundred pixels across leave its type of 14 no room in a square.
    assert "square" not in fitting(view(draw=draw))


def test_a_strip_without_an_axis_is_not_stretched() -> None:
    def draw(data, words, style):
        return view().figure(style).update_layout(height=100).update_yaxes(visible=False)

    sheet = lay_out(view(draw=draw), FORMATS["square"])
    assert sheet.figure.layout.height == 170


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_long_texts_are_wrapped_and_an_address_is_cut(form) -> None:
    sheet = lay_out(
        view(
            title="Violences sexuelles subies dans l’enfance, " * 4,
            caveat="Une remarque qui n’en finit pas. " * 12,
            address="http://localhost:8501/country?" + "indicateur=" * 40,
            is_illustrative=True,
        ),
        form,
    )
    assert_nothing_is_clipped(sheet)
    assert "".join(texts(sheet)).count("indicateur=") >= 38


@pytest.mark.parametrize("form", FIXED, ids=lambda form: form.name)
def test_thirty_rows_fit_every_format_in_a_readable_size(form) -> None:
    sheet = lay_out(view(data=bars(30)), form)
    _, _, zoom = place(sheet)
    assert zoom * 14 >= form.smallest
    # Names of one line each, 14 pixels high, none touching the next.
    assert sheet.figure.layout.height / 31 >= 14 * 1.15
    assert_nothing_is_clipped(sheet)


def test_what_does_not_fit_names_the_format_that_does() -> None:
    long = view(data=bars(120))
    with pytest.raises(NoRoom, match="carré.*Formats possibles\N{NO-BREAK SPACE}: pleine hauteur"):
        lay_out(long, FORMATS["square"])
    sheet = lay_out(long, FORMATS["full"])
    assert sheet.height > 120 * 44
    assert_nothing_is_clipped(sheet)


def test_names_that_are_values_count_as_rows() -> None:
    def draw(data, words, style):
        figure = view().figure(style)
        figure.data[0].y = [f"Pays {place}" for place in range(len(data))]
        figure.update_yaxes(tickvals=None, ticktext=None, range=None, type="category")
        figure.update_layout(height=len(data) * 30)
        return figure

    with pytest.raises(NoRoom):
        lay_out(view(draw=draw, data=bars(90)), FORMATS["screen"])


def test_texts_are_no_markup() -> None:
    sheet = lay_out(view(title="<script>alert(1)</script> & Co"), FORMATS["screen"])
    assert "<script>" not in sheet.before + sheet.after
    assert "<script>alert(1)</script> & Co" in said(sheet)


def test_a_table_alone_has_no_sheet() -> None:
    table: View = view(draw=None, data=pd.DataFrame())
    with pytest.raises(ValueError, match="has no figure"):
        lay_out(table, FORMATS["screen"])


def test_print_has_three_hundred_dots_per_inch() -> None:
    form = FORMATS["print"]
    assert (form.width * form.scale, form.height * form.scale) == (3508, 2480)
    assert form.dots_per_inch == pytest.approx(300, abs=0.1)
    assert FORMATS["screen"].dots_per_inch is None

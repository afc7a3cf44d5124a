"""Slides opened again: native charts with their values, tables, notes, marks, languages; also in LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches
from pypdf import PdfReader

from dashboard.charts import (
    change_dumbbell,
    knowledge_tiles,
    money_bars,
    pace,
    parts_of_total,
    peer_dots,
    quality_dots,
    region_strip,
    roadmap_gantt,
    slippage_dots,
    small_trends,
    status_matrix,
    status_shares,
    steps_reached,
    subject_map,
    word_bars,
    world_map,
)
from dashboard.classes import Look
from dashboard.exports.slides import deck, slide, speaker_notes
from dashboard.exports.view import View
from dashboard.theme import LIGHT, Style
from dashboard.words import Words, words_of
from tests.dashboard.charts import test_knowledge_tiles as of_knowledge_tiles
from tests.dashboard.charts import test_pace as of_pace
from tests.dashboard.charts import test_parts_of_total as of_parts_of_total
from tests.dashboard.charts import test_region_strip as of_region_strip
from tests.dashboard.charts import test_roadmap_gantt as of_roadmap_gantt
from tests.dashboard.charts import test_small_trends as of_small_trends
from tests.dashboard.charts import test_status_matrix as of_status_matrix
from tests.dashboard.charts.conftest import beside_rows
from tests.dashboard.charts.test_change_dumbbell import TYPICAL as CHANGES
from tests.dashboard.charts.test_money_bars import rows as money_rows
from tests.dashboard.charts.test_quality_dots import rows as quality_rows
from tests.dashboard.charts.test_slippage_dots import SLIPPED
from tests.dashboard.charts.test_steps_reached import rows as step_rows
from tests.dashboard.exports.test_view import view
from tests.office.convert import convert

EN = words_of("en")
SHARES = pd.DataFrame(
    [("2025", "on_time", 34), ("2025", "missing", 13), ("2026", "on_time", 1_200)],
    columns=["label", "status", "count"],
)
PEERS = beside_rows(
    ("KEN", 50.0, 2020, "value"), ("JAM", 68.0, 2022, "not_comparable"), ("PHL", None, None, "no_data"),
)  # fmt: skip


def english(**values: Any) -> View:
    return view(words=EN, **values)


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def all_shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from all_shapes(shape.shapes)


def charts(page: Any) -> list[Chart]:
    return [shape.chart for shape in all_shapes(page.shapes) if getattr(shape, "has_chart", False)]


def texts(page: Any) -> list[str]:
    return [shape.text_frame.text for shape in all_shapes(page.shapes) if shape.has_text_frame]


def the_chart(given: View) -> Chart:
    (page,) = opened(slide(given)).slides
    (chart,) = charts(page)
    return chart


def dots(series: Any) -> list[tuple[float, float]]:
    """The places of a series, without its empty cells."""
    x, y = (
        {int(point.get("idx")): float(point.findtext(qn("c:v"))) for point in part.iter(qn("c:pt"))}
        for part in (series._element.find(qn("c:xVal")), series._element.find(qn("c:yVal")))
    )
    return [(x[place], y[place]) for place in x]


def test_stacked_bars_are_a_native_chart_with_values_and_words() -> None:
    chart = the_chart(english(draw=status_shares.draw, data=SHARES, options={"kind": "report"}))
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    plot = chart.plots[0]
    assert list(plot.categories) == ["2025", "2026"]
    assert {series.name: list(series.values) for series in plot.series} == {
        "● On time": [34, 1_200],
        "◌ Missing": [13, 0],
    }
    # Labels follow the values, in the reader's own separators; a nought has none.
    labels = plot.series[0].data_labels
    assert (labels.show_value, labels.number_format) == (True, "#,##0;-#,##0;;")
    assert plot.series[0].format.fill.fore_color.rgb.__str__() == "0B4F8A"
    assert chart.has_legend and chart.category_axis.reverse_order


def test_bars_of_shares_say_the_counts() -> None:
    options = {"kind": "report", "as_share": True}
    chart = the_chart(english(draw=status_shares.draw, data=SHARES, options=options))
    first = chart.plots[0].series[0]
    assert list(first.values) == [pytest.approx(34 / 47), 1.0]
    assert first.points[1].data_label.text_frame.text == "1,200"


def test_money_bars_carry_their_words() -> None:
    rows = money_rows(("KES", 2000.0, 1500.0, None))
    chart = the_chart(english(draw=money_bars.draw, data=rows))
    (series,) = chart.plots[0].series
    assert list(chart.plots[0].categories) == ["Promised", "Secured", "Spent"]
    assert list(series.values) == [2000.0, 1500.0, 0.0]
    said = [series.points[place].data_label.text_frame.text for place in range(3)]
    assert said == ["2,000 KES", "1,500 KES · 75% of what was promised", "not given"]


def test_steps_and_words_are_native_bars() -> None:
    steps = the_chart(
        english(draw=steps_reached.draw, data=step_rows(("implementing", 14, 22, 11)))
    )
    assert [list(series.values) for series in steps.plots[0].series] == [[14], [22], [11]]
    rows = pd.DataFrame([("16.2.1", "on_track", 4)], columns=["label", "word", "count"])
    words = the_chart(english(draw=word_bars.draw, data=rows))
    assert words.plots[0].series[0].points[0].data_label.text_frame.text == "▲ 4"


def test_dots_are_a_native_chart_with_axes_and_names() -> None:
    (page,) = opened(slide(english(draw=peer_dots.draw, data=PEERS))).slides
    (chart,) = charts(page)
    assert chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    below, own, above = chart.plots[0].series
    assert dots(own) == [(50.0, 0.0), (68.0, 1.0)]
    # What is not comparable alone is hollow.
    assert dots(below) == dots(above) == [(68.0, 1.0)]
    axis = chart.category_axis
    assert (axis.minimum_scale, axis.major_unit) == (0, 20)
    assert axis.tick_labels.number_format == '#,##0"%"'
    assert chart.value_axis.reverse_order and not chart.value_axis.visible
    said = texts(page)
    for text in ("Land KEN", "50.0% (2020)", "68.0% (2022) ◇ Not comparable", "▨ No data"):
        assert text in said


def test_hollow_marks_have_cores_of_the_same_cells() -> None:
    chart = the_chart(english(draw=change_dumbbell.draw, data=CHANGES))
    below, earlier, above, latest = chart.plots[0].series
    assert dots(below) == dots(earlier) == dots(above) == [(20.3, 0), (33.4, 1)]
    assert dots(latest) == [(12.5, 0), (33.7, 1)]
    assert len({str(one._element.xpath("c:xVal//c:f")[0].text) for one in (below, earlier, above)}) == 1  # fmt: skip
    assert str(above.marker.format.fill.fore_color.rgb) == "FFFFFF"
    assert [one._element.xpath("c:idx/@val")[0] for one in chart.plots[0].series] == list("0123")


def test_no_series_is_shorter_than_another() -> None:
    # A program would lose it.
    rows = of_region_strip.rows(*of_region_strip.AMERICAS[1:], *of_region_strip.AFRICA)
    chart = the_chart(english(draw=region_strip.draw, data=rows))
    counts = {one._element.xpath("c:xVal//c:ptCount/@val")[0] for one in chart.plots[0].series}
    assert len(counts) == 1
    assert sorted(len(dots(one)) for one in chart.plots[0].series) == [1, 4]


def test_ticks_in_words_stand_beside_the_dots() -> None:
    options = {"is_narrow": True}  # laid out anew for a slide
    (page,) = opened(slide(english(draw=slippage_dots.draw, data=SLIPPED, options=options))).slides
    assert {"as promised", "1 year later", "median 10 days", "date now given"} <= set(texts(page))
    assert not charts(page)[0].category_axis.visible


def test_medians_are_ticks_and_dots_are_dots() -> None:
    rows = quality_rows(("due_date", True, 15, 16, 100.0), ("output", False, 4, 16, 50.0))
    chart = the_chart(english(draw=quality_dots.draw, data=rows, options={"country_name": "Kenya"}))
    median, own = chart.plots[0].series
    assert [x for x, _ in dots(own)] == [93.75, 25.0]
    assert median._element.xpath("c:errBars/c:errDir/@val") == ["y"]


def test_lines_and_labels_of_a_pace() -> None:
    rows = of_pace.points((2015, 30.0), (2021, 21.0))
    options = {"unit": "percent", "promise": of_pace.TO_ZERO, "word": "on_track", "slope": -1.5}
    (page,) = opened(slide(english(draw=pace.draw, data=rows, options=options))).slides
    (chart,) = charts(page)
    required, made, points, promise = chart.plots[0].series
    assert dots(required) == [(2015, 30), (2030, 0)]
    assert dots(points) == [(2015, 30), (2021, 21)]
    assert points.points[1].data_label.text_frame.text == "21.0%\n2021"
    assert dots(promise) == [(2030, 0)]
    assert str(made.format.line.color.rgb) == "3E8FCF"
    assert chart.value_axis.tick_labels.number_format.endswith('"%"')


def test_a_gantt_is_a_native_chart_of_days() -> None:
    options = {"today": of_roadmap_gantt.TODAY}
    given = english(draw=roadmap_gantt.draw, data=of_roadmap_gantt.TYPICAL, options=options)
    (page,) = opened(slide(given)).slides
    (chart,) = charts(page)
    assert chart.chart_type == XL_CHART_TYPE.BAR_STACKED
    start, *states = chart.plots[0].series
    assert (start.name == "Start" and start.format.fill.type is None) or start.format.fill.type == 5
    rows = list(chart.plots[0].categories)
    assert rows[0].startswith("A1")
    dated = of_roadmap_gantt.TYPICAL[of_roadmap_gantt.TYPICAL.current_due_date.notna()]
    first = dated.iloc[0]
    # Days since 1900, as a spreadsheet counts them; a bar ends on the day now promised.
    ends = {
        start.values[row] + series.values[row]
        for series in states
        for row in range(len(rows))
        if series.values[row] is not None
    }
    assert (first.current_due_date - pd.Timestamp("1899-12-30")).days in ends
    assert len([text for series in states for text in _labels(series) if text in "●◕◔○◌×✕"]) == 6
    assert {"today, 22 Nov 2026", "First promised date"} <= set(texts(page))
    assert any(text.startswith("A2") for text in texts(page))


def _labels(series: Any) -> list[str]:
    found = series._element.xpath("c:dLbls/c:dLbl//a:t")
    return [str(one.text) for one in found]


def test_parts_of_a_total_are_a_native_chart_below_the_line_of_all() -> None:
    rows = of_parts_of_total.rows(*of_parts_of_total.ROWS)
    (page,) = opened(slide(english(draw=parts_of_total.draw, data=rows))).slides
    (chart,) = charts(page)
    assert list(chart.plots[0].categories) == ["Canada", "Zambia"]
    assert {one.name: list(one.values) for one in chart.plots[0].series} == {
        "Sexual": [pytest.approx(129 / 238), None],
        "Labour": [pytest.approx(10 / 238), 2.25],
        "Not stated": [pytest.approx(99 / 238), None],
    }
    # The axis holds what is beyond the total.
    assert chart.value_axis.maximum_scale > 2.25


def test_tiles_are_rectangles_with_codes() -> None:
    given = english(draw=knowledge_tiles.draw, data=of_knowledge_tiles.TYPICAL)
    (page,) = opened(slide(given)).slides
    assert {"KEN", "Africa"} <= set(texts(page))


def test_a_matrix_is_rectangles_with_counts() -> None:
    options = {"before": "in May", "after": "in November", "is_narrow": False}
    given = english(draw=status_matrix.draw, data=of_status_matrix.FLOWS, options=options)
    (page,) = opened(slide(given)).slides
    assert {"42", "3", "16", "2", "4", "48", "in November", "in May"} <= set(texts(page))


MAP = pd.DataFrame(
    [("KEN", "Kenya", "implementing")], columns=["country_code", "country_name", "stage"]
)


LOOKS = (
    Look("Implementing", 1, LIGHT.levels[3]),
    Look("No public report", 1, LIGHT.ground, "hatch"),
)
SPOTS = pd.DataFrame(
    [("KEN", "Kenya", "2", 37.9, 0.5, 0), ("CIV", "Côte d’Ivoire", "2", -5.6, 7.6, 1)],
    columns=["country_code", "country_name", "region_code", "longitude", "latitude", "look"],
)


@pytest.mark.parametrize("region", ["1", "2"])
def test_a_map_is_shapes_within_the_slide_without_any_browser(region: str) -> None:
    options = {"looks": LOOKS, "region": region, "width": 1100, "height": 460}
    given = english(
        draw=subject_map.draw, data=SPOTS, options=options, has_boundaries=True, alt="A map."
    )
    made = opened(slide(given))
    (page,) = made.slides
    freeforms = {one.name: one for one in all_shapes(page.shapes) if one._element.xpath("./p:spPr/a:custGeom")}  # fmt: skip
    filled = freeforms["Implementing"]
    assert str(filled.fill.fore_color.rgb) == LIGHT.levels[3].lstrip("#")
    # Kenya alone has this look: one closed path, and it lies on land of others.
    assert len(filled._element.xpath(".//a:close")) >= 1
    for one in freeforms.values():
        assert one.left >= 0 and one.left + one.width <= made.slide_width, one.name
        assert one.top >= 0 and one.top + one.height <= made.slide_height, one.name
    assert "Disputed areas" in freeforms or region != "1"
    (group,) = [one for one in page.shapes if one.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert group._element.xpath("p:nvGrpSpPr/p:cNvPr/@descr") == ["A map."]
    assert any(EN("footer.boundaries") in text for text in texts(page))
    assert "Implementing (1)" in texts(page)
    # A region's countries are named on the map.
    assert ("Kenya" in texts(page)) == (region == "2")


def test_the_small_map_has_its_legend() -> None:
    (page,) = opened(slide(english(draw=world_map.draw, data=MAP, has_boundaries=True))).slides
    assert "Implementing (1)" in texts(page)
    assert [one for one in all_shapes(page.shapes) if one._element.xpath("./p:spPr/a:custGeom")]


def test_small_panels_go_over_slides_with_their_heading() -> None:
    cells = [
        (f"{region}-{n:02}", region, year, 10.0 + n, "value")
        for region in ("2", "142")
        for n in range(14)
        for year in (2015, 2020)
    ]
    rows = of_small_trends.rows(*cells)
    pages = list(opened(slide(english(draw=small_trends.draw, data=rows))).slides)
    assert len(pages) > 1
    said = [texts(page) for page in pages]
    assert sum(text.startswith("Land") for page in said for text in page) == 28
    # No heading stands alone at a slide's end.
    for page in pages:
        found = [one for one in all_shapes(page.shapes) if one.has_text_frame]
        headings = [one.top for one in found if one.text_frame.text in ("Africa", "Asia")]
        names = [one.top for one in found if one.text_frame.text.startswith("Land")]
        assert not headings or max(headings) < max(names)


def odd(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """A figure of a kind that no slide has."""
    return go.Figure(go.Pie(values=[1, 2]))


def test_what_has_no_form_in_powerpoint_is_its_table_which_says_why() -> None:
    table = pd.DataFrame({"Country": ["Kenya"], "Stage": ["Implementing"]})
    given = english(draw=odd, data=MAP, table=table, note="Note " * 150)
    (page,) = opened(slide(given)).slides
    # However long the subtitle is, the notice stands whole.
    assert EN("export_office.figure_as_table") in "\n".join(texts(page))
    assert [shape for shape in page.shapes if shape.has_table]


def test_tables_go_on_with_their_head_and_say_what_is_left_out() -> None:
    table = pd.DataFrame({"Country": [f"Land {n}" for n in range(100)], "Value": [n / 2 for n in range(100)]})  # fmt: skip
    pages = list(opened(slide(english(table=table))).slides)
    assert len(pages) == 6
    tables = [next(shape.table for shape in page.shapes if shape.has_table) for page in pages]
    assert all(len(one.rows) <= 15 and one.cell(0, 0).text == "Country" for one in tables)
    assert (tables[1].cell(1, 0).text, tables[1].cell(1, 1).text) == ("Land 14", "7")
    assert pages[0].shapes.title.text == "Titre (1\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}6)"
    assert "16 further rows" in "\n".join(texts(pages[0]))


def test_many_rows_go_over_several_slides_and_none_is_lost() -> None:
    rows = beside_rows(*((f"C{n:02}", float(n + 1), 2020, "value") for n in range(40)))
    pages = list(opened(slide(english(draw=peer_dots.draw, data=rows))).slides)
    assert len(pages) > 1
    found = [round(x) for page in pages for x, _ in dots(charts(page)[0].plots[0].series[0])]
    assert found == list(range(1, 41))


def test_what_is_illustrative_is_marked_on_its_slides_alone() -> None:
    own = english(draw=steps_reached.draw, data=step_rows(("implementing", 1, 2, 3)), is_illustrative=True, is_alliance_only=True)  # fmt: skip
    real = english(draw=peer_dots.draw, data=PEERS)
    made = opened(deck([own, real], EN, title="Deck"))
    first, marked, unmarked, last = made.slides
    for page in (first, marked, last):
        assert "ILLUSTRATIVE" in texts(page) and "ALLIANCE ONLY" in texts(page)
    assert "ILLUSTRATIVE" not in "".join(texts(unmarked))
    assert EN("ribbon.text") in "\n".join(texts(first))
    headings = [text for text in "\n".join(texts(last)).split("\n") if text.startswith("Titre")]
    assert len(headings) == 2 and headings[1] == "Titre" and "ILLUSTRATIVE" in headings[0]
    assert EN("ribbon.text") in marked.notes_slide.notes_text_frame.text
    assert made.core_properties.subject.startswith("ILLUSTRATIVE")


def test_every_slide_says_where_its_figures_are_from() -> None:
    given = english(
        draw=peer_dots.draw, data=PEERS, source="UNSD", caveat="Ages differ.", alt="Dots."
    )
    _, page, notes = opened(deck([given], EN, title="Deck")).slides
    foot = "\n".join(texts(page))
    for said in ("Source: UNSD", "Ages differ.", "Data of 22 Nov 2026", given.address):
        assert said in foot
    assert page.notes_slide.notes_text_frame.text == speaker_notes(given)
    assert "Ages differ." in speaker_notes(given) and speaker_notes(given).endswith("Dots.")
    assert "Source: UNSD" in "\n".join(texts(notes))
    described = [name for shape in all_shapes(page.shapes) for name in shape._element.xpath("./*/p:cNvPr/@descr")]  # fmt: skip
    assert described == ["Dots.", "Dots."]  # the group, and the chart in it


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR")])
def test_every_run_has_its_language(language: str, tag: str) -> None:
    words = words_of(language)
    given = view(words=words, draw=peer_dots.draw, data=PEERS)
    made = opened(deck([given], words, title="Deck"))
    assert made.core_properties.language == tag
    for page in made.slides:
        for element in (page._element, page.notes_slide._element, *(c._chartSpace for c in charts(page))):  # fmt: skip
            runs = list(element.iter(qn("a:r")))
            assert all(run.find(qn("a:rPr")).get("lang") == tag for run in runs)
    assert [layout.name for layout in made.slide_layouts] == [
        words(f"export_office.layout.{name}") for name in ("title", "figure", "table", "notes")
    ]


def test_a_long_caveat_is_cut_where_it_has_no_room_and_stands_in_the_notes() -> None:
    table = pd.DataFrame({"a": [1]})
    given = english(table=table, caveat="Word " * 60 + "end.")
    (page,) = opened(slide(given)).slides
    assert "end." in _foot(page)
    given = english(table=table, caveat="Word " * 300 + "end.", has_boundaries=True)
    (page,) = opened(slide(given)).slides
    assert "end." not in _foot(page)
    assert "(in full in the speaker notes)" in _foot(page)
    # What is never cut.
    assert EN("footer.boundaries") in _foot(page) and given.address in _foot(page)
    assert "end." in page.notes_slide.notes_text_frame.text


def _foot(page: Any) -> str:
    holder = next(shape for shape in page.placeholders if shape.placeholder_format.idx == 14)
    return str(holder.text_frame.text)


def test_a_figure_of_nothing_is_an_empty_table() -> None:
    (page,) = opened(slide(english(draw=pace.draw, table=pd.DataFrame()))).slides
    assert EN("export_office.empty") in "\n".join(texts(page))
    assert not charts(page)


def test_no_word_of_a_table_is_broken() -> None:
    table = pd.DataFrame({f"Column {n}": ["Americas " * (n + 1), "x"] for n in range(8)})
    (page,) = opened(slide(english(table=table))).slides
    (frame,) = [shape for shape in page.shapes if shape.has_table]
    assert min(column.width for column in frame.table.columns) > Inches(0.9)
    assert frame.width <= Inches(12.2)


def test_long_headings_become_smaller_and_stay_on_the_slide() -> None:
    given = english(title="Word " * 60, note="Note " * 200, table=pd.DataFrame({"a": [1]}))
    (page,) = opened(slide(given)).slides
    assert page.shapes.title.text_frame.paragraphs[0].font.size.pt == 18
    note = next(shape for shape in page.placeholders if shape.placeholder_format.idx == 13)
    assert len(note.text_frame.text) <= 390 and note.text_frame.text.endswith("…")
    assert given.note in page.notes_slide.notes_text_frame.text


def test_everything_lies_on_the_slide() -> None:
    views = [
        english(draw=peer_dots.draw, data=PEERS),
        english(draw=change_dumbbell.draw, data=CHANGES),
        english(draw=roadmap_gantt.draw, data=of_roadmap_gantt.TYPICAL, options={"today": of_roadmap_gantt.TODAY}),
    ]  # fmt: skip
    made = opened(deck(views, EN, title="Deck"))
    for page in made.slides:
        for shape in page.shapes:
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= made.slide_width, shape.name
            assert shape.top + shape.height <= made.slide_height, shape.name


def test_libreoffice_shows_every_kind_of_slide(tmp_path: Path) -> None:
    options = {"looks": LOOKS, "region": "1", "width": 1100, "height": 460}
    views = [
        english(draw=status_shares.draw, data=SHARES, options={"kind": "report"}, is_illustrative=True, title="Stacked"),
        english(draw=peer_dots.draw, data=PEERS, title="Dotted"),
        english(draw=roadmap_gantt.draw, data=of_roadmap_gantt.TYPICAL, options={"today": of_roadmap_gantt.TODAY}, title="Planned"),
        english(draw=subject_map.draw, data=SPOTS, options=options, has_boundaries=True, title="Mapped"),
        english(table=pd.DataFrame({"Country": ["Kenya"]}), title="Listed"),
    ]  # fmt: skip
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(views, EN, title="Deck"))
    pages = PdfReader(convert(path, "pdf", tmp_path / "out")).pages
    assert len(pages) == 7
    shown = [("Stacked", "1,200"), ("Dotted", "Land KEN"), ("Planned", "today, 22 Nov 2026"), ("Mapped", "Implementing (1)"), ("Listed", "Kenya")]  # fmt: skip
    for page, (title, word) in zip(list(pages)[1:], shown, strict=False):
        said = page.extract_text()
        assert title in said and word in said
        # Bars, dots and countries are lines and areas, not pictures.
        assert not page.images

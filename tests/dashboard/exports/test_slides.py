"""Slides opened again: native charts with their values, tables, notes, marks, languages; also in LibreOffice."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.charts import (
    change_dumbbell,
    money_bars,
    pace,
    peer_dots,
    quality_dots,
    region_strip,
    roadmap_gantt,
    slippage_dots,
    status_matrix,
    status_shares,
    steps_reached,
    word_bars,
    world_map,
)
from dashboard.exports.slides import deck, slide, speaker_notes
from dashboard.exports.view import View
from dashboard.words import words_of
from tests.dashboard.charts import test_pace as of_pace
from tests.dashboard.charts import test_region_strip as of_region_strip
from tests.dashboard.charts import test_roadmap_gantt as of_roadmap_gantt
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


def test_a_gantt_is_rectangles_that_end_on_their_days() -> None:
    options = {"today": of_roadmap_gantt.TODAY}
    given = english(draw=roadmap_gantt.draw, data=of_roadmap_gantt.TYPICAL, options=options)
    (page,) = opened(slide(given)).slides
    signs = [one for one in all_shapes(page.shapes) if one.has_text_frame and one.text_frame.text in "●◕◔○◌×" and one.text_frame.text and one.width > Inches(0.3)]  # fmt: skip
    assert len(signs) == 6
    ends = {one.text_frame.text: one.left + one.width for one in signs}
    # Substantial ends on 30 September 2026, not started a month later.
    assert ends["◕"] < ends["○"]
    assert {"today, 22 Nov 2026", "First promised date"} <= set(texts(page))
    assert any(text.startswith("A2") for text in texts(page))


def test_a_matrix_is_rectangles_with_counts() -> None:
    options = {"before": "in May", "after": "in November", "is_narrow": False}
    given = english(draw=status_matrix.draw, data=of_status_matrix.FLOWS, options=options)
    (page,) = opened(slide(given)).slides
    assert {"42", "3", "16", "2", "4", "48", "in November", "in May"} <= set(texts(page))


def picture(_: View) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (160, 90)).save(content, "PNG")
    return content.getvalue()


MAP = pd.DataFrame(
    [("KEN", "Kenya", "implementing")], columns=["country_code", "country_name", "stage"]
)


def test_a_map_is_the_callers_picture_within_the_slide() -> None:
    given = english(draw=world_map.draw, data=MAP, has_boundaries=True, alt="A map.")
    made = opened(slide(given, picture))
    (page,) = made.slides
    (placed,) = [shape for shape in page.shapes if shape.shape_type == 13]
    assert placed.width / placed.height == pytest.approx(16 / 9, rel=0.01)
    assert placed.left > 0 and placed.left + placed.width < made.slide_width
    assert placed._element.xpath("p:nvPicPr/p:cNvPr/@descr") == ["A map."]
    assert any(EN("footer.boundaries") in text for text in texts(page))


def test_without_a_picture_its_table_stands_there_and_says_why() -> None:
    table = pd.DataFrame({"Country": ["Kenya"], "Stage": ["Implementing"]})
    (page,) = opened(slide(english(draw=world_map.draw, data=MAP, table=table))).slides
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


def test_a_long_caveat_is_smaller_and_whole_where_it_can_be() -> None:
    table = pd.DataFrame({"a": [1]})
    (page,) = opened(slide(english(table=table, caveat="Word " * 100 + "end."))).slides
    foot = next(shape for shape in page.placeholders if shape.placeholder_format.idx == 14)
    assert "end." in foot.text_frame.text
    assert foot.text_frame.paragraphs[0].font.size.pt == 8
    (page,) = opened(slide(english(table=table, caveat="Word " * 300 + "end."))).slides
    foot = next(shape for shape in page.placeholders if shape.placeholder_format.idx == 14)
    assert "end." not in foot.text_frame.text
    assert "(in full in the speaker notes)" in foot.text_frame.text
    assert "end." in page.notes_slide.notes_text_frame.text


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
    assert len(note.text_frame.text) <= 420 and note.text_frame.text.endswith("…")
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


def test_libreoffice_shows_every_slide(tmp_path: Path) -> None:
    views = [
        english(draw=status_shares.draw, data=SHARES, options={"kind": "report"}, is_illustrative=True),
        english(draw=peer_dots.draw, data=PEERS),
        english(table=pd.DataFrame({"Country": ["Kenya"]})),
    ]  # fmt: skip
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(views, EN, title="Deck"))
    content = convert(path, "pdf", tmp_path / "out").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 5

"""One figure alone: whole, large, marked, on the reader's ground; and the page itself where there is no such figure."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exports.layout import smallest_type
from dashboard.full_screen import enlarged
from dashboard.theme import DARK, LIGHT
from tests.dashboard.conftest import OpenPage, table_cells
from tests.dashboard.exports.charts import bars, map_view, view

DUE = {"country": "KEN", "section": "roadmap", "full": "due"}


@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        ("en", "What became of the actions due?", "Source: generated illustrative country reports"),
        (
            "fr",
            "Que sont devenues les actions échues\xa0?",
            "Source\xa0: rapports nationaux fictifs",
        ),
    ],
)
def test_the_figure_stands_alone_with_all_that_must_be_said(
    open_page: OpenPage, language: str, title: str, source: str
) -> None:
    page = open_page("country", **DUE, lang=language)
    assert len(page.figures) == 1
    body = "".join(page.bodies)
    assert body.count("<h1") == 1
    assert title in page.texts
    assert any(text.startswith("Kenya · ") for text in page.texts)
    assert source in page.text
    assert 'class="pp-full-band" role="note"' in body
    assert "pp-ribbon" not in body
    page.test.button(key="full_back").click().run()
    assert not page.test.exception
    assert page.address == {"country": "KEN", "section": "roadmap", "lang": language}
    assert "pp-ribbon" in "".join(page.bodies)


def test_an_unknown_figure_gives_a_notice_and_the_page(open_page: OpenPage) -> None:
    page = open_page("country", country="KEN", section="roadmap", full="x`](y)", lang="en")
    assert page.warnings == [
        "This page has no figure `x'](y)` with these choices; here is the page itself."
    ]
    assert page.lead.startswith("Stage: Implementing")
    assert "due" in "".join(page.figures)


def test_faulty_choices_are_named_on_the_full_screen(open_page: OpenPage) -> None:
    page = open_page("country", **DUE, lang="en", roadmap_part="XXX")
    assert not page.warnings
    notices = [body for body in page.bodies if "pp-full-notice" in body]
    assert "XXX" in "".join(notices)


def test_a_table_alone_is_shown_whole(open_page: OpenPage) -> None:
    page = open_page(
        "country",
        country="KEN",
        section="roadmap",
        roadmap_part="actions",
        full="actions",
        lang="en",
    )
    (body,) = [body for body in page.bodies if "pp-full-table" in body]
    assert len(table_cells(body)) == 18
    assert "nan" not in body.lower().replace("finan", "")


@pytest.mark.parametrize(("count", "smallest"), [(3, 20), (8, 20), (25, 20), (30, 17), (60, 20)])
def test_type_is_as_large_as_a_whole_figure_lets_it_be(count: int, smallest: float) -> None:
    # What fits the screen in no size is scrolled, in the largest of the smallest sizes.
    shown = enlarged(view(data=bars(count)), LIGHT, is_narrow=False)
    assert smallest_type(shown.figure) * shown.zoom >= smallest - 0.01
    assert shown.figure.layout.width * shown.zoom == pytest.approx(1920 - 2 * 64, abs=2)


def test_what_has_room_fits_the_screen_and_what_has_none_is_higher() -> None:
    low, high = (enlarged(view(data=bars(count)), LIGHT, is_narrow=False) for count in (8, 60))
    assert low.figure.layout.height * low.zoom < 900
    assert high.figure.layout.height * high.zoom > 1080


def test_the_ground_is_the_readers() -> None:
    light, dark = (enlarged(map_view(), style, is_narrow=False).figure for style in (LIGHT, DARK))
    assert light.layout.template.layout.font.color == LIGHT.ink
    assert dark.layout.template.layout.font.color == DARK.ink


def test_on_a_phone_the_figure_is_the_pages() -> None:
    seen = []

    def draw(data: pd.DataFrame, words: object, style: object, *, is_narrow: bool) -> object:
        seen.append(is_narrow)
        return view().figure()

    shown = enlarged(view(draw=draw, options={"is_narrow": False}), LIGHT, is_narrow=True)
    assert seen == [True]
    assert shown.zoom == 1
    assert shown.figure.layout.width is None

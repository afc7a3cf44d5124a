"""The menu under every figure: what it offers, when it costs, what it says of a file that cannot be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dashboard import export_menu
from dashboard.exports import engine
from dashboard.exports.layout import FORMATS, NoRoom, fitting, lay_out
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage
from tests.dashboard.conftest import View as Page
from tests.dashboard.exports.charts import bars, view

DUE = {"country": "KEN", "section": "roadmap", "lang": "fr"}
OFFICE = ["pptx", "xlsx", "csv"]
LANGUAGES = ["en", "fr"]


@pytest.fixture
def open_menu(open_page: OpenPage) -> Callable[..., Page]:
    """Opens a page with the menu of one of its figures open, as a click on it does."""

    def opened(page: str, key: str, **address: str) -> Page:
        shown = open_page(page, **address)
        shown.test.session_state[f"export_{key}"] = True
        shown.test.run()
        assert not shown.test.exception, [error.message for error in shown.test.exception]
        return shown

    return opened


def labels(page: Page) -> list[str]:
    """The files that are offered."""
    return [element.proto.label for element in page.test.get("download_button")]


def test_a_closed_menu_sends_no_file_and_lays_nothing_out(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_menu, "fitting", lambda view: pytest.fail("laid out"))
    page = open_page("country", **DUE)
    assert labels(page) == []
    assert not page.test.code


def test_the_row_leads_to_the_full_screen_of_the_same_view(open_page: OpenPage) -> None:
    page = open_page("country", **DUE)
    page.test.button(key="full_of_due").click().run()
    assert not page.test.exception
    assert page.address.items() >= (DUE | {"full": "due", "roadmap_part": "glance"}).items()


def test_open_menu_offers_every_format_grouped(
    open_menu: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "is_available", lambda: True)
    page = open_menu("country", "due", **DUE)
    assert labels(page) == [
        *("Écran", "Impression (A4, 300 ppp)", "Diapositive (16:9)", "Carré", "Pleine hauteur"),
        *("SVG", "PDF", "PowerPoint", "Excel", "CSV"),
    ]
    for heading in ("Image (PNG)", "Vectoriel", "Bureautique", "Lien vers cette vue"):
        assert heading in page.texts
    link, embedded = (element.value for element in page.test.code)
    assert "/country?" in link
    assert "country=KEN" in link
    assert "/export/country.png?" in embedded
    assert embedded.endswith("&chart=due&form=slide")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_browser_the_menu_says_so_and_the_readers_own_draws(
    open_menu: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(engine, "is_available", lambda: False)
    page = open_menu("country", "due", **(DUE | {"lang": language}))
    assert labels(page) == ["PowerPoint", "Excel", "CSV"]
    assert words_of(language)("export_menu.no_browser") in page.texts
    assert len(page.test.code) == 1, "nothing to embed is promised"
    # The figure that the reader's browser draws has the size of its place on the sheet.
    charts = [element.proto for element in page.test.get("plotly_chart")]
    (own,) = [chart for chart in charts if chart.id.endswith("own_chart_due")]
    assert json.loads(own.spec)["layout"]["width"] > 700


def test_a_table_alone_is_offered_for_office(open_menu: Callable[..., Page]) -> None:
    page = open_menu("country", "actions", **DUE, roadmap_part="actions")
    assert labels(page)[-3:] == ["PowerPoint", "Excel", "CSV"]
    assert "Image (PNG)" not in page.texts


def test_what_does_not_fit_is_not_offered() -> None:
    high = view(data=bars(60))
    with pytest.raises(NoRoom):
        lay_out(high, FORMATS["slide"])
    forms = fitting(high)
    assert "slide" not in forms
    assert "full" in forms
    keys = [offer.key for offer in export_menu.offers(high, forms)]
    assert keys == [*(f"png_{form}" for form in forms), "svg", "pdf", *OFFICE]
    assert [offer.key for offer in export_menu.offers(high, [])] == OFFICE


def test_a_view_is_laid_out_once_per_address_and_build(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(export_menu, "_FITTING", {})
    monkeypatch.setattr(export_menu, "fitting", lambda one: asked.append(one) or ["screen"])
    one = view()
    for shown in (one, one, view(build="another"), view(is_alliance_only=True)):
        assert export_menu._fitting(shown, "due") == ["screen"]
    assert len(asked) == 3


def test_the_menu_says_a_failure_once(open_menu: Callable[..., Page]) -> None:
    page = open_menu("country", "due", **DUE)
    failures: dict[str, Any] = page.test.session_state["download_failures"]
    failures["due"] = "Le fichier manque."
    page.test.run()
    assert [error.value for error in page.test.error] == ["Le fichier manque."]
    page.test.run()
    assert not page.test.error

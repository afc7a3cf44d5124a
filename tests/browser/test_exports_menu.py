"""What is taken away, in a real browser: files by a click, one figure on the whole screen, a server without a browser."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from pptx import Presentation

from dashboard.words import words_of
from etl.build import Summary
from tests.browser.conftest import TODAY, Visit, Visitor, serving

pytestmark = pytest.mark.xdist_group("browser")

WORDS = words_of("fr")
VIEW = "/country?country=KEN&section=roadmap&lang=fr"
TITLE = "Que sont devenues les actions échues\N{NO-BREAK SPACE}?"
NAME = f"ILLUSTRATIVE_{TODAY}_kenya_due_fr"
AMBER = (196, 138, 10)
MENU = "[data-testid=stPopoverBody]"
# Texts on the full screen that are too small, or outside of the window.
FAULTS = """() => {
  const sheet = document.querySelector('.st-key-full_sheet'), faults = [];
  const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const element = text.parentElement, box = element.getBoundingClientRect();
    const icon = element.closest('[data-testid=stIconMaterial]');
    if (!text.data.trim() || icon || !box.width || element.closest('style')) continue;
    const plot = element.closest('.js-plotly-plot');
    const zoom = plot ? new DOMMatrix(getComputedStyle(plot).transform).a : 1;
    if (parseFloat(getComputedStyle(element).fontSize) * zoom < 19.9) faults.push(`small: ${text.data}`);
    if (box.right > 1921 || box.left < 0 || box.bottom > 1081) faults.push(`outside: ${text.data}`);
  }
  return faults;
}"""


def open_menu(page: Page) -> None:
    """Open the menu of the figure and wait until it is filled."""
    page.locator(".st-key-export_due button").first.click()
    page.locator(f"{MENU} [data-testid=stCode]").first.wait_for()


def taken(page: Page, label: str) -> tuple[str, bytes]:
    """Name and content of the file behind a button of the open menu."""
    with page.expect_download(timeout=30_000) as download:
        page.locator(MENU).get_by_role("button", name=label, exact=True).click()
    path = download.value.path()
    return download.value.suggested_filename, Path(path).read_bytes()


def is_marked(png: bytes, size: tuple[int, int]) -> bool:
    """Whether the picture has this size, and the illustrative band's amber edge at its upper left."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.size == size
    return picture.getpixel((4, 20)) == AMBER


def test_files_come_by_a_click_and_are_what_they_say(visit: Visitor) -> None:
    page = visit().open(VIEW)
    open_menu(page)
    name, png = taken(page, WORDS("export_menu.png_slide"))
    assert name == f"{NAME}.png"
    assert is_marked(png, (3840, 2160))

    name, pptx = taken(page, "PowerPoint")
    assert name == f"{NAME}.pptx"
    (slide,) = Presentation(io.BytesIO(pptx)).slides
    assert slide.shapes.title.text_frame.text == TITLE
    assert any(shape.has_chart for shape in slide.shapes)

    name, xlsx = taken(page, "Excel")
    assert name == f"{NAME}.xlsx"
    assert zipfile.is_zipfile(io.BytesIO(xlsx))
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    assert TITLE in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


def test_one_figure_fills_the_screen_and_escape_leads_back(visit: Visitor) -> None:
    one = visit(1920, 1080)
    page = one.open(VIEW)
    page.locator(".st-key-under_due").get_by_text(WORDS("export_menu.full")).click()
    page.wait_for_selector(".st-key-full_sheet .main-svg")
    page.wait_for_function("document.documentElement.style.getPropertyValue('--pp-full') === '1'")
    page.wait_for_function("location.search.includes('full=due')")
    assert one.page.inner_text("h1") == TITLE
    assert page.locator(".pp-full-band").is_visible()
    for furniture in (".st-key-menu", ".st-key-language", "[data-testid=stHeader]"):
        assert not page.locator(furniture).is_visible()
    page.wait_for_timeout(500)
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("h1.pp-title")
    page.wait_for_function("!location.search.includes('full=')")
    one.settle()
    assert "country=KEN" in page.url
    assert page.locator(".st-key-under_due").is_visible()


@pytest.fixture
def without_browser(bundled_warehouse: tuple[Path, Summary], tmp_path: Path) -> Iterator[str]:
    """Address of the app on a server where no browser is found."""
    environment = {
        **os.environ,
        "PATHFINDER_WAREHOUSE": str(bundled_warehouse[0]),
        "PATHFINDER_TODAY": TODAY,
        "CHROMIUM": "",
        "PATH": str(tmp_path),
    }
    with serving(environment, tmp_path / "log") as served:
        yield served


def test_where_the_server_has_no_browser_the_readers_own_draws(
    without_browser: str, browser: Browser
) -> None:
    one = Visit(browser.new_page(), without_browser)
    one.watch()
    page = one.open(VIEW)
    open_menu(page)
    assert WORDS("export_menu.no_browser") in page.inner_text(MENU)
    page.wait_for_selector(".st-key-drawn_here_due .main-svg", state="attached")
    page.wait_for_timeout(500)
    name, png = taken(page, "PNG")
    assert name == f"{NAME}.png"
    assert is_marked(png, (3200, 1800))
    name, svg = taken(page, "SVG")
    assert name == f"{NAME}.svg"
    text = svg.decode()
    for said in (TITLE, WORDS("export.watermark"), "Promises à l’origine", "font/woff2", "Kenya"):
        assert said in text, said
    assert "url(http" not in text
    page.close()
    assert not one.errors, one.errors
    assert len(one.hosts - {""}) == 1, one.hosts

"""The map in a real browser: a click on a country or on a small state's dot opens it, a long press too; its table leads there, too."""

from __future__ import annotations

import time

import numpy as np
import pytest
from playwright.sync_api import expect

from dashboard import geometry
from tests.browser.conftest import Visit, Visitor

pytestmark = pytest.mark.xdist_group("browser")


def press(one: Visit, longitude: float, latitude: float, name: str, milliseconds: int) -> None:
    """Move to a place on the map of the world, wait until its tip names the country, and press for so long."""
    page = one.page
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    tip = page.locator(".pp-tip").get_by_text(name)
    frame = geometry.frame_of("1")
    x, y = geometry.project(np.array([[longitude, latitude]]))[0]
    deadline = time.monotonic() + 40
    # The map answers a pointer that moves, once it has been drawn.
    while not tip.is_visible() and time.monotonic() < deadline:
        if box := canvas.bounding_box():
            scale = min(box["width"] / frame.width, box["height"] / frame.height)
            across = box["x"] + box["width"] / 2 + (x - frame.x) * scale
            down = box["y"] + box["height"] / 2 - (y - frame.y) * scale
            page.mouse.move(across - 3, down - 3)
            page.mouse.move(across, down)
        page.wait_for_timeout(500)
    expect(tip).to_be_visible()
    page.mouse.click(across, down, delay=milliseconds)
    page.wait_for_url("**/country?*", timeout=60_000)


@pytest.mark.parametrize(
    ("longitude", "latitude", "code", "name", "milliseconds"),
    [
        (37.9, 0.4, "KEN", "Kenya", 0),  # a shape
        # Too small to hit: its dot; and for longer than deck.gl takes for a click.
        (19.25, 42.78, "MNE", "Monténégro", 900),
    ],
)
def test_click_opens_the_country(
    visit: Visitor, longitude: float, latitude: float, code: str, name: str, milliseconds: int
) -> None:
    one = visit()
    page = one.open("/map?lang=fr")
    press(one, longitude, latitude, name, milliseconds)
    page.wait_for_selector(f"h1.pp-title:has-text('{name}')")
    assert f"country={code}" in page.url
    assert "lang=fr" in page.url


def test_map_has_a_name_and_a_legend_that_names_the_unknown(visit: Visitor) -> None:
    one = visit()
    page = one.open("/map?lang=en&show=VC_VAW_PHYPYV")
    legend = page.inner_text(".pp-legend")
    assert "No data" in legend
    assert "Not comparable" in legend
    assert "Disputed areas" in legend
    named = page.locator("[data-testid=stDeckGlJsonChart]").locator(
        "xpath=descendant-or-self::*[@aria-label]"
    )
    assert len(named.first.get_attribute("aria-label") or "") > 20
    assert "acceptance by the United Nations" in page.inner_text("[data-testid=stMain]")


def test_region_and_subject_stand_in_the_address(visit: Visitor) -> None:
    one = visit()
    page = one.open("/map?lang=en")
    page.click("button:has-text('Africa')")
    page.wait_for_url("**region=2**")
    page.click("[data-testid=stSelectbox] input >> nth=0")
    page.keyboard.type("Violent discipline")
    page.keyboard.press("Enter")
    page.wait_for_url("**show=VC_VAW_PHYPYV**")
    one.settle()
    assert "region=2" in page.url


def test_table_behind_the_map_opens_by_keyboard_with_all_47(visit: Visitor) -> None:
    one = visit()
    page = one.open("/map?lang=en&show=VC_VAW_SXVLN")
    page.locator(".st-key-table_map summary").first.focus()
    page.keyboard.press("Enter")
    button = page.locator(".st-key-download_map button")
    button.wait_for(timeout=15_000)
    with page.expect_download() as download:
        button.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 47
    assert any(line.startswith("Kenya") and "4.9" in line for line in lines)

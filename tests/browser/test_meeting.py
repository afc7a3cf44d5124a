"""The meeting in a real browser: led by keys, large and whole on a projector, printed, and without any network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.words import words_of
from tests.browser.conftest import Visit, Visitor

pytestmark = pytest.mark.xdist_group("browser")

AGENDA = "topic:reports,KEN,FRA,topic:money"
KEYS = [f"screen_{code.replace(':', '_')}" for code in AGENDA.split(",")]
# Texts that are too small or outside of their box, on any of the screens (shown or not).
FAULTS = """() => [...document.querySelectorAll('[class*=st-key-screen_]')].flatMap(screen => {
  const faults = [], edge = screen.getBoundingClientRect();
  const scale = edge.width / 1920;
  const texts = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const element = text.parentElement, look = getComputedStyle(element);
    if (!text.data.trim() || look.display === 'none' || look.opacity === '0') continue;
    if (parseFloat(look.fontSize) < 24) faults.push(`${look.fontSize}: ${text.data}`);
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const frame = (element.closest('.stPlotlyChart') ?? screen).getBoundingClientRect();
    const right = element.closest('.stPlotlyChart') ? frame.left + frame.width * scale : frame.right;
    if (box.right > right + 2 || box.left < frame.left - 2 || box.bottom > edge.bottom)
      faults.push(`outside: ${text.data}`);
  }
  return faults;
})"""


def start(one: Visit, path: str) -> Page:
    """Open a meeting and wait until every screen has its chart."""
    page = one.page
    page.goto(f"{one.address}{path}")
    page.wait_for_selector(".pp-meeting-bar", timeout=30_000)
    for key in KEYS:
        page.wait_for_selector(f".st-key-{key} .main-svg", state="attached", timeout=30_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return page


def shown(page: Page) -> list[str]:
    """The screens that can be seen."""
    return [key for key in KEYS if page.locator(f".st-key-{key} h1").is_visible()]


def test_keys_lead_through_large_and_whole_screens(visit: Visitor) -> None:
    one = visit(1920, 1080)
    page = start(one, f"/meeting?lang=en&agenda={AGENDA}&item=1&since=2026-05-20&minutes=5")
    assert page.evaluate(FAULTS) == []
    steps = page.evaluate("history.length")
    # Neither the house's furniture nor Streamlit's is seen; the mark is, on every screen.
    for furniture in (".st-key-menu", ".st-key-language", ".pp-footer", "[data-testid=stHeader]"):
        assert not page.locator(furniture).is_visible()
    for key, place in (
        ("PageDown", 1), ("ArrowRight", 2), ("Space", 3), ("PageDown", 3), ("PageUp", 2),
        ("ArrowLeft", 1), ("End", 3), ("Home", 0),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert shown(page) == [KEYS[place]]
        assert f"item={place + 1}" in page.url
        assert page.locator(f".st-key-{KEYS[place]} .pp-screen-illustrative").is_visible()
    page.click(".pp-bar-next")
    assert shown(page) == [KEYS[1]]
    assert page.inner_text(".pp-bar-place") == "2 / 4"
    assert re.fullmatch(r"00:0\d / 05:00", page.inner_text(".pp-bar-timer"))
    # However often it moved: the browser's way back is one step.
    assert page.evaluate("history.length") == steps
    # On a smaller projector the same sheet, smaller: nothing is laid out anew.
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_timeout(300)
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("h1.pp-title")
    one.settle()
    assert one.heading() == words_of("en")("meeting.title")
    assert "item=" not in page.url


def test_french_meeting_without_a_network_with_a_guest_and_on_paper(visit: Visitor) -> None:
    one = visit(1920, 1080)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    def is_elsewhere(url: str) -> bool:
        return not url.startswith((one.address, "data:", "blob:"))

    one.page.route(is_elsewhere, refuse)
    page = start(one, f"/meeting?lang=fr&agenda={AGENDA}&item=1&since=2026-05-20")
    assert page.evaluate(FAULTS) == []
    # Once it stands, moving within the agenda asks nobody at all, not even its own server.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in (1, 2, 3):
        page.keyboard.press("PageDown")
        assert shown(page) == [KEYS[place]]
    page.keyboard.press("/")
    page.keyboard.type("kenya")
    page.keyboard.press("Enter")
    assert shown(page) == [KEYS[1]]
    # A whole browser asks again for the picture of its tab.
    assert [url for url in asked if not url.endswith("/favicon.png")] == refused == []
    # A country that is not on the agenda comes behind the one shown. Accents need not be typed, and letters typed
    # are no keys of the meeting.
    page.keyboard.press("/")
    page.keyboard.type("emirats")
    expect(page.locator(".pp-finder-chosen")).to_have_text("Émirats arabes unis")
    page.keyboard.press("Enter")
    page.wait_for_selector(".st-key-screen_ARE .main-svg", timeout=15_000)
    expect(page.locator(".pp-bar-place")).to_have_text("3 / 5")
    assert page.locator(".st-key-screen_ARE h1").is_visible()
    assert "KEN%2CARE%2CFRA" in page.url
    # The handout has a page for the agenda and one for each item, with the address on it.
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1 + len(KEYS) + 1
    page.emulate_media(media="print")
    assert shown(page) == KEYS
    assert not page.locator(".pp-meeting-bar").is_visible()
    assert page.locator(".pp-on-paper").first.is_visible()
    assert page.locator(".pp-paper-agenda li").all_inner_texts()[1:3] == [
        "Kenya",
        "Émirats arabes unis",
    ]


def test_on_a_phone_it_is_scrolled_and_the_way_back_leads_to_the_agenda(visit: Visitor) -> None:
    one = visit(390, 844)
    one.open("/meeting?lang=fr&agenda=KEN,FRA&minutes=1")
    page = one.page
    # A minute spent, all but the last second.
    page.evaluate("sessionStorage.setItem('pp-meeting-shown', JSON.stringify({KEN: 59000}))")
    page.click(".st-key-start a")
    page.wait_for_selector(".st-key-screen_KEN .main-svg", timeout=30_000)
    label = page.locator(".st-key-screen_KEN .pp-screen-label").first
    assert label.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 15
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator(".pp-bar-over")).to_contain_text("temps dépassé", timeout=5_000)
    page.click(".pp-bar-next")
    expect(page.locator(".st-key-screen_FRA h1")).to_be_visible()
    assert not page.locator(".st-key-screen_KEN h1").is_visible()
    page.go_back()
    expect(page.locator("h1.pp-title")).to_have_text(words_of("fr")("meeting.title"))
    assert "item=" not in page.url

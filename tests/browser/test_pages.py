"""The pages as a reader meets them: in both languages, on a desk, a projector and a phone, light and dark."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.navigation import PAGES
from dashboard.words import words_of
from tests.browser.conftest import Visit, Visitor

# All tests of one server and one browser run in one process.
pytestmark = pytest.mark.xdist_group("browser")
# So many charts at least stand on these pages.
CHARTS = {"overview": 5, "country": 4, "compare": 2}
NAMES = [entry.name for entry in PAGES]


def assert_sound(one: Visit) -> None:
    """No exception is shown, and nothing is wider than the screen."""
    assert one.page.locator("[data-testid=stException]").count() == 0
    wide = one.page.evaluate(
        "() => {const main = document.querySelector('[data-testid=stMain]');"
        "return main.scrollWidth - main.clientWidth}"
    )
    assert wide <= 0


def assert_charts_are_named(one: Visit, at_least: int) -> None:
    """Every chart has a name for those who do not see it."""
    charts = one.page.locator("[data-testid=stPlotlyChart]")
    if at_least:
        charts.nth(at_least - 1).wait_for(timeout=15_000)
    for place in range(charts.count()):
        named = charts.nth(place).locator("xpath=descendant-or-self::*[@aria-label]")
        assert len(named.first.get_attribute("aria-label") or "") > 20


def assert_stands(one: Visit, name: str, language: str) -> None:
    """The page speaks the language in title, heading and ribbon, and is sound."""
    page, words = one.page, words_of(language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.title() == f"{words(f'{name}.menu')} · {words('app.title')}"
    report = words("report.heading", country="Kenya", year="2026")
    expected = {"country": "Kenya", "report": report}.get(name, words(f"{name}.title"))
    assert one.heading() == expected
    shows_reports = next(entry.shows_reports for entry in PAGES if entry.name == name)
    ribbons = page.locator(".pp-ribbon").all_inner_texts()
    assert [words("ribbon.title") in text for text in ribbons] == [True] * shows_reports
    assert_sound(one)


@pytest.mark.parametrize("name", NAMES)
def test_page_stands_on_a_desk_and_a_projector(visit: Visitor, name: str) -> None:
    one = visit()
    page = one.open(f"/{name}?lang=en&country=KEN")
    assert_stands(one, name, "en")
    assert_charts_are_named(one, at_least=CHARTS.get(name, 0))
    # The same page on a projector.
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_timeout(300)
    assert_sound(one)


def test_every_page_stands_on_a_phone_in_french(visit: Visitor) -> None:
    one = visit(390, 844)
    for name in NAMES:
        one.open(f"/{name}?lang=fr&country=KEN")
        assert_stands(one, name, "fr")
    # Wide tables and pictures stand in these sections: what fits a phone fits a wider screen.
    parts = [f"roadmap&roadmap_part={part}" for part in ("glance", "actions", "money", "moved")]
    for section in (*parts, "figures", "law", "reports"):
        one.open(f"/country?lang=fr&country=KEN&section={section}")
        assert_sound(one)


def test_start_leads_to_the_overview(visit: Visitor) -> None:
    one = visit()
    page = one.open("/?lang=fr")
    assert page.url == f"{one.address}/overview?lang=fr"
    assert one.heading() == "L’Alliance aujourd’hui"


def test_menu_takes_language_and_country_along(visit: Visitor) -> None:
    one = visit()
    page = one.open("/country?country=KEN&lang=fr")
    page.click(".st-key-menu a:has-text('Comparer')")
    page.wait_for_url("**/compare?*")
    one.settle()
    assert "country=KEN" in page.url
    assert "lang=fr" in page.url
    assert "Kenya" in page.inner_text(".pp-lead")


def test_other_language_keeps_the_view(visit: Visitor) -> None:
    one = visit()
    page = one.open("/country?country=KEN&section=law&lang=en")
    assert "Convention on the Rights of the Child" in page.inner_text(".pp-table >> nth=0")
    page.click(".st-key-language button:has-text('Français')")
    page.wait_for_selector("text=Convention relative aux droits de l’enfant")
    assert "section=law" in page.url
    assert "country=KEN" in page.url
    assert "lang=fr" in page.url


def test_choice_changes_address_and_page_and_back_goes_back(visit: Visitor) -> None:
    one = visit()
    page = one.open("/country?country=KEN&lang=en")
    page.click("[data-testid=stSelectbox] input")
    page.keyboard.type("Uganda")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1.pp-title:has-text('Uganda')")
    assert "country=UGA" in page.url
    page.go_back()
    page.wait_for_selector("h1.pp-title:has-text('Kenya')")
    assert "country=KEN" in page.url


def test_unknown_value_in_a_link_gives_a_notice_and_the_default(visit: Visitor) -> None:
    one = visit()
    page = one.open("/country?country=XXX&lang=en")
    assert "XXX" in page.inner_text("[data-testid=stAlert]")
    assert one.heading() == "Angola"


def test_country_finder_opens_the_country(visit: Visitor) -> None:
    one = visit()
    page = one.open("/overview?lang=fr")
    page.click("[data-testid=stSelectbox] input")
    page.keyboard.type("Kenya")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country?*")
    page.wait_for_selector("h1.pp-title:has-text('Kenya')")
    assert "country=KEN" in page.url


def test_click_on_a_tile_opens_the_country(visit: Visitor) -> None:
    one = visit()
    page = one.open("/overview?lang=en")
    tile = page.locator(".st-key-chart_knowledge_VC_VAW_PHYPYV text:text-is('KEN')").first
    tile.scroll_into_view_if_needed()
    box = tile.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**/country?*", timeout=60_000)
    page.wait_for_selector("h1.pp-title:has-text('Kenya')")


@pytest.mark.parametrize(
    ("path", "key", "is_marked", "line"),
    [
        # Reports are illustrative; the SDG figures are not.
        ("/overview?lang=en", "steps", True, {"Step": "Expression of interest"}),
        (
            "/compare?lang=en&country=KEN&indicator=VC_VAW_SXVLN&sex=F",
            "peers",
            False,
            {"Country": "Kenya", "Value": "4.9", "Year": "2022"},
        ),
    ],
)
def test_table_opens_by_keyboard_and_downloads_with_its_mark(
    visit: Visitor, path: str, key: str, is_marked: bool, line: dict[str, str]
) -> None:
    one = visit()
    page = one.open(path)
    page.locator(f".st-key-table_{key} summary").first.focus()
    page.keyboard.press("Enter")
    button = page.locator(f".st-key-download_{key} button")
    button.wait_for(timeout=15_000)
    with page.expect_download() as download:
        button.click()
    name = download.value.suggested_filename
    assert name.startswith("ILLUSTRATIVE_") is is_marked
    assert "2026-11-22" in name
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert all(bool(row.get("is_illustrative")) is is_marked for row in rows)
    assert any(line.items() <= row.items() for row in rows)


def test_dark_page_is_dark_and_its_charts_readable(visit: Visitor) -> None:
    one = visit(scheme="dark")
    page = one.open("/compare?lang=en&country=KEN&indicator=VC_VAW_SXVLN")
    ground = page.evaluate(
        "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    )
    assert ground == "rgb(16, 22, 29)"
    page.wait_for_selector(".st-key-chart_peers .ytick text", timeout=20_000)
    ink = page.evaluate(
        "() => getComputedStyle(document.querySelector('.st-key-chart_peers .ytick text')).fill"
    )
    assert ink == "rgb(232, 237, 242)"
    # On paper light and dark change places; a page that is light already stays as it is.
    page.emulate_media(media="print")
    on_paper = "() => getComputedStyle(document.querySelector('.stApp')).filter"
    assert page.evaluate(on_paper) == "invert(1) hue-rotate(180deg)"
    light = visit().open("/guide?lang=en")
    light.emulate_media(media="print")
    assert light.evaluate(on_paper) == "none"


def test_fonts_come_from_here(visit: Visitor) -> None:
    one = visit()
    page = one.open("/country?lang=fr&country=KEN")
    loaded = page.evaluate(
        "() => [...document.fonts].filter(one => one.status == 'loaded').map(one => one.family)"
    )
    assert "Noto Sans" in loaded

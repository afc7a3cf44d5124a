"""Milliseconds until a browser that has nothing in its cache shows a page's first words."""

from __future__ import annotations

import json
import shutil
import statistics

from playwright.sync_api import Browser, Error, sync_playwright

from bench import servers
from bench.addresses import COUNTRY
from bench.figure import Figure, NotMeasured
from bench.place import Place

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
AT_MOST_TIMES_STOCK = 1.5
LOADS = 7
LOADS_QUICK = 3
SECONDS_AT_MOST = 60
# An empty page shows nothing that could be waited for: one word is the least that can.
ONE_WORD_PAGE = 'import streamlit as st\n\nst.write("Ready")\n'
WORD = '[data-testid="stMarkdown"]'
HEADING = "h1.pp-title"
# performance.now() counts from the start of the navigation.
WATCH = """
(() => {
  const look = () => {
    const element = document.querySelector(%s);
    if (element && element.innerText.trim() &&
        element.checkVisibility({visibilityProperty: true, opacityProperty: true})) {
      window.firstContent = performance.now();
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
})();
"""


def measure(place: Place) -> list[Figure]:
    """First words of stock Streamlit's one-word page, of a country's page and of the overview, and the ratios."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise NotMeasured(
            f"Found no browser; looked for {', '.join(BROWSERS)}. Install Chromium and run again."
        )
    loads = LOADS_QUICK if place.is_quick else LOADS
    with (
        servers.dashboard(place) as our_host,
        servers.stock(place.folder / "stock_browser", ONE_WORD_PAGE) as stock_host,
    ):
        pages = {
            "stock": (f"http://{stock_host}/", WORD),
            "country": (f"http://{our_host}/country?country={COUNTRY}", HEADING),
            "overview": (f"http://{our_host}/overview", HEADING),
        }
        times = _time_loads(executable, pages, loads)
    stock = statistics.median(times["stock"])
    figures = [
        Figure.of("first words in a browser: one word, stock Streamlit", times["stock"], "ms")
    ]
    for name in ("country", "overview"):
        figures += [
            Figure.of(f"first words in a browser: {name}, as shipped", times[name], "ms"),
            Figure(
                f"{name} ÷ stock",
                statistics.median(times[name]) / stock,
                "×",
                at_most=AT_MOST_TIMES_STOCK,
            ),
        ]
    return figures


def _time_loads(
    executable: str, pages: dict[str, tuple[str, str]], loads: int
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in pages}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable,
                # No name is resolved: whatever a page or the browser asks of others stays unanswered.
                args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            )
            # The first load of all pays for the browser's own start; it is not counted.
            _load(browser, *pages["stock"])
            for _ in range(loads):
                for name, (url, selector) in pages.items():
                    times[name].append(_load(browser, url, selector))
            browser.close()
    except Error as error:
        raise NotMeasured(f"{executable}: {error.message}") from error
    return times


def _load(browser: Browser, url: str, selector: str) -> float:
    """Milliseconds from the start of the navigation to the first words, in a context with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    try:
        page = context.new_page()
        page.add_init_script(WATCH % json.dumps(selector))
        page.goto(url, wait_until="commit")
        handle = page.wait_for_function("window.firstContent", timeout=SECONDS_AT_MOST * 1000)
        return float(handle.json_value())
    finally:
        context.close()

"""Pictures of every page of a served app: page x language x size x ground, for a person to look at.

Example: python -m tests.browser.screenshots /tmp/pictures --address http://localhost:8501 --pages map country
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Error, Page, sync_playwright

from dashboard.navigation import PAGES
from locales import languages
from tests.browser.conftest import ARGUMENTS, PHONE, Visit
from tests.browser.install import find_browser

SIZES = {"desk": (1440, 900), "projector": (1920, 1080), "phone": (390, 844)}
SCHEMES = ("light", "dark")
# The page scrolls inside itself; a window as tall as its content shows it whole.
CONTENT_HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"
TALLEST = 8000


def take(page: Page, path: Path, first_screen: bool) -> None:
    """Save what a page shows, to its end or down to the first screen's edge."""
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    if not first_screen:
        tall = min(max(height, page.evaluate(CONTENT_HEIGHT)), TALLEST)
        page.set_viewport_size({"width": width, "height": tall})
    page.wait_for_timeout(1200)  # charts and maps draw after the script has ended
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": height})


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures asked for; 1 where a page did not come or its console had an error."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.browser.screenshots", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--address", default="http://localhost:8501", help="of the served app")
    parser.add_argument(
        "--pages",
        nargs="+",
        default=[entry.name for entry in PAGES],
        help="page names, with parameters if need be: map 'country?country=KEN&section=law'",
    )
    parser.add_argument("--languages", nargs="+", choices=languages(), default=languages())
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    parser.add_argument("--first-screen", action="store_true", help="not the whole page")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    failures = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        for size, scheme in itertools.product(asked.sizes, asked.schemes):
            width, height = SIZES[size]
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                user_agent=PHONE if size == "phone" else None,
            )
            for name, language in itertools.product(asked.pages, asked.languages):
                page = context.new_page()
                visit = Visit(page, asked.address)
                visit.watch()
                path = f"/{name}{'&' if '?' in name else '?'}{urlencode({'lang': language})}"
                file = f"{re.sub(r'[^A-Za-z0-9]+', '-', name)}_{language}_{size}_{scheme}.png"
                try:
                    visit.open(path)
                    take(page, asked.folder / file, asked.first_screen)
                except Error as error:
                    visit.errors.append(error.message)
                failures += [f"{file}: {error}" for error in visit.errors]
                page.close()
            context.close()
        chromium.close()
    print("\n".join(failures), file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""The map as a picture in a real browser without any network: all text readable, all patterns lines, and no large file."""

from __future__ import annotations

import base64
import json
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from dashboard.charts import subject_map
from dashboard.classes import Look
from dashboard.contents import map as contents
from dashboard.theme import LIGHT
from dashboard.words import words_of
from etl.reference import Reference
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.xdist_group("browser")

FONTS = {
    "noto-sans-latin-ext-wght-normal.woff2": "U+0100-02BA",
    "noto-sans-latin-wght-normal.woff2": "U+0000-00FF, U+0152-0153, U+2000-206F",
}
LOOKS = (
    Look("de 55 % à moins de 65 %", 12, LIGHT.levels[1]),
    Look("85 % et plus", 11, LIGHT.levels[4]),
    Look("Pas de données", 12, LIGHT.no_data, "hatch"),
    Look("Publié avec des valeurs différentes", 12, LIGHT.no_data, "cross"),
)
# Every text with its box in pixels of the window.
BOXES = """[...document.querySelectorAll("#map text")].filter(text => text.textContent).map(text => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.top, box.right, box.bottom];
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    """A page with Plotly and the house's letters, that can reach nobody."""
    context = browser.new_context(viewport={"width": 1100, "height": 460}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content('<body style="margin:0"><div id="map"></div></body>')
    page.add_script_tag(content=get_plotlyjs())
    for name, characters in FONTS.items():
        font = base64.b64encode((ROOT / "dashboard/static/fonts" / name).read_bytes()).decode()
        page.evaluate(
            """async ([font, unicodeRange]) => {
                const face = new FontFace("Noto Sans", `url(data:font/woff2;base64,${font})`,
                                          {weight: "100 900", unicodeRange});
                document.fonts.add(await face.load());
            }""",
            [font, characters],
        )
    yield page
    context.close()
    assert not [url for url in asked if not url.startswith(("data:", "blob:", "about:"))]


def pathfinders(reference: Reference, language: str) -> pd.DataFrame:
    """The 47 with the looks in turn."""
    names, groups = reference.country_names, reference.country_groups
    regions = groups[groups.scheme == "un_region"].rename(columns={"group_code": "region_code"})
    points = pd.read_csv(ROOT / "data" / "reference" / "points.csv")
    rows = (
        names[names.language == language]
        .rename(columns={"name": "country_name"})
        .merge(regions, on="country_code")
        .merge(points, on="country_code")
    )
    rows = rows[rows.country_code.isin(reference.pathfinders)].sort_values("country_code")
    return rows.assign(look=[place % len(LOOKS) for place in range(len(rows))])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("region", contents.REGIONS)
def test_every_text_can_be_read_and_every_country_of_a_region_is_named(
    page: Page, reference: Reference, region: str, language: str
) -> None:
    data = pathfinders(reference, language)
    figure = subject_map.draw(data, words_of(language), LIGHT, looks=LOOKS, region=region)
    plot = json.loads(figure.to_json())
    page.evaluate(
        "async plot => { Plotly.purge('map'); await Plotly.newPlot('map', plot.data, plot.layout); }",
        plot,
    )
    boxes = page.evaluate(BOXES)
    for text, left, top, right, bottom in boxes:
        assert left >= 0 and top >= -1 and right <= 1100 and bottom <= 461, text
    for one, other in combinations(boxes, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        along = min(one[4], other[4]) - max(one[2], other[2])
        # The lines of one text stand closer than their boxes.
        assert across <= 1 or along <= 5, (one[0], other[0])
    said = " ".join(text for text, *_ in boxes).replace("- ", "-")
    own = data.country_name[data.region_code == region]
    assert [name for name in own if name not in said] == []


def test_a_vector_picture_is_small_and_has_neither_tiles_nor_pixels(
    page: Page, reference: Reference
) -> None:
    looks = [LOOKS[3]] * len(LOOKS)  # the densest of all
    figure = subject_map.draw(pathfinders(reference, "en"), words_of("en"), LIGHT, looks=looks)
    svg = page.evaluate(
        "plot => Plotly.toImage(plot, {format: 'svg', width: 1100, height: 460, imageDataOnly: true})",
        json.loads(figure.to_json()),
    )
    assert len(svg.encode()) <= 1_500_000
    assert not any(tag in svg for tag in ("<pattern", "<image", "<foreignObject"))
    assert LIGHT.hatch.lower() in svg.lower() or "rgb(154, 165, 177)" in svg

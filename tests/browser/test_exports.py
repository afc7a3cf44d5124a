"""The page of exports and pictures by address in the running app, as readers and scripts meet them."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard.words import words_of
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.xdist_group("browser")

WORDS = words_of("fr")
AMBER = (0xC4, 0x8A, 0x0A)


def test_a_pack_is_made_and_fetched(visit: Visitor, tmp_path: Path) -> None:
    one = visit()
    page = one.open(
        "/exports?lang=fr&scope=countries&countries=KEN&views=brief,peers&formats=pdf,csv"
    )
    page.get_by_role("button", name=WORDS("exports.make"), exact=True).click()
    link = page.get_by_role("link", name=WORDS("exports.download"))
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == (
        "ILLUSTRATIVE_2026-11-22_pays-pionniers_kenya_fr.zip"
    )
    target = tmp_path / "pack.zip"
    download.value.save_as(target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "kenya/ILLUSTRATIVE_2026-11-22_kenya_brief_fr.pdf" in names
        assert archive.read("kenya/2026-11-22_kenya_16-2-1_peers_fr.pdf").startswith(b"%PDF")
        assert one.address in archive.read("index_fr.html").decode()
    # Whoever comes back finds it again.
    one.open("/exports?lang=fr&scope=countries&countries=KEN&views=brief,peers&formats=pdf,csv")
    expect(page.get_by_role("link", name=WORDS("exports.download"))).to_be_visible()


def test_a_picture_has_an_address_with_every_mark(address: str) -> None:
    place = "/export/accountability.png?part=promised&chart=promised_region&form=screen&lang=fr"
    with urllib.request.urlopen(f"{address}{place}", timeout=60) as answer:
        assert answer.headers["Content-Type"] == "image/png"
        name = answer.headers["Content-Disposition"]
        picture = Image.open(io.BytesIO(answer.read())).convert("RGB")
    assert 'filename="ILLUSTRATIVE_2026-11-22_promised-region_fr.png"' in name
    assert picture.size == (3200, 1800)
    # The band that says so stands across the top.
    assert picture.getpixel((4, 20)) == AMBER
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/export/compare.png?country=XX&chart=peers", timeout=60)
    assert refused.value.code == 400
    assert "Found country “XX”; accepted are AGO" in refused.value.read().decode()

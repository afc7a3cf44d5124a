"""Pictures, opened again: size, corners, texts, fonts."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.exports import engine as engines
from dashboard.exports import pictures
from dashboard.exports.faces import width
from dashboard.exports.layout import FORMATS
from dashboard.words import words_of
from tests.dashboard.exports.charts import bars, map_view, view

pytestmark = pytest.mark.skipif(not engines.is_available(), reason="no browser is installed")

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def one_engine(warm_engine: engines.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures come from the browser that all tests share."""
    monkeypatch.setattr(pictures, "engine", lambda: warm_engine)


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def is_blank(image: Image.Image) -> bool:
    return image.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("form", "size"),
    [
        ("screen", (3200, 1800)),
        ("print", (3508, 2480)),
        ("slide", (3840, 2160)),
        ("square", (2160, 2160)),
    ],
)
def test_a_png_has_its_size_and_is_filled_from_head_to_foot(form: str, size: tuple) -> None:
    image = picture(pictures.render(view(is_illustrative=True), form, "png"))
    assert image.size == size
    wide, high = size
    margin = FORMATS[form].margin * 2
    # The band in both upper corners, title left, foot left; nothing runs into the right and lower margins.
    assert image.convert("RGB").getpixel((wide - 3, 3)) == (252, 243, 223)
    assert image.convert("RGB").getpixel((3, 3)) == (196, 138, 10)
    assert not is_blank(image.crop((margin, high - 200, wide // 2, high - 20)))
    assert not is_blank(image.crop((margin, high // 10, wide // 2, high // 4)))
    assert is_blank(image.crop((wide - margin + 8, high // 5, wide, high)))
    assert is_blank(image.crop((0, high - 12, wide, high)))


def test_a_full_one_is_as_high_as_its_rows() -> None:
    image = picture(pictures.render(view(data=bars(60)), "full", "png"))
    assert image.size[0] == 3200
    assert image.size[1] > 60 * 44 * 2


def test_a_print_says_its_density() -> None:
    image = picture(pictures.render(view(), "print", "png"))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_an_svg_holds_its_texts_and_its_fonts() -> None:
    content = pictures.render(view(is_illustrative=True), "screen", "svg").decode()
    root = ElementTree.fromstring(content)
    assert (root.get("width"), root.get("height"), root.get("lang")) == ("1600", "900", "fr")
    assert root.get("direction") == "ltr"
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert view().title in texts
    assert "Source\N{NO-BREAK SPACE}: Division de statistique" in texts
    assert "Pays 8" in texts
    assert texts.count("FICTIF") == 4
    assert root.findtext(f"{SVG}title") == view().title
    # Latin letters alone: one file is enough. Nothing is fetched from anywhere.
    assert content.count("@font-face") == 1
    assert "data:font/woff2;base64," in content
    assert not re.search(r"(?:src|href)=\"https?:|url\(.?https?:", content)


def test_signs_bring_their_font() -> None:
    content = pictures.render(view(note="▲ hausse"), "screen", "svg").decode()
    assert content.count("@font-face") == 2


def test_a_pdf_is_one_page_of_text_with_our_font() -> None:
    reader = PdfReader(io.BytesIO(pictures.render(view(is_illustrative=True), "print", "pdf")))
    assert len(reader.pages) == 1
    page = reader.pages[0]
    # A4 across, in points.
    assert float(page.mediabox.width) == pytest.approx(841.9, abs=1)
    assert float(page.mediabox.height) == pytest.approx(595.3, abs=1)
    text = " ".join(page.extract_text().split())
    for must in (
        "Où en sont les promesses de la Côte d’Ivoire",
        "Nombre d’actions · 2026",
        "Division de statistique",
        "Les tranches d’âge diffèrent.",
        "Données du 20 nov. 2026",
        "Pays 8",
        "FICTIF",
        "Rapports fictifs.",
    ):
        assert must in text
    # Chromium embeds the letters of a font with variable weight one by one.
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert {font["/FontDescriptor"]["/FontFamily"] for font in fonts} == {"Noto Sans"}
    assert {font["/Subtype"] for font in fonts} == {"/Type3"}
    assert reader.metadata.title == view().title


def test_a_server_without_any_font_draws_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = view(note="▲ hausse → Türkiye ≤ ğ", is_illustrative=True)
    here = pictures.render(shown, "screen", "png")
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    bare = engines.Engine()
    monkeypatch.setattr(pictures, "engine", lambda: bare)
    try:
        assert pictures.render(shown, "screen", "png") == here
    finally:
        bare.close()


@pytest.mark.parametrize("form", ["screen", "slide", "square"])
def test_a_pdf_for_screens_has_its_proportions(form: str) -> None:
    page = PdfReader(io.BytesIO(pictures.render(view(), form, "pdf"))).pages[0]
    wanted = FORMATS[form]
    assert float(page.mediabox.width / page.mediabox.height) == pytest.approx(
        wanted.width / wanted.height, rel=0.01
    )


def test_a_map_carries_the_un_text() -> None:
    page = PdfReader(io.BytesIO(pictures.render(map_view(), "slide", "pdf"))).pages[0]
    text = " ".join(page.extract_text().split())
    assert words_of("fr")("footer.boundaries") in text


def test_entries_of_a_legend_do_not_touch() -> None:
    root = ElementTree.fromstring(pictures.render(map_view(), "slide", "svg"))
    entries = []
    for group in root.iter(f"{SVG}g"):
        text = group.find(f"{SVG}text")
        if group.get("class") == "traces" and text is not None:
            place = re.findall(r"-?[\d.]+", group.get("transform", ""))
            start = float(place[0]) + float(text.get("x", 0))
            entries.append((float(place[1]), float(place[0]), start + width(text.text or "", 13)))
    rows = {y: sorted(entry[1:] for entry in entries if entry[0] == y) for y, _, _ in entries}
    assert sum(map(len, rows.values())) == 6
    for row in rows.values():
        assert all(end < after for (_, end), (after, _) in itertools.pairwise(row))


def test_many_hatched_bars_with_words_lose_their_hatch() -> None:
    def bars_of(count: int, text: str) -> dict:
        return {"text": [text] * count, "marker": {"color": "#EEF1F4", "pattern": {"shape": "/"}}}

    many, few, wordless = bars_of(110, "no data"), bars_of(5, "no data"), bars_of(110, "")
    pictures.spare_hatches({"data": [many, few, wordless, {"type": "scatter"}]})
    assert many["marker"] == {"color": "#EEF1F4"}
    assert few["marker"]["pattern"] == wordless["marker"]["pattern"] == {"shape": "/"}


def test_density_is_written_behind_the_header() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (4, 4)).save(plain, "PNG")
    assert picture(pictures.with_density(plain.getvalue(), 96)).info["dpi"] == pytest.approx(
        (96, 96), abs=0.1
    )

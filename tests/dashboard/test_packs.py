"""What a pack is made of, from a plan to the zip; pictures stand for themselves here, for they have their own tests."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard import packs
from dashboard.exports.engine import NoBrowser
from dashboard.exports.layout import NoRoom
from dashboard.exports.pack import AnotherPack, Progress
from dashboard.exports.view import View
from dashboard.packs import Plan
from dashboard.warehouse import current_build
from dashboard.words import words_of
from tests.dashboard.conftest import TODAY
from tests.dashboard.exports.charts import view


def plan(**values: Any) -> Plan:
    given: dict[str, Any] = {
        "scope": "countries",
        "region": "",
        "countries": ("KEN",),
        "views": ("brief", "roadmap"),
        "formats": ("pdf", "pptx", "xlsx", "csv"),
        "languages": ("en",),
        "form": "slide",
        "site": "https://example.org",
        "build": current_build(),
        "today": TODAY,
    }
    return Plan(**(given | values))


def test_a_country_has_a_brief_a_deck_and_each_figure_in_each_format() -> None:
    items = list(packs.items(plan()))
    paths = [item.path for item in items]
    assert paths[:2] == [
        "kenya/ILLUSTRATIVE_2026-11-22_kenya_brief_en.pdf",
        "kenya/ILLUSTRATIVE_2026-11-22_kenya_slides_en.pptx",
    ]
    assert "kenya/ILLUSTRATIVE_2026-11-22_kenya_gantt_en.pdf" in paths
    # A table has no picture.
    actions = [path.rpartition(".")[2] for path in paths if "_actions_" in path]
    assert actions == ["xlsx", "csv"]
    assert len(paths) == len(set(paths))
    assert all(item.is_illustrative for item in items)
    assert {item.part for item in items} == {"Kenya"}
    assert all(item.address.startswith("https://example.org/country?") for item in items)


def test_a_region_has_its_own_views_and_its_countries_in_every_language() -> None:
    asked = plan(
        scope="region", region="9", countries=("PNG",), formats=("csv",), languages=("fr", "en"),
        views=("map", "accountability", "overview"),
    )  # fmt: skip
    items = list(packs.items(asked))
    assert {tuple(item.path.split("/")[:2]) for item in items} == {
        ("fr", "oceanie"),
        ("en", "oceania"),
    }
    shown = [item.path.rpartition("/")[2] for item in items if item.language == "en"]
    assert "ILLUSTRATIVE_2026-11-22_map_stage_oceania_en.csv" in shown
    assert "ILLUSTRATIVE_2026-11-22_oceania_promised-region_en.csv" in shown
    # The overview is of all 47, and these views are none of a country's.
    assert not [name for name in shown if "steps" in name or "papua" in name]


def test_each_figure_stands_once_though_several_views_show_it() -> None:
    items = packs.items(plan(views=("peers",), formats=("csv",)))
    names = [item.path.rpartition("/")[2] for item in items]
    assert names == [
        "2026-11-22_kenya_16-2-1_peers_en.csv",
        "2026-11-22_kenya_16-2-2_peers_en.csv",
        "2026-11-22_kenya_16-2-3_peers_en.csv",
        "ILLUSTRATIVE_2026-11-22_kenya_16-2-1_peer-roadmaps_en.csv",
    ]


def test_the_plan_names_its_pack() -> None:
    assert plan().name() == "ILLUSTRATIVE_2026-11-22_pathfinders_kenya_en"
    region = plan(scope="region", region="2", languages=("fr", "en"))
    assert region.name() == "ILLUSTRATIVE_2026-11-22_pays-pionniers_afrique_fr_en"
    whole = plan(scope="alliance", audience="alliance")
    assert whole.name() == "ILLUSTRATIVE_ALLIANCE_ONLY_2026-11-22_pathfinders_the-alliance_en"
    many = plan(countries=("KEN", "UGA", "NGA", "ZMB"))
    assert many.name() == "ILLUSTRATIVE_2026-11-22_pathfinders_4-countries_en"


def test_the_files_are_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs.pictures, "render", lambda view, form, kind: b"%PDF-" + form.encode())
    progress = Progress()
    target = packs.make(plan(), tmp_path, progress)
    assert target == tmp_path / "ILLUSTRATIVE_2026-11-22_pathfinders_kenya_en.zip"
    assert progress.failures == []
    # What is in the zip need not lie beside it.
    assert list(tmp_path.iterdir()) == [target]
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        assert names[:2] == ["index_en.html", "index.csv"]
        files = {name.rpartition("/")[2]: archive.read(name) for name in names}
    brief = PdfReader(io.BytesIO(files["ILLUSTRATIVE_2026-11-22_kenya_brief_en.pdf"]))
    assert len(brief.pages) == 2
    deck = Presentation(io.BytesIO(files["ILLUSTRATIVE_2026-11-22_kenya_slides_en.pptx"]))
    assert len(list(deck.slides)) >= 5
    book = openpyxl.load_workbook(
        io.BytesIO(files["ILLUSTRATIVE_2026-11-22_kenya_actions_en.xlsx"])
    )
    assert book.worksheets[0].freeze_panes
    assert files["ILLUSTRATIVE_2026-11-22_kenya_gantt_en.pdf"] == b"%PDF-print"
    index = files["index_en.html"].decode()
    assert words_of("en")("ribbon.title") in index
    assert current_build() in index


def test_without_a_browser_pictures_are_named_and_all_else_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(view: View, form: str, kind: str) -> bytes:
        raise NoBrowser("Found no browser.")

    monkeypatch.setattr(packs.pictures, "render", render)
    progress = Progress()
    target = packs.make(plan(formats=("png", "csv"), views=("roadmap",)), tmp_path, progress)
    assert target is not None
    assert {failure.reason for failure in progress.failures} == {
        words_of("en")("export_menu.failed.no_browser")
    }
    assert {failure.item.path[-4:] for failure in progress.failures} == {".png"}
    with zipfile.ZipFile(target) as archive:
        assert {name[-4:] for name in archive.namelist()} == {".csv", "html"}
    # Kept for the next try, which makes the missing ones only.
    made: list[str] = []
    monkeypatch.setattr(
        packs.pictures, "render", lambda view, form, kind: made.append(kind) or b"png"
    )
    monkeypatch.setattr(packs, "view_csv", lambda view: pytest.fail("made already"))
    packs.make(plan(formats=("png", "csv"), views=("roadmap",)), tmp_path, progress)
    assert progress.failures == []
    assert set(made) == {"png"}
    assert [file.suffix for file in tmp_path.iterdir()] == [".zip"]


def test_a_cancelled_pack_gives_no_zip(tmp_path: Path) -> None:
    assert packs.make(plan(), tmp_path, Progress(), lambda: True) is None
    assert not list(tmp_path.glob("*.zip"))


def test_a_pack_of_another_plan_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = plan(formats=("csv",), views=("peers",))
    target = packs.make(asked, tmp_path, Progress())
    assert target is not None
    before = target.read_bytes()
    with pytest.raises(AnotherPack, match="Remove it, or name another folder"):
        packs.make(plan(formats=("csv",), views=("progress",)), tmp_path, Progress())
    assert target.read_bytes() == before
    # The same one may be made again, and is the same.
    packs.make(asked, tmp_path, Progress())
    assert target.read_bytes() == before


def test_a_choice_without_any_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(packs.NothingChosen, match="Choose views and formats that go together"):
        packs.make(plan(views=("brief",), formats=("csv",)), tmp_path, Progress())


def test_a_figure_too_high_for_its_form_is_made_in_full_height(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def render(view: View, form: str, kind: str) -> bytes:
        if form == "slide":
            raise NoRoom("too high")
        return form.encode()

    monkeypatch.setattr(packs.pictures, "render", render)
    assert packs.file_of(view(), "png", "slide") == b"full"


def test_the_command_makes_the_same_plan() -> None:
    from dashboard.exports.__main__ import _parser, plan_of

    for asked in (
        plan(views=("brief", "peers"), form="square", languages=("fr", "en")),
        plan(scope="region", region="2", countries=("KEN", "UGA"), views=packs.VIEWS),
        plan(scope="alliance", countries=(), views=packs.VIEWS),
    ):
        words = packs.command(asked).split()
        options = _parser().parse_args(words[words.index("pack") :])
        assert plan_of(options)._replace(today=asked.today) == asked


def test_regions_and_their_countries_are_those_of_the_47() -> None:
    regions = packs.regions("fr")
    assert list(regions.values()) == ["Afrique", "Amériques", "Asie", "Europe", "Océanie"]
    counts = {name: len(packs.countries_of(code, "fr")) for code, name in regions.items()}
    assert sum(counts.values()) == len(packs.countries_of(packs.WHOLE, "fr")) == 47
    assert plan().said()["today"] == datetime.date(2026, 11, 22).isoformat()

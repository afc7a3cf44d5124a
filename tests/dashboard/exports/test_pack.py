"""Making the files of a pack: whole or not at all, gone on with, named where they fail, and bundled with an index."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.exports.layout import NoRoom
from dashboard.exports.pack import AnotherPack, Item, Progress, bundle, make_files
from dashboard.words import words_of

PLAN = {"countries": ["KEN"], "build": "2026-11-22T000000-abcdef"}


def item(path: str, make: Callable[[], bytes], **values: object) -> Item:
    given = {
        "path": path,
        "language": "fr",
        "part": "Kenya",
        "title": f"Titre de <{path}>",
        "source": "=Division de statistique",
        "address": "https://example.org/country?country=KEN&lang=fr",
        "is_illustrative": False,
        "make": make,
    }
    return Item(**(given | values))  # type: ignore[arg-type]


def calls(made: list[str], name: str, content: bytes = b"content") -> Callable[[], bytes]:
    def make() -> bytes:
        made.append(name)
        return content

    return make


def broken() -> bytes:
    raise NoRoom("“Kenya” does not fit.")


def test_files_are_made_and_a_second_time_only_what_is_missing(tmp_path: Path) -> None:
    made: list[str] = []
    items = [item("kenya/a.png", calls(made, "a")), item("kenya/b.csv", calls(made, "b"))]
    progress = Progress()
    assert make_files(items, tmp_path, PLAN, progress=progress)
    assert (progress.done, progress.total, progress.current) == (2, 2, "")
    assert (tmp_path / "kenya/a.png").read_bytes() == b"content"
    # Changed or gone from outside: made again.
    (tmp_path / "kenya/b.csv").write_bytes(b"half")
    assert make_files(items, tmp_path, PLAN, progress=progress)
    assert made == ["a", "b", "b"]
    assert (tmp_path / "kenya/b.csv").read_bytes() == b"content"


def test_a_cancelled_pack_goes_on_where_it_stopped(tmp_path: Path) -> None:
    made: list[str] = []
    items = [item(f"{name}.csv", calls(made, name)) for name in "abc"]
    assert not make_files(
        items, tmp_path, PLAN, progress=Progress(), is_cancelled=lambda: len(made) == 2
    )
    assert made == ["a", "b"]
    assert make_files(items, tmp_path, PLAN, progress=Progress())
    assert made == ["a", "b", "c"]


def test_a_note_cut_off_by_a_crash_costs_one_file_only(tmp_path: Path) -> None:
    made: list[str] = []
    items = [item(f"{name}.csv", calls(made, name)) for name in "ab"]
    make_files(items, tmp_path, PLAN, progress=Progress())
    notes = tmp_path / "made.jsonl"
    notes.write_text(notes.read_text()[:-20])
    (tmp_path / ".b.csv.draft").write_bytes(b"ha")
    make_files(items, tmp_path, PLAN, progress=Progress())
    assert made == ["a", "b", "b"]
    make_files(items, tmp_path, PLAN, progress=Progress())
    assert made == ["a", "b", "b"]


def test_a_file_that_fails_is_named_and_the_others_are_made(tmp_path: Path) -> None:
    made: list[str] = []
    items = [
        item("a.png", broken),
        item("b.png", lambda: bytes(1 // 0)),
        item("c.png", calls(made, "c")),
    ]
    progress = Progress()
    assert make_files(items, tmp_path, PLAN, progress=progress)
    assert [(failure.item.path, failure.reason) for failure in progress.failures] == [
        ("a.png", "“Kenya” does not fit."),
        ("b.png", words_of("fr")("export_menu.failed.other")),
    ]
    assert made == ["c"]
    assert not (tmp_path / "a.png").exists()


def test_files_of_another_plan_are_left_alone(tmp_path: Path) -> None:
    make_files([], tmp_path, PLAN, progress=Progress())
    with pytest.raises(AnotherPack, match="Remove the folder, or name another one") as raised:
        make_files([], tmp_path, {**PLAN, "countries": ["UGA"]}, progress=Progress())
    assert json.dumps(PLAN, sort_keys=True) in str(raised.value)


def test_the_zip_holds_every_file_and_an_index_in_each_language(tmp_path: Path) -> None:
    items = [
        item("kenya/a.png", lambda: b"\x89PNG", is_illustrative=True),
        item("kenya/b.csv", lambda: b"x;y" * 100, part="R&D"),
        item("kenya/c.svg", broken),
    ]
    progress = Progress()
    make_files(items, tmp_path / "work", PLAN, progress=progress)
    target = tmp_path / "pack.zip"
    bundle(
        items, progress.failures, tmp_path / "work", target, plan=PLAN,
        facts=lambda words: [f"Version ({words.language})"], languages=[words_of("fr"), words_of("en")],
    )  # fmt: skip
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "index_fr.html", "index_en.html", "index.csv", "kenya/a.png", "kenya/b.csv",
        ]  # fmt: skip
        assert archive.read("kenya/a.png") == b"\x89PNG"
        stored = {entry.filename: entry.compress_type for entry in archive.infolist()}
        assert stored["kenya/a.png"] == zipfile.ZIP_STORED
        assert stored["kenya/b.csv"] == zipfile.ZIP_DEFLATED
        page = archive.read("index_fr.html").decode()
        rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert '<html lang="fr" dir="ltr">' in page
    assert 'lang=fr">Titre de &lt;kenya/a.png&gt;</a>' in page
    assert '<td><a href="kenya/a.png">PNG</a></td>' in page
    assert page.count('<span class="illustrative">') == 1
    assert "<h2>R&amp;D</h2>" in page
    assert "“Kenya” does not fit." in page
    assert "<script" not in page
    assert "src=" not in page
    assert [(row["file"], row["is_illustrative"], row["failure"]) for row in rows] == [
        ("kenya/a.png", "True", ""),
        ("kenya/b.csv", "False", ""),
        ("kenya/c.svg", "False", "“Kenya” does not fit."),
    ]
    # No cell of the index may run as a formula either.
    assert rows[0]["source"] == "'=Division de statistique"


def test_an_interrupted_zip_leaves_nothing(tmp_path: Path) -> None:
    missing = item("a.png", broken)
    with pytest.raises(FileNotFoundError):
        bundle(
            [missing],
            [],
            tmp_path,
            tmp_path / "pack.zip",
            plan=PLAN,
            facts=lambda _: [],
            languages=[],
        )
    assert list(tmp_path.iterdir()) == []


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    items = [item("a.csv", lambda: b"a")]
    make_files(items, tmp_path, PLAN, progress=Progress())
    for name in ("one", "two"):
        bundle(
            items, [], tmp_path, tmp_path / f"{name}.zip", plan=PLAN,
            facts=lambda _: [], languages=[words_of("fr")],
        )  # fmt: skip
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()

"""Pages as a reader sees them, drawn by Streamlit's own runner on one build of the bundled data."""

from __future__ import annotations

import datetime
import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard.pieces import Table
from dashboard.shell import Run
from dashboard.theme import LIGHT
from dashboard.words import words_of
from etl.build import Summary
from tests.conftest import ROOT
from tests.dashboard import eight_countries, five_countries
from tests.given import publish

TODAY = datetime.date(2026, 11, 22)
APP = ROOT / "dashboard" / "app.py"


@pytest.fixture(scope="session", autouse=True)
def served_build(bundled_warehouse: tuple[Path, Summary]) -> Iterator[str]:
    """The dashboard reads a full build of the bundled data on 22 November 2026; its name."""
    folder, summary = bundled_warehouse
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATHFINDER_WAREHOUSE", str(folder))
        patch.setenv("PATHFINDER_TODAY", TODAY.isoformat())
        # Streamlit's runner reads the metadata of every installed package for each test: once will do.
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield summary.name


@pytest.fixture(scope="session")
def eight_countries_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse folder with one build of the eight countries."""
    folder = tmp_path_factory.mktemp("eight_countries")
    publish(folder, eight_countries.rows)
    return folder


@pytest.fixture
def hand_made(tmp_path: Path, eight_countries_folder: Path) -> Iterator[Path]:
    """The dashboard reads a build of the eight countries instead, as if reports had been received."""
    folder = tmp_path / "warehouse"
    shutil.copytree(eight_countries_folder, folder)
    with reading(folder):
        yield folder


@pytest.fixture(scope="module")
def eight_countries_build(eight_countries_folder: Path) -> Iterator[None]:
    """The dashboard reads a build of the eight countries, for all tests of one module."""
    with reading(eight_countries_folder):
        yield


@pytest.fixture(scope="session")
def five_countries_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse folder with one build of the five countries."""
    folder = tmp_path_factory.mktemp("five_countries")
    publish(folder, five_countries.rows)
    return folder


@pytest.fixture(scope="module")
def five_countries_build(five_countries_folder: Path) -> Iterator[None]:
    """The dashboard reads a build of the five countries, for all tests of one module."""
    with reading(five_countries_folder):
        yield


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let the dashboard read another folder of builds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATHFINDER_WAREHOUSE", str(folder))
        yield


@pytest.fixture(params=["en", "fr"])
def run(request: pytest.FixtureRequest, served_build: str) -> Run:
    """A run of a page in each language, on light ground."""
    return make_run(request.param, served_build)


def make_run(language: str = "en", build: str = "", **values: Any) -> Run:
    """A run of a page, as the shell would start it."""
    facts: dict[str, Any] = {
        "words": words_of(language),
        "style": LIGHT,
        "build": build,
        "built_on": TODAY,
        "is_illustrative": True,
        "today": TODAY,
        "is_narrow": False,
    }
    return Run(**(facts | values))


@dataclass(frozen=True)
class View:
    """What one run of a page has shown."""

    test: AppTest

    @property
    def bodies(self) -> list[str]:
        """The page's own pieces of HTML, in their order."""
        bodies = [str(element.proto.body) for element in self.test.get("html")]
        return [body for body in bodies if not body.startswith("<style>")]

    @property
    def texts(self) -> list[str]:
        """The texts between the tags of these pieces."""
        found = [
            html.unescape(text).strip() for text in re.split(r"<[^>]*>", "\n".join(self.bodies))
        ]
        return [text for text in found if text]

    @property
    def text(self) -> str:
        """All of these texts, one a line."""
        return "\n".join(self.texts)

    @property
    def lead(self) -> str:
        """The sentence under the page's title."""
        found = re.search(r'<p class="pp-lead">(.*?)</p>', "\n".join(self.bodies), re.S)
        assert found, "the page has no heading"
        return html.unescape(found[1])

    @property
    def figures(self) -> dict[str, dict[str, Any]]:
        """The Plotly figures by their key on the page."""
        return {
            str(element.proto.id).partition("chart_")[2]: json.loads(element.proto.spec)
            for element in self.test.get("plotly_chart")
        }

    @property
    def alts(self) -> list[str]:
        """What a screen reader says of the figures."""
        return [str(element.proto.alt) for element in self.test.get("plotly_chart")]

    @property
    def warnings(self) -> list[str]:
        """The notices on choices in the address that are not known."""
        return [element.value for element in self.test.warning]

    @property
    def address(self) -> dict[str, str]:
        """The parameters that stand in the address after the run."""
        return {
            name: value[0] if isinstance(value, list) else value
            for name, value in self.test.query_params.items()
        }


def table_cells(table: Table | str | None) -> list[list[str]]:
    """Texts of a table, or of one in HTML, row by row, without its head."""
    assert table, "there is no table"
    body = table.html() if isinstance(table, Table) else table
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)[1:]
    return [
        [
            html.unescape(re.sub(r"<[^>]*>", "", cell))
            for cell in re.findall(r"<td.*?</td>", row, re.S)
        ]
        for row in rows
    ]


OpenPage = Callable[..., View]


@pytest.fixture
def open_page() -> OpenPage:
    """``open_page("country", country="KEN")``: the page at this address; it must not fail."""
    return show_page


def show_page(name: str, **address: str) -> View:
    """Open a page at an address in a session of its own."""
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.switch_page(f"../pages/{name}.py")
    for parameter, value in address.items():
        test.query_params[parameter] = value
    test.run()
    assert not test.exception, [error.message for error in test.exception]
    return View(test)

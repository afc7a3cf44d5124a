"""The README is true: each command in it is run, each file it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from etl.build import Summary, build
from tests.conftest import make_small_data

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.S)
    for line in block.splitlines()
    if line.split("#")[0].strip()
]
# These are more than a call that ends; each has a test of its own below.
LONG = {"make run", "make run SIGN_IN=development", "make test"}


def test_the_first_screen_has_the_two_commands_and_a_picture() -> None:
    first_screen = "\n".join(README.splitlines()[:12])
    assert "make run" in first_screen
    assert "make test" in first_screen
    assert "docs/images/overview.png" in first_screen


def test_every_file_it_names_is_there() -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    paths = [
        name
        for name in re.findall(r"`([\w./-]+/[\w./*-]*)`", README)
        if not name.startswith(
            (
                "http",
                "s3:",
                "data/received",
                "data/practice",
                "data/warehouse",
                ".streamlit/secrets",
            )
        )
    ]
    assert linked and paths
    for name in [*linked, *paths]:
        assert list(ROOT.glob(name.rstrip("/"))), f"{name} is named in the README and not there"


@pytest.fixture(scope="module")
def builds(
    tmp_path_factory: pytest.TempPathFactory, bundled_warehouse: tuple[Path, Summary]
) -> Path:
    """A folder of two builds, the bundled data's the newer one: what a roll-back needs, and others read."""
    place = tmp_path_factory.mktemp("readme")
    earlier = build(make_small_data(place / "data"), place / "warehouse", reports="none").name
    os.rename(
        place / "warehouse" / f"{earlier}.duckdb",
        place / "warehouse" / "2026-01-01T000000-000000.duckdb",
    )
    newest = f"{bundled_warehouse[1].name}.duckdb"
    shutil.copy(bundled_warehouse[0] / newest, place / "warehouse" / newest)
    (place / "warehouse" / "CURRENT").write_text(f"{newest}\n", encoding="utf-8")
    return place / "warehouse"


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in LONG])
def test_command_runs(command: str, tmp_path: Path, builds: Path) -> None:
    words = shlex.split(command)
    assert words[:2] == [".venv/bin/python", "-m"], "run a new kind of command here, too"
    assert words[2] in ("etl", "dashboard.exports"), "run a new kind of command here, too"
    if "--out" in words:
        words[words.index("--out") + 1] = str(tmp_path)
    folder = shutil.copytree(builds, tmp_path / "warehouse")
    done = subprocess.run(
        [sys.executable, *words[1:]],
        cwd=ROOT, env={**os.environ, "PATHFINDER_WAREHOUSE": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr or done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("choice", [[], ["SIGN_IN=development"]])
def test_make_run_serves(tmp_path: Path, choice: list[str]) -> None:
    if not (ROOT / ".venv" / "runtime").exists():
        pytest.skip("run by `make test`, which has set everything up")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Other tests name folders of builds of their own, and the outer make its own settings.
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PATHFINDER_", "MAKE", "MFLAGS"))
    }
    log = tmp_path / "log"
    with log.open("w") as out:
        server = subprocess.Popen(
            ["make", "run", f"PORT={port}", *choice],
            cwd=ROOT, env=own, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        answer = b""
        deadline = time.monotonic() + 120
        while not answer and time.monotonic() < deadline and server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as page:
                    answer = page.read()
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        assert b'"ok"' in answer, log.read_text()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/overview?lang=fr", timeout=5) as page:
            assert b"Progr\xc3\xa8s des pays pionniers" in page.read()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


@pytest.mark.parametrize(
    ("target", "calls"), [("test", "-m pytest"), ("bench", "-m bench"), ("check", "ruff check")]
)
def test_make_calls_what_it_says(target: str, calls: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert calls in done.stdout


def test_continuous_integration_calls_make_test() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

"""The command that makes a pack, as it is typed: what it prints, what it refuses, that it can be stopped and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from dashboard.exports.__main__ import main
from tests.conftest import ROOT

PACK = ["pack", "--countries", "Kenya", "--views", "peers,brief", "--format", "csv,pdf"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard.exports", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


def test_the_command_prints_the_path_of_the_zip_and_nothing_else(tmp_path: Path) -> None:
    # Without a browser: pictures are named as missing, all else is there.
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.exports", *PACK, "--out", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
        env={**os.environ, "PATH": "/nowhere", "CHROMIUM": ""},
    )  # fmt: skip
    target = tmp_path / "ILLUSTRATIVE_2026-11-22_pathfinders_kenya_en.zip"
    assert done.stdout == f"{target}\n"
    assert done.returncode == 1
    assert done.stderr.count("Not made: kenya/") == 4
    assert "has no browser to draw pictures" in " ".join(done.stderr.split())
    assert "5 of 9 files in" in done.stderr
    assert "Warning" not in done.stderr
    with zipfile.ZipFile(target) as archive:
        assert len(archive.namelist()) == 2 + 5


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--region", "afrika"], "--region: found 'afrika'; accepted are 2 (Africa), 19 (Americas)"),
        (["--countries", "XX"], "--countries: found 'XX'; accepted are "),
        (["--views", "everything"], "--views: found 'everything'; accepted are brief, overview"),
        (["--format", "gif"], "--format: found 'gif'; accepted are pdf, pptx, png, svg, xlsx, csv."),
        (["--language", "de"], "--language: found 'de'; accepted are en, fr."),
        (["--countries", "KEN", "--views", "map"], "--views: found 'map'; accepted are brief, roadmap"),
        (["--views", "brief", "--format", "csv"], "Choose views and formats that go together"),
    ],
)  # fmt: skip
def test_a_faulty_choice_is_refused_with_what_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["pack", *arguments, "--out", str(tmp_path)]) == 2
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_command_keeps_what_was_made_and_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.exports", "pack", "--countries", "KEN,UGA,NGA",
               "--views", "brief", "--format", "pdf", "--out", str(tmp_path)]  # fmt: skip
    environment = {**os.environ, "PATH": "/nowhere", "CHROMIUM": ""}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        deadline = time.monotonic() + 120
        while not list(tmp_path.rglob("*.pdf")) and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, errors = running.communicate(timeout=120)
    assert running.returncode == 130
    assert out == ""
    assert "the same command goes on from there" in errors
    made = {file.name: file.read_bytes() for file in tmp_path.rglob("*_brief_en.pdf")}
    assert 0 < len(made) < 3
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0
    with zipfile.ZipFile(done.stdout.strip()) as archive:
        briefs = [name for name in archive.namelist() if name.endswith("_brief_en.pdf")]
        taken = {name: archive.read(name) for name in briefs}
    assert len(briefs) == 3
    # What was made before the stop is the very same.
    assert made.items() <= {Path(name).name: content for name, content in taken.items()}.items()

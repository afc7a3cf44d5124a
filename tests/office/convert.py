"""Converts a file with LibreOffice, as a program of its own that leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.office.install import find_office

TIMEOUT = 120


def convert(path: Path, kind: str, folder: Path) -> Path:
    """The file converted to a kind (pdf, xlsx, ods), in a folder that is made; returns its path.

    Skips the test where there is no LibreOffice. Fails when it does not end well, in time, or
    writes nothing. Each call has a profile of its own, so that calls may run side by side.
    """
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not here")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="office") as profile:
        process = subprocess.Popen(
            [
                office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
                "--norestore", "--convert-to", kind, "--outdir", str(folder), str(path),
            ],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            said, _ = process.communicate(timeout=TIMEOUT)
        finally:
            _end(process)
    converted = folder / f"{path.stem}.{kind}"
    assert process.returncode == 0, said
    assert converted.is_file() and converted.stat().st_size > 0, said
    return converted


def _end(process: subprocess.Popen[str]) -> None:
    """End what may be left of LibreOffice: its start script runs the program as a child."""
    with contextlib.suppress(ProcessLookupError):  # as it should be
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)

"""Finds a browser for the tests, or gets one: an installed one first, else Playwright's own, else Debian's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dashboard.exports import engine


def find_browser() -> str | None:
    """Path of an installed Chromium or Chrome ($CHROMIUM first), else of Playwright's own, else None."""
    if installed := engine.find_browser():
        return installed
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> str:
    """Path of a browser, installed if need be. Raises RuntimeError with what was tried."""
    found = find_browser()
    if found:
        return found
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    attempts = (
        [[sys.executable, "-m", "playwright", "install", "chromium"]],
        [
            [*as_root, "apt-get", "update", "-qq"],
            [*as_root, "apt-get", "install", "-y", "-qq", "chromium"],
        ],
    )
    for commands in attempts:
        print(f"==> No browser found; trying: {' '.join(commands[-1])}", flush=True)
        try:
            for command in commands:
                subprocess.run(command, check=True, timeout=600)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"    did not work: {error}", flush=True)
            continue
        found = find_browser()
        if found:
            return found
    raise RuntimeError(
        "No browser for the tests. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome make test"
    )


if __name__ == "__main__":
    try:
        print(f"==> Browser for the tests: {install_browser()}")
    except RuntimeError as problem:
        sys.exit(str(problem))

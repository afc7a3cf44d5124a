"""Where a benchmark runs: a temporary folder, a build of the bundled data in it, and an environment without leftovers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.figure import NotMeasured

ROOT = Path(__file__).resolve().parent.parent
BUILD_SECONDS_AT_MOST = 300
# Times the bundled figures; the first is what all others stand beside.
SCALES = (1, 10, 100)


def environment(home: Path, **added: str) -> dict[str, str]:
    """The caller's environment without settings of Streamlit or of the dashboard, and with an empty home folder.

    What a person has set for their own work must not change what is measured.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STREAMLIT_", "PATHFINDER_"))
    }
    home.mkdir(parents=True, exist_ok=True)
    return {**kept, "HOME": str(home), **added}


@dataclass
class Place:
    """The temporary folder of one run of the benchmarks, whether it is a quick one, and how far figures grow."""

    folder: Path
    is_quick: bool = False
    scales: tuple[int, ...] = SCALES
    _builds: list[Path] = field(default_factory=list)

    @property
    def warehouse(self) -> Path:
        """A warehouse folder with one build of the bundled data, made when first asked for."""
        if not self._builds:
            self.build()
        return self._builds[0]

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which the dashboard runs as shipped, on that warehouse."""
        return environment(self.folder / "home", PATHFINDER_WAREHOUSE=str(self.warehouse))

    def build(self) -> tuple[Path, float]:
        """Build the bundled data into a new warehouse folder; the folder, and seconds of the whole process.

        Raises NotMeasured with what the command said where it fails.
        """
        folder = self.folder / f"warehouse_{len(self._builds)}"
        command = [sys.executable, "-m", "etl", "build", "--reports", "illustrative"]
        started = time.perf_counter()
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment(self.folder / "home", PATHFINDER_WAREHOUSE=str(folder)),
                capture_output=True,
                text=True,
                timeout=BUILD_SECONDS_AT_MOST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotMeasured(
                f"The build was not done after {BUILD_SECONDS_AT_MOST} s. Try: python -m etl build"
            ) from None
        seconds = time.perf_counter() - started
        if done.returncode:
            raise NotMeasured(f"The build failed (exit {done.returncode}). {done.stderr.strip()}")
        self._builds.append(folder)
        return folder, seconds

"""Where things lie on this machine: data, builds, and the store of reports; told by the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from etl.reference import DATA_FOLDER

DEVELOPMENT = "development"


@dataclass(frozen=True)
class Places:
    """The data folder, the folder of builds, the store of reports, and whether all of it is practice."""

    data: Path
    warehouse: Path
    store: str
    is_practice: bool


def places(data: Path | None = None) -> Places:
    """The places this process works with; ``data`` given, those that belong to that data folder.

    ``PATHFINDER_DATA``, ``PATHFINDER_WAREHOUSE`` and ``PATHFINDER_STORE`` name them; the defaults are
    data/, warehouse/ and received/ in it. With ``PATHFINDER_SIGN_IN=development`` everything that is
    sent is practice: store and builds lie in practice/, apart from what is real.
    """
    data = data or Path(os.environ.get("PATHFINDER_DATA") or DATA_FOLDER)
    is_practice = os.environ.get("PATHFINDER_SIGN_IN") == DEVELOPMENT
    home = data / "practice" if is_practice else data
    return Places(
        data=data,
        warehouse=Path(os.environ.get("PATHFINDER_WAREHOUSE") or home / "warehouse"),
        store=os.environ.get("PATHFINDER_STORE") or str(home / "received"),
        is_practice=is_practice,
    )

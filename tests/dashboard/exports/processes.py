"""Which processes of a group still run, as the system tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def living(group: int) -> list[int]:
    """Processes of a group that still run (what has ended and waits to be counted is none)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def assert_ended(groups: list[int]) -> None:
    """None of these groups has a process left, now or in a moment."""
    assert wait_for(lambda: not any(map(living, groups))), "a process is left behind"


def wait_for(condition: Callable[[], object], seconds: float = 10) -> bool:
    """Whether the condition comes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False

"""The bar's script: what it leads through is told by the page, and it asks nobody but its own server."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.contents import meeting_stage

SCRIPT = Path(meeting_stage.__file__).with_suffix(".js").read_text(encoding="utf-8")


def test_script_names_no_other_host_and_loads_nothing() -> None:
    assert not re.search(r"https?:|import\s*\(|XMLHttpRequest|innerHTML", SCRIPT)


def test_script_is_given_every_text_it_uses() -> None:
    used = set(re.findall(r"texts\.(\w+)", SCRIPT))
    assert used == set(meeting_stage._BAR_TEXTS)

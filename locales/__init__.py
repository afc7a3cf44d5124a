"""The texts of every language: one YAML file each, read by both the ETL (workbooks, messages) and the dashboard."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
DEFAULT = "en"


@cache
def languages() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the languages that have a file here, the default one first."""
    found = sorted(path.stem for path in FOLDER.glob("*.yml"))
    return (DEFAULT, *(code for code in found if code != DEFAULT))


@cache
def texts(language: str) -> dict[str, str]:
    """All texts of one language as ``dotted.key -> text``.

    Raises ValueError for a language without a file, naming those that have one.
    """
    if language not in languages():
        raise ValueError(f"No texts in language {language!r}; available: {', '.join(languages())}.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"), Loader=loader)
    return dict(_flat(tree, ""))


def _flat(node: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in node.items():
        dotted = f"{prefix}{key}"
        if isinstance(value, dict):
            rows += _flat(value, f"{dotted}.")
        else:
            rows.append((dotted, str(value).strip()))
    return rows

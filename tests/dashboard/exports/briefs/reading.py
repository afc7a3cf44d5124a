"""A brief opened again as its reader gets it."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from dashboard.exports.briefs import Edition
from tests.dashboard.conftest import TODAY

SITE = "https://dashboard.example.org"
NBSP, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def edition(language: str = "en", **values: Any) -> Edition:
    return Edition(language, TODAY, site=SITE, **values)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


def texts(content: bytes) -> list[str]:
    """The text of each page, lines joined."""
    return [re.sub(r"\s*\n\s*", " ", page.extract_text()) for page in opened(content).pages]


def alternatives(content: bytes) -> list[str]:
    """What a screen reader says of the pictures, in their order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, DictionaryObject):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K"))
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(opened(content).trailer["/Root"]["/StructTreeRoot"])
    return found

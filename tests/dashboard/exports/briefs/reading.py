"""Briefs made once for all tests, and opened again as their reader gets them."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from dashboard.exports.briefs import Edition, alliance_brief, country_brief, regional_brief
from dashboard.warehouse import current_build
from tests.dashboard.conftest import TODAY

SITE = "https://dashboard.example.org"
NBSP, THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def edition(language: str = "en", **values: Any) -> Edition:
    return Edition(language, TODAY, site=SITE, **values)


def of_country(code: str, language: str = "en") -> bytes:
    """The brief of a country from the build that is served."""
    return _made(current_build(), "country", code, language)


def of_region(code: str, language: str = "en") -> bytes:
    """The brief of a region from the build that is served."""
    return _made(current_build(), "region", code, language)


def of_alliance(language: str = "en") -> bytes:
    """The brief of the Alliance from the build that is served."""
    return _made(current_build(), "alliance", "", language)


@cache
def _made(build: str, kind: str, code: str, language: str) -> bytes:
    asked = edition(language, build=build)
    if kind == "alliance":
        return alliance_brief(asked)
    return country_brief(code, asked) if kind == "country" else regional_brief(code, asked)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


@cache
def texts(content: bytes) -> tuple[str, ...]:
    """The text of each page, lines joined."""
    pages = opened(content).pages
    return tuple(re.sub(r"\s*\n\s*", " ", page.extract_text()) for page in pages)


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

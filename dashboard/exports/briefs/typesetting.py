"""Typst's part of a brief: a template and its content become a PDF, with the house's fonts and without any network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

FOLDER = Path(__file__).resolve().parent
Template = Literal["country", "group"]


def pdf(template: Template, content: Mapping[str, Any]) -> bytes:
    """A tagged PDF of a template with its content, after PDF/UA-1.

    A report may hold letters that the house's fonts do not have, which PDF/UA-1 forbids: then the same pages come
    without that standard, tagged all the same, and such a letter shows as an empty box. Raises typst.TypstError where
    the content does not fit on its pages even with its lists shortened.
    """
    try:
        return _compiled(template, content, ["ua-1"])
    except typst.TypstError as problem:
        if "PDF/UA-1" not in str(problem):
            raise
        return _compiled(template, content, [])


def _compiled(template: Template, content: Mapping[str, Any], standards: list[Any]) -> bytes:
    made = _compiler(template).compile(
        format="pdf", pdf_standards=standards, sys_inputs=_inputs(content)
    )
    assert isinstance(made, bytes)
    return made


def _inputs(content: Mapping[str, Any]) -> dict[str, str]:
    return {"content": json.dumps(content, ensure_ascii=False)}


def _compiler(template: Template) -> typst.Compiler:
    # A compiler for each file: it keeps its inputs, and several people may export at once.
    return typst.Compiler(
        str(FOLDER / f"{template}.typ"),
        root=str(FOLDER),
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER / "fonts")],
    )

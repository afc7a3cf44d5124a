"""What is taken away: one figure or table with everything that must stand on it, whatever the format."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import LIGHT, Style
from dashboard.words import Words


@dataclass(frozen=True)
class View:
    """One figure (``draw`` of ``data``) and its table, or a table alone, with all that is said of it.

    ``name``: parts of the file's name, such as ``("kenya", "16.2.1", "regional peers")``. ``title``, ``note``
    (measure, unit, group, years: the subtitle), ``alt``, ``source``, ``caveat``: in the language of ``words``.
    ``table``: the twin table with the reader's heads. ``address``: where the view stands. ``is_illustrative``: rests on
    illustrative reports, and must say so. ``is_alliance_only``: made for members. ``has_boundaries``: shows a map,
    which must carry the UN's text. ``build``, ``built_on``: of the data; ``made_on``: of the file.
    """

    words: Words
    name: tuple[str, ...]
    title: str
    note: str
    alt: str
    source: str
    caveat: str
    address: str
    build: str
    built_on: datetime.date
    made_on: datetime.date
    table: pd.DataFrame
    draw: Callable[..., go.Figure] | None = None
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    options: Mapping[str, Any] = field(default_factory=dict)
    is_illustrative: bool = False
    is_alliance_only: bool = False
    has_boundaries: bool = False

    def figure(self, style: Style = LIGHT) -> go.Figure:
        """The figure as on the page, made anew (it may be changed); raises ValueError for a table alone."""
        if self.draw is None:
            raise ValueError(f"{self.title}: a table has no figure.")
        return self.draw(self.data, self.words, style, **self.options)

    def file_name(self, suffix: str) -> str:
        """A name that sorts: ``2026-11-22_kenya_16-2-1_regional-peers_fr.png``, with a prefix where it must warn."""
        return sortable_name(
            self.made_on,
            (*self.name, self.words.language),
            suffix,
            is_illustrative=self.is_illustrative,
            is_alliance_only=self.is_alliance_only,
        )


def sortable_name(
    made_on: datetime.date,
    parts: tuple[str, ...],
    suffix: str,
    *,
    is_illustrative: bool,
    is_alliance_only: bool,
) -> str:
    """The name of a file that is taken away: the day, what it holds, and before them what must warn."""
    prefix = "ILLUSTRATIVE_" if is_illustrative else ""
    prefix += "ALLIANCE_ONLY_" if is_alliance_only else ""
    return f"{prefix}{'_'.join([made_on.isoformat(), *map(slug, parts)])}.{suffix}"


def slug(text: str) -> str:
    """A text as part of a file's name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")

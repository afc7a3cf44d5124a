"""A view on its way out: its file's name sorts and warns."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.exports.view import View, slug
from dashboard.words import words_of

DAY = datetime.date(2026, 11, 22)


def view(**values: Any) -> View:
    """A table of one row, as French readers take it."""
    given: dict[str, Any] = {
        "words": words_of("fr"),
        "name": ("Kenya", "16.2.1", "Pairs régionaux"),
        "title": "Titre",
        "note": "Note",
        "alt": "Texte",
        "source": "Source",
        "caveat": "",
        "address": "http://localhost/compare?country=KEN",
        "build": "2026-11-22T000000-abcdef",
        "built_on": DAY,
        "made_on": DAY,
        "table": pd.DataFrame({"Pays": ["Kenya"]}),
    }
    return View(**(given | values))


def test_file_name_sorts_by_day_and_names_what_it_holds() -> None:
    assert view().file_name("png") == "2026-11-22_kenya_16-2-1_pairs-regionaux_fr.png"


def test_file_name_warns() -> None:
    name = view(is_illustrative=True, is_alliance_only=True).file_name("pptx")
    assert name.startswith("ILLUSTRATIVE_ALLIANCE_ONLY_2026-11-22_")


def test_a_table_alone_has_no_figure() -> None:
    with pytest.raises(ValueError, match="has no figure"):
        view().figure()


def test_slug_keeps_letters_and_digits() -> None:
    assert slug("Côte d’Ivoire – 16.2.3, femmes") == "cote-divoire-16-2-3-femmes"

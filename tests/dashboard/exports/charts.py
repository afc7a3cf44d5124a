"""Views to try pictures with: rows of names with bars, a map, a curve."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import subject_map, world_map
from dashboard.charts.bars import labelled_bars
from dashboard.classes import Look
from dashboard.exports.view import View
from dashboard.theme import LIGHT, Style
from dashboard.words import Words, words_of

DAY = datetime.date(2026, 11, 22)
TITLE = "Où en sont les promesses de la Côte d’Ivoire\N{NO-BREAK SPACE}?"


def draw_bars(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """One bar for each row of name and value."""
    labels = [words.number(value) for value in data["value"]]
    return labelled_bars(list(data["name"]), list(data["value"]), labels, style, is_narrow=False)


def bars(count: int, name: str = "Pays") -> pd.DataFrame:
    """So many rows, with values from 1."""
    names = [f"{name} {place}" for place in range(1, count + 1)]
    return pd.DataFrame({"name": names, "value": range(1, count + 1)})


def view(**values: Any) -> View:
    """A chart of eight bars, in French, real figures for everybody; ``values`` change it."""
    given: dict[str, Any] = {
        "words": words_of("fr"),
        "name": ("essai",),
        "title": TITLE,
        "note": "Nombre d’actions · 2026",
        "alt": "Huit barres, de 1 à 8.",
        "source": "Division de statistique",
        "caveat": "Les tranches d’âge diffèrent.",
        "address": "http://localhost:8501/country?country=CIV&lang=fr",
        "build": "2026-11-20T000000-abcdef",
        "built_on": datetime.date(2026, 11, 20),
        "made_on": DAY,
        "table": pd.DataFrame({"Pays": ["Kenya"]}),
        "draw": draw_bars,
        "data": bars(8),
    }
    return View(**(given | values))


def map_view(**values: Any) -> View:
    """The world's map with two countries."""
    stages = pd.DataFrame(
        {
            "country_code": ["KEN", "CIV"],
            "country_name": ["Kenya", "Côte d’Ivoire"],
            "stage": ["implementing", "roadmap_submitted"],
        }
    )
    return view(draw=world_map.draw, data=stages, has_boundaries=True, **values)


def region_view(region: str = "2", **values: Any) -> View:
    """A map that lays itself out for its room: two countries of Africa, of which one is known."""
    rows = pd.DataFrame(
        {
            "country_code": ["KEN", "CIV"],
            "country_name": ["Kenya", "Côte d’Ivoire"],
            "region_code": ["2", "2"],
            "longitude": [37.9, -5.5],
            "latitude": [0.5, 7.6],
            "look": [0, 1],
        }
    )
    looks = (
        Look("plus de 20 %", 1, LIGHT.levels[3]),
        Look("pas de données", 1, LIGHT.no_data, "hatch"),
    )
    options = {"looks": looks, "region": region, **subject_map.ROOM}
    return view(draw=subject_map.draw, data=rows, options=options, has_boundaries=True, **values)

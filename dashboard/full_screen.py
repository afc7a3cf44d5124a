"""One figure alone, filling the window: ``?full=KEY`` on the address of any page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import css, filters, pieces, unwatched
from dashboard.collecting import Unknown
from dashboard.exports.layout import Format, lay_out_if_it_fits, smallest_type
from dashboard.exports.slide_table import said_in_cell
from dashboard.exports.statements import warnings
from dashboard.exports.view import View
from dashboard.navigation import PageEntry
from dashboard.shell import Run
from dashboard.theme import Style
from dashboard.words import Words

NAME = "full"
# Pixels of the smallest type, of a screen of 1920 by 1080: smaller only where the figure would not fit otherwise.
_FLOORS = (20, 17, 13)
# Of its height, some is the way back's.
_STAGE = Format("stage", 1920, 1020, 1, 64, 46, 26, _FLOORS[0], _FLOORS[0])
_PLOTLY = {"staticPlot": True, "responsive": False}


class Enlarged(NamedTuple):
    """A figure in its own pixels, and how many pixels of the screen's sheet each of them takes."""

    figure: go.Figure
    zoom: float


_fit = st.components.v2.component(
    "full_screen", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def show(run: Run, entry: PageEntry) -> bool:
    """Show the one figure that the address asks for, and say whether it did.

    Where the page has no such figure, a notice says so, and the page itself is to be shown.
    """
    if NAME not in st.query_params:
        return False
    choices = {
        name: choice
        for name, choice in st.query_params.to_dict().items()
        if name not in (NAME, "lang")
    }
    found = unwatched.views_at(
        entry, choices, language=run.language, audience=run.audience, site=run.site, build=run.build
    )
    key = st.query_params[NAME]
    if key not in found.views:
        # As code: a notice reads Markdown, and a link's maker must put neither pictures nor links of theirs on the page.
        name = " ".join(key[:40].replace("`", "'").split())
        st.warning(run.words("full_screen.unknown", name=f"`{name}`"), icon=":material/link_off:")
        return False
    view = found.views[key]
    shown = None if view.draw is None else enlarged(view, run.style, is_narrow=run.is_narrow)
    st.html(f"<style>{css.FULL_SCREEN}</style>")
    with st.container(key="full"), st.container(key="full_sheet", gap=None):
        _draw(view, shown, found.unknown)
        st.button(
            run.words("full_screen.back"),
            icon=":material/close_fullscreen:",
            type="tertiary",
            key="full_back",
            on_click=filters.write,
            kwargs={NAME: ""},
        )
    more = shown.figure.layout.height * (shown.zoom - 1) if shown else 0
    _fit(key="full_fit", data={"zoom": shown.zoom if shown else 1, "more": more}, height=1)
    return True


def _draw(view: View, shown: Enlarged | None, unknown: Sequence[Unknown]) -> None:
    notices = [
        view.words("filter.unknown_value", name=one.name, value=one.found, accepted=one.accepted)
        for one in unknown
    ]
    bands = [f'<p class="pp-full-band" role="note">{escape(text)}</p>' for text in warnings(view)]
    said = [f'<p class="pp-full-notice">{escape(text)}</p>' for text in notices]
    st.html(
        f'{"".join(bands)}{"".join(said)}<h1 class="pp-full-title">{escape(view.title)}</h1>'
        f'<p class="pp-full-note">{escape(view.note)}</p>'
    )
    if shown is None:
        st.html(f'<div class="pp-full-table">{_table(view)}</div>')
    else:
        st.plotly_chart(
            shown.figure,
            theme=None,
            # On a phone the figure is as wide as there is room.
            width=shown.figure.layout.width or "stretch",
            height=shown.figure.layout.height,
            key="full_chart",
            alt=view.alt,
            config=_PLOTLY,
        )
    st.html(f'<p class="pp-full-foot">{escape(" · ".join(_foot(view)))}</p>')


def enlarged(view: View, style: Style, *, is_narrow: bool) -> Enlarged:
    """The figure as large as the screen has room for; on a phone as the page has it.

    Where even the smallest type leaves it higher than the screen, it is as high as the largest floor asks for, to be
    scrolled.
    """
    assert view.draw is not None
    if is_narrow:
        options = {**view.options, **({"is_narrow": True} if "is_narrow" in view.options else {})}
        return Enlarged(replace(view, options=options).figure(style), 1)
    room = _STAGE.width - 2 * _STAGE.margin
    on_ground = replace(view, draw=partial(_drawn_in, view.draw, style))
    for floor in _FLOORS:
        sheet = lay_out_if_it_fits(on_ground, replace(_STAGE, smallest=floor))
        # The page's own texts keep their size.
        if sheet and sheet.format.foot == _STAGE.foot:
            return Enlarged(sheet.figure, room / sheet.figure.layout.width)
    figure = view.figure(style)
    zoom = _FLOORS[0] / smallest_type(figure)
    figure.layout.width = round(room / zoom)
    return Enlarged(figure, zoom)


def _drawn_in(
    draw: Any, ground: Style, data: pd.DataFrame, words: Words, style: Style, **options: Any
) -> go.Figure:
    """The figure on the reader's ground, whichever is asked for."""
    return draw(data, words, ground, **options)


def _table(view: View) -> str:
    are_numbers = [pd.api.types.is_numeric_dtype(kind) for kind in view.table.dtypes]
    rows = [
        [
            # A screen that is scrolled has room for whole texts.
            pieces.Cell(
                cell if isinstance(cell, str) else said_in_cell(cell, view.words),
                is_number=is_number,
            )
            for cell, is_number in zip(row, are_numbers, strict=True)
        ]
        for row in view.table.itertuples(index=False)
    ]
    return pieces.Table([str(head) for head in view.table.columns], rows, view.title).html()


def _foot(view: View) -> list[str]:
    """Source, caveat, the UN's text under a map, and the day of the data."""
    words = view.words
    boundaries = words("footer.boundaries")
    said = [
        words("show.source", source=view.source),
        view.caveat,
        boundaries if view.has_boundaries and boundaries not in view.caveat else "",
        words("full_screen.built_on", date=words.date(view.built_on)),
    ]
    return [text for text in said if text]

"""A chart as a file where the server cannot draw one: the sheet is put together by the reader's own browser."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.exports.faces import STATIC, faces
from dashboard.exports.layout import FORMATS, lay_out
from dashboard.exports.view import View
from dashboard.words import Words

_TEXTS = ("png", "svg", "not_ready", "failed")
# The figure is drawn to be read out of the page again: nothing on it answers to the pointer.
_PLOTLY = {"staticPlot": True, "responsive": False}

_sheet = st.components.v2.component(
    "own_browser",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    # The house's stylesheet holds for it, too.
    isolate_styles=False,
)


def show(words: Words, view: View, key: str, form: str) -> None:
    """Show buttons for PNG and SVG in a form that the view fits; the sheet is the one that the server would draw."""
    sheet = lay_out(view, FORMATS[form])
    with st.container(key=f"drawn_here_{key}"):
        st.plotly_chart(
            sheet.figure,
            theme=None,
            width=sheet.figure.layout.width,
            height=sheet.figure.layout.height,
            key=f"own_chart_{key}",
            alt=view.alt,
            config=_PLOTLY,
        )
    _sheet(
        key=f"own_sheet_{key}",
        data={
            "plot": f"st-key-drawn_here_{key}",
            "sheet": {name: part for name, part in sheet.drawn().items() if name != "title"},
            "scale": sheet.format.scale,
            "name": view.file_name(""),
            "faces": [
                {
                    "family": face.family,
                    "weight": face.weight,
                    "unicodeRange": face.unicode_range,
                    "ranges": face.ranges,
                    "address": f"{_static()}/{face.path.relative_to(STATIC)}",
                }
                for face in faces()
            ],
            "texts": {name: words(f"export_menu.own.{name}") for name in _TEXTS},
        },
    )


def _static() -> str:
    """Where this server serves the house's own files."""
    base_path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"{f'/{base_path}' if base_path else ''}/app/static"

"""A view's figure as a picture: PNG, SVG or PDF, with all that must stand on it."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any

from dashboard.exports.engine import Kind, engine
from dashboard.exports.layout import FORMATS, Format, lay_out
from dashboard.exports.view import View

_SIGNATURE_BYTES = 8
# A PNG's first chunk is its header: length, name, 13 bytes, checksum.
_HEADER_END = _SIGNATURE_BYTES + 25
_CSS_PIXELS_PER_INCH = 96
_MILLIMETRES_PER_INCH = 25.4
# Bars of one trace that keep their hatch in a PDF.
_HATCHED_AT_MOST = 50


def render(view: View, form: str, kind: Kind) -> bytes:
    """The file's bytes. ``form`` is a name in FORMATS: screen, print, slide, square or full.

    A PNG has ``scale`` pixels to a unit of its format; an SVG one; a PDF for print has the paper's size, others 96
    units to an inch. Raises NoRoom (see lay_out), ValueError for a table alone, PictureError and its kinds (see
    Engine.draw).
    """
    wanted = FORMATS[form]
    sheet = lay_out(view, wanted)
    # Plotly's own reading of an update would go through every letter of it.
    figure = json.loads(sheet.figure.to_json())
    figure["layout"]["meta"] = {"sheet": sheet.drawn()}
    if kind == "pdf":
        spare_hatches(figure)
    content = engine().draw(figure, kind, sheet.width, sheet.height, _scale(wanted, kind))
    if kind == "png" and wanted.dots_per_inch:
        return with_density(content, wanted.dots_per_inch)
    return content


def spare_hatches(figure: dict[str, Any]) -> None:
    """Take the hatch from traces of many bars that say in words what they are.

    Chromium writes each hatched bar into a PDF as a picture of its own: a hundred take most of a minute and 20 MB.
    """
    for trace in figure["data"]:
        texts = trace.get("text")
        if isinstance(texts, list) and len(texts) > _HATCHED_AT_MOST and all(texts):
            trace.get("marker", {}).pop("pattern", None)


def with_density(png: bytes, dots_per_inch: float) -> bytes:
    """The PNG with its density written down (chunk pHYs, in pixels per metre), so that it prints in its own size."""
    per_metre = round(dots_per_inch / _MILLIMETRES_PER_INCH * 1000)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_HEADER_END] + chunk + png[_HEADER_END:]


def _scale(form: Format, kind: Kind) -> float:
    if kind == "png":
        return form.scale
    if kind == "pdf" and form.paper_width:
        return form.paper_width / _MILLIMETRES_PER_INCH * _CSS_PIXELS_PER_INCH / form.width
    return 1

"""The house's own type outside the browser's page: how wide a text is set, and the files that a picture must carry."""

from __future__ import annotations

import base64
import threading
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = ROOT / ".streamlit" / "config.toml"
STATIC = ROOT / "dashboard" / "static"
_SERVED_AS = "app/static/"
# Widths are measured at this size and scaled: hinting plays no part then.
_MEASURED_AT = 200
_READING = threading.Lock()
# After these an address may go on in the next line.
_ADDRESS_ENDS = "&?/,"


@dataclass(frozen=True)
class Face:
    """One font file: its family, weights as CSS says them, the characters it is for, first and last of each range."""

    family: str
    path: Path
    weight: str
    unicode_range: str
    ranges: tuple[tuple[int, int], ...]

    def has(self, character: str) -> bool:
        """Whether the file is for this character."""
        code = ord(character)
        return any(first <= code <= last for first, last in self.ranges)

    def for_script(self) -> dict[str, object]:
        """What the drawing page needs: the file itself as a data address, and its characters."""
        content = base64.b64encode(self.path.read_bytes()).decode("ascii")
        return {
            "family": self.family,
            "weight": self.weight,
            "unicodeRange": self.unicode_range,
            "ranges": self.ranges,
            "address": f"data:font/woff2;base64,{content}",
        }


@cache
def faces() -> tuple[Face, ...]:
    """The font files in the order in which a browser looks them up, as the server's settings declare them."""
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    return tuple(
        Face(
            family=entry["family"],
            path=STATIC / entry["url"].removeprefix(_SERVED_AS),
            weight=entry["weight"],
            unicode_range=entry["unicodeRange"],
            ranges=tuple(_ranges(entry["unicodeRange"])),
        )
        for entry in settings["theme"]["fontFaces"]
    )


@lru_cache(maxsize=20_000)
def width(text: str, size: float, weight: int = 400) -> float:
    """How wide a text in one line is, in the unit of ``size``; a character that no file has counts as one square."""
    with _READING:
        total = 0.0
        for font, part in _runs(text, weight):
            total += font.getlength(part) if font else _MEASURED_AT * len(part)
    return total * size / _MEASURED_AT


def lines(text: str, size: float, room: float, weight: int = 400) -> list[str]:
    """The text in lines no wider than ``room``; a word that is wider alone, such as an address, is cut."""
    said: list[str] = []
    line = ""
    # Only plain spaces part words: the no-break ones of French stay.
    for word in filter(None, text.replace("\n", " ").split(" ")):
        longer = f"{line} {word}" if line else word
        if width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            said.append(line)
        line = word
        while width(line, size, weight) > room and len(line) > 1:
            fitting = next(
                (n for n in range(len(line) - 1, 1, -1) if width(line[:n], size, weight) <= room), 1
            )
            # An address is cut between two choices rather than within one.
            between = max(line.rfind(sign, 0, fitting) for sign in _ADDRESS_ENDS) + 1
            fitting = between if between > fitting / 2 else fitting
            said.append(line[:fitting])
            line = line[fitting:]
    return [*said, line] if line else said


def _runs(text: str, weight: int) -> Iterable[tuple[ImageFont.FreeTypeFont | None, str]]:
    """The text in parts that are set from one file each."""
    found: list[tuple[Face | None, str]] = []
    for character in text:
        face = next((face for face in faces() if face.has(character)), None)
        if found and found[-1][0] is face:
            found[-1] = (face, found[-1][1] + character)
        else:
            found.append((face, character))
    return [(_font(face.path, weight) if face else None, part) for face, part in found]


@cache
def _font(path: Path, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), _MEASURED_AT)
    if path.stem.endswith("-wght-normal"):
        font.set_variation_by_axes([weight])
    return font


def _ranges(declared: str) -> Iterable[tuple[int, int]]:
    """First and last character of each range of a CSS unicode-range, such as ``U+0131, U+0152-0153``."""
    for part in declared.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        yield int(first, 16), int(last or first, 16)

"""Why a file could not be made, as the reader is told."""

from __future__ import annotations

import pytest

from dashboard.exports.engine import BrowserEnded, NoBrowser, PictureError, TookTooLong
from dashboard.exports.failures import reason
from dashboard.exports.layout import NoRoom
from dashboard.words import words_of


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("problem", "key"),
    [
        (TookTooLong("after 20 seconds"), "took_too_long"),
        (NoBrowser("none"), "no_browser"),
        (BrowserEnded("twice"), "browser_ended"),
        (PictureError("a faulty figure"), "other"),
        (ZeroDivisionError("a fault"), "other"),
    ],
)
def test_each_kind_has_its_sentence(language: str, problem: Exception, key: str) -> None:
    words = words_of(language)
    assert reason(problem, words) == words(f"export_menu.failed.{key}")


def test_no_room_names_what_fits() -> None:
    assert (
        reason(NoRoom("Formats possibles : carré."), words_of("fr")) == "Formats possibles : carré."
    )

"""Files that are made when they are asked for: a failure is told once, in the reader's language, where it was asked."""

from __future__ import annotations

from typing import Any

import pytest

import locales
from dashboard import downloads
from dashboard.exports.engine import TookTooLong
from dashboard.words import words_of
from tests.dashboard.conftest import OpenPage


@pytest.mark.parametrize("language", locales.languages())
def test_a_failure_is_told_in_the_readers_language_and_raised(language: str) -> None:
    words, failures = words_of(language), {"due": "of before"}

    def fail() -> bytes:
        raise TookTooLong("after 20 seconds")

    with pytest.raises(TookTooLong):
        downloads.made(fail, words, failures, "due")
    assert failures == {"due": words("export_menu.failed.took_too_long")}
    # What works afterwards takes the failure back.
    assert downloads.made(lambda: b"file", words, failures, "due") == b"file"
    assert failures == {}


@pytest.mark.parametrize(
    ("page", "address", "key"),
    [
        ("exports", {}, "download_brief"),
        ("submit", {}, "download_template"),
    ],
)
def test_a_page_says_once_why_a_file_is_missing(
    open_page: OpenPage, page: str, address: dict[str, str], key: str
) -> None:
    shown = open_page(page, lang="fr", **address).test
    failures: dict[str, Any] = shown.session_state["download_failures"]
    failures[key] = "Le fichier manque."
    shown.run()
    assert [error.value for error in shown.error] == ["Le fichier manque."]
    shown.run()
    assert not shown.error

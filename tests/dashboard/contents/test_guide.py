"""The guide: every sheet and column of the workbook, in both languages, and no word missing."""

from __future__ import annotations

import pytest

from dashboard.contents import guide
from dashboard.words import words_of
from etl.report.workbook import SHEETS
from etl.vocabulary import ACTION_STATUSES
from tests.dashboard.conftest import OpenPage


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sheet_and_column_is_explained(open_page: OpenPage, language: str) -> None:
    words = words_of(language)
    text = open_page("guide", lang=language).text
    for sheet in SHEETS:
        assert words(f"workbook.intro.{sheet.key}") in text
        for column in sheet.columns:
            assert words(f"workbook.note.{sheet.key}.{column.key}") in text


def test_statuses_are_those_of_the_workbook() -> None:
    assert tuple(ACTION_STATUSES) == guide.STATUSES

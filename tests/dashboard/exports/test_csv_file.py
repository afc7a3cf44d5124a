"""No text of a table runs in a spreadsheet, and nothing else of it changes."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exports.csv_file import csv_bytes, neutralised, view_csv
from dashboard.words import words_of
from tests.dashboard.exports.test_view import view


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["", "a=b", "–", -3.5, None, 0])
def test_all_else_stays(cell: object) -> None:
    assert neutralised(cell) == cell


def test_an_empty_text_stays_empty_in_the_file() -> None:
    assert csv_bytes(pd.DataFrame({"a": ["", "=1"]})).decode("utf-8-sig") == 'a\r\n""\r\n\'=1\r\n'


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "a;=b\r\n4,9;x\r\n"), ("en", "a,=b\r\n4.9,x\r\n")]
)
def test_cells_are_divided_as_a_spreadsheet_in_the_language_divides_them(
    language: str, said: str
) -> None:
    content = csv_bytes(pd.DataFrame({"a": [4.9], "=b": ["x"]}), words_of(language))
    # The mark tells the spreadsheet that it is UTF-8; a head cannot run either.
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == said.replace("=b", "'=b")


def test_a_view_says_its_source_and_whether_it_is_illustrative_in_each_row() -> None:
    given = view(table=pd.DataFrame({"Part": [4.5]}), source="UNSD", is_illustrative=True)
    said = view_csv(given).decode("utf-8-sig")
    assert said == "Part;source;is_illustrative\r\n4,5;UNSD;True\r\n"

"""The families of surveys: a bar and a number each, grouped by figure."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import survey_families
from dashboard.theme import LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(list(cells), columns=["label", "family", "comparable_count", "other_count"])


def test_empty_data_are_an_empty_picture() -> None:
    figure = survey_families.draw(rows(), WORDS, LIGHT)
    assert all(len(trace.y) == 0 for trace in figure.data)


def test_one_row_is_one_bar_with_its_number() -> None:
    figure = survey_families.draw(rows(("16.2.1", "MICS", 11, 0)), WORDS, LIGHT)
    comparable, other, numbers = figure.data
    assert (list(comparable.x), list(other.x)) == ([11], [0])
    assert [text.strip() for text in numbers.text] == ["11"]
    assert figure.layout.yaxis.ticktext == ("MICS",)
    assert figure.layout.annotations[0].text == "<b>16.2.1</b>"


def test_figures_of_another_age_band_are_hatched_and_told_apart() -> None:
    figure = survey_families.draw(rows(("16.2.1", "MICS", 11, 1)), WORDS, LIGHT)
    comparable, other, numbers = figure.data
    assert comparable.marker.pattern.shape == ""
    assert other.marker.pattern.shape == "/"
    assert list(numbers.x) == [12]
    assert numbers.text[0].strip() == "11, and 1 of another age band"


def test_families_stand_under_their_figure() -> None:
    figure = survey_families.draw(
        rows(("16.2.1", "MICS", 11, 1), ("16.2.1", "DHS", 7, 0), ("16.2.3", "DHS", 18, 0)),
        WORDS,
        LIGHT,
        is_narrow=True,
    )
    titles = [(note.text, note.y) for note in figure.layout.annotations]
    assert [text for text, _ in titles] == ["<b>16.2.1</b>", "<b>16.2.3</b>"]
    mics, dhs, second_dhs = figure.data[0].y
    assert titles[0][1] < mics < dhs < titles[1][1] < second_dhs

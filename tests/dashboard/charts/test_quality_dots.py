"""The quality of a roadmap: a dot per field, the peers' median as a line, and n of N in words."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import quality_dots
from dashboard.theme import DARK, LIGHT
from dashboard.words import words_of

WORDS = words_of("en")


def rows(*cells: tuple[str, bool, int, int, float | None]) -> pd.DataFrame:
    columns = ["field", "is_required", "filled_count", "action_count", "peer_median_percent"]
    return pd.DataFrame(cells, columns=columns).astype({"peer_median_percent": "float"})


def test_dots_and_medians_stand_on_their_rows() -> None:
    data = rows(
        ("due_date", True, 15, 16, 100.0),
        ("budget", True, 12, 16, 69.4),
        ("output", False, 4, 16, 50.0),
    )
    figure = quality_dots.draw(data, WORDS, LIGHT, country_name="Kenya")
    median, own = figure.data
    assert list(own.x) == [93.75, 75.0, 25.0]
    assert list(median.x) == [100.0, 69.4, 50.0]
    assert list(own.y) == list(median.y) == list(figure.layout.yaxis.tickvals)
    # Shape tells them apart without colour, and both are named.
    assert own.marker.symbol != median.marker.symbol
    assert (own.name, median.name) == ("Kenya", "Median of the peers")
    assert list(figure.layout.yaxis.ticktext) == ["Due date", "Budget", "Output"]
    assert [note.text for note in figure.layout.annotations] == [
        "<b>Required fields</b>",
        "<b>Further fields</b>",
        "15 of 16 · peers 100%",
        "12 of 16 · peers 69%",
        "4 of 16 · peers 50%",
    ]
    # The whole scale is seen, so that a full field reads as full.
    assert figure.layout.xaxis.tickvals == (0, 25, 50, 75, 100)


def test_one_row_without_peers() -> None:
    figure = quality_dots.draw(
        rows(("lead_body", True, 0, 3, None)), words_of("fr"), DARK, country_name="Fidji"
    )
    assert [note.text for note in figure.layout.annotations] == [
        "<b>Champs requis</b>",
        "0 sur 3",
    ]
    assert list(figure.data[1].x) == [0.0]


def test_narrow_screen_says_each_field_above_its_row() -> None:
    data = rows(("due_date", True, 15, 16, 100.0), ("output", False, 4, 16, 50.0))
    figure = quality_dots.draw(data, WORDS, LIGHT, country_name="Kenya", is_narrow=True)
    said = [note.text for note in figure.layout.annotations]
    assert said[2:] == ["Due date · 15 of 16 · peers 100%", "Output · 4 of 16 · peers 50%"]
    assert figure.layout.yaxis.showticklabels is False
    places = [note.y for note in figure.layout.annotations]
    # Heading, then the field, then its dot: nothing stands on another.
    assert places[0] < places[2] < figure.data[1].y[0]
    assert figure.data[1].y[0] < places[1] < places[3] < figure.data[1].y[1]


def test_names_are_never_read_as_markup() -> None:
    figure = quality_dots.draw(rows(), WORDS, LIGHT, country_name="<b>Land</b>")
    assert figure.data[1].name == "&lt;b&gt;Land&lt;/b&gt;"


def test_empty_data_draw_no_dot() -> None:
    for is_narrow in (False, True):
        figure = quality_dots.draw(rows(), WORDS, LIGHT, country_name="Kenya", is_narrow=is_narrow)
        assert [len(trace.x) for trace in figure.data] == [0, 0]

"""Pictures' figures: medians beside bare Kaleido's, and the waits of many callers."""

from __future__ import annotations

from bench.exports import figures

TIMED = {
    "first": [3.0],
    "ours": [0.3, 0.6, 0.4],
    "bare": [0.2, 0.25, 0.3],
    "callers": [float(wait) for wait in range(1, 22)],
    "mebibytes": [400.0],
    "deck": [4.0, 3.0, 5.0],
    "bare deck": [2.0, 1.0, 3.0],
}


def test_our_pictures_stand_beside_bare_ones() -> None:
    found = {figure.name: figure for figure in figures(TIMED)}
    ours = found["warm PNG of a chart, 1600 × 900 × 2"]
    assert (ours.measured, ours.verdict) == (0.4, "met")
    ratio = found["warm PNG ÷ bare Kaleido"]
    assert (ratio.measured, ratio.verdict) == (1.6, "missed")


def test_the_slowest_of_twenty_callers_is_their_p95() -> None:
    found = {figure.name: figure for figure in figures(TIMED)}
    assert found["10 callers at once: p95 of their waits"].measured == 20.0


def test_a_deck_stands_beside_bare_charts() -> None:
    found = {figure.name: figure for figure in figures(TIMED)}
    assert found["native deck of 30 slides"].measured == 4.0
    assert found["native deck ÷ bare python-pptx"].measured == 2.0

"""How marks are told: the line, and what stands behind it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard import queries
from dashboard.contents import marks
from dashboard.theme import LIGHT
from dashboard.words import words_of
from tests.dashboard.conftest import make_run, table_cells

ENGLISH = make_run("en")
TREND = "PT_F_20-24_MRD_U18_TND"


def test_a_mark_in_words() -> None:
    told = [
        marks.said(marks.one(country, TREND, "F"), ENGLISH.words)
        for country in ("KEN", "TZA", "BFA")
    ]
    assert told == [
        "▲ On track · depends on the method · ■□□ weak evidence",
        "▬ Limited progress · ■□□ weak evidence",
        "◷ Too old to judge",
    ]


def test_the_line_has_the_colour_of_its_word_and_its_cautions() -> None:
    line = marks._line(ENGLISH, "AGO", TREND, "F")
    assert f'<b style="color:{LIGHT.outcomes["moving_away"]}">▼ Moving away</b>' in line
    assert "no larger than the rounding" in line
    assert LIGHT.ink in marks._line(ENGLISH, "BFA", TREND, "F")


def test_explanation_of_a_judged_mark() -> None:
    told = marks.explanation(ENGLISH, "KEN", TREND, "F")
    assert told.title == "From 20.3% (2017) to 12.5% (2022); the target is 0.0% by 2030"
    assert told.caveat.startswith("With two points no uncertainty can be given")
    assert told.options["promise"] == (0.0, 2030)
    assert told.options["word"] == "on_track"
    assert told.options["projection"] is None
    assert list(told.table["Used as"]) == ["Base", "Latest"]
    assert [row[:4] for row in table_cells(told.before)] == [
        ["2017", "20.3%", "Base", "Estimated"],
        ["2022", "12.5%", "Latest", "Estimated"],
    ]
    words = [method.body for method in told.methods]
    assert "The mark follows this method." in words[0]
    assert "This method says another word than the mark." in words[1]
    assert "The target of zero was replaced by 0.001" in words[1]
    assert "Fair progress" in words[2]


def test_explanation_in_french() -> None:
    told = marks.explanation(make_run("fr"), "KEN", TREND, "F")
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert told.title.startswith(f"De 20,3{thin}% (2017) à 12,5{thin}% (2022)")
    assert r"\frac{0 - 20{,}3}{2030 - 2017}" in told.methods[0].formula


def test_what_is_never_judged_has_no_base_and_no_promise() -> None:
    told = marks.explanation(ENGLISH, "KEN", "VC_HTF_DETV", "_T")
    assert told.options["promise"] is told.options["word"] is told.options["slope"] is None
    assert list(told.table["Used as"]) == ["", "", "", "Latest"]
    assert told.methods == ()
    assert "An agreed direction: which way is better." in told.after


def test_thresholds_are_said_with_their_words() -> None:
    (linear, _, chart) = queries.progress.methods("KEN", TREND, "F").itertuples()
    assert marks._thresholds(linear, ENGLISH.words) == (
        "from 0.95: On track · from 0.60: Progress, acceleration needed · "
        "from 0.00: Limited progress · below: Moving away"
    )
    assert marks._thresholds(chart, ENGLISH.words) == (
        "from 0.95: Met or on track · from 0.10: Fair progress · below: Stagnation or regression"
    )


def test_a_method_without_an_answer_says_so() -> None:
    silent = SimpleNamespace(
        method="compound_growth", required=float("nan"), actual=float("nan"), ratio=float("nan"),
        word=None, agrees=None, note="below_floor", on_track_from=0.95, middle_from=0.6,
        limited_from=0.0, reference_keys=["open_sdg"],
    )  # fmt: skip
    body = marks._method_body(silent, "percent", ENGLISH.words)
    assert "This method gives no answer here." in body
    assert body.count("<dd>–</dd>") == 4


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_mark_of_a_country_can_be_opened(language: str) -> None:
    for country in ("KEN", "AGO", "SWE"):
        for mark in queries.progress.marks_of_country(country).itertuples():
            told = marks.explanation(make_run(language), country, mark.series_code, mark.sex)
            assert told.title
            assert len(told.methods) == (3 if mark.is_judged else 0)
    assert words_of(language)("mark.how")

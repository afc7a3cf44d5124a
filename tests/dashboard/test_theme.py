"""Colours and signs: every word with a fixed meaning has both, and texts can be read on them."""

from __future__ import annotations

import pytest

import locales
from dashboard import theme
from dashboard.theme import DARK, LIGHT, Style, style_of, text_on
from etl.vocabulary import (
    ACTION_STATUSES,
    EVIDENCE_STRENGTHS,
    INSPIRE_STRATEGIES,
    JUDGED_WORDS,
    STEPS,
    UNJUDGED_WORDS,
)

STYLES = pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda style: style.name)
LANGUAGES = pytest.mark.parametrize("language", locales.languages())


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_in_the_look() -> None:
    # Two of the values that shared/look.md gives.
    assert contrast("#0B4F8A", "#FFFFFF") == pytest.approx(8.4, abs=0.1)
    assert contrast("#C48A0A", "#FFFFFF") == pytest.approx(3.0, abs=0.1)


@STYLES
def test_every_word_has_a_colour_and_a_sign(style: Style) -> None:
    actions = {*ACTION_STATUSES, "no_report"}
    assert set(theme.ACTION_SIGNS) == set(style.actions) == actions
    assert set(theme.REPORT_SIGNS) == set(style.reports)
    assert set(theme.KNOWLEDGE_SIGNS) == set(style.knowledge)
    assert set(theme.OUTCOME_SIGNS) == set(style.outcomes) == set(JUDGED_WORDS)
    assert set(theme.UNJUDGED_SIGNS) == set(UNJUDGED_WORDS)
    assert set(theme.EVIDENCE_SIGNS) == set(EVIDENCE_STRENGTHS)


@STYLES
def test_outcomes_stand_out_from_the_ground(style: Style) -> None:
    # WCAG 2.2, 1.4.11: graphical objects need 3:1.
    for colour in style.outcomes.values():
        assert contrast(colour, style.ground) >= 2.95


@pytest.mark.parametrize(
    "signs", [theme.ACTION_SIGNS, theme.REPORT_SIGNS, theme.KNOWLEDGE_SIGNS], ids=["a", "r", "k"]
)
def test_signs_differ_so_that_colour_never_speaks_alone(signs: dict[str, str]) -> None:
    assert len(set(signs.values())) == len(signs)


@STYLES
def test_texts_can_be_read(style: Style) -> None:
    for ink in (style.ink, style.secondary, style.accent_text):
        assert contrast(ink, style.ground) >= 4.5
    on_colours = (style.actions, style.reports, style.knowledge)
    for colour in [colour for colours in on_colours for colour in colours.values()]:
        assert contrast(text_on(colour), colour) >= 4.5


@STYLES
def test_states_stand_out_from_the_ground(style: Style) -> None:
    for status in ("complete", "substantial", "limited", "not_started", "cancelled"):
        assert contrast(style.actions[status], style.ground) >= 2.9
    assert contrast(style.alarm, style.ground) >= 3


@STYLES
def test_levels_go_one_way(style: Style) -> None:
    steps = [contrast(level, style.ground) for level in style.levels]
    assert steps == sorted(steps)


@pytest.mark.parametrize("colour", [*LIGHT.levels, *DARK.levels, "#757575", "#7A7A7A", "#808080"])
def test_ink_on_a_colour_is_the_one_that_reads_better(colour: str) -> None:
    chosen = text_on(colour)
    (other,) = {"#10161D", "#FFFFFF"} - {chosen}
    assert contrast(chosen, colour) >= contrast(other, colour)


def test_style_of_a_ground() -> None:
    assert style_of("dark") is DARK
    assert style_of("light") is style_of(None) is LIGHT


def test_strategies_stand_in_the_order_of_the_vocabulary() -> None:
    assert theme.INSPIRE_ORDER == INSPIRE_STRATEGIES


@LANGUAGES
def test_every_word_of_the_vocabulary_has_its_text(language: str) -> None:
    texts = locales.texts(language)
    keys = {
        *(f"step.{step}" for step in STEPS),
        *(f"step_status.{status}" for status in ("reached", "not_reached", "no_report")),
        *(f"stage.{step}" for step in (*STEPS, "none", "no_report")),
        *(f"stage_short.{step}" for step in (*STEPS, "none")),
        *(f"action_status.{status}" for status in theme.ACTION_SIGNS),
        *(f"report_status.{status}" for status in theme.REPORT_SIGNS),
        *(f"knowledge.{state}" for state in theme.KNOWLEDGE_SIGNS),
        *(f"inspire.{strategy}" for strategy in INSPIRE_STRATEGIES),
    }
    assert keys <= set(texts)


@LANGUAGES
def test_words_of_one_kind_differ(language: str) -> None:
    """Different states are different words: no data is not no report."""
    texts = locales.texts(language)
    for kind in ("action_status", "report_status", "knowledge", "state", "legal_status", "step"):
        said = [text for key, text in texts.items() if key.startswith(f"{kind}.")]
        assert len(set(said)) == len(said), kind

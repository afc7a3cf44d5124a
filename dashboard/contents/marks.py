"""How a mark on progress is told: its sign and word, and what must stand beside them."""

from __future__ import annotations

from typing import Any

from dashboard.theme import EVIDENCE_SIGNS, OUTCOME_SIGNS, UNJUDGED_SIGNS
from dashboard.words import Words

SIGNS = {**OUTCOME_SIGNS, **UNJUDGED_SIGNS}


def said(mark: Any, words: Words) -> str:
    """A mark (a row of ``queries.progress``) in words: ``▲ On track · depends on the method · weak evidence``."""
    parts = [f"{SIGNS[mark.word]} {words(f'assessment.word.{mark.word}')}"]
    if mark.is_judged:
        if mark.depends_on_method:
            parts.append(words("assessment.depends_on_method").lower())
        strength = words(f"assessment.evidence.{mark.evidence_strength}").lower()
        parts.append(f"{EVIDENCE_SIGNS[mark.evidence_strength]} {strength}")
    return " · ".join(parts)

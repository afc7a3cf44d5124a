"""Finds what looks like a child's personal data in the free texts of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Texts about people and offices in their function, not about children.
OFFICIAL_COLUMNS = frozenset({"submitting_office", "verified_by", "unit"})

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,30}"
_AGE = r"(?:1[0-7]|[1-9])"
_YEARS = r"(?:[\s\u00a0-]?(?:years?|yrs?)(?:[\s-]old)?\b|[\s\u00a0]ans\b|[\s\u00a0]?y/?o\b)"
# A number that is one end of a span of ages, or counts months of a project, is no child's age.
_NO_SPAN = r"(?![\d\s\u00a0]*(?:to\b|and\b|or\b|à\b|et\b|ou\b|[–-]\s?\d|%))"
# Groups that begin a sentence with a capital letter and have an age.
_GROUPS = (
    "Children|Child|Girls?|Boys?|Pupils?|Students?|Adolescents?|Youths?|Women|Men|People|Persons|"
    "Those|All|Infants?|Minors?|Learners?|Victims?|Survivors?|Respondents?|Population|Enfants?|"
    "Filles?|Garçons?|Élèves?|Elèves?|Femmes?|Hommes?|Jeunes?|Mineure?s?|Personnes?|Victimes?|"
    "Adolescentes?|Ceux|Celles|Tous|Toutes|Over|Under|For|During|After|Within|Since|Pendant|Après|"
    "Depuis|Durant"
)
_ONE_NAME = rf"\b(?!(?:{_GROUPS})\b){_NAME}(?:\s{_NAME}|\s[A-ZÀ-ÖØ-Þ]\.){{0,2}}"

# Without a digit or an @ a text holds none of it.
DIGIT_OR_AT = re.compile(r"[\d@]")
# Rule -> what every find of it holds, looked for first since it takes a fraction of the time.
HINTS: dict[str, re.Pattern[str]] = {
    "personal_email": re.compile("@"),
    "personal_phone": re.compile(r"\d(?:[\s\u00a0().-]{0,2}\d){7}"),
    "personal_identity": re.compile(r"\d{5}"),
    "personal_name": re.compile(rf"{_AGE}(?!\d)(?:(?<=[\s(].)|(?<=[\s(]..))"),
}
# Rule -> what it looks for. All repetitions are bounded, so that a long text takes its length.
PATTERNS: dict[str, re.Pattern[str]] = {
    "personal_email": re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
    "personal_phone": re.compile(
        r"(?<![\w.,])(?:\+[\s\u00a0]?\d|00\d|0\d)(?:[\s\u00a0().-]{0,2}\d){7,13}(?![\w%])"
    ),
    "personal_identity": re.compile(
        r"(?i:\b(?:national id|identity card|id|nin|passport|birth certificate|"
        r"carte d.identité|cni|passeport|acte de naissance)"
        r"[\s\u00a0]{0,2}(?:no\.?|number|n°|nº|numéro|#|:)?[\s\u00a0:]{0,2}[A-Z]{0,4}[-/]?\d{5,20}\b)"
        r"|(?<![\w.,+])(?!00?\d{8,12}\b)\d{11,20}(?![\w%])"
    ),
    "personal_name": re.compile(
        rf"{_ONE_NAME},?\s\(?(?:aged\s|âgée?\sde\s){_AGE}\b{_NO_SPAN}"
        rf"|{_ONE_NAME}(?:,\s|\s\()(?:aged\s|âgée?\sde\s)?{_AGE}{_YEARS}"
        rf"|{_ONE_NAME}\s\({_AGE}\)"
        rf"|\b(?!(?:{_GROUPS})\b){_NAME}\s{_NAME},\s{_AGE}(?=[,;)]|\.(?!\d)|$)"
    ),
}


def personal_data(text: str) -> Iterator[tuple[str, str]]:
    """Rule and masked find of each kind of personal data in a text, at most one of a kind.

    The find is masked to the first sign of each word: the list of problems is kept and shown, and
    must not repeat what should not have been written.
    """
    first = DIGIT_OR_AT.search(text)
    if first is None:
        return
    start = first.start()
    for rule, pattern in PATTERNS.items():
        if HINTS[rule].search(text, start) is None:
            continue
        found = pattern.search(text)
        if found is not None:
            yield rule, re.sub(r"(?<=\w)\w", "•", found[0])

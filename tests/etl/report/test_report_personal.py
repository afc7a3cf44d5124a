"""Personal data: what is taken for a child's, and what reports commonly say that is not."""

from __future__ import annotations

import time

import pytest

from etl.reference import Reference
from etl.report import Words, read_workbook
from etl.report.illustrative import FOLDER
from etl.report.personal import personal_data
from etl.report.workbook import SHEETS


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Amina, aged 9, went back to school", "personal_name"),
        ("Awa Diallo (14 ans) a été entendue", "personal_name"),
        ("Awa, âgée de 14 ans, a été entendue", "personal_name"),
        ("Peter K., 9 years old", "personal_name"),
        ("la petite Élodie (8)", "personal_name"),
        ("Amina Otieno, 12.", "personal_name"),
        ("call 0712 345 678", "personal_phone"),
        ("tél. : +221 77 123 45 67", "personal_phone"),
        ("write to a.otieno+1@mail.example.org", "personal_email"),
        ("passport A1234567", "personal_identity"),
        ("carte d’identité n° 123456789", "personal_identity"),
        ("held 28405129900123 on file", "personal_identity"),
    ],
)
def test_personal_data_is_found_and_masked(text: str, rule: str) -> None:
    ((found, masked),) = personal_data(text)
    assert found == rule
    assert "•" in masked and masked not in text


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 5 to 17 in child labour",
        "Girls aged 15 and over; Pupils aged 9–15",
        "Enfants âgés de 5 à 17 ans",
        "Raise the minimum age of marriage to 18",
        "In Nairobi, 12 districts have committees (2024–2026)",
        "The Penal Code, article 12, was amended on 2025-09-01",
        "Budget of 250 000 000 FCFA, or 1,250,000.50 USD, or 1200000000",
        "SDG 16.2.1; ISO 4217; helpline 116 111; 45.5 %",
        "School year 2024/2025, 0.75 of schools",
        "Ministry of Justice (3 units), UNICEF (2025)",
        "",
    ],
)
def test_common_words_of_reports_are_not_taken_for_personal_data(text: str) -> None:
    assert list(personal_data(text)) == []


def test_bundled_texts_hold_no_personal_data(reference: Reference, words: Words) -> None:
    texts: set[str] = set()
    for path in sorted(FOLDER.glob("*.xlsx")):
        report, _ = read_workbook(path, words)
        assert report is not None
        for sheet in SHEETS:
            for row in [report.form] if sheet.is_form else report.rows[sheet.key]:
                texts |= {value for value in row.values.values() if isinstance(value, str)}
    assert len(texts) > 700
    assert [text for text in texts if list(personal_data(text))] == []


@pytest.mark.parametrize("part", ["a", "A", "Aa ", "0", "0 ", "+0(", "a.", "ID ", "Amina, "])
def test_longest_text_of_a_cell_takes_no_time(part: str) -> None:
    text = part * (32_767 // len(part))
    started = time.monotonic()
    list(personal_data(text))
    assert time.monotonic() - started < 2

"""Type outside the browser: widths, lines, and which file a character is from."""

from __future__ import annotations

import pytest

from dashboard.exports.faces import faces, lines, width


def test_every_font_of_the_pages_is_there() -> None:
    assert len(faces()) == 4
    assert all(face.path.is_file() and face.family == "Noto Sans" for face in faces())


@pytest.mark.parametrize(
    ("character", "file"),
    [("é", "latin-wght"), ("ğ", "latin-ext-wght"), ("▲", "symbols-2"), ("→", "math-arrows")],
)
def test_a_character_is_set_from_its_file(character: str, file: str) -> None:
    found = next(face for face in faces() if face.has(character))
    assert file in found.path.name


def test_width_grows_with_text_size_and_weight() -> None:
    assert width("Kenya", 20) == pytest.approx(2 * width("Kenya", 10))
    assert width("Kenya", 20, 650) > width("Kenya", 20) > width("Keny", 20)
    # Noto Sans' capital H is 0.741 em wide.
    assert width("H", 100) == pytest.approx(74.1, abs=0.5)


def test_lines_are_no_wider_than_their_room() -> None:
    text = "Violences sexuelles subies dans l’enfance, filles et garçons"
    said = lines(text, 20, 200)
    assert len(said) > 1
    assert " ".join(said) == text
    assert all(width(line, 20) <= 200 for line in said)


def test_no_break_spaces_stay_in_one_line() -> None:
    assert lines("un deux\N{NO-BREAK SPACE}?", 20, width("un deux", 20)) == [
        "un",
        "deux\N{NO-BREAK SPACE}?",
    ]


def test_a_long_word_is_cut_and_nothing_is_lost() -> None:
    address = "http://localhost:8501/country?" + "a=b&" * 60
    said = lines(f"Voir {address}", 14, 300)
    assert "".join(said) == f"Voir{address}"
    assert all(width(line, 14) <= 300 for line in said)


def test_an_address_goes_on_after_a_whole_choice() -> None:
    address = (
        "http://localhost:8501/compare?" + "country=KEN&by=picked&indicator=VC_VAW_PHYPYV&" * 4
    )
    said = lines(address, 14, 400)
    assert len(said) > 2
    assert "".join(said) == address
    assert all(line.endswith(("&", "?")) for line in said)
    assert all(width(line, 14) <= 400 for line in said)


def test_nothing_has_no_lines() -> None:
    assert lines("", 14, 300) == []

"""What is said with a view: everything that must be said, and nothing empty."""

from __future__ import annotations

from dashboard.exports.statements import statements, warnings
from dashboard.words import words_of
from tests.dashboard.exports.test_view import view

FR = words_of("fr")


def test_a_plain_view_warns_of_nothing() -> None:
    assert warnings(view()) == []
    labels = [said.label for said in statements(view())]
    assert FR("export_office.warning") not in labels
    assert FR("export_office.caveat") not in labels  # it has none
    assert FR("export_office.boundaries") not in labels


def test_warnings_come_right_after_the_headings() -> None:
    given = view(is_illustrative=True, is_alliance_only=True, has_boundaries=True, caveat="Réserve")
    said = statements(given)
    assert [one.is_warning for one in said[:5]] == [False, False, True, True, False]
    assert FR("ribbon.text") in str(said[2].text)
    assert warnings(given, is_short=True)[0].startswith("FICTIF")
    assert FR("footer.boundaries") in [one.text for one in said]

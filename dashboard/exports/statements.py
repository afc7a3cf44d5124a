"""What must be said with a view in every file: a list of labels and texts, and the warnings among them."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from dashboard.exports.view import View


class Statement(NamedTuple):
    """One thing said of a view: its label, its text or day, and whether it warns."""

    label: str
    text: str | datetime.date
    is_warning: bool = False


def warnings(view: View, *, is_short: bool = False) -> list[str]:
    """What must warn where the view stands: that it is illustrative, that it is for the Alliance only; or nothing."""
    words, said = view.words, []
    if view.is_illustrative:
        said.append(
            words("export_office.illustrative")
            if is_short
            else f"{words('ribbon.title')} {words('ribbon.text')}"
        )
    if view.is_alliance_only:
        said.append(words("export_office.alliance_only"))
    return said


def statements(view: View) -> list[Statement]:
    """Title, subtitle, warnings, source, caveat, boundaries, days, build, address and licence; none is empty."""
    words = view.words
    said = [
        Statement(words("export_office.title"), view.title),
        Statement(words("export_office.note"), view.note),
        *(
            Statement(words("export_office.warning"), text, is_warning=True)
            for text in warnings(view)
        ),
        Statement(words("export_office.source"), view.source),
        Statement(words("export_office.caveat"), view.caveat),
    ]
    if view.has_boundaries:
        said.append(Statement(words("export_office.boundaries"), words("footer.boundaries")))
    said += [
        Statement(words("export_office.built_on"), view.built_on),
        Statement(words("export_office.made_on"), view.made_on),
        Statement(words("export_office.build"), view.build),
        Statement(words("export_office.address"), view.address),
        Statement(words("export_office.licence"), words("export_office.licence_hint")),
    ]
    return [statement for statement in said if statement.text]

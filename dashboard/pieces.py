"""The house's own pieces of HTML: stage timeline, tables, lists; every text is escaped on its way in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from dashboard.words import Words

_WEB = ("https://", "http://")
_STEP_SIGNS = {"reached": "●", "not_reached": "○", "no_report": "◌"}


# What a cell says that holds nothing.
_NOTHING = ("", "–")


class Cell(NamedTuple):
    """One cell of a table: its text, an address it leads to, whether it is a number, whether it stays on one line.

    With a ``share`` (0 to 1) a bar of that part of the cell's width stands under the text. ``value`` is what the text
    stands for (a number, a day, an address), as files hold it; ``unit`` its unit in words, where that differs by row.
    """

    text: str
    link: str = ""
    is_number: bool = False
    is_short: bool = False
    share: float | None = None
    value: Any = None
    unit: str = ""


def number(value: Any, words: Words, decimals: int = 0) -> Cell:
    """The cell of a number, without decimals a whole one; an en dash where there is none."""
    known = None if pd.isna(value) else float(value) if decimals else round(value)
    return Cell(words.number(known, decimals), is_number=True, value=known)


def measured(value: Any, unit: str, words: Words) -> Cell:
    """The cell of a measured value in its unit (percent, number or per_100000); an en dash where there is none."""
    if pd.isna(value):
        return Cell(words.value(None, unit), is_number=True)
    said = words(f"unit.{unit}")
    return Cell(words.value(value, unit), is_number=True, value=value, unit=said)


def year(value: Any, is_missing: str = "–") -> Cell:
    """The cell of a year; ``is_missing`` where there is none."""
    known = None if pd.isna(value) else int(value)
    return Cell(is_missing if known is None else str(known), is_number=True, value=known)


def day(value: Any, words: Words) -> Cell:
    """The cell of a day from a table's column; an en dash where there is none."""
    known = None if pd.isna(value) else pd.Timestamp(value).date()
    return Cell(words.date(known), is_short=True, value=known)


class Table(NamedTuple):
    """A table with the reader's heads, and a caption for screen readers: to show, and to take away."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    caption: str

    def html(self) -> str:
        """A real HTML table with its caption; wide ones scroll inside their own box."""
        first = self.rows[0] if self.rows else [Cell("")] * len(self.head)
        titles = "".join(
            f'<th scope="col"{" class=num" if cell.is_number else ""}>{escape(title)}</th>'
            for title, cell in zip(self.head, first, strict=True)
        )
        body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in self.rows)
        return (
            f'<div class="pp-scroll" tabindex="0" role="region" aria-label="{escape(self.caption)}">'
            f'<table class="pp-table"><caption class="pp-hidden">{escape(self.caption)}</caption>'
            f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def frame(self, unit: str) -> pd.DataFrame:
        """The same rows with the values that their texts stand for; units that differ stand in a column ``unit``.

        A column of numbers is one of numbers, with gaps; one of days holds days. A web address stands behind its text.
        """
        columns: dict[str, Any] = {}
        for place, title in enumerate(self.head):
            cells = [row[place] for row in self.rows]
            columns[title] = _values(cells)
            if any(cell.unit for cell in cells):
                columns[unit] = [cell.unit for cell in cells]
        return pd.DataFrame(columns)


def _values(cells: Sequence[Cell]) -> Any:
    """What the cells of a column stand for: their values, else their texts."""
    if all(cell.value is None for cell in cells):
        return [_with_address(cell) for cell in cells]
    values = [
        cell.value
        if cell.value is not None
        else None
        if cell.text in _NOTHING
        else _with_address(cell)
        for cell in cells
    ]
    is_number = pd.api.types.infer_dtype(values) in ("integer", "floating", "mixed-integer-float")
    return pd.array(values) if is_number else pd.Series(values, dtype=object)


def _with_address(cell: Cell) -> str:
    """The text, with the web address that it leads to behind it."""
    if cell.link.startswith(_WEB) and cell.link != cell.text:
        return f"{cell.text} ({cell.link})"
    return cell.text


class Statement(NamedTuple):
    """One thing said: a bold lead, its text, and a badge that stands behind the lead."""

    lead: str
    text: str
    badge: str = ""


def fold(title: str, note: str, body: str) -> str:
    """A piece of HTML folded under a title and what can be said of it in a few words."""
    return (
        f'<details class="pp-group"><summary>{escape(title)} '
        f"<span>{escape(note)}</span></summary>{body}</details>"
    )


def timeline(steps: pd.DataFrame, words: Words) -> str:
    """The steps of the process from `queries.country.steps`, as an ordered list with date and evidence."""
    items = []
    for step in steps.itertuples():
        status = str(step.step_status)
        under = (
            words.month(step.milestone_date)
            if status == "reached"
            else words(f"step_status.{status}")
        )
        proof = ""
        if status == "reached":
            proof = (
                link(str(step.evidence_url), words("country.evidence"))
                if isinstance(step.evidence_url, str)
                else escape(words("country.no_evidence"))
            )
        items.append(
            f'<li class="pp-step pp-step-{status}"><span class="pp-step-sign" aria-hidden="true">'
            f"{_STEP_SIGNS[status]}</span><span class='pp-step-name'>{escape(words(f'step.{step.step}'))}</span>"
            f'<span class="pp-step-date">{escape(under)}</span><span class="pp-step-proof">{proof}</span></li>'
        )
    return f'<ol class="pp-steps">{"".join(items)}</ol>'


def listing(items: Sequence[tuple[str, str] | Statement], is_ordered: bool = False) -> str:
    """A list of things said, numbered where their order counts: a bold lead, perhaps a badge, and its text."""
    tag = "ol" if is_ordered else "ul"
    rows = "".join(
        f"<li><b>{escape(said.lead)}</b>{_badge(said.badge)}<br>{escape(said.text)}</li>"
        for said in (Statement(*item) for item in items)
    )
    return f'<{tag} class="pp-list">{rows}</{tag}>'


def paragraph(text: str, badge: str = "") -> str:
    """A paragraph of running text, with a badge behind it."""
    return f'<p class="pp-text">{escape(text)}{_badge(badge)}</p>'


def _badge(text: str) -> str:
    return f' <span class="pp-badge">{escape(text)}</span>' if text else ""


def _cell(cell: Cell) -> str:
    text = link(cell.link, cell.text) if cell.link else escape(cell.text)
    if cell.share is not None:
        text += (
            f'<span class="pp-bar" style="width:{100 * cell.share:.0f}%" aria-hidden="true"></span>'
        )
    kind = "num" if cell.is_number else "short" if cell.is_short else ""
    return f'<td class="{kind}">{text}</td>' if kind else f"<td>{text}</td>"


def link(address: str, text: str) -> str:
    """A link to a web address or one of our own; the text alone where the address is neither."""
    # A report may carry any text as a link: only web addresses become one. Ours (starting with a single /, since two
    # name another host) stay in the tab.
    if address.startswith("/") and address[1:2] not in ("/", "\\"):
        return f'<a href="{escape(address)}" target="_self">{escape(text)}</a>'
    if address.startswith(_WEB):
        return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(text)}</a>'
    return escape(text)

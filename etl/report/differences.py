"""What differs between two reports of a country: rows added or removed, cells with another value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from etl.report.workbook import SHEETS, Report, Row, Sheet, Value

Kind = Literal["added", "removed", "changed", "renamed"]

# Every year has its own; that they differ says nothing.
OWN_OF_EVERY_YEAR = frozenset(
    {"reporting_year", "period_start", "period_end", "submitted_date", "language"}
)
# The column that says what a row is about. A row of Progress is about its action.
LABEL_COLUMNS = {
    "milestones": "step",
    "roadmap": "action",
    "national_data": "series_code",
    "good_practices": "title",
    "support": "description",
}
SEPARATOR = " · "

# A row of this report and its counterpart in the previous one; at least one of the two is there.
Pair = tuple[Row | None, Row | None]


@dataclass(frozen=True)
class Difference:
    """One difference; its grain is one row added, removed or renamed, or one cell changed.

    ``row_id`` is the row's identity as text (an action's identifier; empty for the form) and
    ``label`` what the row is about. ``column`` is None for a whole row. ``before`` and ``after``
    are in codes as in ``Row.values``, None when empty. ``cell`` is an address in the new report,
    empty when the row is not there.
    """

    sheet: str
    kind: Kind
    row_id: str
    label: str
    column: str | None = None
    before: Value = None
    after: Value = None
    cell: str = ""

    @property
    def day_shift(self) -> int | None:
        """The days a date moved, later is positive; None when not both values are dates."""
        if isinstance(self.before, date) and isinstance(self.after, date):
            return (self.after - self.before).days
        return None


def differences(report: Report, previous: Report) -> list[Difference]:
    """Every difference of a report to the country's previous one, in the order of the sheets.

    Within a sheet stand the rows of this report in their order, then those it no longer has. Rows
    are matched by the sheet's identity. An action under another identifier with the same text is
    ``renamed``, and its progress is compared with that under the old identifier. A cell that could
    not be read in one of the two is not compared; nor is what every year has anew on the form.
    """
    actions, known_actions = _actions(report), _actions(previous)
    old_ids = _old_ids(actions, known_actions)
    found: list[Difference] = []
    for sheet in SHEETS:
        if not (_is_there(report, sheet) and _is_there(previous, sheet)):
            continue
        for now, before in _pairs(sheet, report, previous, old_ids):
            if now is not None:
                found += _of_row(sheet, now, before, _label(sheet, now, actions))
            elif before is not None:
                label = _label(sheet, before, known_actions)
                found.append(Difference(sheet.key, "removed", _row_id(sheet, before), label))
    return found


def _is_there(report: Report, sheet: Sheet) -> bool:
    """Whether a report has a sheet; one that was not read from a file has them all."""
    return not report.sheet_titles or sheet.key in report.sheet_titles


def _of_row(sheet: Sheet, now: Row, before: Row | None, label: str) -> Iterator[Difference]:
    """The differences of a row of this report to its counterpart, None when it has none."""
    row_id = _row_id(sheet, now)
    if before is None:
        cell = now.cells.get(sheet.identity[0], "")
        yield Difference(sheet.key, "added", row_id, label, cell=cell)
        return
    for column in sheet.columns:
        key = column.key
        if key in OWN_OF_EVERY_YEAR and sheet.is_form:
            continue
        if key not in now.values or key not in before.values:
            continue
        if key in sheet.identity and sheet.key != "roadmap":
            continue  # matched rows differ there only when their action was renamed
        was, is_now = before.values[key], now.values[key]
        if _comparable(was) == _comparable(is_now):
            continue
        kind: Kind = "renamed" if key in sheet.identity else "changed"
        cell = now.cells.get(key, "")
        yield Difference(sheet.key, kind, row_id, label, key, was, is_now, cell)


def _comparable(value: Value) -> object:
    """A value such that what means the same is equal: the words of a cell have no order."""
    return frozenset(value) if isinstance(value, tuple) else value


# ------------------------------------------------------------------------------------ matching rows


def _pairs(
    sheet: Sheet, report: Report, previous: Report, old_ids: dict[Value, Value]
) -> list[Pair]:
    """Every row with its counterpart: this report's rows, then those of the previous one alone."""
    if sheet.is_form:
        return [(report.form, previous.form)]
    rows, known = report.rows.get(sheet.key, []), previous.rows.get(sheet.key, [])
    unmatched: dict[tuple[Value, ...], list[Row]] = defaultdict(list)
    for before in known:
        if _is_identified(sheet, before):
            unmatched[_identity(sheet, before)].append(before)
    pairs: list[Pair] = []
    for now in rows:
        if not _is_identified(sheet, now):
            continue
        identity = _identity(sheet, now)
        if sheet.identity == ("action_id",):
            identity = (old_ids.get(identity[0], identity[0]),)
        # An identifier that stands twice is matched in the order of its rows.
        same = unmatched.get(identity)
        pairs.append((now, same.pop(0) if same else None))
    left = {id(row) for same in unmatched.values() for row in same}
    pairs += [(None, before) for before in known if id(before) in left]
    return _without_unread(sheet, pairs, rows, known)


def _without_unread(
    sheet: Sheet, pairs: list[Pair], rows: Sequence[Row], known: Sequence[Row]
) -> list[Pair]:
    """The pairs without the lone rows that may well be in the other report, unreadable there.

    Each row whose identity could not be read speaks for one lone row of the other report at most.
    """
    for unread, place in ((rows, 1), (known, 0)):
        for row in unread:
            if _is_identified(sheet, row):
                continue
            lone = (
                pair
                for pair in pairs
                if pair[1 - place] is None and _may_be(sheet, row, pair[place])
            )
            found = next(lone, None)
            pairs = [pair for pair in pairs if pair is not found]
    return pairs


def _may_be(sheet: Sheet, unread: Row, other: Row | None) -> bool:
    """Whether two rows agree in all cells of their identity, and of their label, that were read."""
    keys = {*sheet.identity, LABEL_COLUMNS.get(sheet.key, sheet.identity[0])}
    return other is not None and all(
        unread.values[key] == other.values[key]
        for key in keys
        if key in unread.values and key in other.values
    )


def _old_ids(
    actions: dict[Value, str | None], known: dict[Value, str | None]
) -> dict[Value, Value]:
    """New identifier -> old one, of the actions that kept their text and changed their identifier."""
    told: dict[str, list[Value]] = defaultdict(list)
    for action_id, text in known.items():
        if text is not None and action_id not in actions:
            told[text].append(action_id)
    return {
        action_id: told[text].pop(0)
        for action_id, text in actions.items()
        if text is not None and action_id not in known and told.get(text)
    }


def _actions(report: Report) -> dict[Value, str | None]:
    """Identifier -> text of the actions that have an identifier; of repeated ones, the first."""
    actions: dict[Value, str | None] = {}
    for row in report.rows.get("roadmap", []):
        if row.text("action_id") is not None:
            actions.setdefault(row.text("action_id"), row.text("action"))
    return actions


def _is_identified(sheet: Sheet, row: Row) -> bool:
    return all(key in row.values for key in sheet.identity)


def _identity(sheet: Sheet, row: Row) -> tuple[Value, ...]:
    return tuple(row.values[key] for key in sheet.identity)


# --------------------------------------------------------------------------------- naming a row


def _row_id(sheet: Sheet, row: Row) -> str:
    parts = (row.values.get(key) for key in sheet.identity)
    return SEPARATOR.join("" if part is None else str(part) for part in parts)


def _label(sheet: Sheet, row: Row, actions: dict[Value, str | None]) -> str:
    if sheet.key == "progress":
        return actions.get(row.text("action_id")) or ""
    return row.text(LABEL_COLUMNS.get(sheet.key, "")) or ""

"""Checks a report against the country's earlier ones: what vanished, moved, went back or returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.report.workbook import Report, Row

# Ways that only lead forward; a cancelled action stays cancelled.
ORDERED_STATUSES = ("not_started", "limited", "substantial", "complete")
# What was promised stands in the roadmap; a change of it is said, never hidden in a new figure.
PROMISES = {
    "target": "target_changed",
    "unit": "target_changed",
    "due_date": "due_date_changed",
    "budget_currency": "currency_changed",
}

# Rule, sheet, row of this report (None: it has none), column, row of the previous report.
Change = tuple[str, str, Row | None, str, Row]


def changes(report: Report, previous: Report) -> Iterator[Change]:
    """What of the previous report this one takes back, one by one, in the order of the sheets.

    New actions and a status that goes forward are no change to be warned of.
    """
    actions, known = _by_action(report, "roadmap"), _by_action(previous, "roadmap")
    told = {row.text("action"): row for key, row in actions.items() if key not in known}
    for action_id, before in known.items():
        now = actions.get(action_id)
        if now is None:
            renamed = told.get(before.text("action"))
            rule = "action_vanished" if renamed is None else "action_renamed"
            yield rule, "roadmap", renamed, "action_id", before
            continue
        for column, rule in PROMISES.items():
            was, is_now = before.values.get(column), now.values.get(column)
            # What could not be read has its own problem.
            if was is not None and column in now.values and was != is_now:
                yield rule, "roadmap", now, column, before
    reported = _by_action(report, "progress")
    for action_id, before in _by_action(previous, "progress").items():
        now = reported.get(action_id)
        if now is not None and _goes_backwards(before.text("status"), now.text("status")):
            yield "status_backwards", "progress", now, "status", before


def reappeared(report: Report, history: Sequence[Report]) -> Iterator[tuple[Row, Report, Row]]:
    """The actions that stand again though the last report of the history had left them out.

    Each as its row now, the latest report it stood in before, and its row there; in the order of
    the roadmap. An action that only the last report brought, or that none has had, is none of them.
    """
    if not history:
        return
    *earlier, previous = history
    last_stood = {
        action_id: (one, row)
        for one in earlier
        for action_id, row in _by_action(one, "roadmap").items()
    }
    known = _by_action(previous, "roadmap")
    for action_id, row in _by_action(report, "roadmap").items():
        if action_id in last_stood and action_id not in known:
            yield row, *last_stood[action_id]


def _by_action(report: Report, sheet: str) -> dict[str, Row]:
    rows = ((row.text("action_id"), row) for row in report.rows[sheet])
    return {action_id: row for action_id, row in rows if action_id is not None}


def _goes_backwards(before: str | None, now: str | None) -> bool:
    if before is None or now is None or before == now:
        return False
    if now == "cancelled":
        return before == "complete"
    if before == "cancelled":
        return True
    return ORDERED_STATUSES.index(now) < ORDERED_STATUSES.index(before)

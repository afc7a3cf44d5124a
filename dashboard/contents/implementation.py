"""What the country page says of implementation: what became of what was promised, its money, and its planning."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from dashboard import pieces, queries, show
from dashboard.charts import money_bars, quality_dots, status_shares
from dashboard.contents.figures import peer_group
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, REPORT_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words


def glance(run: Run, country: str, name: str) -> None:
    """Show the marks as tiles, what became of the actions due, the evidence, and when reports came."""
    words = run.words
    show.section(
        words("implementation.glance.title"),
        words("implementation.glance.note", date=words.date(run.today)),
    )
    show.tiles(tiles(run, country))
    show.under(run, show.reports_foot(run, words("implementation.glance.caveat"), country))
    show.chart(
        run,
        status_shares.draw,
        _due(run, country),
        key="due",
        title=words("implementation.due.title"),
        note=words("implementation.due.note", date=words.date(run.today)),
        alt=words("implementation.due.alt", country=name),
        foot=show.reports_foot(run, words("implementation.due.caveat"), country),
        table=_due_table(run, country),
        empty=words("implementation.due.empty"),
        kind="action",
    )
    show.table(
        run,
        _evidence_table(run, country),
        key="evidence",
        title=words("implementation.evidence.title"),
        note=words("implementation.evidence.note"),
        foot=show.reports_foot(run, words("implementation.evidence.caveat"), country),
    )
    show.table(
        run,
        _reports_table(run, country),
        key="timeliness",
        title=words("implementation.reports.title"),
        note=words("implementation.reports.note"),
        foot=show.reports_foot(run, country=country),
    )


@remembered
def tiles(run: Run, country: str) -> tuple[show.Tile, ...]:
    """The marks on implementation: due and complete, on time, slippage, claims without evidence."""
    marks = queries.implementation.marks((country,), run.today)
    if marks.empty:
        nothing = run.words("implementation.tile.all_cancelled")
        return (show.Tile(run.words("implementation.tile.due"), "–", nothing),)
    mark, words = marks.iloc[0], run.words
    return (
        _due_tile(mark, words),
        on_time_tile(mark, words, run.today),
        _slippage_tile(mark, words),
        _evidence_tile(mark, words),
    )


def _due_tile(mark: pd.Series, words: Words) -> show.Tile:
    label = words("implementation.tile.due")
    cancelled = words.counted("implementation.tile.cancelled", mark.due_cancelled_count)
    if not mark.due_count:
        return show.Tile(label, "–", words.joined([words("country.tile.nothing_due"), cancelled]))
    share = words.percent(100 * mark.due_complete_count / mark.due_count, 0)
    note = words.joined([words("implementation.tile.due_note", share=share), cancelled])
    return show.Tile(label, _of(mark.due_complete_count, mark.due_count, words), note)


def on_time_tile(mark: pd.Series, words: Words, today: datetime.date) -> show.Tile:
    """Complete by the date first promised, from the counts of ``queries.implementation.marks``, of one country or summed."""
    label = words("implementation.tile.on_time")
    left_out = [
        words.counted(f"implementation.tile.{what}", mark[f"promised_{what}_count"])
        for what in ("cancelled", "dropped")
    ]
    if not mark.promised_count:
        none = words("implementation.tile.none_promised")
        return show.Tile(label, "–", words.joined([none, *left_out]))
    note = words(
        "implementation.tile.on_time_note",
        share=words.percent(100 * mark.on_time_count / mark.promised_count, 0),
        date=words.date(today),
    )
    unknown = words.counted("implementation.tile.completion_unknown", mark.completion_unknown_count)
    figure = _of(mark.on_time_count, mark.promised_count, words)
    return show.Tile(label, figure, words.joined([note, unknown, *left_out]))


def _slippage_tile(mark: pd.Series, words: Words) -> show.Tile:
    label = words("implementation.tile.slippage")
    unknown = [
        words.counted("implementation.tile.undated", mark.undated_count),
        words.counted("implementation.tile.completion_unknown", mark.undated_complete_count),
    ]
    if not mark.slippage_count:
        return show.Tile(label, "–", words.joined(unknown))
    note = words(
        "implementation.tile.slippage_note",
        worst=days(mark.worst_slippage_days, words),
        later=words.number(mark.later_count),
        total=words.number(mark.slippage_count),
    )
    earlier = words.counted("implementation.tile.earlier", mark.earlier_count)
    figure = days(mark.median_slippage_days, words)
    return show.Tile(label, figure, words.joined([note, earlier, *unknown]))


def _evidence_tile(mark: pd.Series, words: Words) -> show.Tile:
    label = words("implementation.tile.evidence")
    if not mark.claim_count:
        return show.Tile(label, "–", words("implementation.tile.no_claim"))
    figure = _of(mark.evidence_gap_count, mark.claim_count, words)
    return show.Tile(label, figure, words("implementation.tile.evidence_note"))


def _of(count: float, total: float, words: Words) -> str:
    return words("overview.of", count=words.number(count), total=words.number(total))


def days(count: float, words: Words) -> str:
    """A number of days, halves said as such."""
    if float(count).is_integer():
        return words("implementation.days", n=int(count))
    return words("implementation.days.other", n=words.number(count, 1))


@remembered
def _due(run: Run, country: str) -> pd.DataFrame:
    """Rows for the chart: what the date is counted by, status, count."""
    rows = queries.implementation.due_by_status((country,), run.today)
    labels = {by: run.words(f"implementation.due.{by}") for by in ("first", "current")}
    # What was promised first stands first.
    rows = rows.sort_values("due_by", key=lambda by: by.map(list(labels).index), kind="stable")
    return pd.DataFrame(
        {
            "label": rows.due_by.map(labels),
            "status": rows.status,
            "count": rows.action_count,
        }
    ).reset_index(drop=True)


@remembered
def _due_table(run: Run, country: str) -> pd.DataFrame:
    words, rows = run.words, _due(run, country)
    return pd.DataFrame(
        {
            words("table.due"): rows.label,
            words("table.status"): [words(f"action_status.{status}") for status in rows.status],
            words("table.actions"): rows["count"],
        }
    )


@remembered
def _evidence_table(run: Run, country: str) -> Table:
    """The self-report by status, and beside it for how many actions no evidence is given."""
    words = run.words
    rows = queries.implementation.evidence((country,)).set_index("status")
    cells = [
        [
            Cell(f"{sign} {words(f'action_status.{status}')}"),
            pieces.number(row.action_count, words),
            *_evidence_cells(row, words),
        ]
        for status, sign in ACTION_SIGNS.items()
        if status in rows.index
        for row in [rows.loc[status]]
    ]
    heads = ("table.status", "table.actions", *_EVIDENCE_HEADS)
    head = [words(key) for key in heads]
    return Table(head, cells, words("implementation.evidence.title"))


_EVIDENCE_HEADS = ("implementation.evidence.given", "implementation.evidence.missing")


def _evidence_cells(row: Any, words: Words) -> list[Cell]:
    if not row.claims_progress:
        return [pieces.number(None, words), pieces.number(None, words)]
    given = row.action_count - row.evidence_gap_count
    return [pieces.number(given, words), pieces.number(row.evidence_gap_count, words)]


@remembered
def _reports_table(run: Run, country: str) -> Table:
    words = run.words
    cells = [
        [
            Cell(str(row.reporting_year), value=int(row.reporting_year)),
            pieces.day(row.due_date, words),
            pieces.day(row.first_received_date, words),
            Cell(f"{REPORT_SIGNS[row.report_status]} {_timeliness(row, words)}"),
        ]
        for row in queries.implementation.reports((country,), run.today).itertuples()
    ]
    keys = ("reporting_year", "due", "received", "status")
    head = [words(f"table.{key}") for key in keys]
    return Table(head, cells, words("implementation.reports.title"))


def _timeliness(row: Any, words: Words) -> str:
    if row.report_status == "late":
        return words("implementation.reports.late_by", n=int(row.days_late))
    return words(f"report_status.{row.report_status}")


def money(run: Run, country: str, name: str) -> None:
    """Show, per currency, how much of the money promised is secured and spent."""
    words = run.words
    rows = queries.implementation.money((country,))
    if rows.empty:
        show.section(words("implementation.money.title"))
        show.notice(words("implementation.money.empty"))
    for place, row in enumerate(rows.itertuples()):
        show.chart(
            run,
            money_bars.draw,
            rows.iloc[place : place + 1],
            key=f"money_{row.currency}",
            title=words("implementation.money.title"),
            note=words(
                "implementation.money.note",
                currency=row.currency,
                costed=words.number(row.costed_count),
                secured=words.number(row.secured_count),
                spent=words.number(row.spent_count),
            ),
            alt=words("implementation.money.alt", country=name, currency=row.currency),
            foot=show.reports_foot(run, money_caveat(run, country, row.currency), country),
            table=_money_table(run, country),
            is_narrow=run.is_narrow,
        )


@remembered
def money_caveat(run: Run, country: str, currency: str) -> str:
    """What must be said with the amounts of one currency: what they leave out."""
    words = run.words
    rows = queries.implementation.money((country,)).set_index("currency")
    row = rows.loc[currency]
    parts = [words.counted("implementation.money.overspent", row.overspent_count)]
    for what in ("spent_uncosted", "cancelled_budget", "cancelled_spent"):
        if pd.notna(row[what]) and row[what]:
            amount = words.money(row[what], currency)
            parts.append(words(f"implementation.money.{what}", amount=amount))
    marks = queries.implementation.marks((country,), run.today)
    uncosted = 0 if marks.empty else int(marks.uncosted_count.iloc[0])
    parts.append(words.counted("implementation.money.uncosted", uncosted))
    if len(rows) > 1:
        parts.append(words("implementation.money.apart"))
    return words.joined(parts)


@remembered
def _money_table(run: Run, country: str) -> pd.DataFrame:
    """The table behind the pictures of money: one row per currency and amount."""
    words, rows = run.words, queries.implementation.money((country,))
    counts = {"promised": "costed_count", "secured": "secured_count", "spent": "spent_count"}
    parts = [(row, amount) for _, row in rows.iterrows() for amount in money_bars.AMOUNTS]
    return pd.DataFrame(
        {
            words("table.currency"): [row.currency for row, _ in parts],
            words("table.about"): [words(f"implementation.money.{name}") for _, name in parts],
            words("table.value"): [row[name] for row, name in parts],
            words("table.actions"): [row[counts[name]] for row, name in parts],
        }
    )


def quality(run: Run, country: str, name: str) -> None:
    """Show which fields of the roadmap are filled, beside the median of its peers."""
    words = run.words
    rows = queries.implementation.quality(country)
    show.chart(
        run,
        quality_dots.draw,
        rows,
        key="quality",
        title=words("implementation.quality.title"),
        note=_quality_note(run, country),
        alt=words("implementation.quality.alt", country=name),
        foot=show.reports_foot(run, words("implementation.quality.caveat"), country),
        table=_quality_table(run, country),
        country_name=name,
        is_narrow=run.is_narrow,
    )


@remembered
def _quality_note(run: Run, country: str) -> str:
    """How many required cells are filled, which they are, and whose median stands beside them."""
    words = run.words
    rows = queries.implementation.quality(country)
    cells = queries.implementation.required_cells(country).iloc[0]
    required = rows.field[rows.is_required.astype(bool)]
    said = words(
        "implementation.quality.note",
        filled=words.number(cells.required_filled_count),
        total=words.number(cells.required_cell_count),
        fields=", ".join(words(f"implementation.field.{field}").lower() for field in required),
    )
    first = rows.iloc[0]
    peers = words(
        "implementation.quality.peers" if first.peer_count else "implementation.quality.no_peers",
        count=words.number(first.peer_count),
        total=words.number(first.peer_total),
        group=peer_group(rows, words),
    )
    return f"{said} {peers}"


@remembered
def _quality_table(run: Run, country: str) -> pd.DataFrame:
    words, rows = run.words, queries.implementation.quality(country)
    return pd.DataFrame(
        {
            words("implementation.quality.field"): [
                words(f"implementation.field.{field}") for field in rows.field
            ],
            words("implementation.quality.need"): [
                words(f"implementation.quality.{'required' if is_required else 'further'}")
                for is_required in rows.is_required
            ],
            words("implementation.quality.filled"): rows.filled_count,
            words("table.actions"): rows.action_count,
            words("implementation.quality.median_of_peers"): [
                words.percent(median, 0) for median in rows.peer_median_percent
            ],
        }
    )

"""What was promised by a day: its state by region, strategy or stage, and how far the dates have slipped."""

from __future__ import annotations

import pandas as pd

from dashboard import filters, show
from dashboard.charts import slippage_dots, status_shares
from dashboard.charts.texts import promise_word
from dashboard.contents import accountability_asked as asked
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.theme import INSPIRE_ORDER
from dashboard.warehouse import remembered

_GROUPS = ("region", "strategy", "stage")


def show_part(run: Run, scope: Scope) -> None:
    """Show what was promised by the day and its state, grouped, and how far the dates have slipped."""
    words = run.words
    date = words.date(scope.day)
    group = filters.switch(
        "group",
        _GROUPS,
        _GROUPS[0],
        words,
        words("accountability.group.label"),
        lambda name: words(f"accountability.group.{name}"),
        hide_label=False,
    )
    show.chart(
        run,
        status_shares.draw,
        grouped(run, scope, group),
        key=f"promised_{group}",
        title=words(f"accountability.promised.title_{group}", date=date),
        note=words(f"accountability.promised.note_{group}", date=date),
        alt=words("accountability.promised.alt", date=date),
        foot=show.reports_foot(run, words("accountability.promised.caveat")),
        table=_grouped_table(run, scope, group),
        empty=words("accountability.promised.empty", date=date),
        kind="action",
        as_share=True,
    )
    rows = slipped(run, scope)
    show.chart(
        run,
        slippage_dots.draw,
        rows,
        key="slippage",
        title=_slippage_title(run, scope),
        note=words("accountability.slippage.note", date=date),
        alt=words("accountability.slippage.alt", date=date),
        foot=show.reports_foot(run, _slippage_caveat(run, scope)),
        table=_slippage_table(run, scope),
        empty=words("accountability.slippage.empty"),
        is_narrow=run.is_narrow,
    )


@remembered
def grouped(run: Run, scope: Scope, group: str) -> pd.DataFrame:
    """Rows for the chart of promises: group's name, status, count. Regions by name, the rest in the house's order."""
    words, rows = run.words, asked.promised(run, scope)
    if group == "strategy":
        # Once in each strategy that it serves, and once in none of those not asked about.
        rows = rows.explode("inspire_strategies").rename(columns={"inspire_strategies": "code"})
        order = [code for code in INSPIRE_ORDER if not scope.strategies or code in scope.strategies]
        prefix = "inspire"
    elif group == "stage":
        rows, order = rows.rename(columns={"stage": "code"}), list(asked.stages(run))
        prefix = "stage"
    else:
        rows, order = rows.rename(columns={"region_code": "code"}), list(asked.regions(run))
        prefix = "area"
    counts = rows.groupby(["code", "state"]).size().rename("count").reset_index()
    counts = counts[counts.code.isin(order)]
    counts = counts.sort_values("code", key=lambda codes: codes.map(order.index), kind="stable")
    return pd.DataFrame(
        {
            "label": [words(f"{prefix}.{code}") for code in counts.code],
            "status": counts.state.to_numpy(),
            "count": counts["count"].to_numpy(),
        }
    )


@remembered
def _grouped_table(run: Run, scope: Scope, group: str) -> pd.DataFrame:
    words, rows = run.words, grouped(run, scope, group)
    return pd.DataFrame(
        {
            words(f"accountability.group.{group}"): rows.label,
            words("table.status"): [promise_word(status, words) for status in rows.status],
            words("table.actions"): rows["count"],
        }
    )


@remembered
def slipped(run: Run, scope: Scope) -> pd.DataFrame:
    """Rows for the picture of slippage: the actions promised by the day whose slippage is known."""
    rows = asked.promised(run, scope)
    rows = rows[rows.slippage_days.notna()]
    return rows[["country_name", "action_id", "action", "slippage_kind", "slippage_days"]]


@remembered
def _slippage_title(run: Run, scope: Scope) -> str:
    words, days = run.words, slipped(run, scope).slippage_days
    if days.empty:
        return words("accountability.slippage.title_none")
    median, worst = round(float(days.median())), words.number(max(int(days.max()), 0))
    if median <= 0:
        return words("accountability.slippage.title_in_time", worst=worst)
    return words("accountability.slippage.title", median=words.number(median), worst=worst)


@remembered
def _slippage_caveat(run: Run, scope: Scope) -> str:
    """Whose slippage cannot be told, and why."""
    words, rows = run.words, asked.promised(run, scope)
    unknown = int((rows.slippage_kind == "unknown").sum())
    given_up = int(rows.state.isin(["cancelled", "dropped"]).sum())
    return " ".join(
        words(f"accountability.slippage.{key}", n=count)
        for key, count in (("unknown", unknown), ("given_up", given_up))
        if count
    )


@remembered
def _slippage_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, slipped(run, scope)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.action_id"): rows.action_id,
            words("table.action"): rows.action,
            words("table.state"): [
                words(f"accountability.slippage.{kind}") for kind in rows.slippage_kind
            ],
            words("accountability.table.days_later"): rows.slippage_days,
        }
    )

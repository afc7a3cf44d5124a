"""The budgets of what was promised by a day, how much of them has a source, and what was spent."""

from __future__ import annotations

import pandas as pd

from dashboard import queries, show
from dashboard.charts import currency_bullets
from dashboard.queries.accountability import Scope
from dashboard.shell import Run
from dashboard.warehouse import remembered


def show_part(run: Run, scope: Scope) -> None:
    """Show budgets, those with a source, and what was spent, each currency for itself."""
    words, date = run.words, run.words.date(scope.day)
    rows = queries.accountability.money(scope, run.language)
    show.chart(
        run,
        currency_bullets.draw,
        rows[rows.promised > 0],
        key="money",
        title=words("accountability.money.title", date=date),
        note=words("accountability.money.note", date=date),
        alt=words("accountability.money.alt"),
        foot=show.reports_foot(run, _money_caveat(run, scope)),
        table=_money_table(run, scope),
        empty=words("accountability.money.empty"),
        is_narrow=run.is_narrow,
    )


@remembered
def _money_caveat(run: Run, scope: Scope) -> str:
    words, rows = run.words, queries.accountability.money(scope, run.language)
    uncosted = int(rows.action_count[rows.currency == ""].sum())
    total = int(rows.action_count.sum())
    said = words("accountability.money.uncosted", n=uncosted, total=words.number(total))
    return f"{said} {words('accountability.money.caveat')}"


@remembered
def _money_table(run: Run, scope: Scope) -> pd.DataFrame:
    words, rows = run.words, queries.accountability.money(scope, run.language)
    return pd.DataFrame(
        {
            words("table.currency"): rows.currency.replace("", words("state.not_costed")),
            words("table.actions"): rows.action_count,
            words("accountability.money.promised"): rows.promised,
            words("accountability.money.funded"): rows.funded.where(rows.promised.notna()),
            words("accountability.money.spent"): rows.spent,
            words("accountability.money.spent_actions"): rows.spent_count,
        }
    )

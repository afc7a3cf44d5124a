"""What the compare page says: its choices, what changed, the marks beside each other, and the peers' roadmaps."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard import pieces, queries, show
from dashboard.charts import change_dumbbell, status_shares
from dashboard.contents import marks
from dashboard.contents.figures import Beside, name_some
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.warehouse import remembered
from dashboard.words import Words


class Change(NamedTuple):
    """Earlier and latest figures: rows to draw (countries with both), their table, what is said of all."""

    rows: pd.DataFrame
    table: pd.DataFrame
    title: str
    caveat: str


@remembered
def series() -> dict[str, list[str]]:
    """The series that can be compared, in the order of display, each with its comparable sexes, the default first."""
    rows = queries.peers.indicators()
    return {
        code: list(sexes)
        for code, sexes in zip(rows.series_code, rows.comparable_sexes, strict=True)
    }


def show_change(run: Run, country: str, series: str, sex: str, figure: Beside) -> None:
    """Show earlier and latest figures of the country and its peers, or why they cannot be told."""
    words = run.words
    name = queries.alliance.names(run.language)[country]
    told = change(run, country, series, sex, figure.peers)
    asked = {"indicator": words(f"indicator.{series}.short"), "country": name}
    show.chart(
        run,
        change_dumbbell.draw,
        told.rows,
        key="peer_changes",
        title=told.title,
        note=words("peer_choice.change.note", **asked, group=figure.group),
        alt=words("peer_choice.change.alt", **asked),
        foot=show.series_foot(run, series, told.caveat),
        table=told.table,
        empty=words("peer_choice.change.empty", country=name, group=figure.group),
    )


@remembered
def change(run: Run, country: str, series: str, sex: str, countries: tuple[str, ...]) -> Change:
    """What changed in about five years in a country and its peers (``countries``, itself included)."""
    words = run.words
    rows = queries.peers.changes(country, countries, series, sex, run.language)
    both = rows[rows.earlier_value.notna()]
    title = words("peer_choice.change.empty_title")
    if len(both):
        # A change within the rounding of the figures has no sure direction.
        rules = queries.progress.rules().set_index("rule").value
        step = rules.get(f"rounding_{both.unit.iloc[0]}", 0.0)
        difference = (both.latest_value - both.earlier_value).round(6)
        title = words(
            "peer_choice.change.title",
            lower=words.number(difference.lt(-step).sum()),
            higher=words.number(difference.gt(step).sum()),
            n=len(both),
        )
        if within := int(difference.abs().le(step).sum()):
            title = f"{title}{words('peer_choice.change.within', within=words.number(within))}"
    others = rows.country_name[rows.earlier_value.isna()]
    caveat = [words("peer_choice.change.caution"), name_some(others, "without_earlier", words)]
    return Change(both, _change_table(rows, words), title, " ".join(filter(None, caveat)))


def _change_table(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    columns = {
        f"{when}_{what}": rows[f"{when}_{column}"]
        for when in ("earlier", "latest")
        for what, column in (("year", "year"), ("value", "value"), ("survey", "source_text"))
    }
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.unit"): [words(f"unit.{unit}") for unit in rows.unit],
            **{words(f"peer_choice.table.{name}"): cells for name, cells in columns.items()},
            # As exact as the figures are published, without the dust of binary fractions.
            words(f"peer_choice.difference.{rows.unit.iloc[0]}"): (
                rows.latest_value - rows.earlier_value
            ).round(6),
        }
    )


def show_marks(run: Run, series: str, sex: str, figure: Beside) -> None:
    """Show the marks on progress of the country and its peers beside each other."""
    words = run.words
    show.table(
        run,
        marks_table(run, series, sex, figure.peers),
        key="marks",
        title=words("peer_choice.marks.title"),
        note=f"{figure.title} · {words('peer_choice.marks.note')}",
        foot=show.series_foot(run, series),
    )


@remembered
def marks_table(run: Run, series: str, sex: str, countries: tuple[str, ...]) -> Table:
    """The marks of these countries for one series and sex, by name, each with its latest figure."""
    words = run.words
    rows = queries.progress.marks_of_series(series, sex, run.language)
    cells = [
        [
            Cell(str(row.country_name)),
            pieces.measured(row.latest_value, row.unit, words),
            pieces.year(row.latest_year),
            Cell(marks.said(row, words)),
        ]
        for row in rows[rows.country_code.isin(countries)].itertuples()
    ]
    keys = ("table.country", "peer_choice.marks.latest", "table.year", "peer_choice.marks.mark")
    return Table([words(key) for key in keys], cells, words("peer_choice.marks.title"))


def show_roadmaps(run: Run, figure: Beside) -> None:
    """Show the roadmaps of the country and its peers beside each other, by status."""
    words = run.words
    show.chart(
        run,
        status_shares.draw,
        roadmap_rows(run, figure.peers),
        key="peer_roadmaps",
        title=words("compare.roadmaps.title"),
        note=words("compare.roadmaps.note"),
        alt=words("compare.roadmaps.alt"),
        foot=show.reports_foot(run, without_roadmap(run, figure.peers)),
        empty=words("compare.roadmaps.empty"),
        kind="action",
        as_share=True,
    )


@remembered
def roadmap_rows(run: Run, countries: tuple[str, ...]) -> pd.DataFrame:
    """Rows for the roadmap chart: a country's name, status, count; countries without a roadmap are left out."""
    rows = queries.peers.roadmap_states(countries, run.language, run.today)
    known = rows[rows.status.notna()]
    return pd.DataFrame(
        {"label": known.country_name, "status": known.status, "count": known.action_count}
    )


@remembered
def without_roadmap(run: Run, countries: tuple[str, ...]) -> str:
    """The countries that have no roadmap to show, each with its stage or the word that there is no report."""
    rows = queries.peers.roadmap_states(countries, run.language, run.today)
    missing = rows[rows.status.isna()]
    if missing.empty:
        return ""
    listed = ", ".join(
        f"{row.country_name} ({run.words(f'stage.{row.stage}').lower()})"
        for row in missing.itertuples()
    )
    return run.words("compare.without_roadmap", countries=listed)

"""For how many of the 47 a series is known, and how recent the figures are."""

from __future__ import annotations

import pandas as pd

from dashboard import queries, shell, show
from dashboard.charts import knowledge_tiles, year_dots
from dashboard.contents.figures import STATE_SIGNS
from dashboard.shell import Run
from dashboard.theme import KNOWLEDGE_SIGNS
from dashboard.warehouse import remembered


def show_part(run: Run, series: str, sex: str) -> None:
    """Show the 47 by what is known of them, and the years of their latest figures."""
    words = run.words
    title = words(f"indicator.{series}.title")
    clicked = show.chart(
        run,
        knowledge_tiles.draw,
        queries.alliance.knowledge(run.language, (series,)),
        key="indicator_coverage",
        title=words("indicator_page.coverage.title"),
        note=knowledge_note(run, series),
        alt=words("indicator_page.coverage.alt", indicator=title),
        foot=show.series_foot(run, series),
        table=knowledge_table(run, series),
        selectable=True,
    )
    clicked += show.chart(
        run,
        year_dots.draw,
        recency_rows(run, series, sex),
        key="indicator_recency",
        title=words("indicator_page.recency.title"),
        note=recency_note(run, series, sex),
        alt=words("indicator_page.recency.alt", indicator=title),
        foot=show.series_foot(run, series),
        table=recency_table(run, series, sex),
        empty=words("indicator_page.recency.empty"),
        selectable=True,
    )
    shell.open_country(run, clicked)


@remembered
def knowledge_note(run: Run, series: str) -> str:
    """How many of the 47 have a series over time, one level, figures of other age bands, or nothing."""
    words = run.words
    rows = queries.alliance.knowledge(run.language, (series,))
    counts = rows.knowledge.value_counts()
    said = ", ".join(
        words(
            "indicator_page.told",
            what=f"{sign} {words(f'knowledge.{code}').lower()}",
            said=words.number(counts.get(code, 0)),
        )
        for code, sign in KNOWLEDGE_SIGNS.items()
    )
    return words("indicator_page.coverage.note", total=len(rows), counts=said)


@remembered
def knowledge_table(run: Run, series: str) -> pd.DataFrame:
    """The table behind the tiles: one row per pathfinder with what is known and since when."""
    words = run.words
    rows = queries.alliance.knowledge(run.language, (series,))
    return pd.DataFrame(
        {
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            words("table.country"): rows.country_name,
            words("table.knowledge"): [
                f"{KNOWLEDGE_SIGNS[code]} {words(f'knowledge.{code}')}" for code in rows.knowledge
            ],
            words("data.column.points"): rows.point_count,
            words("table.first_year"): rows.first_year.astype("Int64"),
            words("table.last_year"): rows.last_year.astype("Int64"),
        }
    )


@remembered
def recency_rows(run: Run, series: str, sex: str) -> pd.DataFrame:
    """Rows for the stacked dots: one per pathfinder with a latest figure of this sex, by name."""
    rows = queries.geography.figures(series, sex, run.language)
    known = rows[rows.year.notna()]
    return known[["country_code", "country_name", "state"]].assign(year=known.year.astype(int))


@remembered
def recency_note(run: Run, series: str, sex: str) -> str:
    """How many latest figures there are, how many are more than five years old, and the oldest's year."""
    words, rows = run.words, recency_rows(run, series, sex)
    if rows.empty:
        return ""
    old = int((run.today.year - rows.year > 5).sum())
    return words(
        "indicator_page.recency.note",
        n=len(rows),
        old=words.number(old),
        oldest=int(rows.year.min()),
    )


@remembered
def recency_table(run: Run, series: str, sex: str) -> pd.DataFrame:
    """The table behind the dots: country, year and state of its latest figure, newest first."""
    words = run.words
    rows = recency_rows(run, series, sex).sort_values("year", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.year"): rows.year,
            words("table.state"): [
                f"{STATE_SIGNS[state]} {words(f'state.{state}')}" for state in rows.state
            ],
        }
    )

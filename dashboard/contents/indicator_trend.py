"""What the years say of a series: the marks on progress of the 47, base beside latest, and every country's years."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import pieces, queries, shell, show
from dashboard.charts import row_dots, small_trends
from dashboard.contents.marks import SIGNS, said, show_mark
from dashboard.shell import Run
from dashboard.theme import OUTCOME_SIGNS
from dashboard.warehouse import remembered


def show_part(run: Run, series: str, sex: str, country: str) -> None:
    """Show the marks by word, the chosen country's explained, base beside latest, what is missing, the trends."""
    words = run.words
    title = words(f"indicator.{series}.title")
    foot = show.series_foot(run, series)
    marks_title, marks_note = (words(f"indicator_page.marks.{key}") for key in ("title", "note"))
    show.section(marks_title, marks_note)
    show.tiles(mark_tiles(run, series, sex))
    show.under(run, foot)
    show.folded_table(
        run, marks_table(run, series, sex), key="indicator_marks", title=marks_title,
        note=marks_note, foot=foot, columns=columns(run),
    )  # fmt: skip
    if country:
        show.section(queries.alliance.names(run.language)[country])
        show_mark(run, country, series, sex, key="indicator")
    else:
        show.notice(words("indicator_page.marks.choose"))
    judged = change_rows(run, series, sex)
    if len(judged):
        clicked = show.chart(
            run,
            row_dots.draw,
            judged,
            key="indicator_change",
            title=words("indicator_page.change.title"),
            note=change_note(run, series, sex),
            alt=words("indicator_page.change.alt", indicator=title),
            foot=foot,
            table=change_table(run, series, sex),
            selectable=True,
            is_narrow=run.is_narrow,
        )
        shell.open_country(run, clicked)
    if missing := missing_counts(run, series, sex):
        show.section(words("indicator_page.missing.title"), words("indicator_page.missing.note"))
        show.fragment(pieces.listing(missing))
    shell.open_country(
        run,
        show.chart(
            run,
            small_trends.draw,
            trend_rows(run, series, sex),
            key="indicator_trends",
            title=words("indicator_page.trends.title"),
            note=trends_note(run, series, sex),
            alt=words("indicator_page.trends.alt", indicator=title),
            foot=foot,
            table=trends_table(run, series, sex),
            empty=words("indicator_page.trends.empty"),
            selectable=True,
            is_yearly=is_yearly(run, series, sex),
            is_narrow=run.is_narrow,
        ),
    )


@remembered
def mark_tiles(run: Run, series: str, sex: str) -> list[show.Tile]:
    """One tile per word on progress that occurs, judged ones first: how many of the 47, and what the word means."""
    words, marks = run.words, queries.progress.marks_of_series(series, sex, run.language)
    counts = marks.word.value_counts()
    return [
        show.Tile(
            f"{sign} {words(f'assessment.word.{word}')}",
            words("indicator_page.of", n=int(counts[word]), total=len(marks)),
            words(f"assessment.explanation.{word}"),
        )
        for word, sign in SIGNS.items()
        if word in counts
    ]


@remembered
def marks_table(run: Run, series: str, sex: str) -> pd.DataFrame:
    """The table behind the tiles: one row per pathfinder with its mark, what is missing, and where it is explained."""
    words, marks = run.words, queries.progress.marks_of_series(series, sex, run.language)
    return pd.DataFrame(
        {
            words("table.region"): [words(f"area.{code}") for code in marks.region_code],
            words("table.country"): marks.country_name,
            words("indicator_page.marks.mark"): [said(mark, words) for mark in marks.itertuples()],
            words("indicator_page.marks.missing"): [
                " ".join(words(f"assessment.missing.{reason}") for reason in reasons)
                for reasons in marks.missing
            ],
            words("indicator_page.marks.explained"): [
                shell.address(
                    "country", run, country=code, section="progress", mark=f"{series}.{sex}"
                )
                for code in marks.country_code
            ],
        }
    )


def columns(run: Run) -> dict[str, Any]:
    """How the table shows its last column: as a link to the country's page."""
    words = run.words
    return {
        words("indicator_page.marks.explained"): st.column_config.LinkColumn(
            display_text=words("map.open")
        )
    }


@remembered
def change_rows(run: Run, series: str, sex: str) -> pd.DataFrame:
    """Rows for the dots: base and latest figure of each judged country, grouped by word, by name within."""
    words = run.words
    marks = queries.progress.marks_of_series(series, sex, run.language)
    counts = marks.word.value_counts()
    rows = []
    for word, sign in OUTCOME_SIGNS.items():
        for mark in marks[marks.word == word].itertuples():
            change = (
                f"{words.value(mark.base_value, mark.unit)} ({int(mark.base_year)}) → "
                f"{words.value(mark.latest_value, mark.unit)} ({int(mark.latest_year)})"
            )
            doubts = [words("indicator_page.change.depends")] * bool(mark.depends_on_method) + [
                words(f"indicator_page.change.{caution}") for caution in mark.cautions
            ]
            rows += [
                {
                    "heading": f"{sign} {words(f'assessment.word.{word}')} ({counts[word]})",
                    "label": mark.country_name,
                    "said": " ".join([change, *doubts]),
                    "kind": kind,
                    "value": value,
                    "unit": mark.unit,
                    "word": word,
                    "hover": f"<b>{mark.country_name}</b><br>{change}<br>{said(mark, words)}",
                    "country_code": mark.country_code,
                }
                for kind, value in (
                    (words("indicator_page.change.base"), mark.base_value),
                    (words("indicator_page.change.latest"), mark.latest_value),
                )
            ]
    return pd.DataFrame(rows)


@remembered
def change_note(run: Run, series: str, sex: str) -> str:
    """What base, latest and the target are, and what the signs beside the rows say."""
    words = run.words
    marks = queries.progress.marks_of_series(series, sex, run.language)
    judged = marks[marks.is_judged.astype(bool)]
    first = judged.iloc[0]
    parts = [
        words(
            "indicator_page.change.note",
            n=len(judged),
            target=words.measure(first.target_value, first.unit),
            year=int(first.target_year),
        )
    ]
    if judged.depends_on_method.fillna(False).any():
        depends = int(judged.depends_on_method.fillna(False).sum())
        parts.append(words("indicator_page.change.depends_note", n=depends))
    rounding = sum("within_rounding" in cautions for cautions in judged.cautions)
    if rounding:
        parts.append(words("indicator_page.change.rounding_note", n=rounding))
    return " ".join(parts)


@remembered
def change_table(run: Run, series: str, sex: str) -> pd.DataFrame:
    """The table behind the dots: one row per judged country with base, latest, and the mark in words."""
    words = run.words
    marks = queries.progress.marks_of_series(series, sex, run.language)
    rows = marks[marks.is_judged.astype(bool)]
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("indicator_page.change.base"): rows.base_value,
            words("indicator_page.change.base_year"): rows.base_year.astype("Int64"),
            words("indicator_page.change.latest"): rows.latest_value,
            words("indicator_page.change.latest_year"): rows.latest_year.astype("Int64"),
            words("indicator_page.marks.mark"): [said(mark, words) for mark in rows.itertuples()],
            words("table.note"): [
                " ".join(words(f"assessment.caution.{caution}") for caution in cautions)
                for cautions in rows.cautions
            ],
        }
    )


@remembered
def missing_counts(run: Run, series: str, sex: str) -> list[tuple[str, str]]:
    """What would have to be known to judge the unjudged countries, most frequent first: the thing, how many lack it."""
    words, marks = run.words, queries.progress.marks_of_series(series, sex, run.language)
    reasons = marks[~marks.is_judged.astype(bool)].missing.explode().dropna().value_counts()
    return [
        (words(f"assessment.missing.{reason}"), words("indicator_page.missing.countries", n=int(n)))
        for reason, n in reasons.items()
    ]


@remembered
def trend_rows(run: Run, series: str, sex: str) -> pd.DataFrame:
    """Rows for the small panels: the years of countries with at least two comparable figures."""
    rows = queries.indicator.years(series, sex, run.language)
    counts = rows[rows.state == "value"].groupby("country_code").size()
    return rows[rows.country_code.isin(counts.index[counts >= 2])]


@remembered
def is_yearly(run: Run, series: str, sex: str) -> bool:
    """Whether the series comes year by year (most gaps between a country's figures are one year)."""
    rows = trend_rows(run, series, sex)
    known = rows[rows.state == "value"]
    return bool(known.groupby("country_code").year.diff().median() == 1)


@remembered
def trends_note(run: Run, series: str, sex: str) -> str:
    """How many countries have a panel, their scale, and how gaps and other age bands are drawn."""
    words, rows = run.words, trend_rows(run, series, sex)
    if rows.empty:
        return ""
    scale = "own_scale" if rows.unit.iloc[0] == "number" else "one_scale"
    joined = "gaps" if is_yearly(run, series, sex) else "surveys"
    parts = [
        words("indicator_page.trends.note", n=rows.country_code.nunique()),
        words(f"indicator_page.trends.{scale}"),
        words(f"indicator_page.trends.{joined}"),
    ]
    if (rows.state == "not_comparable").any():
        parts.append(words("indicator_page.trends.other_ages"))
    return " ".join(parts)


@remembered
def trends_table(run: Run, series: str, sex: str) -> pd.DataFrame:
    """The table behind the panels: one row per country and year, with value or state and the survey."""
    words, rows = run.words, trend_rows(run, series, sex)
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.year"): rows.year,
            words("table.age"): [words(f"age.{age}") for age in rows.age],
            words("table.value"): rows.value,
            words("table.state"): [words(f"state.{state}") for state in rows.state],
            words("table.survey"): rows.source_text,
        }
    )

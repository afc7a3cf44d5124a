"""What the indicator page says of one series for the 47: its headline, and the parts it can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from dashboard import queries, shell, show
from dashboard.charts import region_strip
from dashboard.contents import (
    indicator_about,
    indicator_breakdown,
    indicator_coverage,
    indicator_sources,
    indicator_trend,
)
from dashboard.contents.figures import STATE_SIGNS
from dashboard.peers import summarise
from dashboard.shell import Run
from dashboard.warehouse import remembered


class Asked(NamedTuple):
    """What the address asks for: a series, one of its comparable sexes, and the country to mark ("" for none)."""

    series: str
    sex: str
    country: str = ""


@remembered
def options(run: Run) -> dict[str, str]:
    """The series to choose from in the order of display: code to SDG number and short title."""
    return {
        row.series_code: f"{row.sdg_code} · {run.words(f'indicator.{row.series_code}.short')}"
        for row in queries.peers.indicators().itertuples()
    }


@remembered
def headline(run: Run, series: str, sex: str) -> str:
    """One sentence or two: how many of the 47 have a comparable figure, their median, range and years."""
    words = run.words
    rows = queries.geography.figures(series, sex, run.language)
    known = rows[rows.state == "value"]
    name = _name(run, series, sex)
    if known.empty:
        said = words("indicator_page.headline_none", indicator=name, total=len(rows))
    else:
        unit = str(about(series).unit)
        summary = summarise(rows.assign(is_chosen=False))
        said = words(
            "indicator_page.headline",
            indicator=name,
            n=len(known),
            total=len(rows),
            median=words.measure(summary.median, unit),
            lowest=words.value(summary.lowest, unit),
            highest=words.measure(summary.highest, unit),
            years=years_of(known),
        )
    without = int(rows.state.isin(["suppressed", "conflicting", "below_threshold"]).sum())
    return f"{said} {words('indicator_page.without_value', n=without)}" if without else said


def about(series: str) -> Any:
    """The series' row of the indicators: unit, direction, comparable sexes and ages, target, custodian."""
    rows = queries.peers.indicators()
    return next(row for row in rows.itertuples() if row.series_code == series)


def years_of(rows: pd.DataFrame) -> str:
    """The years of some rows: ``2016`` or ``2011–2022``."""
    first, last = int(rows.year.min()), int(rows.year.max())
    return str(last) if first == last else f"{first}–{last}"


def _name(run: Run, series: str, sex: str) -> str:
    title = run.words(f"indicator.{series}.title")
    return title if sex in ("_Z", "_T") else f"{title}, {run.words(f'sex.{sex}').lower()}"


def level(run: Run, asked: Asked) -> None:
    """Show the newest figures of the 47 by region, and lead to them on the map."""
    words, (series, sex, country) = run.words, asked
    clicked = show.chart(
        run,
        region_strip.draw,
        level_rows(run, series, sex, country),
        key="indicator_level",
        title=words("indicator_page.level.title"),
        note=level_note(run, series, sex),
        alt=words("indicator_page.level.alt", indicator=words(f"indicator.{series}.title")),
        foot=show.series_foot(run, series, level_caveat(run, series, sex)),
        table=level_table(run, series, sex),
        selectable=True,
        is_narrow=run.is_narrow,
    )
    shell.open_country(run, clicked)
    label = words("indicator_page.level.map")
    shell.link("map", words, label, ":material/map:", show=series, sex=sex)


@remembered
def level_rows(run: Run, series: str, sex: str, country: str) -> pd.DataFrame:
    """Rows for the strips: one per pathfinder, with unit and direction, and whether it is the chosen country."""
    rows = queries.geography.figures(series, sex, run.language)
    facts = about(series)
    return rows.assign(
        unit=str(facts.unit),
        direction=str(facts.direction),
        is_chosen=rows.country_code == country,
    )


@remembered
def level_note(run: Run, series: str, sex: str) -> str:
    """Measure, unit, sex, age band and years of the strips, and how to read them."""
    words, facts = run.words, about(series)
    known = queries.geography.figures(series, sex, run.language).query("state == 'value'")
    parts = [
        words(f"indicator.{series}.title"),
        words(f"unit.{facts.unit}"),
        *([] if sex == "_Z" else [words(f"sex.{sex}")]),
        words(f"age.{facts.comparable_ages[0]}"),
        *([years_of(known)] if len(known) else []),
    ]
    reading = [words("indicator_page.level.reading")]
    if facts.unit == "number":
        reading.append(words("indicator_page.level.logarithmic"))
    return f"{' · '.join(parts)}. {' '.join(reading)}"


@remembered
def level_caveat(run: Run, series: str, sex: str) -> str:
    """What must stand under the strips: countries without a value, and others of other age bands, by name."""
    words = run.words
    rows = queries.geography.figures(series, sex, run.language)
    parts = [
        words(
            "indicator_page.level.named",
            state=f"{sign} {words(f'state.{state}')}",
            countries=", ".join(rows.country_name[rows.state == state]),
        )
        for state, sign in STATE_SIGNS.items()
        if state not in ("value", "no_data") and (rows.state == state).any()
    ]
    return " ".join(parts)


@remembered
def level_table(run: Run, series: str, sex: str) -> pd.DataFrame:
    """The table behind the strips: one row per pathfinder with figure or state, year, age, survey and source."""
    words, rows = run.words, queries.geography.figures(series, sex, run.language)
    unit = str(about(series).unit)
    return pd.DataFrame(
        {
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            words("table.country"): rows.country_name,
            words("table.value"): rows.value,
            words("table.unit"): [words(f"unit.{unit}")] * len(rows),
            words("table.state"): [
                f"{STATE_SIGNS[state]} {words(f'state.{state}')}" for state in rows.state
            ],
            words("table.year"): rows.year.astype("Int64"),
            words("table.age"): [
                words(f"age.{age}") if isinstance(age, str) else "" for age in rows.age
            ],
            words("table.survey"): rows.source_text,
            words("table.source"): [
                "" if pd.isna(row.publisher) else f"{row.publisher}, {row.vintage}"
                for row in rows.itertuples()
            ],
        }
    ).sort_values(words("table.region"), kind="stable", ignore_index=True)


PARTS: dict[str, Callable[[Run, Asked], None]] = {
    "level": level,
    "trend": lambda run, asked: indicator_trend.show_part(run, *asked),
    "breakdown": lambda run, asked: indicator_breakdown.show_part(run, asked.series, asked.sex),
    "sources": lambda run, asked: indicator_sources.show_part(run, asked.series, asked.sex),
    "coverage": lambda run, asked: indicator_coverage.show_part(run, asked.series, asked.sex),
    "about": lambda run, asked: indicator_about.show_part(run, asked.series),
}

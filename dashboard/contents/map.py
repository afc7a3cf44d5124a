"""What the map page says: what can fill the countries, their classes, sentence, details and table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import queries, shell, show
from dashboard.charts import subject_map
from dashboard.classes import (
    REPORT_CLASSES,
    STAGE_CLASSES,
    Look,
    class_limits,
    class_of,
    decimals_of,
    stage_class,
)
from dashboard.contents.figures import STATE_SIGNS
from dashboard.exports.view import View as ExportView
from dashboard.shell import Run
from dashboard.theme import LIGHT, REPORT_SIGNS, Style
from dashboard.warehouse import remembered
from dashboard.words import Words

# Regions to look at, by M49 code: the world first.
REGIONS = ("1", "2", "19", "142", "150", "9")

# What is known of a country without a figure has a look of its own, never a pale version of a value.
_PATTERNS = {
    "no_data": "hatch",
    "not_collected": "hatch",
    "suppressed": "dots",
    "below_threshold": "dots",
    "conflicting": "cross",
    "not_comparable": "dashed",
    "no_report": "dotted",
    "missing": "dotted",
}


class Choice(NamedTuple):
    """What fills the map: stage, report or a series; the reporting year of reports, the sex of a series."""

    subject: str
    year: str = ""
    sex: str = ""


@dataclass(frozen=True)
class View:
    """All that one choice shows: rows (one per pathfinder, with ``look`` and ``details``), legend, words, table."""

    rows: pd.DataFrame
    looks: tuple[Look, ...]
    headline: str
    title: str
    note: str
    method: str
    alt: str
    foot: show.Foot
    table: pd.DataFrame


@remembered
def subjects(run: Run) -> dict[str, str]:
    """What can fill the map, with its name: stage, report, then the series with their SDG numbers, as displayed."""
    words = run.words
    series = {
        row.series_code: f"{row.sdg_code} · {words(f'indicator.{row.series_code}.short')}"
        for row in queries.peers.indicators().itertuples()
    }
    # Reports can be shown once a reporting year has begun.
    first = (
        ("stage",) if queries.geography.reporting_years(run.today).empty else ("stage", "report")
    )
    return {subject: words(f"map.subject.{subject}") for subject in first} | series


@remembered
def years(run: Run, subject: str) -> tuple[str, ...]:
    """The reporting years to choose from, the newest due one first; none unless reports are shown."""
    if subject != "report":
        return ()
    rows = queries.geography.reporting_years(run.today)
    ordered = rows.sort_values(["is_due", "reporting_year"], ascending=False)
    return tuple(str(year) for year in ordered.reporting_year)


@remembered
def sexes(subject: str) -> tuple[str, ...]:
    """The comparable sexes of a series, the default one first; none for other subjects."""
    rows = queries.peers.indicators().set_index("series_code")
    return tuple(rows.comparable_sexes[subject]) if subject in rows.index else ()


def stage_label(code: str, words: Words) -> str:
    """The words of a class of stages, as `dashboard.classes.stage_class` gives them."""
    return words(f"map.stage.{code}" if code in ("preparing", "no_report") else f"stage.{code}")


@remembered
def view(run: Run, choice: Choice) -> View:
    """Everything the map shows of a choice."""
    if choice.subject == "stage":
        return _stages(run)
    if choice.subject == "report":
        return _reports(run, int(choice.year))
    return _figures(run, choice.subject, choice.sex)


def _stages(run: Run) -> View:
    words = run.words
    rows = queries.geography.stages(run.language)
    rows["class_code"] = [stage_class(stage) for stage in rows.stage]
    fills = {**dict(zip(STAGE_CLASSES, run.style.levels, strict=True))}
    rows, looks = _with_looks(
        rows,
        [*STAGE_CLASSES, "none", "no_report"],
        {code: stage_label(code, words) for code in (*STAGE_CLASSES, "none", "no_report")},
        fills,
        run.style,
        always=STAGE_CLASSES,
    )
    rows["details"] = [
        [words(f"stage.{row.stage}"), _since(row, words), _report_of(row, words)]
        for row in rows.itertuples()
    ]
    counts = rows.class_code.value_counts()
    return View(
        rows,
        looks,
        words(
            "map.headline.stage",
            implementing=words.number(counts.get("implementing", 0)),
            no_report=words.number(counts.get("no_report", 0)),
            total=words.number(len(rows)),
        ),
        words("map.subject.stage"),
        words("map.note.stage"),
        words("map.method.stage"),
        words("map.alt", subject=words("map.subject.stage"), classes=_spoken(looks, words)),
        show.reports_foot(run, words("footer.boundaries")),
        _table(
            run,
            rows,
            {
                "table.stage": [words(f"stage.{stage}") for stage in rows.stage],
                "table.date": [show.day(date) for date in rows.stage_date],
                "map.column.report_of": rows.reporting_year.astype("Int64"),
            },
        ),
    )


def _reports(run: Run, year: int) -> View:
    words = run.words
    rows = queries.geography.reports(year, run.language, run.today)
    rows["class_code"] = rows.report_status
    rows, looks = _with_looks(
        rows,
        REPORT_CLASSES,
        {code: words(f"report_status.{code}") for code in REPORT_CLASSES},
        run.style.reports,
        run.style,
        always=("on_time", "late", "missing"),
    )
    rows["details"] = [
        [
            f"{words(f'report_status.{row.report_status}')}{_days_late(row, words)}",
            words("map.received", date=words.date(show.day(row.first_received_date)))
            if pd.notna(row.first_received_date)
            else words("map.due", date=words.date(show.day(row.due_date))),
        ]
        for row in rows.itertuples()
    ]
    counts = rows.class_code.value_counts()
    calendar = queries.geography.reporting_years(run.today).set_index("reporting_year")
    due_date = show.day(calendar.due_date[year])
    return View(
        rows,
        looks,
        words(
            "map.headline.report" if calendar.is_due[year] else "map.headline.report_not_due",
            year=year,
            date=words.date(due_date),
            on_time=words.number(counts.get("on_time", 0)),
            late=words.number(counts.get("late", 0)),
            missing=words.number(counts.get("missing", 0)),
            total=words.number(len(rows)),
        ),
        words("map.title_of.report", year=year),
        words("map.note.report", date=words.date(due_date)),
        words("map.method.report"),
        words(
            "map.alt",
            subject=words("map.title_of.report", year=year),
            classes=_spoken(looks, words),
        ),
        show.reports_foot(run, words("footer.boundaries")),
        _table(
            run,
            rows,
            {
                "table.status": [
                    f"{REPORT_SIGNS[code]} {words(f'report_status.{code}')}"
                    for code in rows.report_status
                ],
                "table.received": [show.day(date) for date in rows.first_received_date],
                "table.days_late": rows.days_after_due.astype("Int64"),
            },
        ),
    )


def _figures(run: Run, series: str, sex: str) -> View:
    words = run.words
    about = queries.peers.indicators().set_index("series_code").loc[series]
    rows = queries.geography.figures(series, sex, run.language)
    known = rows[rows.state == "value"]
    limits = class_limits(known.value)
    # Fewer classes than colours: take them from both ends of the scale, so that high stays dark.
    levels = run.style.levels
    count = len(limits) + 1
    fills = [levels[round(place * (len(levels) - 1) / max(count - 1, 1))] for place in range(count)]
    rows["class_code"] = [
        f"class_{class_of(row.value, limits)}" if row.state == "value" else row.state
        for row in rows.itertuples()
    ]
    codes = [f"class_{place}" for place in range(count)] if len(known) else []
    labels = dict(zip(codes, _class_labels(known.value, limits, about.unit, words), strict=False))
    states = [state for state in STATE_SIGNS if state != "value"]
    labels |= {state: words(f"state.{state}") for state in states}
    rows, looks = _with_looks(
        rows, [*codes, *states], labels, dict(zip(codes, fills, strict=False)), run.style,
        always=[*codes, "no_data"],
    )  # fmt: skip
    rows["details"] = [
        [
            _value(row, about.unit, words),
            _year_and_age(row, words),
            row.source_text if isinstance(row.source_text, str) else "",
            "" if pd.isna(row.publisher) else f"{row.publisher}, {row.vintage}",
        ]
        for row in rows.itertuples()
    ]
    title = words(f"indicator.{series}.title")
    note = _figures_note(known, about, sex, words)
    return View(
        rows,
        looks,
        _figures_headline(known.value, len(rows), about.unit, words),
        words(f"indicator.{series}.short"),
        f"{title} · {note}",
        words("map.method.figure"),
        words("map.alt", subject=title, classes=_spoken(looks, words)),
        show.series_foot(run, series, words("footer.boundaries")),
        _table(
            run,
            rows,
            {
                "table.value": rows.value,
                "table.unit": [words(f"unit.{about.unit}")] * len(rows),
                "table.state": [
                    f"{STATE_SIGNS[state]} {words(f'state.{state}')}" for state in rows.state
                ],
                "table.year": rows.year.astype("Int64"),
                "table.age": [
                    words(f"age.{age}") if isinstance(age, str) else "" for age in rows.age
                ],
                "table.survey": [
                    text if isinstance(text, str) else "" for text in rows.source_text
                ],
                "table.source": [
                    "" if pd.isna(row.publisher) else f"{row.publisher}, {row.vintage}"
                    for row in rows.itertuples()
                ],
            },
        ),
    )


def export_view(run: Run, choice: Choice, region: str = REGIONS[0]) -> ExportView:
    """What is taken away of a choice and region (M49 code): the map of `charts.subject_map` on light ground, its table.

    Its options ``width`` and ``height`` (pixels) are to be set anew for another room. The United Nations' text on
    boundaries is not part of the caveat: ``has_boundaries`` asks every format for it.
    """
    words = run.words
    shown = view(replace(run, style=LIGHT), choice)
    note = _full_note(choice, shown, words)
    if region != REGIONS[0]:
        note = words("export_map.of_region", region=words(f"area.{region}"), note=note)
    return ExportView(
        words=words,
        name=_file_name_parts(choice, region, words),
        title=shown.headline,
        note=note,
        alt=words("export_map.alt", region=words(f"area.{region}"), subject=shown.title,
                  classes=_spoken(shown.looks, words)),
        source=shown.foot.source,
        caveat=f"{shown.method} {words('export_map.dots')} {_without_boundaries(shown.foot, words)}".strip(),
        address=shell.whole_address("map", run, **_in_address(choice, region)),
        build=run.build,
        built_on=run.built_on,
        made_on=run.today,
        table=shown.table.drop(columns=words("map.column.link")),
        draw=subject_map.draw,
        data=shown.rows,
        options={"looks": shown.looks, "region": region, **subject_map.ROOM},
        is_illustrative=run.is_illustrative and shown.foot.is_illustrative,
        is_alliance_only=run.audience == "alliance" and shown.foot.is_illustrative,
        has_boundaries=True,
    )  # fmt: skip


def _without_boundaries(foot: show.Foot, words: Words) -> str:
    return foot.caveat.replace(words("footer.boundaries"), "").strip()


def _full_note(choice: Choice, shown: View, words: Words) -> str:
    # The note of a series begins with its full title; those of stages and reports do not say of what they are.
    if choice.subject in ("stage", "report"):
        return words("export_map.of_subject", subject=shown.title, note=shown.note)
    return shown.note


def _file_name_parts(choice: Choice, region: str, words: Words) -> tuple[str, ...]:
    if choice.subject in ("stage", "report"):
        subject = [words(f"export_map.file_name.{choice.subject}"), choice.year]
    else:
        about = queries.peers.indicators().set_index("series_code").loc[choice.subject]
        sex = "" if choice.sex in ("_T", "_Z") else words(f"sex.{choice.sex}")
        subject = [about.sdg_code, words(f"indicator.{choice.subject}.short"), sex]
    parts = (words("map.menu"), *subject, words(f"area.{region}"))
    return tuple(part for part in parts if part)


def _in_address(choice: Choice, region: str) -> dict[str, str]:
    pairs = {"show": choice.subject, "year": choice.year, "sex": choice.sex, "region": region}
    return {name: value for name, value in pairs.items() if value}


def columns(run: Run) -> dict[str, Any]:
    """How the table shows its last column: as a link to the country's page."""
    words = run.words
    return {
        words("map.column.link"): st.column_config.LinkColumn(display_text=words("map.open")),
    }


def _with_looks(
    rows: pd.DataFrame,
    order: Iterable[str],
    labels: dict[str, str],
    fills: dict[str, str],
    style: Style,
    always: Iterable[str],
) -> tuple[pd.DataFrame, tuple[Look, ...]]:
    """The rows with ``look`` (a place in the legend), and the legend: classes that occur, and those always shown."""
    counts = rows.class_code.value_counts()
    shown = [code for code in order if code in counts.index or code in set(always)]
    looks = []
    for code in shown:
        pattern = _PATTERNS.get(code, "")
        is_outline = pattern in ("dashed", "dotted")
        fill = fills.get(code, style.ground if is_outline else style.no_data)
        looks.append(Look(labels[code], int(counts.get(code, 0)), fill, pattern))
    places = {code: place for place, code in enumerate(shown)}
    return rows.assign(look=[places[code] for code in rows.class_code]), tuple(looks)


def _table(run: Run, rows: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    words = run.words
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            **{words(key): list(values) for key, values in columns.items()},
            words("map.column.link"): [
                shell.address("country", run, country=code) for code in rows.country_code
            ],
        }
    )


def _class_labels(values: pd.Series, limits: list[float], unit: str, words: Words) -> list[str]:
    decimals = decimals_of(limits)

    def limit(value: float) -> str:
        return (
            words.percent(value, decimals) if unit == "percent" else words.number(value, decimals)
        )

    if not limits:
        return [words.value(values.iloc[0], unit)] if len(values) else []
    between = [
        words("map.class.between", low=limit(low), high=limit(high))
        for low, high in pairwise(limits)
    ]
    # Nothing lies above a hundred per cent.
    last = "map.class.exactly" if unit == "percent" and limits[-1] == 100 else "map.class.from"
    return [
        words("map.class.below", high=limit(limits[0])),
        *between,
        words(last, low=limit(limits[-1])),
    ]


def _figures_headline(values: pd.Series, total: int, unit: str, words: Words) -> str:
    counts = {"n": len(values), "total": words.number(total)}
    if values.empty:
        return words("map.headline.figure_none", total=counts["total"])
    if len(values) < 4:
        return words(
            "map.headline.figure_few",
            **counts,
            low=words.value(values.min(), unit),
            high=_with_unit(values.max(), unit, words),
        )
    return words(
        "map.headline.figure",
        **counts,
        median=words.value(values.median(), unit),
        low=words.value(values.quantile(0.25), unit),
        high=_with_unit(values.quantile(0.75), unit, words),
    )


def _figures_note(known: pd.DataFrame, about: pd.Series, sex: str, words: Words) -> str:
    ages = " / ".join(words(f"age.{age}") for age in known.age.unique()) if len(known) else ""
    first, last = known.year.min(), known.year.max()
    span = "" if known.empty else str(int(last)) if first == last else f"{int(first)}–{int(last)}"
    parts = [
        words(f"unit.{about.unit}"),
        "" if sex == "_Z" else words(f"sex.{sex}"),
        ages,
        words("map.note.figure", span=span) if span else "",
    ]
    return " · ".join(part for part in parts if part)


def _value(row: Any, unit: str, words: Words) -> str:
    if row.state == "value":
        return _with_unit(row.value, unit, words)
    said = f"{STATE_SIGNS[row.state]} {words(f'state.{row.state}')}"
    return f"{said}: {_with_unit(row.value, unit, words)}" if pd.notna(row.value) else said


def _with_unit(value: float, unit: str, words: Words) -> str:
    said = words.value(value, unit)
    return f"{said} {words('unit.per_100000')}" if unit == "per_100000" else said


def _year_and_age(row: Any, words: Words) -> str:
    if pd.isna(row.year):
        return ""
    return f"{int(row.year)} · {words(f'age.{row.age}')}"


def _since(row: Any, words: Words) -> str:
    return "" if pd.isna(row.stage_date) else words.date(show.day(row.stage_date))


def _report_of(row: Any, words: Words) -> str:
    return (
        "" if pd.isna(row.reporting_year) else words("map.report_of", year=int(row.reporting_year))
    )


def _days_late(row: Any, words: Words) -> str:
    if row.report_status != "late":
        return ""
    return f" · {words('map.days_late', n=int(row.days_after_due))}"


def _spoken(looks: Iterable[Look], words: Words) -> str:
    return words.listed(f"{look.label}: {look.count}" for look in looks)

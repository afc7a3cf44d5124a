"""What is said of gaps: which of the 47 cannot be judged on 16.2.1 to 16.2.3, why, and what would close the gap."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import pieces, queries, shell, show
from dashboard.charts import data_age, gap_matrix, survey_families
from dashboard.contents import figures
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import GAP_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

# Surveys that are held in many countries with the same questions: of these one can speak of a next round.
_PROGRAMMES = ("mics", "dhs", "vacs")
# The order in which families are told; texts that no pattern knows stand before those not stated.
_FAMILIES = (*_PROGRAMMES, "other_national", "administrative", "other", "not_stated")


def show_all(run: Run) -> None:
    """Show the gaps: who can be judged and why not, how old the figures are, age bands, surveys, what would help."""
    words = run.words
    show.section(words("gaps.title"), words("gaps.note"))
    show.fragment(headline(run))
    _show_matrix(run)
    _show_ages(run)
    show.table(
        run, _bands_table(run), key="age_bands", foot=foot(run),
        title=words("gaps.bands.title"), note=words("gaps.bands.note"),
    )  # fmt: skip
    _show_families(run)
    show.section(words("gaps.closing.title"), words("gaps.closing.note"))
    width = {words("gaps.closing.column"): 560, words("table.indicator"): 330}
    show.grid(
        run, closing_table(run), key="gaps_closing", foot=foot(run),
        title=words("gaps.closing.title"), note=words("gaps.closing.note"),
        columns={name: st.column_config.TextColumn(width=wide) for name, wide in width.items()},
        row_height=76,
    )  # fmt: skip


def _show_matrix(run: Run) -> None:
    words = run.words
    # Wider than a phone: the picture moves under its title, the page stands still.
    with st.container(key="wide"):
        clicked = show.chart(
            run, gap_matrix.draw, cells(run),
            key="gaps_narrow" if run.is_narrow else "gaps",
            title=words("gaps.matrix.title"), note=words("gaps.matrix.note"),
            alt=words("gaps.matrix.alt"), foot=foot(run), table=cells_table(run),
            selectable=True, is_narrow=run.is_narrow,
        )  # fmt: skip
    shell.open_country(run, clicked)


def _show_ages(run: Run) -> None:
    words = run.words
    rows = cells(run)
    ages = tuple(sorted(_rule(rule) for rule in ("strong_until_years", "stale_after_years")))
    reference_year = int(rows.reference_year.max()) if len(rows) else run.today.year
    show.chart(
        run, data_age.draw, rows, key="gaps_age",
        title=words("gaps.age.title"), note=words("gaps.age.note", year=reference_year),
        alt=words("gaps.age.alt"), foot=foot(run), table=cells_table(run),
        reference_year=reference_year, ages=ages, is_narrow=run.is_narrow,
    )  # fmt: skip


def _show_families(run: Run) -> None:
    words = run.words
    show.chart(
        run, survey_families.draw, families(run), key="gaps_families",
        title=words("gaps.families.title"), note=next_rounds(run),
        alt=words("gaps.families.alt"), foot=foot(run, words("gaps.families.caveat")),
        table=cells_table(run), is_narrow=run.is_narrow,
    )  # fmt: skip


@remembered
def cells(run: Run) -> pd.DataFrame:
    """One row per pathfinder and figure of the 16.2 panel: what is known of it, for the pictures."""
    rows = queries.gaps.panel(run.language)
    return rows.assign(label=_labels(rows, run.words))[
        [
            "label", "country_code", "country_name", "region_code", "reference_year", "state",
            "is_judged", "shown_year", "shown_age", "source_text",
        ]
    ]  # fmt: skip


@remembered
def cells_table(run: Run) -> pd.DataFrame:
    """The table behind the pictures: one row per pathfinder and figure, in the reader's words."""
    rows, words = queries.gaps.panel(run.language), run.words
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.region"): [words(f"area.{code}") for code in rows.region_code],
            words("table.indicator"): _labels(rows, words),
            words("table.state"): [
                f"{GAP_SIGNS[state]} {gap_matrix.state_word(state, words)}" for state in rows.state
            ],
            words("table.year"): rows.shown_year.astype("Int64"),
            words("table.age"): [
                words(f"age.{age}") if isinstance(age, str) else "" for age in rows.shown_age
            ],
            words("gaps.column.family"): [_family(row, words) for row in rows.itertuples()],
            words("table.survey"): rows.source_text,
            words("gaps.column.missing"): [_missing(row, words) for row in rows.itertuples()],
        }
    )


@remembered
def headline(run: Run) -> str:
    """For each figure: how many of the 47 can be judged, and the reasons why the others cannot, counted."""
    words = run.words
    rows = cells(run)
    items = []
    for label, part in rows.groupby("label", sort=False):
        counts = part.state[~part.is_judged.astype(bool)].value_counts()
        reasons = [
            words(f"gaps.reason.{state}", n=int(counts[state]))
            for state in GAP_SIGNS
            if state in counts
        ]
        said = words(
            "gaps.headline",
            judged=words.number(int(part.is_judged.sum())),
            total=words.number(len(part)),
        )
        if reasons:
            said = f"{said} {_joined(reasons, words)}."
        items.append((str(label), said))
    return pieces.listing(items)


@remembered
def _bands_table(run: Run) -> Table:
    words = run.words
    bands = age_bands(run)
    cells_of = [
        [
            Cell(row.label),
            Cell(words(f"age.{row.age}"), is_short=True),
            Cell(words("gaps.bands.comparable") if row.is_comparable else words("gaps.bands.other")),
            Cell(
                words("overview.of", count=words.number(row.countries), total=words.number(row.total)),
                share=row.countries / row.total,
                value=row.countries,
            ),
        ]
        for row in bands.itertuples()
    ]  # fmt: skip
    head = [
        words("table.indicator"),
        words("table.age"),
        words("gaps.bands.use"),
        words("table.countries"),
    ]
    return Table(head, cells_of, words("gaps.bands.title"))


@remembered
def age_bands(run: Run) -> pd.DataFrame:
    """One row per figure and age band with data: number of pathfinders, of how many, and whether it is compared."""
    rows = queries.gaps.panel(run.language)
    rows = rows.assign(label=_labels(rows, run.words))
    compared = rows[rows.latest_year.notna()]
    others = rows.explode("other_ages").dropna(subset=["other_ages"])
    bands = pd.concat(
        [
            pd.DataFrame({"label": part.label, "age": part[column], "is_comparable": is_comparable})
            for part, column, is_comparable in (
                (compared, "comparable_age", True), (others, "other_ages", False)
            )
        ]
    )  # fmt: skip
    bands = bands.groupby(["label", "is_comparable", "age"], as_index=False).size()
    order = list(dict.fromkeys(rows.label))
    return (
        bands.rename(columns={"size": "countries"})
        .assign(total=lambda table: table.label.map(rows.groupby("label").size()))
        .sort_values(
            ["label", "is_comparable", "countries", "age"],
            ascending=[True, False, False, True],
            key=lambda column: column.map(order.index) if column.name == "label" else column,
            ignore_index=True,
        )
    )


@remembered
def families(run: Run) -> pd.DataFrame:
    """One row per figure and family of surveys: its name, comparable figures, and those of another age band."""
    words = run.words
    rows = queries.gaps.panel(run.language)
    rows = rows.assign(label=_labels(rows, words))[rows.survey_family.notna()]
    rows = rows.assign(
        family=[_family(row, words) for row in rows.itertuples()],
        rank=[_FAMILIES.index(family) for family in rows.survey_family],
        is_other=rows.state == "not_comparable",
    )
    order = list(dict.fromkeys(rows.label))
    counted = rows.groupby(["label", "rank", "family"], as_index=False).agg(
        comparable_count=("is_other", lambda flags: int((~flags).sum())),
        other_count=("is_other", "sum"),
    )
    return counted.sort_values(
        ["label", "rank", "family"],
        key=lambda column: column.map(order.index) if column.name == "label" else column,
        ignore_index=True,
    )


@remembered
def next_rounds(run: Run) -> str:
    """For each figure, the programme whose next round would give most countries a trend, and how many.

    A figure of before the first year that counts is left out: one more would not make a trend.
    """
    words = run.words
    rows = queries.gaps.panel(run.language)
    rows = rows.assign(label=_labels(rows, words))
    said = [words("gaps.families.note")]
    waiting = rows[
        (rows.state == "insufficient_trend")
        & (rows.latest_year >= _rule("first_year"))
        & rows.survey_family.isin(_PROGRAMMES)
    ]
    for label, part in waiting.groupby("label", sort=False):
        counts = part.survey_family.value_counts()
        said.append(
            words(
                "gaps.families.next_round",
                figure=label,
                family=words(f"gaps.family.{counts.index[0]}"),
                n=int(counts.iloc[0]),
            )
        )
    if not (rows.survey_family == "vacs").any():
        said.append(words("gaps.families.no_vacs"))
    return " ".join(said)


@remembered
def closing_table(run: Run) -> pd.DataFrame:
    """One row per pathfinder and figure: why it cannot be judged (or its mark), and what would close the gap."""
    rows, words = queries.gaps.panel(run.language), run.words
    table = pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.indicator"): _labels(rows, words),
            words("table.state"): [
                f"{GAP_SIGNS[state]} {gap_matrix.state_word(state, words)}" for state in rows.state
            ],
            words("gaps.closing.column"): [_closing(row, words) for row in rows.itertuples()],
        }
    )
    return table.sort_values(words("table.country"), kind="stable", ignore_index=True)


@remembered
def closing(run: Run, country: str) -> str:
    """HTML list of what would close one country's gaps: a sentence or two for each figure of the 16.2 panel."""
    rows = queries.gaps.panel(run.language)
    mine = rows[rows.country_code == country]
    said = [_closing(row, run.words) for row in mine.itertuples()]
    return pieces.listing(list(zip(_labels(mine, run.words), said, strict=True)))


@remembered
def foot(run: Run, caveat: str = "") -> show.Foot:
    """The foot of what rests on the 16.2 panel: its data sets, and why a direction is undefined."""
    series = dict.fromkeys(name for name, _ in queries.peers.PANEL)
    standing = run.words("gaps.caveat")
    return show.Foot(figures.citations(run, series), f"{caveat} {standing}".strip())


def _labels(rows: pd.DataFrame, words: Words) -> list[str]:
    return [
        figures.title(series, sex, words)
        for series, sex in zip(rows.series_code, rows.sex, strict=True)
    ]


def _joined(parts: list[str], words: Words) -> str:
    return reduce(lambda first, then: words("gaps.joined", first=first, then=then), parts)


def _family(row: Any, words: Words) -> str:
    """The family of a figure's survey; a text that no pattern knows is shown as it is."""
    if not isinstance(row.survey_family, str):
        return ""
    if row.survey_family == "other":
        return words("gaps.family.other", text=row.source_text)
    return words(f"gaps.family.{row.survey_family}")


def _missing(row: Any, words: Words) -> str:
    return " ".join(words(f"assessment.missing.{reason}") for reason in row.missing)


def _closing(row: Any, words: Words) -> str:
    """What is known of one figure of a country, and what would have to be measured to judge it."""
    said = _known(row, words)
    if row.state != "stale" and "latest_too_old" in row.missing:
        said = f"{said} {words('gaps.closing.old', n=_rule('stale_after_years'))}"
    return f"{said} {_help(row, words)}"


def _known(row: Any, words: Words) -> str:
    """What there is: no figure, one, several, or one of another age band."""
    if pd.isna(row.shown_year):
        is_silent = set(row.missing) <= {"direction_undefined", "needs_first_point"}
        return words("gaps.closing.none" if is_silent else "gaps.closing.no_value")
    year = int(row.shown_year)
    survey = row.source_text.strip() if isinstance(row.source_text, str) else ""
    figure = words("gaps.closing.figure", year=year, survey=survey) if survey else str(year)
    if pd.isna(row.latest_year):
        return words(
            "gaps.closing.other_age", figure=figure, age=words(f"age.{row.shown_age}").lower()
        )
    return words("gaps.closing.figures", n=int(row.comparable_count), figure=figure)


def _help(row: Any, words: Words) -> str:
    """What would help; of what no survey can mend, that it is never judged."""
    if "direction_undefined" in row.missing:
        return words("gaps.closing.direction_undefined")
    years = _rule("minimum_years")
    if row.state == "not_comparable" and isinstance(row.shown_age, str):
        age = words(f"age.{row.comparable_age}").lower()
        return words("gaps.closing.comparable_age", age=age, n=years)
    if list(row.missing) == ["needs_first_point"]:
        return words("gaps.closing.first", n=years)
    is_level = row.state == "insufficient_trend" and row.comparable_count == 1
    if row.state == "stale" or (is_level and row.latest_year >= _rule("first_year")):
        programme = row.survey_family if row.survey_family in _PROGRAMMES else "other"
        return words("gaps.closing.again", round=words(f"gaps.round.{programme}"), n=years)
    if row.word == "no_data":
        return _missing(row, words)
    return f"{words(f'assessment.explanation.{row.word}')} {_missing(row, words)}".strip()


def _rule(name: str) -> int:
    """A year or a number of years of the methods, as it was used in this build."""
    return int(queries.progress.rules().set_index("rule").value[name])

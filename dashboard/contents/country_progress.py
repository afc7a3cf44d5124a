"""All marks of a country, as its page shows them: those that were judged, one explained, and why the others were not."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from dashboard import filters, pieces, queries, shell, show
from dashboard.contents import figures
from dashboard.contents.marks import SIGNS, level, said, show_mark
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import UNJUDGED_SIGNS
from dashboard.warehouse import remembered


def show_all(run: Run, country: str, name: str) -> None:
    """Show a country's marks: those that were judged, the one that is chosen, and why the others were not."""
    words = run.words
    told = overview(run, country, name)
    show.table(
        run,
        told.judged,
        key="marks",
        title=words("mark.title"),
        note=told.sentence,
        foot=told.foot,
        empty=words("mark.none_judged"),
        says_source=False,
    )
    chosen = filters.select(
        "mark",
        list(told.names),
        told.default,
        words,
        words("mark.which"),
        lambda code: told.names[code],
        640,
    )
    series, _, sex = chosen.rpartition(".")
    show_mark(run, country, series, sex, key="country", is_open=True)
    show.section(words("mark.unjudged"), words("mark.unjudged_note"))
    show.fragment(told.unjudged)
    show.folded_table(
        run,
        told.unjudged_table,
        key="unjudged",
        title=words("mark.unjudged"),
        foot=told.foot,
    )


class Overview(NamedTuple):
    """All marks of a country: a sentence, the judged, HTML and table of the others, and each one's name by its code.

    The code, as it stands in the address: series and sex, such as ``VC_VAW_SXVLN.F``.
    """

    sentence: str
    judged: Table | None
    unjudged: str
    unjudged_table: pd.DataFrame
    foot: show.Foot
    names: dict[str, str]
    default: str


@remembered
def overview(run: Run, country: str, name: str) -> Overview:
    """All marks of a country in brief."""
    words = run.words
    marks = queries.progress.marks_of_country(country)
    is_judged = marks.is_judged.astype(bool)
    names = {
        _code(mark): f"{SIGNS[mark.word]} {figures.title(mark.series_code, mark.sex, words)}"
        for mark in pd.concat([marks[is_judged], marks[~is_judged]]).itertuples()
    }
    return Overview(
        sentence=words(
            "mark.sentence", country=name, n=int(is_judged.sum()), all=words.number(len(marks))
        ),
        judged=_judged_table(run, marks[is_judged]) if is_judged.any() else None,
        unjudged="".join(
            _group(run, group) for word in UNJUDGED_SIGNS
            if len(group := marks[marks.word == word])
        ),
        unjudged_table=_unjudged_table(run, marks[~is_judged]),
        foot=figures.all_series_foot(run, country),
        names=names,
        default=next(iter(names)),
    )  # fmt: skip


def _code(mark: Any) -> str:
    return f"{mark.series_code}.{mark.sex}"


def _address(run: Run, mark: Any) -> str:
    """Where the country page opens this mark."""
    choices = {"country": mark.country_code, "section": "progress", "mark": _code(mark)}
    return shell.address("country", run, **choices)


def _judged_table(run: Run, marks: pd.DataFrame) -> Table:
    words = run.words
    cells = [
        [
            Cell(figures.title(mark.series_code, mark.sex, words), link=_address(run, mark)),
            Cell(said(mark, words)),
            Cell(level(mark.base_value, mark.base_year, mark.unit, words), is_short=True),
            Cell(level(mark.latest_value, mark.latest_year, mark.unit, words), is_short=True),
            pieces.number(mark.linear_ratio, words, 3),
        ]
        for mark in marks.itertuples()
    ]
    head = [
        words("table.indicator"),
        words("mark.word"),
        words("mark.base"),
        words("mark.latest"),
        words("mark.ratio"),
    ]
    return Table(head, cells, words("mark.title"))


def _unjudged_table(run: Run, marks: pd.DataFrame) -> pd.DataFrame:
    """The marks that were not judged: one row each, with the newest level and what judging it would need."""
    words = run.words
    return pd.DataFrame(
        {
            words("mark.word"): [f"{SIGNS[word]} {words(f'assessment.word.{word}')}" for word in marks.word],
            words("table.indicator"): [figures.title(series, "_T", words) for series in marks.series_code],
            words("table.sex"): [words(f"sex.{sex}") for sex in marks.sex],
            words("mark.latest"): marks.latest_value,
            words("table.unit"): [words(f"unit.{unit}") for unit in marks.unit],
            words("table.year"): marks.latest_year.astype("Int64"),
            words("mark.to_judge"): [_to_judge(mark, run) for mark in marks.itertuples()],
        }
    )  # fmt: skip


def _to_judge(mark: Any, run: Run) -> str:
    return " ".join(run.words(f"assessment.missing.{reason}") for reason in mark.missing)


def _group(run: Run, marks: pd.DataFrame) -> str:
    """HTML of the marks of one word, folded: how many, why they are not judged, and what each would need."""
    words, word = run.words, marks.word.iloc[0]
    cells = [
        [
            # A series is named once, at the first of its sexes.
            Cell("" if is_named else figures.title(mark.series_code, "_T", words)),
            Cell(words(f"sex.{mark.sex}"), link=_address(run, mark), is_short=True),
            Cell(level(mark.latest_value, mark.latest_year, mark.unit, words), is_short=True),
            Cell(_to_judge(mark, run)),
        ]
        for mark, is_named in zip(marks.itertuples(), marks.series_code.duplicated(), strict=True)
    ]
    title = f"{SIGNS[word]} {words(f'assessment.word.{word}')} ({words.number(len(marks))})"
    reason = words(f"assessment.explanation.{word}")
    head = [
        words("table.indicator"),
        words("table.sex"),
        words("mark.latest"),
        words("mark.to_judge"),
    ]
    return pieces.fold(title, reason, Table(head, cells, title).html())

"""One mark worked out step by step on the methods page, from the points in the warehouse."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from dashboard import filters, pieces, queries, shell, show
from dashboard.contents import marks
from dashboard.contents.formulas import formula, number, percent
from dashboard.pieces import Cell, Table
from dashboard.recomputed import (
    Recomputed,
    agreeing_words,
    chart_bands,
    pace_bands,
    recompute,
    word_for,
)
from dashboard.shell import Run
from dashboard.theme import EVIDENCE_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

# The one series that can be judged today, and a country whose methods disagree.
SERIES, SEX, COUNTRY = "PT_F_20-24_MRD_U18_TND", "F", "KEN"


class Step(NamedTuple):
    """One step of the way: a heading with a note, and what stands below: a table, then formulas (LaTeX) and HTML in turn.

    ``key`` names the files of the table.
    """

    title: str
    note: str
    parts: tuple[tuple[str, str], ...]
    table: Table | None = None
    key: str = ""


def example(run: Run) -> None:
    """Show every step from a country's points to its mark, for the country in the address."""
    words = run.words
    rows = queries.progress.marks_of_series(SERIES, SEX, run.language).set_index("country_code")
    judged = list(rows.index[rows.is_judged & rows.compound_growth_ratio.notna()])
    # A country carried here from another page is answered, too: with the reason why there is no mark.
    asked = st.query_params.get("country")
    options = [code for code in rows.index if code in judged or code == asked]
    if not options:
        show.notice(words("methods.example.none"))
        return
    default = COUNTRY if COUNTRY in options else options[0]
    country = filters.select(
        "country",
        options,
        default,
        words,
        words("methods.example.select"),
        format_func=lambda code: str(rows.country_name[code]),
        width=420,
    )
    title = words(
        "methods.example.title",
        country=rows.country_name[country],
        indicator=words(f"indicator.{SERIES}.title"),
    )
    if country not in judged:
        show.section(title)
        show.fragment(_unjudged(run, country))
        return
    show.section(title, words("methods.example.note"))
    for step in steps(run, country):
        show.section(step.title, step.note)
        if step.table:
            show.table(
                run,
                step.table,
                key=step.key,
                title=step.title,
                note=f"{title} · {step.note}",
                foot=show.series_foot(run, SERIES),
                says_title=False,
                says_source=False,
            )
        for kind, body in step.parts:
            if kind == "formula":
                st.latex(body)
            else:
                show.fragment(body)
    show.under(run, show.series_foot(run, SERIES))
    # Not shell.link: that carries the address's country, and the default one does not stand there.
    address = shell.address("country", run, country=country)
    show.fragment(f'<p class="pp-text">{pieces.link(address, words("methods.example.open"))}</p>')


def worked(country: str) -> tuple[Any, Recomputed]:
    """The stored mark of a country (a row of mart_assessment) and its arithmetic, worked out again from the points."""
    rows = queries.progress.marks_of_country(country)
    mark = next(rows[(rows.series_code == SERIES) & (rows.sex == SEX)].itertuples())
    points = queries.progress.points(country, SERIES, SEX)
    pairs = [(int(point.year), float(point.value)) for point in points.itertuples()]
    floor = queries.progress.numbers()["compound_growth_floor"]
    return mark, recompute(pairs, float(mark.target_value), int(mark.target_year), floor)


def worked_words(mark: Any, found: Recomputed) -> dict[str, str]:
    """The word of each method, from the arithmetic worked out again."""
    rules = queries.progress.numbers()
    pace, chart = pace_bands(rules), chart_bands(rules)
    if is_met(mark):
        best = {"linear": "target_met", "compound_growth": "target_met"}
        return {**best, "progress_chart": chart[0].word}
    return {
        "linear": word_for(found.ratio, pace),
        "compound_growth": word_for(found.growth_ratio, pace),
        "progress_chart": word_for(found.chart_ratio, chart),
    }


def is_met(mark: Any) -> bool:
    """Whether the latest figure is at the target or beyond it."""
    if mark.direction == "lower_is_better":
        return bool(mark.latest_value <= mark.target_value)
    return bool(mark.latest_value >= mark.target_value)


@remembered
def steps(run: Run, country: str) -> tuple[Step, ...]:
    """All steps for a country that is judged on the series."""
    mark, found = worked(country)
    said = worked_words(mark, found)
    return (
        _points(run, country, mark),
        _base(run, mark),
        _required(run.words, mark, found),
        _actual(run.words, mark, found),
        _ratio(run.words, mark, found, said["linear"]),
        _growth(run.words, mark, found, said["compound_growth"]),
        _chart(run.words, mark, found, said["progress_chart"]),
        _robust(run.words, said),
        _evidence(run.words, country, mark),
        _projection(run.words, mark),
        _mark(run.words, mark),
    )


def _points(run: Run, country: str, mark: Any) -> Step:
    words = run.words
    rows = [
        [
            pieces.year(point.year),
            pieces.measured(point.value, mark.unit, words),
            Cell(_nature(point, words)),
            Cell(point.source_text if isinstance(point.source_text, str) else "–"),
            Cell(point.citation),
        ]
        for point in queries.progress.points(country, SERIES, SEX).itertuples()
    ]
    keys = ("year", "value", "nature", "survey", "source")
    title = words("methods.example.points")
    table = Table([words(f"table.{key}") for key in keys], rows, title)
    note = words("methods.example.points_note", n=int(mark.comparable_count))
    return Step(title, note, (), table, "example_points")


def _base(run: Run, mark: Any) -> Step:
    words, rules = run.words, queries.progress.numbers()
    kind = "base_after" if mark.base_year >= rules["base_year"] else "base_before"
    base = words(
        f"methods.example.{kind}",
        value=words.value(mark.base_value, mark.unit),
        year=int(mark.base_year),
        base_year=int(rules["base_year"]),
        minimum_years=int(rules["minimum_years"]),
    )
    latest = words(
        "methods.example.latest",
        value=words.value(mark.latest_value, mark.unit),
        year=int(mark.latest_year),
        age=words("methods.number.years", n=int(mark.latest_age_years)),
        reference_year=int(mark.reference_year),
    )
    target = words(
        "methods.example.target",
        value=words.value(mark.target_value, mark.unit),
        year=int(mark.target_year),
        reason=words(mark.target_reason_key),
    )
    return Step(words("methods.example.base"), "", _paragraphs(base, latest, target))


def _required(words: Words, mark: Any, found: Recomputed) -> Step:
    typeset = formula(
        words, "worked_required", **_typeset(words, mark), answer=number(words, found.required, 3)
    )
    text = words(
        "methods.example.required_text",
        base=words.value(mark.base_value, mark.unit),
        target=words.value(mark.target_value, mark.unit),
        n=int(mark.target_year - mark.base_year),
        pace=_points_a_year(words, found.required),
    )
    parts = (("formula", formula(words, "linear_required")), ("formula", typeset))
    return Step(words("methods.example.required"), "", (*parts, *_paragraphs(text)))


def _actual(words: Words, mark: Any, found: Recomputed) -> Step:
    means = formula(
        words,
        "worked_means",
        mean_year=_year(words, found.mean_year),
        mean_value=number(words, found.mean_value),
    )
    slope = formula(
        words,
        "worked_actual",
        products=number(words, found.products, 2),
        squares=number(words, found.squares, 2),
        answer=number(words, found.actual, 3),
    )
    parts: list[tuple[str, str]] = [
        ("formula", formula(words, "linear_actual")),
        ("formula", means),
        ("formula", slope),
        *_paragraphs(
            words("methods.example.actual_text", pace=_points_a_year(words, found.actual))
        ),
    ]
    if mark.point_count == 2:
        two = formula(
            words, "worked_step", **_typeset(words, mark), answer=number(words, found.actual, 3)
        )
        parts += [*_paragraphs(words("methods.example.step_text")), ("formula", two)]
    return Step(words("methods.example.actual"), "", tuple(parts))


def _ratio(words: Words, mark: Any, found: Recomputed, word: str) -> Step:
    typeset = formula(
        words,
        "worked_ratio",
        made=number(words, found.actual, 3),
        needed=number(words, found.required, 3),
        answer=number(words, found.ratio, 3),
    )
    parts = (("formula", formula(words, "ratio")), ("formula", typeset))
    if is_met(mark):
        text = words("methods.example.met_text", word=_pace_word(words, word))
    else:
        text = words(
            "methods.example.ratio_text",
            ratio=words.number(found.ratio, 3),
            word=_pace_word(words, word),
        )
    return Step(words("methods.example.ratio"), "", (*parts, *_paragraphs(text)))


def _growth(words: Words, mark: Any, found: Recomputed, word: str) -> Step:
    values = _typeset(words, mark)
    values |= {"start": number(words, found.start), "end": number(words, found.end)}
    required, actual = percent(words, found.growth_required), percent(words, found.growth_actual)
    ratio = formula(
        words,
        "worked_ratio",
        made=actual,
        needed=required,
        answer=number(words, found.growth_ratio, 3),
    )
    text = words(
        "methods.example.growth_text",
        required=words.percent(100 * found.growth_required, 2),
        actual=words.percent(100 * found.growth_actual, 2),
        ratio=words.number(found.growth_ratio, 3),
        word=_pace_word(words, word),
    )
    notes = [
        words(f"assessment.method_note.{note}")
        for note, is_so in (
            ("target_floored", found.end != mark.target_value),
            ("base_floored", found.start != mark.base_value),
        )
        if is_so
    ]
    parts = (
        ("formula", formula(words, "worked_growth_required", **values, answer=required)),
        ("formula", formula(words, "worked_growth_actual", **values, answer=actual)),
        ("formula", ratio),
        *_paragraphs(text, *notes),
    )
    return Step(words("methods.example.compound_growth"), "", parts)


def _chart(words: Words, mark: Any, found: Recomputed, word: str) -> Step:
    values = _typeset(words, mark)
    expected = formula(
        words,
        "worked_expected",
        latest=values["latest"],
        growth=number(words, found.growth_actual, 4),
        years_left=max(int(mark.target_year - mark.latest_year), 0),
        answer=number(words, found.expected, 2),
    )
    ratio = formula(
        words,
        "worked_chart_ratio",
        **values,
        expected=number(words, found.expected, 2),
        answer=number(words, found.chart_ratio, 3),
    )
    text = words(
        "methods.example.expected_text",
        growth=words.percent(100 * found.growth_actual, 2),
        expected=words.value(found.expected, mark.unit),
        year=int(mark.target_year),
        ratio=words.number(found.chart_ratio, 3),
        word=words(f"assessment.chart_word.{word}").lower(),
    )
    parts = (("formula", expected), ("formula", ratio), *_paragraphs(text))
    return Step(words("methods.example.progress_chart"), "", parts)


def differing(said: dict[str, str]) -> tuple[str, ...]:
    """The methods whose word does not go with the linear pace's."""
    agreeing = agreeing_words(queries.progress.numbers())[said["linear"]]
    accepted = {"compound_growth": (said["linear"],), "progress_chart": agreeing}
    return tuple(method for method, others in accepted.items() if said[method] not in others)


def _robust(words: Words, said: dict[str, str]) -> Step:
    others = ", ".join(words(f"assessment.method.{method}") for method in differing(said))
    text = (
        words("methods.example.differ", methods=others)
        if others
        else words("methods.example.agree")
    )
    return Step(words("methods.example.robust"), "", _paragraphs(text))


def _evidence(words: Words, country: str, mark: Any) -> Step:
    points = queries.progress.points(country, SERIES, SEX)
    found = {
        "points": words("methods.example.found_points", n=len(points)),
        "age": words("methods.example.found_age", n=int(mark.reference_year - points.year.max())),
        "nature": words(
            "methods.example.found_nature",
            modelled=words.number(mark.modelled_count),
            all=words.number(len(points)),
        ),
        "sources": words("methods.example.found_sources", n=int(points.source_text.nunique())),
    }
    rows = [
        [
            Cell(words(f"assessment.criterion.{criterion}")),
            Cell(what),
            Cell(_strength(words, getattr(mark, f"evidence_{criterion}"))),
        ]
        for criterion, what in found.items()
    ]
    head = [words(f"methods.column.{key}") for key in ("criterion", "found", "strength")]
    title = words("methods.example.evidence")
    table = Table(head, rows, title)
    whole = _strength(words, mark.evidence_strength)
    note = words("methods.example.evidence_note")
    sources = words("methods.evidence.sources")
    return Step(title, note, _paragraphs(sources, whole), table, "example_evidence")


def _projection(words: Words, mark: Any) -> Step:
    if isinstance(mark.projection_note, str):
        text = words(f"assessment.projection_note.{mark.projection_note}")
    else:
        text = words(
            "methods.example.projection_text",
            year=int(mark.projected_year),
            value=words.value(mark.projected_value, mark.unit),
            lower=words.value(mark.projected_lower, mark.unit),
            upper=words.value(mark.projected_upper, mark.unit),
            level=words.percent(100 * mark.projection_level, 0),
        )
    return Step(words("methods.example.projection"), "", _paragraphs(text))


def _mark(words: Words, mark: Any) -> Step:
    said = f'<p class="pp-lead"><b>{escape(marks.said(mark, words))}</b></p>'
    cautions = [words(f"assessment.caution.{caution}") for caution in mark.cautions]
    reasons = " ".join(words(f"assessment.missing.{reason}") for reason in mark.missing)
    missing = [words("methods.example.missing", reasons=reasons)] if reasons else []
    parts = (("html", said), *_paragraphs(*cautions, *missing))
    return Step(words("methods.example.mark"), "", parts)


@remembered
def _unjudged(run: Run, country: str) -> str:
    words = run.words
    rows = queries.progress.marks_of_series(SERIES, SEX, run.language)
    mark = next(rows[rows.country_code == country].itertuples())
    text = words(
        "methods.example.unjudged",
        country=mark.country_name,
        word=marks.said(mark, words).lower(),
        explanation=words(f"assessment.explanation.{mark.word}"),
    )
    needed = " ".join(words(f"assessment.missing.{reason}") for reason in mark.missing)
    return pieces.paragraph(text) + pieces.listing([(words("methods.example.needed"), needed)])


def _paragraphs(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple(("html", pieces.paragraph(text)) for text in texts)


def _typeset(words: Words, mark: Any) -> dict[str, str | int]:
    """The values and years of base, latest and target, as LaTeX."""
    return {
        "base": number(words, mark.base_value),
        "base_year": int(mark.base_year),
        "latest": number(words, mark.latest_value),
        "latest_year": int(mark.latest_year),
        "target": number(words, mark.target_value),
        "target_year": int(mark.target_year),
    }


def _year(words: Words, value: float) -> str:
    """A mean year: no separator of thousands stands in a year."""
    whole, part = divmod(value, 1)
    return str(int(whole)) + (number(words, part)[1:] if part else "")


def _points_a_year(words: Words, value: float) -> str:
    return words("methods.example.points_unit", n=abs(value), value=words.number(value, 2))


def _pace_word(words: Words, word: str) -> str:
    return f"{marks.SIGNS[word]} {words(f'assessment.word.{word}').lower()}"


def _strength(words: Words, strength: str) -> str:
    return f"{EVIDENCE_SIGNS[strength]} {words(f'assessment.evidence.{strength}')}"


def _nature(point: Any, words: Words) -> str:
    if pd.notna(point.nature):
        return words(f"nature.{point.nature}")
    return words(f"methods.status.{point.value_status}")

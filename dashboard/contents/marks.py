"""How a mark on progress is told: its sign and word, what must stand beside them, and all that it rests on."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import downloads, pieces, queries, show
from dashboard.charts import pace
from dashboard.contents import mark_file, mark_formulas
from dashboard.pieces import Cell
from dashboard.shell import Run
from dashboard.theme import EVIDENCE_SIGNS, OUTCOME_SIGNS, UNJUDGED_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

SIGNS = {**OUTCOME_SIGNS, **UNJUDGED_SIGNS}
_CRITERIA = ("points", "age", "nature", "sources")


class Method(NamedTuple):
    """What is said of one method: its name, its formula as LaTeX, and the piece of HTML that follows it."""

    heading: str
    formula: str
    body: str


class Explanation(NamedTuple):
    """Everything that is said of a mark when it is opened: the picture, and pieces of HTML in their order."""

    title: str
    note: str
    alt: str
    caveat: str
    options: dict[str, Any]
    before: str
    methods: tuple[Method, ...]
    after: str
    table: pd.DataFrame


def said(mark: Any, words: Words) -> str:
    """A mark (a row of ``queries.progress``) in words: ``▲ On track · depends on the method · weak evidence``."""
    parts = [f"{SIGNS[mark.word]} {words(f'assessment.word.{mark.word}')}"]
    if mark.is_judged:
        parts += [f"≈ {words(f'assessment.caution_short.{caution}')}" for caution in mark.cautions]
        if mark.depends_on_method:
            parts.append(words("assessment.depends_on_method").lower())
        strength = words(f"assessment.evidence.{mark.evidence_strength}").lower()
        parts.append(f"{EVIDENCE_SIGNS[mark.evidence_strength]} {strength}")
    return " · ".join(parts)


def level(value: float, year: float, unit: str, words: Words) -> str:
    """A value with its year: ``20.3% (2017)``; an en dash where there is none."""
    if pd.isna(value):
        return "–"
    return words("mark.level", value=words.measure(value, unit), year=int(year))


def show_mark(
    run: Run, country: str, series: str, sex: str, *, key: str, is_open: bool = False
) -> None:
    """Show the mark of one country, series and sex in a line and, one click away, all that it rests on.

    What stands behind the click is worked out and sent only when it is open, as with ``is_open`` from the start.
    """
    words = run.words
    show.fragment(_line(run, country, series, sex))
    box = st.expander(
        words("mark.how"),
        expanded=is_open,
        icon=":material/function:",
        type="compact",
        key=f"mark_{key}",
        on_change="rerun",
    )
    if box.open:
        with box:
            _explain(run, country, series, sex, f"mark_{key}")


def _explain(run: Run, country: str, series: str, sex: str, key: str) -> None:
    words = run.words
    told = explanation(run, country, series, sex)
    show.chart(
        run,
        pace.draw,
        queries.progress.points(country, series, sex),
        key=key,
        title=told.title,
        note=told.note,
        alt=told.alt,
        foot=show.series_foot(run, series, told.caveat),
        table=told.table,
        empty=words("mark.chart.empty"),
        **told.options,
    )
    show.fragment(told.before)
    for method, column in zip(told.methods, _columns(len(told.methods)), strict=True):
        with column:
            show.fragment(method.heading)
            st.latex(method.formula, width="content")
            show.fragment(method.body)
    show.fragment(told.after)
    downloads.button(
        words,
        f"download_{key}_json",
        words("mark.download"),
        partial(mark_file.content, run, country, series, sex),
        show.file_name(
            run, f"mark_{country}_{series}_{sex}", "json", False, rests_on_reports=False
        ),
        "application/json",
    )


def _columns(count: int) -> Sequence[DeltaGenerator]:
    """So many columns side by side, or none where nothing is to be set there."""
    return st.columns(count, gap="large") if count else ()


@remembered
def one(country: str, series: str, sex: str) -> Any:
    """The mark of one country, series and sex: a row of ``mart_assessment``."""
    rows = queries.progress.marks_of_country(country)
    (mark,) = rows[(rows.series_code == series) & (rows.sex == sex)].itertuples()
    return mark


@remembered
def _line(run: Run, country: str, series: str, sex: str) -> str:
    mark, words = one(country, series, sex), run.words
    word, dot, rest = said(mark, words).partition(" · ")
    colour = run.style.outcomes.get(mark.word, run.style.ink)
    cautions = "".join(
        f'<p class="pp-note">{html.escape(words(f"assessment.caution.{caution}"))}</p>'
        for caution in mark.cautions
    )
    return (
        f'<p class="pp-mark"><b style="color:{colour}">{html.escape(word)}</b>'
        f"{html.escape(dot + rest)}</p>{cautions}"
    )


# ------------------------------------------------------------------------------------ what it rests on


@remembered
def explanation(run: Run, country: str, series: str, sex: str) -> Explanation:
    """What is said of a mark when it is opened."""
    words, mark = run.words, one(country, series, sex)
    points = queries.progress.points(country, series, sex)
    rules = queries.progress.rules().set_index("rule").value.to_dict()
    name = queries.alliance.names(run.language)[country]
    title = words(f"indicator.{series}.title")
    table = _points_table(mark, points, words)
    caveat = ""
    if isinstance(mark.projection_note, str):
        caveat = words(f"assessment.projection_note.{mark.projection_note}")
    elif mark.is_judged and mark.is_projection_clipped:
        caveat = words("mark.chart.clipped")
    note = words(
        "mark.chart.note",
        country=name,
        indicator=title,
        unit=words(f"unit.{mark.unit}"),
        sex=words(f"sex.{sex}").lower(),
        age=words(f"age.{mark.age}").lower(),
    )
    if points.is_modelled.any():
        note = words("mark.chart.hollow", note=note)
    return Explanation(
        title=_finding(mark, points, words),
        note=note,
        alt=words(
            "mark.chart.alt_judged" if mark.is_judged else "mark.chart.alt",
            country=name,
            indicator=title,
        ),
        caveat=caveat,
        options=_chart_options(mark, run.is_narrow),
        before=_inputs(mark, points, table, rules, words),
        methods=_methods(run, mark, points, rules) if mark.is_judged else (),
        after=_evidence(mark, words) + _missing(mark, words) + _reference_year(mark, words),
        table=table,
    )


def _finding(mark: Any, points: pd.DataFrame, words: Words) -> str:
    """The title of the picture: what the points say, and the target where there is one to reach."""
    if points.empty:
        return words("mark.chart.title_none")
    first, last = points.iloc[0], points.iloc[-1]
    told = words(
        "mark.chart.title_one" if len(points) == 1 else "mark.chart.title",
        first=words.measure(first.value, mark.unit),
        first_year=first.year,
        last=words.measure(last.value, mark.unit),
        last_year=last.year,
    )
    if not mark.is_judged:
        return told
    target = words.measure(mark.target_value, mark.unit)
    return words("mark.chart.title_judged", change=told, target=target, year=int(mark.target_year))


def _chart_options(mark: Any, is_narrow: bool) -> dict[str, Any]:
    has_target = pd.notna(mark.target_value) and mark.word not in (
        "no_target",
        "direction_undefined",
    )
    return {
        "unit": mark.unit,
        "promise": pace.Promise(mark.target_value, int(mark.target_year)) if has_target else None,
        "word": mark.word if mark.is_judged else None,
        "slope": mark.slope_per_year if mark.is_judged else None,
        "projection": pace.Projection(
            int(mark.projected_year),
            mark.projected_value,
            mark.projected_lower,
            mark.projected_upper,
            mark.projection_level,
        )
        if pd.notna(mark.projected_value)
        else None,
        "is_narrow": is_narrow,
    }


def _inputs(
    mark: Any, points: pd.DataFrame, told: pd.DataFrame, rules: dict[str, float], words: Words
) -> str:
    """HTML: what the word means, the points, the base and the target with the reason of each."""
    lines = [(words(f"assessment.word.{mark.word}"), _meaning(mark, words))]
    if mark.is_judged:
        is_since = mark.base_year >= rules["base_year"]
        lines.append(
            (
                words("mark.base"),
                words(
                    f"mark.base_reason.{'since' if is_since else 'before'}",
                    value=words.measure(mark.base_value, mark.unit),
                    year=int(mark.base_year),
                    base_year=int(rules["base_year"]),
                    first_year=int(rules["first_year"]),
                    n=int(rules["minimum_years"]),
                ),
            )
        )
    if not points.empty:
        last = points.iloc[-1]
        lines.append((words("mark.latest"), level(last.value, last.year, mark.unit, words)))
    target = words(mark.target_reason_key)
    if pd.notna(mark.target_value):
        value = words.measure(mark.target_value, mark.unit)
        target = f"{words('mark.by', value=value, year=int(mark.target_year))} {target}"
    lines.append((words("mark.target"), target))
    table = "" if points.empty else _points_html(told, mark.unit, words)
    return pieces.listing(lines) + table


def _meaning(mark: Any, words: Words) -> str:
    told = words(f"assessment.explanation.{mark.word}")
    if not mark.is_judged:
        return told
    key = "mark.depends" if mark.depends_on_method else "assessment.methods_agree"
    return f"{told} {words(key).rstrip('.')}."


def _points_table(mark: Any, points: pd.DataFrame, words: Words) -> pd.DataFrame:
    """One row per point, in the reader's words: the twin of the picture."""
    # A pace is measured from a base; where nothing is judged, there is only a latest point.
    bases = points.is_base.astype(bool) & mark.is_judged
    return pd.DataFrame(
        {
            words("table.year"): points.year,
            words("table.value"): points.value,
            words("table.unit"): words(f"unit.{mark.unit}"),
            words("mark.used_as"): [
                words("mark.base") if is_base else words("mark.latest") if is_latest else ""
                for is_base, is_latest in zip(bases, points.is_latest, strict=True)
            ],
            words("table.state"): [
                words(f"mark.value_status.{status}") for status in points.value_status
            ],
            words("table.nature"): [
                words(f"nature.{nature}") if isinstance(nature, str) else words("nature.NA")
                for nature in points.nature
            ],
            words("table.survey"): points.source_text.fillna("–"),
            words("table.source"): points.citation,
        }
    )


def _points_html(table: pd.DataFrame, unit: str, words: Words) -> str:
    cells = [
        [
            Cell(str(year), is_number=True),
            Cell(words.value(value, unit), is_number=True),
            *(Cell(text) for text in texts),
        ]
        for year, value, _, *texts in table.itertuples(index=False, name=None)
    ]
    head = [name for name in table.columns if name != words("table.unit")]
    return _heading(words("mark.points")) + pieces.Table(head, cells, words("mark.points")).html()


def _methods(
    run: Run, mark: Any, points: pd.DataFrame, rules: dict[str, float]
) -> tuple[Method, ...]:
    words = run.words
    rows = queries.progress.methods(mark.country_code, mark.series_code, mark.sex)
    growth = rows.set_index("method").actual["compound_growth"]
    floor = rules["compound_growth_floor"]
    return tuple(
        Method(
            heading=_heading(words(f"assessment.method.{row.method}")),
            formula=mark_formulas.typeset(row, mark, points, growth, floor, words),
            body=_method_body(row, mark.unit, words),
        )
        for row in rows.itertuples()
    )


def _method_body(method: Any, unit: str, words: Words) -> str:
    """HTML: what one method says, its thresholds, its note, whether it agrees with the mark, its references."""
    facts = [
        (words("mark.required"), _pace(method.required, method.method, unit, words)),
        (words("mark.actual"), _pace(method.actual, method.method, unit, words)),
        (words("mark.ratio"), words.number(method.ratio, 3)),
        (words("mark.word"), method_word(method, words)),
    ]
    if method.method == "linear":
        agreement = "followed"
    elif pd.isna(method.agrees):
        agreement = "silent"
    else:
        agreement = "agrees" if method.agrees else "differs"
    lines = [words(f"mark.agreement.{agreement}")]
    if isinstance(method.note, str):
        lines.append(words(f"assessment.method_note.{method.note}"))
    lines += [
        words("mark.thresholds", thresholds=_thresholds(method, words)),
        words(
            "mark.references",
            references=words.listed(words(f"assessment.reference.{key}") for key in method.reference_keys),
        ),
    ]  # fmt: skip
    items = "".join(
        f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd></div>"
        for name, text in facts
    )
    notes = "".join(f'<p class="pp-note">{html.escape(line)}</p>' for line in lines)
    return f'<dl class="pp-facts">{items}</dl>{notes}'


def method_word(method: Any, words: Words) -> str:
    """The word of one method, which for the Progress Chart is of its own three; an en dash where it has none."""
    if not isinstance(method.word, str):
        return "–"
    if method.method == "progress_chart":
        return words(f"assessment.chart_word.{method.word}")
    return f"{SIGNS[method.word]} {words(f'assessment.word.{method.word}')}"


def _pace(value: float, method: str, unit: str, words: Words) -> str:
    """A pace in its method's own measure: units per year, share per year, or units until the target year."""
    if pd.isna(value):
        return "–"
    if method == "compound_growth":
        return words("mark.growth", value=words.percent(100 * value))
    kind = "per_year" if method == "linear" else "distance"
    return words(f"mark.{kind}.{unit}", value=words.number(value, 2))


def _thresholds(method: Any, words: Words) -> str:
    """The least ratio of each word, best first, and the word below the last."""
    return " · ".join(
        words("mark.below", word=word) if least is None
        else words("mark.from", ratio=words.number(least, 2), word=word)
        for least, word in (
            (step.least_ratio, words(step.text_key)) for step in mark_file.steps(method)
        )
    )  # fmt: skip


def _evidence(mark: Any, words: Words) -> str:
    """HTML table: what was found for each criterion, and how strong that makes the evidence."""
    if not mark.is_judged:
        return ""
    found = {
        "points": words("mark.found.points", n=int(mark.point_count)),
        "age": words(
            "mark.found.age",
            n=int(mark.latest_age_years),
            year=int(mark.latest_year),
            reference=int(mark.reference_year),
        ),
        "nature": words(
            "mark.found.nature", modelled=int(mark.modelled_count), n=int(mark.point_count)
        ),
        "sources": words("mark.found.sources", n=int(mark.source_count)),
    }
    cells = [
        [
            Cell(words(f"assessment.criterion.{criterion}")),
            Cell(found[criterion]),
            Cell(_strength(getattr(mark, f"evidence_{criterion}"), words), is_short=True),
        ]
        for criterion in _CRITERIA
    ]
    title = f"{words('mark.evidence')} {_strength(mark.evidence_strength, words)}"
    head = [words("mark.criterion"), words("mark.is_found"), words("mark.strength")]
    note = f'<p class="pp-note">{html.escape(words("mark.weakest_counts"))}</p>'
    return _heading(title) + pieces.Table(head, cells, title).html() + note


def _strength(strength: str, words: Words) -> str:
    return f"{EVIDENCE_SIGNS[strength]} {words(f'assessment.evidence.{strength}').lower()}"


def _missing(mark: Any, words: Words) -> str:
    if not len(mark.missing):
        return ""
    items = "".join(
        f"<li>{html.escape(words(f'assessment.missing.{reason}'))}</li>" for reason in mark.missing
    )
    title = words("mark.to_judge_better" if mark.is_judged else "mark.to_judge")
    return f'{_heading(title)}<ul class="pp-list">{items}</ul>'


def _reference_year(mark: Any, words: Words) -> str:
    year = words("mark.reference_year", year=int(mark.reference_year))
    return f'<p class="pp-foot">{html.escape(year)}</p>'


def _heading(text: str) -> str:
    return f'<h3 class="pp-sub">{html.escape(text)}</h3>'

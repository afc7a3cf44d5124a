"""What the methods page says: formulas, thresholds, references, what is ours, and where the methods end."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from dashboard import peers as peer_rules
from dashboard import pieces, queries, show
from dashboard.charts import word_scale
from dashboard.contents import methods_example
from dashboard.contents.formulas import formula
from dashboard.contents.marks import SIGNS
from dashboard.pieces import Cell, Statement, Table
from dashboard.recomputed import Band, agreeing_words, chart_bands, pace_bands
from dashboard.shell import Run
from dashboard.show import LEVELS, Foot
from dashboard.theme import EVIDENCE_SIGNS
from dashboard.warehouse import remembered
from dashboard.words import Words

# The steps before a mark, in the order in which they are asked.
LADDER = (
    "not_applicable",
    "no_data",
    "direction_undefined",
    "no_target",
    "insufficient_trend",
    "stale",
)
_OUR_STEPS = frozenset({"no_target", "insufficient_trend", "stale"})
# Where each method comes from; the warehouse says the same at each mark.
METHOD_REFERENCES = {
    "linear": ("unescap", "open_sdg"),
    "compound_growth": ("open_sdg",),
    "progress_chart": ("unsd_progress_chart",),
}
_METHOD_FORMULAS = {
    "linear": ("linear_required", "linear_actual", "ratio"),
    "compound_growth": ("growth_required", "growth_actual", "growth_ratio"),
    "progress_chart": ("chart_expected", "chart_ratio"),
}
# The Progress Chart has no colours of its own here: its words wear those of the outcome words nearest to them.
_CHART_LOOKS = {
    "met_or_on_track": "on_track",
    "fair_progress": "acceleration_needed",
    "stagnation_or_regression": "moving_away",
}
CRITERIA = ("points", "age", "nature", "sources")
# The fields that a roadmap's action must fill; how many there are stands in the formula.
REQUIRED_FIELDS = ("due_date", "lead_body", "indicator", "baseline", "target", "budget")
LIMITS = (
    "two_points",
    "sampling",
    "cohorts",
    "detection",
    "reports",
    "floor",
    "labour",
    "reference_year",
    "rounding",
    "base",
    "targets",
)
_SYMBOLS = {
    "base": "y₀, t₀",
    "latest": "y, t",
    "target": "y*, t*",
    "points": "yᵢ, tᵢ",
    "means": "ȳ, t̄",
    "ratio": "r",
    "growth": "g",
    "expected": "v",
    "count": "n",
}
# Text keys of what the methods rest on, with an address where it is known for sure; others stand without.
_REFERENCES = {
    "assessment.reference.unescap": "https://www.unescap.org",
    "assessment.reference.open_sdg": "https://open-sdg.readthedocs.io/en/latest/progress-methodology/",
    "assessment.reference.unsd_progress_chart": "https://unstats.un.org/sdgs/",
    "assessment.reference.unicef": "https://data.unicef.org",
    "methods.reference.metadata": "https://unstats.un.org/sdgs/metadata/",
    "methods.reference.m49": "https://unstats.un.org/unsd/methodology/m49/",
    "methods.reference.ogp": "https://www.opengovpartnership.org",
    "methods.reference.sun": "https://scalingupnutrition.org",
    "methods.reference.student": "",
    "assessment.reference.textbook": "",
    "assessment.reference.ours": "",
}


@remembered
def headline(run: Run) -> str:
    """One sentence: what the page holds, and how many of the numbers are ours."""
    rules = queries.progress.rules()
    own = sum("ours" in keys for keys in rules.reference_keys)
    return run.words("methods.headline", own=run.words.number(own), n=len(rules))


def outcome(run: Run) -> None:
    """Show whether a series can be judged, from which base, by which methods, and what their words mean."""
    words = run.words
    show.fragment(pieces.paragraph(words("methods.ours_note"), words("methods.ours")))
    _section(run, "ladder", has_note=True)
    steps = [
        Statement(
            f"{SIGNS[word]} {words(f'assessment.word.{word}')}",
            words(f"methods.ladder.{word}", **_blanks(run)),
            words("methods.ours") if word in _OUR_STEPS else "",
        )
        for word in LADDER
    ]
    show.fragment(pieces.listing(steps, is_ordered=True))
    _say(run, "methods.ladder.judged")
    _section(run, "base")
    _say(run, "methods.base.text")
    _say(run, "methods.base.ours", is_ours=True)
    used = (key for keys in METHOD_REFERENCES.values() for key in keys)
    _show_table(
        run,
        _symbols(words),
        "symbols",
        words("methods.symbols.title"),
        source=_named(words, used),
    )
    for method, names in _METHOD_FORMULAS.items():
        _section(run, method)
        for name in names:
            st.latex(formula(words, name))
        _say(run, f"methods.{method}.text")
        if method == "compound_growth":
            _say(run, "methods.compound_growth.floor")
        show.fragment(_taken_from(words, METHOD_REFERENCES[method]))
    _say(run, "methods.base_at_target")
    _scale(run, "pace", "compound_growth")
    _scale(run, "chart", "progress_chart")
    _say(run, "methods.scale.chart_met")
    _section(run, "robust")
    _say(run, "methods.robust.text")
    _say(run, "methods.robust.ours", is_ours=True)
    _show_table(
        run, _agreeing(run), "agreeing_words", words("methods.robust.title"), says_title=False
    )
    _section(run, "rounding")
    _say(run, "methods.rounding.text", is_ours=True)


def evidence(run: Run) -> None:
    """Show how far points carry a mark, what would make it stronger, and when a line is drawn to the target year."""
    words = run.words
    _show_table(
        run,
        _evidence_table(run),
        "evidence",
        words("methods.evidence.title"),
        words("methods.evidence.note"),
    )
    _say(run, "methods.evidence.sources", is_ours=True)
    _section(run, "projection")
    for name in ("projection", "scatter"):
        st.latex(formula(words, name))
    _say(run, "methods.projection.text")
    show.fragment(_taken_from(words, ("textbook",)))
    for key in ("clipped", "none"):
        _say(run, f"methods.projection.{key}")
    show.fragment(_texts_below(words, "assessment.projection_note"))
    show.section(words("methods.evidence.missing_title"), words("methods.evidence.missing_note"))
    show.fragment(_texts_below(words, "assessment.missing"))


def peers(run: Run) -> None:
    """Show who is set beside whom, and what is said of peers together."""
    words = run.words
    _section(run, "peers", has_note=True)
    show.fragment(
        _statements(
            run,
            "peers",
            ("region", "income", "population", "level", "picked"),
            ours=("region", "income", "population", "level"),
        )
    )
    _say(run, "methods.peers.fallback", is_ours=True)
    show.section(words("methods.peers.statistics_title"), words("methods.peers.statistics_note"))
    for name in ("quartile", "quartile_place"):
        st.latex(formula(words, name))
    show.fragment(
        _statements(
            run,
            "peers",
            ("quartiles", "median", "years", "comparable", "aggregate"),
            ours=("quartiles", "years"),
        )
    )


def implementation(run: Run) -> None:
    """Show how promises are counted, timed and costed, and who vouches for a report."""
    words = run.words
    _section(run, "implementation", has_note=True)
    if run.is_illustrative:
        _say(run, "methods.implementation.illustrative")
    show.fragment(_statements(run, "implementation", ("due",)))
    for name in ("on_time", "slippage", "quality"):
        st.latex(formula(words, name, fields=len(REQUIRED_FIELDS)))
        show.fragment(_statements(run, "implementation", (name,), ours=("on_time", "quality")))
    show.fragment(
        _statements(run, "implementation", ("money", "timeliness", "moved", "no_evidence"))
    )
    show.section(
        words("methods.implementation.levels_title"), words("methods.implementation.levels_note")
    )
    levels = [
        (words(f"verification.{level}"), words(f"methods.implementation.{level}"))
        for level in LEVELS
    ]
    show.fragment(pieces.listing(levels))


def law(run: Run) -> None:
    """Show what laws are taken for, what happens to figures before they are judged, and every series' target."""
    words = run.words
    _section(run, "law", has_note=True)
    _say(run, "methods.law.text")
    show.section(words("methods.law.data_title"))
    show.fragment(_statements(run, "law", ("sources", "unknown", "one", "rounding")))
    _show_table(
        run,
        _targets(run),
        "targets",
        words("methods.law.targets_title"),
        words("methods.law.targets_note"),
        source=words.listed(
            [words("methods.reference.metadata"), words("assessment.reference.ours")]
        ),
    )


def limits(run: Run) -> None:
    """Show where the methods end, every number of the outcome mark, and the references."""
    words = run.words
    _section(run, "limits", has_note=True)
    show.fragment(_statements(run, "limits", LIMITS))
    _show_table(
        run,
        _rules_table(run),
        "thresholds",
        words("methods.limits.numbers_title"),
        words("methods.limits.numbers_note"),
        source=_named(
            words, (key for keys in queries.progress.rules().reference_keys for key in keys)
        ),
    )
    _show_table(
        run,
        _references(words),
        "references",
        words("methods.limits.references_title"),
        words("methods.limits.references_note"),
    )


def _show_table(
    run: Run,
    table: Table,
    key: str,
    title: str,
    note: str = "",
    source: str = "",
    says_title: bool = True,
) -> None:
    """Show a table of the methods. Its files name the source (none: ours); the page does so in its rows or texts."""
    show.table(
        run,
        table,
        key=key,
        title=title,
        note=note,
        foot=Foot(source or run.words("assessment.reference.ours")),
        says_title=says_title,
        says_source=False,
    )


SECTIONS = {
    "outcome": outcome,
    "evidence": evidence,
    "peers": peers,
    "implementation": implementation,
    "law": law,
    "example": methods_example.example,
    "limits": limits,
}


@remembered
def scale_rows(run: Run, kind: str) -> pd.DataFrame:
    """One row per word of the ``pace`` methods or of the Progress ``chart``, best first, as word_scale draws them."""
    words, rules = run.words, queries.progress.numbers()
    is_pace = kind == "pace"
    bands = pace_bands(rules) if is_pace else chart_bands(rules)
    section = "word" if is_pace else "chart_word"
    rows: list[dict[str, str | float | None]] = [
        {
            "label": words(f"assessment.{section}.{band.word}"),
            "range": _range(band, words),
            "look": band.word if is_pace else _CHART_LOOKS[band.word],
            "lower": band.lower,
            "upper": band.upper,
        }
        for band in bands
    ]
    if is_pace:
        met: dict[str, str | float | None] = {
            "label": words("assessment.word.target_met"),
            "range": words("methods.scale.met"),
            "look": "target_met",
            "lower": None,
            "upper": None,
        }
        rows.insert(0, met)
    return pd.DataFrame(rows).astype({"lower": float, "upper": float})


def _scale(run: Run, kind: str, method: str) -> None:
    words = run.words
    rows, title = scale_rows(run, kind), words(f"methods.scale.{kind}_title")
    show.chart(
        run, word_scale.draw, rows,
        key=f"scale_{kind}", title=title, note=words("methods.scale.note"),
        alt=words("methods.scale.alt", title=title), foot=Foot(_named(words, METHOD_REFERENCES[method])),
        table=_scale_table(run, kind), is_narrow=run.is_narrow,
    )  # fmt: skip


@remembered
def _scale_table(run: Run, kind: str) -> pd.DataFrame:
    words, rows = run.words, scale_rows(run, kind)
    return pd.DataFrame(
        {
            words("methods.column.word"): rows.label,
            words("methods.column.from"): rows.lower,
            words("methods.column.below"): rows.upper,
        }
    )


def _range(band: Band, words: Words) -> str:
    lower = "" if band.lower is None else words.number(band.lower, 2 if band.lower else 0)
    upper = "" if band.upper is None else words.number(band.upper, 2 if band.upper else 0)
    if lower and upper:
        return words("methods.scale.between", lower=lower, upper=upper)
    if lower:
        return words("methods.scale.from", lower=lower)
    return words("methods.scale.below", upper=upper)


@remembered
def _agreeing(run: Run) -> Table:
    words = run.words
    rows = [
        [
            Cell(f"{SIGNS[word]} {words(f'assessment.word.{word}')}"),
            Cell(", ".join(words(f"assessment.chart_word.{other}") for other in others)),
        ]
        for word, others in agreeing_words(queries.progress.numbers()).items()
    ]
    head = [words("assessment.method.linear"), words("methods.column.chart_words")]
    return Table(head, rows, words("methods.robust.title"))


@remembered
def _evidence_table(run: Run) -> Table:
    words, blanks = run.words, _blanks(run)
    rows = [
        [
            Cell(words(f"assessment.criterion.{criterion}")),
            *(
                Cell(words(f"methods.evidence.{criterion}_{strength}", **blanks))
                for strength in EVIDENCE_SIGNS
            ),
        ]
        for criterion in CRITERIA
    ]
    head = [
        words("methods.column.criterion"),
        *(
            f"{sign} {words(f'methods.column.{strength}')}"
            for strength, sign in EVIDENCE_SIGNS.items()
        ),
    ]
    return Table(head, rows, words("methods.evidence.title"))


@remembered
def _rules_table(run: Run) -> Table:
    words = run.words
    rows = [
        [
            Cell(words(f"assessment.rule.{rule.rule}")),
            Cell(_with_measure(rule.value, rule.measure, words), is_number=True),
            Cell(", ".join(words(f"methods.source.{key}") for key in rule.reference_keys)),
            Cell(f"● {words('methods.ours')}" if "ours" in rule.reference_keys else "–"),
        ]
        for rule in queries.progress.rules().itertuples()
    ]
    keys = ("number", "value", "taken_from", "ours")
    head = [words("table.value" if key == "value" else f"methods.column.{key}") for key in keys]
    return Table(head, rows, words("methods.limits.numbers_title"))


@remembered
def _targets(run: Run) -> Table:
    words = run.words
    rows = [
        [
            Cell(row.sdg_code, is_short=True),
            Cell(words(f"indicator.{row.series_code}.short")),
            Cell(words(f"methods.direction.{row.direction}"), is_short=True),
            pieces.measured(row.target_value, row.unit, words),
            pieces.year(row.target_year),
            Cell(words(row.target_reason_key)),
        ]
        for row in queries.peers.indicators().itertuples()
    ]
    columns = ("direction", "target", "target_year", "reason")
    head = [
        words("table.sdg"),
        words("table.indicator"),
        *(words(f"methods.column.{key}") for key in columns),
    ]
    return Table(head, rows, words("methods.law.targets_title"))


def _references(words: Words) -> Table:
    rows = [
        [Cell(words(key)), Cell(address or "–", address)] for key, address in _REFERENCES.items()
    ]
    head = [words("methods.column.reference"), words("methods.column.address")]
    return Table(head, rows, words("methods.limits.references_title"))


def _symbols(words: Words) -> Table:
    rows = [
        [Cell(letters, is_short=True), Cell(words(f"methods.symbols.{name}"))]
        for name, letters in _SYMBOLS.items()
    ]
    head = [words("methods.column.symbol"), words("table.meaning")]
    return Table(head, rows, words("methods.symbols.title"))


def _statements(run: Run, block: str, names: Iterable[str], ours: Iterable[str] = ()) -> str:
    """A list of what a block of texts says under ``<name>`` (the lead) and ``<name>_text``."""
    words = run.words
    said = [
        Statement(
            words(f"methods.{block}.{name}"),
            words(f"methods.{block}.{name}_text", **_blanks(run)),
            words("methods.ours") if name in ours else "",
        )
        for name in names
    ]
    return pieces.listing(said)


@remembered
def _blanks(run: Run) -> dict[str, str]:
    """What fills the blanks in texts: every number of the methods as the reader writes it, by the name of its rule."""
    words = run.words
    rules = queries.progress.rules()
    said = {
        rule.rule: _plain(rule.value, rule.measure, words) for rule in rules.itertuples(index=False)
    }
    numbers = queries.progress.numbers()
    # An example for the base: the middle year would be the first since the base year, but stands too near the latest.
    base_year = int(numbers["base_year"])
    example = {
        "early": str(int(numbers["first_year"]) + 1),
        "middle": str(base_year + 1),
        "late": str(base_year + int(numbers["minimum_years"])),
    }
    return {
        **said,
        **example,
        "quartiles_from": words.number(peer_rules.QUARTILES_FROM),
        "years_apart": words.number(peer_rules.YEARS_APART),
        "required_fields": ", ".join(
            words(f"workbook.column.roadmap.{field}").lower() for field in REQUIRED_FIELDS
        ),
    }


def _plain(value: float, measure: str, words: Words) -> str:
    if measure == "year":
        return str(int(value))
    if measure == "level":
        return words.percent(100 * value, 0)
    decimals = next((count for count in range(3) if round(value, count) == value), 3)
    return words.number(value, 2 if measure == "share" and value else decimals)


def _with_measure(value: float, measure: str, words: Words) -> str:
    """A number with what it counts."""
    if measure in ("years", "points", "sources"):
        return words(f"methods.number.{measure}", n=int(value))
    plain = _plain(value, measure, words)
    return words("methods.number.unit", value=plain) if measure == "unit" else plain


def _section(run: Run, name: str, has_note: bool = False) -> None:
    """A section's heading, from the title (and note) of a block of texts."""
    words = run.words
    note = words(f"methods.{name}.note") if has_note else ""
    show.section(words(f"methods.{name}.title"), note)


def _named(words: Words, keys: Iterable[str]) -> str:
    """What methods are taken from, each named once in full."""
    return words.listed(words(f"assessment.reference.{key}") for key in dict.fromkeys(keys))


def _taken_from(words: Words, keys: Iterable[str]) -> str:
    sources = ", ".join(words(f"methods.source.{key}") for key in keys)
    return pieces.paragraph(words("methods.taken_from", sources=sources))


def _texts_below(words: Words, section: str) -> str:
    """All texts of a section as a list, each one as it will stand beside a mark."""
    items = "".join(
        f"<li>{escape(words(f'{section}.{name}'))}</li>" for name in words.names_below(section)
    )
    return f'<ul class="pp-list">{items}</ul>'


def _say(run: Run, key: str, is_ours: bool = False) -> None:
    words = run.words
    badge = words("methods.ours") if is_ours else ""
    show.fragment(pieces.paragraph(words(key, **_blanks(run)), badge))

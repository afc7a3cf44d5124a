"""The file of one mark: every input, rule and source, so that anybody can work the answer out again."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pandas as pd

from dashboard import queries
from dashboard.contents import mark_formulas
from dashboard.shell import Run
from dashboard.warehouse import pinned
from dashboard.words import Words

# What each part of the file is, in its order: texts under mark.file.
PARTS = (
    "about",
    "build",
    "country",
    "series",
    "mark",
    "target",
    "points",
    "methods",
    "evidence",
    "projection",
    "rules",
    "sources",
)
_HOW = ("base", "linear", "compound_growth", "progress_chart", "word", "rounding")
# What a ratio can earn, best first.
_WORDS: tuple[str, ...] = ("on_track", "acceleration_needed", "limited_progress", "moving_away")
_CHART_WORDS: tuple[str, ...] = ("met_or_on_track", "fair_progress", "stagnation_or_regression")
_PACE_UNITS = {"linear": "per_year", "compound_growth": "growth", "progress_chart": "distance"}


class Step(NamedTuple):
    """One word of a method and the least ratio that earns it; None for the word below the last threshold."""

    word: str
    least_ratio: float | None
    text_key: str


def steps(method: Any) -> tuple[Step, ...]:
    """The words of a method (a row of ``queries.progress.methods``) with their thresholds, best first."""
    is_chart = method.method == "progress_chart"
    kind, words = ("chart_word", _CHART_WORDS) if is_chart else ("word", _WORDS)
    least = [method.on_track_from, method.middle_from]
    least += [None] if is_chart else [method.limited_from, None]
    return tuple(
        Step(word, ratio, f"assessment.{kind}.{word}")
        for word, ratio in zip(words, least, strict=True)
    )


def content(run: Run, country: str, series: str, sex: str) -> bytes:
    """The mark of one country, series and sex as JSON (UTF-8); ``about`` in it says what each part holds."""
    with pinned(run.build, run.audience):
        parts = _parts(run, country, series, sex)
    return json.dumps(parts, ensure_ascii=False, indent=2, allow_nan=False).encode()


def _parts(run: Run, country: str, series: str, sex: str) -> dict[str, Any]:
    words = run.words
    marks = queries.progress.marks_of_country(country)
    (mark,) = _records(marks[(marks.series_code == series) & (marks.sex == sex)])
    points = queries.progress.points(country, series, sex)
    rules = queries.progress.rules()
    return {
        "about": _about(words),
        "build": {
            "name": run.build,
            "built_on": run.built_on.isoformat(),
            "reference_year": mark["reference_year"],
        },
        "country": {"code": country, "name": queries.alliance.names(run.language)[country]},
        "series": _series(series, mark, words),
        "mark": _mark(mark, words),
        "target": {
            "value": mark["target_value"],
            "year": mark["target_year"],
            "reason": words(mark["target_reason_key"]),
        },
        "points": _points(points),
        "methods": _methods(country, series, sex, mark, rules, words) if mark["is_judged"] else [],
        "evidence": _evidence(mark, words),
        "projection": {
            **{name: mark[f"projected_{name}"] for name in ("year", "value", "lower", "upper")},
            "level": mark["projection_level"],
            "is_clipped": mark["is_projection_clipped"],
            "note": mark["projection_note"],
            "text": _text("projection_note", mark["projection_note"], words),
        },
        "rules": [
            {
                "rule": rule["rule"],
                "meaning": words(f"assessment.rule.{rule['rule']}"),
                "value": rule["value"],
                "measure": rule["measure"],
                "references": _references(rule["reference_keys"], words),
            }
            for rule in _records(rules)
        ],
        "sources": _sources(series, points, words),
    }


def _about(words: Words) -> dict[str, Any]:
    return {
        "what": words("mark.file.what"),
        "parts": {part: words(f"mark.file.part.{part}") for part in PARTS},
        "how_to_recompute": [words(f"mark.file.how.{step}") for step in _HOW],
    }


def _series(series: str, mark: dict[str, Any], words: Words) -> dict[str, Any]:
    indicators = queries.peers.indicators()
    (indicator,) = _records(indicators[indicators.series_code == series])
    return {
        "code": series,
        "sdg_code": indicator["sdg_code"],
        "title": words(indicator["title_key"]),
        "sex": {"code": mark["sex"], "name": words(f"sex.{mark['sex']}")},
        "age": {"code": mark["age"], "name": words(f"age.{mark['age']}")},
        "unit": {"code": mark["unit"], "name": words(f"unit.{mark['unit']}")},
        "direction": mark["direction"],
        "custodian": indicator["custodian"],
        "publisher": indicator["publisher"],
        "metadata_url": indicator["metadata_url"],
    }


def _mark(mark: dict[str, Any], words: Words) -> dict[str, Any]:
    kept = (
        "word", "is_judged", "depends_on_method", "differing_methods", "comparable_count",
        "base_year", "base_value", "latest_year", "latest_value", "latest_age_years", "slope_per_year",
    )  # fmt: skip
    return {
        **{name: mark[name] for name in kept},
        "text": words(f"assessment.word.{mark['word']}"),
        "explanation": words(f"assessment.explanation.{mark['word']}"),
        "cautions": {code: words(f"assessment.caution.{code}") for code in mark["cautions"]},
        "missing": {code: words(f"assessment.missing.{code}") for code in mark["missing"]},
    }


def _points(points: pd.DataFrame) -> list[dict[str, Any]]:
    kept = [
        "year", "value", "lower_bound", "upper_bound", "value_status", "nature", "source_text",
        "footnote", "is_modelled", "is_base", "is_latest", "source_id",
    ]  # fmt: skip
    return _records(points[kept])


def _methods(
    country: str,
    series: str,
    sex: str,
    mark: dict[str, Any],
    rules: pd.DataFrame,
    words: Words,
) -> list[dict[str, Any]]:
    floor = rules.set_index("rule").value["compound_growth_floor"]
    inputs = pd.Series(mark)
    return [
        {
            "method": row.method,
            "name": words(f"assessment.method.{row.method}"),
            "formula": words(f"assessment.formula.{row.method}"),
            "inputs": mark_formulas.inputs_of(inputs, row.method, floor)._asdict(),
            "required": _plain(row.required),
            "actual": _plain(row.actual),
            "unit": words(f"mark.file.pace.{_PACE_UNITS[row.method]}"),
            "ratio": _plain(row.ratio),
            "thresholds": [
                {"word": step.word, "text": words(step.text_key), "least_ratio": step.least_ratio}
                for step in steps(row)
            ],
            "word": _plain(row.word),
            "agrees_with_mark": _plain(row.agrees),
            "note": _plain(row.note),
            "note_text": _text("method_note", _plain(row.note), words),
            "references": _references(row.reference_keys, words),
        }
        for row in queries.progress.methods(country, series, sex).itertuples()
    ]


def _evidence(mark: dict[str, Any], words: Words) -> dict[str, Any] | None:
    if not mark["is_judged"]:
        return None
    counts = {
        "points": mark["point_count"],
        "age": mark["latest_age_years"],
        "nature": mark["modelled_count"],
        "sources": mark["source_count"],
    }
    return {
        "strength": mark["evidence_strength"],
        "criteria": [
            {
                "criterion": criterion,
                "name": words(f"assessment.criterion.{criterion}"),
                "count": count,
                "counted": words(f"mark.file.counted.{criterion}"),
                "strength": mark[f"evidence_{criterion}"],
            }
            for criterion, count in counts.items()
        ],
    }


def _sources(series: str, points: pd.DataFrame, words: Words) -> list[dict[str, Any]]:
    """The data sets that the points are from; where there is no point, those that the series' figures are from."""
    used = points.source_id if len(points) else queries.sources.of_series(series).source_id
    sources = queries.catalogue.sources()
    kept = [
        "source_id",
        "publisher",
        "title",
        "citation",
        "licence",
        "url",
        "vintage",
        "caveat_key",
    ]
    return [
        {
            **{name: value for name, value in source.items() if name != "caveat_key"},
            "caveat": words(source["caveat_key"]) if source["caveat_key"] else None,
        }
        for source in _records(sources[sources.source_id.isin(set(used))][kept])
    ]


def _references(keys: Any, words: Words) -> list[dict[str, str]]:
    return [{"key": key, "text": words(f"assessment.reference.{key}")} for key in keys]


def _text(kind: str, code: str | None, words: Words) -> str | None:
    return words(f"assessment.{kind}.{code}") if code else None


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table as JSON takes them."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows.to_dict("records")]


def _plain(value: Any) -> Any:
    """A cell as JSON takes it: lists as lists, None for nothing, whole numbers without a fraction."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value

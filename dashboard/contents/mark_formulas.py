"""The three methods step by step with the numbers of one mark, as LaTeX; the formulas themselves: formulas.py."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from dashboard.contents.formulas import latex
from dashboard.words import Words

_DECIMALS = 4


class Inputs(NamedTuple):
    """What a method puts into its formula: values in the indicator's unit, zeros replaced where it must."""

    base_year: int
    base_value: float
    latest_year: int
    latest_value: float
    target_year: int
    target_value: float


def inputs_of(mark: Any, method: str, floor: float) -> Inputs:
    """The inputs of a judged mark's method. Growth rates know no zero: what is below ``floor`` is replaced by it."""
    start = float(mark.base_value)
    end = float(mark.target_value)
    return Inputs(
        base_year=int(mark.base_year),
        base_value=start if method == "linear" else max(start, floor),
        latest_year=int(mark.latest_year),
        latest_value=float(mark.latest_value),
        target_year=int(mark.target_year),
        target_value=max(end, floor) if method == "compound_growth" else end,
    )


def typeset(
    method: Any, mark: Any, points: pd.DataFrame, growth: float, floor: float, words: Words
) -> str:
    """One method (a row of ``queries.progress.methods``) of a judged mark, step by step, ending in its ratio.

    ``growth``: the growth made, as a share per year; the Progress Chart's form carries it on to the target year.
    """
    given = inputs_of(mark, method.method, floor)
    if method.method == "linear":
        lines = _linear(method, given, points, words)
    elif method.method == "compound_growth":
        lines = _compound_growth(method, given, words)
    else:
        lines = _progress_chart(method, given, float(mark.base_value), growth, words)
    if pd.notna(method.ratio) and method.method != "progress_chart":
        required, actual = _named("required", words), _named("actual", words)
        share = rf"= \frac{{{actual}}}{{{required}}}"
        filled = rf"= \frac{{{number(method.actual, words)}}}{{{number(method.required, words)}}}"
        lines.append([_named("ratio", words), share, filled, _result(method.ratio, words)])
    # Each step on a line of its own: a formula cannot be broken where the screen ends.
    rows = [f"{name} " + r" \\ ".join(f"&{step}" for step in steps) for name, *steps in lines]
    return r"\begin{aligned}" + r" \\[0.9em] ".join(rows) + r"\end{aligned}"


def number(value: float, words: Words) -> str:
    """A number as LaTeX, in the reader's format, with at most four decimals and no zeros at their end."""
    said = f"{value:.{_DECIMALS}f}".rstrip("0")
    return latex(words.number(value, len(said.partition(".")[2])))


def _linear(method: Any, given: Inputs, points: pd.DataFrame, words: Words) -> list[list[str]]:
    y0, y, end = (number(value, words) for value in given[1::2])
    required = [
        _named("required", words),
        r"= \frac{y^* - y_0}{t^* - t_0}",
        rf"= \frac{{{end} - {y0}}}{{{given.target_year} - {given.base_year}}}",
        _result(method.required, words),
    ]
    if len(points) == 2:
        made = [
            r"= \frac{y - y_0}{t - t_0}",
            rf"= \frac{{{y} - {y0}}}{{{given.latest_year} - {given.base_year}}}",
        ]
    else:
        years, values = points.year - points.year.mean(), points.value - points.value.mean()
        made = [
            r"= \frac{\sum (t_i - \bar t)(y_i - \bar y)}{\sum (t_i - \bar t)^2}",
            rf"= \frac{{{number((years * values).sum(), words)}}}{{{number((years**2).sum(), words)}}}",
        ]
    return [required, [_named("actual", words), *made, _result(method.actual, words)]]


def _compound_growth(method: Any, given: Inputs, words: Words) -> list[list[str]]:
    y0, end = number(given.base_value, words), number(given.target_value, words)
    return [
        [
            _named("required", words),
            r"= \left(\frac{y^*}{y_0}\right)^{1/(t^* - t_0)} - 1",
            rf"= \left(\frac{{{end}}}{{{y0}}}\right)^{{1/{given.target_year - given.base_year}}} - 1",
            _result(method.required, words),
        ],
        _growth(_named("actual", words), method.actual, given, words),
    ]


def _progress_chart(
    method: Any, given: Inputs, base: float, growth: float, words: Words
) -> list[list[str]]:
    y, end, y0 = (number(value, words) for value in (given.latest_value, given.target_value, base))
    years = max(given.target_year - given.latest_year, 0)
    expected = number(base + method.actual, words)
    lines = [
        _growth("g", growth, given, words),
        [
            "v",
            r"= y\,(1 + g)^{t^* - t}",
            rf"= {y} \times (1 {number(growth, words) if growth < 0 else '+' + number(growth, words)})^{{{years}}}",
            _result(base + method.actual, words),
        ],
    ]
    if pd.notna(method.ratio):
        lines.append(
            [
                _named("ratio", words),
                r"= \frac{v - y_0}{y^* - y_0}",
                rf"= \frac{{{expected} - {y0}}}{{{end} - {y0}}}",
                _result(method.ratio, words),
            ]
        )
    return lines


def _growth(name: str, growth: float, given: Inputs, words: Words) -> list[str]:
    y0, y = number(given.base_value, words), number(given.latest_value, words)
    return [
        name,
        r"= \left(\frac{y}{y_0}\right)^{1/(t - t_0)} - 1",
        rf"= \left(\frac{{{y}}}{{{y0}}}\right)^{{1/{given.latest_year - given.base_year}}} - 1",
        _result(growth, words),
    ]


def _named(what: str, words: Words) -> str:
    return rf"\text{{{words(f'mark.{what}').lower()}}}"


def _result(value: float, words: Words) -> str:
    relation = "=" if round(value, _DECIMALS) == value else r"\approx"
    return f"{relation} {number(value, words)}"

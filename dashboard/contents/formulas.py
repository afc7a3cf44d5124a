"""The formulas of the methods as LaTeX, their words and numbers in the reader's language.

KaTeX, which sets them, comes with Streamlit and is served from here; it gives screen readers MathML. Each formula is
followed by a sentence that says the same in words.
"""

from __future__ import annotations

from string import Template
from typing import Any

from dashboard.words import MINUS, Words

# ${names} are filled in: with the numbers given, else with the words under ``methods.symbol``.
_FORMULAS = {
    "linear_required": r"\text{${required}} = \frac{y^{*} - y_0}{t^{*} - t_0}",
    "linear_actual": r"\text{${actual}} = \frac{\sum_i (t_i - \bar{t})(y_i - \bar{y})}{\sum_i (t_i - \bar{t})^2}",
    "ratio": r"r = \frac{\text{${actual}}}{\text{${required}}}",
    "growth_required": r"g_{\text{${required_growth}}} = \left(\frac{y^{*}}{y_0}\right)^{1/(t^{*} - t_0)} - 1",
    "growth_actual": r"g_{\text{${actual_growth}}} = \left(\frac{y}{y_0}\right)^{1/(t - t_0)} - 1",
    "growth_ratio": r"r = \frac{g_{\text{${actual_growth}}}}{g_{\text{${required_growth}}}}",
    "chart_expected": r"v = y \cdot (1 + g_{\text{${actual_growth}}})^{t^{*} - t}",
    "chart_ratio": r"r = \frac{v - y_0}{y^{*} - y_0}",
    "projection": r"\hat{y}(t^{*}) \pm q_{n-2} \cdot s \cdot "
    r"\sqrt{1 + \frac{1}{n} + \frac{(t^{*} - \bar{t})^2}{\sum_i (t_i - \bar{t})^2}}",
    "scatter": r"s = \sqrt{\frac{\sum_i (y_i - \hat{y}(t_i))^2}{n - 2}}",
    "quartile": r"Q_p = x_k + (h - k)(x_{k+1} - x_k)",
    "quartile_place": r"h = 1 + (n - 1)\,p, \quad k = \lfloor h \rfloor",
    "on_time": r"\text{${on_time_rate}} = \frac{n_{\text{${completed_in_time}}}}{n_{\text{${promised_by_then}}}}",
    "slippage": r"\text{${slippage}} = d_{\text{${now}}} - d_{\text{${first_promised}}}",
    "quality": r"\text{${filled}} = \frac{n_{\text{${fields_filled}}}}{${fields} \cdot n_{\text{${actions}}}}",
    # The same with numbers filled in, each ending in its answer.
    "worked_required": r"\text{${required}} = \frac{${target} - ${base}}{${target_year} - ${base_year}} "
    r"\approx ${answer}",
    "worked_means": r"\bar{t} = ${mean_year}, \quad \bar{y} = ${mean_value}",
    "worked_actual": r"\text{${actual}} = \frac{${products}}{${squares}} \approx ${answer}",
    "worked_step": r"\text{${actual}} = \frac{${latest} - ${base}}{${latest_year} - ${base_year}} "
    r"\approx ${answer}",
    "worked_ratio": r"r = \frac{${made}}{${needed}} \approx ${answer}",
    "worked_growth_required": r"g_{\text{${required_growth}}} = \left(\frac{${end}}{${start}}\right)"
    r"^{1/(${target_year} - ${base_year})} - 1 \approx ${answer}",
    "worked_growth_actual": r"g_{\text{${actual_growth}}} = \left(\frac{${latest}}{${start}}\right)"
    r"^{1/(${latest_year} - ${base_year})} - 1 \approx ${answer}",
    "worked_expected": r"v = ${latest} \cdot \left(1 + (${growth})\right)^{${years_left}} \approx ${answer}",
    "worked_chart_ratio": r"r = \frac{${expected} - ${base}}{${target} - ${base}} \approx ${answer}",
}


def formula(words: Words, name: str, **values: str | int) -> str:
    """The LaTeX of one formula; numbers are given as ``number`` and ``percent`` make them."""
    template = Template(_FORMULAS[name])
    filled: dict[str, Any] = {
        blank: values[blank] if blank in values else words(f"methods.symbol.{blank}")
        for blank in template.get_identifiers()
    }
    return template.substitute(filled)


def number(words: Words, value: float, decimals: int | None = None) -> str:
    """A number as LaTeX, in the reader's separators; with ``decimals`` None as many as it has, three at most."""
    if decimals is None:
        decimals = next((count for count in range(3) if round(value, count) == value), 3)
    return latex(words.number(value, decimals))


def percent(words: Words, share: float) -> str:
    """A share as LaTeX, such as -0.0924 -> ``-9.24\\%``."""
    return latex(words.percent(100 * share, 2))


def latex(text: str) -> str:
    """A number in words' format as LaTeX sets it."""
    # A bare comma gets a space behind it, a bare per cent sign begins a comment.
    for said, typed in (
        (",", "{,}"),
        ("%", r"\%"),
        (MINUS, "-"),
        ("\N{NARROW NO-BREAK SPACE}", r"\,"),
        ("\N{NO-BREAK SPACE}", r"\,"),
    ):
        text = text.replace(said, typed)
    return text

"""Colours, signs and chart defaults: one look for the same thing on every page, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import plotly.graph_objects as go

FONT = "Noto Sans, sans-serif"

# Sign and colours of each word with a fixed meaning. Colour never speaks alone: the sign goes with it.
ACTION_SIGNS = {
    "complete": "●",
    "substantial": "◕",
    "limited": "◔",
    "not_started": "○",
    "cancelled": "✕",
    "no_report": "◌",
}
# What became of a promise: the status that is reported, or that the roadmap has the action no more.
PROMISE_SIGNS = {**ACTION_SIGNS, "dropped": "×"}
# The seven INSPIRE strategies in the order of their letters, then the two that cut across.
INSPIRE_ORDER = (
    "laws",
    "norms",
    "environments",
    "parents",
    "income",
    "services",
    "education",
    "coordination",
    "monitoring",
)
REPORT_SIGNS = {"on_time": "●", "late": "◐", "missing": "◌", "not_due": "·"}
# Words on outcomes: the judged ones best first, then why a series is not judged.
OUTCOME_SIGNS = {
    "target_met": "●",
    "on_track": "▲",
    "acceleration_needed": "◐",
    "limited_progress": "▬",
    "moving_away": "▼",
}
UNJUDGED_SIGNS = {
    "insufficient_trend": "○",
    "stale": "◷",
    "direction_undefined": "↕",
    "no_target": "◎",
    "not_applicable": "–",
    "no_data": "▨",
}
EVIDENCE_SIGNS = {"strong": "■■■", "moderate": "■■□", "weak": "■□□"}
KNOWLEDGE_SIGNS = {"trend": "●", "level": "○", "not_comparable": "◇", "no_data": "▨"}
# A mark, or why there is none; a figure of another age band alone is no mark, and not nothing either.
GAP_SIGNS = {
    **OUTCOME_SIGNS,
    **UNJUDGED_SIGNS,
    "not_comparable": KNOWLEDGE_SIGNS["not_comparable"],
}

_ACTIONS_LIGHT = {
    "complete": "#0B4F8A",
    "substantial": "#3E8FCF",
    "limited": "#C48A0A",
    "not_started": "#B5482A",
    "cancelled": "#6B6F76",
    "no_report": "#FFFFFF",
}
_ACTIONS_DARK = {
    "complete": "#A6D8FF",
    "substantial": "#3E8FCF",
    "limited": "#F3C24B",
    "not_started": "#E8743A",
    "cancelled": "#8A9099",
    "no_report": "#10161D",
}
# Each has a contrast of at least 3 with its ground, and they keep apart under three kinds of colour blindness.
_OUTCOMES_LIGHT = {
    "target_met": "#0B4F8A",
    "on_track": "#3E8FCF",
    "acceleration_needed": "#C48A0A",
    "limited_progress": "#C2501F",
    "moving_away": "#6B1A52",
}
_OUTCOMES_DARK = {
    "target_met": "#A6D8FF",
    "on_track": "#3E8FCF",
    "acceleration_needed": "#F3C24B",
    "limited_progress": "#E8743A",
    "moving_away": "#B04060",
}
# Map levels, palest first: light is low on a white ground, dark is low on a dark one.
_LEVELS_LIGHT = ("#E3F1FA", "#A9D5EF", "#5FB0DE", "#1F83BF", "#0B4F8A")
_LEVELS_DARK = ("#17324A", "#1F527C", "#2C7DB5", "#5FB0DE", "#B9E1F7")


# Compared by identity: there is one Style per ground.
@dataclass(frozen=True, eq=False)
class Style:
    """One ground's colours. ``actions``, ``reports``, ``knowledge`` and ``outcomes`` map a word to its colour.

    ``levels`` go from low to high.
    """

    name: str
    ground: str
    panel: str
    ink: str
    secondary: str
    hairline: str
    accent: str
    accent_text: str
    no_data: str
    hatch: str
    land: str
    disputed: str
    actions: dict[str, str]
    reports: dict[str, str]
    knowledge: dict[str, str]
    outcomes: dict[str, str]
    levels: tuple[str, ...]
    alarm: str


LIGHT = Style(
    name="light",
    ground="#FFFFFF",
    panel="#F5F7F9",
    ink="#1B2430",
    secondary="#55606E",
    hairline="#D9DEE4",
    accent="#009EDB",
    accent_text="#0072B5",
    no_data="#EEF1F4",
    hatch="#9AA5B1",
    land="#E6EAEE",
    disputed="#CDD4DB",
    actions=_ACTIONS_LIGHT,
    reports={
        "on_time": "#0B4F8A",
        "late": "#C48A0A",
        "missing": "#FFFFFF",
        "not_due": "#EEF1F4",
    },
    knowledge={
        "trend": "#0B4F8A",
        "level": "#5FB0DE",
        "not_comparable": "#C48A0A",
        "no_data": "#EEF1F4",
    },
    outcomes=_OUTCOMES_LIGHT,
    levels=_LEVELS_LIGHT,
    alarm="#B5482A",
)
DARK = Style(
    name="dark",
    ground="#10161D",
    panel="#18212B",
    ink="#E8EDF2",
    secondary="#A9B4C0",
    hairline="#33404E",
    accent="#009EDB",
    accent_text="#5FB8EA",
    no_data="#1D2732",
    hatch="#6F7C8A",
    land="#2A3542",
    disputed="#3D4A59",
    actions=_ACTIONS_DARK,
    reports={
        "on_time": "#A6D8FF",
        "late": "#F3C24B",
        "missing": "#10161D",
        "not_due": "#1D2732",
    },
    knowledge={
        "trend": "#A6D8FF",
        "level": "#3E8FCF",
        "not_comparable": "#F3C24B",
        "no_data": "#1D2732",
    },
    outcomes=_OUTCOMES_DARK,
    levels=_LEVELS_DARK,
    alarm="#E8743A",
)


def style_of(name: str | None) -> Style:
    """The style of a ground: ``dark``, else the light one."""
    return DARK if name == "dark" else LIGHT


def text_on(colour: str) -> str:
    """Black or white ink, whichever reads better on a #RRGGBB colour (WCAG relative luminance)."""

    def linear(part: str) -> float:
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    luminance = (
        0.2126 * linear(colour[1:3]) + 0.7152 * linear(colour[3:5]) + 0.0722 * linear(colour[5:7])
    )
    # Here both inks have the same contrast: the geometric mean of their own luminances, each plus 0.05.
    return "#10161D" if luminance > 0.197 else "#FFFFFF"


@cache
def _template(name: str) -> go.layout.Template:
    style = style_of(name)
    axis = {
        "gridcolor": style.hairline,
        "gridwidth": 1,
        "linecolor": style.hairline,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "ticklabelstandoff": 6,
        "fixedrange": True,
        "title": {"font": {"size": 14, "color": style.secondary}},
        "tickfont": {"size": 14, "color": style.ink},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 15, "color": style.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "hoverlabel": {
                "font": {"family": FONT, "size": 14, "color": style.ink},
                "bgcolor": style.ground,
                "bordercolor": style.hairline,
                "align": "left",
            },
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1.02,
                "yanchor": "bottom",
                "font": {"size": 14},
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "dragmode": False,
        }
    )


def new_figure(style: Style, height: int) -> go.Figure:
    """An empty figure in the house style, height in pixels."""
    figure = go.Figure()
    figure.update_layout(template=_template(style.name), height=height)
    return figure

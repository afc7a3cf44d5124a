"""The parts of a published total, a bar a country: what is stated, what is not, and where parts exceed the whole."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure, text_on
from dashboard.words import Words

_ROW, _ROW_ON_PHONE, _REST = 34, 84, 92
# A narrower part has no room for its number.
_ROOM = 0.045


def draw(data: pd.DataFrame, words: Words, style: Style, is_narrow: bool = False) -> go.Figure:
    """Bars from rows of label, said, part, position, count, total, is_rest, country_code; bars keep their order.

    ``position`` orders the parts. Every total has the same length. ``is_rest`` marks what the total holds beyond the
    stated parts: it is hatched. ``said`` stands beside its bar, on a phone above it. ``customdata`` of a part is the
    country's code.
    """
    bars = data.drop_duplicates("label")
    places = {label: place for place, label in enumerate(bars.label)}
    figure = new_figure(style, (_ROW_ON_PHONE if is_narrow else _ROW) * max(len(places), 1) + _REST)
    parts = data.drop_duplicates("part").sort_values("position")
    stated = list(parts[~parts.is_rest.astype(bool)].part)
    colours = dict(zip(stated, _colours(style, len(stated)), strict=True))
    for part in parts.part:
        rows = data[(data.part == part) & (data["count"] > 0) & (data.total > 0)]
        is_rest = part not in colours
        colour = style.ground if is_rest else colours[part]
        shares = rows["count"] / rows.total
        figure.add_bar(
            x=shares,
            y=rows.label.map(places),
            orientation="h",
            width=0.3 if is_narrow else 0.74,
            name=part,
            marker={
                "color": colour,
                "line": {"color": style.hatch if is_rest else style.ground, "width": 1},
                "pattern": {
                    "shape": "/" if is_rest else "",
                    "fgcolor": style.hatch,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.12,
                },
            },
            text=[
                words.number(count) if share >= _ROOM and not is_rest else ""
                for count, share in zip(rows["count"], shares, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 13, "color": text_on(colour)},
            customdata=rows.country_code,
            hovertext=[
                f"<b>{row.label}</b><br>"
                + words(
                    "indicator_page.told",
                    what=part,
                    said=words("indicator_page.of", n=row.count_, total=words.number(row.total)),
                )
                for row in rows.rename(columns={"count": "count_"}).itertuples()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    # What stands beyond this line is more than the total.
    figure.add_vline(1, line={"color": style.ink, "width": 2})
    _add_words(figure, bars, style, is_narrow)
    figure.update_xaxes(
        side="top", tickvals=[0, 0.5, 1], tickfont={"size": 13},
        ticktext=[words.percent(share, 0) for share in (0, 50, 100)],
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(places) - 0.5, -0.9 if is_narrow else -0.5], showgrid=False, tickmode="array",
        tickvals=[] if is_narrow else list(places.values()),
        ticktext=[] if is_narrow else [wrapped(label, 26) for label in places],
    )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        margin_t=70,
    )
    return figure


def _add_words(figure: go.Figure, bars: pd.DataFrame, style: Style, is_narrow: bool) -> None:
    """What is said of each bar: beside it, or on a phone above it with the country's name."""
    if is_narrow:
        at = {"x": 0, "xanchor": "left", "yanchor": "bottom", "yshift": 15}
        texts = [f"<b>{row.label}</b> {row.said}" for row in bars.itertuples()]
    else:
        at = {"x": 1, "xanchor": "left", "xshift": 12}
        texts = list(bars.said)
        widest = max((len(line) for text in texts for line in text.split("<br>")), default=0)
        figure.update_layout(margin_r=24 + int(7.2 * widest))
    # All at once: Plotly checks those that are there again with each that is added.
    figure.update_layout(
        annotations=[
            at | {"xref": "paper", "y": place, "text": text, "showarrow": False, "align": "left",
                  "font": {"size": 13, "color": style.ink}}
            for place, text in enumerate(texts)
        ]
    )  # fmt: skip


def _colours(style: Style, count: int) -> list[str]:
    """As many steps of the sequential scale, the strongest first: they keep apart in grey."""
    levels = style.levels[::-1]
    return [levels[round(place * (len(levels) - 1) / max(count - 1, 1))] for place in range(count)]

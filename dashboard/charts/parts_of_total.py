"""The parts of a published total, a bar a country: what is stated, what is not, and where parts exceed the whole."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import wrapped
from dashboard.theme import Style, new_figure, text_on
from dashboard.words import Words

_ROW, _ROW_ON_PHONE, _REST = 34, 56, 92
# A narrower part has no room for its number.
_ROOM = 0.045


def draw(data: pd.DataFrame, words: Words, style: Style, is_narrow: bool = False) -> go.Figure:
    """Bars from rows of label, said, part, position, count, total, is_rest, country_code; bars keep their order.

    ``position`` orders the parts. Every total has the same length. ``is_rest`` marks what the total holds beyond the stated parts: it is hatched.
    ``said`` stands beside its bar. ``customdata`` of a part is the country's code.
    """
    bars = data.drop_duplicates("label")
    labels = list(bars.label)
    figure = new_figure(style, (_ROW_ON_PHONE if is_narrow else _ROW) * max(len(labels), 1) + _REST)
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
            y=rows.label,
            orientation="h",
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
    if not is_narrow:
        # All at once: Plotly checks those that are there again with each that is added.
        figure.update_layout(
            annotations=[
                {
                    "x": 1, "xref": "paper", "xanchor": "left", "xshift": 12, "y": row.label,
                    "showarrow": False, "align": "left", "text": row.said,
                    "font": {"size": 13, "color": style.ink},
                }
                for row in bars.itertuples()
            ]
        )  # fmt: skip
        widest = max((len(text) for said in bars.said for text in said.split("<br>")), default=0)
        figure.update_layout(margin_r=24 + int(7.2 * widest))
    figure.update_xaxes(
        side="top", tickformat=".0%", tickvals=[0, 0.5, 1], tickfont={"size": 13},
        ticktext=[words.percent(share, 0) for share in (0, 50, 100)],
    )  # fmt: skip
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category", categoryorder="array",
        categoryarray=labels, tickmode="array", tickvals=labels,
        ticktext=[
            f"{wrapped(row.label, 20)}<br><span style='font-size:13px'>{row.said}</span>"
            if is_narrow else wrapped(row.label, 26)
            for row in bars.itertuples()
        ],
    )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        bargap=0.24,
        showlegend=True,
        legend={"y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        margin_t=70,
    )
    return figure


def _colours(style: Style, count: int) -> list[str]:
    """As many steps of the sequential scale, the strongest first: they keep apart in grey."""
    levels = style.levels[::-1]
    return [levels[round(place * (len(levels) - 1) / max(count - 1, 1))] for place in range(count)]

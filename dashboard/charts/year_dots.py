"""How recent the latest figures are: a dot a country, stacked over the year of its latest figure."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import Style, new_figure
from dashboard.words import Words

_DOT, _REST = 24, 84
_SYMBOLS = {"value": "circle", "not_comparable": "diamond-open"}


def draw(data: pd.DataFrame, words: Words, style: Style) -> go.Figure:
    """Dots from rows of country_code, country_name, year, state; within a year by state, then in their order.

    Figures that may be compared come first, those of other age bands and those without a value stand above them.
    ``customdata`` of a dot is the country's code.
    """
    order = {"value": 0, "not_comparable": 1}
    rows = data.assign(rank=data.state.map(order).fillna(2)).sort_values(
        ["year", "rank"], kind="stable"
    )
    rows = rows.assign(level=rows.groupby("year").cumcount() + 1)
    highest = int(rows.level.max()) if len(rows) else 1
    figure = new_figure(style, _DOT * (highest + 1) + _REST)
    for state in dict.fromkeys(rows.sort_values("rank", kind="stable").state):
        part = rows[rows.state == state]
        figure.add_scatter(
            x=part.year,
            y=part.level,
            mode="markers",
            name=words(
                "indicator_page.coverage.comparable" if state == "value" else f"state.{state}"
            ),
            marker={
                "size": 14,
                "symbol": _SYMBOLS.get(state, "line-ns-open"),
                "color": style.accent_text if state == "value" else style.secondary,
                "line": {"width": 0 if state == "value" else 2},
            },
            customdata=part.country_code,
            hovertext=[
                f"<b>{row.country_name}</b><br>{int(row.year)}" for row in part.itertuples()
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    counts = rows.groupby("year").size()
    figure.add_scatter(
        x=list(counts.index), y=[count + 0.85 for count in counts], mode="text",
        text=[words.number(count) for count in counts], hoverinfo="skip", showlegend=False,
        textfont={"size": 14, "color": style.ink}, cliponaxis=False,
    )  # fmt: skip
    if len(rows):
        first, last = int(rows.year.min()), int(rows.year.max())
        figure.update_xaxes(
            range=[first - 0.7, last + 0.7], tickmode="array",
            tickvals=list(range(first, last + 1, 1 + (last - first) // 12)),
            tickfont={"size": 13},
        )  # fmt: skip
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(visible=False, range=[0.3, highest + 1.4])
    # Above the dots: below them stand the years.
    figure.update_layout(showlegend=True, legend={"y": 1.02, "yanchor": "bottom"}, margin_t=36)
    return figure

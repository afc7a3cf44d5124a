"""Money promised, with a source, and spent, one row a currency: each as a share of what that currency's budgets are."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from dashboard.theme import Style, new_figure
from dashboard.words import Words

# Pixels of the narrowest plot that is no phone's, and of a letter.
_PLOT, _LETTER = 690, 7.2


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    *,
    is_narrow: bool,
    in_two_lines: bool = False,
) -> go.Figure:
    """Bullets from `queries.accountability.money` rows that have a currency, in their order.

    All budgets are drawn equally long, for amounts in different currencies must not be compared by their length.
    With ``in_two_lines`` the words beside a bar take two lines, for a screen on which all texts are large.
    """
    rows = data[data.promised > 0].reset_index(drop=True)
    figure = new_figure(
        style, (82 if is_narrow else 46) * max(len(rows), 1) + (110 if is_narrow else 62)
    )
    funded = rows.funded / rows.promised
    spent = rows.spent.astype(float) / rows.promised
    for shares, key, colour, width in (
        (pd.Series(1.0, index=rows.index), "promised", style.no_data, 0.62),
        (funded, "funded", style.levels[1], 0.62),
        (spent.fillna(0), "spent", style.actions["complete"], 0.24),
    ):
        width = width * (0.5 if is_narrow else 1)
        figure.add_bar(
            x=shares,
            y=rows.index,
            orientation="h",
            width=width,
            offset=(0.2 if is_narrow else 0) - width / 2,
            name=words(f"accountability.money.{key}"),
            marker={
                "color": colour,
                "line": {"color": style.hatch, "width": 1 if key == "promised" else 0},
            },
            hoverinfo="skip",
        )
    highest = max(1.0, float(spent.max()) if spent.notna().any() else 0.0)
    longest = 0
    for place, row in enumerate(rows.itertuples()):
        said = words(
            "accountability.money.label",
            funded=words.percent(100 * funded[place], 0),
            spent=words("accountability.money.not_reported")
            if pd.isna(row.spent)
            else words(
                "accountability.money.spent_share", share=words.percent(100 * spent[place], 0)
            ),
        )
        between = "<br>" if in_two_lines else " · "
        promised = words.money(row.promised, row.currency)
        longest = max(longest, len(promised) + len(between) + len(said))
        text = f"<b>{promised}</b>{between}{said}"
        figure.add_annotation(
            x=0 if is_narrow else highest, xref="x", xanchor="left", align="left", showarrow=False,
            xshift=0 if is_narrow else 10, y=place, yanchor="bottom" if is_narrow else "middle",
            text="<br>".join(textwrap.wrap(text, 48)) if is_narrow else text,
            font={"size": 14, "color": style.ink},
        )  # fmt: skip
    # Room at the right for the words, which stand outside the bars.
    beside = max(2.3, _PLOT / max(_PLOT - _LETTER * longest, 1)) if not in_two_lines else 2.3
    figure.update_xaxes(visible=False, range=[0, highest * (1 if is_narrow else beside)])
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.8 if is_narrow else -0.5],
        visible=not is_narrow,
        showgrid=False,
        tickmode="array",
        tickvals=list(rows.index),
        ticktext=list(rows.currency),
    )
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend_traceorder="normal",
        # A phone's legend takes a line for each word.
        margin_t=100 if is_narrow else 50,
    )
    return figure

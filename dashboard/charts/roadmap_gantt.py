"""A country's roadmap in time: each action from its start to its due date, its status, what slipped and what is overdue."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.texts import promise_word, wrapped
from dashboard.theme import ACTION_SIGNS, PROMISE_SIGNS, Style, new_figure, text_on
from dashboard.words import Words

# Actions stand beside their bars, or above them where the screen is narrow.
_ROW = {False: 44, True: 78}
_LABEL_WIDTH = 48
_DAY_MILLISECONDS = 86_400_000
# An action that gives no start is drawn with this length, hatched: only its due date is known.
_UNKNOWN_LENGTH = pd.Timedelta(days=60)


def draw(
    data: pd.DataFrame,
    words: Words,
    style: Style,
    *,
    today: datetime.date,
    is_narrow: bool = False,
) -> go.Figure:
    """Gantt from `queries.country.actions`: one row per action with a due date, in the table's order, ``today`` marked."""
    dated = data[data.current_due_date.notna()].reset_index(drop=True)
    # A phone's legend takes a line for each word.
    below = 60 + 22 * (dated.status.nunique() + 3) if is_narrow else 76
    figure = new_figure(style, _ROW[is_narrow] * max(len(dated), 1) + 34 + below)
    starts = dated.start_date.fillna(dated.current_due_date - _UNKNOWN_LENGTH)
    # Its last status says nothing of an action that is no longer promised: dropped ones have a look of their own.
    states = dated.status.mask(dated.is_dropped.astype(bool), "dropped")
    for status, sign in PROMISE_SIGNS.items():
        part = dated[states == status]
        if part.empty:
            continue
        colour = style.actions.get(status, style.no_data)
        lengths = (part.current_due_date - starts[part.index]).dt.days.clip(lower=10)
        figure.add_bar(
            x=lengths * _DAY_MILLISECONDS,
            base=starts[part.index],
            y=part.index,
            width=0.27 if is_narrow else 0.5,
            offset=0.08 if is_narrow else -0.25,
            orientation="h",
            name=f"{sign} {promise_word(status, words)}",
            marker={
                "color": colour,
                "line": {
                    "color": style.hatch,
                    "width": 1 if status in ("no_report", "dropped") else 0,
                },
                "pattern": {
                    "shape": [_pattern(row) for row in part.itertuples()],
                    "fgcolor": style.hatch if status == "dropped" else style.ground,
                    "fillmode": "overlay",
                    "size": 7,
                    "solidity": 0.3,
                },
            },
            text=[sign] * len(part),
            textposition="inside",
            insidetextanchor="start",
            textfont={"size": 13, "color": text_on(colour)},
            hovertext=[_hover(row, words) for row in part.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    middle = dated.index + (0.215 if is_narrow else 0)
    _mark_slippage(figure, dated, middle, words, style)
    _mark_overdue(figure, dated, middle, words, style)
    _frame(figure, dated, starts, words, style, today)
    figure.update_layout(margin_b=below)
    _name_rows(figure, dated, words, style, is_narrow)
    return figure


def _frame(
    figure: go.Figure,
    dated: pd.DataFrame,
    starts: pd.Series,
    words: Words,
    style: Style,
    today: datetime.date,
) -> None:
    day = pd.Timestamp(today)
    first = min([day, *starts]) - pd.Timedelta(days=30)
    last = max([day, *dated.current_due_date]) + pd.Timedelta(days=200)
    figure.add_shape(
        type="line", x0=day, x1=day, y0=0, y1=1, yref="paper",
        line={"color": style.accent, "width": 2, "dash": "dot"},
    )  # fmt: skip
    figure.add_annotation(
        x=day, y=0, yref="paper", text=words("gantt.today", date=words.date(today)), showarrow=False,
        xanchor="center", yanchor="top", font={"size": 14, "color": style.accent_text},
    )  # fmt: skip
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend={
            "yref": "container",
            "y": 0.005,
            "yanchor": "bottom",
            "xref": "container",
            "x": 0.01,
        },
        margin={"l": 4, "r": 4, "t": 34},
    )
    figure.update_xaxes(
        range=[first, last], type="date", dtick="M12", tickformat="%Y", side="top",
        ticklabelposition="outside", tickfont={"size": 14, "color": style.secondary},
    )  # fmt: skip


def _name_rows(
    figure: go.Figure, dated: pd.DataFrame, words: Words, style: Style, is_narrow: bool
) -> None:
    labels = [_label(row, words) for row in dated.itertuples()]
    if not is_narrow:
        figure.update_yaxes(
            range=[len(dated) - 0.4, -0.6], showgrid=False, tickmode="array",
            tickvals=list(dated.index), ticktext=labels, ticklabelstandoff=10,
        )  # fmt: skip
        return
    figure.update_yaxes(visible=False, range=[len(dated) - 0.4, -0.75], showgrid=False)
    for row, label in zip(dated.itertuples(), labels, strict=True):
        figure.add_annotation(
            x=0, xref="paper", y=row.Index, text=label, showarrow=False, align="left",
            xanchor="left", yanchor="bottom", font={"size": 14, "color": style.ink},
        )  # fmt: skip


def _mark_slippage(
    figure: go.Figure, dated: pd.DataFrame, middle: pd.Index, words: Words, style: Style
) -> None:
    moved = dated[dated.first_due_date.notna() & (dated.first_due_date != dated.current_due_date)]
    if moved.empty:
        return
    figure.add_scatter(
        x=moved.first_due_date,
        y=middle[moved.index],
        mode="markers",
        name=words("gantt.first_promised"),
        marker={"symbol": "line-ns", "size": 16, "line": {"color": style.ink, "width": 2.5}},
        hovertext=[
            words("gantt.first_promised_on", date=words.date(row.first_due_date))
            for row in moved.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _mark_overdue(
    figure: go.Figure, dated: pd.DataFrame, middle: pd.Index, words: Words, style: Style
) -> None:
    overdue = dated[dated.is_overdue.astype(bool)]
    if overdue.empty:
        return
    figure.add_scatter(
        x=overdue.current_due_date,
        y=middle[overdue.index],
        mode="markers+text",
        name=words("gantt.overdue"),
        marker={"symbol": "triangle-left", "size": 13, "color": style.alarm},
        text=[f"  {words('gantt.overdue')}"] * len(overdue),
        textposition="middle right",
        textfont={"size": 14, "color": style.alarm},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _pattern(row: Any) -> str:
    if row.is_dropped:
        return "x"
    return "/" if pd.isna(row.start_date) else ""


def _label(row: Any, words: Words) -> str:
    text = f"{row.action_id} · {row.action}"
    if row.is_dropped:
        text = f"{row.action_id} · {words('gantt.dropped')} · {row.action}"
    return wrapped(text, _LABEL_WIDTH, lines_at_most=2)


def _hover(row: Any, words: Words) -> str:
    dates = f"{words.date(row.start_date)} → {words.date(row.current_due_date)}"
    lines = [
        f"<b>{wrapped(row.action_id, 60)}</b> {wrapped(row.action, 60)}",
        f"{ACTION_SIGNS[row.status]} {words(f'action_status.{row.status}')}",
        dates,
    ]
    if isinstance(row.lead_body, str):
        lines.append(wrapped(row.lead_body, 60))
    return "<br>".join(lines)

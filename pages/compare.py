"""Compare: how does a country stand beside its regional peers, or beside peers it picks?"""

import streamlit as st

from dashboard import filters, queries, shell, show
from dashboard.charts import peer_dots
from dashboard.contents import compare as contents
from dashboard.contents import figures, marks, peer_choice

run = shell.current()
words = run.words
names, series_sexes = queries.alliance.names(run.language), contents.series()

heading = st.container()
left, middle, right, far = st.columns([3, 4, 2, 4])
with left:
    country = filters.select(
        "country", list(names), min(names), words, words("table.country"), names.get
    )
with middle:
    series = filters.select(
        "indicator",
        list(series_sexes),
        next(iter(series_sexes)),
        words,
        words("table.indicator"),
        lambda code: words(f"indicator.{code}.short"),
        frees=("sex",),
    )
with right:
    sexes = series_sexes[series]
    sex = filters.select(
        "sex", sexes, sexes[0], words, words("table.sex"), lambda code: words(f"sex.{code}")
    )
with far:
    choice = peer_choice.choose(run)
peer_choice.explain(run, choice)

figure = figures.beside(run, country, series, sex, choice)
with heading:
    show.heading(run, words("compare.title"), figure.sentence)
    marks.show_mark(run, country, series, sex, key="compare")
title = words(f"indicator.{series}.title")
show.chart(
    run,
    peer_dots.draw,
    figure.rows,
    key="peers",
    title=title,
    note=words("compare.note", group=figure.group),
    alt=words("compare.alt", indicator=title, country=names[country]),
    foot=show.series_foot(run, series, figure.caveat),
    table=figure.table,
    reference=figure.reference,
)
contents.show_change(run, country, series, sex, figure)
contents.show_marks(run, series, sex, figure)
contents.show_roadmaps(run, figure)

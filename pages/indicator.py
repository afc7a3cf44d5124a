"""Indicator: one series for all 47: level, distribution, trend, breakdown, sources, coverage, metadata."""

import streamlit as st

from dashboard import filters, queries, shell, show
from dashboard.contents import compare
from dashboard.contents import indicator as contents

run = shell.current()
words = run.words
names, titles = queries.alliance.names(run.language), contents.options(run)
series_sexes = compare.series()

heading = st.container()
left, middle, right = st.columns([6, 3, 4])
with left:
    series = filters.select(
        "indicator",
        list(titles),
        next(iter(titles)),
        words,
        words("table.indicator"),
        titles.__getitem__,
        frees=("sex",),
    )
with middle:
    sexes = series_sexes[series]
    sex = filters.select(
        "sex", sexes, sexes[0], words, words("table.sex"), lambda code: words(f"sex.{code}")
    )
with right:
    country = filters.select(
        "country",
        ["", *names],
        "",
        words,
        words("indicator_page.mark_country"),
        lambda code: names.get(code, words("indicator_page.no_country")),
    )
with heading:
    show.heading(run, words("indicator.title"), contents.headline(run, series, sex))
part = filters.switch(
    "part",
    list(contents.PARTS),
    next(iter(contents.PARTS)),
    words,
    words("indicator_page.parts"),
    format_func=lambda name: words(f"indicator_page.part.{name}"),
)
contents.PARTS[part](run, contents.Asked(series, sex, country))

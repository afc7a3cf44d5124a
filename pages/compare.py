"""Compare: how does a country stand beside its regional peers, or beside peers it picks?"""

import streamlit as st

from dashboard import filters, queries, shell, show
from dashboard.charts import peer_dots, status_shares
from dashboard.contents import compare, figures

run = shell.current()
words = run.words
names = queries.alliance.pathfinders(run.language).set_index("country_code").country_name

header = st.container()
left, middle, right, far = st.columns([3, 4, 2, 4])
with left:
    country = filters.select(
        "country", list(names.index), names.index[0], words, words("table.country"), names.get
    )
with middle:
    series = filters.select(
        "indicator",
        compare.series(),
        compare.series()[0],
        words,
        words("table.indicator"),
        lambda code: words(f"indicator.{code}.short"),
    )
with right:
    sex = filters.select(
        "sex",
        compare.sexes(series),
        compare.sexes(series)[0],
        words,
        words("table.sex"),
        lambda code: words(f"sex.{code}"),
    )
with far:
    picked = filters.select_many(
        "peers", list(names.index), words, words("compare.pick"), names.get, words("compare.default_peers")
    )

rows = queries.peers.beside(country, series, sex, run.language, tuple(picked))
with header:
    show.heading(run, words("compare.title"), figures.beside_sentence(rows, names[country], words))

show.chart(
    run,
    peer_dots.draw,
    figures.drawn(rows),
    key="peers",
    title=words(f"indicator.{series}.title"),
    note=words("compare.note", group=figures.peer_group(rows, words)),
    alt=words("compare.alt", indicator=words(f"indicator.{series}.title"), country=names[country]),
    foot=show.series_foot(run, series, figures.caveat(rows, words)),
    table=figures.table(rows, words),
)
show.chart(
    run,
    status_shares.draw,
    compare.roadmap_rows(run, rows),
    key="peer_roadmaps",
    title=words("compare.roadmaps.title"),
    note=words("compare.roadmaps.note"),
    alt=words("compare.roadmaps.alt"),
    foot=show.reports_foot(run, compare.without_roadmap(run, rows)),
    empty=words("compare.roadmaps.empty"),
    kind="action",
    as_share=True,
)

"""Accountability: what was promised by now, what has become of it, and what moved since the last meeting?"""

import streamlit as st

from dashboard import filters, shell, show
from dashboard.contents import accountability as contents

run = shell.current()
words = run.words

heading = st.container()
scope = contents.choose(run)
with heading:
    show.heading(run, words("accountability.title"), contents.headline(run, scope))
    show.tiles(contents.tiles(run, scope))
    show.under(run, show.reports_foot(run, contents.caveat(run, scope)))
part = filters.switch(
    "part",
    list(contents.PARTS),
    next(iter(contents.PARTS)),
    words,
    words("accountability.parts"),
    format_func=lambda name: words(f"accountability.part.{name}"),
)
contents.PARTS[part](run, scope)

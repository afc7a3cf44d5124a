"""Map: where are the 47, and what does one indicator, stage or report status look like across them?"""

import streamlit as st

from dashboard import export_menu, filters, maps, shell, show
from dashboard.contents import map as contents

run = shell.current()
words = run.words

subjects = contents.subjects(run)

heading = st.container()
left, middle, right = st.columns([5, 3, 6], vertical_alignment="bottom")
with left:
    subject = filters.select(
        "show",
        list(subjects),
        "stage",
        words,
        words("map.show"),
        format_func=subjects.__getitem__,
        frees=("sex", "year"),
    )
years, sexes = contents.years(run, subject), contents.sexes(subject)
year, sex = "", sexes[0] if sexes else ""
with middle:
    if years:
        year = filters.select("year", years, years[0], words, words("map.year"))
    if len(sexes) > 1:
        sex = filters.select(
            "sex", sexes, sexes[0], words, words("map.sex"), lambda code: words(f"sex.{code}")
        )
with right:
    region = filters.switch(
        "region",
        contents.REGIONS,
        contents.REGIONS[0],
        words,
        words("map.region"),
        format_func=lambda code: words(f"area.{code}"),
        hide_label=False,
    )

choice = contents.Choice(subject, year, sex)
view = contents.view(run, choice)
with heading:
    show.heading(run, words("map.title"), view.headline)
beside, picture = st.columns([1, 3.4], gap="medium")
with beside:
    show.section(view.title, view.note)
    maps.legend(view, run)
with picture:
    maps.show(run, choice, region)
show.under(run, view.foot)
with export_menu.row("map"):
    show.twin_table(run, view.table, key="map", foot=view.foot, columns=contents.columns(run))
    show.offer(run, contents.export_view(run, choice, region), "map")

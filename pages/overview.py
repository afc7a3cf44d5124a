"""Overview: where does the Alliance stand today, and what changed since the last reports?"""

import streamlit as st

from dashboard import queries, shell, show
from dashboard.charts import knowledge_tiles, status_shares, steps_reached, world_map
from dashboard.contents import overview as contents

run = shell.current()
words = run.words

show.heading(run, words("overview.title"), contents.headline(run))
show.tiles(contents.tiles(run))
show.under(run, show.reports_foot(run))
shell.country_finder(run)

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        run, steps_reached.draw, queries.alliance.stage_steps(),
        key="steps", title=words("overview.steps.title"), note=words("overview.steps.note"),
        alt=words("overview.steps.alt"), foot=show.reports_foot(run),
        table=contents.steps_table(run),
    )  # fmt: skip
with right:
    clicked = show.chart(
        run, world_map.draw, queries.alliance.pathfinders(run.language),
        key="world", title=words("overview.map.title"), note=words("overview.map.note"),
        alt=words("overview.map.alt"), foot=show.reports_foot(run, words("footer.boundaries")),
        table=contents.stage_table(run), selectable=True,
    )  # fmt: skip
    shell.open_country(run, clicked)
    shell.link("map", words, words("overview.map.open"), ":material/map:")

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        run, status_shares.draw, contents.timeliness(run),
        key="reports", title=words("overview.reports.title"), note=words("overview.reports.note"),
        alt=words("overview.reports.alt"), foot=show.reports_foot(run),
        table=contents.shares_table(run, "report"), kind="report",
    )  # fmt: skip
    show.chart(
        run, status_shares.draw, contents.due_by_region(run),
        key="due", title=words("overview.due.title"),
        note=words("overview.due.note", date=words.date(run.today)),
        alt=words("overview.due.alt"), foot=show.reports_foot(run), empty=words("overview.due.empty"),
        table=contents.shares_table(run, "action"), kind="action", as_share=True,
    )  # fmt: skip
with right:
    contents.changes(run)

contents.outcomes(run)

show.section(words("overview.knowledge.title"), words("overview.knowledge.note"))
shell.link("data", words, words("gaps.open"), ":material/database:", part="gaps")
for column, series in zip(st.columns(3, gap="large"), contents.SERIES, strict=True):
    with column:
        clicked = show.chart(
            run, knowledge_tiles.draw, queries.alliance.knowledge(run.language, (series,)),
            key=f"knowledge_{series}", title=words(f"indicator.{series}.short"),
            note=contents.knowledge_note(run, series),
            alt=words("overview.knowledge.alt", indicator=words(f"indicator.{series}.short")),
            foot=show.series_foot(run, series),
            table=contents.knowledge_table(run, series), selectable=True,
        )  # fmt: skip
        shell.open_country(run, clicked)

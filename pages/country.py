"""Country: what has this country promised, done and measured?"""

from dashboard import filters, queries, shell, show
from dashboard.contents import country as content

run = shell.current()
words = run.words
names = queries.alliance.pathfinders(run.language).set_index("country_code").country_name

country = filters.select(
    "country",
    list(names.index),
    names.index[0],
    words,
    words("table.country"),
    format_func=names.get,
    width=420,
)
summary = queries.country.summary(country, run.today).iloc[0]
show.heading(run, names[country], content.headline(summary, names[country], words))
show.tiles(content.tiles(summary, words))
section = filters.switch(
    "section",
    content.SECTIONS,
    content.SECTIONS[0],
    words,
    words("country.sections"),
    format_func=lambda name: words(f"country.section.{name}"),
)
content.DRAW[section](run, country, names[country], summary)

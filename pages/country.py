"""Country: what has this country promised, done and measured?"""

from dashboard import filters, queries, shell, show
from dashboard.contents import country as contents

run = shell.current()
words = run.words
names = queries.alliance.names(run.language)

country = filters.select(
    "country",
    list(names),
    min(names),
    words,
    words("table.country"),
    format_func=names.get,
    width=420,
)
about = contents.about(run, country)
show.heading(run, about.name, about.headline)
show.tiles(about.tiles)
show.under(run, show.reports_foot(run, country=country))
section = filters.switch(
    "section",
    list(contents.SECTIONS),
    next(iter(contents.SECTIONS)),
    words,
    words("country.sections"),
    format_func=lambda name: words(f"country.section.{name}"),
)
contents.SECTIONS[section](run, country, about.name)

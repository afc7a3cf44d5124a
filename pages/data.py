"""Data: where do the figures come from, what is not known, and how can they be taken away?"""

from dashboard import filters, shell, show
from dashboard.contents import data as contents

run = shell.current()
words = run.words

show.heading(run, words("data.title"), contents.headline(run))
section = filters.switch(
    "part",
    list(contents.SECTIONS),
    next(iter(contents.SECTIONS)),
    words,
    words("data.sections"),
    format_func=lambda name: words(f"data.section.{name}"),
)
contents.SECTIONS[section](run)

"""Methods: how is progress judged, from which numbers, and where do the methods end?"""

from dashboard import filters, shell, show
from dashboard.contents import methods as contents

run = shell.current()
words = run.words

show.heading(run, words("methods.title"), contents.headline(run))
section = filters.switch(
    "part",
    list(contents.SECTIONS),
    next(iter(contents.SECTIONS)),
    words,
    words("methods.sections"),
    format_func=lambda name: words(f"methods.section.{name}"),
)
contents.SECTIONS[section](run)

"""Review: what was sent, what it changes, and the decisions of the Secretariat and the CSG on it."""

from dashboard import filters, shell, show
from dashboard.contents import review as contents

run = shell.current()
words = run.words

show.heading(run, words("review.title"), contents.headline(run))
if contents.may_review():
    section = filters.switch(
        "part",
        list(contents.SECTIONS),
        next(iter(contents.SECTIONS)),
        words,
        words("review.sections"),
        format_func=lambda name: words(f"review.section.{name}"),
    )
    contents.SECTIONS[section](run)

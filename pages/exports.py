"""Exports: the files of many views at once, briefs, and pictures for other pages."""

from dashboard import shell, show
from dashboard.contents import exports as contents

run = shell.current()
words = run.words

show.heading(run, words("exports.title"), words("exports.lead"))
plan = contents.choose(run)
contents.show_pack(run, plan)
contents.show_briefs(run)
contents.show_browser(run)
contents.show_addresses(run, plan)

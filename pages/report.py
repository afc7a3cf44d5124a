"""Report: one yearly report in the country's words, with its figures and what changed; laid out to be printed."""

from dashboard import shell, show
from dashboard.contents import report as contents

run = shell.current()

report = contents.choose(run)
if report:
    show.heading(run, *contents.heading(run, report))
    contents.show_all(run, report)

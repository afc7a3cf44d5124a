"""overview."""

from dashboard import shell, show

run = shell.current()
show.heading(run, run.words("overview.title"), "")

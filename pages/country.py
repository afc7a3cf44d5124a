"""country."""

from dashboard import shell, show

run = shell.current()
show.heading(run, run.words("country.title"), "")

"""Guide: how to fill the report workbook, for focal points."""

from dashboard import shell, show
from dashboard.contents import guide as contents

run = shell.current()

show.heading(run, run.words("guide.title"), run.words("guide.headline"))
contents.show_all(run)

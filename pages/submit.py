"""Submit: get the report's workbook, learn what is wrong with it, see what it changes, send it."""

from dashboard import shell, show
from dashboard.contents import submit as contents

run = shell.current()

show.heading(run, run.words("submit.title"), contents.headline(run))
contents.template(run)
checked = contents.check(run)
contents.send_error()
if checked:
    contents.compare(run, checked)
    contents.sending(run, checked)
contents.sent(run)

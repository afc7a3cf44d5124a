"""Meeting: an agenda of countries and topics, one screen each, made for the projector and the keyboard."""

from dashboard import shell
from dashboard.contents import meeting, meeting_stage

run = shell.current()

opened = meeting.opened(run)
if opened is None:
    meeting.prepare(run)
else:
    meeting_stage.show(run, *opened)

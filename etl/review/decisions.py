"""Who may send a report and decide on it, and what each decision makes of it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from etl.review.store import Actor, AlreadyDecided, Event, Store, Submission, now

SENDING_ROLES = ("focal_point", "secretariat")
# From state and decision -> the role whose it is. The Secretariat checks a report in or returns it; the
# Core Support Group approves or returns what was checked in (product: joining, yearly progress report).
DECISIONS: dict[tuple[str, str], str] = {
    ("received", "accepted"): "secretariat",
    ("received", "returned"): "secretariat",
    ("accepted", "approved"): "csg",
    ("accepted", "returned"): "csg",
}
# A state -> how far the report was verified; only reports in these states are published.
LEVELS = {"accepted": "checked", "approved": "approved"}
MAXIMUM_COMMENT = 4000


class NotAllowed(PermissionError):
    """Somebody may not do what they tried to do; the message says who may."""


class NotPossible(ValueError):
    """A decision does not fit the state of the report; the message says which do."""


def send(store: Store, content: bytes, by: Actor, details: Mapping[str, Any]) -> Submission:
    """Keep a checked report file and the event that it came; returns the submission.

    ``details`` say what the file is (file_name, country_code, reporting_year …). The same file sent
    again, by whomever, is the same submission, with what was decided on it since. Raises NotAllowed.
    """
    require_sender(by, str(details["country_code"]))
    # The file first: an event always has its file, and a file without an event is nothing yet.
    submission_id = store.put_file(content)
    event = Event(submission_id, 0, "received", now(), by, details=dict(details))
    with contextlib.suppress(AlreadyDecided):  # it was sent before
        store.append(event)
    submission = store.submission(submission_id)
    assert submission is not None
    return submission


def require_sender(by: Actor, country_code: str) -> None:
    """Raise NotAllowed unless this person may send a report of this country."""
    if by.role not in SENDING_ROLES:
        raise NotAllowed(
            f"Found the role {by.role}; reports are sent by the country's focal point or the "
            "Secretariat."
        )
    if by.role == "focal_point" and by.country_code != country_code:
        raise NotAllowed(
            f"Found a report of {country_code}; this focal point may send reports of "
            f"{by.country_code} only."
        )


def decisions_open_to(submission: Submission, role: str) -> list[str]:
    """The decisions that a role may take on a submission as it stands."""
    return [
        decision
        for (state, decision), whose in DECISIONS.items()
        if state == submission.state and whose == role
    ]


def may_undo(submission: Submission, role: str) -> bool:
    """Whether a role may undo the last decision that stands: the one whose decision it was."""
    return bool(submission.standing) and submission.standing[-1].by.role == role


def decide(
    store: Store, seen: Submission, decision: str, by: Actor, comment: str = ""
) -> Submission:
    """Take a decision on a submission as it was ``seen``; returns it with the new event.

    Raises NotAllowed, NotPossible, or AlreadyDecided where somebody decided since it was seen.
    """
    comment = comment.strip()
    if by.role not in DECISIONS.values():
        raise NotAllowed(
            f"Found the role {by.role}; the Secretariat and the CSG decide on reports."
        )
    if decision not in decisions_open_to(seen, by.role):
        fit = ", ".join(
            f"{what} ({whose})" for (state, what), whose in DECISIONS.items() if state == seen.state
        )
        raise NotPossible(
            f"Found the decision {decision} by {by.role} on a report that is {seen.state}; "
            f"accepted are {fit or 'none'}."
        )
    if decision == "returned" and not comment:
        raise NotPossible("Found no comment; a report is returned with what has to be corrected.")
    if len(comment) > MAXIMUM_COMMENT:
        raise NotPossible(
            f"Found a comment of {len(comment)} characters; accepted are {MAXIMUM_COMMENT}."
        )
    return _append(store, seen, decision, by, comment, {})


def undo(store: Store, seen: Submission, by: Actor, comment: str = "") -> Submission:
    """Take back the last decision that stands on a submission; an event of its own.

    Raises NotAllowed, NotPossible, or AlreadyDecided where somebody decided since it was seen.
    """
    if not seen.standing:
        raise NotPossible("Found no decision to undo on this report.")
    last = seen.standing[-1]
    if not may_undo(seen, by.role):
        raise NotAllowed(
            f"Found the role {by.role}; the decision {last.kind} is undone by {last.by.role}."
        )
    return _append(store, seen, "undone", by, comment.strip(), {"undid": last.event_id})


def _append(
    store: Store, seen: Submission, kind: str, by: Actor, comment: str, details: Mapping[str, Any]
) -> Submission:
    event = Event(seen.submission_id, len(seen.events), kind, now(), by, comment, details)
    store.append(event)
    return Submission(seen.submission_id, (*seen.events, event))

"""Which of the submissions are published, and how a build gets their files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from etl.report.tables import Arrived, Decision
from etl.review.decisions import LEVELS
from etl.review.store import Store, Submission, safe_file_name


def published(submissions: Iterable[Submission]) -> list[Submission]:
    """The submissions that were accepted or approved, in their order."""
    return [submission for submission in submissions if submission.state in LEVELS]


def decisions_checksum(submissions: Iterable[Submission]) -> str:
    """SHA-256 over the published submissions and the decisions that stand on them.

    Two stores with the same one give the same reports; what was returned or undone leaves no trace.
    """
    lines = sorted(
        " ".join([submission.submission_id, *(event.event_id for event in submission.standing)])
        for submission in published(submissions)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def published_reports(
    store: Store, submissions: Sequence[Submission], folder: Path
) -> list[Arrived]:
    """The files of the published submissions, written into a folder under their senders' names."""
    firsts: dict[tuple[str, int], date] = {}
    numbers: dict[tuple[str, int], int] = defaultdict(int)
    arrived = []
    for submission in submissions:
        of = submission.country_code, submission.reporting_year
        received_date = submission.received.at.date()
        firsts.setdefault(of, received_date)
        # All that came are counted, returned ones too: a report's number never changes.
        numbers[of] += 1
        if submission.state not in LEVELS:
            continue
        # A folder for each: two countries may give their files the same name.
        path = folder / submission.submission_id / safe_file_name(submission.file_name)
        path.parent.mkdir()
        path.write_bytes(store.file(submission.submission_id))
        decisions = tuple(
            Decision(event.event_id, event.kind, event.at.replace(tzinfo=None), event.by.role)
            for event in submission.standing
        )
        level = LEVELS[submission.state]
        arrived.append(Arrived(path, numbers[of], received_date, firsts[of], level, decisions))
    return arrived

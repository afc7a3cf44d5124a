"""Accepts a report and publishes, in a process that a test kills: python -m tests.etl.review.accept_and_build."""

from __future__ import annotations

import sys
from pathlib import Path

from etl.places import Places
from etl.review.decisions import decide
from etl.review.publishing import Publisher
from tests.etl.review.conftest import SECRETARIAT

if __name__ == "__main__":
    data = Path(sys.argv[1])
    publisher = Publisher(Places(data, data / "warehouse", str(data / "received"), False))
    submission = publisher.store.submission(sys.argv[2])
    assert submission is not None
    print("ready", flush=True)
    decide(publisher.store, submission, "accepted", SECRETARIAT)
    job = publisher.align()
    while not job.is_over:
        job.wait(1)

"""From a decision to the published figure: the real store, the real build, the real roll-back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl import warehouse
from etl.places import Places, places
from etl.reference import DATA_FOLDER, Reference
from etl.report import Report, read_workbook, write_workbook
from etl.report.workbook import ILLUSTRATIVE_PREFIX, Words
from etl.review.decisions import decide, send, undo
from etl.review.publishing import Job, Publisher
from etl.review.store import Actor, Store, Submission
from tests.etl.review.conftest import CSG, SECRETARIAT

KILLS = int(os.environ.get("PATHFINDER_KILLS", "3"))


@pytest.fixture
def publisher(small_data: Path) -> Publisher:
    """A publisher with an empty store of real reports."""
    return Publisher(
        Places(small_data, small_data / "warehouse", str(small_data / "received"), False)
    )


@pytest.fixture(scope="session")
def kenya(reference: Reference) -> Report:
    """What the illustrative report of Kenya for 2026 says, as if it were the country's own."""
    words = Words(reference)
    (path,) = (DATA_FOLDER / "illustrative").glob(f"{ILLUSTRATIVE_PREFIX}*KEN*2026*")
    report, problems = read_workbook(path, words)
    assert report is not None, problems
    report.form.values["is_illustrative"] = False
    return report


def workbook(folder: Path, report: Report, reference: Reference, office: str) -> bytes:
    """A real workbook of the report; another office makes another file."""
    report.form.values["submitting_office"] = office
    return write_workbook(folder / "kenya.xlsx", report, "en", reference).read_bytes()


def sent(publisher: Publisher, content: bytes) -> Submission:
    details = {"file_name": "kenya.xlsx", "country_code": "KEN", "reporting_year": 2026}
    return send(publisher.store, content, Actor("1", "Kenya", "focal_point", "KEN"), details)


def finished(job: Job) -> Job:
    """The job when it is over."""
    until = time.monotonic() + 60
    while not job.is_over and time.monotonic() < until:
        job.wait(1)
    assert job.is_over
    return job


def levels(publisher: Publisher) -> list[tuple]:
    """Report, level and office of the reports in the published build."""
    name = warehouse.current_build(publisher.places.warehouse)
    assert name is not None
    with warehouse.open_build(publisher.places.warehouse, name) as connection:
        return connection.execute(
            "SELECT report_id, verification_level, submitting_office FROM report ORDER BY ALL"
        ).fetchall()


def test_accept_approve_and_undo_show_in_the_published_build(
    publisher: Publisher, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    received = sent(publisher, workbook(tmp_path, kenya, reference, "Ministry A"))
    first = finished(publisher.align()).build
    assert levels(publisher) == []

    accepted = decide(publisher.store, received, "accepted", SECRETARIAT)
    assert publisher.is_behind()
    job = finished(publisher.align())
    assert (job.error, job.refused_files) == (None, {})
    assert not publisher.is_behind()
    assert levels(publisher) == [("KEN-2026-1", "checked", "Ministry A")]

    approved = decide(publisher.store, accepted, "approved", CSG)
    finished(publisher.align())
    assert levels(publisher) == [("KEN-2026-1", "approved", "Ministry A")]
    with warehouse.open_build(
        publisher.places.warehouse, str(warehouse.current_build(publisher.places.warehouse))
    ) as connection:
        assert connection.execute(
            "SELECT decision, decided_by_role FROM review_decision ORDER BY decided_at"
        ).fetchall() == [("accepted", "secretariat"), ("approved", "csg")]

    # Undo publishes the build that was there before: the same file, no new build.
    undone = undo(publisher.store, approved, CSG)
    assert finished(publisher.align()).build == job.build
    assert levels(publisher) == [("KEN-2026-1", "checked", "Ministry A")]
    undo(publisher.store, undone, SECRETARIAT)
    assert finished(publisher.align()).build == first
    assert levels(publisher) == []


def test_a_report_keeps_its_number_whatever_is_decided_on_others(
    publisher: Publisher, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    first = sent(publisher, workbook(tmp_path, kenya, reference, "First"))
    second = sent(publisher, workbook(tmp_path, kenya, reference, "Second"))
    decide(publisher.store, first, "returned", SECRETARIAT, "Again, please.")
    decide(publisher.store, second, "accepted", SECRETARIAT)
    finished(publisher.align())
    assert levels(publisher) == [("KEN-2026-2", "checked", "Second")]


def test_many_who_ask_at_once_get_few_builds_and_all_decisions(
    publisher: Publisher, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    jobs = []
    for number in range(4):
        one = sent(publisher, workbook(tmp_path, kenya, reference, f"Office {number}"))
        decide(publisher.store, one, "accepted", SECRETARIAT)
        jobs.append(publisher.align())
    for job in jobs:
        assert finished(job).error is None
    assert len({id(job) for job in jobs}) <= 3
    assert [report_id for report_id, *_ in levels(publisher)] == [
        f"KEN-2026-{number}" for number in (1, 2, 3, 4)
    ]
    assert not publisher.is_behind()


def test_a_build_that_fails_says_why_and_publishes_nothing(publisher: Publisher) -> None:
    finished(publisher.align())
    before = warehouse.current_build(publisher.places.warehouse)
    path = publisher.places.data / "legal" / "corporal_punishment.csv"
    path.write_text(path.read_text("utf-8").replace("ALB", "QQQ"), encoding="utf-8")
    job = finished(publisher.align())
    assert job.build is None
    assert job.error is not None and "unknown_area" not in (job.error[:10]) and "QQQ" in job.error
    assert warehouse.current_build(publisher.places.warehouse) == before
    assert publisher.job() is None or publisher.job().is_over  # type: ignore[union-attr]


def test_practice_and_real_reports_never_meet(
    publisher: Publisher, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    """A practice report in the real store is not loaded, and silences nothing."""
    kenya.form.values["is_illustrative"] = True
    try:
        content = workbook(tmp_path, kenya, reference, "Practice")
    finally:
        kenya.form.values["is_illustrative"] = False
    details = {"file_name": f"{ILLUSTRATIVE_PREFIX}k.xlsx", "country_code": "KEN",
               "reporting_year": 2026, "is_illustrative": True}  # fmt: skip
    one = send(publisher.store, content, SECRETARIAT, details)
    decide(publisher.store, one, "accepted", SECRETARIAT)
    finished(publisher.align())
    assert levels(publisher) == []
    # In practice the same store gives it, marked, on top of the bundled reports.
    bundled = publisher.places.data / "illustrative"
    bundled.mkdir()
    for path in (DATA_FOLDER / "illustrative").glob("*KEN*.xlsx"):
        shutil.copy(path, bundled)
    practice = Publisher(
        Places(publisher.places.data, tmp_path / "practice", publisher.places.store, True)
    )
    finished(practice.align())
    assert [(report_id, level) for report_id, level, _ in levels(practice)] == [
        ("KEN-2025-1", "self_reported"),
        ("KEN-2026-1", "self_reported"),
        ("KEN-2026-2", "checked"),
    ]


def test_killed_at_any_moment_nothing_is_lost_and_the_next_try_ends_it(
    publisher: Publisher, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    """SIGKILL at random moments of accept-and-build (PATHFINDER_KILLS of them), then the same again."""
    finished(publisher.align())
    chance = random.Random(16_2)
    for number in range(KILLS):
        one = sent(publisher, workbook(tmp_path, kenya, reference, f"Office {number}"))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.etl.review.accept_and_build", str(publisher.places.data),
             one.submission_id],
            stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()  # "ready": from here on every moment may be the last
        time.sleep(chance.uniform(0, 2.2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = publisher.store.submission(one.submission_id)
        assert found is not None and found.state in ("received", "accepted")
        published = levels(publisher)  # whatever happened, there is a whole build to read
        assert len(published) in (number, number + 1)
        if found.state == "received":
            decide(publisher.store, found, "accepted", SECRETARIAT)
        assert finished(publisher.align()).error is None
        assert len(levels(publisher)) == number + 1
        assert not publisher.is_behind()
    assert len(publisher.store.submissions()) == KILLS
    leftovers = [path.name for path in publisher.places.warehouse.glob("*.draft*")]
    assert leftovers == []


def test_places_are_told_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATA", "WAREHOUSE", "STORE", "SIGN_IN"):
        monkeypatch.delenv(f"PATHFINDER_{name}", raising=False)
    assert places() == Places(
        DATA_FOLDER, DATA_FOLDER / "warehouse", str(DATA_FOLDER / "received"), False
    )
    monkeypatch.setenv("PATHFINDER_DATA", str(tmp_path))
    monkeypatch.setenv("PATHFINDER_STORE", "s3://reports/2026")
    assert places() == Places(tmp_path, tmp_path / "warehouse", "s3://reports/2026", False)
    monkeypatch.delenv("PATHFINDER_STORE")
    monkeypatch.setenv("PATHFINDER_SIGN_IN", "development")
    home = tmp_path / "practice"
    assert places() == Places(tmp_path, home / "warehouse", str(home / "received"), True)


def test_a_store_on_s3_feeds_the_build(
    small_data: Path, s3_address: str, kenya: Report, reference: Reference, tmp_path: Path
) -> None:
    import boto3

    boto3.client("s3").create_bucket(Bucket="reports")
    publisher = Publisher(
        Places(small_data, small_data / "warehouse", f"{s3_address}/store", False)
    )
    one = sent(publisher, workbook(tmp_path, kenya, reference, "Ministry"))
    decide(Store(publisher.places.store), one, "accepted", SECRETARIAT)
    assert finished(publisher.align()).error is None
    assert levels(publisher) == [("KEN-2026-1", "checked", "Ministry")]

"""The store: nothing lost, nothing doubled, nothing changed; in a folder and on S3."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.review.decisions import send
from etl.review.store import (
    AlreadyDecided,
    Event,
    Store,
    StoreError,
    safe_file_name,
)
from tests.etl.review.conftest import CSG, DETAILS, FOCAL_POINT, SECRETARIAT

CONTENT = b"a report as it came"
CHECKSUM = hashlib.sha256(CONTENT).hexdigest()
MOMENT = datetime(2026, 11, 22, 10, 15, 30, 123456, tzinfo=UTC)


def received(number: int = 0, kind: str = "received", at: datetime = MOMENT) -> Event:
    return Event(CHECKSUM, number, kind, at, FOCAL_POINT, "Voilà : « reçu »", DETAILS)


def test_a_file_comes_back_as_it_came(store: Store) -> None:
    assert store.put_file(CONTENT) == CHECKSUM
    assert store.put_file(CONTENT) == CHECKSUM
    assert store.file(CHECKSUM) == CONTENT


def test_an_event_comes_back_whole_and_from_another_server_too(store: Store, place: str) -> None:
    event = received()
    store.append(event)
    (submission,) = Store(place).submissions()
    assert submission.received == event
    assert submission.country_code == "KEN"
    assert submission.reporting_year == 2026
    assert submission.state == "received"
    assert store.submission(CHECKSUM) == submission


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert store.submissions() == []
    assert store.submission(CHECKSUM) is None


def test_the_place_of_an_event_is_taken_once(store: Store, place: str) -> None:
    store.append(received())
    store.append(received(1, "accepted"))
    with pytest.raises(AlreadyDecided, match="somebody was faster"):
        Store(place).append(received(1, "returned"))
    (submission,) = store.submissions()
    assert [event.kind for event in submission.events] == ["received", "accepted"]


def test_of_many_writers_at_once_exactly_one_takes_the_place(store: Store, place: str) -> None:
    store.append(received())

    def write(number: int) -> bool:
        try:
            Store(place).append(received(1, f"decision_{number}"))
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(write, range(16)))
    assert done.count(True) == 1
    (submission,) = Store(place).submissions()
    assert submission.events[1].kind == f"decision_{done.index(True)}"


def test_two_servers_that_receive_the_same_file_hold_one_submission(place: str) -> None:
    def receive(number: int) -> str:
        return send(Store(place), CONTENT, FOCAL_POINT, DETAILS).submission_id

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(receive, range(8))) == {CHECKSUM}
    assert [len(one.events) for one in Store(place).submissions()] == [1]


def test_submissions_stand_in_the_order_in_which_they_came(store: Store) -> None:
    for minute, content in ((5, b"second"), (1, b"first"), (9, b"third")):
        checksum = store.put_file(content)
        at = MOMENT.replace(minute=minute)
        store.append(Event(checksum, 0, "received", at, SECRETARIAT, details=DETAILS))
    assert [store.file(one.submission_id) for one in store.submissions()] == [
        b"first",
        b"second",
        b"third",
    ]


def test_undone_decisions_do_not_stand(store: Store) -> None:
    for number, kind in enumerate(
        ("received", "accepted", "approved", "undone", "undone", "returned")
    ):
        store.append(received(number, kind))
    submission = store.submission(CHECKSUM)
    assert submission is not None
    assert [event.kind for event in submission.standing] == ["returned"]
    assert submission.state == "returned"


# ------------------------------------------------------------------------------- damage, in a folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.put_file(CONTENT)
    store.append(received())
    store.append(Event(CHECKSUM, 1, "accepted", MOMENT, SECRETARIAT))
    store.append(Event(CHECKSUM, 2, "approved", MOMENT, CSG))
    return tmp_path


def test_a_changed_file_is_refused(folder: Path) -> None:
    (folder / "files" / CHECKSUM).write_bytes(b"a report as it never came")
    with pytest.raises(StoreError, match=r"was changed .* Restore it from a copy"):
        Store(folder).file(CHECKSUM)


def test_a_missing_file_is_said(folder: Path) -> None:
    (folder / "files" / CHECKSUM).unlink()
    with pytest.raises(StoreError, match=f"has no file {CHECKSUM}"):
        Store(folder).file(CHECKSUM)


def test_a_missing_event_is_said(folder: Path) -> None:
    (folder / "submissions" / CHECKSUM / "0001.json").unlink()
    with pytest.raises(StoreError, match="found the numbers 0, 2"):
        Store(folder).submissions()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": None, "number": 7}, "holds event"),
        ({"format_version": 2}, "in format 2"),
        ({"at": "yesterday"}, "cannot be read as an event"),
        ({"by": {"name": "?"}}, "cannot be read as an event"),
    ],
)
def test_a_damaged_event_is_said(folder: Path, change: dict, said: str) -> None:
    path = folder / "submissions" / CHECKSUM / "0001.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(StoreError, match=said):
        Store(folder).submission(CHECKSUM)


def test_what_a_crash_left_is_nothing(folder: Path) -> None:
    (folder / "submissions" / CHECKSUM / ".0f3c.partial").write_bytes(b'{"half": ')
    (folder / "files" / ".0f3c.partial").write_bytes(b"half")
    (submission,) = Store(folder).submissions()
    assert len(submission.events) == 3


def test_an_unknown_place_is_refused_with_what_is_accepted() -> None:
    with pytest.raises(StoreError, match=r"Accepted are a folder or an address such as s3://"):
        Store("nowhere://bucket")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rapport été 2026.xlsx", "Rapport été 2026.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\report.xlsx", "report.xlsx"),
        ("<script>.xlsx", "_script_.xlsx"),
        ("...", "report"),
        ("", "report"),
    ],
)
def test_file_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe

"""Who may send and decide, and what each decision makes of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.review.decisions import (
    DECISIONS,
    NotAllowed,
    NotPossible,
    decide,
    decisions_open_to,
    may_undo,
    send,
    undo,
)
from etl.review.store import Actor, AlreadyDecided, Store, Submission
from tests.etl.review.conftest import CSG, DETAILS, FOCAL_POINT, SECRETARIAT, VIEWER

OF_UGANDA = Actor("issuer|uganda", "Focal point of Uganda", "focal_point", "UGA")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def sent(store: Store) -> Submission:
    return send(store, b"report", FOCAL_POINT, DETAILS)


def test_a_sent_file_is_kept_with_sender_time_and_what_it_is(
    store: Store, sent: Submission
) -> None:
    assert store.file(sent.submission_id) == b"report"
    assert sent.received.by == FOCAL_POINT
    assert sent.received.details == DETAILS
    assert sent.state == "received"


def test_the_same_file_sent_twice_is_one_event(store: Store, sent: Submission) -> None:
    again = send(store, b"report", SECRETARIAT, DETAILS | {"file_name": "copy.xlsx"})
    assert again == sent
    assert store.submissions() == [sent]


@pytest.mark.parametrize(
    ("by", "said"), [(OF_UGANDA, "UGA only"), (VIEWER, "viewer"), (CSG, "csg")]
)
def test_who_may_not_send_leaves_nothing(tmp_path: Path, by: Actor, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        send(Store(tmp_path), b"report", by, DETAILS)
    assert list(tmp_path.rglob("*")) == []


def test_secretariat_accepts_and_the_group_approves(store: Store, sent: Submission) -> None:
    accepted = decide(store, sent, "accepted", SECRETARIAT, " Complete. ")
    assert accepted.state == "accepted"
    assert accepted.events[-1].comment == "Complete."
    approved = decide(store, accepted, "approved", CSG)
    assert approved.state == "approved"
    assert store.submissions() == [approved]


@pytest.mark.parametrize("decision", ["accepted", "returned", "approved"])
@pytest.mark.parametrize("by", [FOCAL_POINT, VIEWER])
def test_others_do_not_decide(store: Store, sent: Submission, decision: str, by: Actor) -> None:
    with pytest.raises(NotAllowed, match="the Secretariat and the CSG decide"):
        decide(store, sent, decision, by, "why")
    assert store.submissions() == [sent]


@pytest.mark.parametrize(
    ("decision", "by"), [("approved", CSG), ("accepted", CSG), ("approved", SECRETARIAT)]
)
def test_nobody_takes_anothers_decision(
    store: Store, sent: Submission, decision: str, by: Actor
) -> None:
    with pytest.raises(NotPossible, match=r"accepted are accepted \(secretariat\), returned"):
        decide(store, sent, decision, by, "why")
    assert store.submissions() == [sent]


def test_a_report_is_returned_with_a_reason_only(store: Store, sent: Submission) -> None:
    with pytest.raises(NotPossible, match="no comment"):
        decide(store, sent, "returned", SECRETARIAT, "  ")
    returned = decide(store, sent, "returned", SECRETARIAT, "Budget of A03 is missing.")
    assert returned.state == "returned"
    assert decisions_open_to(returned, "secretariat") == []
    with pytest.raises(NotPossible, match="accepted are none"):
        decide(store, returned, "accepted", SECRETARIAT)


def test_a_comment_has_an_end(store: Store, sent: Submission) -> None:
    with pytest.raises(NotPossible, match="4001 characters; accepted are 4000"):
        decide(store, sent, "returned", SECRETARIAT, "x" * 4001)


def test_two_who_decide_at_once_do_not_overwrite_each_other(store: Store, sent: Submission) -> None:
    decide(store, sent, "accepted", SECRETARIAT)
    with pytest.raises(AlreadyDecided):
        decide(store, sent, "returned", SECRETARIAT, "Seen before the other had accepted it.")
    assert [event.kind for event in store.submissions()[0].events] == ["received", "accepted"]


def test_undo_is_an_event_and_goes_back_one_step(store: Store, sent: Submission) -> None:
    accepted = decide(store, sent, "accepted", SECRETARIAT)
    approved = decide(store, accepted, "approved", CSG)
    assert not may_undo(approved, "secretariat")
    with pytest.raises(NotAllowed, match="approved is undone by csg"):
        undo(store, approved, SECRETARIAT)
    back = undo(store, approved, CSG, "Wrong report.")
    assert back.state == "accepted"
    assert back.events[-1].details == {"undid": approved.events[2].event_id}
    assert undo(store, back, SECRETARIAT).state == "received"
    assert [event.kind for event in store.submissions()[0].events] == [
        "received", "accepted", "approved", "undone", "undone",
    ]  # fmt: skip


def test_there_is_nothing_to_undo_on_a_new_report(store: Store, sent: Submission) -> None:
    assert not may_undo(sent, "secretariat")
    with pytest.raises(NotPossible, match="no decision to undo"):
        undo(store, sent, SECRETARIAT)


def test_every_decision_leads_on_or_ends(store: Store) -> None:
    # From each state that a decision leads to, the next is declared, or the report's way ends there.
    states = {"received", *(decision for _, decision in DECISIONS)}
    assert states - {state for state, _ in DECISIONS} == {"approved", "returned"}

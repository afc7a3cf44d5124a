"""The health route: which build is served, and 503 where none can be read."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from tests.asynchronous import finish
from tests.dashboard.conftest import reading


def health() -> tuple[int, dict[str, Any]]:
    # The entry sets aside all objects there are as it is imported; those of the tests are to go in the end.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        import streamlit_app

    response = finish(streamlit_app.health(Request({"type": "http"})))
    return response.status_code, json.loads(response.body)


def test_health_names_the_build(served_build: str) -> None:
    assert health() == (200, {"status": "ok", "build": served_build})


def test_health_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    with reading(tmp_path):
        status, answer = health()
    assert (status, answer["status"]) == (503, "no build")
    assert answer["detail"].endswith("Make one with: python -m etl build")


def test_health_is_not_ok_where_the_build_is_gone(hand_made: Path) -> None:
    assert health()[0] == 200
    with reading(hand_made):
        (hand_made / "CURRENT").write_text("2020-01-01T000000-000000.duckdb\n", encoding="utf-8")
        status, answer = health()
    assert status == 503
    assert "python -m etl rollback" in answer["detail"]

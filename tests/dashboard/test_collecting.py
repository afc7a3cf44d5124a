"""Keeping what a page shows, and that nothing is kept where nobody collects."""

from __future__ import annotations

import contextvars

import pytest

from dashboard import collecting
from dashboard.collecting import Unknown
from tests.dashboard.exports.charts import view


def test_nothing_is_kept_where_nobody_collects() -> None:
    def alone() -> None:
        assert not collecting.is_on()
        collecting.keep("peers", view())
        collecting.keep_unknown(Unknown("country", "XX", "KEN, UGA"))

    contextvars.Context().run(alone)


def test_views_are_kept_by_key_in_their_order_and_a_key_only_once() -> None:
    def collect() -> None:
        collected = collecting.begin()
        assert collecting.is_on()
        first, second = view(title="B"), view(title="A")
        collecting.keep("peers", first)
        collecting.keep("change", second)
        collecting.keep_unknown(Unknown("country", "XX", "KEN, UGA"))
        assert list(collected.views.items()) == [("peers", first), ("change", second)]
        assert collected.unknown == [Unknown("country", "XX", "KEN, UGA")]
        with pytest.raises(ValueError, match="'peers'"):
            collecting.keep("peers", second)

    contextvars.Context().run(collect)

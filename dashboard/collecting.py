"""Where figures and tables go when a page is run to collect them (see dashboard/unwatched.py) instead of to show them."""

from __future__ import annotations

from contextvars import ContextVar
from typing import NamedTuple

from dashboard.exports.view import View


class Unknown(NamedTuple):
    """A choice that a page does not know: its name in the address, what was found, what is accepted."""

    name: str
    found: str
    accepted: str


class Collected(NamedTuple):
    """What a page shows: its views by their keys, in the page's order, and the choices it did not know."""

    views: dict[str, View]
    unknown: list[Unknown]


_collected: ContextVar[Collected | None] = ContextVar("collected", default=None)


def begin() -> Collected:
    """Collect, from here on, what the page of this thread shows; what comes back fills as it runs."""
    collected = Collected({}, [])
    _collected.set(collected)
    return collected


def is_on() -> bool:
    """Whether the page is run to collect what it shows: nobody sees it."""
    return _collected.get() is not None


def keep(key: str, view: View) -> None:
    """Keep a view under its key; a second one of the same key is a fault of the page."""
    collected = _collected.get()
    if collected is None:
        return
    if key in collected.views:
        raise ValueError(f"Two figures of one page have the key {key!r}; give one of them another.")
    collected.views[key] = view


def keep_unknown(unknown: Unknown) -> None:
    """Keep a choice that the page does not know."""
    collected = _collected.get()
    if collected is not None:
        collected.unknown.append(unknown)

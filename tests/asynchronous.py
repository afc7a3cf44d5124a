"""Runs a coroutine to its end, also where the browser's tests have left an event loop running in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def finish(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns, run in a loop and a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(asyncio.run, work).result()


def apart(function: Callable[..., T], *arguments: Any) -> T:
    """What a function that starts an event loop of its own returns, called in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(function, *arguments).result()

"""Page runs per second for twenty readers at once: the country page as shipped beside stock Streamlit's empty page."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import statistics
import time
from collections.abc import Sequence

from bench import servers
from bench.addresses import COUNTRY, MARKER
from bench.figure import Figure
from bench.place import Place
from bench.session import Session, open_session

SESSIONS = 20
RERUNS = 5
ROUNDS = 3
AT_LEAST_TIMES_STOCK = 3.0

# A reader's page: path, query, and what each run must show.
View = tuple[str, str, str]
COUNTRY_PAGES: list[View] = [
    ("country", f"country={COUNTRY}&lang={language}", MARKER) for language in ("en", "fr")
]
EMPTY_PAGES: list[View] = [("", "", "")]


def measure(place: Place) -> list[Figure]:
    """Runs per second of both, by turns (ours, stock, ours, stock …), and the ratio of their medians."""
    ours: list[float] = []
    stock: list[float] = []
    with (
        servers.dashboard(place) as our_host,
        servers.stock(place.folder / "stock_sessions") as stock_host,
    ):
        for _ in range(1 if place.is_quick else ROUNDS):
            ours.append(runs_per_second(our_host, COUNTRY_PAGES))
            stock.append(runs_per_second(stock_host, EMPTY_PAGES))
    what = f"{SESSIONS} sessions × {RERUNS} reruns"
    return [
        Figure.of(f"{what}: country page, as shipped", ours, "runs/s"),
        Figure.of(f"{what}: empty page, stock Streamlit", stock, "runs/s"),
        Figure(
            "as shipped ÷ stock",
            statistics.median(ours) / statistics.median(stock),
            "×",
            at_least=AT_LEAST_TIMES_STOCK,
        ),
    ]


def runs_per_second(
    host: str, pages: Sequence[View], sessions: int = SESSIONS, reruns: int = RERUNS
) -> float:
    """Page runs per second over all sessions; they open by turns the pages given, and all rerun at once.

    Each session's first run is not counted. Raises RunFailed if any run fails.
    """
    return asyncio.run(_run_all(host, pages, sessions, reruns))


async def _run_all(host: str, pages: Sequence[View], sessions: int, reruns: int) -> float:
    async with contextlib.AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(open_session(host, *pages[number % len(pages)]))
            for number in range(sessions)
        ]
        await asyncio.gather(*(session.run() for session in opened))
        # The readers' side shares the machine with the server: it must not pause for its own garbage.
        gc.collect()
        gc.disable()
        try:
            started = time.perf_counter()
            await asyncio.gather(*(_rerun(session, reruns) for session in opened))
            seconds = time.perf_counter() - started
        finally:
            gc.enable()
    return sessions * reruns / seconds


async def _rerun(session: Session, reruns: int) -> None:
    for _ in range(reruns):
        await session.run()

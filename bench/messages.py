"""Bytes that one run of each page sends to a browser."""

from __future__ import annotations

import asyncio

import locales
from bench import servers
from bench.addresses import MARKER, Address, addresses
from bench.figure import Figure
from bench.place import Place
from bench.session import PageRun, open_session

KILOBYTES_AT_MOST = {"map": 250.0}
KILOBYTES_AT_MOST_ELSEWHERE = 150.0
BYTES_PER_KILOBYTE = 1000


def measure(place: Place) -> list[Figure]:
    """Kilobytes of the first run in a session and of a rerun, for each address, in the language that needs most."""
    figures = []
    with servers.dashboard(place) as host:
        for address in addresses():
            runs = [asyncio.run(_two_runs(host, address, code)) for code in locales.languages()]
            at_most = KILOBYTES_AT_MOST.get(address.page, KILOBYTES_AT_MOST_ELSEWHERE)
            for which, name in enumerate(("first run", "rerun")):
                most = max(pair[which].byte_count for pair in runs) / BYTES_PER_KILOBYTE
                figures.append(
                    Figure(f"messages of {address.name}, {name}", most, "KB", at_most=at_most)
                )
    return figures


async def _two_runs(host: str, address: Address, language: str) -> tuple[PageRun, PageRun]:
    async with open_session(host, address.page, address.query(language), MARKER) as session:
        return await session.run(), await session.run()

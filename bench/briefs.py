"""Seconds of the briefs: each of the 47 countries in each language, the Alliance and its regions, in one process."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from pypdf import PdfReader

import locales
from bench.figure import Figure, NotMeasured
from bench.place import ROOT, Place
from dashboard import queries
from dashboard.exports.briefs import Edition, alliance_brief, country_brief, regional_brief

SECONDS_AT_MOST = 1.0
RUN_SECONDS_AT_MOST = 600
COUNTRY_PAGES = 2
GROUP_PAGES = range(2, 5)


def measure(place: Place) -> list[Figure]:
    """Seconds per country brief, each made once after a start, and for all of a language; then those of groups."""
    languages = locales.languages()[: 1 if place.is_quick else None]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.briefs", *languages],
            cwd=ROOT,
            env=place.environment,
            capture_output=True,
            text=True,
            timeout=RUN_SECONDS_AT_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"The briefs were not done after {RUN_SECONDS_AT_MOST} s.") from None
    if done.returncode:
        raise NotMeasured(f"The briefs failed: {done.stderr.strip()[-1500:]}")
    timed: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    figures = []
    for language, times in timed.items():
        countries = times["countries"]
        count = len(countries)
        figures += [
            Figure.of(f"country brief, {language}", countries, "s", at_most=SECONDS_AT_MOST),
            Figure(f"all {count} country briefs, {language}", sum(countries), "s", at_most=count),
            Figure.of(f"brief of the Alliance or a region, {language}", times["groups"], "s"),
        ]
    return figures


def time_all(language: str) -> dict[str, list[float]]:
    """Seconds of every brief in a language. Raises NotMeasured for one with a page too many or too few."""
    edition = Edition(language, datetime.datetime.now(datetime.UTC).date())
    members = queries.alliance.pathfinders(language)
    groups = [
        partial(alliance_brief, edition),
        *(partial(regional_brief, region, edition) for region in members.region_code.unique()),
    ]
    return {
        "countries": [
            _timed(partial(country_brief, code, edition), range(COUNTRY_PAGES, COUNTRY_PAGES + 1))
            for code in members.country_code
        ],
        "groups": [_timed(make, GROUP_PAGES) for make in groups],
    }


def _timed(make: Callable[[], bytes], pages: range) -> float:
    started = time.perf_counter()
    content = make()
    seconds = time.perf_counter() - started
    if (count := len(PdfReader(io.BytesIO(content)).pages)) not in pages:
        raise NotMeasured(f"{make} has {count} pages; accepted are {list(pages)}.")
    return seconds


if __name__ == "__main__":
    print(json.dumps({language: time_all(language) for language in sys.argv[1:]}))

"""What every brief says alike: whose edition it is, what stands on each page, figures on an axis, sources."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pandas as pd

from dashboard import queries, show
from dashboard.classes import decimals_of
from dashboard.exports.view import sortable_name
from dashboard.peers import summarise, years_apart
from dashboard.shell import Run
from dashboard.theme import ACTION_SIGNS, LIGHT, REPORT_SIGNS, text_on
from dashboard.warehouse import Audience, current_build, pinned
from dashboard.words import Words, words_of

Content = dict[str, Any]

# Dots nearer than this share of the axis are set above and below each other, in so many lanes.
_DOT_WIDTH = 0.022
_LANES = (0, 1, -1, 2, -2)


class Edition(NamedTuple):
    """A brief's language, the day it is made on and looks from, whose it is, and the dashboard's public address.

    ``site``: such as ``https://dashboard.example.org``, to stand before the address of the view; may be empty.
    ``build``: the build to read; the published one where it is empty.
    """

    language: str
    today: datetime.date
    audience: Audience = "public"
    site: str = ""
    build: str = ""


@contextmanager
def reading(edition: Edition) -> Iterator[Run]:
    """The run that contents are asked with, pinned to the edition's build and audience.

    Raises warehouse.NoBuild where nothing is published.
    """
    build = edition.build or current_build()
    with pinned(build, edition.audience):
        built_on, is_illustrative = queries.build.facts()
        yield Run(
            words=words_of(edition.language),
            style=LIGHT,
            build=build,
            built_on=built_on,
            is_illustrative=is_illustrative,
            today=edition.today,
            is_narrow=False,
            audience=edition.audience,
            site=edition.site,
        )


def file_name(edition: Edition, subject: str) -> str:
    """The name of a brief's file: ``ILLUSTRATIVE_2026-11-22_kenya_brief_fr.pdf``; ``subject`` as the reader names it."""
    with reading(edition) as run:
        return sortable_name(
            edition.today,
            (subject, "brief", edition.language),
            "pdf",
            is_illustrative=run.is_illustrative,
            is_alliance_only=run.audience == "alliance",
        )


def frame(run: Run, kind: str, name: str, page_count: int, address: str) -> Content:
    """What stands on every page: title, head and foot with all dates, ribbon, watermark, colours."""
    words = run.words
    ribbons = []
    if run.is_illustrative:
        ribbons.append({"title": words("ribbon.title"), "text": words("ribbon.text")})
    if run.audience == "alliance":
        ribbons.append(
            {"title": words("brief.alliance_only"), "text": words("brief.alliance_only_text")}
        )
    title = words("brief.title", kind=kind, name=name)
    dates = words(
        "brief.foot",
        build=run.build,
        built=words.date(run.built_on),
        made=words.date(run.today),
    )
    foot = [dates, words("brief.address", address=address)]
    return {
        "title": title,
        "author": words("app.title"),
        "description": words("brief.description"),
        "language": run.language,
        "kind": words("brief.masthead", app=words("app.title"), kind=kind),
        "name": name,
        "head": words.date(run.today),
        "date": {name: getattr(run.today, name) for name in ("year", "month", "day")},
        "foot": foot,
        "pages": [
            words("brief.page", page=page, pages=page_count) for page in range(1, page_count + 1)
        ],
        "ribbons": ribbons,
        "watermark": words("brief.watermark") if run.is_illustrative else None,
        "real": words("brief.real"),
        "style": {
            name: getattr(run.style, name)
            for name in (
                "ink", "secondary", "hairline", "accent_text", "panel", "no_data", "hatch",
            )
        },
    }  # fmt: skip


def more(rows: Sequence[Any], key: str, words: Words) -> list[str]:
    """What is said where 1, 2, ... rows of a list stand only on the page of the dashboard."""
    return [words(key, n=count) for count in range(1, len(rows) + 1)]


def sentence(text: str) -> str:
    """A statement as a sentence of its own: with a capital and a stop; empty where nothing is said."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def tiles(items: Iterable[show.Tile]) -> list[Content]:
    """Headline figures for the template."""
    return [tile._replace(note=tied(tile.note))._asdict() for tile in items]


def tied(text: str) -> str:
    """The text with each number kept on the line of what it counts: neither ``late: 3`` nor ``2 countries`` is torn."""
    return re.sub(r"(?<=:) (?=\d)|(?<=\b\d) (?=\w)|(?<=\b\d\d) (?=\w)", "\N{NO-BREAK SPACE}", text)


# --------------------------------------------------------------------------------------- bars in parts


def part(count: float, colour: str, sign: str, words: Words) -> Content:
    """One part of a bar; what is white on paper gets an outline."""
    return {
        "count": int(count),
        "text": words.number(count),
        "sign": sign,
        "fill": colour,
        "ink": text_on(colour),
        "is_open": colour.upper() in ("#FFFFFF", LIGHT.no_data),
    }


def bar(label: str, counts: Mapping[str, int], kind: str, words: Words, empty: str = "") -> Content:
    """A row of bars from counts by status: ``action`` or ``report``."""
    signs = ACTION_SIGNS if kind == "action" else REPORT_SIGNS
    colours = LIGHT.actions if kind == "action" else LIGHT.reports
    parts = [
        part(counts.get(status, 0), colours[status], sign, words)
        for status, sign in signs.items()
        if counts.get(status, 0)
    ]
    return {"label": label, "parts": parts, "empty": empty}


def legend(statuses: Iterable[str], kind: str, words: Words) -> list[Content]:
    """The look of the statuses that occur, each with its word, in the order of the house."""
    signs = ACTION_SIGNS if kind == "action" else REPORT_SIGNS
    colours = LIGHT.actions if kind == "action" else LIGHT.reports
    found = set(statuses)
    return [
        {**part(0, colours[status], sign, words), "word": words(f"{kind}_status.{status}")}
        for status, sign in signs.items()
        if status in found
    ]


def spoken(counted: Sequence[tuple[str, Mapping[str, int]]], kind: str, words: Words) -> str:
    """Counts by status in words, for those who hear the picture."""
    return " ".join(
        words(
            "brief.counted",
            label=label,
            counts=words.listed(
                f"{words(f'{kind}_status.{status}')} {words.number(count)}"
                for status, count in counts.items()
            )
            or "–",
        )
        for label, counts in counted
    )


# ------------------------------------------------------------------------------------ figures on an axis


def strip(rows: pd.DataFrame, alt: str, words: Words) -> Content | None:
    """Figures of countries on one axis from 0, from rows as of ``queries.peers.beside``; None without any to draw.

    Positions are shares of the axis. The chosen country, where one is, stands apart from its peers; figures of another
    age band and of years far from its own have a look of their own, and the former are in no median or quartile.
    """
    drawn = rows[rows.value.notna() & rows.state.isin(["value", "not_comparable"])]
    if drawn.empty:
        return None
    unit = str(drawn.unit.iloc[0])
    limit = _limit(float(drawn.value.max()), unit)
    is_apart = years_apart(rows)
    is_chosen = drawn.is_chosen.astype(bool)
    others = drawn[~is_chosen].sort_values("value")
    kinds = [
        "other" if state == "not_comparable" else "apart" if is_apart[place] else "peer"
        for place, state in others.state.items()
    ]
    positions = [float(value) / limit for value in others.value]
    summary = summarise(rows)
    own = drawn[is_chosen]
    return {
        "alt": alt,
        "low": _end(0.0, unit, words),
        "high": _end(limit, unit, words),
        "dots": [
            {"x": x, "kind": kind, "lane": lane}
            for x, kind, lane in zip(positions, kinds, _lanes(positions), strict=True)
        ],
        "quartiles": [summary.lower_quartile / limit, summary.upper_quartile / limit]
        if summary.lower_quartile is not None and summary.upper_quartile is not None
        else [],
        "median": None
        # One figure has no middle.
        if summary.median is None or (own.empty and len(positions) < 2)
        else {
            "x": summary.median / limit,
            "text": words("peers.median_label", value=words.value(summary.median, unit)),
        },
        "own": None
        if own.empty
        else {
            "x": float(own.value.iloc[0]) / limit,
            "text": words(
                "brief.own",
                country=own.country_name.iloc[0],
                value=words.value(own.value.iloc[0], unit),
                year=int(own.year.iloc[0]),
            ),
        },
    }


def _limit(highest: float, unit: str) -> float:
    """The end of an axis: 1, 2, 2.5 or 5 times a power of ten that holds the highest value; 100 for most percentages."""
    steps = (factor * 10.0**power for power in range(-3, 9) for factor in (1.0, 2.0, 2.5, 5.0))
    limit = next(step for step in steps if step >= highest)
    return min(limit, 100.0) if unit == "percent" else limit


def _end(value: float, unit: str, words: Words) -> str:
    """The value at an end of an axis, without decimals that say nothing."""
    decimals = decimals_of([value])
    return words.percent(value, decimals) if unit == "percent" else words.number(value, decimals)


def _lanes(positions: Sequence[float]) -> list[int]:
    """For positions in rising order, the lane of each: the first in which no dot stands too near, else the middle."""
    ends: dict[int, float] = {}
    lanes = []
    for position in positions:
        free = (lane for lane in _LANES if position - ends.get(lane, -1.0) >= _DOT_WIDTH)
        lane = next(free, 0)
        ends[lane] = position
        lanes.append(lane)
    return lanes


# ---------------------------------------------------------------------------------------------- sources


def citations(series: Iterable[str]) -> list[str]:
    """How the data sets of these series are cited, each once."""
    found = (queries.sources.of_series(name).citation for name in dict.fromkeys(series))
    return list(dict.fromkeys(f"{text.rstrip('.')}." for texts in found for text in texts))


def sources(run: Run, series: Iterable[str], further: Iterable[tuple[str, str]]) -> Content:
    """The data sets of these series, each with the figures it serves and vintage in its citation, caveats, and more.

    ``further``: what else was used, each with the word it stands under.
    """
    words = run.words
    codes = queries.peers.indicators().set_index("series_code").sdg_code
    served: dict[str, dict[str, None]] = {}
    caveats: dict[str, dict[str, None]] = {}
    for name in dict.fromkeys(series):
        for citation in citations([name]):
            served.setdefault(citation, {})[str(codes[name])] = None
        if caveat := show.series_foot(run, name).caveat:
            caveats.setdefault(caveat, {})[str(codes[name])] = None
    items = [{"lead": ", ".join(used), "text": citation} for citation, used in served.items()]
    items += [{"lead": lead, "text": text} for lead, text in further]
    items += [
        {"lead": words("brief.caveat_of", figures=", ".join(figures)), "text": caveat}
        for caveat, figures in caveats.items()
    ]
    items += [
        {"lead": words("brief.names"), "text": words("brief.names_text")},
    ]
    return {"title": words("brief.sources"), "items": items}

"""What a conference pack is made of: parts (the Alliance or a region, countries), their views, formats, languages."""

from __future__ import annotations

import datetime
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dashboard import queries, shell, unwatched
from dashboard.contents.overview import SERIES
from dashboard.exports import pictures, slides, workbook
from dashboard.exports.briefs import (
    Edition,
    alliance_brief,
    country_brief,
    file_name,
    regional_brief,
)
from dashboard.exports.csv_file import view_csv
from dashboard.exports.engine import Kind
from dashboard.exports.layout import NoRoom
from dashboard.exports.pack import Item, Progress, bundle, check_target, make_files
from dashboard.exports.view import View, slug, sortable_name
from dashboard.navigation import PAGES
from dashboard.warehouse import Audience, pinned
from dashboard.words import Words, words_of

FORMATS = ("pdf", "pptx", "png", "svg", "xlsx", "csv")
# What needs a browser on the server: of PDF, the pictures only, for briefs are typeset.
PICTURES = ("pdf", "png", "svg")
# Whose figures: the Alliance's or a region's, with or without countries, or those of countries alone.
SCOPES = ("alliance", "region", "countries")
WHOLE = ""  # the Alliance, where others name a region
_HEADLINE_CHART = "peers"
# Longer tables are for reading, not for a stage: they are in Excel and CSV.
_ROWS_ON_A_SLIDE = 8
# So many countries stand in a pack's name.
_NAMED = 3


class NothingChosen(ValueError):
    """The views and formats of a plan have no file together; the message says so in the plan's language."""


class Page(NamedTuple):
    """One view of a page that goes into a pack: the page, its choices, and which of its figures (all, if none is named)."""

    name: str
    choices: Mapping[str, str]
    keys: tuple[str, ...] = ()


def _roadmap(country: str) -> list[Page]:
    parts = ("glance", "actions", "money", "moved")
    here = {"country": country, "section": "roadmap"}
    return [Page("country", {**here, "roadmap_part": part}) for part in parts]


def _progress(country: str) -> list[Page]:
    return [
        Page("country", {"country": country}),
        Page("country", {"country": country, "section": "progress"}),
    ]


def _peers(country: str) -> list[Page]:
    compared = [
        Page("compare", {"country": country, "indicator": series}, (_HEADLINE_CHART,))
        for series in SERIES
    ]
    return [*compared, Page("compare", {"country": country}, ("peer_roadmaps",))]


def _of_region(region: str) -> dict[str, str]:
    return {"region": region} if region else {}


def _overview(region: str) -> list[Page]:
    # The overview is of all 47: a region has its map and its promises instead.
    return [] if region else [Page("overview", {})]


def _map(region: str) -> list[Page]:
    return [Page("map", {"show": show, **_of_region(region)}) for show in ("stage", *SERIES)]


def _indicators(region: str) -> list[Page]:
    return [Page("indicator", {"indicator": series, "part": "level"}) for series in SERIES]


def _accountability(region: str) -> list[Page]:
    parts = ("promised", "moved", "money", "reports")
    return [Page("accountability", {"part": part, **_of_region(region)}) for part in parts]


def _gaps(region: str) -> list[Page]:
    return [] if region else [Page("data", {"part": "gaps"})]


# The views that can be chosen: those of a country, and those of a region or the Alliance. A brief stands in both.
OF_COUNTRY: dict[str, Callable[[str], list[Page]]] = {
    "roadmap": _roadmap,
    "progress": _progress,
    "peers": _peers,
}
OF_GROUP: dict[str, Callable[[str], list[Page]]] = {
    "overview": _overview,
    "map": _map,
    "indicators": _indicators,
    "accountability": _accountability,
    "gaps": _gaps,
}
VIEWS = ("brief", *OF_GROUP, *OF_COUNTRY)


class Plan(NamedTuple):
    """What a pack is to hold. All of it decides what its files are: the same plan gives the same pack.

    ``scope``: of SCOPES; ``countries`` has no group beside them. ``region``: M49 code, or WHOLE. ``countries``: ISO
    codes. ``views``, ``formats``: of VIEWS, FORMATS. ``languages``: ISO 639-1. ``form``: of layout.FORMATS, for PNG and
    SVG. ``site``: where the dashboard stands. ``build``, ``today``, ``audience``: of the data, of the files, and whose
    they are.
    """

    scope: str
    region: str
    countries: tuple[str, ...]
    views: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    form: str
    site: str
    build: str
    today: datetime.date
    audience: Audience = "public"

    def said(self) -> dict[str, Any]:
        """The plan as plain values, to be written down and compared."""
        return {**self._asdict(), "today": self.today.isoformat()} | {
            name: list(getattr(self, name))
            for name in ("countries", "views", "formats", "languages")
        }

    def name(self) -> str:
        """The name of the pack without a suffix: ``ILLUSTRATIVE_2026-11-22_pathfinders_africa_fr``."""
        words = words_of(self.languages[0])
        with pinned(self.build, self.audience):
            _, is_illustrative = queries.build.facts()
            names = queries.alliance.names(words.language)
        about = [] if self.scope == "countries" else [group_name(self.region, words)]
        if self.scope == "countries" and len(self.countries) <= _NAMED:
            about = [names[code] for code in self.countries]
        elif self.scope == "countries":
            about = [words("pack.countries", n=len(self.countries))]
        name = sortable_name(
            self.today,
            (words("pack.file_name"), *about, *self.languages),
            "zip",
            is_illustrative=is_illustrative,
            is_alliance_only=self.audience == "alliance",
        )
        return name.removesuffix(".zip")


def group_name(region: str, words: Words) -> str:
    """The name of a region, or of the Alliance."""
    return words(f"area.{region}") if region else words("pack.alliance")


def regions(language: str) -> dict[str, str]:
    """Code and name of every UN region with a pathfinder, by name."""
    codes = queries.alliance.pathfinders(language).region_code.unique()
    named = {code: words_of(language)(f"area.{code}") for code in codes}
    return dict(sorted(named.items(), key=lambda pair: slug(pair[1])))


def countries_of(region: str, language: str) -> dict[str, str]:
    """Code and name of the pathfinders of a region, of all where it is WHOLE, by name."""
    rows = queries.alliance.pathfinders(language)
    kept = rows if region == WHOLE else rows[rows.region_code == region]
    return dict(zip(kept.country_code, kept.country_name, strict=True))


def make(
    plan: Plan,
    folder: Path,
    progress: Progress,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Path | None:
    """Make a pack in a folder: ``NAME.zip`` in it; None where it was cancelled.

    The files are made in ``folder/NAME``, from where an interrupted pack of the same plan goes on; it is removed when
    every file is in the zip. Raises AnotherPack, NoBuild, NothingChosen, OSError.
    """
    name = plan.name()
    target = folder / f"{name}.zip"
    check_target(target, plan.said())

    def looked(part: str) -> None:
        progress.current = part

    progress.total = progress.done = 0
    wanted = list(items(plan, is_cancelled, looked))
    if is_cancelled():
        return None
    if not wanted:
        raise NothingChosen(words_of(plan.languages[0])("pack.nothing"))
    work = folder / name
    if not make_files(wanted, work, plan.said(), progress=progress, is_cancelled=is_cancelled):
        return None
    words = [words_of(language) for language in plan.languages]
    bundle(
        wanted,
        progress.failures,
        work,
        target,
        plan=plan.said(),
        facts=partial(_facts, plan),
        languages=words,
    )
    if not progress.failures:
        shutil.rmtree(work)
    return target


def _facts(plan: Plan, words: Words) -> tuple[str, ...]:
    """What stands above the index: build, days, boundaries, licence."""
    with pinned(plan.build, plan.audience):
        built_on, _ = queries.build.facts()
    facts = [
        words("footer.build", build=plan.build, date=words.date(built_on)),
        words("pack.made_on", date=words.date(plan.today)),
        words("footer.boundaries"),
        words("export_office.licence_hint"),
    ]
    if plan.audience == "alliance":
        facts.insert(0, words("export_office.alliance_only"))
    return tuple(facts)


def items(
    plan: Plan,
    is_cancelled: Callable[[], bool] = lambda: False,
    looked: Callable[[str], None] = lambda part: None,
) -> Iterator[Item]:
    """The files of a plan, in their order. Pages are run to find their figures: ``looked`` is told of which part.

    Ends early when it is cancelled.
    """
    for language in plan.languages:
        words = words_of(language)
        with pinned(plan.build, plan.audience):
            names = queries.alliance.names(language)
        parts: list[tuple[str, Mapping[str, Callable[[str], list[Page]]], str]] = [
            (names[code], OF_COUNTRY, code) for code in plan.countries
        ]
        if plan.scope != "countries":
            parts.insert(0, (group_name(plan.region, words), OF_GROUP, plan.region))
        for name, kinds, code in parts:
            if is_cancelled():
                return
            looked(name)
            yield from _of_part(plan, words, name, kinds, code)


def brief_of(subject: str, edition: Edition) -> Callable[[], bytes]:
    """Who makes the brief of a country (ISO code), a region (M49 code), or the Alliance (any other word)."""
    if subject.isdigit():
        return partial(regional_brief, subject, edition)
    if subject in queries.alliance.names(edition.language):
        return partial(country_brief, subject, edition)
    return partial(alliance_brief, edition)


def _of_part(
    plan: Plan,
    words: Words,
    name: str,
    kinds: Mapping[str, Callable[[str], list[Page]]],
    code: str,
) -> Iterator[Item]:
    """The files of one part in one language: the brief, the deck of its views, each view in each format."""
    language = words.language
    folder = f"{language}/{slug(name)}" if len(plan.languages) > 1 else slug(name)
    if "brief" in plan.views and "pdf" in plan.formats:
        edition = Edition(language, plan.today, plan.audience, plan.site, plan.build)
        yield _brief_item(plan, edition, words, name, folder, code)
    pages = [page for kind in plan.views if kind in kinds for page in kinds[kind](code)]
    views = list(_views(plan, words, pages))
    shown = [view for view in views if view.draw is not None or len(view.table) <= _ROWS_ON_A_SLIDE]
    if shown and "pptx" in plan.formats:
        yield _deck_item(plan, words, name, folder, shown)
    kept = [one for one in plan.formats if one != "pptx"]
    for view in views:
        for kind in kept:
            if view.draw is not None or kind not in PICTURES:
                yield _item(
                    folder,
                    view.file_name(kind),
                    view,
                    name,
                    partial(file_of, view, kind, plan.form),
                )


def file_of(view: View, kind: str, form: str) -> bytes:
    """A view as a file of a kind; pictures in a form, or in full height where they do not fit it."""
    if kind == "xlsx":
        return workbook.workbook(view)
    if kind == "csv":
        return view_csv(view)
    if kind == "pdf":
        return _picture(view, "print", "pdf")
    return _picture(view, form, "svg" if kind == "svg" else "png")


def _picture(view: View, form: str, kind: Kind) -> bytes:
    try:
        return pictures.render(view, form, kind)
    except NoRoom:
        return pictures.render(view, "full", kind)


def _views(plan: Plan, words: Words, pages: Sequence[Page]) -> Iterator[View]:
    """The figures of the pages, each once: some stand on several pages, or in several views of one."""
    seen: set[str] = set()
    entries = {entry.name: entry for entry in PAGES}
    for page in pages:
        found = unwatched.views_at(
            entries[page.name],
            page.choices,
            language=words.language,
            audience=plan.audience,
            site=plan.site,
            build=plan.build,
        )
        for key, view in found.views.items():
            name = view.file_name("")
            if name not in seen and (not page.keys or key in page.keys):
                seen.add(name)
                yield view


def _item(folder: str, name: str, view: View, part: str, make: Callable[[], bytes]) -> Item:
    return Item(
        path=f"{folder}/{name}",
        language=view.words.language,
        part=part,
        title=view.title,
        source=view.source,
        address=view.address,
        is_illustrative=view.is_illustrative,
        make=make,
    )


def _brief_item(
    plan: Plan,
    edition: Edition,
    words: Words,
    name: str,
    folder: str,
    code: str,
) -> Item:
    is_country = code in plan.countries
    page, choices = ("country", {"country": code}) if is_country else ("overview", {})
    path = file_name(edition, name)
    with pinned(plan.build, plan.audience):
        _, is_illustrative = queries.build.facts()
    return Item(
        path=f"{folder}/{path}",
        language=words.language,
        part=name,
        title=words("pack.brief", name=name),
        source=words("pack.brief_source"),
        address=shell.address_at(plan.site, page, choices, words.language),
        is_illustrative=is_illustrative,
        make=brief_of(code, edition),
    )


def _deck_item(plan: Plan, words: Words, name: str, folder: str, views: Sequence[View]) -> Item:
    path = sortable_name(
        plan.today,
        (name, words("pack.deck_file_name"), words.language),
        "pptx",
        is_illustrative=any(view.is_illustrative for view in views),
        is_alliance_only=any(view.is_alliance_only for view in views),
    )
    title = words("pack.deck", name=name)

    def make() -> bytes:
        return slides.deck(
            views,
            words,
            title=name,
            subtitle=words("pack.deck_subtitle", date=words.date(plan.today)),
        )

    return Item(
        path=f"{folder}/{path}",
        language=words.language,
        part=name,
        title=title,
        source=words.listed(dict.fromkeys(view.source for view in views)),
        address=views[0].address,
        is_illustrative=any(view.is_illustrative for view in views),
        make=make,
    )


def command(plan: Plan) -> str:
    """The command that makes the same pack where the dashboard is installed."""
    said = {
        "region": plan.region,
        "countries": ",".join(plan.countries),
        "views": ",".join(plan.views),
        "format": ",".join(plan.formats),
        "language": ",".join(plan.languages),
        "form": plan.form,
        "site": plan.site,
    }
    options = [f"--{name} {shlex.quote(value)}" for name, value in said.items() if value]
    return f"python -m dashboard.exports pack {' '.join(options)} --out packs"

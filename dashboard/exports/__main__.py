"""The command line: python -m dashboard.exports pack --region … --countries … --language … --format … --out DIR."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from streamlit import config

import locales
from dashboard import packs, preload, queries, shell, warehouse
from dashboard.exports.layout import FORMATS
from dashboard.exports.pack import AnotherPack, Progress
from dashboard.exports.view import slug
from dashboard.packs import Plan

ALL = "all"
_DONE, _SOME_FAILED, _WRONG, _CANCELLED = 0, 1, 2, 130
console = Console(highlight=False, stderr=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a pack; 0 when every file is in it, 1 when some could not be made, 2 for a faulty choice, 130 when stopped."""
    options = _parser().parse_args(arguments)
    # Streamlit warns of every page that is run without its server.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    config.set_option("global.showWarningOnDirectExecution", False)
    stopped = threading.Event()
    signal.signal(signal.SIGINT, lambda number, frame: _stop(stopped, number, frame))
    signal.signal(signal.SIGTERM, lambda number, frame: _stop(stopped, number, frame))
    try:
        plan = plan_of(options)
        preload.everything()
        progress = Progress()
        started = time.perf_counter()
        target = _watched(plan, options.out, progress, stopped)
    except (ValueError, AnotherPack, warehouse.NoBuild, OSError) as problem:
        console.print(str(problem), style="red", markup=False, soft_wrap=True)
        return _WRONG
    if target is None:
        console.print("Stopped. What was made is kept: the same command goes on from there.")
        return _CANCELLED
    made = progress.total - len(progress.failures)
    for failure in progress.failures:
        line = f"Not made: {failure.item.path}: {failure.reason}"
        console.print(line, style="red", markup=False, soft_wrap=True)
    console.print(
        f"{made} of {progress.total} files in {time.perf_counter() - started:.0f} s.", markup=False
    )
    # Alone on standard output, for the next command.
    print(target)
    return _SOME_FAILED if progress.failures else _DONE


def plan_of(options: argparse.Namespace) -> Plan:
    """The plan that the options ask for. Raises ValueError that says what was found and what is accepted."""
    build = warehouse.current_build()
    languages = _chosen(
        "--language", options.language, {code: code for code in locales.languages()}
    )
    language = languages[0]
    names = queries.alliance.names(language)
    regions = packs.regions(language)
    region = packs.WHOLE
    if options.region:
        (region,) = _chosen("--region", options.region, regions)
    if options.countries == ALL:
        countries = tuple(packs.countries_of(region, language))
    else:
        countries = _chosen("--countries", options.countries, names) if options.countries else ()
    scope = "region" if options.region else "countries" if countries else "alliance"
    if options.countries == ALL and not options.region:
        scope = "alliance"
    offered = [view for view in packs.VIEWS if scope != "countries" or view not in packs.OF_GROUP]
    return Plan(
        scope=scope,
        region=region,
        countries=countries,
        views=_chosen("--views", options.views or ",".join(offered), {one: one for one in offered}),
        formats=_chosen("--format", options.format, {one: one for one in packs.FORMATS}),
        languages=languages,
        form=options.form,
        site=options.site.rstrip("/"),
        build=build,
        today=shell.today(),
    )


def _chosen(option: str, value: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The codes that a list of codes or names (separated by commas) means."""
    codes = {slug(name): code for code, name in known.items()}
    codes |= {slug(code): code for code in known}
    wanted = [part.strip() for part in value.split(",") if part.strip()]
    for part in wanted:
        if slug(part) not in codes:
            accepted = ", ".join(
                code if code == name else f"{code} ({name})" for code, name in known.items()
            )
            raise ValueError(f"{option}: found {part!r}; accepted are {accepted}.")
    return tuple(dict.fromkeys(codes[slug(part)] for part in wanted))


def _watched(plan: Plan, folder: Path, progress: Progress, stopped: threading.Event) -> Path | None:
    """Make the pack and draw how far it is, where somebody looks on."""
    with Bar(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"),
        console=console, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)

        def is_cancelled() -> bool:
            bar.update(
                task, total=progress.total or None, completed=progress.done,
                description=progress.current,
            )  # fmt: skip
            return stopped.is_set()

        return packs.make(plan, folder, progress, is_cancelled)


def _stop(stopped: threading.Event, number: int, frame: FrameType | None) -> None:
    if stopped.is_set():
        sys.exit(128 + number)
    stopped.set()
    console.print("Stopping after the file that is being made …")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard.exports", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="make one zip of many files, with an index")
    pack.add_argument("--region", default="", help="a UN region, by M49 code or name")
    pack.add_argument(
        "--countries",
        default="",
        help=f"ISO codes or names, or {ALL} (of the region, if one is named)",
    )
    pack.add_argument(
        "--views", default="", help=f"of {', '.join(packs.VIEWS)}; all, if none is named"
    )
    pack.add_argument("--format", default="pptx,pdf,png", help=f"of {', '.join(packs.FORMATS)}")
    pack.add_argument("--language", default=locales.DEFAULT, help=", ".join(locales.languages()))
    pack.add_argument("--form", default="slide", choices=list(FORMATS), help="size of PNG and SVG")
    pack.add_argument(
        "--site", default=shell.site(), help="where readers find the dashboard: https://example.org"
    )
    pack.add_argument("--out", type=Path, required=True, help="the folder to write into")
    return parser


if __name__ == "__main__":
    sys.exit(main())

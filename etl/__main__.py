"""The command line: python -m etl build, status, rollback, refresh, template, check."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import locales
from etl import warehouse
from etl.build import (
    BUILD_STEPS,
    REPORTS_MODES,
    BuildError,
    Summary,
    build,
    default_reports_mode,
    input_checksum,
)
from etl.observations import FileLayoutError
from etl.places import places
from etl.reference import Reference, ReferenceDataError, load_reference
from etl.refresh import RefreshError, refresh
from etl.report import CheckResult, Report, Words, check_file, read_workbook, write_template
from etl.report.workbook import ILLUSTRATIVE_PREFIX
from etl.review.history import earlier_reports
from etl.review.publishing import input_checksums
from etl.review.store import Store, StoreError
from etl.sources import sources

# A pipe has no width; names must not be folded there.
console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
errors = Console(stderr=True, highlight=False)


class CommandError(RuntimeError):
    """A command cannot be carried out; the message says what was found and what is accepted."""


EXPECTED_ERRORS = (
    BuildError,
    CommandError,
    FileLayoutError,
    ReferenceDataError,
    RefreshError,
    StoreError,
    warehouse.WarehouseError,
)
PROBLEMS_SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 refused with a message, 2 wrong usage."""
    options = _with_defaults(_parser().parse_args(arguments))
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except EXPECTED_ERRORS as error:
        errors.print("[bold red]Not done.[/bold red]")
        errors.print(str(error), markup=False, soft_wrap=True)
        if isinstance(error, RefreshError) and error.problems is not None:
            _print_problems(error.problems)
        return 1
    except duckdb.Error as error:
        errors.print(f"Not done, nothing was published. DuckDB says: {error}", markup=False)
        return 1
    except KeyboardInterrupt:
        errors.print("Interrupted; nothing was published.")
        return 130
    except OSError as error:
        errors.print(f"Not done. {error.filename or ''}: {error.strerror}", markup=False)
        return 1


def run_build(options: argparse.Namespace) -> int:
    """Make and publish a build, and say what it holds."""
    store = Store(options.store)
    if options.if_changed and not _is_changed(options, store):
        console.print("Nothing changed; the published build stays.")
        return 0
    if options.json:
        summary = build(
            options.data,
            options.warehouse,
            options.reports,
            lambda text: print(json.dumps({"step": text}), flush=True),
            store,
        )
        print(json.dumps({"published": summary.name, "refused_files": summary.refused_files}))
        return 0
    with Progress(
        TextColumn("{task.description:<32}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
    ) as progress:
        task = progress.add_task("Start", total=len(BUILD_STEPS))

        def step(text: str) -> None:
            progress.update(task, description=text, completed=BUILD_STEPS.index(text))

        summary = build(options.data, options.warehouse, options.reports, step, store)
    _print_summary(summary, options.data)
    return 0


def _is_changed(options: argparse.Namespace, store: Store) -> bool:
    """Whether the files and decisions differ from those the published build was made of."""
    current = warehouse.current_build(options.warehouse)
    submissions = store.submissions()
    mode = options.reports or default_reports_mode(options.data, submissions)
    recorded = input_checksums(options.warehouse).get(current or "")
    return recorded != input_checksum(options.data, mode, submissions)


def run_status(options: argparse.Namespace) -> int:
    """Show the builds, the current one, and its sources with their age."""
    builds = warehouse.list_builds(options.warehouse)
    current = warehouse.current_build(options.warehouse)
    if not builds:
        console.print("There is no build yet. Make one with: python -m etl build")
        return 0
    table = Table(title="Builds", title_justify="left")
    for heading in ("", "build", "reports", "rows", "warnings", "seconds"):
        _add_column(table, heading, is_number=heading in ("rows", "warnings", "seconds"))
    for name in reversed(builds):
        mark = "current" if name == current else ""
        try:
            mode, rows, warnings, seconds = _build_row(options.warehouse, name)
        except (warehouse.WarehouseError, duckdb.Error):
            table.add_row(mark, name, "cannot be read")
        else:
            table.add_row(mark, name, mode, f"{rows:,}", f"{warnings:,}", f"{seconds:.1f}")
    console.print(table)
    if current is None or current not in builds:
        raise warehouse.WarehouseError(
            f"CURRENT names {current or 'no build'}. Publish one with: "
            f"python -m etl rollback {builds[-1]}"
        )
    with warehouse.open_build(options.warehouse, current) as connection:
        _print_sources(connection)
    return 0


def _build_row(folder: Path, name: str) -> tuple[str, int, int, float]:
    with warehouse.open_build(folder, name) as connection:
        row = connection.execute(
            "SELECT reports_mode, row_count, warning_count, duration_seconds FROM build "
            "WHERE build_name = ?",
            [name],
        ).fetchone()
    if row is None:
        raise warehouse.WarehouseError(f"Build {name} has no row of its own in its table build.")
    return row


def run_rollback(options: argparse.Namespace) -> int:
    """Publish an earlier build again."""
    before = warehouse.current_build(options.warehouse)
    name = warehouse.roll_back(options.warehouse, options.build)
    console.print(f"Current build: {name} (was {before}).", markup=False)
    return 0


def run_refresh(options: argparse.Namespace) -> int:
    """Turn a publisher's file into data files."""
    done = refresh(
        options.source, options.file, options.vintage, options.data, options.accept_removals
    )
    table = Table(title=f"Written to data/ as {done.source_id}", title_justify="left")
    _add_column(table, "series")
    for heading in ("rows before", "rows now", "added", "changed", "removed"):
        _add_column(table, heading, is_number=True)
    for change in done.changes:
        counts = (change.before, change.after, change.added, change.changed, change.removed)
        table.add_row(change.series_code, *(f"{count:,}" for count in counts))
    console.print(table)
    _print_problems(done.problems)
    console.print(
        "See the differences with: git diff --stat data\nPublish with: python -m etl build"
    )
    return 0


def run_template(options: argparse.Namespace) -> int:
    """Write the report template of one country and year; a file that is there stays as it is."""
    reference = load_reference(options.data)
    country_code = _country(options.country, reference)
    here = replace(places(options.data), warehouse=options.warehouse, store=options.store)
    prefix = ILLUSTRATIVE_PREFIX if here.is_practice else ""
    path = options.output or Path(
        f"{prefix}report-{country_code}-{options.year}-{options.language}.xlsx"
    )
    if path.exists():
        raise CommandError(
            f"There is a file {path} already, and it may be filled in; accepted is a new name. "
            "Choose one with --output, or move that file away."
        )
    previous = _previous_report(options, reference)
    if previous is None:
        published = earlier_reports(here, country_code, options.year - 1, reference, False)
        previous = published[-1] if published else None
    try:
        path = write_template(
            path,
            country_code,
            options.year,
            options.language,
            reference,
            previous,
            here.is_practice,
        )
    except ValueError as error:
        raise CommandError(str(error)) from error
    console.print(f"Written: {path}", markup=False)
    said = (
        "There is no earlier report of this country: the roadmap is empty."
        if previous is None
        else f"Filled with what the report for {previous.reporting_year} said."
    )
    console.print(said)
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Check one report and list all its problems, as lines or as one JSON document."""
    if not options.file.exists():
        raise CommandError(
            f"Found no file {options.file}; accepted is a report: a workbook (.xlsx, .ods), or one "
            "CSV file for each sheet, in a folder or packed in one .zip."
        )
    reference = load_reference(options.data)
    history = [_read_earlier(path, options.language, reference) for path in options.previous]
    result = check_file(options.file, reference, history=history)
    if options.json:
        print(json.dumps(_as_json(options, result), ensure_ascii=False, indent=2))
        return 1 if result.errors else 0
    for problem in result.problems:
        style = "red" if problem.severity == "error" else "yellow"
        console.print(f"[{style}]{problem.severity}[/{style}] ", end="")
        console.print(problem.message(options.language), markup=False, soft_wrap=True)
    console.print(
        f"{len(result.errors)} error(s), {len(result.warnings)} warning(s) in {options.file}."
    )
    if result.errors:
        errors.print("The report cannot be accepted: correct the errors, and check the file again.")
        return 1
    return 0


def _as_json(options: argparse.Namespace, result: CheckResult) -> dict[str, Any]:
    """What a check found, for other programs: the keys are kept, new ones may be added."""
    report = result.report
    return {
        "file": str(options.file),
        "country_code": None if report is None else report.country_code,
        "reporting_year": None if report is None else report.reporting_year,
        "language": options.language,
        "counts": {"errors": len(result.errors), "warnings": len(result.warnings)},
        "problems": [
            {
                "rule": problem.rule,
                "severity": problem.severity,
                "sheet": problem.sheet,
                "cell": problem.cell,
                "found": problem.found,
                "accepted": problem.accepted,
                "message": problem.message(options.language),
            }
            for problem in result.problems
        ],
    }


def _previous_report(options: argparse.Namespace, reference: Reference) -> Report | None:
    """The report given with --previous, if one is; its problems of reading are printed."""
    if options.previous is None:
        return None
    return _read_earlier(options.previous, options.language, reference)


def _read_earlier(path: Path, language: str, reference: Reference) -> Report:
    """An earlier report; its problems of reading are printed."""
    previous, problems = read_workbook(path, Words(reference))
    if previous is None:
        listed = "\n".join(problem.message(language) for problem in problems)
        raise CommandError(f"{path} cannot be read as the previous report.\n{listed}")
    # What cannot be read there is missing here: without a word, nobody would miss it.
    for problem in problems:
        errors.print(problem.message(language), markup=False, soft_wrap=True)
    return previous


def _country(text: str, reference: Reference) -> str:
    country_code = reference.resolve_country(text)
    if country_code is None:
        near = [
            f"{reference.country_name(code, 'en')} ({code})"
            for code in reference.nearest_countries(text)
        ]
        raise CommandError(
            f"Found country {text!r}; accepted are ISO3 codes and the UN's names in "
            f"{', '.join(locales.languages())}." + (f" Near: {', '.join(near)}." if near else "")
        )
    return country_code


def _print_summary(summary: Summary, data_folder: Path) -> None:
    console.print(
        f"[bold]Published {summary.name}[/bold] in {summary.duration_seconds:.1f} s "
        f"(reports: {summary.reports_mode})"
    )
    rows = Table(title="Rows", title_justify="left")
    _add_column(rows, "table")
    _add_column(rows, "rows", is_number=True)
    changed = {change.table: change for change in summary.changes or []}
    if summary.changes is not None:
        _add_column(rows, f"since {summary.previous}")
    for name, count in summary.row_counts.items():
        change = changed.get(name)
        difference = f"{change.added:+,} −{change.removed:,}" if change else ""
        rows.add_row(name, f"{count:,}", *([] if summary.changes is None else [difference]))
    console.print(rows)
    series = Table(title="Series", title_justify="left")
    for heading in ("series", "countries", "pathfinders", "years"):
        _add_column(series, heading, is_number=heading in ("countries", "pathfinders"))
    for code, countries, pathfinders, first, last in summary.coverage:
        series.add_row(code, str(countries), str(pathfinders), f"{first}–{last}")
    console.print(series)
    words = locales.texts("en")
    for (origin, severity, rule), count in summary.problem_counts.items():
        text = words[f"source_problem.{rule}"] if origin == "source" else rule.replace("_", " ")
        console.print(f"{severity}: {count:,} × {text} ({origin})", markup=False, soft_wrap=True)
    for name, count in summary.refused_files.items():
        errors.print(
            f"Not loaded: {name} ({count} error(s)). See them with: "
            f"python -m etl check {data_folder / summary.reports_mode / name}",
            markup=False,
            soft_wrap=True,
        )
    for name in summary.unreadable_builds:
        errors.print(f"Build {name} cannot be read; it is left out of the history.", markup=False)
    if summary.changes == []:
        console.print(f"Nothing changed since {summary.previous}.", markup=False)
    if summary.reports_mode == "illustrative":
        console.print(
            "The country reports in this build are illustrative, and marked so on every page."
        )


def _add_column(table: Table, heading: str, is_number: bool = False) -> None:
    # A name cut short by a narrow terminal would be of no use.
    table.add_column(heading, justify="right" if is_number else "left", overflow="fold")


def _print_sources(connection: duckdb.DuckDBPyConnection) -> None:
    table = Table(title="Sources of the current build", title_justify="left")
    for heading in ("source", "vintage", "age", "rows"):
        _add_column(table, heading, is_number=heading in ("age", "rows"))
    rows = connection.execute(
        """
        SELECT source.source_id, source.vintage, source.vintage_date, sum(source_file.row_count)
        FROM source
        LEFT JOIN source_file USING (source_id)
        GROUP BY ALL
        ORDER BY source.source_id
        """
    ).fetchall()
    today = datetime.now(UTC).date()
    for source_id, vintage, vintage_date, row_count in rows:
        table.add_row(source_id, vintage, _age(vintage_date, today), f"{row_count or 0:,}")
    console.print(table)


def _age(vintage_date: date | None, today: date) -> str:
    if vintage_date is None:
        return "?"
    months = (today.year - vintage_date.year) * 12 + today.month - vintage_date.month
    return f"{months // 12} y {months % 12} m" if months >= 12 else f"{months} m"


def _print_problems(problems: pd.DataFrame) -> None:
    words = locales.texts("en")
    for problem in problems.head(PROBLEMS_SHOWN).itertuples(index=False):
        text = words[f"source_problem.{problem.rule}"]
        errors.print(
            f"{problem.severity}: {problem.file_name}, {problem.cell}: {text}: "
            f"found {problem.found!r}; accepted: {problem.accepted}",
            markup=False,
            soft_wrap=True,
        )
    if len(problems) > PROBLEMS_SHOWN:
        errors.print(f"… and {len(problems) - PROBLEMS_SHOWN} more")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m etl",
        description="From publishers' files and country reports to the published warehouse.",
        epilog="example: python -m etl build --reports illustrative",
    )
    parser.add_argument(
        "--data", type=Path, default=places().data, help="the data folder (default: %(default)s)"
    )
    parser.add_argument(
        "--warehouse",
        type=Path,
        help="the folder of builds (default: warehouse in the data folder)",
    )
    parser.add_argument(
        "--store",
        help="where sent reports are: a folder or s3://… (default: received in the data folder)",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, command: Callable[[argparse.Namespace], int], purpose: str, example: str
    ) -> argparse.ArgumentParser:
        subparser = commands.add_parser(
            name, help=purpose, description=purpose, epilog=f"example: python -m etl {example}"
        )
        subparser.set_defaults(command=command)
        return subparser

    sub = add("build", run_build, "Make and publish a build.", "build --reports illustrative")
    sub.add_argument(
        "--reports",
        choices=REPORTS_MODES,
        help="country reports to load (default: received where there is one, else illustrative)",
    )
    sub.add_argument(
        "--if-changed",
        action="store_true",
        help="only where files or decisions differ from those of the published build",
    )
    sub.add_argument(
        "--json", action="store_true", help="say each step and the end as one JSON line"
    )
    add("status", run_status, "Show builds, sources, vintages and their age.", "status")
    sub = add(
        "rollback",
        run_rollback,
        "Publish an earlier build again.",
        "rollback 2026-11-22T101530-0b2c3d",
    )
    sub.add_argument("build", nargs="?", help="its name (default: the one before the current)")
    sub = add(
        "refresh",
        run_refresh,
        "Turn a publisher's new file into data files.",
        "refresh unodc_glotip glotip.xlsx --vintage 2026-04-14",
    )
    sub.add_argument("source", choices=list(sources()), help="whose file it is")
    sub.add_argument("file", type=Path, help="the file as the publisher gives it")
    sub.add_argument("--vintage", required=True, help="date of the file: YYYY-MM-DD or YYYY-MM")
    sub.add_argument(
        "--accept-removals",
        action="store_true",
        help="write even where bundled figures are not in the file",
    )
    sub = add(
        "template",
        run_template,
        "Write the report workbook of a country and year, to be filled in.",
        "template --country KEN --year 2027 --language fr --previous report-KEN-2026-fr.xlsx",
    )
    sub.add_argument(
        "--country", required=True, help="ISO3 code or UN name, in any language of the dashboard"
    )
    sub.add_argument("--year", type=int, required=True, help="reporting year")
    sub.add_argument("--language", choices=locales.languages(), default=locales.DEFAULT)
    sub.add_argument(
        "--previous",
        type=Path,
        help="last year's report, to fill in what was said (default: an empty roadmap)",
    )
    sub.add_argument(
        "--output",
        type=Path,
        help="file to write (default: report-<country>-<year>-<language>.xlsx)",
    )
    sub = add(
        "check",
        run_check,
        "Check a filled report and list all its problems.",
        "check report-KEN-2026-en.xlsx --previous report-KEN-2025-en.xlsx --language fr",
    )
    sub.add_argument(
        "file", type=Path, help="the report: .xlsx, .ods, a folder of CSV files, or a .zip of them"
    )
    sub.add_argument(
        "--previous",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="an earlier report to compare with (may be given several times, oldest first)",
    )
    sub.add_argument(
        "--json", action="store_true", help="print one JSON document, for other programs"
    )
    sub.add_argument("--language", choices=locales.languages(), default=locales.DEFAULT)
    return parser


def _with_defaults(options: argparse.Namespace) -> argparse.Namespace:
    usual = places(options.data)
    options.warehouse = options.warehouse or usual.warehouse
    options.store = options.store or usual.store
    if usual.is_practice and getattr(options, "reports", "none") is None:
        options.reports = "illustrative"
    return options


if __name__ == "__main__":
    sys.exit(main())

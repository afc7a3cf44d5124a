"""One build: read, check, load, judge, make the marts, check again, publish."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Literal

import duckdb
import pandas as pd
import pyarrow as pa

from etl import vocabulary, warehouse
from etl.assess import assess_observations
from etl.bundled import bundled_files, checksum, read_bundled
from etl.figures import staged_figures
from etl.problems import join_problems
from etl.reference import DATA_FOLDER, Reference, load_reference
from etl.report import read_reports, report_files
from etl.review.published import decisions_checksum, published, published_reports
from etl.review.store import Store, Submission

FOLDER = Path(__file__).parent
SCHEMA_FILE = FOLDER / "schema.sql"
MARTS_FOLDER = FOLDER / "marts"
CHECKS_FOLDER = FOLDER / "checks"

ReportsMode = Literal["illustrative", "received", "none"]
# The schema of the marts for those who may see what is reported to the Alliance only.
ALLIANCE = "alliance"
REPORTS_MODES: tuple[ReportsMode, ...] = ("illustrative", "received", "none")
ROWS_SHOWN = 5

BUILD_STEPS = (
    "Read reference data",
    "Read and check figures",
    "Read and check reports",
    "Load tables",
    "Judge progress",
    "Make marts",
    "Check",
    "Compare with the previous build",
    "Publish",
)
Step = Callable[[str], None]


class BuildError(RuntimeError):
    """A build cannot be published; the message says what was found, accepted, and to do."""


@dataclass(frozen=True)
class TableChange:
    """Rows of one table that only the new build has, and rows that only the previous one had."""

    table: str
    added: int
    removed: int


@dataclass(frozen=True)
class Summary:
    """What a build holds and how it differs from the one it replaced."""

    name: str
    previous: str | None
    reports_mode: ReportsMode
    duration_seconds: float
    row_counts: dict[str, int]
    coverage: list[tuple[str, int, int, int, int]]
    """Per series: countries, pathfinders, first and last year."""
    problem_counts: dict[tuple[str, str, str], int]
    """Per origin, severity and rule."""
    refused_files: dict[str, int]
    """Reports that were not loaded, with the number of their errors."""
    unreadable_builds: list[str]
    changes: list[TableChange] | None
    """Tables that differ from the previous build's; None where there is none to compare with."""


def build(
    data_folder: Path = DATA_FOLDER,
    warehouse_folder: Path | None = None,
    reports: ReportsMode | None = None,
    step: Step = lambda text: None,
    store: Store | None = None,
    reference_year: int | None = None,
) -> Summary:
    """Make and publish a build; ``step`` is told each of BUILD_STEPS as it begins.

    ``reports`` None means the received reports where there are any, else the illustrative ones. Of
    what was sent to the ``store``, the reports are loaded that were accepted or approved. Progress
    is judged as of ``reference_year``, this year unless said otherwise.
    Raises BuildError, ReferenceDataError, FileLayoutError, StoreError or WarehouseError; whatever
    fails, the published build stays as it was.
    """
    started = time.perf_counter()
    warehouse_folder = warehouse_folder or data_folder / "warehouse"
    reference_year = reference_year or this_year()
    # Once for the whole build: what is decided while it is made belongs to the next one.
    submissions = [] if store is None else store.submissions()
    mode = reports or default_reports_mode(data_folder, submissions)
    submissions = submissions_of(mode, submissions)
    _require_reports(data_folder, mode, submissions)

    step("Read reference data")
    reference = load_reference(data_folder)
    with warehouse.draft_build(warehouse_folder) as draft:
        with warehouse.scratch(draft) as scratch:
            step("Read and check figures")
            figures = f"{scratch}.figure"
            tables = read_bundled(data_folder, reference, draft.connection, figures)
            _require_no_errors(tables["problem"])
            if mode != "none":
                step("Read and check reports")
                reported = _read_reports(data_folder, reference, mode, store, submissions)
                problems = join_problems([tables["problem"], reported["problem"]])
                tables |= reported | {"problem": problems}
            step("Load tables")
            load(draft.connection, tables)
            _insert_from(draft.connection, "observation", staged_figures(figures))
        step("Judge progress")
        load_assessments(draft.connection, reference_year)
        step("Make marts")
        make_marts(draft.connection)
        step("Check")
        run_checks(draft.connection)
        step("Compare with the previous build")
        previous = warehouse.current_build(warehouse_folder)
        changes = compare(draft.connection, warehouse_folder, previous)
        row_counts = count_rows(draft.connection)
        problem_counts = _count_problems(tables["problem"])
        coverage = _coverage(draft.connection)
        step("Publish")
        record = {
            "reports_mode": mode,
            "is_illustrative": _is_illustrative(draft.connection),
            "input_checksum": input_checksum(data_folder, mode, submissions, reference_year),
            "decisions_checksum": decisions_checksum(submissions),
            "row_count": sum(row_counts.values()),
            "warning_count": int((tables["problem"]["severity"] == "warning").sum()),
            "duration_seconds": time.perf_counter() - started,
        }
        published = warehouse.publish(warehouse_folder, draft, record)
    return Summary(
        name=published.name,
        previous=previous,
        reports_mode=mode,
        duration_seconds=time.perf_counter() - started,
        row_counts=row_counts,
        coverage=coverage,
        problem_counts=problem_counts,
        refused_files=_refused_files(tables["problem"]),
        unreadable_builds=published.unreadable_builds,
        changes=changes,
    )


def default_reports_mode(data_folder: Path, submissions: Sequence[Submission] = ()) -> ReportsMode:
    """``received`` where there is a received report to publish, else ``illustrative``, else ``none``."""
    if report_files(data_folder / "received") or published(submissions_of("received", submissions)):
        return "received"
    return "illustrative" if report_files(data_folder / "illustrative") else "none"


def submissions_of(mode: ReportsMode, submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions that belong to a mode: practice never mixes with what countries sent."""
    if mode == "none":
        return []
    return [one for one in submissions if one.is_illustrative == (mode == "illustrative")]


def _read_reports(
    data_folder: Path,
    reference: Reference,
    mode: ReportsMode,
    store: Store | None,
    submissions: Sequence[Submission],
) -> dict[str, pd.DataFrame]:
    with tempfile.TemporaryDirectory(prefix="pathfinder-") as folder:
        sent = [] if store is None else published_reports(store, submissions, Path(folder))
        return read_reports(data_folder / mode, reference, mode == "illustrative", sent)


def load(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pd.DataFrame]) -> None:
    """Create all tables of the schema and fill those given, each sorted by its first columns.

    Raises BuildError naming the table where rows do not fit it.
    """
    connection.execute(SCHEMA_FILE.read_text(encoding="utf-8"))
    for table in schema_tables(connection):
        rows = tables.get(table)
        if rows is not None and not rows.empty:
            _insert(connection, table, rows)


def load_assessments(connection: duckdb.DuckDBPyConnection, reference_year: int) -> None:
    """Judge what has been loaded, as of a year, and fill the tables of assessments."""
    for table, rows in assess_observations(connection, reference_year).items():
        if not rows.empty:
            _insert(connection, table, rows)


def this_year() -> int:
    """The year in UTC: the one as of which a build judges progress."""
    return datetime.now(UTC).year


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame) -> None:
    columns = _columns(connection, table)
    if unknown := sorted(set(rows.columns) - set(columns)):
        raise BuildError(
            f"Table {table}: found the columns {', '.join(unknown)}; accepted are "
            f"{', '.join(columns)} (schema.sql)."
        )
    connection.register("incoming", pa.Table.from_pandas(rows, preserve_index=False))
    try:
        _insert_from(connection, table, "SELECT * FROM incoming ORDER BY ALL")
    finally:
        connection.unregister("incoming")


def _insert_from(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    try:
        connection.execute(f"INSERT INTO {table} BY NAME {query}")
    except duckdb.Error as error:
        raise BuildError(
            f"Table {table}: its rows do not fit schema.sql. {error} Correct the input and "
            "run: python -m etl build"
        ) from error


def schema_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables of the schema in the order in which they are loaded."""
    names = re.findall(r"CREATE TABLE (\w+)", SCHEMA_FILE.read_text(encoding="utf-8"))
    return [name for name in names if name != "build"]


def make_marts(connection: duckdb.DuckDBPyConnection, folder: Path = MARTS_FOLDER) -> None:
    """Create one table per mart file, each after those it reads.

    Those that rest on reports are made twice: for everybody, and in the schema ``alliance`` for those
    who may see what countries report to the Alliance only. A mart asks the table ``audience``.
    """
    marts = ordered_marts(folder)
    _create_marts(connection, marts)
    connection.execute(f"CREATE SCHEMA {ALLIANCE}")
    connection.execute(f"CREATE TABLE {ALLIANCE}.audience (visibility VARCHAR PRIMARY KEY)")
    rows = [[visibility] for visibility in vocabulary.VISIBILITIES]
    connection.executemany(f"INSERT INTO {ALLIANCE}.audience VALUES (?)", rows)
    asking = {"audience"}
    for name, text in marts:
        if asking & _named_in(text):
            asking.add(name)
    # Names that the schema alliance does not have are found in main.
    connection.execute(f"SET search_path = '{ALLIANCE},main'")
    try:
        _create_marts(connection, [(name, text) for name, text in marts if name in asking])
    finally:
        connection.execute("RESET search_path")


def _create_marts(connection: duckdb.DuckDBPyConnection, marts: Sequence[tuple[str, str]]) -> None:
    for name, text in marts:
        try:
            connection.execute(f"CREATE TABLE {name} AS {text.rstrip().rstrip(';')}")
        except duckdb.Error as error:
            raise BuildError(f"{name}.sql: {error}") from error


def _named_in(text: str) -> set[str]:
    """The words of a query, without its comments: all tables it may read are among them."""
    return set(re.findall(r"\w+", re.sub(r"--.*", "", text)))


def ordered_marts(folder: Path = MARTS_FOLDER) -> list[tuple[str, str]]:
    """Name and text of each mart, in an order in which every mart stands after those it names."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    needs = {}
    for name, text in texts.items():
        if not text.startswith("-- "):
            raise BuildError(f"{name}.sql: the first line must be a comment that states the grain.")
        named = {word for word in _named_in(text) if word.startswith("mart_")} - {name}
        if unknown := sorted(named - set(texts)):
            raise BuildError(f"{name}.sql: there is no mart {', '.join(unknown)}.")
        needs[name] = named
    try:
        return [(name, texts[name]) for name in TopologicalSorter(needs).static_order()]
    except CycleError as error:
        raise BuildError(
            f"Marts read each other in a circle: {' -> '.join(error.args[1])}."
        ) from None


def run_checks(connection: duckdb.DuckDBPyConnection, folder: Path = CHECKS_FOLDER) -> None:
    """Run every check; raise BuildError with all that fail and the first rows each has found."""
    failures = []
    for path in sorted(folder.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        try:
            offending = connection.execute(text).fetch_df()
        except duckdb.Error as error:
            raise BuildError(f"checks/{path.name}: {error}") from error
        if len(offending):
            must_hold = text.splitlines()[0].removeprefix("--").strip()
            shown = offending.head(ROWS_SHOWN).to_string(index=False)
            failures.append(f"{path.stem}: {must_hold}\nFound {len(offending)} row(s):\n{shown}")
    if failures:
        raise BuildError(
            f"{len(failures)} check(s) failed; nothing was published.\n\n" + "\n\n".join(failures)
        )


def compare(
    connection: duckdb.DuckDBPyConnection, warehouse_folder: Path, previous: str | None
) -> list[TableChange] | None:
    """Tables whose rows differ from the previous build's, with the rows added and removed.

    None where there is no previous build, or where it cannot be read: that must hinder no new one.
    """
    if previous is None:
        return None
    path = warehouse.build_path(warehouse_folder, previous)
    try:
        with warehouse.attached(connection, path) as other:
            tables = (*schema_tables(connection), *(name for name, _ in ordered_marts()))
            compared = [_compare_table(connection, table, other) for table in tables]
    except duckdb.Error:
        return None
    return [change for change in compared if change.added or change.removed]


def _compare_table(connection: duckdb.DuckDBPyConnection, table: str, other: str) -> TableChange:
    old_columns = _columns(connection, table, other)
    if old_columns != _columns(connection, table):
        old_count = _count(connection, f"{other}.{table}") if old_columns else 0
        return TableChange(table, _count(connection, table), old_count)
    # Equal rows have equal hashes: what is left of one after all of them are counted up and down, differs.
    row = connection.execute(
        f"""
        WITH hashed AS (
            SELECT hash(*COLUMNS(*)) AS row_hash, 1 AS direction FROM {table}
            UNION ALL
            SELECT hash(*COLUMNS(*)), -1 FROM {other}.{table}
        ),
        differing AS (
            SELECT sum(direction) AS surplus FROM hashed GROUP BY row_hash HAVING surplus <> 0
        )
        SELECT
            coalesce(sum(surplus) FILTER (WHERE surplus > 0), 0)::BIGINT,
            coalesce(-sum(surplus) FILTER (WHERE surplus < 0), 0)::BIGINT
        FROM differing
        """
    ).fetchone()
    assert row is not None
    return TableChange(table, *row)


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows per table, in the order of the schema, then the marts; without ``build``."""
    names = (*schema_tables(connection), *(name for name, _ in ordered_marts()))
    return {name: _count(connection, name) for name in names}


def input_checksum(
    data_folder: Path,
    mode: ReportsMode,
    submissions: Sequence[Submission] = (),
    reference_year: int | None = None,
) -> str:
    """SHA-256 over all that a build rests on: files by name and checksum, decisions, and the year.

    In a new year the same figures are a year older, and what was judged may be stale.
    """
    files = bundled_files(data_folder)
    if mode != "none":
        files += report_files(data_folder / mode)
    lines = [f"{path.relative_to(data_folder).as_posix()} {checksum(path)}" for path in files]
    lines.append(decisions_checksum(submissions_of(mode, submissions)))
    lines.append(str(reference_year or this_year()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _require_no_errors(problems: pd.DataFrame) -> None:
    errors = problems[problems["severity"] == "error"]
    if errors.empty:
        return
    lines = [
        f"{row.file_name}, {row.cell}: {row.rule.rpartition('.')[2]}: found {row.found!r}; "
        f"accepted: {row.accepted}"
        for row in errors.head(20).itertuples(index=False)
    ]
    more = "" if len(errors) <= 20 else f"\n… and {len(errors) - 20} more"
    raise BuildError(
        f"{len(errors)} error(s) in the bundled files; nothing was published.\n"
        + "\n".join(lines)
        + more
        + "\nCorrect the files, or declare the code in data/reference, and run: python -m etl build"
    )


def _require_reports(
    data_folder: Path, mode: ReportsMode, submissions: Sequence[Submission]
) -> None:
    if mode != "none" and not report_files(data_folder / mode) and not published(submissions):
        raise BuildError(
            f"Found no report (.xlsx, .ods, .zip) in {data_folder / mode}. Put the reports there, or "
            "build without: python -m etl build --reports none"
        )


def _refused_files(problems: pd.DataFrame) -> dict[str, int]:
    refused = problems[(problems["origin"] == "report") & (problems["severity"] == "error")]
    return {name: int(count) for name, count in refused.groupby("file_name").size().items()}


def _count_problems(problems: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    counts = problems.groupby(["origin", "severity", "rule"]).size()
    return {key: int(count) for key, count in counts.items()}


def _coverage(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, int, int, int]]:
    return connection.execute(
        """
        SELECT
            indicator.series_code,
            count(DISTINCT observation.country_code),
            count(DISTINCT observation.country_code) FILTER (WHERE country.is_pathfinder),
            min(observation.year),
            max(observation.year)
        FROM indicator
        LEFT JOIN observation ON observation.series_code = indicator.series_code
        LEFT JOIN country ON country.country_code = observation.country_code
        GROUP BY indicator.series_code, indicator.position
        ORDER BY indicator.position
        """
    ).fetchall()


def _is_illustrative(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(_scalar(connection, "SELECT coalesce(bool_or(is_illustrative), false) FROM report"))


def _columns(
    connection: duckdb.DuckDBPyConnection, table: str, database: str | None = None
) -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? "
        "AND schema_name = 'main' AND database_name = coalesce(?, current_database()) "
        "ORDER BY column_index",
        [table, database],
    ).fetchall()
    return [name for (name,) in rows]


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(_scalar(connection, f"SELECT count(*) FROM {table}"))


def _scalar(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]

"""What the data page says: coverage, sources, problems, tables to take away, builds."""

from __future__ import annotations

import html
import io
import json
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
import streamlit as st

from dashboard import downloads, filters, pieces, queries, show
from dashboard.charts import coverage_matrix
from dashboard.contents import gaps
from dashboard.pieces import Cell, Table
from dashboard.shell import Run
from dashboard.theme import KNOWLEDGE_SIGNS
from dashboard.warehouse import pinned, remembered

# What a text must not begin with in a CSV file: a spreadsheet would run it as a formula.
_FORMULA = r"^([=+\-@\t\r\n])"
_BUILDS_SHOWN = 20


@remembered
def headline(run: Run) -> str:
    """One sentence: how many figures, from how many data sets, and for what share of pairs nothing is known."""
    words = run.words
    counts = queries.catalogue.knowledge_counts().set_index("knowledge").pair_count
    sources = queries.catalogue.sources()
    total = max(int(counts.sum()), 1)
    return words(
        "data.headline",
        n=len(sources),
        pairs=words.number(counts.sum()),
        trend=words.percent(100 * counts.get("trend", 0) / total, 0),
        no_data=words.percent(100 * counts.get("no_data", 0) / total, 0),
    )


def coverage(run: Run) -> None:
    """Show for which country and series how much is known."""
    words = run.words
    series = tuple(queries.peers.indicators().series_code)
    rows = queries.alliance.knowledge(run.language, series)
    # Wider than a phone: the picture moves under its title, the page stands still.
    with st.container(key="wide"):
        show.chart(
            run, coverage_matrix.draw, rows,
            key="coverage_narrow" if run.is_narrow else "coverage",
            title=words("data.coverage.title"), note=words("data.coverage.note"),
            alt=words("data.coverage.alt"), foot=_foot(run), empty=words("data.coverage.empty"),
            table=coverage_table(run), is_narrow=run.is_narrow,
        )  # fmt: skip
    show.table(
        run,
        _series_table(run),
        key="by_series",
        title=words("data.by_series.title"),
        note=words("data.by_series.note"),
        foot=_foot(run),
        says_source=False,
    )


@remembered
def coverage_table(run: Run) -> pd.DataFrame:
    """The table behind the matrix: one row per pathfinder and series, with what is known and since when."""
    words = run.words
    rows = queries.alliance.knowledge(run.language, tuple(queries.peers.indicators().series_code))
    return pd.DataFrame(
        {
            words("table.country"): rows.country_name,
            words("table.region"): rows.region_code.map(lambda code: words(f"area.{code}")),
            words("table.sdg"): rows.sdg_code,
            words("table.indicator"): rows.series_code.map(
                lambda code: words(f"indicator.{code}.short")
            ),
            words("table.knowledge"): rows.knowledge.map(
                lambda code: f"{KNOWLEDGE_SIGNS[code]} {words(f'knowledge.{code}')}"
            ),
            words("data.column.points"): rows.point_count,
            words("table.first_year"): rows.first_year.astype("Int64"),
            words("table.last_year"): rows.last_year.astype("Int64"),
        }
    )


@remembered
def _series_table(run: Run) -> Table:
    words = run.words
    rows = queries.catalogue.knowledge_by_series()
    cells = [
        [
            Cell(row.sdg_code, is_short=True),
            Cell(words(f"indicator.{row.series_code}.short")),
            Cell(row.series_code, is_short=True),
            *(pieces.number(getattr(row, f"{code}_count"), words) for code in KNOWLEDGE_SIGNS),
            pieces.year(row.last_year),
        ]
        for row in rows.itertuples()
    ]
    head = [
        words("table.sdg"),
        words("table.indicator"),
        words("data.column.series"),
        *(f"{sign} {words(f'knowledge.{code}')}" for code, sign in KNOWLEDGE_SIGNS.items()),
        words("table.last_year"),
    ]
    return Table(head, cells, words("data.by_series.title"))


def sources(run: Run) -> None:
    """Show every data set: citation, licence, vintage, rows."""
    _show_record(run, _sources_table(run), "sources")


def _show_record(
    run: Run, table: Table, name: str, title: str = "title", note: str = "note"
) -> None:
    """Show what the dashboard has noted itself of its data."""
    words = run.words
    show.table(
        run,
        table,
        key=name,
        title=words(f"data.{name}.{title}"),
        note=words(f"data.{name}.{note}"),
        foot=show.Foot(words("show.own_record")),
        says_source=False,
    )


@remembered
def _sources_table(run: Run) -> Table:
    words = run.words
    cells = [
        [
            Cell(row.publisher),
            Cell(row.citation, row.url if isinstance(row.url, str) else ""),
            Cell(row.licence),
            _vintage(row, run),
            pieces.number(row.row_count, words),
            Cell("" if pd.isna(row.caveat_key) else words(row.caveat_key)),
        ]
        for row in queries.catalogue.sources().itertuples()
    ]
    keys = ("publisher", "citation", "licence", "vintage", "rows", "caveat")
    head = [words(f"data.column.{key}") for key in keys]
    return Table(head, cells, words("data.sources.title"))


def _vintage(row: Any, run: Run) -> Cell:
    """When the publisher made the file: a day or a month, and how long ago that was."""
    words = run.words
    day = show.day(row.vintage_date)
    if day is None:
        return Cell(str(row.vintage), is_short=True)
    # A vintage without a day is a month.
    has_day = len(row.vintage) > len("2024-11")
    said = words.date(day) if has_day else words.month(day)
    months = (run.today.year - day.year) * 12 + run.today.month - day.month
    text = f"{said} {words('data.months_old', n=months)}" if months > 0 else said
    return Cell(text, is_short=True, value=day if has_day else row.vintage)


def problems(run: Run) -> None:
    """Show what was found wrong in sources and reports, and what was repaired."""
    words = run.words
    title, note = words("data.problems.title"), words("data.problems.note")
    show.section(title, note)
    if queries.catalogue.problem_counts().empty:
        show.notice(words("data.problems.empty"))
        return
    show.fragment(_problems_table(run))
    foot = show.Foot(words("data.problems.foot"), is_illustrative=True)
    show.under(run, foot)
    show.folded_table(run, problems_list(run), key="problems", title=title, note=note, foot=foot)


@remembered
def _problems_table(run: Run) -> str:
    words = run.words
    cells = [
        [
            Cell(words(f"data.origin.{row.origin}"), is_short=True),
            Cell(words(f"data.severity.{row.severity}"), is_short=True),
            Cell(words.number(row.problem_count), is_number=True),
            Cell(words.number(row.file_count), is_number=True),
            Cell(_told(row, run)),
        ]
        for row in queries.catalogue.problem_counts().itertuples()
    ]
    keys = ("origin", "severity", "problems", "files", "example")
    head = [words(f"data.column.{key}") for key in keys]
    return Table(head, cells, words("data.problems.title")).html()


@remembered
def problems_list(run: Run) -> pd.DataFrame:
    """The table behind the counts: one row per problem, with its place and what was found."""
    words = run.words
    rows = queries.catalogue.problems()
    return pd.DataFrame(
        {
            words("data.column.origin"): rows.origin.map(lambda code: words(f"data.origin.{code}")),
            words("data.column.severity"): rows.severity.map(
                lambda code: words(f"data.severity.{code}")
            ),
            words("data.column.file"): rows.file_name,
            words("data.column.problem"): [_told(row, run) for row in rows.itertuples()],
        }
    )


def _told(row: Any, run: Run) -> str:
    """A problem in words: a report's rule is a whole sentence, a source's a short title with place and find."""
    facts = {
        name: value if isinstance(value, str) else "–"
        for name, value in (
            ("sheet", row.sheet), ("cell", row.cell), ("found", row.found), ("accepted", row.accepted)
        )
    }  # fmt: skip
    if row.origin == "report":
        return run.words(f"problem.{row.rule}", **facts)
    key = "data.problems.repair" if row.severity == "repair" else "data.problems.source"
    return run.words(key, title=run.words(f"source_problem.{row.rule}"), **facts)


def tables(run: Run) -> None:
    """Show every table in plain words, and give the chosen one as CSV or Parquet."""
    words = run.words
    show.section(words("data.tables.title"), words("data.tables.note"))
    options = _table_options(run)
    table = filters.select(
        "table",
        list(options),
        "observation",
        words,
        words("data.tables.choose"),
        format_func=options.__getitem__,
        width=520,
    )
    st.html(f'<p class="pp-note">{html.escape(words(f"data.grain.{table}"))}</p>')
    is_marked = table in _illustrative_tables()
    if is_marked:
        show.notice(words("data.tables.illustrative"))
    with st.container(horizontal=True):
        for suffix, mime, make in (
            ("csv", "text/csv", csv_file),
            ("parquet", "application/vnd.apache.parquet", parquet_file),
        ):
            downloads.button(
                words,
                f"download_{table}_{suffix}",
                words(f"data.tables.{suffix}"),
                partial(make, run, table, is_marked),
                show.file_name(run, table, suffix, is_marked, table in _report_tables()),
                mime,
            )
    _show_record(run, _tables_table(run), "tables", "all", "all_note")


@remembered
def _table_options(run: Run) -> dict[str, str]:
    return {
        row.table_name: run.words("data.tables.option", table=row.table_name, n=int(row.row_count))
        for row in queries.catalogue.tables().itertuples()
    }


@remembered
def _report_tables() -> frozenset[str]:
    rows = queries.catalogue.tables()
    return frozenset(rows.table_name[rows.rests_on_reports])


@remembered
def _illustrative_tables() -> frozenset[str]:
    rows = queries.catalogue.tables()
    return frozenset(rows.table_name[rows.is_illustrative])


@remembered
def _tables_table(run: Run) -> Table:
    words = run.words
    cells = [
        [
            Cell(row.table_name, is_short=True),
            Cell(words(f"data.grain.{row.table_name}")),
            pieces.number(row.row_count, words),
            Cell(words("ribbon.short") if row.is_illustrative else "", is_short=True),
        ]
        for row in queries.catalogue.tables().itertuples()
    ]
    head = [words(f"data.column.{key}") for key in ("table", "grain", "rows", "rests_on")]
    return Table(head, cells, words("data.tables.all"))


def csv_file(run: Run, table: str, is_marked: bool) -> bytes:
    """The public rows of a table as CSV (UTF-8 with a mark, as spreadsheets want it); lists are joined by ``;``."""
    rows = _rows(run, table, is_marked)
    for place, field in enumerate(rows.schema):
        column = rows.column(place)
        if pa.types.is_list(field.type):
            column = pyarrow.compute.binary_join(column, ";")
        if pa.types.is_string(column.type):
            column = pyarrow.compute.replace_substring_regex(column, _FORMULA, r"'\1")
            rows = rows.set_column(place, field.name, column)
    # With this line end, of RFC 4180, a carriage return within a text is quoted too and begins no new row.
    text = rows.to_pandas(types_mapper=pd.ArrowDtype).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def parquet_file(run: Run, table: str, is_marked: bool) -> bytes:
    """The public rows of a table as Parquet, in the warehouse's own types.

    Its metadata say what a row is, from which build and sources it comes, under which licence, and whether rows are
    illustrative.
    """
    rows = _rows(run, table, is_marked)
    with pinned(run.build, run.audience):
        sources = queries.catalogue.sources()
    if "source_id" in rows.column_names:
        used = set(rows.column("source_id").to_pylist())
        sources = sources[sources.source_id.isin(used)]
    facts = {
        "title": run.words("app.title"),
        "table": table,
        "grain": run.words(f"data.grain.{table}"),
        "build": run.build,
        "built_on": run.built_on.isoformat(),
        "is_illustrative": json.dumps(is_marked),
        "sources": json.dumps(
            sources[["source_id", "citation", "licence", "vintage", "url"]].to_dict("records"),
            ensure_ascii=False,
        ),
    }
    file = io.BytesIO()
    pyarrow.parquet.write_table(
        rows.replace_schema_metadata({**(rows.schema.metadata or {}), **facts}),
        file,
        compression="zstd",
    )
    return file.getvalue()


def _rows(run: Run, table: str, is_marked: bool) -> pa.Table:
    """The table's public rows in the build of the run that offers them, marked in every row where due."""
    with pinned(run.build, run.audience):
        rows = queries.catalogue.rows(table)
    if is_marked and "is_illustrative" not in rows.column_names:
        rows = rows.append_column("is_illustrative", pa.array([True] * rows.num_rows))
    return rows


def builds(run: Run) -> None:
    """Show the builds that this one knows of."""
    _show_record(run, _builds_table(run), "builds")


@remembered
def _builds_table(run: Run) -> Table:
    words = run.words
    cells = [
        [
            Cell(row.build_name, is_short=True),
            Cell(
                words(
                    "data.at", date=words.date(row.built_at.date()), time=f"{row.built_at:%H:%M}"
                ),
                is_short=True,
                value=row.built_at.to_pydatetime().replace(second=0, microsecond=0),
            ),
            Cell(words(f"data.reports_mode.{row.reports_mode}")),
            pieces.number(row.row_count, words),
            pieces.number(row.warning_count, words),
            Cell(words("data.seconds", n=words.number(row.duration_seconds, 1)), is_number=True),
        ]
        for row in queries.build.history().head(_BUILDS_SHOWN).itertuples()
    ]
    keys = ("build", "built_at", "reports", "rows", "warnings", "duration")
    head = [words(f"data.column.{key}") for key in keys]
    return Table(head, cells, words("data.builds.title"))


@remembered
def _foot(run: Run) -> show.Foot:
    sources = queries.catalogue.sources()
    used = sources[sources.source_id.isin(queries.catalogue.observation_sources().source_id)]
    return show.Foot(
        run.words.listed(citation.rstrip(".") for citation in used.citation),
        run.words("data.coverage.caveat"),
    )


SECTIONS = {
    "coverage": coverage,
    "gaps": gaps.show_all,
    "sources": sources,
    "problems": problems,
    "tables": tables,
    "builds": builds,
}

"""Brings a publisher's new file into data/: read, checked, compared and only then written."""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from etl.bundled import SOURCE_COLUMNS, observation_files
from etl.observations import FILE_COLUMNS, KEY, check_observations, sort_for_file
from etl.reference import DATA_FOLDER, load_reference, read_text_table
from etl.sources import sources
from etl.sources.declaration import Source

FIGURE_KEY = [column for column in KEY if column != "source_id"]


class RefreshError(RuntimeError):
    """Nothing was written; the message says what was found, what is accepted and what to do."""

    def __init__(self, message: str, problems: pd.DataFrame | None = None) -> None:
        """Keep the problems beside the message, for whoever shows it."""
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True)
class SeriesChange:
    """How the file of one series differs from the one it replaces, in figures."""

    series_code: str
    before: int
    after: int
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class Refreshed:
    """What a refresh has written, and the warnings and repairs met on the way."""

    source_id: str
    changes: list[SeriesChange]
    problems: pd.DataFrame


def refresh(
    source_name: str,
    path: Path,
    vintage: str,
    data_folder: Path = DATA_FOLDER,
    accept_removals: bool = False,
) -> Refreshed:
    """Turn a publisher's file into the data files of its series.

    A series in the file replaces that series whole; series that are not in it stay. Raises
    RefreshError where anything in the file is unknown, where the vintage is older than the bundled
    one, or where bundled figures would go without ``accept_removals``; FileLayoutError where the
    file cannot be read.
    """
    source = _declared(source_name)
    if not path.is_file():
        raise RefreshError(
            f"Found no file {path}; accepted is a file as {source.publisher_name} gives it."
        )
    _require_vintage(vintage)
    reference = load_reference(data_folder)
    source_id = source.source_id(vintage)
    rows, problems = source.read(path, reference, source_id)
    located = rows.assign(file_name=path.name, row=rows.index).reset_index(drop=True)
    _, further = check_observations(located, reference, [source_id])
    problems = pd.concat([problems, further], ignore_index=True)
    errors = int((problems["severity"] == "error").sum())
    if errors:
        raise RefreshError(
            f"{path}: {errors} problem(s) must be solved first; nothing was written. Declare new "
            "codes in data/reference, or ask the publisher about the value.",
            problems,
        )
    if rows.empty:
        raise RefreshError(
            f"{path}: found no figure of a declared series; accepted are the series of "
            f"{source.name} in data/reference/indicators.yml.",
            problems,
        )

    folder = data_folder / source.folder
    bundled = {
        code: _bundled(folder / f"{code}.csv") for code in sorted(rows["series_code"].unique())
    }
    _require_newer(source, vintage, bundled)
    changes = [
        _compare(code, before, rows[rows["series_code"] == code])
        for code, before in bundled.items()
    ]
    removed = sum(change.removed for change in changes)
    if removed and not accept_removals:
        listed = ", ".join(
            f"{change.series_code} {change.removed}" for change in changes if change.removed
        )
        raise RefreshError(
            f"{removed} bundled figure(s) are not in {path} ({listed}); nothing was written. If "
            "the publisher has withdrawn them, run the command again with --accept-removals."
        )
    _write(source, source_id, vintage, rows, data_folder)
    return Refreshed(source_id, changes, problems)


def _declared(name: str) -> Source:
    declared = sources()
    if name not in declared:
        raise RefreshError(f"Found source {name!r}; accepted are {', '.join(declared)}.")
    return declared[name]


def _require_vintage(vintage: str) -> None:
    try:
        day = date.fromisoformat(vintage if len(vintage) == 10 else f"{vintage}-01")
    except ValueError:
        day = None
    if day is None or len(vintage) not in (7, 10) or day > date.today():
        raise RefreshError(
            f"Found vintage {vintage!r}; accepted is the date of the publisher's file, not after "
            "today, as YYYY-MM-DD or YYYY-MM."
        )


def _bundled(path: Path) -> pd.DataFrame:
    return read_text_table(path) if path.is_file() else pd.DataFrame(columns=list(FILE_COLUMNS))


def _require_newer(source: Source, vintage: str, bundled: dict[str, pd.DataFrame]) -> None:
    prefix = f"{source.source_id_prefix}_"
    found = {
        source_id.rpartition("_")[2]
        for table in bundled.values()
        for source_id in table["source_id"].unique()
        if source_id.startswith(prefix)
    }
    if newer := max((each for each in found if each > vintage), default=None):
        raise RefreshError(
            f"Found vintage {vintage}, but the bundled figures are of {newer}; accepted is that "
            "vintage or a later one. Nothing was written."
        )


def _compare(series_code: str, before: pd.DataFrame, after: pd.DataFrame) -> SeriesChange:
    # A publisher may give one cell several times: all its values together are the cell's content.
    content = [column for column in FILE_COLUMNS if column not in (*FIGURE_KEY, "source_id")]

    def cells(table: pd.DataFrame) -> pd.Series:
        joined = table[content].agg("\x1f".join, axis=1) if len(table) else pd.Series(dtype=str)
        keys = [table[column] for column in FIGURE_KEY]
        return joined.groupby(keys).agg(lambda texts: "\x1e".join(sorted(texts)))

    old, new = cells(before), cells(after)
    common = old.index.intersection(new.index)
    return SeriesChange(
        series_code=series_code,
        before=len(before),
        after=len(after),
        added=len(new.index.difference(old.index)),
        changed=int((old.loc[common] != new.loc[common]).sum()),
        removed=len(old.index.difference(new.index)),
    )


def _write(
    source: Source, source_id: str, vintage: str, rows: pd.DataFrame, data_folder: Path
) -> None:
    # Sources first: at no moment does a figure name an undeclared source. Each file appears whole.
    declared_path = data_folder / "reference" / "sources.csv"
    declared = read_text_table(declared_path)
    entry = {
        "source_id": source_id,
        "publisher": source.publisher_name,
        "title": source.title,
        "citation": source.citation.format(vintage=vintage),
        "licence": source.licence,
        "url": source.url,
        "vintage": vintage,
        "caveat_key": source.caveat_key,
    }
    if source_id not in set(declared["source_id"]):
        declared = pd.concat([declared, pd.DataFrame([entry])]).sort_values("source_id")
    _replace_csv(declared_path, declared[list(SOURCE_COLUMNS)])
    for series_code, figures in rows.reset_index(drop=True).groupby("series_code"):
        folder = data_folder / source.folder
        folder.mkdir(exist_ok=True)
        _replace_csv(folder / f"{series_code}.csv", sort_for_file(figures))
    used = {
        used_id
        for path in observation_files(data_folder)
        for used_id in read_text_table(path)["source_id"].unique()
    }
    is_replaced = declared["source_id"].str.startswith(f"{source.source_id_prefix}_") & ~declared[
        "source_id"
    ].isin(used)
    _replace_csv(declared_path, declared.loc[~is_replaced, list(SOURCE_COLUMNS)])


def _replace_csv(path: Path, table: pd.DataFrame) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False))
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)

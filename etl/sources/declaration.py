"""What every source declares, and the translation of a publisher's codes into ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from etl.observations import FILE_COLUMNS, NUMBER, FileLayoutError
from etl.problems import Severity, join_problems, source_problems
from etl.reference import Reference

Reader = Callable[[Path, Reference, str], tuple[pd.DataFrame, pd.DataFrame]]


@dataclass(frozen=True)
class Source:
    """A publisher's data set: where its figures are kept, how it is cited, how its file is read.

    ``read(path, reference, source_id)`` returns observations (text, FILE_COLUMNS, indexed by the
    line of the file) and problems. A row with an unknown or impossible value is not among the
    observations, and always among the problems.
    """

    name: str
    publisher: str
    folder: str
    source_id_prefix: str
    publisher_name: str
    title: str
    citation: str
    licence: str
    url: str
    caveat_key: str
    read: Reader

    def source_id(self, vintage: str) -> str:
        """The identity of one vintage of this data set."""
        return f"{self.source_id_prefix}_{vintage}"


class Translation:
    """A publisher's rows on their way to ours: each column is translated, each failure reported.

    ``table`` holds text only; ``first_row`` is the line of the file in which its first row stands.
    """

    def __init__(
        self, table: pd.DataFrame, path: Path, reference: Reference, source_id: str, first_row: int
    ) -> None:
        """Begin with nothing translated and nothing rejected."""
        self.table = table
        self.reference = reference
        self._path = path
        self._source_id = source_id
        self._line = pd.Series(range(first_row, first_row + len(table)), index=table.index)
        self._is_kept = pd.Series(True, index=table.index)
        self._is_ours = pd.Series(True, index=table.index)
        self._problems: list[pd.DataFrame] = []
        self._result = pd.DataFrame("", index=table.index, columns=list(FILE_COLUMNS))
        self._result["source_id"] = source_id

    def set(self, column: str, values: pd.Series | str) -> None:
        """Fill one of our columns with text."""
        self._result[column] = values

    def set_code(
        self, column: str, published: str, codes: Mapping[str, str], accepted: str, rule: str
    ) -> None:
        """Fill one of our columns by translating a published one; unknown codes are errors."""
        self.reject(rule, published, ~self.table[published].isin(list(codes)), accepted)
        self._result[column] = self.table[published].map(codes).fillna("")

    def set_number(self, column: str, text: pd.Series, published: str) -> None:
        """Fill one of our columns with numbers, kept as the text they are; '' stays ''."""
        is_number = text.str.fullmatch(NUMBER)
        self.reject("not_a_number", published, (text != "") & ~is_number, "1234.5")
        self._result[column] = text

    def set_year(self, text: pd.Series, published: str) -> None:
        """Fill ``year`` from texts such as 2018 or 2018.0."""
        year = text.str.replace(r"\.0$", "", regex=True)
        self.reject("not_a_year", published, ~year.str.fullmatch(r"(?:19|20)\d\d"), "1900 – 2099")
        self._result["year"] = year

    def set_area(self, area_code: pd.Series, published: str) -> None:
        """Fill ``area_code`` and ``country_code`` from M49 codes; unknown codes are errors."""
        countries = self.reference.countries
        country_of = dict(zip(countries["area_code"], countries["country_code"], strict=True))
        known = set(country_of) | set(self.reference.areas["area_code"])
        self.reject("unknown_area", published, ~area_code.isin(known), "countries.csv, areas.csv")
        self._result["area_code"] = area_code
        self._result["country_code"] = area_code.map(country_of).fillna("")

    def area_of_iso3(self, iso3: pd.Series) -> pd.Series:
        """M49 codes of ISO3 codes, and of those used for areas without one; '' if unknown."""
        countries, areas = self.reference.countries, self.reference.areas
        area_of = dict(zip(areas["published_code"], areas["area_code"], strict=True))
        area_of |= dict(zip(countries["country_code"], countries["area_code"], strict=True))
        area_of.pop("", None)
        return iso3.map(area_of).fillna("")

    def reject(
        self, rule: str, column: str, bad: pd.Series, accepted: str, severity: Severity = "error"
    ) -> None:
        """Leave rows out and report them: one problem per value found, with its rows counted.

        Rows left out with a warning are not ours; nothing more is asked of them.
        """
        bad = bad & self._is_ours
        if not bad.any():
            return
        if severity == "warning":
            self._is_ours &= ~bad
        lines = self._line[bad]
        first = lines.groupby(self.table.loc[bad, column], sort=False).agg(["first", "size"])
        self._problems.append(
            source_problems(
                rule,
                severity,
                file_name=self._path.name,
                cell=[
                    f"row {row.first}, column {column}"
                    + (f" (and {row.size - 1} more rows)" if row.size > 1 else "")
                    for row in first.itertuples(index=False)
                ],
                found=first.index,
                accepted=accepted,
                source_id=self._source_id,
            )
        )
        self._is_kept &= ~bad

    def finish(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The observations, indexed by their line in the publisher's file, and the problems."""
        kept = self._result.loc[self._is_kept].set_axis(self._line[self._is_kept], axis="index")
        return kept, join_problems(self._problems)


def require_published_columns(table: pd.DataFrame, columns: set[str], path: Path) -> None:
    """Raise FileLayoutError where a publisher's file lacks a column that is read."""
    if missing := sorted(columns - set(table.columns)):
        raise FileLayoutError(
            f"{path}: the columns {', '.join(missing)} are missing; found are "
            f"{', '.join(map(str, table.columns))}. If the publisher has changed the layout, adapt "
            "the reader in etl/sources."
        )

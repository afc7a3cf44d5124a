"""What every kind of file is opened as: grids of cell values, with what the values do not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from etl.report.problem import FOUND_LENGTH, Problem

Grid = list[list[Any]]

# A report has some hundred rows. One stray value in the last row of a sheet would make a reader
# lay out every cell before it.
MAXIMUM_ROWS, MAXIMUM_COLUMNS = 10_000, 200
# All sheets together: 5,000 actions and their progress have about 130,000 cells.
MAXIMUM_CELLS = 4_000_000
DIGITS = "0123456789"


@dataclass(frozen=True)
class Layout:
    """What the values of a sheet do not say: where they come from, and whether they are seen.

    ``formulas``: address -> formula, of the cells whose computed value was read. ``merged``:
    ranges such as ``B4:B6``. Rows and columns that are hidden are counted from 1.
    """

    formulas: dict[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A report's sheets by name, in its order: rows of cell values from A1 on, and layouts.

    All rows of a sheet have the same length. ``is_text``: every value is a text, as in CSV files,
    which have no marker sheet either.
    """

    grids: dict[str, Grid]
    layouts: dict[str, Layout]
    is_text: bool = False


class UnreadCell(str):
    """The text of a cell without a value that counts: an error, a formula without a result."""


def too_large(sheet: str, cell: str) -> Problem:
    """The problem of a sheet with something out of bounds, at that cell."""
    accepted = f"{MAXIMUM_ROWS} × {MAXIMUM_COLUMNS}"
    return Problem("sheet_too_large", sheet[:FOUND_LENGTH], cell, accepted=accepted)


def widened(grid: Iterable[list[Any]]) -> Grid:
    """The rows, filled up with empty texts to the length of the longest."""
    rows = list(grid)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def put(grid: Grid, address: str, value: Any) -> None:
    """Write a value into a grid of rows of one length, which grows where it has no such cell."""
    row, column = place_of(address)
    width = max(column, len(grid[0]) if grid else 0)
    if grid and width > len(grid[0]):
        for line in grid:
            line += [""] * (width - len(line))
    grid += [[""] * width for _ in range(row - len(grid))]
    grid[row - 1][column - 1] = value


@lru_cache(maxsize=4096)
def place_of(address: str) -> tuple[int, int]:
    """Row and column, counted from 1, of an A1 address."""
    letters = address.rstrip(DIGITS)
    return int(address[len(letters) :]), column_number(letters)


def address_of(row: int, column: int) -> str:
    """A1 address of a row and column, both counted from 1."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number, counted from 1, of a column's letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

"""Grids of cells: addresses, and rows that stay of one length."""

from __future__ import annotations

import pytest

from etl.report.grids import address_of, column_letters, column_number, place_of, put, widened


@pytest.mark.parametrize(
    ("address", "row", "column"),
    [("A1", 1, 1), ("Z10", 10, 26), ("AA2", 2, 27), ("GR10000", 10_000, 200), ("XFD1", 1, 16_384)],
)
def test_address_and_place_are_each_others_inverse(address: str, row: int, column: int) -> None:
    assert place_of(address) == (row, column)
    assert address_of(row, column) == address
    assert column_number(column_letters(column)) == column


def test_rows_are_filled_up_to_one_length() -> None:
    assert widened([[1], [], [1, 2, 3]]) == [[1, "", ""], ["", "", ""], [1, 2, 3]]
    assert widened([]) == []


def test_grid_grows_to_hold_a_value() -> None:
    grid = [["a"]]
    put(grid, "B3", "x")
    assert grid == [["a", ""], ["", ""], ["", "x"]]
    put(grid, "A1", "y")
    assert grid[0] == ["y", ""]
    empty: list[list[str]] = []
    put(empty, "B1", "x")
    assert empty == [["", "x"]]

"""mart_source: each data set with the files and rows loaded from it."""

from __future__ import annotations

from tests.given import SOURCE, Given


def test_files_and_rows_are_summed(given: Given) -> None:
    given.add("source", source_id="UNUSED")
    for path, row_count in (("sdg/a.csv", 10), ("sdg/b.csv", 32)):
        given.add(
            "source_file",
            file_path=path,
            source_id=SOURCE,
            checksum_sha256="0" * 64,
            row_count=row_count,
        )
    assert given.mart("mart_source", "source_id, file_count, row_count") == [
        (SOURCE, 2, 42),
        ("UNUSED", 0, 0),
    ]

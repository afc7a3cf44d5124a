"""The earlier reports of a country, read again from the files they came in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from etl import warehouse
from etl.build import ReportsMode
from etl.bundled import checksum as file_checksum
from etl.places import Places
from etl.reference import Reference
from etl.report import Report, Words, read_workbook
from etl.review.store import Store, StoreError, safe_file_name


def earlier_reports(
    places: Places,
    country_code: str,
    reporting_year: int,
    reference: Reference,
    public_only: bool,
    besides: str = "",
) -> list[Report]:
    """The published reports of a country up to a reporting year, oldest first, one (the newest) a year.

    With ``public_only`` without those for the Alliance only; ``besides`` is the SHA-256 of a file that is
    left out, being compared itself. In practice the reports are illustrative, elsewhere never. Empty
    where there is no build. Raises StoreError where a file is not to be had any more.
    """
    name = warehouse.current_build(places.warehouse)
    if name is None:
        return []
    with warehouse.open_build(places.warehouse, name) as connection:
        rows = connection.execute(
            """
            SELECT newest.file_name, newest.checksum_sha256, build.reports_mode
            FROM report AS newest
            CROSS JOIN build
            WHERE build.build_name = $build
            AND newest.country_code = $country
            AND newest.is_illustrative = $is_practice
            AND newest.reporting_year <= $year
            AND newest.checksum_sha256 <> $besides
            AND (newest.visibility = 'public' OR NOT $public_only)
            AND newest.revision = (
                SELECT max(other.revision) FROM report AS other
                WHERE other.country_code = newest.country_code
                AND other.reporting_year = newest.reporting_year
                AND other.checksum_sha256 <> $besides
            )
            ORDER BY newest.reporting_year
            """,
            {
                "build": name,
                "country": country_code,
                "is_practice": places.is_practice,
                "year": reporting_year,
                "public_only": public_only,
                "besides": besides,
            },
        ).fetchall()
    words = Words(reference)
    return [_report(places, file_name, checksum, mode, words) for file_name, checksum, mode in rows]


def _report(
    places: Places, file_name: str, checksum: str, mode: ReportsMode, words: Words
) -> Report:
    with tempfile.TemporaryDirectory(prefix="pathfinder-") as folder:
        path = places.data / mode / file_name
        # A report that was sent may bear the name of one that lies in the folder.
        if not path.is_file() or file_checksum(path) != checksum:
            path = Path(folder) / safe_file_name(file_name)
            path.write_bytes(Store(places.store).file(checksum))
        report, problems = read_workbook(path, words)
    if report is None:
        raise StoreError(
            f"{file_name}, a published report, cannot be read any more: "
            + " ".join(problem.message("en") for problem in problems)
        )
    return report

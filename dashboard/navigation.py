"""The list of pages: one line each, in the order of the menu. The file's name is the page's address."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent.parent / "pages"


class PageEntry(NamedTuple):
    """A page's name (file, address and text key ``<name>.menu``), icon, and whether it shows country reports.

    ``has_figures``: whether what it shows can be had by address (see dashboard/unwatched.py).
    ``roles``: in whose menu it stands; ``()`` in everybody's, None in nobody's (other pages lead to it).
    """

    name: str
    icon: str
    shows_reports: bool
    has_figures: bool = False
    roles: tuple[str, ...] | None = ()

    @property
    def path(self) -> str:
        """The page's file, as Streamlit's pages, links and switches take it."""
        return f"{FOLDER}/{self.name}.py"


PAGES = (
    PageEntry("overview", ":material/public:", shows_reports=True, has_figures=True),
    PageEntry("map", ":material/map:", shows_reports=True, has_figures=True),
    PageEntry("country", ":material/flag:", shows_reports=True, has_figures=True),
    PageEntry("compare", ":material/balance:", shows_reports=True, has_figures=True),
    PageEntry("indicator", ":material/monitoring:", shows_reports=False, has_figures=True),
    PageEntry("accountability", ":material/fact_check:", shows_reports=True, has_figures=True),
    PageEntry("meeting", ":material/co_present:", shows_reports=True),
    PageEntry("exports", ":material/folder_zip:", shows_reports=True),
    PageEntry("data", ":material/database:", shows_reports=True, has_figures=True),
    PageEntry("methods", ":material/functions:", shows_reports=False, has_figures=True),
    PageEntry("submit", ":material/upload_file:", shows_reports=False),
    PageEntry("review", ":material/rule:", shows_reports=True, roles=("secretariat", "csg")),
    PageEntry("report", ":material/description:", shows_reports=True, roles=None),
    PageEntry("guide", ":material/menu_book:", shows_reports=False, roles=None),
)

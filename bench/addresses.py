"""The addresses that are measured: every page in the menu, and every section of the country page."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.contents.country import SECTIONS
from dashboard.navigation import PAGES

COUNTRY = "KEN"
# Stands in the heading of every page (dashboard/show.py): a run without it did not get that far.
MARKER = 'class="pp-title"'


class Address(NamedTuple):
    """A page and the choices in its address, without the language."""

    page: str
    choices: dict[str, str]

    @property
    def name(self) -> str:
        """What the table calls it: ``country, section roadmap``."""
        section = self.choices.get("section")
        return f"{self.page}, section {section}" if section else self.page

    def query(self, language: str) -> str:
        """The address's part after the question mark."""
        pairs = {**self.choices, "lang": language}
        return "&".join(f"{name}={value}" for name, value in pairs.items())


def addresses() -> list[Address]:
    """All pages in the order of the menu, the country page once per section."""
    found = []
    for entry in PAGES:
        if entry.name == "country":
            found += [
                Address("country", {"country": COUNTRY, "section": section}) for section in SECTIONS
            ]
        elif entry.name == "compare":
            found.append(Address("compare", {"country": COUNTRY}))
        else:
            found.append(Address(entry.name, {}))
    return found

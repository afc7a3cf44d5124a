"""Imports what pages need before the first reader comes, so that no run pays for it and the collector can skip it."""

from __future__ import annotations

import importlib
import pkgutil

import dashboard
import locales
from dashboard.theme import DARK, LIGHT, new_figure
from dashboard.words import words_of


def everything() -> None:
    """Import every module of the dashboard and make what is made once per process."""
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        if module.name != "dashboard.app":  # a script, not a module
            importlib.import_module(module.name)
    for language in locales.languages():
        words_of(language).number(1.5, 1)
    for style in (LIGHT, DARK):
        new_figure(style, 100).to_dict()

"""Imports what pages need before the first reader comes, so that no run pays for it and the collector can skip it."""

from __future__ import annotations

import importlib
import pkgutil

import dashboard
import locales
from dashboard.theme import DARK, LIGHT, new_figure
from dashboard.words import words_of

# What is run by itself, as a page's script, a command, or the process that draws pictures.
_SCRIPTS = ("dashboard.app", "dashboard.exports.__main__", "dashboard.exports.worker")


def everything() -> None:
    """Import every module of the dashboard and make what is made once per process."""
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        if module.name not in _SCRIPTS:
            importlib.import_module(module.name)
    for language in locales.languages():
        words_of(language).number(1.5, 1)
    for style in (LIGHT, DARK):
        new_figure(style, 100).to_dict()

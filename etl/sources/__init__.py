"""The publishers whose files can be read: one module each, discovered by its SOURCE."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from etl.sources.declaration import Source


@cache
def sources() -> dict[str, Source]:
    """Name on the command line -> declaration, in alphabetical order."""
    modules = [
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    ]
    found = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    return {source.name: source for source in sorted(found, key=lambda source: source.name)}

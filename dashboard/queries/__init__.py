"""One function per question, in one file per subject; the only place of the dashboard with SQL."""

from dashboard.queries import (
    accountability,
    alliance,
    build,
    catalogue,
    country,
    gaps,
    geography,
    implementation,
    indicator,
    peers,
    progress,
    report,
    sources,
)

__all__ = [
    "accountability",
    "alliance",
    "build",
    "catalogue",
    "country",
    "gaps",
    "geography",
    "implementation",
    "indicator",
    "peers",
    "progress",
    "report",
    "sources",
]

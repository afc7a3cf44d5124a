"""One function per question, in one file per subject; the only place of the dashboard with SQL."""

from dashboard.queries import build

__all__ = ["build"]

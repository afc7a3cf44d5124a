"""One function per question, in one file per subject; the only place of the dashboard with SQL."""

from dashboard.queries import alliance, build, country, peers, sources

__all__ = ["alliance", "build", "country", "peers", "sources"]

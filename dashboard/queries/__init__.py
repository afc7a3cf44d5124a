"""One function per question, in one file per subject; the only place of the dashboard with SQL."""

from dashboard.queries import alliance, build, country, geography, peers, sources

__all__ = ["alliance", "build", "country", "geography", "peers", "sources"]

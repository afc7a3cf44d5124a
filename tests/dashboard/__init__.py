"""Tests of the dashboard: words, queries, charts, pages."""

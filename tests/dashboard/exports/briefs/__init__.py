"""Briefs opened again: pages, texts and figures."""

"""Exports, opened again."""

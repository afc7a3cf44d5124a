"""Tests of the questions: known rows, expected answers."""

"""What is wrong with a report: a rule, a place in the workbook, what was found and is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from locales import texts

Severity = Literal["error", "warning"]
# What was found is quoted up to this length.
FOUND_LENGTH = 120

# An error blocks the report; a warning is accepted and shown beside it. The text of each rule
# stands in the locales under problem.<rule>.
SEVERITIES: dict[str, Severity] = {
    # the file
    "not_a_workbook": "error",
    "empty_file": "error",
    "old_workbook": "error",
    "other_kind": "error",
    "other_opendocument": "error",
    "nested_archive": "error",
    "encrypted": "error",
    "truncated_file": "error",
    "macros": "error",
    "external_link": "error",
    "file_too_heavy": "error",
    "too_many_parts": "error",
    "packed_too_tightly": "error",
    "part_too_long": "error",
    "duplicate_part": "error",
    "not_utf8": "error",
    "unmatched_quotes": "error",
    "unknown_file": "warning",
    "unreadable": "error",
    "file_too_large": "error",
    "sheet_too_large": "error",
    "not_a_report": "error",
    "unknown_format": "error",
    "no_marker": "warning",
    "duplicate_file": "warning",
    "illustrative_in_received": "error",
    "not_marked_illustrative": "error",
    # sheets and columns
    "missing_sheet": "error",
    "duplicate_sheet": "error",
    "hidden_sheet": "warning",
    "unknown_sheet": "warning",
    "missing_column": "error",
    "unknown_titles": "error",
    "duplicate_column": "error",
    "unknown_column": "warning",
    # single cells
    "missing_value": "error",
    "missing_expected": "warning",
    "cell_error": "error",
    "formula": "warning",
    "merged_cells": "error",
    "hidden_content": "warning",
    "not_a_date": "error",
    "implausible_date": "error",
    "not_a_number": "error",
    "decimal_comma": "error",
    "not_a_whole_number": "error",
    "out_of_range": "error",
    "percent_looks_like_share": "warning",
    "not_a_link": "error",
    "unknown_word": "error",
    "unknown_country": "error",
    "not_a_pathfinder": "error",
    # cells against each other and against the reference data
    "unknown_year": "error",
    "period_differs": "warning",
    "date_order": "error",
    "date_after_submission": "error",
    "sent_before_period_end": "warning",
    "due_before_joining": "warning",
    "completed_before_start": "warning",
    "progress_before_start": "warning",
    "milestone_order": "warning",
    "duplicate_id": "error",
    "repeated_entry": "warning",
    "unknown_action": "error",
    "action_without_progress": "warning",
    "missing_currency": "error",
    "currency_without_amount": "warning",
    "spent_without_budget": "warning",
    "spent_above_budget": "warning",
    "no_evidence": "warning",
    "completed_not_complete": "error",
    "complete_without_date": "warning",
    "complete_below_100": "warning",
    "not_started_above_0": "warning",
    "percent_against_status": "warning",
    "not_started_spent": "warning",
    "figure_after_report": "error",
    "figure_not_comparable": "warning",
    # against the earlier reports
    "previous_of_another_country": "warning",
    "action_vanished": "warning",
    "action_renamed": "warning",
    "action_reappeared": "warning",
    "target_changed": "warning",
    "due_date_changed": "warning",
    "currency_changed": "warning",
    "status_backwards": "warning",
    # free texts
    "personal_name": "warning",
    "personal_phone": "warning",
    "personal_email": "warning",
    "personal_identity": "warning",
}


@dataclass(frozen=True)
class Problem:
    """One problem; its grain is one rule broken at one cell (or sheet, or file)."""

    rule: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    accepted: str = ""

    def __post_init__(self) -> None:
        if self.rule not in SEVERITIES:
            raise ValueError(f"Unknown rule {self.rule!r}; declare it in etl/report/problem.py.")

    @property
    def severity(self) -> Severity:
        """``error`` blocks the report, ``warning`` is accepted and shown."""
        return SEVERITIES[self.rule]

    def message(self, language: str) -> str:
        """The message in a language: where, what was found, what is accepted, what to do."""
        return texts(language)[f"problem.{self.rule}"].format(
            sheet=self.sheet, cell=self.cell, found=self.found, accepted=self.accepted
        )

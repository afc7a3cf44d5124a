"""The words with fixed meaning that reports, warehouse and dashboard share."""

from __future__ import annotations

# Steps of the pathfinding process, in their order. Steps 2 to 4 run in parallel.
STEPS = (
    "expression_of_interest",
    "focal_point_appointed",
    "consultation_held",
    "children_consulted",
    "roadmap_submitted",
    "roadmap_approved",
    "implementing",
    "concluded",
)

# What a country says of an action (self-report).
ACTION_STATUSES = ("not_started", "limited", "substantial", "complete", "cancelled")

# Seven INSPIRE strategies (WHO, UNICEF and others, 2016) and the two that cut across.
INSPIRE_STRATEGIES = (
    "laws",
    "norms",
    "environments",
    "parents",
    "income",
    "services",
    "education",
    "coordination",
    "monitoring",
)

VISIBILITIES = ("public", "alliance_only")
SUPPORT_KINDS = ("need", "offer")
SEXES = ("_T", "F", "M", "_O", "_U", "_Z")
VALUE_STATUSES = (
    "reported",
    "estimated",
    "modelled",
    "below_threshold",
    "suppressed",
    "conflicting",
    "not_collected",
    "not_applicable",
)
LEGAL_STATUSES = (
    "state_party",
    "signatory",
    "not_party",
    "prohibited",
    "not_listed",
    "not_applicable",
    "not_stated",
)
DIRECTIONS = ("lower_is_better", "higher_is_better", "undefined")
UNITS = ("percent", "number", "per_100000")

# What kind of survey or register a publisher's text names.
SURVEY_FAMILIES = ("mics", "dhs", "vacs", "other_national", "administrative")

# What an assessment says of a series that cannot be judged, in the order in which it is asked.
UNJUDGED_WORDS = (
    "not_applicable",
    "no_data",
    "direction_undefined",
    "no_target",
    "insufficient_trend",
    "stale",
)
# What it says of one that can, best first.
JUDGED_WORDS = (
    "target_met",
    "on_track",
    "acceleration_needed",
    "limited_progress",
    "moving_away",
)
# What the form of the UNSD Progress Chart says, best first.
PROGRESS_CHART_WORDS = ("met_or_on_track", "fair_progress", "stagnation_or_regression")
PACE_METHODS = ("linear", "compound_growth", "progress_chart")
PACE_NOTES = ("target_floored", "base_floored", "base_at_target", "below_floor")
EVIDENCE_STRENGTHS = ("strong", "moderate", "weak")
PROJECTION_NOTES = ("needs_third_point", "no_scatter", "target_year_reached")
# What would have to be known to judge a series, or to judge it better.
MISSING_REASONS = (
    "direction_undefined",
    "target_missing",
    "target_year_passed",
    "needs_first_point",
    "only_other_groups",
    "only_suppressed",
    "only_conflicting",
    "only_not_collected",
    "needs_second_point",
    "needs_three_years_between",
    "latest_too_old",
    "needs_base_since_2015",
    "needs_third_point",
    "needs_newer_point",
    "needs_national_figures",
    "needs_second_source",
)
# What must be said with a mark, though it changes no word.
CAUTIONS = ("within_rounding",)

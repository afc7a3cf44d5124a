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

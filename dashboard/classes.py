"""Sorts countries into a map's few classes: stages of the process, reports, and ranges of a figure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Stages as five ordered classes. Steps 1 to 4 overlap in time, so that they are one class.
STAGE_CLASSES = ("preparing", "roadmap_submitted", "roadmap_approved", "implementing", "concluded")
_STAGE_CLASS = {
    "expression_of_interest": "preparing",
    "focal_point_appointed": "preparing",
    "consultation_held": "preparing",
    "children_consulted": "preparing",
}
REPORT_CLASSES = ("on_time", "late", "missing", "not_due")


@dataclass(frozen=True)
class Look:
    """One class of the legend: its words, how many countries, and how its countries are drawn.

    ``pattern``: empty for a filled shape, hatch, dots or cross inside it, or a dashed or dotted outline.
    """

    label: str
    count: int
    fill: str
    pattern: str = ""


def stage_class(stage: str) -> str:
    """The class of a stage: one of STAGE_CLASSES, or ``no_report`` or ``none`` (a report without any dated step)."""
    return _STAGE_CLASS.get(stage, stage)


def class_limits(values: Iterable[float], count: int = 5) -> list[float]:
    """Limits between classes of about equally many values (quantiles): at most ``count - 1``, ascending.

    Class 0 lies below the first limit, class ``i`` begins at limit ``i - 1`` and includes it. A limit is the roundest
    number that parts two neighbouring values at the quantile or, in one case in twenty either way, beside it. Equal
    values are never parted: with few different values there are fewer classes.
    """
    ordered = sorted(values)
    leeway = len(ordered) // 20
    limits: list[float] = []
    for part in range(1, count):
        quantile = round(part * len(ordered) / count)
        cuts = [
            cut
            for cut in range(max(1, quantile - leeway), len(ordered))
            if ordered[cut - 1] < ordered[cut]
        ]
        near = [cut for cut in cuts if cut <= quantile + leeway] or cuts[:1]
        candidates = [
            (*roundest_between(ordered[cut - 1], ordered[cut]), abs(cut - quantile)) for cut in near
        ]
        if candidates:
            limit = min(candidates, key=lambda candidate: candidate[1:])[0]
            if not limits or limit > limits[-1]:
                limits.append(limit)
    return limits


def roundest_between(low: float, high: float) -> tuple[float, int]:
    """The roundest number in ``low < number <= high``, and how unround it is (0 is roundest).

    Multiples of 10, 5, 2 and 1 of a decimal place come in this order, then those of the next place; of several the
    one nearest to the middle. Unroundness counts these steps down from the place of the larger bound. Raises
    ValueError unless low < high.
    """
    if not low < high:
        raise ValueError(f"low must be less than high; found {low} and {high}.")
    middle = (low + high) / 2
    place = math.ceil(math.log10(max(abs(low), abs(high)))) + 1
    unroundness = 0
    while True:
        for factor in (10, 5, 2, 1):
            # A power of ten below 1 is not exact; its inverse is, and dividing by it rounds correctly.
            step, inverse = (factor * 10.0**place, 1.0) if place >= 0 else (factor, 10.0**-place)
            nearest = round(middle * inverse / step) * step / inverse
            if low < nearest <= high:
                return nearest, unroundness
            unroundness += 1
        place -= 1


def class_of(value: float, limits: Sequence[float]) -> int:
    """The number of the class that a value falls into, from 0."""
    return bisect_right(limits, value)


def decimals_of(limits: Iterable[float]) -> int:
    """How many decimals it takes to print all of these limits as they are."""
    texts = (f"{limit:.10f}".rstrip("0") for limit in limits)
    return max((len(text) - text.index(".") - 1 for text in texts), default=0)
